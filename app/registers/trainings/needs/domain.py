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


def validate(draft: NeedDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: NeedDraft) -> Iterator[Problem]:
    yield from ()
