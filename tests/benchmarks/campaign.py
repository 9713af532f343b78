"""A campaign of 2,000 people opened, against Qt's own QSqlTableModel on the same unencrypted file.

Ours runs from the click to the painted window: campaign and people read, the list worked out or thawed, every row
known, numbers of the strip and of every filter counted (the tab counts 30 ms after it showed the rows, on purpose).
QSqlTableModel reads every row of the table that holds the people (``evaluation`` once the campaign runs, ``employee``
before), in Polish order, and stands in a plain QTableView; it works nothing out and counts no filter. The second
reference is a QStandardItemModel with the finished texts of our cells. ``model alone`` is ours without the window
around it: the same model in the same plain view.
"""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from types import SimpleNamespace
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEventLoop, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtSql import QSqlDatabase, QSqlTableModel
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from app.bootstrap import Services, create_services, open_services
from app.core import paths
from app.core.records import Query
from app.demo.staff import synthetic_staff, synthetic_units
from app.people.employees.domain import EmployeeDraft
from app.people.posts.domain import PostKind
from app.people.units.domain import UnitDraft
from app.registers.evaluations.campaigns.domain import CampaignDraft
from app.registers.evaluations.campaigns.table import LineSource, people_columns
from app.registers.evaluations.campaigns.windows.campaign import CampaignTools, CampaignWindow
from app.widgets.changes import ChangeBus
from app.widgets.jobs import Jobs
from app.widgets.table_model import RecordTableModel
from app.widgets.workspace import Workspace
from tests.benchmarks.databases import copy_of, once
from tests.benchmarks.measurement import Figure, alternating, median
from tests.benchmarks.rows import CAMPAIGN_RATIO
from tests.widgets.fakes import FakeDialogs, FakeKit, MemoryLayouts

PEOPLE = 2000
_SEED = 1
_SHOWN = {
    "evaluation": ("person", "person_number", "post", "unit", "rater", "state", "number", "due_by", "planned_on"),
    "employee": ("surname", "first_name", "number", "post", "unit_id", "post_kind", "room", "post_since", "email"),
}


def measure(folder: Path, runs: int) -> list[Figure]:
    """Milliseconds to the painted window; seconds to start the campaign."""
    app = QApplication.instance() or QApplication([])
    database = copy_of(once(folder / f"staff-{PEOPLE}.db", _make), folder / "campaign.db")
    services = open_services(database)
    # Qt's driver reads the file as it is: no key
    connection = QSqlDatabase.addDatabase("QSQLITE")
    connection.setDatabaseName(str(database))
    assert connection.open(), connection.lastError().text()
    campaign = services.campaigns.all()[0]
    living = "deleted_at IS NULL"
    prepared = _figures("before its start", _Ours(services, campaign.id), "employee", living, runs)
    start = perf_counter()
    services.campaigns.start(campaign.id, campaign.version)
    starting = Figure("start: list frozen, sheets made and logged", perf_counter() - start, "s")
    figures = [*_figures("running", _Ours(services, campaign.id), "evaluation", living, runs), *prepared, starting]
    services.close()
    del app
    return figures


def _figures(state: str, ours: "_Ours", table: str, condition: str, runs: int) -> list[Figure]:
    measures = (ours.window, ours.model_alone, lambda: _qt(table, condition), lambda: _items(ours.texts))
    window, alone, qt, items = map(median, alternating(runs, *measures, warm_up=True))
    sql = f"QSqlTableModel on {table}, all rows"
    return [
        Figure(f"{state}: model in a plain view, median of {runs} runs", alone, "ms", qt, sql, CAMPAIGN_RATIO),
        Figure(f"{state}: whole window, filters counted", window, "ms", qt, sql, CAMPAIGN_RATIO),
        Figure(f"{state}: whole window, filters counted", window, "ms", items, "QStandardItemModel, texts given"),
    ]


