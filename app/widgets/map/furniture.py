"""What stands on the glass over the map: scale bar, north arrow, the source line and short texts."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.core.dates import format_date
from app.geo.legend import NOTHING_TO_SHOW
from app.geo.pl1992 import convergence
from app.geo.scale import metres_text, nice_length
from app.geo.shapes import BaseMap
from app.widgets.map.camera import Camera
from app.widgets.map.look import colour
from app.widgets.map.picture import Picture

_APART = 10.0
"""Pixels between the furniture and the edge of the map."""
_BAR = 0.22
_BAR_AT_MOST = 190.0
"""The scale bar: share of the width, and pixels, that it has at most."""
_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
NO_BORDER = "brak granic – zaimportuj je"


def source_text(base: BaseMap) -> str:
    """The line under the map: whose data these are, and of which day."""
    state = f"stan na {format_date(base.state_on)}" if base.state_on else ""
    return " · ".join(part for part in (base.source, state) if part)


def taken_below(picture: Picture, camera: Camera) -> float:
    """Pixels that the scale bar and the source line take at the lower edge; a camera should leave them free."""
    font = picture.sizes.small_font()
    bar = _bar_box(picture, camera, font)
    source = _source_box(picture, camera, font, bar)
    return camera.height - min(bar.top(), bar.top() if source is None else source.top())


def draw_furniture(painter: QPainter, picture: Picture, hint: str) -> None:
    """Everything on the glass; ``hint`` says what a click does in the present mode, blank in the usual one."""
    painter.save()
    painter.resetTransform()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = picture.sizes.small_font()
    painter.setFont(font)
    bar = _scale_bar(painter, picture, font)
    _source(painter, picture, font, bar)
    _north(painter, picture, font)
    if picture.without_border:
        _note(painter, picture, NO_BORDER, font, bottom=bar.top() - 6 * picture.sizes.unit)
    empty = picture.without_border and not picture.crowd.markers
    if hint or empty:
        _hint(painter, picture, hint or NOTHING_TO_SHOW)
    painter.restore()


def _plate(painter: QPainter, picture: Picture, box: QRectF, alpha: float = 0.88) -> None:
    plate = QColor(picture.ground.plate)
    plate.setAlphaF(alpha)
    painter.setPen(QPen(colour(picture.ground.edge), 1))
    painter.setBrush(plate)
    painter.drawRoundedRect(box, 5, 5)


def _scale_bar(painter: QPainter, picture: Picture, font: QFont) -> QRectF:
    """The bar in its plate at the lower left; returns the plate."""
    camera, unit = picture.camera, picture.sizes.unit
    length, text = _bar(picture, camera)
    box, pad = _bar_box(picture, camera, font), 7 * unit
    _plate(painter, picture, box)
    left, middle, tall = box.left() + pad, box.center().y(), 5.0 * unit
    painter.setPen(QPen(colour(picture.ground.ink), 1.1 * unit))
    for part in range(4):
        filled = part % 2 == 0
        painter.setBrush(colour(picture.ground.ink if filled else picture.ground.plate))
        painter.drawRect(QRectF(left + part * length / 4, middle - tall / 2, length / 4, tall))
    painter.drawText(
        QRectF(left + length + pad, box.top(), box.width(), box.height()),
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
        text,
    )
    return box


def _bar(picture: Picture, camera: Camera) -> tuple[float, str]:
    """Pixels of the scale bar, and what it says."""
    metres = nice_length(max(min(camera.width * _BAR, _BAR_AT_MOST * picture.sizes.unit), 30) / camera.scale)
    return metres * camera.scale, metres_text(metres)


def _bar_box(picture: Picture, camera: Camera, font: QFont) -> QRectF:
    metrics, pad = QFontMetricsF(font), 7 * picture.sizes.unit
    length, text = _bar(picture, camera)
    height = metrics.height() + pad
    width = length + metrics.horizontalAdvance(text) + 3 * pad
    return QRectF(_APART, camera.height - _APART - height, width, height)


def _source(painter: QPainter, picture: Picture, font: QFont, bar: QRectF) -> None:
    """Whose data these are, at the lower right; as many lines as it needs beside the scale bar."""
    box = _source_box(picture, picture.camera, font, bar)
    if box is None:
        return
    _plate(painter, picture, box)
    painter.setPen(colour(picture.ground.muted))
    pad = 6 * picture.sizes.unit
    painter.drawText(box.adjusted(pad, 0, -pad + 1, 0), _FLAGS, source_text(picture.base))


def _source_box(picture: Picture, camera: Camera, font: QFont, bar: QRectF) -> QRectF | None:
    text = source_text(picture.base)
    if not text:
        return None
    pad = 6 * picture.sizes.unit
    room = camera.width - bar.right() - 2 * _APART - 2 * pad
    if room < 16 * QFontMetricsF(font).averageCharWidth():
        # beside the bar there is no room at all, so the line stands above it
        room = camera.width - 2 * _APART - 2 * pad
        bottom = bar.top() - 4
    else:
        bottom = camera.height - _APART
    need = QFontMetricsF(font).boundingRect(QRectF(0, 0, room, 1000), _FLAGS, text)
    width, height = need.width() + 2 * pad + 1, max(need.height() + pad, bar.height())
    return QRectF(camera.width - _APART - width, bottom - height, width, height)


def _north(painter: QPainter, picture: Picture, font: QFont) -> None:
    """True north, at the upper right; the map itself is turned to the north of its grid."""
    camera, unit = picture.camera, picture.sizes.unit
    radius = 19 * unit
    centre = QPointF(camera.width - _APART - radius, _APART + radius)
    plate = QColor(picture.ground.plate)
    plate.setAlphaF(0.88)
    painter.setPen(QPen(colour(picture.ground.edge), 1))
    painter.setBrush(plate)
    painter.drawEllipse(centre, radius, radius)
    painter.save()
    painter.translate(centre)
    painter.rotate(-convergence(camera.x, camera.y))
    ink = colour(picture.ground.ink)
    painter.setPen(Qt.PenStyle.NoPen)
    left = [QPointF(0, -15 * unit), QPointF(-5 * unit, 1 * unit), QPointF(0, -2 * unit)]
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF(left))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1))
    painter.drawPolygon(QPolygonF([QPointF(-point.x(), point.y()) for point in left]))
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    painter.drawText(QRectF(-radius, 0, 2 * radius, 15 * unit), Qt.AlignmentFlag.AlignCenter, "N")
    painter.restore()
    painter.setFont(font)


def _note(painter: QPainter, picture: Picture, text: str, font: QFont, bottom: float) -> None:
    """A short remark above the scale bar."""
    metrics, pad = QFontMetricsF(font), 7 * picture.sizes.unit
    height = metrics.height() + pad
    box = QRectF(_APART, bottom - height, metrics.horizontalAdvance(text) + 2 * pad, height)
    _plate(painter, picture, box)
    painter.setPen(colour(picture.ground.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _hint(painter: QPainter, picture: Picture, text: str) -> None:
    """What a click does now, in the middle of the upper edge."""
    unit = picture.sizes.unit
    painter.setFont(picture.sizes.font)
    metrics = QFontMetricsF(picture.sizes.font)
    # the north arrow keeps its corner, and the hint stays in the middle
    room = max(picture.camera.width - 2 * (48 * unit + _APART), 80.0)
    need = metrics.boundingRect(QRectF(0, 0, room, 1000), Qt.AlignmentFlag.AlignHCenter | _FLAGS, text)
    box = QRectF(0, 0, need.width() + 24 * unit, need.height() + 11 * unit)
    box.moveTopLeft(QPointF((picture.camera.width - box.width()) / 2, _APART))
    _plate(painter, picture, box, 0.96)
    painter.setPen(colour(picture.ground.ink))
    centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(box.adjusted(6 * unit, 0, -6 * unit, 0), centred, text)
