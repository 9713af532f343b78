"""Employees of the office: the base that evaluations, trainings and recruitment extend."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from app.core.dates import format_date
from app.core.drafts import day, shape_problems, text
from app.core.mail import is_email
from app.core.problems import Problem
from app.people.history import history_problems
from app.people.posts.domain import PostKind

NO_POST = "stanowisko nie podane"
"""Stands in the history for a present post that had no name."""


@dataclass(frozen=True, kw_only=True)
class PastPosition:
    """A position held before the present one; both days belong to it."""

    post: str = text(160, required=True)
    post_kind: PostKind | None = None
    unit_id: int | None = None
    superior_id: int | None = None
    heads_unit: bool = False
    valid_from: date | None = day()
    valid_to: date | None = day()


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
    post_since: date | None = day()
    employed_from: date | None = day()
    employed_to: date | None = day()
    photo: str | None = None
    history: tuple[PastPosition, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PastLine(PastPosition):
    """A past position in a spreadsheet, where ``superior`` is a number or a full name."""

    superior: str = text(160)


@dataclass(frozen=True, kw_only=True)
class EmployeeLine(EmployeeDraft):
    """An employee in a spreadsheet: ``superior`` is a number or a full name, since ids mean nothing outside."""

    superior: str = text(160)
    history: tuple[PastLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Employee(EmployeeDraft):
    """An employee as saved."""

    id: int
    version: int

    @property
    def full_name(self) -> str:
        """First name and surname, as on a name badge."""
        return f"{self.first_name} {self.surname}"


@dataclass(frozen=True, kw_only=True)
class PositionChange:
    """Another post, unit or superior from the day ``post_since`` on; the fields are those of ``EmployeeDraft``."""

    post_since: date | None = day()
    post: str = text(160, required=True)
    post_kind: PostKind | None = None
    unit_id: int | None = None
    heads_unit: bool = False
    superior_id: int | None = None


def changed(draft: EmployeeDraft, change: PositionChange) -> EmployeeDraft:
    """The employee after the change: the present position ends on the day before and moves into the history.

    ValueError without a day.
    """
    if change.post_since is None:
        raise ValueError("a change of position needs its day")
    past = PastPosition(
        post=draft.post or NO_POST,
        post_kind=draft.post_kind,
        unit_id=draft.unit_id,
        superior_id=draft.superior_id,
        heads_unit=draft.heads_unit,
        valid_from=draft.post_since or draft.employed_from,
        valid_to=change.post_since - timedelta(days=1),
    )
    values = {spec.name: getattr(change, spec.name) for spec in fields(change)}
    return replace(draft, **values, history=(*draft.history, past))


def change_problems(draft: EmployeeDraft, change: PositionChange) -> tuple[Problem, ...]:
    """Every broken rule of the change, for an employee as saved."""
    return (*shape_problems(change), *_change_rules(draft, change))


def _change_rules(draft: EmployeeDraft, change: PositionChange) -> Iterator[Problem]:
    began = draft.post_since or draft.employed_from
    if change.post_since is None:
        yield Problem("post_since", "required")
    elif began is not None and change.post_since <= began:
        yield Problem("post_since", "change_too_early", {"day": format_date(began)})
    elif draft.employed_to is not None and change.post_since > draft.employed_to:
        yield Problem("post_since", "after_employment", {"day": format_date(draft.employed_to)})
    if change.unit_id is None:
        yield Problem("unit_id", "required")
    kept = {spec.name for spec in fields(change)} - {"post_since"}
    if all(getattr(draft, name) == getattr(change, name) for name in kept):
        yield Problem("post", "same_position")


def validate(draft: EmployeeDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft; what other records say is the use case's to check."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: EmployeeDraft) -> Iterator[Problem]:
    if draft.unit_id is None:
        yield Problem("unit_id", "required")
    if draft.email and not is_email(draft.email):
        yield Problem("email", "bad_email", {"value": draft.email})
    yield from _employment(draft)
    yield from history_problems(draft.history, draft.post_since, "post_since")


def _employment(draft: EmployeeDraft) -> Iterator[Problem]:
    first, last, since = draft.employed_from, draft.employed_to, draft.post_since
    if first and last and last < first:
        yield Problem("employed_to", "employment_order")
    elif since and first and since < first:
        yield Problem("post_since", "before_employment", {"day": format_date(first)})
    elif since and last and since > last:
        yield Problem("post_since", "after_employment", {"day": format_date(last)})
