"""The first start: no database yet, or one that cannot be opened. What happened, and four ways on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.widgets import icons
from app.widgets.dialogs import Dialogs, QtDialogs
from app.widgets.style import PRIMARY
from app.widgets.theme import colors
from app.widgets.zoom import line, scale_font

_FILTER = "Bazy danych (*.db);;Wszystkie pliki (*)"


class StartWindow(QDialog):
    """Emits what the person wants: ``demonstration``, ``new_database(path)``, ``open_database(path)`` or ``server``.

    The path of a new database is a suggestion; a wizard asks for it. ``leave`` is the text of the
    button that chooses none of them.
    """

    demonstration = Signal()
    new_database = Signal(object)
    open_database = Signal(object)
    server = Signal()

    def __init__(
        self,
        suggested: Path,
        problem: str = "",
        *,
        leave: str = "",
        dialogs: Dialogs | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("start_window")
        self.setWindowTitle(self.tr("Wybór bazy danych"))
        self._suggested = suggested
        self.dialogs: Dialogs = dialogs or QtDialogs(self)
        self._picture = QLabel()
        self._title = QLabel()
        self._title.setWordWrap(True)
        scale_font(self._title, 1.4, QFont.Weight.DemiBold)
        self._text = QLabel()
        self._text.setObjectName("text")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(line(self, 0.8))
        head.addWidget(self._picture)
        head.addWidget(self._title, 1)
        self._layout = layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.3))
        layout.setContentsMargins(line(self, 2), line(self, 2), line(self, 2), line(self, 1.6))
        layout.addLayout(head)
        layout.addSpacing(line(self, 0.3))
        layout.addWidget(self._text)
        layout.addSpacing(line(self))
        self._add(
            self.tr("Otwórz &urząd przykładowy"),
            self.tr("Zmyślona gmina z 20 kartami; można w niej wszystko wypróbować."),
            self.demonstration.emit,
            first=True,
        )
        self._add(
            self.tr("&Załóż bazę swojego urzędu…"),
            self.tr("Zaszyfrowany plik na tym komputerze, z kontami i hasłami."),
            self._on_new,
        )
        self._add(self.tr("&Otwórz istniejącą bazę…"), self.tr("Plik, z którego urząd już korzysta."), self._on_open)
        self._add(
            self.tr("Połącz z &serwerem urzędu…"),
            self.tr("Wspólna baza wielu komputerów; adres poda informatyk."),
            self.server.emit,
        )
        self._add(leave or self.tr("Za&mknij program"), "", self.reject)
        # not of the window: an own minimum there would switch off the layout's
        self._text.setMinimumWidth(self.fontMetrics().averageCharWidth() * 76)
        self.say(problem)

    def say(self, problem: str) -> None:
        """Show why the database cannot be used; a welcome when nothing is wrong."""
        scheme = colors(self.palette())
        if problem:
            self._title.setText(self.tr("Nie udało się otworzyć bazy danych"))
            self._text.setText(problem)
            self._picture.setPixmap(icons.pixmap("warning", scheme.warning, line(self, 2)))
        else:
            self._title.setText(self.tr("Witamy w Przejrzystym Urzędzie"))
            self._text.setText(
                self.tr(
                    "Karty usług i rejestry urzędu na tym komputerze, bez internetu.\n"
                    "Na początek obejrzyj urząd przykładowy albo od razu załóż bazę swojego urzędu."
                )
            )
            self._picture.setPixmap(icons.pixmap("office", scheme.accent, line(self, 2)))
        # Qt shows a new window no higher than two thirds of the screen, whatever wrapped text needs
        self._text.setMinimumHeight(self._text.heightForWidth(self.fontMetrics().averageCharWidth() * 76))
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._text.text())

    def _add(self, text: str, hint: str, then: Callable[[], object], *, first: bool = False) -> None:
        button = QPushButton(text)
        button.setAutoDefault(first)
        button.setDefault(first)
        button.setProperty(PRIMARY, first)
        button.setAccessibleDescription(hint)
        button.clicked.connect(lambda _checked=False: then())
        self._layout.addWidget(button)
        if hint:
            label = QLabel(hint)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            label.setContentsMargins(0, 0, 0, line(self, 0.7))
            self._layout.addWidget(label)

    @Slot()
    def _on_new(self) -> None:
        self.new_database.emit(self._suggested)

    @Slot()
    def _on_open(self) -> None:
        self.dialogs.choose_open_file(self.tr("Otwórz bazę danych"), self.tr(_FILTER), self.open_database.emit)
