"""One field of a small window: label above, editor, help and error below, named for screen readers."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.widgets.forms.field_row import announce
from app.widgets.forms.note import Note
from app.widgets.zoom import line, scale_font


class Labelled(QWidget):
    """``label`` carries the mnemonic; ``target`` is what takes the focus, by default the editor itself."""

    def __init__(self, label: str, editor: QWidget, help_text: str = "", target: QWidget | None = None) -> None:
        super().__init__()
        self.editor = editor
        self.target = target or editor
        self._name, self._help = label.replace("&", ""), help_text
        title = QLabel(label)
        title.setBuddy(self.target)
        self.note = Note(help_text, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(line(self, 0.2))
        layout.addWidget(title)
        layout.addWidget(editor)
        layout.addWidget(self.note)
        self.target.setAccessibleName(self._name)
        self.target.setAccessibleDescription(help_text)

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return self.note.error_text

    def set_error(self, text: str) -> None:
        """Say what is wrong, also to a screen reader; blank takes it away."""
        if text == self.note.error_text:
            return
        self.note.set_error(text)
        make_room(self)
        self.target.setAccessibleDescription(f"{text} {self._help}".strip())
        if text:
            announce(self.target, f"{self._name}: {text}")


def text_field(name: str, limit: int = 0) -> QLineEdit:
    """One line of text; ``limit`` in characters."""
    field = QLineEdit()
    field.setObjectName(name)
    if limit:
        field.setMaxLength(limit)
    return field


def heading(text: str, factor: float = 1.3) -> QLabel:
    """The title of a window or a step."""
    label = QLabel(text)
    label.setWordWrap(True)
    scale_font(label, factor, QFont.Weight.DemiBold)
    return label


def paragraph(text: str = "", *, muted: bool = False) -> QLabel:
    """Running text that a screen reader and a mouse can read and copy."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if muted:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def make_room(inside: QWidget) -> None:
    """Let a small window grow to what it now shows; wrapped text would be cut off otherwise."""

    def grow() -> None:
        window = inside.window()
        layout = window.layout()
        if layout is not None and window.isVisible():
            window.resize(window.width(), max(window.height(), layout.totalHeightForWidth(window.width())))

    QTimer.singleShot(0, inside, grow)
