"""The procedure as a state machine: what may follow, what may not and in which words; nothing slips through."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.registers.trainings.courses.domain import CourseKind
from app.registers.trainings.participations import steps
from app.registers.trainings.participations.domain import (
    Attendance,
    Card,
    Outcome,
    Participation,
    Seat,
    Step,
    StepDone,
    mean_of,
)
from app.registers.trainings.participations.words import DEED_FIELDS, FIELDS, PROBLEMS, STEPS

TODAY = date(2027, 3, 31)
FIRST, LAST = date(2026, 11, 9), date(2026, 11, 10)
DAY = timedelta(days=1)
CARD = Card(content=5, lecturer=4, usefulness=5, materials=3, organisation=4, value=4)
_TEXTS = {spec.name for spec in fields(Participation) if spec.type in (str, "str")}


def begun(**given: Any) -> Participation:
    """A request of 1 October that waits for the approval."""
    values: dict[str, Any] = {spec.name: "" if spec.name in _TEXTS else None for spec in fields(Participation)}
    values |= dict.fromkeys(("costs", "criteria", "missed"), ()) | dict.fromkeys(("travel_costs", "cost"), 0)
    values |= {"id": 1, "version": 1, "kind": CourseKind.EXTERNAL, "institution_id": 1, "lodging_costs": 0}
    values |= {"starts_on": FIRST, "ends_on": LAST, "seat": Seat.CONFIRMED, "outcome": Outcome.OPEN}
    values |= {"attendance": Attendance.EXPECTED, "requested_on": date(2026, 10, 1)}
    values["steps"] = tuple(StepDone(step=step, done_on=date(2026, 10, 1)) for step in steps.OF_REQUEST)
    return steps.settled(Participation(**{**values, **given}))


def done(step: Step, on: date | None, reason: str = "") -> StepDone:
    return StepDone(step=step, done_on=on, reason=reason)


def codes(sheet: Participation, step: Step, on: date | None = TODAY, reason: str = "") -> list[str]:
    return [problem.code for problem in steps.problems(sheet, done(step, on, reason), TODAY, CARD)]


def go(sheet: Participation, *way: Step, on: date = LAST, skipped: tuple[Step, ...] = ()) -> Participation:
    """The participation after these steps, each of which must be lawful; present from step 6 on."""
    for step in way:
        if step is Step.FILL_CARD and sheet.attendance is Attendance.EXPECTED:
            sheet = steps.present(sheet, Attendance.PRESENT, ())
        each = done(step, on, "powód" if step in skipped else "")
        assert steps.problems(sheet, each, TODAY, CARD) == (), step
        sheet = steps.taken(sheet, each, CARD if step is Step.FILL_CARD and step not in skipped else None)
    return sheet


REST = tuple(Step)[3:]
TO_CARD = (Step.APPROVE, Step.REGISTER)


def test_the_plain_way_ends_with_the_list_of_the_next_january() -> None:
    noted = go(begun(), *REST[:-1])
    assert (noted.waiting_for, noted.waiting_since, noted.mean) == (Step.LIST, date(2027, 1, 1), 417)
    ended = go(noted, Step.LIST, on=date(2027, 1, 20))
    assert (ended.outcome, ended.outcome_on, ended.waiting_for) == (Outcome.COMPLETED, date(2027, 1, 20), None)
    assert [each.step for each in ended.steps] == list(Step)


@pytest.mark.parametrize(
    ("given", "skipped"),
    [
        ({"kind": CourseKind.INTERNAL, "institution_id": None}, ()),
        ({"kind": CourseKind.SELF_STUDY, "institution_id": None}, ()),
        ({}, (Step.FILL_CARD, Step.READ_CARD, Step.HAND_OVER)),
    ],
)
def test_the_list_does_not_concern_the_office_s_own_trainings_nor_who_wrote_no_card(
    given: dict[str, Any], skipped: tuple[Step, ...]
) -> None:
    ended = go(begun(**given), *REST[:-1], skipped=skipped)
    assert (ended.outcome, ended.outcome_on, ended.waiting_for) == (Outcome.COMPLETED, LAST, None)


def test_a_card_is_waited_for_from_the_training_s_last_day() -> None:
    early = go(begun(), *TO_CARD, on=date(2026, 10, 5))
    assert (early.waiting_for, early.waiting_since) == (Step.FILL_CARD, LAST)
    late = go(begun(), *TO_CARD, on=date(2026, 11, 20))
    assert late.waiting_since == date(2026, 11, 20)
    there = steps.present(early, Attendance.PRESENT, ())
    assert codes(there, Step.FILL_CARD, LAST - DAY) == ["before_training_end"]
    assert codes(there, Step.FILL_CARD, LAST) == []


@pytest.mark.parametrize(
    ("sheet", "step", "code"),
    [
        (begun(), Step.REGISTER, "other_step"),
        (begun(), Step.REQUEST, "step_of_request"),
        (begun(seat=Seat.WAITING), Step.APPROVE, None),
        (replace(go(begun(), Step.APPROVE), seat=Seat.WAITING), Step.REGISTER, "on_waiting_list"),
        (go(begun(), *TO_CARD), Step.FILL_CARD, "attendance_first"),
        (steps.present(go(begun(), *TO_CARD), Attendance.ABSENT, ()), Step.FILL_CARD, "was_absent"),
        (go(begun(), *TO_CARD, Step.FILL_CARD, skipped=(Step.FILL_CARD,)), Step.READ_CARD, "no_card"),
        (steps.ended(begun(), Outcome.REFUSED, LAST, "brak środków"), Step.APPROVE, "closed"),
        (go(begun(), *REST), Step.NOTE, "closed"),
    ],
)
def test_a_step_out_of_place_is_refused_with_its_reason(sheet: Participation, step: Step, code: str | None) -> None:
    assert codes(sheet, step) == ([] if code is None else [code])


def test_a_blank_card_is_no_card() -> None:
    there = steps.present(go(begun(), *TO_CARD), Attendance.PARTLY, ("2026-11-09",))
    assert there.missed == ("2026-11-09",)
    found = steps.problems(there, done(Step.FILL_CARD, LAST), TODAY, Card())
    assert [problem.code for problem in found] == ["blank_card"]
    assert steps.problems(there, done(Step.FILL_CARD, LAST), TODAY, Card(applied="wzory decyzji")) == ()


def test_days_are_neither_missing_nor_ahead_nor_before_the_last_step() -> None:
    assert codes(begun(), Step.APPROVE, None) == ["required"]
    assert codes(begun(), Step.APPROVE, TODAY + DAY) == ["in_the_future"]
    assert codes(begun(), Step.APPROVE, date(2026, 9, 30)) == ["before_last_step"]


def test_each_step_back_undoes_exactly_one_step_and_what_it_wrote() -> None:
    way = [begun()]
    for step in REST[:-1]:
        way.append(go(way[-1], step))
    sheet = replace(way[-1], head_remarks="")
    for earlier in reversed(way[:-1]):
        blocked = [problem.code for problem in steps.back_problems(sheet)]
        if blocked:
            assert blocked == ["back_over_attendance"]
            sheet = steps.present(sheet, Attendance.EXPECTED, ())
        sheet = steps.stepped_back(sheet)
        assert (sheet.steps, sheet.waiting_for, sheet.mean) == (earlier.steps, earlier.waiting_for, earlier.mean)
    assert [problem.code for problem in steps.back_problems(sheet)] == ["no_way_back"]


def test_absence_ends_it_and_correcting_the_list_opens_it_again() -> None:
    waiting = go(begun(), *TO_CARD)
    gone = steps.present(waiting, Attendance.ABSENT, ())
    assert (gone.outcome, gone.outcome_on, gone.waiting_for) == (Outcome.ABSENT, LAST, None)
    assert steps.present(gone, Attendance.PRESENT, ()) == replace(waiting, attendance=Attendance.PRESENT)


@pytest.mark.parametrize(
    ("card", "mean"),
    [
        (Card(), None),
        (Card(content=4), 400),
        (Card(content=5, lecturer=4, usefulness=4), 433),
        (Card(content=5, lecturer=5, usefulness=4), 467),
        (Card(content=1, lecturer=2, usefulness=3, materials=4, organisation=5, value=5), 333),
    ],
)
def test_the_mean_of_a_card_is_rounded_to_hundredths(card: Card, mean: int | None) -> None:
    assert mean_of(card) == mean


def test_every_problem_stands_at_a_place_with_a_label() -> None:
    sheet = go(begun(), *TO_CARD)
    for each in (begun(), sheet, steps.present(sheet, Attendance.ABSENT, ())):
        for step in Step:
            for problem in steps.problems(each, done(step, None), TODAY):
                assert problem.field in FIELDS | DEED_FIELDS
                assert problem.code in PROBLEMS or problem.code == "required"
    assert STEPS.keys() == set(Step)


# -- whatever is tried ---------------------------------------------------------------------------------------------

MOVES = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 90), st.booleans(), st.sampled_from(Attendance)),
    min_size=6,
    max_size=24,
)
KINDS = st.sampled_from([CourseKind.EXTERNAL, CourseKind.INTERNAL, CourseKind.STUDIES])


def walked(moves: Sequence[Any], kind: CourseKind) -> list[Participation]:
    """A random walk of lawful moves, days as they come but never backwards."""
    found, day = [begun(kind=kind, institution_id=None if kind is CourseKind.INTERNAL else 1)], date(2026, 10, 1)
    for choice, days, skipping, attendance in moves:
        now, day = found[-1], max(day, date(2026, 10, 1) + days * DAY)
        step = steps.next_step(now)
        if choice == 0:
            if not steps.back_problems(now):
                found.append(steps.stepped_back(now))
        elif choice == 1 and not steps.ending_problems(now, day, TODAY, refusing=skipping):
            found.append(steps.ended(now, Outcome.REFUSED if skipping else Outcome.WITHDRAWN, day, "powód"))
        elif choice < 5 and now.waiting_for in (Step.REGISTER, Step.FILL_CARD):
            found.append(steps.present(now, attendance, ()))
        elif step is not None:
            each = done(step, day, "powód" if skipping else "")
            card = None if skipping else CARD
            if not steps.problems(now, each, TODAY, card):
                found.append(steps.taken(now, each, card if step is Step.FILL_CARD else None))
    return found


@settings(max_examples=300)
@given(MOVES, KINDS)
def test_no_way_leads_past_a_step(moves: list[Any], kind: CourseKind) -> None:
    for sheet in walked(moves, kind):
        assert [each.step for each in sheet.steps] == list(Step)[: len(sheet.steps)]
        if sheet.outcome is Outcome.COMPLETED:
            assert sheet.steps[-1].step is (Step.LIST if steps.concerns_list(sheet) else Step.NOTE)
        assert (sheet.waiting_for is not None) == (sheet.outcome is Outcome.OPEN)
        assert (sheet.mean is not None) == steps.card_filled(sheet)
        if any(each.step in steps.AFTER_TRAINING for each in sheet.steps):
            assert steps.attended(sheet)


@settings(max_examples=300)
@given(MOVES, KINDS)
def test_a_day_never_comes_before_the_step_before_it(moves: list[Any], kind: CourseKind) -> None:
    for sheet in walked(moves, kind):
        days = [each.done_on for each in sheet.steps if each.done_on is not None]
        assert all(earlier <= later for earlier, later in pairwise(days))
        assert sheet.waiting_since is None or sheet.waiting_since >= days[-1]


@settings(max_examples=200)
@given(MOVES, KINDS)
def test_a_step_back_leads_to_where_one_came_from(moves: list[Any], kind: CourseKind) -> None:
    for before, after in pairwise(walked(moves, kind)):
        if len(after.steps) == len(before.steps) + 1 and not steps.back_problems(after):
            assert steps.stepped_back(after) == before
