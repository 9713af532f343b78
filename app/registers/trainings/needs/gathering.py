"""Needs found where the program already keeps them: talks of evaluations and validity that comes to its end.

Both sources are handed in: evaluations are another family of registers, and each source guards its own rights.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Protocol

from app.core.dates import format_date
from app.registers.trainings.needs.domain import Candidate, Priority, Source
from app.registers.trainings.needs.similarity import compared

_TOPIC, _REASON = 300, 600


class AgreedNeed(Protocol):
    """A training need written down at a talk."""

    @property
    def topic(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def wanted_by(self) -> date | None: ...


class AgreedGoal(Protocol):
    """A development goal set at a talk."""

    @property
    def goal(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def done_on(self) -> date | None: ...


class Talk(Protocol):
    """What was agreed with one person on one day."""

    @property
    def number(self) -> str: ...
    @property
    def employee_id(self) -> int: ...
    @property
    def person(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def talk_on(self) -> date: ...
    @property
    def goals(self) -> Sequence[AgreedGoal]: ...
    @property
    def needs(self) -> Sequence[AgreedNeed]: ...


class Ending(Protocol):
    """What somebody must renew, and until when it holds."""

    @property
    def employee_id(self) -> int: ...
    @property
    def person(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def entitlement(self) -> str: ...
    @property
    def valid_until(self) -> date: ...
    @property
    def renewal_on(self) -> date | None:
        """The first day of a training in the same that is arranged already."""


Agreed = Callable[[date | None, date | None], Sequence[Talk]]
"""The talks of these days, both included; NotAllowed for who may not read evaluations."""
Expiring = Callable[[date], Sequence[Ending]]
"""What ends within the longer alarm from that day, and what has ended; NotAllowed likewise."""


def of_talks(talks: Iterable[Talk]) -> Iterator[Candidate]:
    """Needs, then goals that are still open: a goal may need a training or none, so that it is only offered."""
    for talk in talks:
        told = f"rozmowa oceniająca {format_date(talk.talk_on)}, arkusz nr {talk.number}"
        for need in talk.needs:
            yield Candidate(
                source=Source.EVALUATION,
                topic=_one_line(need.topic, _TOPIC),
                reason=need.reason.strip()[:_REASON],
                employee_id=talk.employee_id,
                person=talk.person,
                unit=talk.unit,
                wanted_by=need.wanted_by,
                priority=Priority.MEDIUM,
                origin=_origin("evaluation", talk.employee_id, talk.talk_on, need.topic),
                told=told,
            )
        for goal in talk.goals:
            if goal.done_on is not None:
                continue
            yield Candidate(
                source=Source.EVALUATION,
                topic=_one_line(goal.goal, _TOPIC),
                reason="Cel rozwojowy ustalony podczas rozmowy oceniającej.",
                employee_id=talk.employee_id,
                person=talk.person,
                unit=talk.unit,
                wanted_by=goal.due_on,
                priority=Priority.MEDIUM,
                origin=_origin("goal", talk.employee_id, talk.talk_on, goal.goal),
                told=f"cel rozwojowy, {told}",
                likely=False,
            )


def of_endings(endings: Iterable[Ending], today: date, pressing_days: int) -> Iterator[Candidate]:
    """A need for everything that ends and is not renewed yet; pressing when it ends within ``pressing_days``."""
    for ending in endings:
        if ending.renewal_on is not None:
            continue
        day = format_date(ending.valid_until)
        ended = ending.valid_until < today
        pressing = ending.valid_until <= today + timedelta(days=pressing_days)
        yield Candidate(
            source=Source.EXPIRY,
            topic=_one_line(ending.entitlement, _TOPIC),
            reason=f"Ważność {'skończyła się' if ended else 'kończy się'} {day}.",
            employee_id=ending.employee_id,
            person=ending.person,
            unit=ending.unit,
            wanted_by=ending.valid_until,
            priority=Priority.HIGH if pressing else Priority.MEDIUM,
            origin=_origin("expiry", ending.employee_id, ending.valid_until, ending.entitlement),
            told=f"ważność {'skończyła się' if ended else 'do'} {day}",
        )


def _origin(kind: str, employee_id: int, day: date, topic: str) -> str:
    """The same for the same person, day and topic: a corrected sheet repeats what was agreed at one talk.

    The topic stands in it as a digest, so that it tells nothing about a person who was made anonymous.
    """
    return f"{kind}:{employee_id}:{day:%Y%m%d}:{sha256(compared(topic).encode()).hexdigest()[:16]}"


def _one_line(text: str, limit: int) -> str:
    return " ".join(text.split())[:limit]
