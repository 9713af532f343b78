"""One person in one training: the request, the eleven steps of the procedure, the card and what came of it.

The procedure is that of the seed, slides 32 and 33; the register made of these records is that of slide 34.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.drafts import day, number, shape_problems, text, texts
from app.core.money import MAX_GROSZE
from app.core.problems import Problem
from app.registers.trainings.courses.domain import Component, CourseKind

LOWEST_MARK, HIGHEST_MARK = 1, 5


class Step(StrEnum):
    """The eleven steps of the procedure, in their order (seed, slides 32 and 33)."""

    SELECT_OFFER = "select_offer"
    ANALYSE_OFFER = "analyse_offer"
    REQUEST = "request"
    APPROVE = "approve"
    REGISTER = "register"
    FILL_CARD = "fill_card"
    READ_CARD = "read_card"
    TALK = "talk"
    HAND_OVER = "hand_over"
    NOTE = "note"
    LIST = "list"


class Outcome(StrEnum):
    """How it ended; ``OPEN`` while steps remain."""

    OPEN = "open"
    COMPLETED = "completed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    ABSENT = "absent"


class Seat(StrEnum):
    """Whether there is a place for the person."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"


class Attendance(StrEnum):
    """Whether the person was there."""

    EXPECTED = "expected"
    PRESENT = "present"
    PARTLY = "partly"
    ABSENT = "absent"


@dataclass(frozen=True, kw_only=True)
class StepDone:
    """One step of the procedure as it was taken.

    ``actor`` is who took it, ``actor_id`` the same person among the employees; a ``reason`` means that the step was
    skipped, ``document`` names its paper.
    """

    step: Step = Step.REQUEST
    done_on: date | None = day()
    actor_id: int | None = None
    actor: str = text(160)
    document: str = text(160)
    reason: str = text(300)


@dataclass(frozen=True, kw_only=True)
class OwnCost:
    """Grosze that this person's participation costs beside the training's own lines."""

    component: Component = Component.TRAVEL
    amount: int | None = number(0, MAX_GROSZE)
    note: str = text(200)


@dataclass(frozen=True, kw_only=True)
class Card:
    """The participation card: six marks from 1 to 5 and what the person writes; None is a mark not given."""

    content: int | None = number(LOWEST_MARK, HIGHEST_MARK)
    lecturer: int | None = number(LOWEST_MARK, HIGHEST_MARK)
    usefulness: int | None = number(LOWEST_MARK, HIGHEST_MARK)
    materials: int | None = number(LOWEST_MARK, HIGHEST_MARK)
    organisation: int | None = number(LOWEST_MARK, HIGHEST_MARK)
    value: int | None = number(LOWEST_MARK, HIGHEST_MARK)
    applied: str = text(2000)
    recommended: bool | None = None
    complaint: str = text(1000)


MARKS = ("content", "lecturer", "usefulness", "materials", "organisation", "value")
"""The marks of a card, in the order of the paper."""


def mean_of(card: Card) -> int | None:
    """The mean of the marks given, in hundredths of a mark, halves up; None where none is."""
    given = [mark for name in MARKS if (mark := getattr(card, name)) is not None]
    return (200 * sum(given) + len(given)) // (2 * len(given)) if given else None


def is_blank(card: Card) -> bool:
    """Whether nothing stands on the card."""
    texts_there = card.applied.strip() or card.complaint.strip()
    return mean_of(card) is None and card.recommended is None and not texts_there


@dataclass(frozen=True, kw_only=True)
class ParticipationDraft:
    """What the form of a request (wniosek) edits.

    ``no_offer_reason`` says why steps 1 and 2 were skipped where the training came from no offer. ``criteria`` are the
    criteria of evaluation that the training should improve.
    """

    course_id: int | None = None
    employee_id: int | None = None
    need_id: int | None = None
    requested_on: date | None = day()
    justification: str = text(1000)
    duties: str = text(400)
    goal: str = text(400)
    criteria: tuple[str, ...] = texts(160, most=13)
    budget_line: str = text(40)
    head_opinion: str = text(600)
    secretary_opinion: str = text(600)
    treasurer_opinion: str = text(600)
    no_offer_reason: str = text(300)
    costs: tuple[OwnCost, ...] = ()
    certificate: str = text(80)
    certificate_on: date | None = day()
    valid_until: date | None = day()
    note: str = text(1000)


@dataclass(frozen=True, kw_only=True)
class HeadWords:
    """What the head of the unit writes: remarks on the card, and how the training shows in the work."""

    head_remarks: str = text(1000)
    effect_mark: int | None = number(LOWEST_MARK, HIGHEST_MARK)
    effect_note: str = text(1000)


@dataclass(frozen=True, kw_only=True)
class Procedure(Card):
    """What the procedure writes, step by step.

    ``waiting_for`` is the step that comes next, None when nothing is waited for, ``waiting_since`` the day from which
    it is; it lies ahead while the training does. ``missed`` are days of sessions (ISO) at which the person was not.
    ``mean`` is the card's, in hundredths of a mark.
    """

    seat: Seat
    outcome: Outcome
    outcome_on: date | None
    outcome_reason: str
    waiting_for: Step | None
    waiting_since: date | None
    steps: tuple[StepDone, ...]
    attendance: Attendance
    missed: tuple[str, ...]
    head_remarks: str
    mean: int | None
    effect_on: date | None
    effect_mark: int | None
    effect_note: str


@dataclass(frozen=True, kw_only=True)
class Participation(ParticipationDraft, Procedure):
    """A participation as saved.

    ``topic`` to ``days`` are the training's. ``person``, ``post``, ``unit_id`` and ``unit`` (its symbol) are those of
    the day of the training. ``travel_costs`` and ``lodging_costs`` come from settled travel orders, ``cost`` is all
    that the office pays, 0 where the participation does not count; in grosze.
    """

    id: int
    version: int
    number: str
    topic: str
    kind: CourseKind
    institution_id: int | None
    institution: str
    starts_on: date
    ends_on: date
    days: int | None
    person: str
    person_number: str
    post: str
    unit_id: int | None
    unit: str
    travel_costs: int
    lodging_costs: int
    cost: int


COUNTED = (Outcome.OPEN, Outcome.COMPLETED, Outcome.ABSENT)
"""Outcomes of people who keep their place: absence does not give money back."""


def counts(participation: Participation) -> bool:
    """Whether it counts in money and in numbers."""
    return participation.outcome in COUNTED and participation.seat is Seat.CONFIRMED


def approved(participation: Participation) -> bool:
    """Whether it counts and the procedure is past the approval, so that its money is committed or spent."""
    return counts(participation) and participation.waiting_for is not Step.APPROVE


def validate(draft: ParticipationDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: ParticipationDraft) -> Iterator[Problem]:
    for name in ("course_id", "employee_id", "requested_on"):
        if getattr(draft, name) is None:
            yield Problem(name, "required")
    for index, cost in enumerate(draft.costs):
        if cost.amount is None:
            yield Problem(f"costs.{index}.amount", "required")
    if None not in (draft.certificate_on, draft.valid_until) and draft.valid_until < draft.certificate_on:  # type: ignore[operator]
        yield Problem("valid_until", "validity_before_certificate")
