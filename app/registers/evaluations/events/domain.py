"""Dated good and bad events at work, kept between evaluations so that marks rest on more than memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.drafts import day, shape_problems, text
from app.core.problems import Problem


class Sign(StrEnum):
    """Whether the event speaks for or against."""

    PLUS = "plus"
    MINUS = "minus"


@dataclass(frozen=True, kw_only=True)
class WorkEventDraft:
    """What the form of an event edits; ``criterion`` names a criterion of a regulation or is blank."""

    employee_id: int | None = None
    happened_on: date | None = day()
    sign: Sign = Sign.PLUS
    criterion: str = text(160)
    event: str = text(1000, required=True)


@dataclass(frozen=True, kw_only=True)
class WorkEvent(WorkEventDraft):
    """An event as saved; ``person`` is the employee's name."""

    id: int
    version: int
    person: str


def validate(draft: WorkEventDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft; that the employee exists is the use case's to check."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: WorkEventDraft) -> Iterator[Problem]:
    for name in ("employee_id", "happened_on"):
        if getattr(draft, name) is None:
            yield Problem(name, "required")
