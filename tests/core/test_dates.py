"""Dates as Polish offices write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
