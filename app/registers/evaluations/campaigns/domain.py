"""Evaluation campaigns: who is due on a day, who rates, and why somebody is in or out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.drafts import day, shape_problems, text
from app.core.problems import Problem
from app.people.posts.domain import PostKind
from app.registers.evaluations.sheets.domain import State

DONE = frozenset({State.DELIVERED, State.APPEALED, State.FINAL, State.CHANGED})
"""States of a sheet in which its rater has nothing more to do."""


class CampaignState(StrEnum):
    """Where a campaign stands."""

    PREPARED = "prepared"
    RUNNING = "running"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A decision of a person against what the rules say about an employee, with its reason."""

    employee_id: int | None = None
    included: bool = True
    reason: str = text(300, required=True)


@dataclass(frozen=True, kw_only=True)
class CampaignDraft:
    """What the form of a campaign edits.

    ``structure_on`` is the day whose structure and eligibility count and are frozen into the sheets; ``ends_on`` the
    day by which all evaluations are to be done (a local rule, not the act's). ``extended`` are kinds of posts to
    which the head of the office extends the procedure beyond art. 27.
    """

    name: str = text(120, required=True)
    regulation_id: int | None = None
    structure_on: date | None = day()
    starts_on: date | None = day()
    ends_on: date | None = day()
    extended: tuple[PostKind, ...] = ()
    note: str = text(1000)
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why somebody is in or out: ``code`` is a key of ``words.REASONS``, ``details`` fill its sentence."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An employee before a campaign.

    ``number`` and ``rater_number`` tell namesakes apart. ``included`` is the result of rules and choices, ``reasons``
    why; ``last_on`` is the day of the last evaluation, ``due_by`` the last day the act allows, ``not_before`` the
    first one. ``rater_id`` is None where nobody can be named, then ``reasons`` say why. ``chosen`` says that a person
    decided.
    """

    employee_id: int
    person: str
    number: str
    post: str
    unit_id: int | None
    unit: str
    rater_id: int | None
    rater: str
    rater_number: str = ""
    included: bool
    reasons: tuple[Reason, ...]
    last_on: date | None = None
    due_by: date | None = None
    not_before: date | None = None
    chosen: bool = False

    @property
    def lacks_rater(self) -> bool:
        """Whether nobody can be named who would rate: then the campaign cannot be started."""
        return self.included and self.rater_id is None


@dataclass(frozen=True, kw_only=True)
class Line:
    """A candidate of a campaign with the sheet made for the person; the newest one where there are several."""

    candidate: Candidate
    sheet_id: int | None = None
    number: str = ""
    state: State | None = None

    @property
    def id(self) -> int:
        """The employee's, by which a table keeps its place."""
        return self.candidate.employee_id

    @property
    def done(self) -> bool:
        """Whether the person has the evaluation in hand."""
        return self.state in DONE

    def overdue(self, today: date) -> bool:
        """Whether the last day by the act has passed without an evaluation."""
        due = self.candidate.due_by
        return self.candidate.included and not self.done and due is not None and due < today


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far one rater is in one unit: sheets, those delivered, and people overdue by the act."""

    unit_id: int | None
    unit: str
    rater_id: int | None
    rater: str
    sheets: int
    done: int
    overdue: int


@dataclass(frozen=True, kw_only=True)
class Campaign(CampaignDraft):
    """A campaign as saved; ``candidates`` are frozen when it is started, before that they are computed."""

    id: int
    version: int
    state: CampaignState


def validate(draft: CampaignDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft; that the regulation is in force is the use case's to check."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: CampaignDraft) -> Iterator[Problem]:
    for name in ("regulation_id", "structure_on", "ends_on"):
        if getattr(draft, name) is None:
            yield Problem(name, "required")
    first, last = draft.starts_on, draft.ends_on
    if first is not None and last is not None and last < first:
        yield Problem("ends_on", "campaign_order", {"date": format_date(first)})
    if draft.structure_on is not None and last is not None and last < draft.structure_on:
        yield Problem("structure_on", "structure_after_end", {"date": format_date(last)})
    seen: set[int] = set()
    for index, choice in enumerate(draft.choices):
        if choice.employee_id is None:
            yield Problem(f"choices.{index}.employee_id", "required")
        elif choice.employee_id in seen:
            yield Problem(f"choices.{index}.employee_id", "chosen_twice")
        else:
            seen.add(choice.employee_id)
