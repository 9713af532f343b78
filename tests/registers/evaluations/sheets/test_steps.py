"""The procedure as a state machine: what may follow, what may not and in which words; nothing slips through."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.registers.evaluations.sheets import steps
from app.registers.evaluations.sheets.domain import CLOSED, Decision, Delivery, Evaluation, Kind, State, Verdict
from app.registers.evaluations.sheets.sealing import SEALED, seal_of, seal_ok
from app.registers.evaluations.sheets.steps import DATE_FIELDS, Step
from app.registers.evaluations.sheets.words import PROBLEMS

TODAY = date(2027, 6, 30)
DAY = timedelta(days=1)
_TEXTS = {spec.name for spec in fields(Evaluation) if spec.type in (str, "str")}
PROCEDURE_OF_FINAL = {
    "state", "final_on", "appeal_on", "appeal_grounds", "restore_on", "restore_grounds", "restore_granted",
    "restore_decided_on", "head_delivered_on",
}  # fmt: skip
"""What a late appeal and the delivery to the head may still write on a final sheet."""


def blank(**given: Any) -> Evaluation:
    """A planned sheet."""
    values: dict[str, Any] = {spec.name: "" if spec.name in _TEXTS else None for spec in fields(Evaluation)}
    values |= dict.fromkeys(("marks", "goals", "needs"), ())
    values |= {"id": 1, "version": 1, "kind": Kind.PERIODIC, "state": State.PLANNED, "rules": {}, "employee_id": 1}
    return Evaluation(**{**values, "frozen_on": date(2026, 1, 1), "proposed_negative": False, **given})


def codes(sheet: Evaluation, step: Step, on: date | None = TODAY, **facts: Any) -> list[str]:
    return [problem.code for problem in steps.problems(sheet, step, on, TODAY, **facts)]


def go(sheet: Evaluation, *path: tuple[Step, date] | tuple[Step, date, Mapping[str, Any]]) -> Evaluation:
    """The sheet after the steps, each of which must be lawful."""
    for step, on, *more in path:
        facts = dict(more[0]) if more else {}
        assert steps.problems(sheet, step, on, TODAY, **facts) == (), (step, sheet.state)
        sheet = steps.taken(sheet, step, on, **facts)
    return sheet


def signed(verdict: Verdict = Verdict.POSITIVE) -> Evaluation:
    day = date(2026, 11, 2)
    return go(
        blank(),
        (Step.GIVE_CRITERIA, day),
        (Step.SELF_ASSESS, day),
        (Step.MARK, day, {"verdict": verdict}),
        (Step.HOLD_TALK, day),
        (Step.SIGN, day, {"seal": "x"}),
    )


def delivered(on: date = date(2026, 11, 3), verdict: Verdict = Verdict.POSITIVE) -> Evaluation:
    return go(signed(verdict), (Step.DELIVER, on, {"delivery": Delivery.HAND}))


# -- the way through ---------------------------------------------------------------------------------------------


def test_the_plain_way_ends_final_the_day_after_the_shifted_term() -> None:
    # seven days from Tuesday 3.11.2026 end on 10.11., the sheet may be closed from 11.11.
    sheet = delivered()
    assert codes(sheet, Step.MAKE_FINAL, date(2026, 11, 10)) == ["appeal_term_runs"]
    closed = go(sheet, (Step.MAKE_FINAL, date(2026, 12, 24)))
    assert (closed.state, closed.final_on) == (State.FINAL, date(2026, 11, 11))


def test_the_term_to_appeal_is_shifted_over_days_off() -> None:
    # from Wednesday 4.11.2026 the seventh day is 11 November, a holiday: the term ends on Thursday
    sheet = delivered(date(2026, 11, 4))
    assert steps.appeal_term(sheet).end == date(2026, 11, 12)  # type: ignore[union-attr]
    assert go(sheet, (Step.FILE_APPEAL, date(2026, 11, 12))).state is State.APPEALED
    assert steps.allowed(sheet, date(2026, 11, 12)) == (Step.DELIVER_TO_HEAD, Step.FILE_APPEAL)
    assert Step.MAKE_FINAL in steps.allowed(sheet, date(2026, 11, 13))


@pytest.mark.parametrize(
    ("decision", "state", "final_on"),
    [
        (Decision.UPHELD, State.FINAL, date(2026, 11, 16)),
        (Decision.CHANGED, State.CHANGED, None),
        (Decision.REPEATED, State.REPEATED, None),
    ],
)
def test_an_appeal_ends_with_delivery_of_the_decision(decision: Decision, state: State, final_on: date | None) -> None:
    sheet = go(delivered(), (Step.FILE_APPEAL, date(2026, 11, 9)))
    assert codes(sheet, Step.MAKE_FINAL) == ["appeal_pending"]
    assert codes(sheet, Step.DELIVER_DECISION) == ["no_decision"]
    decided = go(sheet, (Step.DECIDE_APPEAL, date(2026, 11, 13), {"decision": decision}))
    assert decided.state is State.APPEALED
    ended = go(decided, (Step.DELIVER_DECISION, date(2026, 11, 16)))
    assert (ended.state, ended.final_on) == (state, final_on)


def test_a_late_appeal_waits_for_the_term_and_does_not_stop_finality() -> None:
    sheet = go(delivered(), (Step.FILE_APPEAL, date(2026, 11, 12)))
    assert sheet.state is State.DELIVERED
    assert codes(sheet, Step.DECIDE_APPEAL) == ["appeal_late"]
    final = go(sheet, (Step.MAKE_FINAL, date(2026, 11, 13)), (Step.ASK_RESTORE, date(2026, 11, 13)))
    refused = go(final, (Step.DECIDE_RESTORE, date(2026, 11, 16), {"restore_granted": False}))
    assert (refused.state, refused.final_on) == (State.FINAL, date(2026, 11, 11))
    assert codes(refused, Step.DECIDE_APPEAL) == ["appeal_late"]
    restored = go(final, (Step.DECIDE_RESTORE, date(2026, 11, 16), {"restore_granted": True}))
    assert (restored.state, restored.final_on) == (State.APPEALED, None)
    heard = go(restored, (Step.DECIDE_APPEAL, date(2026, 11, 20), {"decision": Decision.UPHELD}))
    assert go(heard, (Step.DELIVER_DECISION, date(2026, 11, 20))).final_on == date(2026, 11, 20)


def test_the_mark_is_upheld_within_the_office_s_own_term_only() -> None:
    # fourteen days from Friday 18.12.2026 end on 1.1.2027, a holiday before a weekend; shifted they end on 4.1.
    sheet = go(delivered(date(2026, 12, 15)), (Step.FILE_APPEAL, date(2026, 12, 18)))
    upheld = {"decision": Decision.UPHELD}
    for day, doubt, refused in (
        (date(2027, 1, 1), False, []),
        (date(2027, 1, 2), True, []),
        (date(2027, 1, 4), True, []),
        (date(2027, 1, 5), False, ["upheld_too_late"]),
    ):
        assert steps.upheld_in_doubt(sheet, day) is doubt
        assert codes(sheet, Step.DECIDE_APPEAL, day, **upheld) == refused
    for other in (Decision.CHANGED, Decision.REPEATED):
        assert codes(sheet, Step.DECIDE_APPEAL, date(2027, 1, 5), decision=other) == []


def test_the_decision_s_term_counts_from_filing_also_where_the_term_was_restored() -> None:
    late = go(delivered(), (Step.FILE_APPEAL, date(2026, 11, 12)), (Step.ASK_RESTORE, date(2026, 11, 12)))
    restored = go(late, (Step.DECIDE_RESTORE, date(2026, 11, 30), {"restore_granted": True}))
    assert codes(restored, Step.DECIDE_APPEAL, date(2026, 11, 30), decision=Decision.UPHELD) == ["upheld_too_late"]


@pytest.mark.parametrize(
    ("step", "sheet", "code"),
    [
        (Step.DELIVER, blank(), "delivery_before_signature"),
        (Step.DELIVER_TO_HEAD, blank(), "delivery_before_signature"),
        (Step.FILE_APPEAL, signed(), "appeal_before_delivery"),
        (Step.MAKE_FINAL, signed(), "final_before_delivery"),
        (Step.MARK, blank(), "criteria_first"),
        (Step.SIGN, blank(state=State.CRITERIA_GIVEN), "marks_first"),
        (Step.SIGN, blank(state=State.MARKED), "talk_first"),
        (Step.SELF_ASSESS, blank(rules={"with_self_assessment": False}), "no_self_assessment"),
        (Step.ASK_RESTORE, delivered(), "no_appeal"),
        (Step.DECIDE_APPEAL, delivered(), "no_appeal"),
        (Step.DECIDE_RESTORE, delivered(), "no_restore_request"),
        (Step.ASK_RESTORE, go(delivered(), (Step.FILE_APPEAL, date(2026, 11, 4))), "restore_not_needed"),
        (Step.PLAN_AGAIN, delivered(verdict=Verdict.NEGATIVE), "again_before_final"),
        (Step.PLAN_AGAIN, blank(state=State.FINAL, verdict=Verdict.POSITIVE), "again_after_positive"),
        (Step.CORRECT, delivered(), "correct_open"),
        (Step.CANCEL, delivered(), "cancel_after_delivery"),
        (Step.BACK, delivered(), "no_way_back"),
        (Step.BACK, blank(), "no_way_back"),
        (Step.SIGN, blank(state=State.FINAL), "closed"),
        (Step.CANCEL, blank(state=State.CANCELLED), "closed"),
        (Step.FILE_APPEAL, blank(state=State.FINAL, kind=Kind.PAPER), "closed"),
        (Step.CORRECT, blank(state=State.FINAL, kind=Kind.PAPER), "correct_open"),
        (Step.DELIVER_TO_HEAD, blank(state=State.FINAL, kind=Kind.PAPER), "closed"),
    ],
)  # fmt: skip
def test_a_step_out_of_place_is_refused_with_its_reason(step: Step, sheet: Evaluation, code: str) -> None:
    assert codes(sheet, step) == [code]
    assert step not in steps.allowed(sheet, TODAY)
    assert PROBLEMS[code].rstrip().endswith(".")


def test_dates_are_neither_missing_nor_ahead_nor_before_the_last_step() -> None:
    sheet = signed()
    assert codes(sheet, Step.DELIVER, None) == ["required"]
    assert codes(sheet, Step.DELIVER, TODAY + DAY) == ["in_the_future"]
    assert codes(sheet, Step.DELIVER, date(202, 11, 2)) == ["day_too_far"]
    assert codes(sheet, Step.DELIVER, date(2026, 11, 1)) == ["before_last_step"]
    assert codes(blank(state=State.MARKED), Step.INVITE, TODAY + 9 * DAY) == [], "a talk lies ahead"


def test_before_its_first_lawful_day_a_sheet_is_signed_only_with_a_reason() -> None:
    sheet = blank(state=State.TALK_HELD, not_before=TODAY)
    assert codes(sheet, Step.SIGN, TODAY - DAY) == ["too_early"]
    assert codes(sheet, Step.SIGN, TODAY) == []
    assert codes(replace(sheet, override_reason="zmiana stanowiska"), Step.SIGN, TODAY - DAY) == []


def test_only_what_comes_from_another_sheet_is_signed_without_a_talk() -> None:
    for kind in Kind:
        free = kind in {Kind.CORRECTION, Kind.CHANGED_ON_APPEAL}
        assert codes(blank(kind=kind, state=State.MARKED), Step.SIGN) == ([] if free else ["talk_first"])


def test_each_step_back_undoes_exactly_one_step() -> None:
    sheet = signed()
    seen = [sheet.state]
    while Step.BACK in steps.allowed(sheet, TODAY):
        sheet = steps.taken(sheet, Step.BACK, None)
        seen.append(sheet.state)
    assert seen == [
        State.SIGNED, State.TALK_HELD, State.MARKED, State.SELF_ASSESSED, State.CRITERIA_GIVEN, State.PLANNED,
    ]  # fmt: skip
    assert sheet == blank()


# -- whatever is tried ---------------------------------------------------------------------------------------------

DAYS = st.integers(0, 120).map(lambda days: date(2026, 11, 1) + days * DAY)
FACTS = st.fixed_dictionaries(
    {
        "decision": st.sampled_from(Decision),
        "restore_granted": st.booleans(),
        "verdict": st.sampled_from(Verdict),
    }
)
_TAKES: dict[Step, tuple[str, ...]] = {
    Step.MARK: ("verdict",),
    Step.DECIDE_RESTORE: ("restore_granted",),
    Step.DECIDE_APPEAL: ("decision",),
}
KINDS = st.sampled_from([Kind.PERIODIC, Kind.CORRECTION, Kind.AFTER_NEGATIVE])


def tried(sheet: Evaluation, step: Step, on: date, facts: Mapping[str, Any]) -> Evaluation:
    """The sheet after the step, the same one where it is refused."""
    given_facts = {name: facts[name] for name in _TAKES.get(step, ())}
    if step in {Step.PLAN_AGAIN, Step.CORRECT} or steps.problems(sheet, step, on, TODAY, **given_facts):
        return sheet
    if step is Step.SIGN:
        given_facts["seal"] = seal_of(replace(sheet, signed_on=on))
    return steps.taken(sheet, step, on, **given_facts)


def likely(moves: Sequence[tuple[int, date, Mapping[str, Any]]], kind: Kind) -> list[Evaluation]:
    """The sheets of a random walk that takes allowed steps only, days as they come but never backwards."""
    found, day = [blank(kind=kind)], date(2026, 11, 1)
    for choice, on, facts in moves:
        # forwards five times out of six, or no walk would ever arrive
        ways = [step for step in steps.allowed(found[-1], TODAY) if step is not Step.BACK or choice % 6 == 0]
        if ways:
            day = max(day, on)
            found.append(tried(found[-1], ways[choice % len(ways)], day, facts))
    return found


MOVES = st.lists(st.tuples(st.integers(0, 1000), DAYS, FACTS), min_size=8, max_size=24)


@settings(max_examples=300)
@given(MOVES, KINDS)
def test_no_way_leads_to_finality_without_delivery(moves: list[Any], kind: Kind) -> None:
    for sheet in likely(moves, kind):
        if sheet.state in {State.DELIVERED, State.APPEALED, State.FINAL, State.CHANGED, State.REPEATED}:
            assert sheet.delivered_on is not None
            assert sheet.signed_on is not None
        if sheet.state is State.FINAL:
            term = steps.appeal_term(sheet)
            assert term is not None
            assert sheet.final_on is not None
            assert sheet.final_on > term.end or sheet.final_on == sheet.decision_delivered_on
        if sheet.state is State.CANCELLED:
            assert sheet.delivered_on is None


@settings(max_examples=300)
@given(MOVES, KINDS)
def test_what_is_signed_never_changes_and_a_closed_sheet_not_at_all(moves: list[Any], kind: Kind) -> None:
    sheets = likely(moves, kind)
    for before, after in pairwise(sheets):
        assert seal_ok(after)
        changed = {spec.name for spec in fields(Evaluation) if getattr(before, spec.name) != getattr(after, spec.name)}
        if before.state in CLOSED:
            assert changed <= (PROCEDURE_OF_FINAL if before.state is State.FINAL else set())
        if before.delivered_on is not None:
            assert not changed & set(SEALED)
        if before.state is State.FINAL and after.state is not State.FINAL:
            assert after.state is State.APPEALED
            assert after.restore_granted


@settings(max_examples=300)
@given(MOVES, KINDS)
def test_days_follow_the_order_of_the_steps(moves: list[Any], kind: Kind) -> None:
    order = ("criteria_on", "self_assessed_on", "marked_on", "talk_on", "signed_on", "delivered_on", "appeal_on",
             "decision_on", "decision_delivered_on")  # fmt: skip
    for sheet in likely(moves, kind):
        days = [day for name in order if (day := getattr(sheet, name)) is not None]
        assert days == sorted(days)


@settings(max_examples=300)
@given(st.sampled_from(State), KINDS, st.sampled_from(Step), DAYS, FACTS)
def test_a_refusal_leaves_the_sheet_and_says_why(
    state: State, kind: Kind, step: Step, on: date, facts: Mapping[str, Any]
) -> None:
    sheet = blank(state=state, kind=kind)
    assume(step not in steps.allowed(sheet, TODAY))
    found = steps.problems(sheet, step, on, TODAY)
    assert found
    assert all(problem.sentence(PROBLEMS) for problem in found)
    assert tried(sheet, step, on, facts) == sheet


def test_the_random_walks_arrive_everywhere() -> None:
    from random import Random

    random, reached = Random(4), set()
    for _ in range(3000):
        moves = [
            (
                random.randrange(1000),
                date(2026, 11, 1) + number * random.choice((0, 1, 2)) * DAY,
                {
                    "decision": random.choice(list(Decision)),
                    "restore_granted": random.random() < 0.5,
                    "verdict": random.choice(list(Verdict)),
                },
            )
            for number in range(24)
        ]
        reached |= {sheet.state for sheet in likely(moves, Kind.PERIODIC)}
    assert reached == set(State)


def test_every_step_but_three_has_its_day() -> None:
    assert set(Step) - DATE_FIELDS.keys() == {Step.PLAN_AGAIN, Step.CORRECT, Step.BACK}
