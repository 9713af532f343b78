"""The procedure of one evaluation as a state machine: which step may follow, when, and what it makes of the sheet.

Pure: a sheet goes in, a sheet comes out. Art. 27 of the act of 21 November 2008 on local-government staff. What the act
leaves open is decided here so:

- The appeal's term is the employee's and is shifted over days off; an appeal after it is accepted as late. It waits for
  the term to be restored and does not stop finality. It may come after finality, too: then it is the only thing that
  still happens to a final sheet, and a restored term takes finality away.
- The head decides within 14 days of filing, also where the term was restored. After them the office may no longer
  uphold the mark (commentaries to art. 27), so ``Decision.UPHELD`` is refused once the term has passed even if it is
  shifted over days off; whether it may be shifted is disputed, ``upheld_in_doubt`` tells of those days.
- Finality comes the day after the appeal's term, or with delivery of the decision that upheld the mark, whenever
  somebody records it.
- A step back is possible until the sheet leaves the office.
"""

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from app.core.dates import format_date
from app.core.drafts import day_problems
from app.core.legal_terms import legal_term
from app.core.problems import Problem
from app.core.terms import Term, counted
from app.registers.evaluations.sheets.domain import Decision, Evaluation, Kind, State, Verdict


class Step(StrEnum):
    """What can be done with a sheet, in the order of the procedure."""

    APPROVE_CRITERIA = "approve_criteria"
    GIVE_CRITERIA = "give_criteria"
    SELF_ASSESS = "self_assess"
    MARK = "mark"
    INVITE = "invite"
    HOLD_TALK = "hold_talk"
    SIGN = "sign"
    DELIVER = "deliver"
    DELIVER_TO_HEAD = "deliver_to_head"
    FILE_APPEAL = "file_appeal"
    ASK_RESTORE = "ask_restore"
    DECIDE_RESTORE = "decide_restore"
    DECIDE_APPEAL = "decide_appeal"
    DELIVER_DECISION = "deliver_decision"
    MAKE_FINAL = "make_final"
    PLAN_AGAIN = "plan_again"
    CORRECT = "correct"
    CANCEL = "cancel"
    BACK = "back"


DATE_FIELDS: dict[Step, str] = {
    Step.APPROVE_CRITERIA: "criteria_approved_on",
    Step.GIVE_CRITERIA: "criteria_on",
    Step.SELF_ASSESS: "self_assessed_on",
    Step.MARK: "marked_on",
    Step.INVITE: "talk_planned_on",
    Step.HOLD_TALK: "talk_on",
    Step.SIGN: "signed_on",
    Step.DELIVER: "delivered_on",
    Step.DELIVER_TO_HEAD: "head_delivered_on",
    Step.FILE_APPEAL: "appeal_on",
    Step.ASK_RESTORE: "restore_on",
    Step.DECIDE_RESTORE: "restore_decided_on",
    Step.DECIDE_APPEAL: "decision_on",
    Step.DELIVER_DECISION: "decision_delivered_on",
    Step.MAKE_FINAL: "final_on",
    Step.CANCEL: "cancelled_on",
}
"""The field that keeps the day of a step; the others have none."""

_AFTER: dict[Step, tuple[str, ...]] = {
    Step.GIVE_CRITERIA: ("criteria_approved_on",),
    Step.SELF_ASSESS: ("criteria_on",),
    Step.MARK: ("criteria_on", "self_assessed_on"),
    Step.INVITE: ("criteria_on",),
    Step.HOLD_TALK: ("marked_on",),
    Step.SIGN: ("marked_on", "talk_on"),
    Step.DELIVER: ("signed_on",),
    Step.DELIVER_TO_HEAD: ("signed_on",),
    Step.FILE_APPEAL: ("delivered_on",),
    Step.ASK_RESTORE: ("appeal_on",),
    Step.DECIDE_RESTORE: ("restore_on",),
    Step.DECIDE_APPEAL: ("appeal_on", "restore_decided_on"),
    Step.DELIVER_DECISION: ("decision_on",),
}
"""Days that the day of a step may not come before."""

