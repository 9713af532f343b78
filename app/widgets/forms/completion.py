"""Suggestions while typing that find words anywhere and do not mind missing diacritics."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter

from app.core.polish import fold

FOLDED_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class _WordFilter(QSortFilterProxyModel):
    """Rows that contain every typed word, in any order: „agnieszka żur” finds „Żurek Agnieszka”."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()

    def look_for(self, text: str) -> None:
        """Keep rows with these words, already folded."""
        words = tuple(text.split())
        if words != self._words:
            self._words = words
            self.invalidateRowsFilter()

    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        folded = str(self.sourceModel().index(source_row, 0, source_parent).data(FOLDED_ROLE))
        return all(word in folded for word in self._words)


class FoldedCompleter(QCompleter):
    """A completer for which ``ksiegowosc`` finds „Księgowość”."""

    def __init__(self, texts: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        model = QStandardItemModel(self)
        for text in texts:
            item = QStandardItem(text)
            item.setData(fold(text), FOLDED_ROLE)
            model.appendRow(item)
        self._filter = _WordFilter(self)
        self._filter.setSourceModel(model)
        self.setModel(self._filter)
        self.setCompletionRole(FOLDED_ROLE)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(12)

    def splitPath(self, path: str) -> list[str]:  # noqa: N802 (Qt's name)
        self._filter.look_for(fold(path))
        # what is left has every word already; Qt would look for them side by side only
        return [""]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:  # noqa: N802 (Qt's name)
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")
