"""Months and spans of days: employment, absences, validity."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """Days from ``start`` to ``end``, both included; an ``end`` of None means it still runs.

    ValueError when it ends before it starts.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"{self.start} > {self.end}")

    def contains(self, day: date) -> bool:
        """Whether the day lies inside."""
        return self.start <= day <= (self.end or date.max)


def add_months(day: date, months: int) -> date:
    """The day with the same number ``months`` later, else the month's last day (KC art. 112).

    31 January and one month give 28 or 29 February. ValueError beyond the year 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def full_months_between(first: date, last: date) -> int:
    """The most months that ``add_months`` can add to ``first`` without passing ``last``.

    Who began on 1 January has six on 1 July. ValueError when ``last`` is before ``first``.
    """
    if last < first:
        raise ValueError(f"{first} > {last}")
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (add_months(first, months) > last)
