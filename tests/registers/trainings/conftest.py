"""The small office with its people, and a clock that is set by hand."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from app.bootstrap import Services
from app.core.clock import FixedClock
from tests.registers.trainings.people import People, add_people


@pytest.fixture
def people(services: Services) -> People:
    return add_people(services)


@pytest.fixture
def at(clock: FixedClock) -> Callable[[date], None]:
    """Sets the day of the clock."""

    def set_day(day: date) -> None:
        clock.moment = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)

    return set_day
