"""Trainings as events: topic, institution, sessions, places and what they cost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.core.dates import format_date
from app.core.drafts import day, number, shape_problems, text
from app.core.money import MAX_GROSZE
from app.core.opening_hours import parse_time
from app.core.problems import Problem


class CourseKind(StrEnum):
    """Who teaches whom."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    SELF_STUDY = "self_study"
    STUDIES = "studies"


TAUGHT_OUTSIDE = (CourseKind.EXTERNAL, CourseKind.STUDIES)
"""Kinds that an institution teaches, so that one must be named."""


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
class Cancelling:
    """What the small window of a cancellation asks."""

    cancelled_on: date | None = day()
    cancel_reason: str = text(300, required=True)


@dataclass(frozen=True, kw_only=True)
class Course(CourseDraft):
    """A training as saved; ``institution`` is its name, blank for self-study and internal ones without one."""

    id: int
    version: int
    institution: str
    cancelled_on: date | None
    cancel_reason: str


@dataclass(frozen=True)
class Headcount:
    """People in a training: with a confirmed place, and those who wait for one.

    ``cost`` is what the former cost altogether in grosze, their own journeys included.
    """

    confirmed: int = 0
    waiting: int = 0
    cost: int = 0


@dataclass(frozen=True)
class Taker:
    """One person in a training as its card tells: ``state`` in words, ``cost`` in grosze."""

    person: str
    post: str
    unit: str
    state: str
    cost: int


def state_on(course: Course, today: date) -> CourseState:
    """Where the training stands on that day."""
    if course.cancelled_on is not None:
        return CourseState.CANCELLED
    if course.starts_on is None or today < course.starts_on:
        return CourseState.AHEAD
    return CourseState.OVER if today > (course.ends_on or course.starts_on) else CourseState.RUNNING


def per_person(costs: Iterable[CostLine]) -> int:
    """Grosze that the training's own lines cost for each person, co-funding taken off; may be negative."""
    return sum(_signed(line) for line in costs if not line.shared)


def shared(costs: Iterable[CostLine]) -> int:
    """Grosze of the group that are divided among its people, co-funding taken off; may be negative."""
    return sum(_signed(line) for line in costs if line.shared)


def total(costs: Iterable[CostLine], people: int) -> int:
    """Grosze of the training's own lines for so many people; what each person costs beside them is not known here."""
    listed = tuple(costs)
    return shared(listed) + people * per_person(listed)


def _signed(line: CostLine) -> int:
    amount = line.amount or 0
    return -amount if line.component is Component.CO_FUNDING else amount


def days_of(draft: CourseDraft) -> int | None:
    """Days of training to be filled in where none were given: days of sessions, otherwise of the calendar.

    None for studies and self-study without sessions, which last for months and are not held every day.
    """
    held = {session.held_on for session in draft.sessions} - {None}
    if held:
        return len(held)
    if draft.kind in (CourseKind.STUDIES, CourseKind.SELF_STUDY):
        return None
    return span(draft)


def following(session: Session, draft: CourseDraft) -> Session:
    """The session after one: the next day of the training at the same time and place, without a day after the last."""
    day = None if session.held_on is None else session.held_on + timedelta(days=1)
    if day is not None and draft.ends_on is not None and day > draft.ends_on:
        day = None
    return replace(session, held_on=day, subject="")


def span(draft: CourseDraft) -> int | None:
    """Days of the calendar from the first to the last, both counted."""
    if draft.starts_on is None or draft.ends_on is None or draft.ends_on < draft.starts_on:
        return None
    return (draft.ends_on - draft.starts_on).days + 1


def validate(draft: CourseDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft that needs no database."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: CourseDraft) -> Iterator[Problem]:
    for name in ("starts_on", "ends_on"):
        if getattr(draft, name) is None:
            yield Problem(name, "required")
    if draft.starts_on is not None and draft.ends_on is not None and draft.ends_on < draft.starts_on:
        yield Problem("ends_on", "ends_before_start")
    if draft.kind in TAUGHT_OUTSIDE and draft.institution_id is None:
        yield Problem("institution_id", "institution_required")
    whole = span(draft)
    if draft.days is not None and whole is not None and draft.days > whole:
        yield Problem("days", "more_days_than_span", {"span": whole})
    if draft.validity_months is not None and not draft.entitlement.strip():
        yield Problem("entitlement", "entitlement_missing")
    yield from _sessions(draft)
    for index, line in enumerate(draft.costs):
        if line.amount is None:
            yield Problem(f"costs.{index}.amount", "required")


def _sessions(draft: CourseDraft) -> Iterator[Problem]:
    earlier: list[tuple[int, Session]] = []
    for index, session in enumerate(draft.sessions):
        place = f"sessions.{index}"
        if session.held_on is None:
            yield Problem(f"{place}.held_on", "required")
        else:
            yield from _outside(session.held_on, draft, f"{place}.held_on")
        faulty = tuple(_times(session, place))
        yield from faulty
        if faulty or session.held_on is None:
            continue
        clash = next((number for number, other in earlier if _meet(session, other)), None)
        if clash is not None:
            yield Problem(f"{place}.starts_at", "sessions_overlap", {"number": clash + 1})
        earlier.append((index, session))


def _outside(day: date, draft: CourseDraft, place: str) -> Iterator[Problem]:
    first, last = draft.starts_on, draft.ends_on
    # where the days of the training are at fault, they are named already
    if first is not None and last is not None and first <= last and not first <= day <= last:
        yield Problem(place, "session_outside", {"first": format_date(first), "last": format_date(last)})


def _times(session: Session, place: str) -> Iterator[Problem]:
    for name in ("starts_at", "ends_at"):
        if getattr(session, name) and _time(getattr(session, name)) is None:
            yield Problem(f"{place}.{name}", "bad_time", {"value": getattr(session, name)})
    starts, ends = _time(session.starts_at), _time(session.ends_at)
    if session.ends_at and not session.starts_at:
        yield Problem(f"{place}.starts_at", "start_missing")
    if starts is not None and ends is not None and ends <= starts:
        yield Problem(f"{place}.ends_at", "session_ends_before_start")


def _time(text: str) -> str | None:
    """``7:30`` gives ``07:30``, which can be compared; None when it is blank or no time."""
    try:
        return parse_time(text)
    except ValueError:
        return None


def _meet(session: Session, other: Session) -> bool:
    """Whether two sessions are held at the same time; without an end, at least the starts must differ."""
    if session.held_on != other.held_on:
        return False
    starts, other_starts = _time(session.starts_at), _time(other.starts_at)
    if starts is None or other_starts is None:
        # held some time on that day: two of them are one written twice only when nothing differs
        return session == other
    ends, other_ends = _time(session.ends_at) or starts, _time(other.ends_at) or other_starts
    return starts == other_starts or (starts < other_ends and other_starts < ends)
