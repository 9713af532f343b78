"""Names of days and months in the forms that Polish sentences need."""

from datetime import date

from app.core.dates import format_date
from app.core.opening_hours import WEEKDAYS

MONTHS = ("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień",
          "październik", "listopad", "grudzień")  # fmt: skip
MONTHS_OF = ("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września",
             "października", "listopada", "grudnia")  # fmt: skip
_ON_WEEKDAYS = (
    "w poniedziałek",
    "we wtorek",
    "w środę",
    "w czwartek",
    "w piątek",
    "w sobotę",
    "w niedzielę",
)


def weekday_and_date(day: date) -> str:
    """``sobota 23.05.2026``."""
    return f"{WEEKDAYS[day.weekday()]} {format_date(day)}"


def on_weekday_and_date(day: date) -> str:
    """``w sobotę 23.05.2026``, ``we wtorek 26.05.2026``."""
    return f"{_ON_WEEKDAYS[day.weekday()]} {format_date(day)}"


def from_to(first: date, last: date) -> str:
    """``12–14.03.2026``, ``30.11–02.12.2026``, ``28.12.2026 – 03.01.2027``; one day alone where both are the same."""
    if first == last:
        return format_date(first)
    if first.year != last.year:
        return f"{format_date(first)} – {format_date(last)}"
    begins = f"{first:%d}" if first.month == last.month else f"{first:%d.%m}"
    return f"{begins}–{format_date(last)}"