_NEXT: dict[Step, State] = {
    Step.GIVE_CRITERIA: State.CRITERIA_GIVEN,
    Step.SELF_ASSESS: State.SELF_ASSESSED,
    Step.MARK: State.MARKED,
    Step.HOLD_TALK: State.TALK_HELD,
    Step.SIGN: State.SIGNED,
    Step.DELIVER: State.DELIVERED,
    Step.CANCEL: State.CANCELLED,
}
_BY_DECISION = {
    Decision.UPHELD: State.FINAL,
    Decision.CHANGED: State.CHANGED,
    Decision.REPEATED: State.REPEATED,
}
UNSIGNED = frozenset({State.PLANNED, State.CRITERIA_GIVEN, State.SELF_ASSESSED, State.MARKED, State.TALK_HELD})
"""States in which something is still written on the sheet."""
MARKING = frozenset({State.CRITERIA_GIVEN, State.SELF_ASSESSED})
"""States in which marks are set."""
_WITHOUT_TALK = frozenset({Kind.CHANGED_ON_APPEAL, Kind.CORRECTION})
"""Kinds that repeat no talk: it was held with the sheet they come from."""


# -- terms that decide about steps -----------------------------------------------------------------------------------


def appeal_term(evaluation: Evaluation) -> Term | None:
    """The employee's term to appeal, shifted over days off; None before delivery."""
    day = evaluation.delivered_on
    return None if day is None else legal_term("evaluation_appeal", day).from_day(day)


def decision_term(evaluation: Evaluation) -> Term | None:
    """The office's term to decide about the appeal, from its filing and not shifted; None without an appeal."""
    day = evaluation.appeal_on
    return None if day is None else legal_term("evaluation_appeal_decision", day).from_day(day)


def is_late(evaluation: Evaluation) -> bool:
    """Whether there is an appeal that came after its term."""
    term = appeal_term(evaluation)
    return term is not None and evaluation.appeal_on is not None and evaluation.appeal_on > term.end


def upheld_in_doubt(evaluation: Evaluation, on: date) -> bool:
    """Whether the mark can be upheld that day only if the office's term, too, is shifted over days off."""
    term = decision_term(evaluation)
    return term is not None and term.end < on <= _shifted_end(term)


def _shifted_end(term: Term) -> date:
    return counted(term.start, term.number, term.unit, basis=term.basis, shift=True).end


# -- which step may follow -------------------------------------------------------------------------------------------


def allowed(evaluation: Evaluation, today: date) -> tuple[Step, ...]:
    """The steps that may be taken now, in the order of the procedure; dates and rights are asked for later."""
    return tuple(step for step in Step if not _out_of_place(evaluation, step, today))


def problems(evaluation: Evaluation, step: Step, on: date | None, today: date, **facts: Any) -> tuple[Problem, ...]:
    """Why the step cannot be taken on that day; nothing when it can. ``facts`` are as for ``taken``."""
    if code := _out_of_place(evaluation, step, today):
        return (_explained(evaluation, step, code),)
    place = DATE_FIELDS.get(step)
    if place is None:
        return ()
    if on is None:
        return (Problem(place, "required"),)
    return (*_date_problems(evaluation, step, on, today), *_legal_problems(evaluation, step, on, facts))


def _out_of_place(evaluation: Evaluation, step: Step, today: date) -> str:
    """The code of the reason why the step does not fit the sheet's state; blank when it does."""
    state = evaluation.state
    if state in {State.CHANGED, State.REPEATED, State.CANCELLED}:
        return "closed"
    if step in _LATER_STEPS:
        return _LATER_STEPS[step](evaluation, today)
    if state is State.FINAL:
        return "closed"
    if step is Step.CANCEL:
        return "" if state in UNSIGNED or state is State.SIGNED else "cancel_after_delivery"
    if step is Step.BACK:
        return _no_way_back(evaluation)
    return _before_delivery(evaluation, step)


