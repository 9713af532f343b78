"""Trainings as events: topic, institution, sessions, places and what they cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.drafts import day, number, shape_problems, text
from app.core.money import MAX_GROSZE
from app.core.problems import Problem


class CourseKind(StrEnum):
    """Who teaches whom."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    SELF_STUDY = "self_study"
    STUDIES = "studies"


class Mode(StrEnum):
    """How one takes part."""

    ON_SITE = "on_site"
    ONLINE = "online"
    MIXED = "mixed"


class Component(StrEnum):
    """What a cost consists of; co-funding is what somebody else pays and lowers the cost."""

    FEE = "fee"
    VAT = "vat"
    TRAVEL = "travel"
    LODGING = "lodging"
    INTERNAL = "internal"
    CO_FUNDING = "co_funding"


class CourseState(StrEnum):
    """Where a training stands on a day; worked out from its days, kept only for a cancelled one."""

    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Session:
    """One meeting; times are ``HH:MM`` or blank."""

    held_on: date | None = day()
    starts_at: str = text(5)
    ends_at: str = text(5)
    place: str = text(160)
    subject: str = text(300)


@dataclass(frozen=True, kw_only=True)
class CostLine:
    """Grosze of one component: of the whole group, to be divided by its people, or of each person."""

    component: Component = Component.FEE
    shared: bool = False
    amount: int | None = number(0, MAX_GROSZE)
    note: str = text(200)


@dataclass(frozen=True, kw_only=True)
class CourseDraft:
    """What the form of a training edits.

    ``days`` are days of training, ``hours`` lesson hours. ``entitlement`` names what must be renewed (BHP, a licence),
    ``validity_months`` is how long it holds from the last day.
    """

    topic: str = text(300, required=True)
    area: str = text(80)
    kind: CourseKind = CourseKind.EXTERNAL
    mode: Mode = Mode.ON_SITE
    institution_id: int | None = None
    lecturer: str = text(160)
    offer_id: int | None = None
    plan_item_id: int | None = None
    place: str = text(160)
    starts_on: date | None = day()
    ends_on: date | None = day()
    days: int | None = number(0, 999)
    hours: int | None = number(0, 9999)
    places: int | None = number(1, 9999)
    sessions: tuple[Session, ...] = ()
    costs: tuple[CostLine, ...] = ()
    entitlement: str = text(120)
    validity_months: int | None = number(1, 600)
    programme: str = text(4000)
    file: str | None = None
    file_name: str = text(200)
    note: str = text(1000)


@dataclass(frozen=True, kw_only=True)
class Course(CourseDraft):
    """A training as saved; ``institution`` is its name, blank for self-study and internal ones without one."""

    id: int
    version: int
    institution: str
    cancelled_on: date | None
    cancel_reason: str


def state_on(course: Course, today: date) -> CourseState:
    """Where the training stands on that day."""
    if course.cancelled_on is not None:
        return CourseState.CANCELLED
    if course.starts_on is None or today < course.starts_on:
        return CourseState.AHEAD
    return CourseState.OVER if today > (course.ends_on or course.starts_on) else CourseState.RUNNING


def validate(draft: CourseDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: CourseDraft) -> Iterator[Problem]:
    for name in ("starts_on", "ends_on"):
        if getattr(draft, name) is None:
            yield Problem(name, "required")
    if draft.starts_on is not None and draft.ends_on is not None and draft.ends_on < draft.starts_on:
        yield Problem("ends_on", "ends_before_start")
