"""Dates as Polish offices write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.date_ranges import read_date_range
from app.core.date_words import from_to
from app.core.dates import format_date, parse_date


@pytest.mark.parametrize(
    "written",
    ["22.11.2026", "22-11-2026", "22/11/2026", " 22.11.2026 r.", "22.11.2026r", "2026-11-22", "2026-11-22 00:00:00"],
)
def test_ways_to_write_a_day(written: str) -> None:
    assert parse_date(written) == date(2026, 11, 22)


@pytest.mark.parametrize(
    "written", ["", "31.02.2026", "22.11.26", "2026-13-01", "11/22/2026", "22.11.2026 10:00", "٢٢.١١.٢٠٢٦"]
)
def test_everything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        parse_date(written)


@given(st.dates())
def test_a_printed_day_is_read_back(day: date) -> None:
    assert parse_date(format_date(day)) == day


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), "02.03.2026"),
        (date(2026, 3, 2), date(2026, 3, 14), "02–14.03.2026"),
        (date(2026, 11, 30), date(2026, 12, 2), "30.11–02.12.2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28.12.2026 – 03.01.2027"),
        (date(2026, 3, 2), date(2027, 3, 2), "02.03.2026 – 02.03.2027"),
    ],
)
def test_days_from_one_to_another_are_written_shortly_and_read_back(first: date, last: date, written: str) -> None:
    assert from_to(first, last) == written
    span = read_date_range(written)
    assert (span.first, span.last) == (first, last)
