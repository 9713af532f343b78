"""Trainings without a database: which drafts are good, days filled in, what the costs come to."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.registers.trainings.courses.domain import (
    Component,
    CostLine,
    CourseDraft,
    CourseKind,
    Session,
    days_of,
    following,
    per_person,
    shared,
    total,
    validate,
)
from app.registers.trainings.courses.words import total_in_words

MONDAY, TUESDAY, FRIDAY = date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 11)
GOOD = CourseDraft(topic="KPA", kind=CourseKind.INTERNAL, starts_on=MONDAY, ends_on=FRIDAY)


def found(**more: Any) -> list[tuple[str, str]]:
    """Places and codes of what is wrong with a training changed so."""
    return [(problem.field, problem.code) for problem in validate(replace(GOOD, **more))]


def meeting(starts_at: str = "", ends_at: str = "", day: date | None = MONDAY, **more: Any) -> Session:
    """A session of that day."""
    return Session(held_on=day, starts_at=starts_at, ends_at=ends_at, **more)


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({}, []),
        ({"topic": " "}, [("topic", "required")]),
        ({"starts_on": None}, [("starts_on", "required")]),
        ({"ends_on": date(2026, 12, 6)}, [("ends_on", "ends_before_start")]),
        ({"kind": CourseKind.EXTERNAL}, [("institution_id", "institution_required")]),
        ({"kind": CourseKind.STUDIES}, [("institution_id", "institution_required")]),
        ({"kind": CourseKind.SELF_STUDY}, []),
        ({"kind": CourseKind.EXTERNAL, "institution_id": 1}, []),
        ({"days": 5}, []),
        ({"days": 6}, [("days", "more_days_than_span")]),
        ({"validity_months": 12}, [("entitlement", "entitlement_missing")]),
        ({"entitlement": "bhp", "validity_months": 12}, []),
        ({"costs": (CostLine(),)}, [("costs.0.amount", "required")]),
        ({"costs": (CostLine(amount=-1),)}, [("costs.0.amount", "out_of_range")]),
    ],
)
def test_a_training_is_refused_where_it_is_wrong(changes: dict[str, Any], problems: list[tuple[str, str]]) -> None:
    assert found(**changes) == problems


@pytest.mark.parametrize(
    ("sessions", "problems"),
    [
        ((meeting(day=None),), [("sessions.0.held_on", "required")]),
        ((meeting(day=date(2026, 12, 12)),), [("sessions.0.held_on", "session_outside")]),
        ((meeting("9"),), []),
        ((meeting("25:00"),), [("sessions.0.starts_at", "bad_time")]),
        ((meeting("9:00", "9.00"),), [("sessions.0.ends_at", "session_ends_before_start")]),
        ((meeting("", "12:00"),), [("sessions.0.starts_at", "start_missing")]),
        ((meeting("9:00", "12:00"), meeting("12:00", "15:00")), []),
        ((meeting("9:00", "12:00"), meeting("11:59", "15:00")), [("sessions.1.starts_at", "sessions_overlap")]),
        ((meeting("10:00"), meeting("9:00", "11:00")), [("sessions.1.starts_at", "sessions_overlap")]),
        ((meeting("9:00", "12:00"), meeting("9:00", "12:00", TUESDAY)), []),
        ((meeting(), meeting()), [("sessions.1.starts_at", "sessions_overlap")]),
        ((meeting(subject="część 1"), meeting(subject="część 2")), []),
    ],
)
def test_sessions_lie_in_the_training_and_not_over_each_other(
    sessions: tuple[Session, ...], problems: list[tuple[str, str]]
) -> None:
    assert found(sessions=sessions) == problems


def test_a_clash_names_the_session_it_clashes_with() -> None:
    sessions = (meeting("8", "9"), meeting("10", "12"), meeting("11", "13"))
    (problem,) = validate(replace(GOOD, sessions=sessions))
    assert problem.details == {"number": 2}


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, 5),
        ({"sessions": (meeting("8", "9"), meeting("10", "12"), meeting(day=FRIDAY))}, 2),
        ({"kind": CourseKind.STUDIES}, None),
        ({"kind": CourseKind.STUDIES, "sessions": (meeting(),)}, 1),
        ({"ends_on": None}, None),
    ],
)
def test_days_left_blank_come_from_sessions_or_from_the_calendar(changes: dict[str, Any], days: int | None) -> None:
    assert days_of(replace(GOOD, **changes)) == days


def test_the_next_session_is_the_day_after_but_not_after_the_last() -> None:
    first = meeting("9:00", "12:00", subject="część 1")
    assert following(first, GOOD) == meeting("9:00", "12:00", TUESDAY)
    assert following(meeting(day=FRIDAY), GOOD).held_on is None


COSTS = (
    CostLine(component=Component.FEE, amount=50_000),
    CostLine(component=Component.VAT, amount=11_500),
    CostLine(component=Component.INTERNAL, amount=100_001, shared=True),
    CostLine(component=Component.CO_FUNDING, amount=20_000),
    CostLine(component=Component.CO_FUNDING, amount=1, shared=True),
)


def test_co_funding_lowers_what_it_belongs_to() -> None:
    assert (per_person(COSTS), shared(COSTS), total(COSTS, 3)) == (41_500, 100_000, 224_500)


@pytest.mark.parametrize(
    ("costs", "people", "said"),
    [
        ((), None, "Bez kosztów."),
        (COSTS, None, "Razem: 1\u00a0000,00\u00a0zł za całą grupę i 415,00\u00a0zł od osoby."),
        (COSTS[:1], None, "Razem: 500,00\u00a0zł od osoby."),
        (COSTS[:1], 2, "Razem: 1\u00a0000,00\u00a0zł za 2 osoby."),
        (COSTS[3:4], 1, "Razem: −200,00\u00a0zł za 1 osobę."),
    ],
)
def test_the_sum_is_said_for_so_many_people(costs: tuple[CostLine, ...], people: int | None, said: str) -> None:
    assert total_in_words(costs, people) == said
