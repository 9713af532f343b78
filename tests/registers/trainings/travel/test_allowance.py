"""The bill of a journey against tables worked out by hand from the regulation (§ 7–9)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refusal
from app.registers.trainings.travel.allowance import (
    Account,
    Drive,
    Expense,
    Hotel,
    LineKind,
    Trip,
    account,
    half_up,
    in_words,
    lump_sum_nights,
    nights,
    travel_days,
)
from app.registers.trainings.travel.domain import Meals, Vehicle
from app.registers.trainings.travel.rates import travel_rates


def at(*moment: int) -> datetime:
    """A local moment without a zone, as an order states it."""
    return datetime(*moment)  # type: ignore[arg-type]  # noqa: DTZ001


RATES = travel_rates()
RULES = RATES.rules[0]
TEN = at(2025, 3, 10, 10)
"""A Monday at ten, in a year with 45 zł a day."""
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def bill(lasted: timedelta, departure: datetime = TEN, **told: Any) -> Account:
    return account(Trip(departure=departure, back=departure + lasted, **told), RATES)


@pytest.mark.parametrize(
    ("lasted", "due"),
    [
        (MINUTE, 0),
        (8 * HOUR - MINUTE, 0),
        (8 * HOUR, 2250),
        (12 * HOUR, 2250),
        (12 * HOUR + MINUTE, 4500),
        (24 * HOUR, 4500),
        (24 * HOUR + MINUTE, 6750),
        (32 * HOUR, 6750),
        (32 * HOUR + MINUTE, 9000),
        (48 * HOUR, 9000),
        (48 * HOUR + MINUTE, 11250),
        (56 * HOUR, 11250),
        (56 * HOUR + MINUTE, 13500),
        (240 * HOUR, 45000),
    ],
)
def test_the_allowance_by_length(lasted: timedelta, due: int) -> None:
    assert bill(lasted).of(LineKind.ALLOWANCE) == due


@pytest.mark.parametrize(
    ("departure", "back", "due"),
    [
        # the end of a month, of February in both kinds of years, of a year
        (at(2025, 4, 30, 20), at(2025, 5, 1, 4), 2250),
        (at(2024, 2, 28, 12), at(2024, 3, 1, 12), 9000),
        (at(2025, 2, 28, 12), at(2025, 3, 1, 12), 4500),
        (at(2024, 12, 31, 23, 59), at(2025, 1, 1, 8), 2250),
        # the night of 30 March 2025 has no hour from two to three, that of 26 October has it twice: the clock counts
        (at(2025, 3, 29, 20), at(2025, 3, 30, 4), 2250),
        (at(2025, 10, 25, 20), at(2025, 10, 26, 3, 59), 0),
    ],
)
def test_hours_are_counted_by_the_clock_over_ends_of_months_and_changed_clocks(
    departure: datetime, back: datetime, due: int
) -> None:
    assert account(Trip(departure=departure, back=back), RATES).of(LineKind.ALLOWANCE) == due


@pytest.mark.parametrize(
    ("departure", "lasted", "due"),
    [
        (at(2022, 7, 27, 10), 24 * HOUR, 3000),
        (at(2022, 7, 27, 10), 29 * HOUR, 3000 + 1900),
        (at(2022, 7, 28), 29 * HOUR, 3800 + 1900),
        (at(2022, 12, 30, 10), 72 * HOUR, 3800 + 3800 + 4500),
        (at(2022, 12, 31, 22), 13 * HOUR, 3800),
    ],
)
def test_each_day_of_travel_has_the_rate_of_the_day_it_began(departure: datetime, lasted: timedelta, due: int) -> None:
    assert bill(lasted, departure).of(LineKind.ALLOWANCE) == due


def test_a_rate_that_changes_on_the_way_is_remarked() -> None:
    assert any("zmieniła się w czasie tej podróży" in remark for remark in bill(72 * HOUR, at(2022, 12, 30)).remarks)
    assert bill(72 * HOUR, at(2022, 12, 1)).remarks == ()
    assert "60 zł" in bill(9 * HOUR, at(2026, 5, 4, 7)).remarks[0]


MONDAY, TUESDAY = date(2025, 3, 10), date(2025, 3, 11)
ALL = {"breakfast": True, "lunch": True, "dinner": True}


@pytest.mark.parametrize(
    ("lasted", "meals", "left"),
    [
        (24 * HOUR, [Meals(on=MONDAY, lunch=True)], 2250),
        (24 * HOUR, [Meals(on=MONDAY, dinner=True)], 3375),
        (24 * HOUR, [Meals(on=TUESDAY, breakfast=True)], 3375),
        (24 * HOUR, [Meals(on=MONDAY, lunch=True, dinner=True), Meals(on=TUESDAY, breakfast=True)], 0),
        # a half allowance is lowered by shares of the whole one, and never below nothing
        (9 * HOUR, [Meals(on=MONDAY, lunch=True)], 0),
        (9 * HOUR, [Meals(on=MONDAY, lunch=True, dinner=True)], 0),
        (9 * HOUR, [Meals(on=MONDAY, dinner=True)], 1125),
        (7 * HOUR, [Meals(on=MONDAY, **ALL)], 0),
        # too many meals of one day take nothing from another one
        (32 * HOUR, [Meals(on=TUESDAY, lunch=True, dinner=True)], 4500),
        # the breakfast at eight belongs to the day of travel that began the day before at ten
        (32 * HOUR, [Meals(on=TUESDAY, breakfast=True)], 3375 + 2250),
        # what was eaten before the departure counts to the first day, after the return to the last
        (9 * HOUR, [Meals(on=MONDAY, breakfast=True)], 1125),
        (26 * HOUR, [Meals(on=TUESDAY, dinner=True)], 4500 + 1125),
        (24 * HOUR, [Meals(on=MONDAY)], 4500),
    ],
)
def test_free_meals_lower_the_allowance_of_their_day(lasted: timedelta, meals: Sequence[Meals], left: int) -> None:
    account = bill(lasted, meals=meals)

    assert account.of(LineKind.ALLOWANCE, LineKind.MEALS) == left
    assert account.total == left


@pytest.mark.parametrize("on", [None, MONDAY - timedelta(days=1), TUESDAY + timedelta(days=1)])
def test_a_meal_outside_the_journey_is_refused(on: date | None) -> None:
    with pytest.raises(ValueError, match="Meals"):
        bill(24 * HOUR, meals=[Meals(on=on, lunch=True)])


@pytest.mark.parametrize(
    ("hotel", "due", "said"),
    [
        (Hotel(1, 90_000), 90_000, "nie przekracza limitu (20 diet za dobę hotelową, razem 900,00"),
        (Hotel(1, 90_001), 90_000, "zwraca się kwotę limitu (§ 8 ust. 1)"),
        (Hotel(1, 95_000, above_cap_agreed=True), 95_000, "pracodawca zgodził się na zwrot całości (§ 8 ust. 2)"),
        (Hotel(2, 180_000), 180_000, "Rachunek za 2 noce na 1"),
        (Hotel(2, 180_001), 180_000, "przekracza limit"),
        (Hotel(1, 0), 0, "0,00"),
    ],
)
def test_a_night_with_a_bill_is_repaid_up_to_twenty_allowances(hotel: Hotel, due: int, said: str) -> None:
    account = bill(48 * HOUR, hotels=[hotel])

    assert account.of(LineKind.LODGING) == due
    assert any(said in line.why for line in account.lines)


def test_the_cap_of_each_night_follows_the_rate_of_its_evening() -> None:
    two = bill(48 * HOUR, at(2022, 12, 31, 8), hotels=[Hotel(2, 999_999)])

    assert two.of(LineKind.LODGING) == 20 * 3800 + 20 * 4500


@pytest.mark.parametrize(
    ("departure", "back", "found"),
    [
        ((10, 10), (10, 20), []),
        ((10, 22), (11, 4), [10]),
        ((10, 22, 1), (11, 4), []),
        ((10, 10), (11, 2, 59), []),
        ((10, 10), (11, 3), [10]),
        ((11, 1), (11, 7), []),
        ((10, 10), (12, 18), [10, 11]),
        ((10, 23), (12, 2, 30), [10]),
    ],
)
def test_nights_long_enough_for_a_lump_sum(departure: tuple[int, ...], back: tuple[int, ...], found: list[int]) -> None:
    first, last = (at(2025, 3, *moment) for moment in (departure, back))

    assert [night.day for night in lump_sum_nights(first, last, RULES)] == found


@pytest.mark.parametrize(
    ("departure", "wanted", "due"),
    [(TEN, 1, 6750), (TEN, 2, 13500), (at(2022, 12, 31, 8), 2, 5700 + 6750), (TEN, 0, 0)],
)
def test_a_night_without_a_bill_gives_one_and_a_half_allowances(departure: datetime, wanted: int, due: int) -> None:
    assert bill(48 * HOUR, departure, lump_nights=wanted).of(LineKind.LODGING) == due


def test_bills_and_lump_sums_share_the_nights() -> None:
    assert bill(48 * HOUR, hotels=[Hotel(1, 20_000)], lump_nights=1).of(LineKind.LODGING) == 26_750
    with pytest.raises(ValueError, match=r"1 \+ 2 > 2"):
        bill(48 * HOUR, hotels=[Hotel(1, 20_000)], lump_nights=2)
    with pytest.raises(ValueError, match=r"0 \+ 1 > 0"):
        bill(10 * HOUR, lump_nights=1)


@pytest.mark.parametrize(
    ("departure", "lasted", "due"),
    [
        (TEN, 5 * HOUR, 900),
        (TEN, 24 * HOUR, 900),
        (TEN, 24 * HOUR + MINUTE, 1800),
        (at(2022, 12, 31, 8), 30 * HOUR, 760 + 900),
        (at(2022, 7, 27, 8), 30 * HOUR, 600 + 760),
    ],
)
def test_local_transport_gives_a_fifth_for_each_begun_day(departure: datetime, lasted: timedelta, due: int) -> None:
    assert bill(lasted, departure, local_transport=True).of(LineKind.LOCAL) == due
    assert bill(lasted, departure).of(LineKind.LOCAL) == 0


@pytest.mark.parametrize(
    ("driven", "due"),
    [
        ([(date(2025, 3, 10), 100, Vehicle.CAR_ABOVE_900)], 11500),
        ([(date(2025, 3, 10), 3, Vehicle.CAR_UP_TO_900)], 267),
        ([(date(2022, 3, 10), 1, Vehicle.CAR_ABOVE_900)], 84),
        ([(date(2022, 3, 10), 1, Vehicle.MOTORCYCLE)], 23),
        # 25 km at 0,1382 zł are 3,455 zł: half a grosz goes up
        ([(date(2022, 3, 10), 25, Vehicle.MOPED)], 346),
        # rounded once for all the way, not for each leg: 2 × 0,8358 zł
        ([(date(2022, 3, 10), 1, Vehicle.CAR_ABOVE_900), (date(2022, 3, 11), 1, Vehicle.CAR_ABOVE_900)], 167),
        # each day at its rate
        ([(date(2023, 1, 16), 10, Vehicle.CAR_ABOVE_900), (date(2023, 1, 17), 10, Vehicle.CAR_ABOVE_900)], 836 + 1150),
        ([(date(2025, 3, 10), 0, Vehicle.MOPED)], 0),
    ],
)
def test_kilometres_in_ones_own_vehicle(driven: list[tuple[date, int, Vehicle]], due: int) -> None:
    assert bill(9 * HOUR, drives=[Drive(*each) for each in driven]).of(LineKind.MILEAGE) == due


def test_documents_are_repaid_as_they_are() -> None:
    account = bill(7 * HOUR, expenses=[Expense("Bilet PKP", 6250), Expense("Parking", 1230, fare=False)])

    assert (account.of(LineKind.FARE), account.of(LineKind.OTHER), account.total) == (6250, 1230, 7480)


@pytest.mark.parametrize(
    "told",
    [
        {"back": TEN},
        {"back": TEN - MINUTE},
        {"expenses": [Expense("Bilet", -1)]},
        {"hotels": [Hotel(0, 100)]},
        {"hotels": [Hotel(1, -100)]},
        {"lump_nights": -1},
        {"drives": [Drive(MONDAY, -1, Vehicle.MOPED)]},
    ],
)
def test_what_no_form_lets_through_is_an_error(told: dict[str, Any]) -> None:
    trip = replace(Trip(departure=TEN, back=TEN + 48 * HOUR), **told)

    with pytest.raises(ValueError):  # noqa: PT011  each names what it was given
        account(trip, RATES)


def test_a_journey_before_the_rates_is_refused_in_polish() -> None:
    with pytest.raises(Refusal, match="Sprawdź datę podróży"):
        bill(9 * HOUR, at(2012, 1, 2, 7))


@pytest.mark.parametrize(
    ("lasted", "sentence"),
    [
        (
            7 * HOUR + 59 * MINUTE,
            "Podróż trwała 7 godzin 59 minut, czyli mniej niż 8 godzin: dieta nie przysługuje (§ 7 ust. 2 pkt 1).",
        ),
        (8 * HOUR, "Podróż trwała 8 godzin, czyli od 8 do 12 godzin: przysługuje 50% diety (§ 7 ust. 2 pkt 1)."),
        (24 * HOUR, "Podróż trwała 1 dobę, czyli ponad 12 godzin: przysługuje cała dieta (§ 7 ust. 2 pkt 1)."),
        (
            25 * HOUR + MINUTE,
            "Podróż trwała 1 dobę 1 godzinę 1 minutę. Ostatnia, rozpoczęta doba trwała 1 godzinę 1 minutę, czyli nie "
            "więcej niż 8 godzin: przysługuje 50% diety (§ 7 ust. 2 pkt 2).",
        ),
        (
            34 * HOUR,
            "Podróż trwała 1 dobę 10 godzin. Ostatnia, rozpoczęta doba trwała 10 godzin, czyli ponad 8 godzin: "
            "przysługuje cała dieta (§ 7 ust. 2 pkt 2).",
        ),
    ],
)
def test_every_allowance_says_why(lasted: timedelta, sentence: str) -> None:
    assert bill(lasted).lines[-1].why == sentence


def test_full_days_stand_in_one_line_and_the_begun_one_in_another() -> None:
    lines = bill(56 * HOUR).lines

    assert [(line.what, line.quantity, line.rate, line.amount) for line in lines] == [
        ("Dieta, doby 1.–2.", Fraction(2), Fraction(4500), 9000),
        ("Dieta, 3. doba", Fraction(1, 2), Fraction(4500), 2250),
    ]


@pytest.mark.parametrize(
    ("lasted", "words"),
    [(HOUR, "1 godzina"), (53 * HOUR + 2 * MINUTE, "2 doby 5 godzin 2 minuty"), (120 * HOUR, "5 dób")],
)
def test_lengths_in_words(lasted: timedelta, words: str) -> None:
    assert in_words(lasted) == words


@pytest.mark.parametrize(("exact", "whole"), [("1/2", 1), ("49/100", 0), ("3/2", 2), ("0", 0), ("8358/100", 84)])
def test_a_half_is_rounded_up(exact: str, whole: int) -> None:
    assert half_up(Fraction(exact)) == whole


MOMENTS = st.datetimes(at(2013, 3, 1), at(2030, 1, 1)).map(lambda m: m.replace(second=0, microsecond=0))
LENGTHS = st.integers(1, 60 * 24 * 20).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def trips(draw: st.DrawFn) -> Trip:
    departure, lasted = draw(MOMENTS), draw(LENGTHS)
    back = departure + lasted
    first, last = departure.date(), back.date()
    on = st.dates(first, last)
    meals = draw(
        st.lists(
            st.builds(Meals, on=on, breakfast=st.booleans(), lunch=st.booleans(), dinner=st.booleans()),
            max_size=5,
            unique_by=lambda each: each.on,
        )
    )
    slept = draw(st.integers(0, len(nights(departure, back))))
    lump = draw(st.integers(0, min(len(nights(departure, back)) - slept, len(lump_sum_nights(departure, back, RULES)))))
    hotels = [Hotel(slept, draw(st.integers(0, 500_000)))] if slept else []
    drives = draw(st.lists(st.builds(Drive, on, st.integers(0, 2000), st.sampled_from(Vehicle)), max_size=4))
    return Trip(
        departure=departure,
        back=back,
        meals=meals,
        hotels=hotels,
        lump_nights=lump,
        local_transport=draw(st.booleans()),
        drives=drives,
    )


@given(trips())
def test_nothing_is_lost_and_nothing_is_negative(trip: Trip) -> None:
    found = account(trip, RATES)

    assert found.total == sum(line.amount for line in found.lines) >= 0
    assert found.of(LineKind.ALLOWANCE, LineKind.MEALS) >= 0
    assert all(abs(line.quantity * line.rate - line.amount) <= Fraction(1, 2) for line in found.lines)
    assert all("§" in line.why and line.why.endswith(".") for line in found.lines)


@given(MOMENTS, LENGTHS)
def test_days_of_travel_follow_each_other_without_a_gap(departure: datetime, lasted: timedelta) -> None:
    days = travel_days(departure, departure + lasted, RULES)

    assert (days[0].begins, days[-1].ends) == (departure, departure + lasted)
    assert all(before.ends == after.begins for before, after in pairwise(days))
    assert len(days) == -(-lasted // timedelta(days=1))


@given(MOMENTS, LENGTHS, st.integers(1, 600))
def test_a_longer_journey_never_gives_less(departure: datetime, lasted: timedelta, more: int) -> None:
    assert bill(lasted, departure).total <= bill(lasted + more * MINUTE, departure).total
