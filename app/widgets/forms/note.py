"""The small print under a field: what is wrong, how much room is left, help."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.widgets.icons import pixmap
from app.widgets.theme import colors


class ColoredLabel(QLabel):
    """Wrapping plain text in a colour of the theme, which it follows when light turns dark."""

    def __init__(self, text: str = "", color: str = "ink", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._color = color
        # on a base-coloured ground Qt would take the role Text instead
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._recolor()

    def set_color(self, name: str) -> None:
        """Another colour of ``theme.Colors``."""
        self._color = name
        self._recolor()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._wanted() != self.palette().color(
            QPalette.ColorRole.WindowText
        ):
            self._recolor()

    def _wanted(self) -> object:
        return colors(self.palette()).color(self._color)

    def _recolor(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, colors(palette).color(self._color))
        self.setPalette(palette)


class Headline(ColoredLabel):
    """One line that is cut with an ellipsis where the window is too narrow, so that it never widens it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "ink", parent)
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._full = ""

    @property
    def full_text(self) -> str:
        """The text before it was cut."""
        return self._full

    def set_full_text(self, text: str) -> None:
        """Another text."""
        self._full = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.contentsRect().width()
        self.setText(QFontMetrics(self.font()).elidedText(self._full, Qt.TextElideMode.ElideRight, room))


class StateIcon(QLabel):
    """A drawing in a colour of the theme, as high as a line of text."""

    def __init__(self, name: str, color: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._color = name, color
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        size = QFontMetrics(self.font()).height()
        self.setPixmap(pixmap(self._name, colors(self.palette()).color(self._color), size))


class Note(QWidget):
    """Error, room left and help of one field; takes no room while it has nothing to say."""

    def __init__(self, help_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QFontMetrics(self.font()).height()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(line // 6)
        self._error_line = QWidget(self)
        inner = QHBoxLayout(self._error_line)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(line // 3)
        self._icon = StateIcon("error", "danger", self._error_line)
        inner.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.error = ColoredLabel("", "danger", self._error_line)
        self.error.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inner.addWidget(self.error, 1)
        self._room = ColoredLabel("", "muted", self)
        self._help = ColoredLabel(help_text, "muted", self)
        for part in (self._error_line, self._room, self._help):
            layout.addWidget(part)
        for label in (self._room, self._help):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            small = label.font()
            small.setPointSizeF(small.pointSizeF() * 0.92)
            label.setFont(small)
        self._error_line.hide()
        self._room.hide()
        self._help.setVisible(bool(help_text))
        self._refresh()

    def set_error(self, text: str) -> None:
        """Sentences about what is wrong; blank takes them away."""
        self.error.setText(text)
        self._error_line.setVisible(bool(text))
        self._refresh()

    def set_room(self, text: str, *, over: bool = False) -> None:
        """How many characters are left."""
        self._room.set_color("danger" if over else "muted")
        self._room.setText(text)
        self._room.setVisible(bool(text))
        self._refresh()

    def _refresh(self) -> None:
        parts = (self.error.text(), self._room.text(), self._help.text())
        self.setVisible(any(parts))
