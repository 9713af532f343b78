"""The windows of an evaluation sheet, for rules that hold on every window; the sheets are invented."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.registers.evaluations.regulations.patterns import pattern_draft
from app.registers.evaluations.sheets.domain import Decision, Delivery, Evaluation, State, Verdict
from app.registers.evaluations.sheets.steps import Step
from app.registers.evaluations.sheets.windows.course import course, running
from app.registers.evaluations.sheets.windows.course_window import Course, CourseWindow
from app.registers.evaluations.sheets.windows.marking import EvaluationForm, MarkingDeeds
from app.registers.evaluations.sheets.windows.person_history import PersonHistoryWindow
from app.registers.evaluations.sheets.windows.self_assessment import SelfAssessmentForm
from app.registers.evaluations.sheets.windows.step_deeds import deed_of, paper_deed, rater_deed
from app.registers.evaluations.sheets.words import SECOND_NEGATIVE
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed import Deed
from app.widgets.forms.deed_window import DeedWindow
from app.widgets.forms.record_form import FormServices, Subject
from tests.registers.evaluations.sheets.sample_sheets import known, marks, sheet
from tests.shell.windows import Desk

TODAY = date(2026, 11, 22)
_NO_OFFICE: Any = None
_RATED = tuple(
    replace(mark, mark=number % 5 + 1, self_mark=4, reason="Terminy i przykłady" if number % 5 == 0 else "")
    for number, mark in enumerate(marks())
)
_SIGNED: dict[str, Any] = {
    "marks": _RATED,
    "marked_on": date(2026, 10, 20),
    "talk_on": date(2026, 10, 25),
    "signed_on": date(2026, 11, 5),
    "mean": 292,
    "level": "dobry",
    "verdict": Verdict.NEGATIVE,
    "seal": "32acdcb095f38d8ce8819519d10d0240d922afb3688a75eec2976263da73c399",
}
_DELIVERED: dict[str, Any] = {**_SIGNED, "delivered_on": date(2026, 11, 6), "delivery": Delivery.REFUSED}
_APPEALED = sheet(
    State.APPEALED, **_DELIVERED, appeal_on=date(2026, 11, 12), appeal_grounds="Nie zgadzam się z oceną terminowości."
)
_LATE = sheet(State.FINAL, **_DELIVERED, final_on=date(2026, 11, 14), appeal_on=date(2026, 11, 18))
_PEOPLE = (Option(1, "Wiśniewska-Dąbrowska Maria (0112, kierownik referatu)"),)


def _deed(desk: Desk, deed: Deed) -> QWidget:
    return DeedWindow(deed, desk.window.jobs, lambda _window: desk.dialogs, desk.window)


def _step(step: Step, evaluation: Evaluation) -> Callable[[Desk], QWidget]:
    return lambda desk: _deed(desk, deed_of(step, evaluation, _NO_OFFICE, TODAY))


def _decision(desk: Desk) -> QWidget:
    deed = deed_of(Step.DECIDE_APPEAL, _APPEALED, _NO_OFFICE, TODAY)
    filled = {**deed.start, "decision": Decision.REPEATED, "decision_grounds": "Zarzut jest słuszny."}
    return _deed(desk, replace(deed, start=filled))


def _forms(desk: Desk) -> FormServices:
    return FormServices(dialogs=lambda _window: desk.dialogs, jobs=desk.window.jobs)


def _marking(desk: Desk) -> QWidget:
    deeds = MarkingDeeds(next_step=lambda _sheet: "Wystaw oceny…", take_next=lambda _sheet, _form: None)
    written = sheet(marks=_RATED, opinion="Opinia o pracy w okresie oceny.")
    return EvaluationForm(Subject(record=written), _forms(desk), _never, known=known(), deeds=deeds)


def _self_assessment(desk: Desk) -> QWidget:
    return SelfAssessmentForm(sheet(), TODAY, _forms(desk), _never, known=known())


def _never(_draft: Any, _record: Any) -> Any:
    raise AssertionError("nothing is saved")


def _course(desk: Desk) -> QWidget:
    shown = Course(
        evaluation=_APPEALED,
        moments=course(_APPEALED, TODAY),
        running=running(_APPEALED, TODAY),
        warnings=(SECOND_NEGATIVE,),
        linked=(_LATE,),
    )
    return CourseWindow(shown, lambda _number: None, desk.window)


def _history(desk: Desk) -> QWidget:
    earlier = known().earlier
    assert earlier is not None
    return PersonHistoryWindow("Jan Nowak (0112)", (earlier, _APPEALED), desk.window)


def _terms(desk: Desk) -> QWidget:
    tab: Any = desk.window.go_to("evaluations")
    tab.show_terms({})
    desk.settle()
    opened: Any = desk.window.findChild(QWidget, "terms_window")
    shown: QWidget = opened
    return shown


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "marking": _marking,
    "self_assessment": _self_assessment,
    "deed_give_criteria": _step(Step.GIVE_CRITERIA, sheet(State.PLANNED, pattern_draft("wzor_2007"), criteria_on=None)),
    "deed_mark": _step(Step.MARK, sheet(marks=_RATED)),
    "deed_deliver": _step(Step.DELIVER, sheet(State.SIGNED, **_SIGNED)),
    "deed_file_appeal": _step(Step.FILE_APPEAL, sheet(State.DELIVERED, **_DELIVERED)),
    "deed_decide_appeal": _decision,
    "deed_ask_restore": _step(Step.ASK_RESTORE, _LATE),
    "deed_change_rater": lambda desk: _deed(desk, rater_deed(sheet(), _NO_OFFICE, _PEOPLE)),
    "deed_paper": lambda desk: _deed(desk, paper_deed(_NO_OFFICE, _PEOPLE, TODAY)),
    "course": _course,
    "person_history": _history,
    "terms": _terms,
}
"""Each makes one window."""