class _Ours:
    """The program's window over a campaign, with stand-ins for the shell; each opening reads all anew."""

    def __init__(self, services: Services, campaign_id: int) -> None:
        self._services, self._id = services, campaign_id
        dialogs = FakeDialogs()
        kit = FakeKit(dialogs, Jobs(dialogs), ChangeBus(), MemoryLayouts())
        self._desk = QWidget()
        names = ("jobs", "dialogs", "bus", "layouts", "report", "say")
        shell = SimpleNamespace(
            **{name: getattr(kit, name) for name in names}, window=self._desk, deeds_on=lambda _entity: ()
        )
        self._tools = CampaignTools(
            workspace=cast("Workspace", shell),
            campaigns=services.campaigns,
            clock=services.clock,
            edit=lambda _campaign: None,
            export=lambda _campaign, _lines: None,
            prints=services.campaign_prints,
        )
        self._columns = people_columns(services.clock.today())
        lines = services.campaigns.lines(campaign_id)
        assert len(lines) == PEOPLE, len(lines)
        self.texts = [[column.text(line) for column in self._columns] for line in lines]

    def window(self) -> float:
        """Until rows are painted and filters counted."""
        start = perf_counter()
        window = CampaignWindow(self._id, self._tools, self._desk)
        window.show()
        people = window.people
        while people.model.rowCount() < PEOPLE or people.counting:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()
        taken = (perf_counter() - start) * 1000
        window.close()
        QApplication.processEvents()
        return taken

    def model_alone(self) -> float:
        """Without window and counts, in the plain view that the references have."""
        start = perf_counter()
        source = LineSource(self._services.clock.today)
        source.hold(self._services.campaigns.lines(self._id))
        model, view = RecordTableModel(source, self._columns), QTableView()
        model.load(Query(sort="person"))
        return _painted(view, model, start)


def _qt(table: str, condition: str) -> float:
    start = perf_counter()
    model, view = QSqlTableModel(), QTableView()
    model.setTable(table)
    model.setFilter(condition)
    model.setSort(model.fieldIndex("sort"), Qt.SortOrder.AscendingOrder)
    assert model.select(), model.lastError().text()
    while model.canFetchMore():
        model.fetchMore()
    view.setModel(model)
    shown = {model.fieldIndex(name) for name in _SHOWN[table]}
    for column in range(model.columnCount()):
        view.setColumnHidden(column, column not in shown)
    return _painted(view, model, start)


def _items(texts: Sequence[Sequence[str]]) -> float:
    start = perf_counter()
    model, view = QStandardItemModel(), QTableView()
    for row in texts:
        model.appendRow([QStandardItem(text) for text in row])
    view.setModel(model)
    model.sort(0)
    return _painted(view, model, start)


def _painted(view: QTableView, model: QAbstractItemModel, start: float) -> float:
    view.setModel(model)
    view.resize(1200, 800)
    view.show()
    # the first picture is drawn when the window system says that the window is there
    QApplication.processEvents()
    taken = (perf_counter() - start) * 1000
    assert model.rowCount() > PEOPLE * 0.9, model.rowCount()
    view.close()
    view.deleteLater()
    QApplication.processEvents()
    return taken


def _make(path: Path) -> None:
    services = create_services(path)
    try:
        today = services.clock.today()
        long_ago = today - timedelta(days=3000)
        top = services.units.create(UnitDraft(symbol="KU", name="Kierownictwo")).record.id
        services.employees.create(
            EmployeeDraft(
                surname="Wysocka",
                first_name="Maria",
                post="burmistrz",
                post_kind=PostKind.ELECTED,
                unit_id=top,
                heads_unit=True,
                post_since=long_ago,
                employed_from=long_ago,
            )
        )
        units = [unit.id for unit in services.units.create_many(synthetic_units(PEOPLE - 1, top))]
        folder = paths.resources() / "demo"
        services.employees.create_many(synthetic_staff(PEOPLE - 1, units, today, folder, _SEED))
        regulation = services.regulations.add_pattern("trzynascie_kryteriow", long_ago).record.id
        last = today + timedelta(days=60)
        services.campaigns.create(
            CampaignDraft(
                name="Ocena okresowa", regulation_id=regulation, structure_on=today, starts_on=today, ends_on=last
            )
        )
    finally:
        services.close()
