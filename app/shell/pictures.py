"""Pictures from the database on the screen, sharp at every zoom."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImageReader, QPixmap

from app.records.pictures import drawable

_RATIO = 2
"""Drawn for twice the density; Qt scales down where a screen has less."""
_WIDEST = 10_000


def fitted(content: bytes, height: int) -> QPixmap:
    """A PNG or SVG picture, ``height`` logical pixels high; an empty pixmap when it cannot be read."""
    if not drawable(content):
        # drawn on the main thread: a drawing that repeats itself without end would stop the window for good
        return QPixmap()
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if size.isValid():
        # a vector picture is drawn at this size, a bitmap is scaled to it
        reader.setScaledSize(size.scaled(_WIDEST, height * _RATIO, Qt.AspectRatioMode.KeepAspectRatio))
    picture = QPixmap.fromImage(reader.read())
    picture.setDevicePixelRatio(_RATIO)
    return picture
