"""Offers in open contests: who filed what and when, how it was assessed and what was decided (art. 14 and 15)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from app.core.drafts import day, number, shape_problems, text
from app.core.money import MAX_GROSZE
from app.core.problems import Problem
from app.registers.ngos.contests.domain import MOST_CRITERIA, MOST_POINTS, ContestDraft, Criterion, reasons_term

MOST_PARTNERS = 10
_SEPARATORS = re.compile(r"[;,\s]+")


class OfferDecision(StrEnum):
    """What became of an offer."""

    CHOSEN = "chosen"
    REJECTED = "rejected"


class Formal(StrEnum):
    """Whether the offer keeps the formal rules of the notice."""

    RIGHT = "right"
    WRONG = "wrong"


class OfferState(StrEnum):
    """Where an offer stands; worked out, not kept."""

    FILED = "filed"
    RIGHT = "right"
    WRONG = "wrong"
    ASSESSED = "assessed"
    CHOSEN = "chosen"
    REJECTED = "rejected"


@dataclass(frozen=True, kw_only=True)
class Partner:
    """A further organisation of a joint offer (art. 14 ust. 2), and what it will do."""

    ngo_id: int | None = None
    part: str = text(300)


class Joint(Protocol):
    """Something that several organisations do together: an offer, an agreement."""

    @property
    def ngo_id(self) -> int | None:
        """The one that leads."""

    @property
    def partners(self) -> tuple[Partner, ...]:
        """Those that joined it."""


def joined(what: Joint) -> Mapping[str, int | None]:
    """Ids of everybody who takes part by the place of the field, the one that leads first."""
    return {
        "ngo_id": what.ngo_id,
        **{f"partners.{index}.ngo_id": each.ngo_id for index, each in enumerate(what.partners)},
    }


def partner_problems(what: Joint) -> Iterator[Problem]:
    """Partners that are not named, or take part twice."""
    seen = {what.ngo_id}
    for index, partner in enumerate(what.partners):
        place = f"partners.{index}.ngo_id"
        if partner.ngo_id is None:
            yield Problem(place, "required")
        elif partner.ngo_id in seen:
            yield Problem(place, "partner_twice")
        seen.add(partner.ngo_id)


@dataclass(frozen=True, kw_only=True)
class Score:
    """Points of one criterion: one number for each member of the commission, as typed (``8; 7; 9``)."""

    criterion: str = text(200, required=True)
    points: str = text(200)

    @property
    def given(self) -> tuple[int, ...] | None:
        """The points, member by member; None where they cannot be read."""
        parts = [part for part in _SEPARATORS.split(self.points.strip()) if part]
        if not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts):
            return None
        return tuple(int(part) for part in parts)

    @property
    def mean(self) -> float | None:
        """The mean of the commission; None without points."""
        given = self.given
        return sum(given) / len(given) if given else None


@dataclass(frozen=True, kw_only=True)
class ContestOfferDraft:
    """What the form of an offer edits; amounts are grosze. ``ngo_id`` filed it, ``partners`` joined in."""

    contest_id: int | None = None
    ngo_id: int | None = None
    partners: tuple[Partner, ...] = field(default=(), metadata={"most": MOST_PARTNERS})
    title: str = text(300, required=True)
    filed_on: date | None = day(done=True)
    task_from: date | None = day()
    task_until: date | None = day()
    asked: int | None = number(0, MAX_GROSZE)
    own_share: int | None = number(0, MAX_GROSZE)
    formal: Formal | None = None
    formal_reasons: str = text(1000)
    scores: tuple[Score, ...] = field(default=(), metadata={"most": MOST_CRITERIA})
    opinion: str = text(2000)
    decision: OfferDecision | None = None
    granted: int | None = number(0, MAX_GROSZE)
    decision_reasons: str = text(2000)
    reasons_asked_on: date | None = day(done=True)
    reasons_given_on: date | None = day(done=True)
    note: str = text(2000)

    @property
    def ngo_ids(self) -> tuple[int, ...]:
        """Everybody who offers, the one who filed it first."""
        return tuple(dict.fromkeys(each for each in joined(self).values() if each is not None))

    @property
    def sum_of_means(self) -> float | None:
        """Means of all criteria together; None while nobody gave points."""
        means = [each.mean for each in self.scores if each.mean is not None]
        return sum(means) if means else None


@dataclass(frozen=True, kw_only=True)
class ContestOffer(ContestOfferDraft):
    """An offer as saved, with what belongs to its contest and its organisation now."""

    id: int
    version: int
    number: str
    late: bool
    contest: str
    contest_number: str
    organisation: str


@dataclass(frozen=True, kw_only=True)
class FiledOffer(ContestOfferDraft):
    """An offer as a file has it, with the number that it is known by in its contest and keeps."""

    number: str = text(40, required=True)


def number_in_file(offer: ContestOffer) -> str:
    """``K/3/2026/1``: the number of an offer with that of its contest, for each contest counts from 1."""
    return f"{offer.contest_number}/{offer.number}"


def number_in_contest(number: str, contest_number: str) -> str:
    """The number of an offer within its contest, from what a file says: ``1`` of ``K/3/2026/1``; another text stays."""
    return number.strip().removeprefix(f"{contest_number}/")


def is_late(filed_on: date | None, offers_until: date | None) -> bool:
    """Whether it came after the last day for offers."""
    return filed_on is not None and offers_until is not None and filed_on > offers_until


def state_of(offer: ContestOfferDraft) -> OfferState:
    """Where the offer stands."""
    if offer.decision is not None:
        return OfferState(offer.decision.value)
    if offer.formal is Formal.WRONG:
        return OfferState.WRONG
    if offer.sum_of_means is not None:
        return OfferState.ASSESSED
    return OfferState.FILED if offer.formal is None else OfferState.RIGHT


def reasons_too_late(offer: ContestOfferDraft, contest: ContestDraft) -> bool:
    """Whether somebody asked for reasons after the term of art. 15 ust. 2i."""
    term = reasons_term(contest)
    return term is not None and offer.reasons_asked_on is not None and offer.reasons_asked_on > term.end


def blank_scores(criteria: Sequence[Criterion]) -> tuple[Score, ...]:
    """One line for each criterion of the contest, to be filled in."""
    return tuple(Score(criterion=each.name) for each in criteria)


def most_points(criteria: Sequence[Criterion]) -> Mapping[str, int]:
    """The most points of each criterion, by its name."""
    return {each.name: each.points for each in criteria if each.points is not None}


def ranked(offers: Sequence[ContestOffer]) -> list[ContestOffer]:
    """Offers as a protocol lists them: the most points first, those without points after them, by number."""
    return sorted(offers, key=lambda each: (-(each.sum_of_means or -1.0), each.id))


def validate(draft: ContestOfferDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: ContestOfferDraft) -> Iterator[Problem]:
    for name in ("contest_id", "ngo_id", "filed_on", "asked"):
        if getattr(draft, name) is None:
            yield Problem(name, "required")
    if draft.task_from is not None and draft.task_until is not None and draft.task_until < draft.task_from:
        yield Problem("task_until", "task_ends_before_start")
    yield from partner_problems(draft)
    if draft.formal is Formal.WRONG and not draft.formal_reasons.strip():
        yield Problem("formal_reasons", "formal_needs_reason")
    yield from _scores(draft)
    yield from _decision(draft)
    asked, given = draft.reasons_asked_on, draft.reasons_given_on
    if given is not None and (asked is None or given < asked):
        yield Problem("reasons_given_on", "reasons_before_asking")


def _scores(draft: ContestOfferDraft) -> Iterator[Problem]:
    numbers = set()
    for index, score in enumerate(draft.scores):
        given = score.given
        if given is None:
            yield Problem(f"scores.{index}.points", "bad_points", {"value": score.points})
        elif any(points > MOST_POINTS for points in given):
            yield Problem(f"scores.{index}.points", "out_of_range", {"low": 0, "high": MOST_POINTS})
        elif given:
            numbers.add(len(given))
    if len(numbers) > 1:
        yield Problem("scores", "uneven_points", {"numbers": " i ".join(str(each) for each in sorted(numbers))})


def _decision(draft: ContestOfferDraft) -> Iterator[Problem]:
    if draft.decision is OfferDecision.CHOSEN:
        if not draft.granted:
            yield Problem("granted", "chosen_without_money")
        elif draft.asked is not None and draft.granted > draft.asked:
            yield Problem("granted", "granted_over_asked")
        if draft.formal is not Formal.RIGHT:
            yield Problem("decision", "chosen_not_right")
    elif draft.granted:
        yield Problem("granted", "money_without_choice")
