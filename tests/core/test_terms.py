"""Terms against dates worked out from the law by hand, and sentences that explain them."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refusal
from app.core.holidays_pl import polish_holidays
from app.core.terms import (
    Basis,
    Start,
    TermStatus,
    TermUnit,
    counted,
    days_after,
    not_earlier,
    working_days_after,
)

LAW = Basis("art. 27 ust. 5", "ustawy o pracownikach samorządowych")
DAY = timedelta(days=1)
LONGEST_CHAIN = 5
"""Days off in a row: 24–28 December 2025 is as long as it gets."""


def by_law() -> list[dict[str, str]]:
    with (Path(__file__).parents[1] / "data" / "terms_by_law.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def counted_day(case: dict[str, str]) -> date:
    start, number, unit = Start(date.fromisoformat(case["start"])), int(case["number"]), TermUnit(case["unit"])
    match case["counting"]:
        case "opens after":
            return not_earlier(number, unit, start, basis=LAW).opens
        case "first day counts":
            return not_earlier(number, unit, start, basis=LAW, first_day_counts=True).opens
        case counting:
            return counted(start, number, unit, shift=counting == "shifted", basis=LAW).end


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{case['start']} {case['number']} {case['unit']} {case['why']}") for case in by_law()],
)
def test_dates_worked_out_from_the_law(case: dict[str, str]) -> None:
    assert counted_day(case) == date.fromisoformat(case["expected"])


KNOWN_EASTERS = {
    2000: (4, 23), 2005: (3, 27), 2008: (3, 23), 2011: (4, 24), 2019: (4, 21), 2024: (3, 31), 2025: (4, 20),
    2026: (4, 5), 2027: (3, 28), 2028: (4, 16), 2035: (3, 25), 2038: (4, 25), 2049: (4, 18), 2076: (4, 19),
    2100: (3, 28),
}  # fmt: skip
"""From printed calendars; 2049 and 2076 are the years in which simple formulas are a week late."""


@pytest.mark.parametrize(("year", "month_and_day"), KNOWN_EASTERS.items())
def test_easter_of_printed_calendars(year: int, month_and_day: tuple[int, int]) -> None:
    assert polish_holidays().name(date(year, *month_and_day)) == "Niedziela Wielkanocna"


@pytest.mark.parametrize("year", range(2000, 2101))
def test_days_off_and_ends_around_easter(year: int) -> None:
    # dateutil counts Easter by the algorithm of Oudin (1940)
    sunday = easter(year)
    moving = {sunday: "Niedziela Wielkanocna", sunday + DAY: "Poniedziałek Wielkanocny",
              sunday + 49 * DAY: "Zielone Świątki", sunday + 60 * DAY: "Boże Ciało"}  # fmt: skip
    fixed = {(1, 1), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)}
    fixed |= ({(1, 6)} if year >= 2011 else set()) | ({(12, 24)} if year >= 2025 else set())
    fixed |= {(11, 12)} if year == 2018 else set()
    calendar = polish_holidays()
    days = [date(year, 1, 1) + number * DAY for number in range(365 + (year % 4 == 0 and year != 2100))]
    assert {day for day in days if calendar.name(day)} == {date(year, *day) for day in fixed} | moving.keys()
    assert {day: calendar.name(day) for day in moving} == moving
    # the Tuesday and the Friday after are working days in every year
    assert days_after(sunday - 7 * DAY, 7, shift=True, basis=LAW).end == sunday + 2 * DAY
    assert days_after(sunday + 53 * DAY, 7, shift=True, basis=LAW).end == sunday + 61 * DAY


def test_every_name_changed_for_sentences_is_still_a_name_of_the_library() -> None:
    from holidays.countries.poland import Poland

    names = set(Poland(years=range(2000, 2101), language="pl").values())
    assert polish_holidays().names.keys() - names == set()


days = st.dates(date(2000, 1, 1), date(2098, 12, 31))
since_saturdays_move = st.dates(date(2017, 1, 1), date(2098, 12, 31))
lengths = st.integers(1, 120)
units = st.sampled_from((TermUnit.DAYS, TermUnit.MONTHS))


@given(since_saturdays_move, lengths)
def test_a_shifted_end_is_a_working_day_soon_after_the_raw_end(start: date, number: int) -> None:
    term = days_after(start, number, shift=True, basis=LAW)
    assert term.end.weekday() < 5
    assert polish_holidays().name(term.end) == ""
    assert term.raw_end == start + number * DAY
    assert term.raw_end <= term.end <= term.raw_end + LONGEST_CHAIN * DAY
    assert [skipped.day for skipped in term.shifts] == [
        term.raw_end + passed * DAY for passed in range((term.end - term.raw_end).days)
    ]


@given(days, lengths)
def test_before_2017_too_a_shifted_end_is_no_sunday_and_no_holiday(start: date, number: int) -> None:
    term = days_after(start, number, shift=True, basis=LAW)
    assert term.end.weekday() != 6
    assert polish_holidays().name(term.end) == ""
    assert term.raw_end <= term.end


@given(days, st.integers(1, 24), units)
def test_an_end_that_is_not_shifted_is_the_raw_one(start: date, number: int, unit: TermUnit) -> None:
    term = counted(Start(start), number, unit, basis=LAW)
    assert term.end == term.raw_end
    assert term.shifts == ()


@given(days, days, st.integers(1, 24), st.booleans())
def test_a_later_start_or_a_longer_term_never_ends_earlier(one: date, other: date, number: int, shift: bool) -> None:
    first, later = sorted((one, other))
    end = counted(Start(first), number, TermUnit.MONTHS, shift=shift, basis=LAW).end
    assert end <= counted(Start(later), number, TermUnit.MONTHS, shift=shift, basis=LAW).end
    assert end <= counted(Start(first), number + 1, TermUnit.MONTHS, shift=shift, basis=LAW).end


@given(days, st.integers(1, 24))
def test_months_end_on_the_same_number_or_the_last_of_the_right_month(start: date, number: int) -> None:
    end = counted(Start(start), number, TermUnit.MONTHS, shift=False, basis=LAW).end
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == number
    assert end.day == start.day or (end.day < start.day and (end + DAY).day == 1)


@given(days, st.integers(1, 30))
def test_as_many_working_days_lie_in_a_term_as_it_has(start: date, number: int) -> None:
    end = working_days_after(start, number, basis=LAW).end
    span = [start + passed * DAY for passed in range(1, (end - start).days + 1)]
    assert sum(not polish_holidays().day_off(day) for day in span) == number
    assert polish_holidays().day_off(end) == ""


@given(st.lists(days, min_size=1, max_size=3), st.integers(1, 24), units)
def test_what_must_wait_opens_the_day_after_the_latest_event_s_term(
    starts: list[date], number: int, unit: TermUnit
) -> None:
    waiting = not_earlier(number, unit, *(Start(day) for day in starts), basis=LAW)
    assert waiting.opens == counted(Start(max(starts)), number, unit, basis=LAW).end + DAY
    assert [waiting.is_open(waiting.opens + passed * DAY) for passed in (-1, 0, 1)] == [False, True, True]


LEAD = (
    "7 dni od doręczenia oceny {} (art. 27 ust. 5 ustawy o pracownikach samorządowych); "
    "dnia doręczenia oceny nie wlicza się (art. 111 § 2 KC). "
)


@pytest.mark.parametrize(
    ("start", "rest"),
    [
        (date(2026, 5, 14), "7. dzień to czwartek 21.05.2026."),
        (
            date(2026, 10, 4),
            "7. dzień przypada w niedzielę 11.10.2026, więc termin mija w poniedziałek 12.10.2026 (art. 115 KC).",
        ),
        (
            date(2026, 5, 16),
            "7. dzień przypada w sobotę 23.05.2026, wolny jest też 24.05.2026 (Zielone Świątki), "
            "więc termin mija w poniedziałek 25.05.2026 (art. 115 KC).",
        ),
        (
            date(2026, 5, 28),
            "7. dzień przypada w czwartek 04.06.2026 (Boże Ciało), więc termin mija w piątek 05.06.2026 (art. 115 KC).",
        ),
        (
            date(2026, 3, 30),
            "7. dzień przypada w poniedziałek 06.04.2026 (Poniedziałek Wielkanocny), "
            "więc termin mija we wtorek 07.04.2026 (art. 115 KC).",
        ),
        (
            date(2025, 12, 17),
            "7. dzień przypada w środę 24.12.2025 (Wigilia Bożego Narodzenia), wolne są też "
            "25.12.2025 (pierwszy dzień Bożego Narodzenia), 26.12.2025 (drugi dzień Bożego Narodzenia), "
            "27.12.2025 (sobota) i 28.12.2025 (niedziela), więc termin mija w poniedziałek 29.12.2025 (art. 115 KC).",
        ),
    ],
)
def test_a_term_in_days_is_explained(start: date, rest: str) -> None:
    term = days_after(start, 7, shift=True, basis=LAW, event="doręczenia oceny")
    assert term.explanation() == LEAD.format(start.strftime("%d.%m.%Y")) + rest


def test_a_term_left_on_a_day_off_says_so_and_why() -> None:
    term = days_after(date(2026, 5, 9), 14, shift=False, basis=Basis(), not_shifted_because="termin wiąże urząd")
    assert term.explanation() == (
        "14 dni od zdarzenia 09.05.2026; dnia zdarzenia nie wlicza się (art. 111 § 2 KC). "
        "14. dzień to sobota 23.05.2026. Końca terminu nie przesuwa się na dzień roboczy: termin wiąże urząd."
    )


def test_months_and_years_are_explained() -> None:
    assert counted(
        Start(date(2026, 5, 14)), 3, TermUnit.MONTHS, shift=False, basis=Basis("art. 1", "ustawy")
    ).explanation() == (
        "3 miesiące od zdarzenia 14.05.2026 (art. 1 ustawy). "
        "Dzień, który odpowiada datą (art. 112 KC), to piątek 14.08.2026."
    )
    assert counted(Start(date(2026, 1, 31)), 1, TermUnit.MONTHS, shift=True, basis=Basis()).explanation() == (
        "1 miesiąc od zdarzenia 31.01.2026. Luty 2026 r. nie ma 31. dnia; "
        "liczy się ostatni dzień miesiąca (art. 112 KC), a ten przypada w sobotę 28.02.2026, "
        "wolny jest też 01.03.2026 (niedziela), więc termin mija w poniedziałek 02.03.2026 (art. 115 KC)."
    )
    assert counted(Start(date(2024, 2, 29)), 1, TermUnit.YEARS, shift=True, basis=Basis()).explanation() == (
        "1 rok od zdarzenia 29.02.2024. Luty 2025 r. nie ma 29. dnia; liczy się ostatni dzień miesiąca (art. 112 KC), "
        "czyli piątek 28.02.2025."
    )


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        (1, TermUnit.DAYS, "1 dzień od"), (2, TermUnit.DAYS, "2 dni od"), (22, TermUnit.DAYS, "22 dni od"),
        (1, TermUnit.WORKING_DAYS, "1 dzień roboczy od"), (3, TermUnit.WORKING_DAYS, "3 dni robocze od"),
        (5, TermUnit.WORKING_DAYS, "5 dni roboczych od"), (1, TermUnit.MONTHS, "1 miesiąc od"),
        (3, TermUnit.MONTHS, "3 miesiące od"), (6, TermUnit.MONTHS, "6 miesięcy od"),
        (12, TermUnit.MONTHS, "12 miesięcy od"),
        (24, TermUnit.MONTHS, "24 miesiące od"), (1, TermUnit.YEARS, "1 rok od"), (2, TermUnit.YEARS, "2 lata od"),
        (5, TermUnit.YEARS, "5 lat od"),
    ],
)  # fmt: skip
def test_lengths_are_inflected(number: int, unit: TermUnit, words: str) -> None:
    assert counted(Start(date(2026, 5, 14)), number, unit, basis=LAW).explanation().startswith(words)


def test_what_must_wait_is_explained_from_the_later_event() -> None:
    delivered, final = Start(date(2026, 5, 14), "doręczenia oceny"), Start(date(2026, 5, 22), "uzyskania ostateczności")
    expected = "Dzień, który odpowiada datą (art. 112 KC), to {}, więc najwcześniej {}."
    assert not_earlier(3, TermUnit.MONTHS, delivered, final, basis=Basis("art. 27 ust. 8", "ustawy")).explanation() == (
        "Nie wcześniej niż po 3 miesiącach od późniejszego z dni: doręczenia oceny 14.05.2026 "
        "i uzyskania ostateczności 22.05.2026 (art. 27 ust. 8 ustawy). "
        + expected.format("sobota 22.08.2026", "w niedzielę 23.08.2026")
    )
    assert not_earlier(1, TermUnit.MONTHS, delivered, basis=Basis()).explanation() == (
        "Nie wcześniej niż po 1 miesiącu od doręczenia oceny 14.05.2026. "
        + expected.format("niedziela 14.06.2026", "w poniedziałek 15.06.2026")
    )


def test_a_first_day_that_counts_is_explained() -> None:
    taken = Start(date(2026, 1, 1), "objęcia stanowiska")
    assert not_earlier(6, TermUnit.MONTHS, taken, basis=Basis(), first_day_counts=True).explanation() == (
        "Nie wcześniej niż po 6 miesiącach od objęcia stanowiska 01.01.2026; dzień objęcia stanowiska wlicza się. "
        "Ostatni dzień tego czasu to wtorek 30.06.2026, więc najwcześniej w środę 01.07.2026."
    )


@pytest.mark.parametrize(
    ("today", "left", "status", "words"),
    [
        (date(2026, 5, 14), 7, TermStatus.OPEN, "zostało 7 dni"),
        (date(2026, 5, 19), 2, TermStatus.OPEN, "zostały 2 dni"),
        (date(2026, 5, 20), 1, TermStatus.OPEN, "został 1 dzień"),
        (date(2026, 5, 21), 0, TermStatus.LAST_DAY, "dziś ostatni dzień"),
        (date(2026, 5, 22), -1, TermStatus.PASSED, "termin minął wczoraj"),
        (date(2026, 5, 23), -2, TermStatus.PASSED, "termin minął 2 dni temu"),
    ],
)
def test_what_is_left_of_a_term(today: date, left: int, status: TermStatus, words: str) -> None:
    term = days_after(date(2026, 5, 14), 7, shift=True, basis=LAW)
    assert (term.days_left(today), term.status(today), term.left_in_words(today)) == (left, status, words)


def test_the_last_day_of_a_shifted_term_is_the_shifted_one() -> None:
    term = days_after(date(2026, 10, 3), 7, shift=True, basis=LAW)
    assert term.status(date(2026, 10, 10)) is TermStatus.OPEN
    assert term.status(date(2026, 10, 12)) is TermStatus.LAST_DAY


@pytest.mark.parametrize(
    ("start", "number", "unit"),
    [
        (date(202, 5, 14), 7, TermUnit.DAYS),
        (date(2206, 5, 14), 7, TermUnit.DAYS),
        (date(2100, 12, 28), 7, TermUnit.DAYS),
        (date(2100, 12, 31), 1, TermUnit.WORKING_DAYS),
        (date(2026, 5, 14), 10**12, TermUnit.DAYS),
        (date(2026, 5, 14), 10**6, TermUnit.MONTHS),
    ],
)
def test_dates_outside_the_calendar_are_refused(start: date, number: int, unit: TermUnit) -> None:
    with pytest.raises(Refusal, match="Sprawdź datę"):
        counted(Start(start), number, unit, basis=LAW)


def test_a_term_of_nothing_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="0"):
        days_after(date(2026, 5, 14), 0, shift=True, basis=LAW)
