"""The small print under a field: what is wrong, how much room is left, help."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.widgets.icons import pixmap
from app.widgets.theme import colors
from app.widgets.tips import plain_tip


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
        self.setToolTip(plain_tip(text))
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
    """Error, doubt, room left and help of one field; takes no room while it has nothing to say.

    Its parts are made when they first have a text: most fields never show an error.
    """

    def __init__(self, help_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(QFontMetrics(self.font()).height() // 6)
        self._error: ColoredLabel | None = None
        self._error_line: QWidget | None = None
        self._doubt: ColoredLabel | None = None
        self._room: ColoredLabel | None = None
        self._has_help = bool(help_text)
        if help_text:
            self._layout.addWidget(self._small_label(help_text))
        self._refresh()

    @property
    def error_text(self) -> str:
        """The sentences shown about what is wrong."""
        return self._error.text() if self._error is not None else ""

    @property
    def doubt_text(self) -> str:
        """What is shown about a value that may be wrong."""
        return self._doubt.text() if self._doubt is not None else ""

    @property
    def room_text(self) -> str:
        """What is shown about the room left."""
        return self._room.text() if self._room is not None else ""

    def set_error(self, text: str) -> None:
        """Sentences about what is wrong; blank takes them away."""
        if text and self._error is None:
            self._error_line, self._error = self._new_error()
            self._layout.insertWidget(0, self._error_line)
        if self._error is not None and self._error_line is not None:
            self._error.setText(text)
            self._error_line.setVisible(bool(text))
        self._refresh()

    def set_doubt(self, text: str) -> None:
        """What may be wrong, though it can be saved; blank takes it away."""
        if text and self._doubt is None:
            self._doubt = self._small_label("")
            self._doubt.set_color("warning")
            self._layout.insertWidget(0 if self._error is None else 1, self._doubt)
        if self._doubt is not None:
            self._doubt.setText(text)
            self._doubt.setVisible(bool(text))
        self._refresh()

    def set_room(self, text: str, *, over: bool = False) -> None:
        """How many characters are left."""
        if text and self._room is None:
            self._room = self._small_label("")
            self._layout.insertWidget(0 if self._error is None else 1, self._room)
        if self._room is not None:
            self._room.set_color("danger" if over else "muted")
            self._room.setText(text)
            self._room.setVisible(bool(text))
        self._refresh()

    def _new_error(self) -> tuple[QWidget, ColoredLabel]:
        line = QWidget(self)
        inner = QHBoxLayout(line)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(QFontMetrics(self.font()).height() // 3)
        inner.addWidget(StateIcon("error", "danger", line), 0, Qt.AlignmentFlag.AlignTop)
        label = ColoredLabel("", "danger", line)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inner.addWidget(label, 1)
        return line, label

    def _small_label(self, text: str) -> ColoredLabel:
        label = ColoredLabel(text, "muted", self)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        small = label.font()
        small.setPointSizeF(small.pointSizeF() * 0.92)
        label.setFont(small)
        return label

    def _refresh(self) -> None:
        self.setVisible(self._has_help or bool(self.error_text or self.doubt_text or self.room_text))
