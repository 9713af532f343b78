"""Months and spans of days."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from app.core.periods import Period, add_months, full_months_between

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "inside"),
    [(date(2026, 4, 30), False), (date(2026, 5, 1), True), (date(2026, 5, 31), True), (date(2026, 6, 1), False)],
)
def test_both_ends_belong_to_a_period(day: date, inside: bool) -> None:
    assert MAY.contains(day) is inside


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="2026-05-02"):
        Period(date(2026, 5, 2), date(2026, 5, 1))


@given(days, st.integers(-600, 600))
def test_months_are_added_as_a_library_of_dates_adds_them(day: date, months: int) -> None:
    assert add_months(day, months) == day + relativedelta(months=months)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 1), date(2026, 6, 30), 5),
        (date(2026, 1, 1), date(2026, 7, 1), 6),
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2024, 2, 29), date(2026, 2, 28), 24),
        (date(2026, 5, 14), date(2026, 5, 14), 0),
        (date(2025, 12, 31), date(2026, 1, 1), 0),
    ],
)
def test_full_months(first: date, last: date, months: int) -> None:
    assert full_months_between(first, last) == months


@given(days, days)
def test_one_more_month_would_pass_the_last_day(one: date, other: date) -> None:
    first, last = sorted((one, other))
    months = full_months_between(first, last)
    assert add_months(first, months) <= last < add_months(first, months + 1)


def test_months_do_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="2026"):
        full_months_between(date(2026, 5, 2), date(2026, 5, 1))
