"""What stands where a list would be when it is empty: what to do next, as a button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.widgets import icons
from app.widgets.style import PRIMARY
from app.widgets.theme import colors
from app.widgets.zoom import line, scale_font


class EmptyState(QWidget):
    """A picture, a sentence, a hint and at most three deeds, the first of them in the accent colour."""

    def __init__(self, name: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon_name = icon_name
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title = _centered("title")
        scale_font(self._title, 1.3, QFont.Weight.DemiBold)
        self._hint = _centered("hint")
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._buttons = QHBoxLayout()
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(line(self, 2), line(self), line(self, 2), line(self))
        layout.setSpacing(line(self, 0.6))
        layout.addStretch(2)
        layout.addWidget(self._picture)
        layout.addWidget(self._title)
        layout.addWidget(self._hint)
        layout.addSpacing(line(self, 0.5))
        layout.addLayout(self._buttons)
        layout.addStretch(3)

    def say(self, title: str, hint: str) -> None:
        """Set the words."""
        self._title.setText(title)
        self._hint.setText(hint)
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self._draw()

    def offer(self, action: QAction) -> QPushButton:
        """Add a deed as a button."""
        button = QPushButton(action.text())
        button.setObjectName(action.objectName())
        button.setProperty(PRIMARY, self._buttons.count() == 0)
        button.clicked.connect(action.trigger)
        self._buttons.addWidget(button)
        return button

    def _draw(self) -> None:
        scheme = colors(self.palette())
        self._picture.setPixmap(icons.pixmap(self._icon_name, scheme.outline, line(self, 3.2)))

    def changeEvent(self, event: object) -> None:
        super().changeEvent(event)  # type: ignore[arg-type]
        if hasattr(self, "_buttons"):
            self._draw()


def _centered(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setWordWrap(True)
    return label
