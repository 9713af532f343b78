"""The tab of training needs: entered by hand, gathered by the program, handed to the plan or dropped."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence

from app.core.dates import format_date
from app.core.periods import add_months
from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.people.employees.table import EmployeesById
from app.people.employees.words import told_apart
from app.people.office.prints import heading
from app.people.office.spreadsheets import exporting
from app.printing import render
from app.registers.trainings.needs.domain import Need, NeedDraft, NeedState, Source, TopicGroup
from app.registers.trainings.needs.form import NeedForm
from app.registers.trainings.needs.table import columns, filters
from app.registers.trainings.needs.windows.dropping import dropping
from app.registers.trainings.needs.windows.gather_window import GatherWindow
from app.registers.trainings.needs.words import PRIORITIES, STATES, WORDS
from app.registers.trainings.shared import TrainingServices
from app.widgets import icons
from app.widgets.changes import Remembered
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed_window import open_deed
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.workspace import RecordDeed, Workspace

_TALKS_MONTHS = 12
"""How far back talks are looked through at first."""


class TrainingNeedsTab(EditingTab):
    """Several needs at once go to the plan; one at a time is dropped or comes back."""

    def __init__(
        self,
        view: RegisterView[Need],
        workspace: Workspace,
        services: TrainingServices,
        people: EmployeesById,
    ) -> None:
        self._services, self._people = services, people
        super().__init__(view, workspace, services.training_needs, self._form, NeedDraft)
        self._place_deeds()
        self.offer_when_empty((self.gather_action,))
        self.selection_changed(())

    def _place_deeds(self) -> None:
        self.gather_action = self._action("search", self.tr("Zbierz potrzeby…"), self._on_gather, "Ctrl+G")
        # whoever may not edit is not offered this either
        self.gather_action.setObjectName("edit_gather_needs")
        self.place_action(self.gather_action, Place.BUTTON)
        self.plan_actions = [self._plan_action(deed) for deed in self._workspace.deeds_on("training_need")]
        for action in self.plan_actions:
            self.place_action(action, Place.MENU)
            self.more_menu.insertAction(self.delete_action, action)
            self.table.addAction(action)
        self.drop_action = self.place_deed(
            "edit_drop_needs", "close", self.tr("Odrzuć potrzebę…"), self._on_drop, "Ctrl+D"
        )
        self.reopen_action = self.place_deed(
            "edit_reopen_needs", "undo", self.tr("Przywróć do decyzji"), self._on_reopen
        )
        needs = self._services.training_needs
        words = SpreadsheetWords("potrzeby szkoleniowe", "potrzeby-szkoleniowe.xlsx")
        export = exporting(needs, self._services.offices, needs.all, self._write)
        self.place_spreadsheets(Spreadsheets(self._workspace, words, export))

    def _plan_action(self, deed: RecordDeed) -> QAction:
        action = QAction(deed.text, self)
        action.setObjectName(f"edit_{deed.key}")
        action.setToolTip(deed.help)
        icons.dress(action, deed.icon)
        action.triggered.connect(partial(self._plan, deed))
        if deed.run_many is not None:
            action.setShortcut(QKeySequence("Ctrl+Return"))
        return action

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """Any number of waiting needs goes to the plan; the rest is done with one."""
        super().selection_changed(records)
        if not hasattr(self, "export_action"):
            return
        one: Need | None = records[0] if len(records) == 1 else None
        self.drop_action.setEnabled(one is not None and one.state is not NeedState.DROPPED)
        self.reopen_action.setEnabled(one is not None and one.state is not NeedState.NEW)
        waiting = bool(records) and all(need.state is NeedState.NEW for need in records)
        for action in self.plan_actions:
            action.setEnabled(waiting)

    def note_printed(self, record: Need) -> None:
        """The log tells which needs were printed."""
        self.log_print(self._services.training_needs.of_unit(record.unit_id))

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        services, today = self._services, self._services.clock.today()
        units = services.units.all()
        symbols = {unit.id: unit.symbol for unit in units}
        held = subject.record
        there = [
            unit
            for unit in units
            if unit.closed_on is None or unit.closed_on >= today or (held is not None and unit.id == held.unit_id)
        ]
        people = [
            each
            for each in self._people().values()
            if each.employed_to is None or each.employed_to >= today or (held and each.id == held.employee_id)
        ]
        return NeedForm(
            subject,
            forms,
            save,
            people=[Option(each.id, told_apart(each, symbols)) for each in people],
            units=[Option(unit.id, f"{unit.symbol} – {unit.name}") for unit in there],
            areas=services.training_needs.areas(),
        )

    # -- deeds ---------------------------------------------------------------------------------------------------

    @Slot()
    def _on_new(self) -> None:
        actor = self._services.training_needs.actor()
        source = Source.HEAD if actor.own_only("training_need.edit") else Source.OTHER
        self._open(Subject(start=NeedDraft(source=source), blank=NeedDraft(source=source)))

    @Slot()
    def _on_gather(self) -> None:
        today = self._services.clock.today()
        since = add_months(today, -_TALKS_MONTHS)
        window = GatherWindow(
            self._services.training_needs.gather, self._workspace.jobs, since, today, self._workspace.window
        )
        window.chosen.connect(self._take)
        window.open()

    def _take(self, groups: Sequence[TopicGroup]) -> None:
        self.carry_out(partial(self._services.training_needs.take, groups))

    @Slot()
    def _on_drop(self) -> None:
        for need in self.selected()[:1]:
            deed = dropping(need, self._services.training_needs)
            open_deed(deed, self._workspace)

    @Slot()
    def _on_reopen(self) -> None:
        for need in self.selected()[:1]:
            self.carry_out(partial(self._services.training_needs.reopen, need.id, need.version))

    def _plan(self, deed: RecordDeed, _checked: bool = False) -> None:
        chosen = [need.id for need in self.selected()]
        if deed.run_many is not None:
            deed.run_many(chosen)
        elif chosen:
            deed.run(chosen[0])

    def _write(self, found: Sequence[Need], path: Path, form: Format, progress: Progress, said: str) -> None:
        from app.registers.trainings.needs.sheet import write_needs

        services = self._services
        symbols = {unit.id: unit.symbol for unit in services.units.all()}
        may = services.employees.actor().may("employee.read")
        people = {each.id: told_apart(each, symbols) for each in services.employees.all()} if may else {}
        write_needs(found, path, form, people, symbols, progress, said)


def create_tab(workspace: Workspace, services: TrainingServices) -> TrainingNeedsTab:
    """The tab, wired."""
    people = EmployeesById(services.employees, workspace.bus)
    symbols = Remembered(lambda: {unit.id: unit.symbol for unit in services.units.all()}, workspace.bus, "unit")
    view: RegisterView[Need] = RegisterView(
        key="training_needs",
        icon="training_needs",
        # a need changes with its plan; the print also shows people and whose it is
        entities=frozenset({"training_need", "training_plan_item", "employee", "unit", "office"}),
        source=services.training_needs,
        columns=columns(people, symbols, services.clock.today),
        filters=filters(symbols),
        words=WORDS,
        sheet=lambda need: _sheet(need, services, people),
        renderer=render,
    )
    return TrainingNeedsTab(view, workspace, services, people)


def _sheet(need: Need, services: TrainingServices, people: EmployeesById) -> Sheet:
    """The list of the need's unit."""
    unit = next((each for each in services.units.all() if each.id == need.unit_id), None)
    called = "" if unit is None else f"{unit.symbol} – {unit.name}"
    title = f"Potrzeby szkoleniowe – {called or 'cały urząd'}"

    def make() -> bytes:
        from app.registers.trainings.needs.printout import UnitNeeds, needs_pdf

        office, arms = heading(services.offices, services.files)
        posts = {each.id: each.post for each in people().values()}
        found = UnitNeeds(called, services.training_needs.of_unit(need.unit_id), posts)
        return needs_pdf(found, office, arms, services.clock.today())

    wanted = "" if need.wanted_by is None else f"potrzebne do {format_date(need.wanted_by)}"
    facts = (need.person, STATES[need.state], f"priorytet {PRIORITIES[need.priority]}", wanted)
    lines = (title, need.topic, ", ".join(filter(None, facts)), need.reason, need.dropped_reason)
    return Sheet.of(need, title, make, lines)