def _before_delivery(evaluation: Evaluation, step: Step) -> str:
    state = evaluation.state
    if step in {Step.APPROVE_CRITERIA, Step.GIVE_CRITERIA}:
        return "" if state is State.PLANNED else "done_already"
    if step is Step.SELF_ASSESS and not evaluation.rules.get("with_self_assessment", True):
        return "no_self_assessment"
    if state not in UNSIGNED:
        return "done_already"
    if state is State.PLANNED:
        return "criteria_first"
    if step is Step.SELF_ASSESS:
        return "" if state is State.CRITERIA_GIVEN else "done_already"
    if step is Step.MARK:
        return "" if state in MARKING else "done_already"
    if step is Step.INVITE:
        return "" if state is not State.TALK_HELD else "done_already"
    if state in MARKING:
        return "marks_first"
    if step is Step.HOLD_TALK:
        return "" if state is State.MARKED else "done_already"
    return "" if state is State.TALK_HELD or evaluation.kind in _WITHOUT_TALK else "talk_first"


def _deliver(evaluation: Evaluation, _today: date) -> str:
    if evaluation.state in UNSIGNED:
        return "delivery_before_signature"
    return "" if evaluation.state is State.SIGNED else "done_already"


def _deliver_to_head(evaluation: Evaluation, _today: date) -> str:
    if evaluation.state in UNSIGNED:
        return "delivery_before_signature"
    if evaluation.kind is Kind.PAPER:
        return "closed"
    # finality does not wait for the head, so the head's copy may come after it
    return "" if evaluation.head_delivered_on is None else "done_already"


def _file_appeal(evaluation: Evaluation, _today: date) -> str:
    if evaluation.delivered_on is None:
        return "closed" if evaluation.state is State.FINAL else "appeal_before_delivery"
    return "" if evaluation.appeal_on is None else "appeal_already"


def _ask_restore(evaluation: Evaluation, _today: date) -> str:
    if evaluation.appeal_on is None:
        return "no_appeal"
    if not is_late(evaluation):
        return "restore_not_needed"
    return "" if evaluation.restore_on is None else "done_already"


def _decide_restore(evaluation: Evaluation, _today: date) -> str:
    if evaluation.restore_on is None:
        return "no_restore_request"
    return "" if evaluation.restore_granted is None else "done_already"


def _decide_appeal(evaluation: Evaluation, _today: date) -> str:
    if evaluation.appeal_on is None:
        return "no_appeal"
    if evaluation.state is not State.APPEALED:
        return "appeal_late" if evaluation.decision is None else "closed"
    return "" if evaluation.decision is None else "decided_already"


def _deliver_decision(evaluation: Evaluation, _today: date) -> str:
    if evaluation.decision is None:
        return "no_decision"
    return "" if evaluation.state is State.APPEALED else "closed"


def _make_final(evaluation: Evaluation, today: date) -> str:
    term = appeal_term(evaluation)
    if evaluation.state is State.FINAL:
        return "closed"
    if term is None:
        return "final_before_delivery"
    if evaluation.state is State.APPEALED:
        return "appeal_pending"
    return "" if today > term.end else "appeal_term_runs"


def _plan_again(evaluation: Evaluation, _today: date) -> str:
    if evaluation.state is not State.FINAL:
        return "again_before_final"
    return "" if evaluation.verdict is Verdict.NEGATIVE else "again_after_positive"


def _correct(evaluation: Evaluation, _today: date) -> str:
    return "" if evaluation.state is State.FINAL and evaluation.kind is not Kind.PAPER else "correct_open"


def _no_way_back(evaluation: Evaluation) -> str:
    state = evaluation.state
    if state is State.PLANNED:
        return "no_way_back"
    if state is State.CRITERIA_GIVEN and any(
        mark.mark is not None or mark.not_applicable or mark.reason.strip() for mark in evaluation.marks
    ):
        return "back_over_marks"
    if state is State.SIGNED and evaluation.head_delivered_on is not None:
        return "no_way_back"
    return "" if state in UNSIGNED or state is State.SIGNED else "no_way_back"


_LATER_STEPS = {
    Step.DELIVER: _deliver,
    Step.DELIVER_TO_HEAD: _deliver_to_head,
    Step.FILE_APPEAL: _file_appeal,
    Step.ASK_RESTORE: _ask_restore,
    Step.DECIDE_RESTORE: _decide_restore,
    Step.DECIDE_APPEAL: _decide_appeal,
    Step.DELIVER_DECISION: _deliver_decision,
    Step.MAKE_FINAL: _make_final,
    Step.PLAN_AGAIN: _plan_again,
    Step.CORRECT: _correct,
}


