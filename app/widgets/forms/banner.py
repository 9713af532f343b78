"""A strip at the top of a form for things to decide before going on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.widgets.forms.note import ColoredLabel, StateIcon


class Banner(QWidget):
    """A sentence with an icon and two buttons."""

    def __init__(self, keep: str, drop: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        line = QFontMetrics(self.font()).height()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(line * 3 // 2, line // 2, line, line // 2)
        layout.setSpacing(line // 2)
        layout.addWidget(StateIcon("warning", "warning", self), 0, Qt.AlignmentFlag.AlignVCenter)
        self.text = ColoredLabel("", "ink", self)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout.addWidget(self.text, 1)
        self.keep = QPushButton(keep, self)
        self.drop = QPushButton(drop, self)
        layout.addWidget(self.keep)
        layout.addWidget(self.drop)
        self.hide()
