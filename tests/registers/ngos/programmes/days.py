"""Clocks that stand on a day."""

from datetime import UTC, date, datetime, time

from app.core.clock import FixedClock


def at(day: date) -> FixedClock:
    """Noon of the day."""
    return FixedClock(datetime.combine(day, time(12), UTC))
