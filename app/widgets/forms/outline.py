"""The edge of an editor, drawn over it so that no style sheet is needed: calm, with the focus, faulty."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.widgets.theme import colors


def field_height(widget: QWidget) -> int:
    """The height of every editor of one line, so that neighbours stand level."""
    return round(QFontMetrics(widget.font()).height() * 1.9)


class Outline(QWidget):
    """A line around its target, which it follows in size and focus.

    Where ``always`` is off, only a fault is drawn: the style already draws the rest.
    """

    def __init__(self, target: QWidget, *, always: bool) -> None:
        super().__init__(target)
        self._target, self._always, self._faulty = target, always, False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVisible(always)
        target.installEventFilter(self)

    @property
    def faulty(self) -> bool:
        """Whether a fault is drawn."""
        return self._faulty

    def set_faulty(self, on: bool) -> None:
        """Draw or take away the fault; the words about it stand elsewhere."""
        self._faulty = on
        self.setVisible(on or self._always)
        self.setGeometry(self._target.rect())
        self.raise_()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._target.rect())
            self.raise_()
        elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.EnabledChange):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        scheme = colors(self.palette())
        focused = self._target.hasFocus()
        color = "danger" if self._faulty else "focus" if focused else "outline" if self.isEnabled() else "line"
        width = 2.0 if focused or self._faulty else 1.1
        inset = width / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(scheme.color(color), width))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
