"""Training offers: received all year, selected, passed to heads of units and answered by them (steps 1 and 2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
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
    """What the form of an offer edits; ``price`` is grosze for one person, without further costs.

    ``selected_on`` and ``selected_by`` are day and author of the decision, also of one to reject the offer.
    """

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


def state_of(draft: OfferDraft) -> OfferState:
    """Where the offer stands; a rejected one stays so whatever heads of units answered."""
    if draft.rejected_reason.strip():
        return OfferState.REJECTED
    if draft.routings:
        return OfferState.PASSED
    return OfferState.RECEIVED if draft.selected_on is None else OfferState.SELECTED


def awaited(draft: OfferDraft) -> tuple[Routing, ...]:
    """Units whose heads have not answered yet; none of an offer that was rejected."""
    if state_of(draft) is OfferState.REJECTED:
        return ()
    return tuple(each for each in draft.routings if each.reply is Reply.AWAITED)


def waiting_days(draft: OfferDraft, today: date) -> int | None:
    """Days since the offer was passed to the unit that has waited longest; None when no reply is awaited."""
    days = [(today - each.passed_on).days for each in awaited(draft) if each.passed_on is not None]
    return max(days, default=None)


def wanted(draft: OfferDraft) -> int:
    """How many people heads of units want to send, as far as they said."""
    return sum(each.people or 0 for each in draft.routings if each.reply is Reply.WANTED)


def validate(draft: OfferDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft; what has to do with today and with other records is the use case's to check."""
    return (*shape_problems(draft), *_rules(draft), *_decision(draft), *_routings(draft))


def _rules(draft: OfferDraft) -> Iterator[Problem]:
    if draft.received_on is None:
        yield Problem("received_on", "required")
    if draft.ends_on is not None and draft.starts_on is None:
        yield Problem("starts_on", "required")
    if draft.starts_on is not None and draft.ends_on is not None and draft.ends_on < draft.starts_on:
        yield Problem("ends_on", "ends_before_start")


def _decision(draft: OfferDraft) -> Iterator[Problem]:
    day, author = draft.selected_on, draft.selected_by.strip()
    if day is None and author:
        yield Problem("selected_on", "decision_day")
    elif day is None and draft.rejected_reason.strip():
        yield Problem("selected_on", "rejected_when")
    elif day is None and draft.routings:
        yield Problem("selected_on", "not_selected")
    if day is not None and not author:
        yield Problem("selected_by", "decision_author")
    if day is not None and draft.received_on is not None and day < draft.received_on:
        yield Problem("selected_on", "before_received", {"day": format_date(draft.received_on)})


def _routings(draft: OfferDraft) -> Iterator[Problem]:
    seen: set[int] = set()
    for index, each in enumerate(draft.routings):
        place = f"routings.{index}"
        for name in ("unit_id", "passed_on"):
            if getattr(each, name) is None:
                yield Problem(f"{place}.{name}", "required")
        if each.unit_id is not None and each.unit_id in seen:
            yield Problem(f"{place}.unit_id", "unit_twice")
        seen |= set() if each.unit_id is None else {each.unit_id}
        if draft.selected_on is not None and each.passed_on is not None and each.passed_on < draft.selected_on:
            yield Problem(f"{place}.passed_on", "passed_before_selected", {"day": format_date(draft.selected_on)})
        yield from _reply(each, place)


def _reply(each: Routing, place: str) -> Iterator[Problem]:
    if each.reply is Reply.AWAITED:
        if each.replied_on is not None or each.people is not None:
            yield Problem(f"{place}.reply", "which_reply")
        return
    if each.replied_on is None:
        yield Problem(f"{place}.replied_on", "required")
    elif each.passed_on is not None and each.replied_on < each.passed_on:
        yield Problem(f"{place}.replied_on", "replied_before_passed", {"day": format_date(each.passed_on)})
    if each.reply is Reply.WANTED and each.people == 0:
        yield Problem(f"{place}.people", "nobody_wanted")
    if each.reply is Reply.NOT_WANTED and each.people:
        yield Problem(f"{place}.people", "people_of_refusal")
