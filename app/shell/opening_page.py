"""The desk while the database opens: the question can be typed at once, the answer comes a moment later."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.widgets.search_field import SearchField
from app.widgets.zoom import line


class OpeningPage(QWidget):
    """A search field and a word of what is going on."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("opening_page")
        self.setAccessibleName(self.tr("Pulpit"))
        self.search = SearchField(
            self.tr("Szukaj karty słowami mieszkańca"),
            self.tr("Z czym przychodzi mieszkaniec? Na przykład: zgubiłem dowód"),
        )
        self._words = words = QLabel(self.tr("Otwieram bazę danych…"))
        words.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        unit = line(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit * 3, unit * 5, unit * 3, unit)
        layout.setSpacing(unit)
        layout.addWidget(self.search)
        layout.addWidget(words)
        layout.addStretch(1)

    def say_locked(self) -> None:
        """Somebody has to sign in first."""
        self._words.setText(self.tr("Zaloguj się, aby otworzyć bazę danych."))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