def _explained(evaluation: Evaluation, step: Step, code: str) -> Problem:
    term = appeal_term(evaluation)
    if code == "appeal_term_runs" and term is not None:
        return Problem("final_on", code, {"end": format_date(term.end), "why": term.explanation()})
    return Problem(DATE_FIELDS.get(step, "state"), code)


def _date_problems(evaluation: Evaluation, step: Step, on: date, today: date) -> list[Problem]:
    place = DATE_FIELDS[step]
    if on > today and step is not Step.INVITE:
        return [Problem(place, "in_the_future", {"today": format_date(today)})]
    if found := list(day_problems(on, place)):
        return found
    before = [day for name in _AFTER.get(step, ()) if (day := getattr(evaluation, name)) is not None]
    if before and on < max(before):
        return [Problem(place, "before_last_step", {"date": format_date(max(before))})]
    return []


def _legal_problems(evaluation: Evaluation, step: Step, on: date, facts: dict[str, Any]) -> list[Problem]:
    first = evaluation.not_before
    if step is Step.SIGN and first is not None and on < first and not evaluation.override_reason.strip():
        return [Problem("signed_on", "too_early", {"first": format_date(first)})]
    term = appeal_term(evaluation)
    if step is Step.MAKE_FINAL and term is not None and on <= term.end:
        return [_explained(evaluation, step, "appeal_term_runs")]
    deciding = decision_term(evaluation)
    upheld = step is Step.DECIDE_APPEAL and facts.get("decision") is Decision.UPHELD
    if upheld and deciding is not None and on > _shifted_end(deciding):
        return [Problem("decision", "upheld_too_late", {"end": format_date(deciding.end)})]
    return []


# -- what a step makes of the sheet ----------------------------------------------------------------------------------


def taken(evaluation: Evaluation, step: Step, on: date | None, **facts: Any) -> Evaluation:
    """The sheet after the step; ``problems`` must have found none. ``facts`` are fields the step writes.

    ValueError for steps that leave this sheet as it is (a new one is made).
    """
    if step in {Step.PLAN_AGAIN, Step.CORRECT}:
        raise ValueError(step)
    if step is Step.BACK:
        return _one_back(evaluation)
    written: dict[str, Any] = {DATE_FIELDS[step]: on, **facts}
    changed = replace(evaluation, **written)
    if step in _NEXT:
        return replace(changed, state=_NEXT[step])
    if step is Step.FILE_APPEAL and evaluation.state is State.DELIVERED and not is_late(changed):
        return replace(changed, state=State.APPEALED)
    if step is Step.DECIDE_RESTORE and changed.restore_granted:
        return replace(changed, state=State.APPEALED, final_on=None)
    if step is Step.DELIVER_DECISION and changed.decision is not None:
        state = _BY_DECISION[changed.decision]
        return replace(changed, state=state, final_on=on if state is State.FINAL else None)
    if step is Step.MAKE_FINAL:
        return replace(changed, state=State.FINAL, final_on=finality(evaluation))
    return changed


def finality(evaluation: Evaluation) -> date | None:
    """The day on which a sheet without a timely appeal is final: the one after the term; None before delivery."""
    term = appeal_term(evaluation)
    return None if term is None else term.end + timedelta(days=1)


def _one_back(evaluation: Evaluation) -> Evaluation:
    state = evaluation.state
    if state is State.CRITERIA_GIVEN:
        return replace(evaluation, state=State.PLANNED, criteria_on=None, marks=())
    if state is State.SELF_ASSESSED:
        marks = tuple(replace(mark, self_mark=None) for mark in evaluation.marks)
        return replace(evaluation, state=State.CRITERIA_GIVEN, self_assessed_on=None, marks=marks)
    if state is State.MARKED:
        return replace(
            evaluation,
            state=State.CRITERIA_GIVEN if evaluation.self_assessed_on is None else State.SELF_ASSESSED,
            marked_on=None,
            mean=None,
            level="",
            proposed_negative=False,
            verdict=None,
            verdict_reason="",
        )
    if state is State.TALK_HELD:
        return replace(evaluation, state=State.MARKED, talk_on=None)
    before = State.MARKED if evaluation.talk_on is None else State.TALK_HELD
    return replace(evaluation, state=before, signed_on=None, seal="")
