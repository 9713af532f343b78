"""Opening hours: read leniently, checked, and told as residents read them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.drafts import shape_problems
from app.core.opening_hours import HoursException, OpeningHours, hours_lines, hours_problems, parse_time, short_time
from app.registers.service_cards.domain import ServiceCardDraft


@pytest.mark.parametrize(
    ("typed", "time"), [("7:30", "07:30"), ("7.30", "07:30"), ("7", "07:00"), (" 15:00 ", "15:00"), ("1840", "18:40")]
)
def test_times_as_typed(typed: str, time: str) -> None:
    assert parse_time(typed) == time


@pytest.mark.parametrize("typed", ["", "24:00", "7:60", "7:5", "siódma", "123", "2460", "²", "٧:٣٠"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        parse_time(typed)


def test_equal_days_share_a_line() -> None:
    spans = [OpeningHours(weekday=day, opens="08:00", closes="15:00") for day in (1, 2, 3)]
    spans += [
        OpeningHours(weekday=0, opens="08:00", closes="17:00"),
        OpeningHours(weekday=4, opens="07:30", closes="14"),
    ]
    assert hours_lines(spans) == ("pon. 8–17", "wt.–czw. 8–15", "pt. 7:30–14")


def test_a_break_at_noon_and_days_apart() -> None:
    spans = [
        OpeningHours(weekday=0, opens="12:30", closes="15:00"),
        OpeningHours(weekday=0, opens="8.00", closes="12:00"),
        OpeningHours(weekday=5, opens="9", closes="12"),
        OpeningHours(weekday=6, opens="9", closes="12"),
    ]
    assert hours_lines(spans) == ("pon. 8–12 i 12:30–15", "sob., niedz. 9–12")


def test_bad_times_and_their_order_are_named_by_place() -> None:
    spans = (OpeningHours(weekday=0, opens="8", closes="25"), OpeningHours(weekday=1, opens="15", closes="8"))
    found = [(problem.field, problem.code) for problem in hours_problems(spans, "hours")]
    assert found == [("hours.0.closes", "bad_time"), ("hours.1.closes", "time_order")]


def test_a_day_may_be_closed_by_leaving_both_times_blank() -> None:
    assert list(hours_problems((HoursException(day=date(2026, 12, 24)),), "hours_exceptions")) == []
    half = HoursException(day=date(2026, 12, 24), opens="8")
    assert [problem.field for problem in hours_problems((half,), "x")] == ["x.0.closes"]


def test_a_weekday_beyond_sunday_is_a_problem() -> None:
    draft = ServiceCardDraft(symbol="A", name="B", hours=(OpeningHours(weekday=7, opens="8", closes="9"),))
    assert [(problem.field, problem.code) for problem in shape_problems(draft)] == [("hours.0.weekday", "out_of_range")]


spans = st.builds(
    OpeningHours,
    weekday=st.integers(0, 6),
    opens=st.sampled_from(("7", "7.30", "07:30", "8:00")),
    closes=st.sampled_from(("12", "15:30", "16.00")),
)


@given(st.lists(spans, max_size=12))
def test_every_day_that_passes_the_check_is_told(given_spans: list[OpeningHours]) -> None:
    assert list(hours_problems(given_spans, "hours")) == []
    text = " ".join(hours_lines(given_spans))
    for span in given_spans:
        assert f"{short_time(span.opens)}–{short_time(span.closes)}" in text
