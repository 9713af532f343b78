"""Longer absences: they move the day of an evaluation. Reasons of health are not kept (RODO art. 5 and 9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.drafts import day, shape_problems, text
from app.core.problems import Problem


class AbsenceKind(StrEnum):
    """Why somebody was away, as coarse as the evaluation needs it."""

    PARENTAL = "parental"
    UNPAID = "unpaid"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class AbsenceDraft:
    """What the form of an absence edits; an absence without ``valid_to`` goes on."""

    employee_id: int | None = None
    kind: AbsenceKind = AbsenceKind.OTHER
    valid_from: date | None = day()
    valid_to: date | None = day()
    note: str = text(200)


@dataclass(frozen=True, kw_only=True)
class Absence(AbsenceDraft):
    """An absence as saved; ``person`` is the employee's name."""

    id: int
    version: int
    person: str


def validate(draft: AbsenceDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft; that the employee exists is the use case's to check."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: AbsenceDraft) -> Iterator[Problem]:
    if draft.employee_id is None:
        yield Problem("employee_id", "required")
    if draft.valid_from is None:
        yield Problem("valid_from", "required")
    elif draft.valid_to is not None and draft.valid_to < draft.valid_from:
        yield Problem("valid_to", "absence_order")
