"""Zoom of the whole interface by its font: every size follows font metrics, so text, rows and buttons grow alike."""

from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
"""Per cent of the system's font size."""
_OF_SCREEN = 0.94
"""The most a window takes of the screen when it opens, so that its frame stays on it."""


class Zoom(QObject):
    """Ctrl + / Ctrl − / Ctrl 0."""

    changed = Signal(int)

    def __init__(self, app: QApplication, percent: int = 100) -> None:
        super().__init__(app)
        self.setObjectName("zoom")
        self._app = app
        self._base = app.font().pointSizeF()
        self._percent = 100
        self.set_percent(percent)

    @property
    def percent(self) -> int:
        """The present zoom in per cent."""
        return self._percent

    def set_percent(self, percent: int) -> None:
        """Zoom to a value between 80 and 200; others are brought to the nearest end."""
        wanted = min(max(percent, STEPS[0]), STEPS[-1])
        if wanted == self._percent:
            return
        self._percent = wanted
        font = self._app.font()
        font.setPointSizeF(self._base * wanted / 100)
        self._app.setFont(font)
        for widget in list(_scaled):
            _apply(widget)
        self.changed.emit(wanted)

    def zoom_in(self) -> None:
        """One step larger."""
        self.set_percent(next((step for step in STEPS if step > self._percent), STEPS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        self.set_percent(next((step for step in reversed(STEPS) if step < self._percent), STEPS[0]))

    def reset(self) -> None:
        """Back to the system's size."""
        self.set_percent(100)


_scaled: "WeakKeyDictionary[QWidget, tuple[float, QFont.Weight | None]]" = WeakKeyDictionary()
"""Widgets with a font of their own; Qt passes a new application font on to all others only."""


def _apply(widget: QWidget) -> None:
    if isValid(widget):
        factor, weight = _scaled[widget]
        widget.setFont(scaled(QApplication.font(), factor, weight))


def scaled(font: QFont, factor: float, weight: QFont.Weight | None = None) -> QFont:
    """A copy of a font, larger by a factor."""
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * factor)
    if weight is not None:
        result.setWeight(weight)
    return result


def scale_font(widget: QWidget, factor: float, weight: QFont.Weight | None = None) -> None:
    """Set a widget's font to a multiple of the interface's, now and after each zoom."""
    _scaled[widget] = (factor, weight)
    _apply(widget)


def line(widget: QWidget, lines: float = 1) -> int:
    """The height of ``lines`` text lines of a widget in logical pixels: the unit for spacing and sizes."""
    return round(widget.fontMetrics().height() * lines)


def resize_to_text(window: QWidget, characters: int, lines: float) -> None:
    """Give a window room for so many average letters and lines, never more than the screen has."""
    room = window.screen().availableGeometry().size() * _OF_SCREEN
    width = window.fontMetrics().averageCharWidth() * characters
    window.resize(min(width, room.width()), min(line(window, lines), room.height()))
