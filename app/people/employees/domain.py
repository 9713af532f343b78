"""Employees of the office: the base that evaluations, trainings and recruitment extend."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.core.drafts import shape_problems, text
from app.core.mail import is_email
from app.core.problems import Problem
from app.people.posts.domain import PostKind


@dataclass(frozen=True, kw_only=True)
class PastPosition:
    """A position held before the present one; both days belong to it."""

    post: str = text(160, required=True)
    post_kind: PostKind | None = None
    unit_id: int | None = None
    superior_id: int | None = None
    heads_unit: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class EmployeeDraft:
    """What the form of an employee edits.

    ``post`` to ``post_since`` are the present position, ``history`` those before it, so that a question about a day
    in the past gets the structure of that day. ``number`` is the office's own, to tell namesakes apart.
    ``superior_id`` is blank where the head of the unit is the superior. ``photo`` is a stored picture.
    """

    surname: str = text(80, required=True)
    first_name: str = text(60, required=True)
    post: str = text(160)
    unit_id: int | None = None
    room: str = text(40)
    phone: str = text(40)
    email: str = text(120)
    number: str = text(20)
    post_kind: PostKind | None = None
    superior_id: int | None = None
    heads_unit: bool = False
    post_since: date | None = None
    employed_from: date | None = None
    employed_to: date | None = None
    photo: str | None = None
    history: tuple[PastPosition, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Employee(EmployeeDraft):
    """An employee as saved."""

    id: int
    version: int

    @property
    def full_name(self) -> str:
        """First name and surname, as on a name badge."""
        return f"{self.first_name} {self.surname}"


def validate(draft: EmployeeDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft; that the unit exists is the use case's to check."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: EmployeeDraft) -> Iterator[Problem]:
    if draft.unit_id is None:
        yield Problem("unit_id", "required")
    if draft.email and not is_email(draft.email):
        yield Problem("email", "bad_email", {"value": draft.email})
