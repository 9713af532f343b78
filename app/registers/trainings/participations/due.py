"""What is due today: where every card waits and for how long, which validity ends, whose effect is to be checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.periods import add_months
from app.core.polish import fold
from app.registers.trainings.participations.domain import Participation, Seat, Step

_DAYS_OF_JANUARY = 31
"""The list is made in January, so that waiting for it is not late before its end."""


@dataclass(frozen=True, kw_only=True)
class Whereabouts:
    """Where one card is: the step waited for, whose turn it is, since when, and how many days that makes.

    ``turn`` is the role, with the name where it is known. ``days`` is 0 while the training lies ahead. ``late`` is the
    alarm that was passed, in days (7 or 14), 0 where it is not late.
    """

    participation_id: int
    version: int
    number: str
    employee_id: int
    person: str
    unit_id: int | None
    unit: str
    course_id: int
    topic: str
    seat: Seat
    step: Step
    turn: str
    since: date
    days: int
    late: int


@dataclass(frozen=True, kw_only=True)
class Expiry:
    """A validity that ends soon or has ended; ``days`` are those left, below zero when it has.

    ``alarm`` is the alarm that was passed (90 or 30 days before the end), 0 when it has ended. ``renewal_on`` is the
    first day of a training in the same ahead of the person, None where there is none.
    """

    participation_id: int
    employee_id: int
    person: str
    post: str
    unit_id: int | None
    unit: str
    entitlement: str
    certificate: str
    valid_until: date
    days: int
    alarm: int
    renewal_on: date | None


@dataclass(frozen=True, kw_only=True)
class Validity:
    """A certificate as it was found: who has what until when; None is without end."""

    participation_id: int
    employee_id: int
    entitlement: str
    certificate: str
    given_on: date
    valid_until: date | None


@dataclass(frozen=True)
class EffectTerm:
    """Between which days the effect of a training is checked, both included."""

    first: date
    last: date


def effect_term(ends_on: date, months: tuple[int, int]) -> EffectTerm:
    """From three to six months after the last day; ``months`` are those numbers."""
    return EffectTerm(add_months(ends_on, months[0]), add_months(ends_on, months[1]))


def days_waiting(since: date | None, today: date) -> int:
    """Whole days since that day; 0 while it lies ahead."""
    return 0 if since is None else max(0, (today - since).days)


def lateness(step: Step | None, since: date | None, today: date, alarms: tuple[int, int]) -> int:
    """The alarm that was passed, in days, 0 where none was."""
    days = days_waiting(since, today)
    grace = _DAYS_OF_JANUARY if step is Step.LIST else 0
    return max((alarm for alarm in alarms if step is not None and days >= alarm + grace), default=0)


def late_since(step: Step, today: date, alarm: int) -> date:
    """The last day since which a step may have waited to have passed the alarm today."""
    return today - timedelta(days=alarm + (_DAYS_OF_JANUARY if step is Step.LIST else 0))


def late(participation: Participation, today: date, alarms: tuple[int, int]) -> int:
    """``lateness`` of a participation."""
    return lateness(participation.waiting_for, participation.waiting_since, today, alarms)


def newest(validities: Iterable[Validity]) -> list[Validity]:
    """Of each person and entitlement the certificate given last; an older one no longer counts."""
    found: dict[tuple[int, str], Validity] = {}
    for each in validities:
        key = (each.employee_id, " ".join(fold(each.entitlement).split()))
        known = found.get(key)
        if known is None or (each.given_on, each.participation_id) > (known.given_on, known.participation_id):
            found[key] = each
    return list(found.values())


def expiry_alarm(days: int, alarms: tuple[int, int]) -> int | None:
    """The alarm passed with so many days left; 0 when the validity has ended, None when it is too early."""
    if days < 0:
        return 0
    return min((alarm for alarm in alarms if days <= alarm), default=None)
