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
