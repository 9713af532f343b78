"""A table over a record source that loads pages when they are looked at; 100,000 rows open as fast as ten."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.core.errors import Refusal
from app.core.records import Query, RecordSource
from app.widgets.columns import Align, Column, R
from app.widgets.tips import plain_tip

PAGE = 50
"""Rows fetched at once: more than a full 4K screen shows; the first page decides how soon a search answers."""
KEPT_PAGES = 50
RECORD_ROLE = Qt.ItemDataRole.UserRole + 1
Matched = Callable[[Query], Mapping[int, frozenset[str]]]
_Index = QModelIndex | QPersistentModelIndex
_log = logging.getLogger(__name__)


Spans = Callable[[str, AbstractSet[str]], Sequence[tuple[int, int]]]


def no_spans(_text: str, _words: AbstractSet[str]) -> Sequence[tuple[int, int]]:
    """Marks nothing."""
    return ()


def nothing_matched(_query: Query) -> Mapping[int, frozenset[str]]:
    """Knows of no words."""
    return {}


class RecordTableModel(QAbstractTableModel, Generic[R]):
    """Rows are records of a source in the order of a query.

    A page that cannot be read leaves its rows blank and is told once through ``failed``; ``data()`` never
    raises, since Qt would report that from an unrelated place.
    """

    failed = Signal(object)
    loaded = Signal()

    def __init__(
        self,
        source: RecordSource[R],
        columns: Sequence[Column[R]],
        matched: Matched = nothing_matched,
        spans: Spans = no_spans,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._columns = tuple(columns)
        self._matched_of = matched
        self._spans = spans
        self._query = Query()
        self._total = 0
        self._pages: OrderedDict[int, Sequence[R]] = OrderedDict()
        self._matched: Mapping[int, frozenset[str]] = {}

    # -- what is shown ---------------------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """All columns, also hidden ones."""
        return self._columns

    @property
    def query(self) -> Query:
        """What is shown now."""
        return self._query

    def load(self, query: Query) -> None:
        """Show what matches; a Refusal of the source leaves the table empty and is emitted."""
        self.beginResetModel()
        self._query = query
        self._pages.clear()
        try:
            first = self._load_page(0)
            # a page that is not full holds all there is: most searches need no counting
            self._total = len(first) if len(first) < PAGE else self._source.count(query)
            self._matched = self._matched_of(query) if query.words.strip() else {}
        except Refusal as error:
            self._total, self._matched = 0, {}
            self.failed.emit(error)
        finally:
            self.endResetModel()
        self.loaded.emit()

    def reload(self) -> None:
        """Read the same query again, after something changed."""
        self.load(self._query)

    def record(self, row: int) -> R | None:
        """The record in a row, loading its page; None outside the table or when reading failed."""
        if not 0 <= row < self._total:
            return None
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._page(number)
        return page[place] if place < len(page) else None

    def row_of(self, record_id: int) -> int | None:
        """Where a record stands: asked of pages already loaded first, then of the source."""
        for number, page in self._pages.items():
            for place, record in enumerate(page):
                if getattr(record, "id", None) == record_id:
                    return number * PAGE + place
        try:
            return self._source.position(self._query, record_id)
        except Refusal:
            return None

    def matched(self, record: R) -> frozenset[str]:
        """The folded words that the search found in a record."""
        return self._matched.get(getattr(record, "id", -1), frozenset())

    def spans(self, text: str, words: frozenset[str]) -> Sequence[tuple[int, int]]:
        """Ranges of a text to be marked."""
        return self._spans(text, words) if words else ()

    def spoken(self, record: R, column: Column[R]) -> str:
        """A cell in words for a screen reader."""
        second = column.second(record) if column.second is not None else ""
        return ", ".join(filter(None, (column.text(record), second)))

    # -- Qt's model ------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _ROLES:
            return None
        record = self.record(index.row())
        if record is None:
            return None
        try:
            return self._cell(record, self._columns[index.column()], role)
        except Exception:  # noqa: BLE001 - Qt would report it from an unrelated place
            _log.exception("cell %s of row %s", self._columns[index.column()].key, index.row())
            return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[column.align]
        return None

    def _cell(self, record: R, column: Column[R], role: int) -> Any:
        if role == _DISPLAY:
            return column.text(record)
        if role == _ALIGNMENT:
            return _ALIGNMENTS[column.align]
        if role == _ACCESSIBLE:
            return self.spoken(record, column)
        if role == _TOOLTIP:
            tip = column.tooltip(record) if column.tooltip is not None else None
            return None if tip is None else plain_tip(tip)
        return record

    # -- pages -----------------------------------------------------------------------------------------------

    def _page(self, number: int) -> Sequence[R]:
        try:
            return self._load_page(number)
        except Refusal as error:
            self._pages[number] = ()
            self.failed.emit(error)
        except Exception:  # noqa: BLE001 - Qt would report it from an unrelated place
            _log.exception("page %s of a table", number)
            self._pages[number] = ()
        return ()

    def _load_page(self, number: int) -> Sequence[R]:
        page = self._source.page(self._query, number * PAGE, PAGE)
        self._pages[number] = page
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        return page


# plain numbers: a view asks thousands of times for one picture, and members of Qt's enums compare slowly
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_ROLES = frozenset({_DISPLAY, _ACCESSIBLE, _TOOLTIP, _ALIGNMENT, int(RECORD_ROLE)})
_ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}
