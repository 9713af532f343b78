"""What arrived, table by table, and the one-time passwords, which are shown this once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.administration.portability.domain import Arrived
from app.administration.portability.words import rows_text, table_name
from app.shell.labelled import heading, paragraph
from app.widgets.zoom import line, resize_to_text


class ResultWindow(QDialog):
    """``title`` says what was done, ``sentences`` what to do now."""

    def __init__(self, title: str, sentences: Sequence[str], arrived: Arrived, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("result_window")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.6))
        layout.addWidget(heading(title))
        for sentence in sentences:
            said = paragraph(sentence)
            said.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
            )
            layout.addWidget(said)
        if arrived.passwords:
            layout.addWidget(
                paragraph(
                    self.tr(
                        "Hasła jednorazowe: przekaż każdemu jego własne. Program nie pokaże ich ponownie, więc "
                        "przepisz je, zanim zamkniesz okno."
                    )
                )
            )
            rows = [(person.login, person.name, person.password) for person in arrived.passwords]
            titles = (self.tr("Nazwa użytkownika"), self.tr("Imię i nazwisko"), self.tr("Hasło jednorazowe"))
            self.passwords = _table("passwords", self.tr("Hasła jednorazowe"), titles, rows)
            layout.addWidget(self.passwords, 2)
        layout.addWidget(
            paragraph(self.tr("Wiersze po obu stronach (razem {rows}):").format(rows=rows_text(arrived.rows)))
        )
        counts = [
            (
                table_name(count.table),
                str(count.here),
                str(count.there),
                self.tr("zgodne") if count.same else self.tr("NIEZGODNE"),
            )
            for count in arrived.counts
        ]
        titles_of_counts = (self.tr("Tabela"), self.tr("Skąd"), self.tr("Dokąd"), self.tr("Porównanie treści"))
        self.counts = _table("counts", self.tr("Wiersze po obu stronach"), titles_of_counts, counts)
        layout.addWidget(self.counts, 3)
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("Zamknij"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("close")
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        resize_to_text(self, 96, 40)


def _table(name: str, title: str, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> QTableWidget:
    table = QTableWidget(len(rows), len(titles))
    table.setObjectName(name)
    table.setAccessibleName(title)
    table.setHorizontalHeaderLabels(list(titles))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            item = QTableWidgetItem(text)
            if text.isdecimal():
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(number, column, item)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table
