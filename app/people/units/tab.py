"""The tab of organisational units."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Slot

from app.core.dates import format_date
from app.core.progress import Progress
from app.core.records import Query
from app.people.employees.domain import Employee
from app.people.employees.usecases import Employees
from app.people.office.prints import heading
from app.people.shared import SharedServices
from app.people.structure.windows import StructureWindow
from app.people.units.domain import Unit, UnitDraft
from app.people.units.form import UnitForm
from app.people.units.usecases import Units
from app.people.units.words import WORDS, facts
from app.printing import render
from app.widgets.changes import ChangeBus, Remembered
from app.widgets.columns import Column
from app.widgets.editing_tab import EditingTab, MakeForm
from app.widgets.filter_panel import FilterGroup
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.workspace import Workspace


class _Tree:
    """Which unit is below which."""

    def __init__(self, units: Units, bus: ChangeBus) -> None:
        self._by_id = Remembered(lambda: {unit.id: unit for unit in units.all()}, bus, "unit")

    def parent(self, unit: Unit) -> str:
        """Name of the parent; blank directly below the head of the office."""
        parent = self._by_id().get(unit.parent_id or 0)
        return "" if parent is None else parent.name

    def label(self, unit_id: str) -> str:
        """A parent as the filter names it."""
        unit = self._by_id().get(int(unit_id)) if unit_id else None
        return "bezpośrednio kierownictwu" if unit is None else f"{unit.symbol} {unit.name}"

    def depth(self, unit: Unit) -> int:
        """How many units stand above; no ring can be saved, and the limit holds should one come all the same."""
        known, depth = self._by_id(), 0
        above = known.get(unit.parent_id or 0)
        while above is not None and depth < _DEEPEST:
            above, depth = known.get(above.parent_id or 0), depth + 1
        return depth


def _heads(services: SharedServices) -> Mapping[int, str]:
    """Who heads which unit today, by the unit's id; empty for a person who may not see people."""
    if not services.employees.actor().may("employee.read"):
        return {}
    structure, today = services.structures.load(), services.clock.today()
    names = {each.employee_id: each.person for each in structure.positions(today)}
    heads = ((unit_id, structure.head(unit_id, today)) for unit_id in structure.units(today))
    return {unit_id: names[head] for unit_id, head in heads if head is not None}


_STATES = {"working": "działają", "closed": "zlikwidowane"}
_DEEPEST = 8
_INDENT = "\u2003"
"""A blank as wide as the letters are high, one for each level of the tree."""


def columns(tree: _Tree, depth: Callable[[Unit], int], head: Callable[[Unit], str]) -> tuple[Column[Unit], ...]:
    """The columns of the table; ``depth`` is how far a name stands to the right, ``head`` names who heads a unit."""

    def name(unit: Unit) -> str:
        closed = "" if unit.closed_on is None else f" (zlikwidowana z dniem {format_date(unit.closed_on)})"
        return _INDENT * 2 * depth(unit) + unit.name + closed

    return (
        Column(key="symbol", title="Symbol", text=lambda unit: unit.symbol, sort="symbol", width=10),
        Column(
            key="name",
            title="Nazwa",
            text=name,
            sort="name",
            width=30,
            flexible=True,
            strong=True,
        ),
        Column(key="head", title="Kieruje", text=head, width=18),
        Column(key="parent", title="Podlega", text=tree.parent, width=30, optional=True),
        Column(key="room", title="Pokój", text=lambda unit: unit.room, sort="room", width=8),
        Column(key="floor", title="Piętro", text=lambda unit: unit.floor, width=10, when_wide=True),
        Column(key="building", title="Budynek", text=lambda unit: unit.building, width=18, optional=True),
        Column(key="phone", title="Telefon", text=lambda unit: unit.phone, width=15),
        Column(key="email", title="E-mail", text=lambda unit: unit.email, width=30, optional=True),
        Column(key="pattern", title="Wzór kart", text=lambda unit: unit.pattern, width=12, optional=True),
    )


