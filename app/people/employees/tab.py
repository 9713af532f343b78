"""The tab of employees."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.core.errors import NotFound
from app.core.records import Outcome
from app.people.employees.domain import Employee, EmployeeDraft
from app.people.employees.form import EmployeeChoices, EmployeeForm, PositionForm
from app.people.employees.windows import PeoplePrinting
from app.people.employees.words import WORDS, facts, told_apart
from app.people.office.spreadsheets import both_ways
from app.people.posts.domain import PostKind
from app.people.posts.words import kind_label
from app.people.shared import SharedServices
from app.people.structure.domain import Superior
from app.people.structure.words import superior_in_words, why
from app.printing import render
from app.records.files import PHOTOS
from app.widgets.changes import ChangeBus, Remembered
from app.widgets.columns import Column
from app.widgets.editing_tab import EditingTab
from app.widgets.filter_panel import FilterGroup
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import SpreadsheetWords
from app.widgets.workspace import Workspace

_STATES = {"works": "pracują", "left": "odeszli"}


class _Office:
    """Units and who is whose superior, not older than the last change."""

    def __init__(self, services: SharedServices, bus: ChangeBus) -> None:
        self._today = services.clock.today
        self._units = Remembered(lambda: {unit.id: unit for unit in services.units.all()}, bus, "unit")
        self._structure = Remembered(services.structures.load, bus, "unit", "employee", "post")
        self._names = Remembered(self._people, bus, "unit", "employee", "post")

    def _people(self) -> Mapping[int, str]:
        return {each.employee_id: each.person for each in self._structure().latest()}

    def unit(self, unit_id: int | None) -> str:
        """Symbol and name of a unit, blank where there is none."""
        unit = self._units().get(unit_id or 0)
        return "" if unit is None else f"{unit.symbol} {unit.name}"

    def symbol(self, employee: Employee) -> str:
        """The symbol alone, blank where there is none."""
        unit = self._units().get(employee.unit_id or 0)
        return "" if unit is None else unit.symbol

    def superior(self, employee: Employee) -> Superior:
        """The direct superior today."""
        return self._structure().superior(employee.id, self._today())

    def superior_name(self, employee: Employee) -> str:
        """The name, blank where there is nobody."""
        return self._names().get(self.superior(employee).employee_id or 0, "")

    def superior_words(self, employee: Employee) -> str:
        """Name and reason; blank for who has left."""
        if employee.employed_to is not None and employee.employed_to < self._today():
            return ""
        return superior_in_words(self.superior(employee), self._names())

    def why(self, employee: Employee) -> str:
        """Why this is the superior."""
        return why(self.superior(employee))


class EmployeesTab(EditingTab):
    """A plain register with one more deed: another post from a day on, which keeps the one before."""

    def __init__(self, view: RegisterView[Employee], workspace: Workspace, services: SharedServices) -> None:
        self._services, self._show_form = services, workspace.show_form
        self._forms = workspace.forms
        super().__init__(view, workspace, services.employees, self._form, EmployeeDraft)
        self.change_action = self.place_deed(
            "edit_position", "posts", self.tr("Zmień stanowisko…"), self._on_change_position, "Ctrl+M"
        )
        self.place_further("employee")
        self.printing = PeoplePrinting(workspace, services, self.selected, lambda: self.query, self)
        self.more_menu.addSeparator()
        for action in self.printing.actions:
            self.place_action(action, Place.MENU)
        words, exchange = SpreadsheetWords(self.tr("pracowników"), "pracownicy.xlsx"), services.employee_exchange
        self.place_spreadsheets(both_ways(workspace, words, exchange.export, exchange.load))
        self.selection_changed(())

    def selection_changed(self, records: tuple[Employee, ...]) -> None:
        """One person changes the post at a time."""
        super().selection_changed(records)
        if hasattr(self, "change_action"):
            self.change_action.setEnabled(len(records) == 1)
        if hasattr(self, "printing"):
            self.printing.chosen_action.setEnabled(bool(records))

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        choices = self._choices(subject.record)
        return EmployeeForm(
            subject,
            forms,
            save,
            choices=choices,
            add_file=partial(self._services.files.add_from, allowed=PHOTOS),
            picture=self._picture,
        )

    def _choices(self, employee: Employee | None) -> EmployeeChoices:
        today, own = self._services.clock.today(), 0 if employee is None else employee.id
        units = self._services.units.all()
        symbols = {unit.id: unit.symbol for unit in units}
        options = {unit.id: Option(unit.id, f"{unit.symbol} {unit.name}") for unit in units}
        open_now = [unit.id for unit in units if unit.closed_on is None or unit.closed_on >= today]
        if employee is not None and employee.unit_id in options and employee.unit_id not in open_now:
            open_now.append(employee.unit_id)
        people = [each for each in self._services.employees.all() if each.id != own]
        return EmployeeChoices(
            units=[options[unit_id] for unit_id in open_now],
            all_units=list(options.values()),
            people=[Option(each.id, told_apart(each, symbols)) for each in people],
            posts=self._post_names(),
            unit_symbols=symbols,
        )

    def _post_names(self) -> list[str]:
        known = dict.fromkeys(self._services.employees.posts())
        if self._services.posts.actor().may("post.read"):
            known |= dict.fromkeys(post.name for post in self._services.posts.all())
        return list(known)

    def _picture(self, digest: str) -> bytes | None:
        try:
            return self._services.files.content(digest)
        except NotFound:
            return None

    @Slot()
    def _on_change_position(self) -> None:
        for employee in self.selected()[:1]:
            self._show_form(
                PositionForm(
                    employee,
                    self._services.clock.today(),
                    self._forms,
                    partial(self._change_position, employee),
                    choices=self._choices(employee),
                )
            )

    def _change_position(self, employee: Employee, change: Any, theirs: Employee | None) -> Outcome[Employee]:
        """``theirs`` is what somebody else saved meanwhile, once the person decided to go on."""
        at = employee if theirs is None else theirs
        return self._services.employees.change_position(at.id, at.version, change)


def create_tab(workspace: Workspace, services: SharedServices) -> EmployeesTab:
    """The tab, wired."""
    office = _Office(services, workspace.bus)
    view: RegisterView[Employee] = RegisterView(
        key="employees",
        icon="people",
        # the print also shows the unit, the superior and whose it is; a post may be renamed
        entities=frozenset({"employee", "unit", "office", "post"}),
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
            Column(
                key="number",
                title="Numer",
                text=lambda employee: employee.number,
                sort="number",
                width=8,
                optional=True,
            ),
            Column(key="post", title="Stanowisko", text=lambda employee: employee.post, sort="post", width=24),
            Column(
                key="post_kind",
                title="Rodzaj",
                text=lambda employee: kind_label(employee.post_kind),
                sort="post_kind",
                width=18,
                optional=True,
            ),
            Column(
                key="unit",
                title="Komórka",
                text=office.symbol,
                tooltip=lambda employee: office.unit(employee.unit_id),
                width=11,
            ),
            Column(
                key="superior",
                title="Przełożony",
                text=office.superior_name,
                tooltip=office.why,
                width=20,
                when_wide=True,
            ),
            Column(key="room", title="Pokój", text=lambda employee: employee.room, sort="room", width=8),
            Column(key="phone", title="Telefon", text=lambda employee: employee.phone, width=15),
            Column(key="email", title="E-mail", text=lambda employee: employee.email, width=28, optional=True),
        ),
        filters=(
            FilterGroup.choices("state", "Zatrudnienie", _STATES),
            FilterGroup(
                key="unit_id",
                title="Komórka organizacyjna",
                label=lambda value: office.unit(int(value)) if value else "bez komórki",
                single=True,
            ),
            FilterGroup(
                key="post_kind",
                title="Rodzaj stanowiska",
                label=lambda value: kind_label(PostKind(value)) if value else "nie podano",
            ),
        ),
        words=WORDS,
        sheet=lambda employee: _sheet(employee, office, services),
        renderer=render,
    )
    return EmployeesTab(view, workspace, services)


def _sheet(employee: Employee, around: _Office, services: SharedServices) -> Sheet:
    unit, superior = around.unit(employee.unit_id), around.superior_words(employee)
    lines = [employee.full_name, *(f"{label}: {value}" for label, value in facts(employee, unit, superior))]
    prints = services.employee_prints
    return Sheet.of(employee, employee.full_name, lambda: prints.card(employee, superior), lines)
