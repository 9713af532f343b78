"""A table of 100,000 cards opened and filtered, against Qt's own QSqlTableModel on the same unencrypted file.

Both stand in the same plain QTableView with the same number of columns, ordered by symbol in Polish order, and
time runs until the first rows are painted. QSqlTableModel then knows of 256 rows only and reads the rest while
somebody scrolls; ours knows all of them. What it costs QSqlTableModel to know them too is shown beside it.
"""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtSql import QSqlDatabase, QSqlTableModel
from PySide6.QtWidgets import QApplication, QTableView

from app.bootstrap import Services, open_services
from app.core.records import Query
from app.registers.service_cards.domain import CardStatus
from app.registers.service_cards.table import columns
from app.search.marking import spans
from app.widgets.table_model import RecordTableModel
from app.widgets.table_view import RecordTable
from tests.benchmarks.databases import copy_of, large_database
from tests.benchmarks.measurement import Figure, alternating, median
from tests.benchmarks.rows import TABLE_RATIO

ROWS = 100_000
_WORD = "rewitalizacji"
_LIVING = "deleted_at IS NULL"
_SHOWN = ("symbol", "name", "fee_sort", "limit_number", "room", "status", "review_on")
_SQL = "QSqlTableModel, first rows"


def measure(folder: Path, runs: int) -> list[Figure]:
    """Milliseconds to painted rows."""
    app = QApplication.instance() or QApplication([])
    database = copy_of(large_database(folder, ROWS), folder / "table.db")
    services = open_services(database)
    start = perf_counter()
    services.search.warm_up()
    warm_up = perf_counter() - start
    connection = QSqlDatabase.addDatabase("QSQLITE")
    connection.setDatabaseName(str(database))
    assert connection.open(), connection.lastError().text()
    unit = services.units.all()[0].id
    figures = _figures(_Ours(services), _Qt(), unit, runs)
    figures.append(Figure("search index of 100,000 cards, made once in the background", warm_up, "s"))
    services.close()
    del app
    return figures


def _figures(ours: "_Ours", qt: "_Qt", unit: int, runs: int) -> list[Figure]:
    published = frozenset({CardStatus.PUBLISHED.value})
    chosen = Query("", {"status": published, "unit_id": frozenset({str(unit)})})
    column_sql = f"status = 'published' AND unit_id = {unit}"
    words, text_sql = Query(_WORD), f"(name LIKE '%{_WORD}%' OR synonyms LIKE '%{_WORD}%')"
    figures = [
        _figure("open", runs, ours.open, qt.open),
        _figure(f"filter by text „{_WORD}”", runs, lambda: ours.filter(words), lambda: qt.filter(text_sql)),
        _figure("filter by unit and state", runs, lambda: ours.filter(chosen), lambda: qt.filter(column_sql)),
    ]
    for query, sql in ((words, text_sql), (chosen, column_sql)):
        assert ours.count(query) == qt.count(sql), (query, ours.count(query), qt.count(sql))
    (own_view,) = alternating(runs, ours.open_in_own_view, warm_up=True)
    (everything,) = alternating(1, qt.open_completely)
    opened = median(own_view)
    figures.append(Figure("open in the program's own view (two-line rows)", opened, "ms", figures[0].reference, _SQL))
    figures.append(Figure("open, all rows known", figures[0].ours, "ms", everything[0], "QSqlTableModel, all rows"))
    return figures


def _figure(what: str, runs: int, ours: Callable[[], float], qt: Callable[[], float]) -> Figure:
    own, reference = alternating(runs, ours, qt, warm_up=True)
    return Figure(f"{what}, median of {runs} runs", median(own), "ms", median(reference), _SQL, TABLE_RATIO)


def _painted(view: QTableView) -> None:
    view.resize(1200, 800)
    view.show()
    # the first picture is drawn when the window system says that the window is there
    QApplication.processEvents()


def _closed(view: QTableView) -> None:
    view.close()
    view.deleteLater()
    QApplication.processEvents()


class _Ours:
    """The program's model; each opening is a new model over the open database."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._columns = [column for column in columns(services.clock) if not column.optional]
        self._view: QTableView | None = None
        self._model: RecordTableModel[Any] | None = None

    def _new_model(self) -> RecordTableModel[Any]:
        return RecordTableModel(self._services.cards, self._columns, self._services.cards.matched, spans)

    def open(self) -> float:
        """A new model in a plain view."""
        if self._view is not None:
            _closed(self._view)
        start = perf_counter()
        self._model, self._view = self._new_model(), QTableView()
        self._model.load(Query())
        self._view.setModel(self._model)
        _painted(self._view)
        return (perf_counter() - start) * 1000

    def open_in_own_view(self) -> float:
        """A new model in the view that the program uses."""
        start = perf_counter()
        model = self._new_model()
        view = RecordTable(model, name="Karty", key="benchmark")
        model.load(Query())
        _painted(view)
        taken = (perf_counter() - start) * 1000
        _closed(view)
        return taken

    def filter(self, query: Query) -> float:
        """From the whole table to the filtered one."""
        assert self._model is not None
        assert self._view is not None
        self._model.load(Query())
        _painted(self._view)
        start = perf_counter()
        self._model.load(query)
        self._view.viewport().repaint()
        return (perf_counter() - start) * 1000

    def count(self, query: Query) -> int:
        """How many rows a query leaves."""
        return self._services.cards.count(query)


class _Qt:
    """QSqlTableModel over the same table."""

    def __init__(self) -> None:
        self._view: QTableView | None = None
        self._model: QSqlTableModel | None = None

    def open(self) -> float:
        """A new model in a plain view, with as many columns shown as ours has."""
        if self._view is not None:
            _closed(self._view)
        start = perf_counter()
        model, self._view = QSqlTableModel(), QTableView()
        model.setTable("service_card")
        model.setFilter(_LIVING)
        model.setSort(model.fieldIndex("symbol_sort"), Qt.SortOrder.AscendingOrder)
        assert model.select(), model.lastError().text()
        self._view.setModel(model)
        shown = {model.fieldIndex(name) for name in _SHOWN}
        for column in range(model.columnCount()):
            self._view.setColumnHidden(column, column not in shown)
        _painted(self._view)
        self._model = model
        return (perf_counter() - start) * 1000

    def open_completely(self) -> float:
        """The same, and every row read."""
        self.open()
        assert self._model is not None
        start = perf_counter()
        _fetch_all(self._model)
        return (perf_counter() - start) * 1000

    def filter(self, condition: str) -> float:
        """From the whole table to the filtered one; the first 256 hits are read."""
        assert self._model is not None
        assert self._view is not None
        self._model.setFilter(_LIVING)
        _painted(self._view)
        start = perf_counter()
        self._model.setFilter(f"{_LIVING} AND {condition}")
        self._view.viewport().repaint()
        return (perf_counter() - start) * 1000

    def count(self, condition: str) -> int:
        """How many rows a condition leaves."""
        assert self._model is not None
        self._model.setFilter(f"{_LIVING} AND {condition}")
        _fetch_all(self._model)
        return self._model.rowCount()


def _fetch_all(model: QAbstractItemModel) -> None:
    while model.canFetchMore(model.index(-1, -1)):
        model.fetchMore(model.index(-1, -1))
