"""Rows of small tables in windows with some space around their texts, as in the tables of registers."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableWidget

from app.widgets.zoom import line


class AiryRows(QStyledItemDelegate):
    """Makes the rows of a table as high as their texts need and half a line more, and columns a line wider."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(table)
        self._table = table
        table.setItemDelegate(self)
        table.setShowGrid(False)
        table.setWordWrap(True)
        # also when a column gets another width
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        unit = line(self._table)
        return super().sizeHint(option, index) + QSize(unit, unit // 2)
