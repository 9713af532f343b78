"""Training offers: received all year, selected, passed to heads of units and answered by them (steps 1 and 2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.drafts import day, number, shape_problems, text
from app.core.money import MAX_GROSZE
from app.core.problems import Problem


class OfferState(StrEnum):
    """What the secretary or the head of the office did with the offer."""

    RECEIVED = "received"
    SELECTED = "selected"
    PASSED = "passed"
    REJECTED = "rejected"


class Reply(StrEnum):
    """What the head of a unit answered."""

    AWAITED = "awaited"
    WANTED = "wanted"
    NOT_WANTED = "not_wanted"


@dataclass(frozen=True, kw_only=True)
class Routing:
    """One unit to whose head the offer was passed, and the reply."""

    unit_id: int | None = None
    passed_on: date | None = day()
    reply: Reply = Reply.AWAITED
    replied_on: date | None = day()
    people: int | None = number(0, 999)
    note: str = text(300)


@dataclass(frozen=True, kw_only=True)
class OfferDraft:
    """What the form of an offer edits; ``price`` is grosze for one person, without further costs."""

    topic: str = text(300, required=True)
    area: str = text(80)
    institution_id: int | None = None
    received_on: date | None = day()
    starts_on: date | None = day()
    ends_on: date | None = day()
    place: str = text(160)
    price: int | None = number(0, MAX_GROSZE)
    description: str = text(2000)
    file: str | None = None
    file_name: str = text(200)
    selected_on: date | None = day()
    selected_by: str = text(160)
    rejected_reason: str = text(300)
    routings: tuple[Routing, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Offer(OfferDraft):
    """An offer as saved."""

    id: int
    version: int
    state: OfferState
    institution: str


def validate(draft: OfferDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: OfferDraft) -> Iterator[Problem]:
    if draft.received_on is None:
        yield Problem("received_on", "required")
    if draft.starts_on is not None and draft.ends_on is not None and draft.ends_on < draft.starts_on:
        yield Problem("ends_on", "ends_before_start")
