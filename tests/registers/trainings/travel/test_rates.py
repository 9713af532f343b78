"""The dictionary of travel rates: every day has one rate, exact, and doubts are said."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.core.dated import in_order
from app.core.errors import Refusal
from app.registers.trainings.travel.domain import Vehicle
from app.registers.trainings.travel.rates import travel_rates

RATES = travel_rates()


@pytest.mark.parametrize(
    ("day", "grosze"),
    [
        (date(2013, 3, 1), 3000),
        (date(2022, 7, 27), 3000),
        (date(2022, 7, 28), 3800),
        (date(2022, 12, 31), 3800),
        (date(2023, 1, 1), 4500),
        (date(2026, 11, 22), 4500),
    ],
)
def test_the_daily_allowance_is_that_of_the_day(day: date, grosze: int) -> None:
    assert RATES.allowance_on(day).daily == grosze


@pytest.mark.parametrize(
    ("day", "above", "up_to", "motorcycle", "moped"),
    [
        (date(2023, 1, 16), "0.8358", "0.5214", "0.2302", "0.1382"),
        (date(2023, 1, 17), "1.15", "0.89", "0.69", "0.42"),
    ],
)
def test_rates_for_a_kilometre_are_exact_decimals(
    day: date, above: str, up_to: str, motorcycle: str, moped: str
) -> None:
    zloty = RATES.mileage_on(day).zloty

    assert [zloty[vehicle] for vehicle in Vehicle] == [Decimal(text) for text in (above, up_to, motorcycle, moped)]


def test_each_day_has_exactly_one_version_of_every_figure() -> None:
    for versions in (RATES.allowances, RATES.rules, RATES.mileages):
        day = date(2013, 3, 1)
        while day < date(2030, 1, 1):
            assert sum(version.holds_on(day) for version in versions) == 1, day
            day += timedelta(days=13)


@pytest.mark.parametrize(("day", "doubted"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True)])
def test_the_rate_is_doubted_from_the_year_of_the_draft(day: date, doubted: bool) -> None:
    assert ("60 zł" in RATES.allowance_on(day).doubt_on(day)) is doubted


def test_a_day_before_the_dictionary_is_refused_in_polish() -> None:
    with pytest.raises(Refusal, match=r"Na dzień 28\.02\.2013 program nie zna stawki diety; zna je od 01\.03\.2013"):
        RATES.allowance_on(date(2013, 2, 28))


def test_every_version_names_its_source_and_what_must_be_confirmed() -> None:
    for version in (*RATES.allowances, *RATES.rules, *RATES.mileages):
        assert "Dz.U." in version.source
        assert version.confirmed or version.note


def test_versions_that_overlap_are_no_dictionary() -> None:
    first, second, *_ = RATES.allowances

    with pytest.raises(ValueError, match="2022-07-28"):
        in_order("allowance", [replace(first, valid_to=second.valid_from), second])
