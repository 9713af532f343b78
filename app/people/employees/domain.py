"""Employees of the office: the base that evaluations, trainings and recruitment extend."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.drafts import shape_problems, text
from app.core.mail import is_email
from app.core.problems import Problem


@dataclass(frozen=True, kw_only=True)
class EmployeeDraft:
    """What the form of an employee edits."""

    surname: str = text(80, required=True)
    first_name: str = text(60, required=True)
    post: str = text(160)
    unit_id: int | None = None
    room: str = text(40)
    phone: str = text(40)
    email: str = text(120)


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
