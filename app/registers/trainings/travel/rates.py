"""Rates and rules of travel at home as dated data: ``resources/dictionaries/travel_rates.toml``."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

from app.core import paths
from app.core.dated import Dated, Version, in_order
from app.core.dates import format_date
from app.core.errors import Refusal
from app.registers.trainings.travel.domain import Vehicle


@dataclass(frozen=True, kw_only=True)
class Allowance(Dated):
    """The allowance for a day of travel (dieta), in grosze."""

    daily: int
    article: str
    doubtful_from: date | None = None
    """The first day for which an unconfirmed rate must be checked; None: every day."""

    def doubt_on(self, day: date) -> str:
        """What must be checked before this rate is used for that day; blank when nothing."""
        if self.confirmed or (self.doubtful_from is not None and day < self.doubtful_from):
            return ""
        return self.note


@dataclass(frozen=True, kw_only=True)
class TravelRules(Dated):
    """What is due for which time; hours are whole, percentages of the full daily allowance."""

    act: str
    """In the genitive, to follow an article."""
    articles: Mapping[str, str]
    change_note: str
    half_from_hours: int
    full_over_hours: int
    begun_half_to_hours: int
    half_percent: int
    breakfast_percent: int
    lunch_percent: int
    dinner_percent: int
    breakfast_at: time
    """When a meal is taken to be eaten: it tells which day of travel the meal belongs to."""
    lunch_at: time
    dinner_at: time
    lodging_cap_allowances: int
    lodging_percent: int
    night_least_hours: int
    night_from: int
    night_to: int
    local_percent: int
    settle_within_days: int


@dataclass(frozen=True, kw_only=True)
class Mileage(Dated):
    """The highest rates for a kilometre, exact decimals of a złoty."""

    article: str
    act: str
    zloty: Mapping[Vehicle, Decimal]


@dataclass(frozen=True)
class TravelRates:
    """Every version of every figure, oldest first."""

    allowances: Sequence[Allowance]
    rules: Sequence[TravelRules]
    mileages: Sequence[Mileage]

    def allowance_on(self, day: date) -> Allowance:
        """The daily allowance of that day; Refusal when the dictionary knows none."""
        return _holding(self.allowances, day, "stawki diety")

    def with_daily(self, grosze: int) -> "TravelRates":
        """The same with another daily allowance on every day, which somebody entered and answers for."""
        entered = replace(self.allowances[-1], daily=grosze, valid_from=date.min, valid_to=None, confirmed=True)
        return replace(self, allowances=(entered,))

    def rules_on(self, day: date) -> TravelRules:
        """The rules of that day; Refusal when the dictionary knows none."""
        return _holding(self.rules, day, "przepisów o podróżach służbowych")

    def mileage_on(self, day: date) -> Mileage:
        """The rates for a kilometre of that day; Refusal when the dictionary knows none."""
        return _holding(self.mileages, day, "stawek za kilometr")


@cache
def travel_rates() -> TravelRates:
    """The dictionary; ValueError where two versions overlap or a figure is no whole number of grosze."""
    path = paths.resources() / "dictionaries" / "travel_rates.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return TravelRates(
        in_order("allowance", [_allowance(table) for table in tables["allowance"]]),
        in_order("rules", [TravelRules(**table) for table in tables["rules"]]),
        in_order("mileage", [_mileage(table) for table in tables["mileage"]]),
    )


def _allowance(table: Mapping[str, Any]) -> Allowance:
    grosze = table["daily"] * 100
    if grosze != int(grosze):
        raise ValueError(table["daily"])
    return Allowance(**{**table, "daily": int(grosze)})


def _mileage(table: Mapping[str, Any]) -> Mileage:
    zloty = {vehicle: Decimal(table[vehicle]) for vehicle in Vehicle}
    return Mileage(zloty=zloty, **{name: value for name, value in table.items() if name not in zloty})


def _holding(versions: Sequence[Version], day: date, what: str) -> Version:
    for version in versions:
        if version.holds_on(day):
            return version
    first = format_date(versions[0].valid_from)
    raise Refusal(f"Na dzień {format_date(day)} program nie zna {what}; zna je od {first}. Sprawdź datę podróży.")
