"""Polish days off: statutory holidays by the act of 18.01.1951, Sundays and Saturdays."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.core import paths
from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.opening_hours import WEEKDAYS

FIRST_YEAR = 1951
"""The act on days off is of that year."""
_SATURDAY = 5


@dataclass(frozen=True)
class Holidays:
    """The calendar of days off; ``polish_holidays`` gives the one of the law.

    Every method raises Refusal for years outside 1951–2100, for which there are no holidays to tell.
    """

    saturdays_since: date
    """First day on which a Saturday moves the end of a term (KC art. 115)."""
    names: Mapping[str, str]
    """Names of the library in the words of the act."""

    def name(self, day: date) -> str:
        """Name of the statutory holiday; blank on other days, also on plain Sundays."""
        found = _of_year(day).get(day, "")
        return self.names.get(found, found)

    def day_off(self, day: date) -> str:
        """Why nobody works that day: ``Boże Ciało``, ``sobota``, ``niedziela``; blank on a working day."""
        return self.name(day) or (WEEKDAYS[day.weekday()] if day.weekday() >= _SATURDAY else "")

    def moves_end(self, day: date) -> str:
        """Why a term does not end that day (KC art. 115); blank when it may.

        Until the end of 2016 a Saturday that was no holiday did not move it.
        """
        if day.weekday() == _SATURDAY and day < self.saturdays_since:
            return self.name(day)
        return self.day_off(day)


@cache
def polish_holidays() -> Holidays:
    """The calendar with the words and dates of ``resources/dictionaries/days_off.toml``."""
    found = tomllib.loads((paths.resources() / "dictionaries" / "days_off.toml").read_text(encoding="utf-8"))
    return Holidays(saturdays_since=found["saturday"]["valid_from"], names=found["names"])


def _of_year(day: date) -> Mapping[date, str]:
    # a maintained list of changes to the act, 24 December since 2025 among them; slow to load, so not at start-up
    from holidays.countries.poland import Poland

    # outside its years the library is silent instead of refusing, and every day would seem a working day
    if not FIRST_YEAR <= day.year <= Poland.end_year:
        raise Refusal(
            f"Kalendarz dni wolnych obejmuje lata {FIRST_YEAR}–{Poland.end_year}. Sprawdź datę {format_date(day)}."
        )
    return _loaded(day.year)


@cache
def _loaded(year: int) -> Mapping[date, str]:
    from holidays.countries.poland import Poland

    return dict(Poland(years=year, language="pl"))