class UnitsTab(EditingTab):
    """A plain register that also shows the whole structure on any day."""

    def __init__(
        self, view: RegisterView[Unit], workspace: Workspace, services: SharedServices, make_form: MakeForm
    ) -> None:
        self._services = services
        super().__init__(view, workspace, services.units, make_form, UnitDraft)
        self.structure_action = self._action("structure", self.tr("Struktura na dzień…"), self._on_structure, "Ctrl+T")
        self.place_action(self.structure_action, Place.MENU)
        self.more_menu.insertAction(self.delete_action, self.structure_action)
        # the structure names people
        self.structure_action.setVisible(services.employees.actor().may("employee.read"))

    @Slot()
    def _on_structure(self) -> None:
        if not self.structure_action.isVisible():
            return
        structure, today = self._services.structures.load(), self._services.clock.today()
        symbols = {unit.id: unit.symbol for unit in self._services.units.all()}
        StructureWindow(structure, symbols, today, self).show()


def create_tab(workspace: Workspace, services: SharedServices) -> UnitsTab:
    """The tab, wired."""
    units, tree = services.units, _Tree(services.units, workspace.bus)
    heads = Remembered(lambda: _heads(services), workspace.bus, "unit", "employee")

    def head(unit: Unit) -> str:
        return heads().get(unit.id, "")

    holder: list[EditingTab] = []

    def depth(unit: Unit) -> int:
        # found or sorted units do not stand under their parents
        query = holder[0].query if holder else Query()
        return 0 if query.words or query.sort or query.filters else tree.depth(unit)

    def make_form(subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        own = None if subject.record is None else subject.record.id
        parents = [Option(unit.id, f"{unit.symbol} – {unit.name}") for unit in units.all() if unit.id != own]
        return UnitForm(subject, forms, save, parents=parents)

    view = RegisterView(
        key="units",
        icon="units",
        # the print also shows who works there and whose it is
        entities=frozenset({"unit", "employee", "office"}),
        source=units,
        columns=columns(tree, depth, head),
        filters=(
            FilterGroup.choices("state", "Stan", _STATES),
            FilterGroup(key="parent_id", title="Podlega", label=tree.label, single=True),
        ),
        words=WORDS,
        sheet=lambda unit: _sheet(unit, services, head(unit)),
        renderer=render,
    )
    tab = UnitsTab(view, workspace, services, make_form)
    holder.append(tab)
    return tab


def _sheet(unit: Unit, services: SharedServices, head: str) -> Sheet:
    def make(_progress: Progress) -> bytes:
        from app.people.units.printout import UnitFacts, unit_pdf

        parent, below = _relatives(unit, services.units)
        office, arms = heading(services.offices, services.files)
        about = UnitFacts(unit, parent, below, _people(unit, services.employees), head)
        return unit_pdf(about, office, arms, services.clock.today())

    parent, below = _relatives(unit, services.units)
    lines = [f"{unit.symbol} {unit.name}", *(f"{label}: {value}" for label, value in facts(unit, parent, head))]
    people = [", ".join(filter(None, (person.full_name, person.post))) for person in _people(unit, services.employees)]
    lines += ["", "Pracownicy:", *people] if people else []
    lines += ["", "Komórki podległe:", *(f"{other.symbol} {other.name}" for other in below)] if below else []
    return Sheet(key=(unit.id, unit.version), title=f"{unit.symbol} {unit.name}", make=make, text="\n".join(lines))


def _relatives(unit: Unit, units: Units) -> tuple[Unit | None, list[Unit]]:
    known = units.all()
    parent = next((other for other in known if other.id == unit.parent_id), None)
    return parent, [other for other in known if other.parent_id == unit.id]


def _people(unit: Unit, employees: Employees) -> tuple[Employee, ...]:
    if not employees.actor().may("employee.read"):
        return ()
    query = Query(filters={"unit_id": frozenset({str(unit.id)})})
    return employees.page(query, 0, employees.count(query))
