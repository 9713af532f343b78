"""What is due: late cards, certificates that end, effects to be checked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.participations import concerns, due
from app.registers.trainings.participations.domain import Step
from app.registers.trainings.participations.due import Validity

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("step", "days", "late"),
    [
        (Step.FILL_CARD, -3, 0),
        (Step.FILL_CARD, 6, 0),
        (Step.FILL_CARD, 7, 7),
        (Step.READ_CARD, 13, 7),
        (Step.READ_CARD, 14, 14),
        (Step.LIST, 30, 0),
        (Step.LIST, 38, 7),
        (None, 90, 0),
    ],
)
def test_a_card_is_late_after_seven_and_fourteen_days(step: Step | None, days: int, late: int) -> None:
    assert due.lateness(step, TODAY - timedelta(days=days), TODAY, (7, 14)) == late


@pytest.mark.parametrize(("days", "alarm"), [(91, None), (90, 90), (31, 90), (30, 30), (0, 30), (-1, 0), (-400, 0)])
def test_an_end_of_validity_is_told_ninety_and_thirty_days_ahead(days: int, alarm: int | None) -> None:
    assert due.expiry_alarm(days, (90, 30)) == alarm


def validity(number: int, given_on: date, until: date | None, entitlement: str = "BHP", person: int = 1) -> Validity:
    return Validity(
        participation_id=number,
        employee_id=person,
        entitlement=entitlement,
        certificate="",
        given_on=given_on,
        valid_until=until,
    )


def test_of_one_person_s_certificates_of_the_same_entitlement_the_newest_counts() -> None:
    old = validity(1, date(2020, 5, 4), date(2026, 5, 4))
    new = validity(2, date(2026, 4, 20), None, "  bhp ")
    other = validity(3, date(2019, 1, 1), date(2024, 1, 1), "Pierwsza pomoc")
    somebody = validity(4, date(2019, 1, 1), date(2025, 1, 1), person=2)
    assert due.newest([new, old, other, somebody]) == [new, other, somebody]


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 250))
def test_the_days_asked_of_the_database_are_those_of_the_term(today: date, days: int) -> None:
    rules = rules_on(today)
    ended = today - timedelta(days=days)
    term = due.effect_term(ended, (rules.effect_from_months, rules.effect_to_months))
    first, last = concerns.effect_ends(today, rules)
    assert (first <= ended <= last) == (term.first <= today <= term.last)
