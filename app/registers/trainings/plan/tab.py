"""The tab of the training plan; the preview and the print show the whole year of the chosen line."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from app.core.money import format_money
from app.core.polish import plural
from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.people.office.spreadsheets import exporting
from app.printing import render
from app.registers.trainings.needs.words import PRIORITIES, people
from app.registers.trainings.plan.domain import PlanItem, PlanItemDraft, Standing
from app.registers.trainings.plan.domain import Progress as Stage
from app.registers.trainings.plan.form import PlanItemForm
from app.registers.trainings.plan.table import behind, carried_out, columns, filters
from app.registers.trainings.plan.words import PROGRESS, QUARTERS, WORDS, title_of_year
from app.registers.trainings.shared import TrainingServices
from app.widgets.changes import Remembered
from app.widgets.dialogs import Answer
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.preview import Sheet
from app.widgets.register_view import Place, RegisterView
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.workspace import Workspace


class TrainingPlanTab(EditingTab):
    """What nothing was arranged for is moved to the next year: chosen lines, or all of the year."""

    def __init__(self, view: RegisterView[PlanItem], workspace: Workspace, services: TrainingServices) -> None:
        self._services = services
        super().__init__(view, workspace, services.training_plan, self._form, PlanItemDraft)
        self.carry_action = self._action(
            "right", self.tr("Przenieś niezrealizowane na następny rok…"), self._on_carry, "Ctrl+Shift+N"
        )
        # whoever may not edit is not offered this either
        self.carry_action.setObjectName("edit_carry_over")
        self.place_action(self.carry_action, Place.MENU)
        self.more_menu.insertAction(self.delete_action, self.carry_action)
        self.needs_action = self.place_deed(
            "training_needs_training_plan", "training_needs", self.tr("Pokaż potrzeby pozycji"), self._on_needs
        )
        words, plan = SpreadsheetWords("plan szkoleń", "plan-szkolen.xlsx"), services.training_plan
        self.place_spreadsheets(
            Spreadsheets(workspace, words, exporting(plan, services.offices, plan.all, self._write))
        )
        self.selection_changed(())

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """Needs are shown of one line."""
        super().selection_changed(records)
        if hasattr(self, "needs_action"):
            may = self._services.training_needs.actor().may("training_need.read")
            self.needs_action.setEnabled(may and len(records) == 1)

    def note_printed(self, record: PlanItem) -> None:
        """The log tells which plan was printed."""
        plan, year = self._services.training_plan, record.year or 0
        self.log_print(plan.year_plan(year).items)

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        today, held = self._services.clock.today(), subject.record
        units = [
            unit
            for unit in self._services.units.all()
            if unit.closed_on is None or unit.closed_on >= today or (held is not None and unit.id == held.unit_id)
        ]
        return PlanItemForm(
            subject,
            forms,
            save,
            units=[Option(unit.id, f"{unit.symbol} – {unit.name}") for unit in units],
            areas=self._services.training_plan.areas(),
        )

    @Slot()
    def _on_new(self) -> None:
        blank = PlanItemDraft(year=self._year())
        self._open(Subject(start=blank, blank=blank))

    def _year(self) -> int:
        """The year chosen in the filter, else this one."""
        chosen = self.query.filters.get("year", frozenset())
        return int(next(iter(chosen))) if len(chosen) == 1 else self._services.clock.today().year

    # -- the next year -------------------------------------------------------------------------------------------

    @Slot()
    def _on_carry(self) -> None:
        plan, chosen = self._services.training_plan, self.selected()
        standings = plan.standings()

        def waits(item: PlanItem) -> bool:
            standing = standings.get(item.id, Standing())
            return standing.progress is Stage.PLANNED and standing.carried_to is None

        year = (chosen[0].year or 0) if chosen else self._year()
        of_year = [item for item in plan.year_plan(year).items if waits(item)]
        picked = [item for item in chosen if item.year == year and waits(item)]
        title = self.tr("Przenieś niezrealizowane na rok {year}").format(year=year + 1)
        if not of_year:
            self.kit.dialogs.inform(title, self.tr("W tym planie nie ma pozycji, których nikt nie zorganizował."))
            return
        answers = [
            Answer(self.tr("Wszystkie ({number})").format(number=len(of_year)), partial(self._carry, year, None))
        ]
        if picked and len(picked) < len(of_year):
            some = self.tr("Tylko zaznaczone ({number})").format(number=len(picked))
            answers.append(Answer(some, partial(self._carry, year, [item.id for item in picked])))
        number = len(of_year)
        what = plural(number, "pozycja nie ma", "pozycje nie mają", "pozycji nie ma")
        text = self.tr(
            "{number} {what} w planie na rok {year} żadnego szkolenia. W planie na następny rok powstaną takie same, "
            "razem z potrzebami, które za nimi stoją. Stare zostaną w planie z adnotacją. Można to cofnąć."
        ).format(number=number, what=what, year=year)
        self.kit.dialogs.ask(title, text, answers)

    def _carry(self, year: int, ids: Sequence[int] | None) -> None:
        self.carry_out(partial(self._services.training_plan.carry_over, year, ids))

    @Slot()
    def _on_needs(self) -> None:
        standings = self._services.training_plan.standings()
        for item in self.selected()[:1]:
            needs = standings.get(item.id, Standing()).needs
            if not needs or not self._workspace.go_to_record("training_need", needs[0].need_id):
                self.kit.dialogs.inform(
                    self.tr("Potrzeby pozycji planu"), self.tr("Za tą pozycją nie stoi żadna potrzeba, którą widzisz.")
                )

    def _write(self, found: Sequence[PlanItem], path: Path, form: Format, progress: Progress, said: str) -> None:
        from app.registers.trainings.plan.sheet import write_plan

        symbols = {unit.id: unit.symbol for unit in self._services.units.all()}
        write_plan(found, self._services.training_plan.standings(), path, form, symbols, progress, said)


def create_tab(workspace: Workspace, services: TrainingServices) -> TrainingPlanTab:
    """The tab, wired."""
    watched = ("training_plan_item", "training_need", "training_course", "training_participation")
    standings = Remembered(services.training_plan.standings, workspace.bus, *watched)
    symbols = Remembered(lambda: {unit.id: unit.symbol for unit in services.units.all()}, workspace.bus, "unit")

    def stands(item: PlanItem) -> Standing:
        return standings().get(item.id, Standing())

    view: RegisterView[PlanItem] = RegisterView(
        key="training_plan",
        icon="training_plan",
        entities=frozenset({*watched, "training_budget", "unit", "office"}),
        source=services.training_plan,
        columns=columns(stands, symbols),
        filters=filters(symbols),
        words=WORDS,
        sheet=lambda item: _sheet(item, stands(item), services),
        renderer=render,
    )
    return TrainingPlanTab(view, workspace, services)


def _sheet(item: PlanItem, standing: Standing, services: TrainingServices) -> Sheet:
    """The plan of the line's year."""
    title = title_of_year(item.year or 0)

    facts = (
        QUARTERS[item.quarter],
        people(item.people) if item.people else "",
        f"priorytet {PRIORITIES[item.priority]}",
        f"szacunek {format_money(item.estimate)}" if item.estimate is not None else "",
        PROGRESS[standing.progress],
    )
    lines = (title, item.topic, ", ".join(filter(None, facts)), item.group, item.note)
    told = (*lines, behind(standing), carried_out(standing))
    return Sheet.of(item, title, lambda: services.training_plan_prints.preview(item.year or 0), told)
