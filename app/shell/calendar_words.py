"""Today in words for the dashboard: the date, and whether the office is open."""

from datetime import date

from app.core.date_words import MONTHS_OF
from app.core.holidays_pl import polish_holidays
from app.core.opening_hours import WEEKDAYS, short_time
from app.people.office.domain import Office


def long_date(day: date) -> str:
    """``niedziela, 22 listopada 2026``."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS_OF[day.month - 1]} {day.year}"


def open_today(office: Office, day: date) -> str:
    """``dziś czynne 8–17``, ``dziś nieczynne (Boże Narodzenie)``; blank when the office has no hours.

    An exception of the office comes before public holidays, which come before the weekly hours.
    """
    if not office.hours and not office.hours_exceptions:
        return ""
    for exception in office.hours_exceptions:
        if exception.day == day:
            reason = f" ({exception.reason})" if exception.reason else ""
            if not exception.opens:
                return f"dziś nieczynne{reason}"
            return f"dziś czynne {short_time(exception.opens)}–{short_time(exception.closes)}{reason}"
    holiday = polish_holidays().name(day)
    if holiday:
        return f"dziś nieczynne ({holiday})"
    spans = [span for span in office.hours if span.weekday == day.weekday()]
    if not spans:
        return "dziś nieczynne"
    return "dziś czynne " + " i ".join(f"{short_time(span.opens)}–{short_time(span.closes)}" for span in spans)
