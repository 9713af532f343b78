"""Consultations with organisations (art. 5 ust. 2 pkt 3 and ust. 5): what about, who was asked, who answered what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.drafts import day, shape_problems, text, texts
from app.core.problems import Problem

MOST_ASKED = 2000


class Subject(StrEnum):
    """What is consulted."""

    PROGRAMME = "programme"
    ACT = "act"
    OTHER = "other"


class Way(StrEnum):
    """How opinions are gathered."""

    WRITTEN = "written"
    MEETING = "meeting"
    FORM = "form"
    COUNCIL = "council"
    NOTICE = "notice"


class Channel(StrEnum):
    """How one organisation was asked."""

    EMAIL = "email"
    POST = "post"
    IN_PERSON = "in_person"
    PHONE = "phone"
    MEETING = "meeting"


class Taken(StrEnum):
    """Whether an opinion was taken into account."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class ConsultationState(StrEnum):
    """Where a consultation stands on a day; worked out, not kept."""

    PLANNED = "planned"
    RUNNING = "running"
    WAITING = "waiting"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One organisation that was asked, and what it said. ``name`` stays when the organisation leaves the register.

    Somebody who is not in the register, and answered all the same, has a name only.
    """

    ngo_id: int | None = None
    name: str = text(300)
    asked_on: date | None = day(done=True)
    channel: Channel | None = None
    answered_on: date | None = day(done=True)
    opinion: str = text(8000)
    taken: Taken | None = None
    reason: str = text(4000)

    @property
    def answered(self) -> bool:
        """Whether it said anything."""
        return self.answered_on is not None


@dataclass(frozen=True, kw_only=True)
class ConsultationDraft:
    """What is edited of a consultation; ``asked`` in a window of its own. ``spheres`` are codes of art. 4 ust. 1."""

    subject: str = text(300, required=True)
    kind: Subject = Subject.ACT
    programme_id: int | None = None
    draft_number: str = text(60)
    starts_on: date | None = day()
    ends_on: date | None = day()
    ways: tuple[Way, ...] = ()
    spheres: tuple[str, ...] = texts(8, most=60)
    announced_on: date | None = day()
    announced_where: str = text(300)
    asked: tuple[Asked, ...] = field(default=(), metadata={"most": MOST_ASKED})
    results_on: date | None = day(done=True)
    results: str = text(8000)
    results_where: str = text(300)
    note: str = text(2000)


@dataclass(frozen=True, kw_only=True)
class Consultation(ConsultationDraft):
    """A consultation as saved, with how many were asked and how many of them answered."""

    id: int
    version: int
    asked_count: int
    answered_count: int


@dataclass(frozen=True)
class Measures:
    """What a consultation came to, for its protocol and the yearly report."""

    asked: int
    answered: int
    opinions: int
    taken: int
    partly: int
    refused: int
    undecided: int
    days: int | None
    """How long it was open, both days included; None while a day is unknown."""


def state_on(draft: ConsultationDraft, today: date) -> ConsultationState:
    """Where the consultation stands on that day."""
    if draft.results_on is not None:
        return ConsultationState.CLOSED
    if draft.starts_on is None or today < draft.starts_on:
        return ConsultationState.PLANNED
    if draft.ends_on is None or today <= draft.ends_on:
        return ConsultationState.RUNNING
    return ConsultationState.WAITING


def measures(draft: ConsultationDraft) -> Measures:
    """Counted anew from who was asked."""
    answers = [each for each in draft.asked if each.answered]
    said = [each for each in answers if each.opinion.strip()]
    starts, ends = draft.starts_on, draft.ends_on
    return Measures(
        asked=sum(each.asked_on is not None for each in draft.asked),
        answered=len(answers),
        opinions=len(said),
        taken=sum(each.taken is Taken.YES for each in said),
        partly=sum(each.taken is Taken.PARTLY for each in said),
        refused=sum(each.taken is Taken.NO for each in said),
        undecided=sum(each.taken is None for each in said),
        days=None if starts is None or ends is None else (ends - starts).days + 1,
    )


def validate(draft: ConsultationDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft), *_asked(draft.asked))


def _rules(draft: ConsultationDraft) -> Iterator[Problem]:
    starts, ends = draft.starts_on, draft.ends_on
    if ends is not None and starts is None:
        yield Problem("starts_on", "required")
    if starts is not None and ends is not None and ends < starts:
        yield Problem("ends_on", "ends_before_start", {"day": format_date(starts)})
    if draft.kind is not Subject.PROGRAMME and draft.programme_id is not None:
        yield Problem("programme_id", "not_about_programme")
    if draft.results.strip() and draft.results_on is None:
        yield Problem("results_on", "results_without_day")
    if draft.results_on is not None:
        if not draft.results.strip():
            yield Problem("results", "results_without_text")
        if starts is None:
            yield Problem("starts_on", "required")
        elif draft.results_on < (ends or starts):
            yield Problem("results_on", "results_too_early", {"day": format_date(ends or starts)})


def _asked(asked: Sequence[Asked]) -> Iterator[Problem]:
    seen: set[int] = set()
    for index, each in enumerate(asked):
        yield from asked_problems(each, f"asked.{index}.")
        if each.ngo_id is None:
            continue
        if each.ngo_id in seen:
            yield Problem(f"asked.{index}.ngo_id", "asked_twice", {"name": each.name})
        seen.add(each.ngo_id)


def asked_problems(each: Asked, prefix: str = "") -> Iterator[Problem]:
    """What is wrong with one organisation that was asked."""
    if each.ngo_id is None and not each.name.strip():
        yield Problem(f"{prefix}name", "required")
    if each.asked_on is not None and each.channel is None:
        yield Problem(f"{prefix}channel", "required")
    if each.asked_on is not None and each.answered_on is not None and each.answered_on < each.asked_on:
        yield Problem(f"{prefix}answered_on", "answered_before_asked", {"day": format_date(each.asked_on)})
    if each.answered_on is None and (each.opinion.strip() or each.taken is not None):
        yield Problem(f"{prefix}answered_on", "answer_without_day")
    if each.taken in (Taken.NO, Taken.PARTLY) and not each.reason.strip():
        yield Problem(f"{prefix}reason", "refusal_without_reason")
    if each.taken is not None and not each.opinion.strip():
        yield Problem(f"{prefix}opinion", "taken_without_opinion")
