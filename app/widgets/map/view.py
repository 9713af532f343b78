"""The interactive map under the hand: wheel, mouse, dragged rows and keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.geo.shapes import Marker, MarkerGroup
from app.widgets.map.camera import STEP
from app.widgets.map.canvas import KEY_ZOOM
from app.widgets.map.crowd import Symbol, seen
from app.widgets.map.deeds import MapDeeds
from app.widgets.map.hover_card import ORGANISATIONS, Counted, sentence

MARKER_MIME = "application/x-urzad-marker"
"""A marker's number dragged onto the map from a list beside it."""
_NOTCH = 120.0
_STRIDE = 0.12
"""Share of the picture that an arrow key moves."""
_ARROWS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


def marker_mime(marker_id: int) -> QMimeData:
    """What a list gives to a drag, so that the map knows whose place it is."""
    data = QMimeData()
    data.setData(MARKER_MIME, str(marker_id).encode())
    return data


class MapView(MapDeeds):
    """Shows a base map with markers, in EPSG:2180 metres.

    Arrows move, + and − zoom, Home or 0 shows all, Tab and Shift+Tab go through the symbols, Enter is a click and
    Esc goes back. All that it shows belongs into a table as well, for those who cannot see it.
    """

    def __init__(
        self, groups: Sequence[MarkerGroup] = (), parent: QWidget | None = None, *, counted: Counted = ORGANISATIONS
    ) -> None:
        super().__init__(groups, parent, counted=counted)
        self._pressed: QPoint | None = None
        self._last = QPointF()
        self._grabbed: Marker | None = None
        self._told: tuple[int, ...] = ()
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.viewport().setMouseTracking(True)

    # -- mouse -----------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().y()
        if not delta or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # Ctrl and wheel belong to the size of the whole program
            event.ignore()
            return
        at = event.position()
        self._at_fit = False
        self._card.hide()
        self._movement.shift(self._movement.camera.zoomed(STEP ** (delta / _NOTCH), at.x(), at.y()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._pressed = event.position().toPoint()
        self._last = event.position()
        self._dragging = False
        self._card.hide()
        symbol = self.symbol_at(event.position())
        if self._editing and self._mode is None and symbol is not None and symbol.marker is not None:
            self._grabbed = symbol.marker
        else:
            self._grabbed = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        place = self.picture.camera.place(at.x(), at.y())
        if self._pressed is None:
            self._hover(at, place)
            return
        far = (at.toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if not self._dragging and not far:
            return
        if not self._dragging:
            self._dragging = True
            self._show_cursor()
        if self._grabbed is not None:
            self.picture.carried = (self._grabbed.id, *place)
            self.redraw()
        else:
            step = at - self._last
            self.pan_by(step.x(), step.y())
        self._last = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            event.ignore()
            return
        self._pressed = None
        dragged, self._dragging = self._dragging, False
        at = event.position()
        place = self.picture.camera.place(at.x(), at.y())
        self._show_cursor()
        if dragged and self._grabbed is not None:
            self.picture.carried = None
            self.redraw()
            self.put(self._grabbed.id, *place)
        elif dragged:
            self.rest()
        elif self._mode is not None:
            self._mode.clicked(*place)
        else:
            symbol = self.symbol_at(at)
            if symbol is not None:
                self.activate(symbol)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._mode is None and self.symbol_at(event.position()) is None:
            at = event.position()
            self.go(self.camera.zoomed(KEY_ZOOM, at.x(), at.y()))
            return
        self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._card.hide()
        self.picture.pointed = None
        self.redraw()

    def _hover(self, at: QPointF, place: tuple[float, float]) -> None:
        if self._mode is not None:
            self._mode.pointed(*place)
            return
        symbol = self.symbol_at(at)
        if symbol is self.picture.pointed:
            return
        self.picture.pointed = symbol
        if symbol is None:
            self._card.hide()
        else:
            self._tell(symbol)
        self._show_cursor()
        self.redraw()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MARKER_MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MARKER_MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        number = event.mimeData().data(MARKER_MIME).toStdString()
        if not number.isdecimal():
            event.ignore()
            return
        at = event.position()
        event.acceptProposedAction()
        self.put(int(number), *self.picture.camera.place(at.x(), at.y()))

    # -- keyboard --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        strange = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if modifiers & strange or not (self._mode_takes(key, modifiers) or self._look(key)):
            event.ignore()

    def _mode_takes(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        return self._mode is not None and self._mode.key(key, modifiers)

    def _look(self, key: Qt.Key) -> bool:
        if key in _ARROWS:
            across, down = _ARROWS[key]
            camera = self.camera
            self.go(camera.moved(across * camera.width * _STRIDE, down * camera.height * _STRIDE))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom_out()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_0):
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.picture.focused is not None:
            self.activate(self.picture.focused)
        elif key == Qt.Key.Key_Escape and self.picture.focused is not None:
            self._focus(None)
        else:
            return False
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's
        self.rest()
        order = seen(self.picture.symbols, self.picture.camera)
        now = next((number for number, symbol in enumerate(order) if symbol is self.picture.focused), None)
        if self._mode is not None or not order:
            return super().focusNextPrevChild(forward)
        following = (0 if forward else len(order) - 1) if now is None else now + (1 if forward else -1)
        if not 0 <= following < len(order) or not self.hasFocus():
            self._focus(None)
            return super().focusNextPrevChild(forward)
        self._focus(order[following])
        return True

    def _on_rested(self) -> None:
        super()._on_rested()
        focused = self.picture.focused
        if focused is not None and focused.ids != self._told:
            # a ring that was opened came apart: the keyboard is on another symbol now
            self._focus(focused)

    def _focus(self, symbol: Symbol | None) -> None:
        self.picture.focused = symbol
        self._told = symbol.ids if symbol is not None else ()
        if symbol is None:
            self._card.hide()
        else:
            self._tell(symbol)
            self.say(sentence(symbol, self.picture.sprites, self._counted, self.picture.base.places))
        self.redraw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focus(None)
