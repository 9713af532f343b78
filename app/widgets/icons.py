"""Icons drawn as lines and coloured from the palette, renewed when light turns dark."""

from functools import cache, lru_cache
from pathlib import Path
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton
from shiboken6 import isValid

from app.core.paths import resources

_SIZES = (16, 20, 24, 32, 48)
_RATIO = 2
"""Pixmaps are drawn for twice the density; Qt scales them down where a screen has less."""


def folder() -> Path:
    """Where the drawings lie."""
    return resources() / "icons"


@cache
def names() -> frozenset[str]:
    """All icons there are."""
    return frozenset(path.stem for path in folder().glob("*.svg"))


@cache
def _drawing(name: str) -> str:
    return (folder() / f"{name}.svg").read_text("utf-8")


def pixmap(name: str, color: str | QColor, size: int, ratio: float = _RATIO) -> QPixmap:
    """One icon as a picture of ``size`` logical pixels; OSError when there is no such icon."""
    # the picture is shared by all who paint it and never painted on
    return _painted(name, QColor(color).name(), size, ratio)


@lru_cache(maxsize=512)
def _painted(name: str, ink: str, size: int, ratio: float) -> QPixmap:
    svg = _drawing(name).replace("#000", ink)
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
    """The icon in the palette's present colours; for one that follows the palette use :func:`dress`."""
    palette = QGuiApplication.palette()
    ink = palette.color(role).name()
    faded = palette.color(QPalette.ColorRole.Dark).name()
    chosen = palette.color(QPalette.ColorRole.HighlightedText).name()
    return _colored(name, ink, faded, chosen)


@lru_cache(maxsize=256)
def _colored(name: str, ink: str, faded: str, chosen: str) -> QIcon:
    result = QIcon()
    for size in _SIZES:
        result.addPixmap(pixmap(name, ink, size), QIcon.Mode.Normal)
        result.addPixmap(pixmap(name, faded, size), QIcon.Mode.Disabled)
        result.addPixmap(pixmap(name, chosen, size), QIcon.Mode.Selected)
    return result


_dressed: "WeakKeyDictionary[QAction | QAbstractButton, tuple[str, QPalette.ColorRole]]" = WeakKeyDictionary()


def dress(
    target: QAction | QAbstractButton, name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText
) -> None:
    """Give an action or button an icon that follows the palette."""
    _dressed[target] = (name, role)
    target.setIcon(icon(name, role))


def renew() -> None:
    """Redraw every dressed icon; the theme calls it after the palette changed."""
    for target, (name, role) in list(_dressed.items()):
        if isValid(target):
            target.setIcon(icon(name, role))
