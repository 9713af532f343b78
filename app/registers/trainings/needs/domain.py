"""Training needs: from evaluations, heads of units, changes of law and validity that ends; merged into the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.drafts import day, number, shape_problems, text
from app.core.problems import Problem


class Source(StrEnum):
    """Where a need comes from."""

    EVALUATION = "evaluation"
    HEAD = "head"
    LAW = "law"
    EXPIRY = "expiry"
    OTHER = "other"


class Priority(StrEnum):
    """How pressing it is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class NeedState(StrEnum):
    """What became of a need."""

    NEW = "new"
    PLANNED = "planned"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True)
class NeedDraft:
    """What the form of a need edits; it is one person's, or one unit's, or the whole office's."""

    source: Source = Source.HEAD
    topic: str = text(300, required=True)
    area: str = text(80)
    reason: str = text(600)
    employee_id: int | None = None
    unit_id: int | None = None
    people: int | None = number(1, 9999)
    wanted_by: date | None = day()
    priority: Priority = Priority.MEDIUM


@dataclass(frozen=True, kw_only=True)
class Need(NeedDraft):
    """A need as saved; ``origin`` tells where the program found it, so that it is not found twice."""

    id: int
    version: int
    person: str
    state: NeedState
    plan_item_id: int | None
    dropped_reason: str
    origin: str


@dataclass(frozen=True, kw_only=True)
class Dropping:
    """What is asked of who gives a need up."""

    dropped_reason: str = text(300, required=True)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A need that the program found and nobody has taken yet; ``origin`` names the place where it was found.

    ``person`` and ``unit`` (its symbol) are today's, the surname first. ``likely`` is False for what is a goal of work
    rather than a training: it is offered, not proposed. ``told`` says where it was found.
    """

    source: Source
    topic: str
    reason: str
    employee_id: int
    person: str
    unit: str
    wanted_by: date | None
    priority: Priority
    origin: str
    told: str
    likely: bool = True


@dataclass(frozen=True)
class TopicGroup:
    """Needs of several people with equal or nearly equal topics; ``topic`` is the wording most of them have."""

    topic: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Gathered:
    """What was found; ``notices`` say in full sentences what could not be looked at, and why."""

    groups: tuple[TopicGroup, ...]
    notices: tuple[str, ...]
    known: int = 0
    """How many were found that had been taken or dropped before."""


def validate(draft: NeedDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: NeedDraft) -> Iterator[Problem]:
    if draft.employee_id is not None and draft.people not in (None, 1):
        yield Problem("people", "one_person")


def heads(draft: NeedDraft) -> int:
    """How many people the need is about: one person's is one, a unit's without a number counts as one."""
    return draft.people or 1


def most_pressing(priorities: Iterator[Priority]) -> Priority:
    """The highest of the priorities; ``MEDIUM`` where there are none."""
    order = list(Priority)
    return min(priorities, key=order.index, default=Priority.MEDIUM)
