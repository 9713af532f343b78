"""The first start: no database yet, or one that cannot be opened. What happened, and three ways on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton, QVBoxLayout

from app.widgets.style import PRIMARY
from app.widgets.zoom import line, scale_font

_FILTER = "Bazy danych (*.db);;Wszystkie pliki (*)"


class StartWindow(QDialog):
    """Emits what the person wants: ``demonstration``, ``new_database(path)`` or ``open_database(path)``."""

    demonstration = Signal()
    new_database = Signal(object)
    open_database = Signal(object)

    def __init__(self, suggested: Path, problem: str = "") -> None:
        super().__init__()
        self.setObjectName("start_window")
        self.setWindowTitle("Przejrzysty Urząd")
        self._suggested = suggested
        title = QLabel(
            self.tr("Nie udało się otworzyć bazy danych") if problem else self.tr("Witamy w Przejrzystym Urzędzie")
        )
        scale_font(title, 1.4, QFont.Weight.DemiBold)
        text = QLabel(
            problem
            or self.tr(
                "Karty usług i rejestry urzędu na tym komputerze, bez internetu.\n"
                "Na początek obejrzyj urząd przykładowy albo od razu załóż bazę swojego urzędu."
            )
        )
        text.setObjectName("text")
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.6))
        layout.setContentsMargins(line(self, 2), line(self, 2), line(self, 2), line(self, 2))
        layout.addWidget(title)
        layout.addWidget(text)
        layout.addSpacing(line(self))
        self._add(
            layout,
            self.tr("Otwórz urząd przykładowy"),
            self.tr("Zmyślona gmina z 20 kartami; można w niej wszystko wypróbować."),
            self.demonstration.emit,
            first=True,
        )
        self._add(
            layout, self.tr("Załóż bazę swojego urzędu…"), self.tr("Nowy, pusty plik na tym komputerze."), self._on_new
        )
        self._add(
            layout, self.tr("Otwórz istniejącą bazę…"), self.tr("Plik, z którego urząd już korzysta."), self._on_open
        )
        self._add(layout, self.tr("Zamknij program"), "", self.reject)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 76)

    def _add(
        self, layout: QVBoxLayout, text: str, hint: str, then: Callable[[], object], *, first: bool = False
    ) -> None:
        button = QPushButton(text)
        button.setAutoDefault(first)
        button.setDefault(first)
        button.setProperty(PRIMARY, first)
        button.setAccessibleDescription(hint)
        button.clicked.connect(lambda _checked=False: then())
        layout.addWidget(button)
        if hint:
            label = QLabel(hint)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            label.setContentsMargins(0, 0, 0, line(self, 0.5))
            layout.addWidget(label)

    @Slot()
    def _on_new(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Nowa baza danych"), str(self._suggested), _FILTER)
        if path:
            self.new_database.emit(Path(path))

    @Slot()
    def _on_open(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Otwórz bazę danych"), str(self._suggested.parent), _FILTER)
        if path:
            self.open_database.emit(Path(path))
