"""When somebody else saved the record meanwhile: both versions side by side, field by field, and a choice."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.widgets.forms.comparison import Difference
from app.widgets.forms.note import ColoredLabel


class ConflictDialog(QDialog):
    """Shows what differs and lets the person take their version, carry mine over, or go on editing."""

    take_theirs_requested = Signal()
    keep_mine_requested = Signal()

    def __init__(self, found: Sequence[Difference], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("conflict")
        self.setWindowTitle(self.tr("Ktoś inny zapisał zmiany"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        line = QFontMetrics(self.font()).height()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(line, line, line, line)
        layout.setSpacing(line // 2)
        layout.addWidget(ColoredLabel(self._lead(found), "ink", self))
        self.table = self._new_table(found)
        layout.addWidget(self.table, 1)
        buttons = QDialogButtonBox(self)
        self.theirs = buttons.addButton(self.tr("&Wczytaj ich wersję"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.mine = buttons.addButton(self.tr("&Nanieś moje zmiany"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.back = buttons.addButton(self.tr("W&róć do edycji"), QDialogButtonBox.ButtonRole.RejectRole)
        self.back.setDefault(True)
        self.theirs.setToolTip(self.tr("Moje niezapisane zmiany przepadną."))
        self.mine.setToolTip(self.tr("Formularz pokaże ich wersję z moimi zmianami; zapis nastąpi po sprawdzeniu."))
        layout.addWidget(buttons)
        self.theirs.clicked.connect(self._on_theirs)
        self.mine.clicked.connect(self._on_mine)
        self.back.clicked.connect(self.reject)
        self.resize(line * 48, line * 26)

    def _lead(self, found: Sequence[Difference]) -> str:
        text = self.tr(
            "Ta pozycja została w międzyczasie zapisana przez inną osobę. Nic nie przepadło: poniżej są obie wersje."
        )
        if any(item.clash for item in found):
            text += " " + self.tr(
                "Pola oznaczone „zmienione w obu” ktoś zmienił równocześnie – po naniesieniu zostaje moja wersja."
            )
        if any(item.erased for item in found):
            text += " " + self.tr(
                "W tym czasie usunięto z bazy na stałe dane osobowe. Pola oznaczone „usunięto dane” także po "
                "naniesieniu zostają w ich wersji: swoje zmiany wpisz w nich jeszcze raz, bez danych usuniętej osoby."
            )
        return text

    def _new_table(self, found: Sequence[Difference]) -> QTableWidget:
        table = QTableWidget(len(found), 4, self)
        table.setAccessibleName(self.tr("Różnice między wersjami"))
        table.setHorizontalHeaderLabels(
            [self.tr("Pole"), self.tr("Moja wersja"), self.tr("Ich wersja"), self.tr("Kto zmienił")]
        )
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        header = table.horizontalHeader()
        for column, mode in enumerate(("ResizeToContents", "Stretch", "Stretch", "ResizeToContents")):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode[mode])
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, item in enumerate(found):
            for column, text in enumerate((item.label, item.mine, item.theirs, self._who(item))):
                cell = QTableWidgetItem(text or self.tr("(puste)"))
                cell.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(row, column, cell)
        return table

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # only now are the columns as wide as they stay
        self.table.resizeRowsToContents()
        air = QFontMetrics(self.font()).height() // 2
        for row in range(self.table.rowCount()):
            self.table.setRowHeight(row, self.table.rowHeight(row) + air)

    def _who(self, item: Difference) -> str:
        if item.erased:
            return self.tr("usunięto dane")
        if item.clash:
            return self.tr("zmienione w obu")
        return self.tr("ja") if item.mine_changed else self.tr("inna osoba")

    def _on_theirs(self) -> None:
        self.take_theirs_requested.emit()
        self.accept()

    def _on_mine(self) -> None:
        self.keep_mine_requested.emit()
        self.accept()
