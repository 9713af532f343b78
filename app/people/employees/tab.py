"""The tab of employees."""

from collections.abc import Mapping

from app.core.progress import Progress
from app.core.records import Change
from app.exchange.files import write_whole
from app.people.employees.domain import Employee, EmployeeDraft
from app.people.employees.form import EmployeeForm
from app.people.employees.words import facts
from app.people.office.prints import heading
from app.people.shared import SharedServices
from app.people.units.usecases import Units
from app.printing import render
from app.widgets.changes import ChangeBus
from app.widgets.columns import Column
from app.widgets.editing_tab import EditingTab
from app.widgets.filter_panel import FilterGroup
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.preview import Sheet
from app.widgets.register_tab import RegisterView
from app.widgets.register_words import RegisterWords
from app.widgets.workspace import Workspace

WORDS = RegisterWords(
    title="Pracownicy",
    one="pracownik",
    few="pracownicy",
    many="pracowników",
    search="Szukaj pracownika",
    placeholder="Nazwisko, stanowisko, pokój albo telefon",
    empty_title="Nie ma jeszcze żadnego pracownika",
    empty_hint="Dodaj pracowników urzędu: ich stanowiska podpowiadają się w kartach usług.",
)


class _UnitNames:
    """Symbols and names of units, read again only after a unit changed: tables ask for each cell they paint."""

    def __init__(self, units: Units, bus: ChangeBus) -> None:
        self._units = units
        self._units_known: Mapping[int, tuple[str, str]] | None = None
        bus.changed.connect(self._on_changed)

    def __call__(self) -> Mapping[int, str]:
        """Symbol and name of each unit."""
        return {unit_id: name for unit_id, (_, name) in self._known().items()}

    def name(self, unit_id: int | None) -> str:
        """Symbol and name of one unit, blank where there is none."""
        return self._known().get(unit_id or 0, ("", ""))[1]

    def symbol(self, unit_id: int | None) -> str:
        """The symbol alone, blank where there is none."""
        return self._known().get(unit_id or 0, ("", ""))[0]

    def _known(self) -> Mapping[int, tuple[str, str]]:
        if self._units_known is None:
            self._units_known = {unit.id: (unit.symbol, f"{unit.symbol} {unit.name}") for unit in self._units.all()}
        return self._units_known

    def _on_changed(self, change: Change) -> None:
        if change.entity == "unit":
            self._units_known = None


def create_tab(workspace: Workspace, services: SharedServices) -> EditingTab:
    """The tab, wired."""
    names = _UnitNames(services.units, workspace.bus)

    def unit_of(employee: Employee) -> str:
        return names.name(employee.unit_id)

    def symbol_of(employee: Employee) -> str:
        return names.symbol(employee.unit_id)

    def make_form(subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        options = [Option(unit_id, name) for unit_id, name in names().items()]
        return EmployeeForm(subject, forms, save, units=options, posts=services.employees.posts())

    view: RegisterView[Employee] = RegisterView(
        key="employees",
        icon="people",
        # the print also shows the unit and whose it is
        entities=frozenset({"employee", "unit", "office"}),
        source=services.employees,
        columns=(
            Column(
                key="surname",
                title="Nazwisko i imię",
                text=lambda employee: f"{employee.surname} {employee.first_name}",
                sort="surname",
                width=26,
                flexible=True,
                strong=True,
            ),
            Column(key="post", title="Stanowisko", text=lambda employee: employee.post, sort="post", width=24),
            Column(key="room", title="Pokój", text=lambda employee: employee.room, sort="room", width=7),
            Column(key="phone", title="Telefon", text=lambda employee: employee.phone, width=15),
            Column(key="unit", title="Komórka", text=symbol_of, tooltip=unit_of, width=11),
            Column(key="email", title="E-mail", text=lambda employee: employee.email, width=28, optional=True),
        ),
        filters=(
            FilterGroup(
                key="unit_id",
                title="Komórka organizacyjna",
                label=lambda value: names.name(int(value)) if value else "bez komórki",
                single=True,
            ),
        ),
        words=WORDS,
        sheet=lambda employee: _sheet(employee, unit_of(employee), services),
        renderer=render,
    )
    return EditingTab(view, workspace, services.employees, make_form, EmployeeDraft, write_whole)


def _sheet(employee: Employee, unit: str, services: SharedServices) -> Sheet:
    def make(_progress: Progress) -> bytes:
        from app.people.employees.printout import employee_pdf

        office, arms = heading(services.offices, services.files)
        return employee_pdf(employee, unit, office, arms, services.clock.today())

    lines = [employee.full_name, *(f"{label}: {value}" for label, value in facts(employee, unit))]
    return Sheet(key=(employee.id, employee.version), title=employee.full_name, make=make, text="\n".join(lines))
