"""What an import would do, before it does it: counts, and every refused row with its place and reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.widgets.tips import plain_tip
from app.widgets.zoom import line, scale_font


@dataclass(frozen=True)
class Refused:
    """One reason why a row is not taken; row 0 stands for the whole sheet."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Preview:
    """The outcome of a dry run: sentences, refused rows, and whether anything would be saved.

    ``reasons`` is the heading of the last column where it is not about refusing.
    """

    title: str
    sentences: Sequence[str]
    refused: Sequence[Refused]
    deed: str
    something: bool
    reasons: str = ""


class ImportWindow(QDialog):
    """Emits ``accepted_import`` when the person wants the good rows saved."""

    accepted_import = Signal()

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_window")
        self.setWindowTitle(preview.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = QLabel(preview.title)
        title.setTextFormat(Qt.TextFormat.PlainText)
        scale_font(title, 1.3, QFont.Weight.DemiBold)
        words = QLabel("\n".join(preview.sentences))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        buttons = QDialogButtonBox()
        if preview.something:
            save = buttons.addButton(preview.deed, QDialogButtonBox.ButtonRole.AcceptRole)
            save.setObjectName("save_rows")
        close = buttons.addButton(
            self.tr("Anuluj") if preview.something else self.tr("Zamknij"), QDialogButtonBox.ButtonRole.RejectRole
        )
        close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.6))
        layout.addWidget(title)
        layout.addWidget(words)
        if preview.refused:
            layout.addWidget(self._table(preview.refused, preview.reasons), 1)
        layout.addWidget(buttons)
        width = self.fontMetrics().averageCharWidth()
        across = width * (130 if preview.refused else 70)
        # a window does not grow by itself for a text that wraps
        self.resize(across, max(line(self, 28 if preview.refused else 10), layout.totalHeightForWidth(across)))
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)

    def _on_accepted(self) -> None:
        self.accepted_import.emit()
        self.accept()

    def _table(self, rows: Sequence[Refused], reasons: str) -> QTableWidget:
        titles = [
            self.tr("Arkusz"),
            self.tr("Wiersz"),
            self.tr("Kolumna"),
            self.tr("Wartość"),
            reasons or self.tr("Dlaczego odrzucono i co zrobić"),
        ]
        table = QTableWidget(len(rows), len(titles))
        table.setObjectName("refused_rows")
        table.setAccessibleName(reasons or self.tr("Odrzucone wiersze"))
        table.setHorizontalHeaderLabels(titles)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        for number, row in enumerate(rows):
            for column, text in enumerate((row.sheet, str(row.row or ""), row.column, row.value, row.reason)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                table.setItem(number, column, item)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMaximumSectionSize(self.fontMetrics().averageCharWidth() * 36)
        header.setSectionResizeMode(len(titles) - 1, QHeaderView.ResizeMode.Stretch)
        table.resizeRowsToContents()
        return table
