"""A round of confirming: once in a while every organisation is asked whether what the register says of it is true."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.drafts import day, number, shape_problems, text
from app.core.problems import Problem
from app.registers.ngos.organisations.domain import OrganisationStatus

MOST_LINES = 2000
LONGEST_MONTHS = 120


class Way(StrEnum):
    """How a form or a reminder went to an organisation."""

    POST = "post"
    EMAIL = "email"
    DESK = "desk"


class Answer(StrEnum):
    """What an organisation said."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    GONE = "gone"


class LineState(StrEnum):
    """How far it came with one organisation on a day; worked out, not kept."""

    NOT_SENT = "not_sent"
    WAITING = "waiting"
    LATE = "late"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    GONE = "gone"


class RoundState(StrEnum):
    """Where a round stands on a day; worked out, not kept."""

    EMPTY = "empty"
    RUNNING = "running"
    LATE = "late"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A reminder that was sent."""

    sent_on: date | None = day(done=True)
    sent_by: Way | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """One organisation in a round. ``name`` stays as it was when the organisation came on the list.

    With an answer stands what the register said until then, which comes back when it is withdrawn: the day of the last
    confirmation, perhaps none, and the status; that is None in answers of the time before it was kept.
    """

    ngo_id: int | None = None
    name: str = text(300)
    sent_on: date | None = day(done=True)
    sent_by: Way | None = None
    answered_on: date | None = day(done=True)
    answer: Answer | None = None
    former_confirmed_on: date | None = day()
    former_status: OrganisationStatus | None = None
    reminders: tuple[Reminder, ...] = field(default=(), metadata={"most": 20})
    note: str = text(1000)

    @property
    def answered(self) -> bool:
        """Whether it said anything."""
        return self.answer is not None

    @property
    def last_asked(self) -> date | None:
        """When it was last written to."""
        days = [each.sent_on for each in self.reminders if each.sent_on is not None]
        return max(days, default=self.sent_on)


@dataclass(frozen=True, kw_only=True)
class RoundDraft:
    """What is edited of a round; ``lines`` in a window of their own.

    ``valid_months``: how long a confirmation holds from this round on. After that the organisation is shown as not
    confirmed.
    """

    name: str = text(120, required=True)
    starts_on: date | None = day()
    answer_by: date | None = day()
    valid_months: int | None = number(1, LONGEST_MONTHS)
    closed_on: date | None = day(done=True)
    note: str = text(2000)
    lines: tuple[Line, ...] = field(default=(), metadata={"most": MOST_LINES})


@dataclass(frozen=True, kw_only=True)
class ConfirmationRound(RoundDraft):
    """A round as saved, with how many are on its list, how many of them were written to and how many answered."""

    id: int
    version: int
    line_count: int
    sent_count: int
    answered_count: int


def state_of(line: Line, draft: RoundDraft, today: date) -> LineState:
    """How far it came with one organisation on that day."""
    if line.answer is not None:
        return LineState(line.answer.value)
    if line.sent_on is None:
        return LineState.NOT_SENT
    return LineState.LATE if draft.answer_by is not None and draft.answer_by < today else LineState.WAITING


def state_on(draft: RoundDraft, today: date) -> RoundState:
    """Where the round stands on that day."""
    if draft.closed_on is not None:
        return RoundState.CLOSED
    if not draft.lines:
        return RoundState.EMPTY
    waits = any(not line.answered for line in draft.lines)
    return RoundState.LATE if waits and draft.answer_by is not None and draft.answer_by < today else RoundState.RUNNING


def validate(draft: RoundDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft), *_lines(draft.lines))


def _rules(draft: RoundDraft) -> Iterator[Problem]:
    starts, until = draft.starts_on, draft.answer_by
    for name in ("starts_on", "answer_by", "valid_months"):
        if getattr(draft, name) is None:
            yield Problem(name, "required")
    if starts is not None and until is not None and until < starts:
        yield Problem("answer_by", "ends_before_start", {"day": format_date(starts)})
    if starts is not None and draft.closed_on is not None and draft.closed_on < starts:
        yield Problem("closed_on", "ends_before_start", {"day": format_date(starts)})


def _lines(lines: Sequence[Line]) -> Iterator[Problem]:
    seen: set[int] = set()
    for index, line in enumerate(lines):
        yield from line_problems(line, f"lines.{index}.")
        if line.ngo_id is None:
            continue
        if line.ngo_id in seen:
            yield Problem(f"lines.{index}.ngo_id", "listed_twice", {"name": line.name})
        seen.add(line.ngo_id)


def line_problems(line: Line, prefix: str = "") -> Iterator[Problem]:
    """What is wrong with one organisation of a round."""
    if line.ngo_id is None and not line.name.strip():
        yield Problem(f"{prefix}name", "required")
    if line.sent_on is not None and line.sent_by is None:
        yield Problem(f"{prefix}sent_by", "required")
    if line.answer is not None and line.answered_on is None:
        yield Problem(f"{prefix}answered_on", "required")
    if line.answer is None and line.answered_on is not None:
        yield Problem(f"{prefix}answer", "required")
    if line.sent_on is not None and line.answered_on is not None and line.answered_on < line.sent_on:
        yield Problem(f"{prefix}answered_on", "answered_before_sent", {"day": format_date(line.sent_on)})
    for index, reminder in enumerate(line.reminders):
        path = f"{prefix}reminders.{index}."
        if reminder.sent_on is None:
            yield Problem(f"{path}sent_on", "required")
        elif line.sent_on is None or reminder.sent_on < line.sent_on:
            yield Problem(f"{path}sent_on", "reminded_before_sent")
