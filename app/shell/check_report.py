"""What the check of the database found: on the screen, and as text for the office's IT person."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import __version__
from app.administration.backups.words import TABLES
from app.core.errors import EnvironmentProblem, Refusal
from app.core.file_sizes import size_text
from app.core.files import write_whole
from app.widgets import icons
from app.widgets.dialogs import Dialogs
from app.widgets.theme import colors
from app.widgets.zoom import line, scale_font
from db.check import CheckReport


def verdict(report: CheckReport) -> str:
    """The result in one sentence, and what to do."""
    translate = QCoreApplication.translate
    if report.ok:
        return translate("CheckReport", "Baza danych jest cała. Sprawdzono cały plik i wszystkie powiązania.")
    return translate(
        "CheckReport",
        "Baza danych jest uszkodzona. Nie zapisuj niczego więcej, zrób kopię pliku i odtwórz ostatnią kopię zapasową.",
    )


def facts(report: CheckReport, now: datetime) -> Iterator[tuple[str, str]]:
    """Label and value of what was checked."""
    translate = QCoreApplication.translate
    yield translate("CheckReport", "Plik"), str(report.path)
    yield translate("CheckReport", "Wielkość"), size_text(report.size)
    yield translate("CheckReport", "Schemat"), str(report.schema)
    yield translate("CheckReport", "Sprawdzono"), f"{now:%d.%m.%Y, %H:%M}"


def faults(report: CheckReport) -> list[str]:
    """One line for each thing that is wrong; SQLite's own words, for the IT person."""
    translate = QCoreApplication.translate
    broken = [
        translate("CheckReport", "Zerwane powiązanie: {table} (wiersz {row}) → {refers_to}").format(
            table=one.table, row=one.row, refers_to=one.refers_to
        )
        for one in report.broken_references
    ]
    return [*(translate("CheckReport", "Uszkodzenie: {fault}").format(fault=fault) for fault in report.faults), *broken]


def tables(report: CheckReport) -> list[tuple[str, int]]:
    """Tables with their rows: those that people know first, under their names, then the others."""
    known = [(label, report.rows[name]) for name, label in TABLES.items() if name in report.rows]
    return known + sorted((name, rows) for name, rows in report.rows.items() if name not in TABLES)


def report_text(report: CheckReport, now: datetime) -> str:
    """The whole report, to be saved; it holds numbers and no records."""
    lines = [f"Przejrzysty Urząd {__version__}", verdict(report), ""]
    lines += [f"{label}: {value}" for label, value in facts(report, now)]
    lines += ["", *faults(report)] if faults(report) else []
    lines += ["", *(f"{label}: {rows}" for label, rows in tables(report))]
    return "\n".join(lines) + "\n"


class CheckWindow(QDialog):
    """The report; „Zapisz jako tekst…” writes it to a file."""

    def __init__(self, report: CheckReport, now: datetime, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_window")
        self.setWindowTitle(self.tr("Kontrola bazy danych"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._report, self._now, self._dialogs = report, now, dialogs
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.6))
        layout.addLayout(self._head())
        layout.addWidget(self._facts())
        if lines := faults(report):
            layout.addWidget(self._faults(lines), 1)
        if report.rows:
            # a damaged file is not counted
            layout.addWidget(self._tables(), 2)
        layout.addWidget(self._buttons())
        width = self.fontMetrics().averageCharWidth()
        self.resize(width * 76, line(self, 26))

    def _head(self) -> QHBoxLayout:
        scheme = colors(self.palette())
        picture = QLabel()
        name, ink = ("ok", scheme.ok) if self._report.ok else ("error", scheme.danger)
        picture.setPixmap(icons.pixmap(name, ink, line(self, 2)))
        title = QLabel(verdict(self._report))
        title.setObjectName("verdict")
        title.setWordWrap(True)
        scale_font(title, 1.15, QFont.Weight.DemiBold)
        head = QHBoxLayout()
        head.setSpacing(line(self, 0.6))
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(title, 1)
        return head

    def _facts(self) -> QLabel:
        label = QLabel("\n".join(f"{name}: {value}" for name, value in facts(self._report, self._now)))
        label.setObjectName("facts")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAccessibleName(label.text())
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return label

    def _faults(self, lines: list[str]) -> QPlainTextEdit:
        found = QPlainTextEdit("\n".join(lines))
        found.setObjectName("faults")
        found.setReadOnly(True)
        found.setTabChangesFocus(True)
        found.setAccessibleName(self.tr("Znalezione uszkodzenia"))
        return found

    def _tables(self) -> QTableWidget:
        rows = tables(self._report)
        table = QTableWidget(len(rows), 2)
        table.setObjectName("tables")
        table.setAccessibleName(self.tr("Liczba wierszy w tabelach"))
        table.setHorizontalHeaderLabels([self.tr("Tabela"), self.tr("Wiersze")])
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, (label, number) in enumerate(rows):
            count = QTableWidgetItem(f"{number:,}".replace(",", "\N{NO-BREAK SPACE}"))
            count.setTextAlignment(right)
            table.setItem(place, 0, QTableWidgetItem(label))
            table.setItem(place, 1, count)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for column, alignment in enumerate((left, right)):
            if header := table.horizontalHeaderItem(column):
                header.setTextAlignment(alignment)
        return table

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        save = buttons.addButton(self.tr("&Zapisz jako tekst…"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(self.tr("Za&mknij"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        save.clicked.connect(self._on_save)
        buttons.rejected.connect(self.reject)
        return buttons

    @Slot()
    def _on_save(self) -> None:
        self._dialogs.choose_save_file(
            self.tr("Zapisz wynik kontroli"),
            f"kontrola-bazy-{self._now:%Y-%m-%d}.txt",
            self.tr("Pliki tekstowe (*.txt)"),
            self._write,
        )

    def _write(self, path: Path) -> None:
        if path.resolve() == self._report.path.resolve():
            sentence = self.tr("Plik „{path}” to sprawdzona baza danych. Podaj inną nazwę, aby jej nie nadpisać.")
            self._dialogs.refuse(EnvironmentProblem(sentence.format(path=path)))
            return
        try:
            write_whole(path, report_text(self._report, self._now).encode())
        except Refusal as refusal:
            self._dialogs.refuse(refusal)
