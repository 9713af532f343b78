"""Opens what belongs to a sheet: the window of marks, steps, the course, the history of a person; wired once a tab."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.core.errors import Refusal
from app.core.records import Change, Outcome, Query
from app.registers.evaluations.shared import EvaluationServices
from app.registers.evaluations.sheets.domain import Evaluation, EvaluationDraft, Kind
from app.registers.evaluations.sheets.form import NewEvaluationForm
from app.registers.evaluations.sheets.result import computed
from app.registers.evaluations.sheets.steps import UNSIGNED, Step
from app.registers.evaluations.sheets.windows.course import course, running
from app.registers.evaluations.sheets.windows.course_window import Course, CourseWindow
from app.registers.evaluations.sheets.windows.known import Known, rules_of
from app.registers.evaluations.sheets.windows.marking import EvaluationForm, MarkingDeeds
from app.registers.evaluations.sheets.windows.person_history import PersonHistoryWindow
from app.registers.evaluations.sheets.windows.self_assessment import SelfAssessmentForm
from app.registers.evaluations.sheets.windows.step_deeds import deed_of, paper_deed, rater_deed
from app.registers.evaluations.sheets.windows.step_words import WORDS, next_of
from app.registers.evaluations.sheets.windows.terms import TermDeeds, TermsWindow
from app.registers.evaluations.sheets.words import NOT_ONESELF, ONLY_RATER, named
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed import Deed
from app.widgets.forms.deed_window import DeedWindow
from app.widgets.forms.record_form import Subject
from app.widgets.workspace import Workspace

_MOST = 500
"""Sheets of one person; nobody has that many."""


class SheetDesk(QObject):
    """Everything a tab does with a sheet beyond choosing it."""

    def __init__(self, workspace: Workspace, services: EvaluationServices, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._services = workspace, services
        self._forms: list[EvaluationForm] = []
        self._terms: TermsWindow | None = None
        workspace.bus.changed.connect(self._on_changed)

    # -- questions -------------------------------------------------------------------------------------------

    def steps(self, evaluation: Evaluation) -> tuple[Step, ...]:
        """The steps that the person at work may take now."""
        return self._services.evaluations.deeds(evaluation)

    def next_words(self, evaluation: Evaluation) -> str:
        """The next step as it is offered on a button; blank where there is only to wait."""
        step = next_of(self.steps(evaluation))
        return "" if step is None else WORDS[step].menu

    def _today(self) -> date:
        return self._services.clock.today()

    def _people(self, *, employed: bool) -> list[Option]:
        """Employees to choose from, told apart by number and post."""
        today = self._today()
        return [
            Option(each.id, f"{each.surname} {each.first_name}{_apart(each.number, each.post)}")
            for each in self._services.employees.all()
            if not employed or each.employed_to is None or today <= each.employed_to
        ]

    def _known(self, evaluation: Evaluation) -> Known:
        """The person's evaluation before this sheet, and events at work where they may be read."""
        if evaluation.employee_id is None:
            return Known()
        mine = self._of_person(evaluation.employee_id)
        before = [
            each
            for each in mine
            if each.id != evaluation.id and each.signed_on is not None and each.id < evaluation.id and each.marks
        ]
        earlier = max(before, key=lambda each: (each.signed_on or date.min, each.id), default=None)
        events = self._services.work_events
        since = None if earlier is None else earlier.signed_on
        told = events.of(evaluation.employee_id, since) if events.actor().may("work_event.read") else ()
        return Known(earlier=earlier, events=tuple(reversed(told)))

    def _of_person(self, employee_id: int) -> tuple[Evaluation, ...]:
        query = Query(filters={"employee_id": frozenset({str(employee_id)})})
        return self._services.evaluations.page(query, 0, _MOST)

    def _why_closed(self, evaluation: Evaluation) -> str:
        """Why this person may not write on the sheet; blank when they may."""
        actor = self._services.evaluations.actor()
        if actor.employee_id is not None and actor.employee_id == evaluation.employee_id:
            return NOT_ONESELF
        if actor.own_only("evaluation.edit") and actor.employee_id != evaluation.rater_id:
            return ONLY_RATER
        return ""

    # -- windows ---------------------------------------------------------------------------------------------

    def open_sheet(self, evaluation: Evaluation) -> None:
        """The window of marks; a sheet from paper has none and shows its course."""
        evaluations = self._services.evaluations

        def save(draft: Any, record: Any) -> Outcome[Evaluation]:
            return evaluations.update(record.id, record.version, draft)

        try:
            opened = evaluations.get(evaluation.id)
            known = self._known(opened)
        except Refusal as error:
            self._workspace.dialogs.refuse(error)
            return
        form = EvaluationForm(
            Subject(record=opened),
            self._workspace.forms,
            save,
            known=known,
            deeds=MarkingDeeds(next_step=self.next_words, take_next=self._take_next_from),
            why_closed=self._why_closed(opened),
        )
        self._forms = [each for each in self._forms if isValid(each)] + [form]
        self._workspace.show_form(form)

    def open_new(self, employee_id: int | None = None) -> None:
        """The form of a new sheet outside a campaign, for that person where one is given."""
        evaluations = self._services.evaluations

        def save(draft: Any, record: Any) -> Outcome[Evaluation]:
            if record is None:
                return evaluations.create(draft)
            return evaluations.update(record.id, record.version, draft)

        form = NewEvaluationForm(
            Subject(start=EvaluationDraft(employee_id=employee_id)),
            self._workspace.forms,
            save,
            people=self._people(employed=True),
        )
        self._workspace.show_form(form)

    def show_terms(self, filters: Mapping[str, frozenset[str]]) -> None:
        """„Terminy ocen”, one window of them, with these people."""
        window = self._terms
        if window is None or not isValid(window):
            deeds = TermDeeds(open_sheet=self._open_by_id, open_new=self.open_new)
            window = TermsWindow(self._workspace, self._services.evaluations, deeds, self._workspace.window)
            self._terms = window
        window.show_filters(filters)
        window.show()
        window.raise_()
        window.activateWindow()

    def _open_by_id(self, evaluation_id: int) -> None:
        try:
            evaluation = self._services.evaluations.get(evaluation_id)
        except Refusal as error:
            self._workspace.dialogs.refuse(error)
            return
        self.open_sheet(evaluation)

    def open_self_assessment(self, evaluation: Evaluation) -> None:
        """The same criteria for the employee's own marks."""
        evaluations = self._services.evaluations

        def save(draft: Any, record: Any) -> Outcome[Evaluation]:
            return evaluations.enter_self_assessment(record.id, record.version, draft.self_assessed_on, draft.marks)

        form = SelfAssessmentForm(evaluation, self._today(), self._workspace.forms, save, known=self._known(evaluation))
        self._workspace.show_form(form)

    def show_course(self, evaluation: Evaluation) -> None:
        """Every date of the sheet, explained."""
        evaluations, today = self._services.evaluations, self._today()
        shown = Course(
            evaluation=evaluation,
            moments=course(evaluation, today),
            running=running(evaluation, today),
            warnings=evaluations.warnings(evaluation),
            linked=evaluations.linked(evaluation.id),
        )
        CourseWindow(shown, self._go_to, self._workspace.window).open()

    def show_history(self, evaluation: Evaluation) -> None:
        """All evaluations of the person over time."""
        if evaluation.employee_id is not None:
            mine = self._of_person(evaluation.employee_id)
            PersonHistoryWindow(named(evaluation), mine, self._workspace.window).open()

    def show_campaign(self, evaluation: Evaluation) -> None:
        """The campaign of the sheet in its register."""
        if evaluation.campaign_id is not None:
            self._workspace.go_to_record("evaluation_campaign", evaluation.campaign_id)

    def _go_to(self, evaluation_id: int) -> None:
        self._workspace.go_to_record("evaluation", evaluation_id)

    # -- steps -----------------------------------------------------------------------------------------------

    def take_next(self, evaluation: Evaluation) -> None:
        """Open what the next step needs."""
        step = next_of(self.steps(evaluation))
        if step is not None:
            self.take(step, evaluation)

    def take(self, step: Step, evaluation: Evaluation) -> None:
        """Open what a step needs: marks that are not whole are opened first."""
        if step is Step.SELF_ASSESS:
            self.open_self_assessment(evaluation)
        elif step is Step.MARK and computed(evaluation.marks, rules_of(evaluation)).missing:
            self.open_sheet(evaluation)
        else:
            self._do(self._deed(step, evaluation), self._workspace.window, self._report)

    def change_rater(self, evaluation: Evaluation) -> None:
        """Name another rater."""
        deed = rater_deed(evaluation, self._services.evaluations, self._people(employed=True))
        self._do(deed, self._workspace.window, self._report)

    def record_earlier(self) -> None:
        """Keep an evaluation made on paper."""
        deed = paper_deed(self._services.evaluations, self._people(employed=False), self._today())
        self._do(deed, self._workspace.window, self._report_new)

    def may_change_rater(self, evaluation: Evaluation) -> bool:
        """Whether the rater may still be changed, by this person."""
        actor = self._services.evaluations.actor()
        may = actor.may("evaluation.edit") and not actor.own_only("evaluation.edit")
        return may and evaluation.state in UNSIGNED and evaluation.kind is not Kind.PAPER

    def _deed(self, step: Step, evaluation: Evaluation) -> Deed:
        return deed_of(step, evaluation, self._services.evaluations, self._today())

    def _take_next_from(self, evaluation: Evaluation, form: EvaluationForm) -> None:
        """The next step, asked for in the window of marks, which then shows what became of the sheet."""
        step = next_of(self.steps(evaluation))
        if step is None:
            return
        if step is Step.MARK and computed(evaluation.marks, rules_of(evaluation)).missing:
            form.go_to_missing()
            return

        def taken(outcome: Outcome[Evaluation]) -> None:
            self._workspace.report(outcome)
            if isValid(form) and outcome.record.id == evaluation.id:
                form.take_over(outcome.record)

        self._do(self._deed(step, evaluation), form, taken)

    def _do(self, deed: Deed, parent: QWidget, done: Callable[[Outcome[Evaluation]], None]) -> None:
        window = DeedWindow(deed, self._workspace.jobs, self._workspace.forms.dialogs, parent)
        window.done_with.connect(done)
        window.open()

    def _report(self, outcome: Outcome[Evaluation]) -> None:
        self._workspace.report(outcome)
        if outcome.record.kind is not Kind.PAPER:
            self._go_to(outcome.record.id)

    def _report_new(self, outcome: Outcome[Evaluation]) -> None:
        self._workspace.report(outcome)
        self._go_to(outcome.record.id)

    def _on_changed(self, change: Change) -> None:
        """Open windows of marks show what a step made of their sheet."""
        if change.entity != "evaluation":
            return
        self._forms = [each for each in self._forms if isValid(each)]
        for form in self._forms:
            if form.evaluation.id in change.ids:
                for fresh in self._services.evaluations.many((form.evaluation.id,)):
                    form.refresh(fresh)


def _apart(number: str, post: str) -> str:
    told = ", ".join(filter(None, (number, post)))
    return f" ({told})" if told else ""
