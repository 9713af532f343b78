"""Days as offices write them by hand: what can be read, and what is told instead of guessed."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.date_ranges import BadDateRange, DateRange, read_date_range
from app.core.dates import format_date
from app.core.drafts import FIRST_DAY, LAST_DAY
from app.core.problems import WORDS


def march(day: int, year: int = 2023) -> date:
    return date(year, 3, day)


@pytest.mark.parametrize(
    "written",
    [
        "12.03.2023",
        " 12.3.2023 r. ",
        "12-03-2023r.",
        "12/03/2023",
        "12. 03. 2023 roku",
        "12.03.23",
        "2023-03-12",
        "2023.03.12",
        "2023-03-12 00:00:00",
        "12 marca 2023 r.",
        "12 Marzec 2023",
        "12 III 2023",
        "12.III.2023",
        "w dniu 12 mar. 2023",
        "12.03.2023 r. / 1 dzień",
        "12.03.2023\\1",
        "12.03.2023 (1 dzień)",
        "1 dzień: 12.03.2023",
        "12.03.2023 r.\n1 dzień",
        "44997",
        "44997,375",
        44997,
        44997.5,
        date(2023, 3, 12),
        datetime(2023, 3, 12, 9, 30),  # noqa: DTZ001 as readers of workbooks give it
    ],
)
def test_one_day(written: object) -> None:
    assert read_date_range(written) == DateRange(march(12), march(12), 1)


@pytest.mark.parametrize(
    "written",
    [
        "12-14.03.2023",
        "12–14.03.2023 r.",
        "12.03–14.03.2023",
        "12.03.2023 — 14.03.2023",
        "2023-03-12 - 2023-03-14",
        "12-14/03/2023",
        "od 12 do 14 marca 2023",
        "od dnia 12.03.2023 r. do dnia 14.03.2023 r.",
        "w dniach 12 - 14 marca 2023 roku / 3 dni",
        "12-14.03.2023/3",
        "3 dni (12-14.03.2023)",
        "12, 13 i 14 marca 2023",
        "12.03.2023; 13.03.2023 oraz 14.03.2023",
        "12-13 i 14 III 2023",
    ],
)
def test_three_days(written: str) -> None:
    assert read_date_range(written) == DateRange(march(12), march(14), 3)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("12 i 13 marca 2023", DateRange(march(12), march(13), 2)),
        ("12 i 19 marca 2023", DateRange(march(12), march(19), 2)),
        ("28.02–1.03.2023/2 dni", DateRange(date(2023, 2, 28), march(1), 2)),
        ("28.02–1.03.2024/3 dni", DateRange(date(2024, 2, 28), march(1, 2024), 3)),
        ("28.12.2022-2.01.2023", DateRange(date(2022, 12, 28), date(2023, 1, 2), 6)),
        ("10-21.03.2023 / 8 dni", DateRange(march(10), march(21), 8)),
        ("12 i 2023", DateRange(date(2023, 1, 12), date(2023, 1, 12), 1)),
    ],
)
def test_lists_months_and_stated_days(written: str, expected: DateRange) -> None:
    assert read_date_range(written) == expected


def test_a_first_day_and_a_number_of_days_tell_that_the_last_was_counted() -> None:
    assert read_date_range("12.03.2023 / 3 dni") == DateRange(march(12), march(14), 3, counted=True)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("28.02–1.03.2023/3 dni", "date_range_days"),
        ("12 i 19.03.2023 / 3 dni", "date_range_days"),
        ("12-14.03.2023 / 1 dzień", "date_range_days"),
        ("12.03.2023 / 0 dni", "date_range_days"),
        ("12.03.2023 / 99999 dni", "date_range_days"),
        ("14-12.03.2023", "date_range_order"),
        ("28.12-2.01.2023", "date_range_order"),
        ("14 i 12.03.2023", "date_range_order"),
        ("12 i 12.03.2023", "date_range_order"),
        ("12-14.03", "date_range_year"),
        ("12.03.2023 - 14.03", "date_range_year"),
        ("12.03.2203", "day_too_far"),
        ("12.03.1023", "day_too_far"),
        ("31.02.2023", "bad_date_range"),
        ("12.13.2023", "bad_date_range"),
        ("marzec 2023", "bad_date_range"),
        ("03.2023", "bad_date_range"),
        ("2023", "bad_date_range"),
        ("I kwartał", "bad_date_range"),
        ("12.03.2023/14.03.2023", "bad_date_range"),
        ("12-13-14.03.2023", "bad_date_range"),
        ("ok. 12.03.2023", "bad_date_range"),
        ("12.03.2023 / 6 godz.", "bad_date_range"),
        ("12.03.2023 / 0,5 dnia", "bad_date_range"),
        ("-", "bad_date_range"),
        ("", "bad_date_range"),
        ("1" * 5000, "bad_date_range"),
        ("1,-" * 30, "bad_date_range"),
        ("99999", "bad_date_range"),
        (0, "bad_date_range"),
        (float("nan"), "bad_date_range"),
        (float("inf"), "bad_date_range"),
        (True, "bad_date_range"),
        (None, "bad_date_range"),
        (date(1899, 1, 1), "day_too_far"),
    ],
)
def test_what_cannot_be_read_is_told(written: object, code: str) -> None:
    with pytest.raises(BadDateRange) as caught:
        read_date_range(written)
    assert caught.value.code == code
    assert "{" not in WORDS[code].format(**caught.value.details)


def test_the_sheets_year_serves_only_where_the_text_has_none() -> None:
    assert read_date_range("28.02-1.03", 2024) == DateRange(date(2024, 2, 28), march(1, 2024), 3)
    assert read_date_range("12-14.03.2023", 2024).first == march(12)
    with pytest.raises(BadDateRange):
        read_date_range("12.03.2023 - 14.03", 2024)


@given(st.dates(FIRST_DAY, LAST_DAY), st.dates(FIRST_DAY, LAST_DAY))
def test_printed_ranges_are_read_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    days = (last - first).days + 1
    assert read_date_range(f"{format_date(first)}–{format_date(last)} / {days} dni") == DateRange(first, last, days)


@given(st.text(alphabet="0123456789 .,-–/()idrzenmac\\;", max_size=60))
def test_no_text_makes_it_stumble(written: str) -> None:
    try:
        found = read_date_range(written, 2023)
    except BadDateRange:
        return
    assert found.first <= found.last
    assert 1 <= found.days <= (found.last - found.first).days + 1
