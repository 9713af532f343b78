"""What clicks and keys do besides looking: measuring a distance, and putting a marker in its place."""

from typing import Protocol

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from app.geo.scale import distance_text, length
from app.geo.shapes import Point
from app.widgets.map.look import colour
from app.widgets.map.picture import Picture

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_STRIDE, _FINE = 12.0, 1.0
"""Pixels that an arrow moves the crosshair; the second with Shift."""
_EDGE = 24.0
"""Pixels from the edge at which the map moves instead of the crosshair."""
_PUTS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MapModes", text)


class Glass(Protocol):
    """What a mode needs of the view."""

    picture: Picture

    def redraw(self) -> None:
        """Paint anew soon."""

    def say(self, text: str) -> None:
        """Let a screen reader say a text."""

    def pan_by(self, across: float, down: float) -> None:
        """Shift the map by pixels."""

    def end_mode(self) -> None:
        """Back to looking."""

    def put(self, marker_id: int, x: float, y: float) -> None:
        """Tell that somebody gave a marker its place, in metres."""


class Mode:
    """A deed that lasts; with a crosshair for those who work with the keyboard."""

    name = "looking"

    def __init__(self, glass: Glass, start: Point | None = None) -> None:
        """``start`` is where the crosshair stands first, in metres; the middle of the map without it."""
        self.glass = glass
        camera = glass.picture.camera
        self._crosshair = start if start is not None else (camera.x, camera.y)
        self._by_keyboard = start is not None

    @property
    def hint(self) -> str:
        """What to do now."""
        return ""

    def clicked(self, x: float, y: float) -> None:
        """The person chose a place, in metres."""

    def pointed(self, x: float, y: float) -> None:
        """The pointer is over a place, in metres."""
        self._by_keyboard = False
        self.glass.redraw()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether the mode took a key press."""
        if key == Qt.Key.Key_Escape:
            self.glass.end_mode()
        elif key in _ARROWS:
            self._step(key, _FINE if modifiers & Qt.KeyboardModifier.ShiftModifier else _STRIDE)
        elif key in _PUTS:
            self._by_keyboard = True
            self.clicked(*self._crosshair)
        else:
            return False
        return True

    def _step(self, key: Qt.Key, stride: float) -> None:
        camera = self.glass.picture.camera
        across, down = camera.pixel(*self._crosshair)
        if not self._by_keyboard and not QRectF(0, 0, camera.width, camera.height).contains(across, down):
            across, down = camera.width / 2, camera.height / 2
        self._by_keyboard = True
        across, down = across + _ARROWS[key][0] * stride, down + _ARROWS[key][1] * stride
        self._crosshair = camera.place(across, down)
        inside_x = min(max(across, _EDGE), camera.width - _EDGE)
        inside_y = min(max(down, _EDGE), camera.height - _EDGE)
        if (inside_x, inside_y) != (across, down):
            self.glass.pan_by(inside_x - across, inside_y - down)
        self.glass.redraw()

    def draw(self, painter: QPainter) -> None:
        """The crosshair, while the keyboard is in use."""
        if not self._by_keyboard:
            return
        picture = self.glass.picture
        centre = QPointF(*picture.camera.pixel(*self._crosshair))
        arm, gap = 15 * picture.sizes.unit, 4 * picture.sizes.unit
        for ink, width in ((picture.ground.halo, 4.6), (picture.ground.focus, 2.0)):
            painter.setPen(QPen(colour(ink), width * picture.sizes.unit))
            for across, down in _ARROWS.values():
                painter.drawLine(centre + QPointF(across * gap, down * gap), centre + QPointF(across * arm, down * arm))


class Measuring(Mode):
    """Clicks add points; the length so far stands beside the last one."""

    name = "measuring"

    def __init__(self, glass: Glass) -> None:
        super().__init__(glass)
        self.points: list[Point] = []
        self._over: Point | None = None

    @property
    def total(self) -> str:
        """The measured length in Polish."""
        return distance_text(length(self.points))

    @property
    def hint(self) -> str:
        """What to do now, and the length so far."""
        if not self.points:
            return _tr("Pomiar odległości: kliknij pierwszy punkt. Esc kończy.")
        if len(self.points) == 1:
            return _tr("Kliknij następny punkt. Backspace cofa, Esc kończy.")
        return _tr("Razem {length} · Backspace cofa punkt, Esc kończy").format(length=self.total)

    def clicked(self, x: float, y: float) -> None:
        self.points.append((x, y))
        self.glass.say(self.hint)
        self.glass.redraw()

    def pointed(self, x: float, y: float) -> None:
        self._over = (x, y)
        super().pointed(x, y)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if key == Qt.Key.Key_Backspace and self.points:
            self.points.pop()
            self.glass.say(self.hint)
            self.glass.redraw()
            return True
        return super().key(key, modifiers)

    def draw(self, painter: QPainter) -> None:
        picture = self.glass.picture
        unit, ground = picture.sizes.unit, picture.ground
        corners = [QPointF(*picture.camera.pixel(*point)) for point in self.points]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, width in ((ground.halo, 5.0), (ground.focus, 2.4)):
            painter.setPen(QPen(colour(ink), width * unit))
            painter.drawPolyline(QPolygonF(corners))
        end = self._crosshair if self._by_keyboard else self._over
        if corners and end is not None:
            painter.setPen(QPen(colour(ground.focus), 1.6 * unit, Qt.PenStyle.DashLine))
            painter.drawLine(corners[-1], QPointF(*picture.camera.pixel(*end)))
        painter.setPen(QPen(colour(ground.focus), 2 * unit))
        painter.setBrush(colour(ground.plate))
        for corner in corners:
            painter.drawEllipse(corner, 4 * unit, 4 * unit)
        if len(corners) > 1:
            self._label(painter, corners[-1])
        super().draw(painter)

    def _label(self, painter: QPainter, at: QPointF) -> None:
        picture = self.glass.picture
        font = picture.sizes.font
        metrics, unit = QFontMetricsF(font), picture.sizes.unit
        box = QRectF(0, 0, metrics.horizontalAdvance(self.total) + 12 * unit, metrics.height() + 5 * unit)
        box.moveTopLeft(at + QPointF(9 * unit, 9 * unit))
        painter.setFont(font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(picture.ground.ink))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(colour(picture.ground.halo))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.total)


class Placing(Mode):
    """The next click gives one marker its place."""

    name = "placing"

    def __init__(self, glass: Glass, marker_id: int, title: str, start: Point | None = None) -> None:
        super().__init__(glass, start)
        self.marker_id = marker_id
        self._title = title

    @property
    def hint(self) -> str:
        """Whose place it is, and how to choose it."""
        what = f"{self._title}: " if self._title else ""
        return what + _tr("kliknij miejsce na mapie albo ustaw krzyżyk strzałkami i naciśnij Enter. Esc anuluje.")

    def clicked(self, x: float, y: float) -> None:
        self.glass.end_mode()
        self.glass.put(self.marker_id, x, y)
