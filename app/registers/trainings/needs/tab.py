"""The tab of training needs: entered by hand, gathered by the program, handed to the plan or dropped."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence

from app.core.dates import format_date
from app.core.periods import add_months
from app.core.progress import Progress
from app.core.records import Outcome
from app.exchange.spreadsheets import Format
from app.people.employees.table import EmployeesById
from app.people.employees.words import told_apart
from app.people.office.prints import heading
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
from app.widgets.register_tab import Place, RegisterView
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
        self._sheets = _spreadsheets(workspace, services)
        super().__init__(view, workspace, services.training_needs, self._form, NeedDraft)
        self._place_deeds()
        self.offer_when_empty((self.gather_action,))
        self.selection_changed(())

    def _place_deeds(self) -> None:
        self.gather_action = self._deed("search", "gather", self.tr("Zbierz potrzeby…"), self._on_gather, "Ctrl+G")
        self.drop_action = self._deed("close", "drop", self.tr("Odrzuć potrzebę…"), self._on_drop, "Ctrl+D")
        self.reopen_action = self._deed("undo", "reopen", self.tr("Przywróć do decyzji"), self._on_reopen)
        self.place_action(self.gather_action, Place.BUTTON)
        self.plan_actions = [self._plan_action(deed) for deed in self._workspace.deeds_on("training_need")]
        for action in (*self.plan_actions, self.drop_action, self.reopen_action):
            self.place_action(action, Place.MENU)
            self.more_menu.insertAction(self.delete_action, action)
            self.table.addAction(action)
        self.export_action = self._action("export", self.tr("Zapisz w arkuszu…"), self._on_export, "")
        self.export_action.setToolTip(self.tr("Zapisz w arkuszu"))
        self.more_menu.addSeparator()
        self.place_action(self.export_action, Place.MENU)

    def _deed(self, icon: str, name: str, text: str, slot: Callable[[], None], keys: str = "") -> QAction:
        action = self._action(icon, text, slot, keys)
        # whoever may not edit is not offered this either
        action.setObjectName(f"edit_{name}_needs")
        if not keys:
            action.setToolTip(text.removesuffix("…"))
        return action

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
        needs = self._services.training_needs
        self.kit.jobs.run(lambda _progress: needs.log("print", needs.of_unit(record.unit_id)), writes=True, owner=self)

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
        self._run(lambda _progress: self._services.training_needs.take(groups))

    @Slot()
    def _on_drop(self) -> None:
        for need in self.selected()[:1]:
            deed = dropping(need, self._services.training_needs)
            open_deed(deed, self._workspace)

    @Slot()
    def _on_reopen(self) -> None:
        for need in self.selected()[:1]:
            self._run(partial(self._reopen, need))

    def _reopen(self, need: Need, _progress: Progress) -> Outcome[Need]:
        return self._services.training_needs.reopen(need.id, need.version)

    def _plan(self, deed: RecordDeed, _checked: bool = False) -> None:
        chosen = [need.id for need in self.selected()]
        if deed.run_many is not None:
            deed.run_many(chosen)
        elif chosen:
            deed.run(chosen[0])

    @Slot()
    def _on_export(self) -> None:
        self._sheets.export()

    def _run(self, work: Callable[[Progress], Outcome[Any]]) -> None:
        self.kit.jobs.run(work, done=self._workspace.report, writes=True, cancellable=False, owner=self)


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

    def make(_progress: Progress) -> bytes:
        from app.registers.trainings.needs.printout import UnitNeeds, needs_pdf

        office, arms = heading(services.offices, services.files)
        posts = {each.id: each.post for each in people().values()}
        found = UnitNeeds(called, services.training_needs.of_unit(need.unit_id), posts)
        return needs_pdf(found, office, arms, services.clock.today())

    wanted = "" if need.wanted_by is None else f"potrzebne do {format_date(need.wanted_by)}"
    facts = (need.person, STATES[need.state], f"priorytet {PRIORITIES[need.priority]}", wanted)
    lines = (title, need.topic, ", ".join(filter(None, facts)), need.reason, need.dropped_reason)
    return Sheet(key=(need.id, need.version), title=title, make=make, text="\n".join(filter(None, lines)))


def _spreadsheets(workspace: Workspace, services: TrainingServices) -> Spreadsheets:
    def export(path: Path, csv: bool, progress: Progress) -> int:
        from app.people.office.printout import notice
        from app.registers.trainings.needs import sheet

        needs = services.training_needs.all()
        symbols = {unit.id: unit.symbol for unit in services.units.all()}
        may = services.employees.actor().may("employee.read")
        people = {each.id: told_apart(each, symbols) for each in services.employees.all()} if may else {}
        form, said = Format.CSV if csv else Format.XLSX, notice(services.offices.current_or_blank())
        sheet.write_needs(needs, path, form, people, symbols, progress, said)
        services.training_needs.log("export", needs, format=form.value)
        return len(needs)

    return Spreadsheets(workspace, SpreadsheetWords("potrzeby szkoleniowe", "potrzeby-szkoleniowe.xlsx"), export)
