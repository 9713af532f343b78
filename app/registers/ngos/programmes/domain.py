"""Programmes of cooperation with organisations (art. 5a of the act on public benefit): texts, money, days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.drafts import FIRST_YEAR, LAST_YEAR, day, number, shape_problems, text
from app.core.money import MAX_GROSZE, format_money
from app.core.problems import Problem

MOST_TASKS = 60
LONGEST_YEARS = 20
"""Years that anybody plans for; more is a slip of the keyboard."""
PRINCIPLES = ("subsidiarity", "sovereignty", "partnership", "efficiency", "competition", "openness")
"""Fields with the office's text on each principle, in the order of art. 5 ust. 3."""
LONG_TEXTS = ("aims", "scope", "forms", "way", "assessment", "making", "commissions")
"""Fields with other parts of the programme, in the order of art. 5a ust. 4."""


class ProgrammeKind(StrEnum):
    """For one year, as the gmina must have, or for many, as it may have (art. 5a ust. 2)."""

    YEARLY = "yearly"
    MANY_YEAR = "many_year"


class ProgrammeState(StrEnum):
    """Where a programme stands on a day; worked out, not kept."""

    DRAFT = "draft"
    CONSULTED = "consulted"
    PASSED = "passed"
    RUNNING = "running"
    TO_REPORT = "to_report"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class PriorityTask:
    """One priority task: code of its sphere (art. 4 ust. 1), what it is, grosze planned for it in the year."""

    sphere: str = text(8)
    task: str = text(500, required=True)
    amount: int | None = number(0, MAX_GROSZE)


@dataclass(frozen=True, kw_only=True)
class ProgrammeDraft:
    """What the form of a programme edits.

    ``money`` is all money planned for the programme in grosze, ``grants`` the part planned for grants to
    organisations, from which the limit of small grants is counted (art. 19a ust. 7), ``small_grants`` what of these is
    set aside for them. A programme of many years gives money for all its years.
    """

    title: str = text(300, required=True)
    first_year: int | None = number(FIRST_YEAR, LAST_YEAR)
    last_year: int | None = number(FIRST_YEAR, LAST_YEAR)
    draft_on: date | None = day()
    consulted_from: date | None = day()
    consulted_to: date | None = day()
    opinion_on: date | None = day(done=True)
    opinion: str = text(2000)
    passed_on: date | None = day(done=True)
    resolution: str = text(60)
    report_on: date | None = day(done=True)
    published_on: date | None = day(done=True)
    money: int | None = number(0, MAX_GROSZE)
    grants: int | None = number(0, MAX_GROSZE)
    small_grants: int | None = number(0, MAX_GROSZE)
    tasks: tuple[PriorityTask, ...] = field(default=(), metadata={"most": MOST_TASKS})
    subsidiarity: str = text(3000)
    sovereignty: str = text(3000)
    partnership: str = text(3000)
    efficiency: str = text(3000)
    competition: str = text(3000)
    openness: str = text(3000)
    aims: str = text(8000)
    scope: str = text(8000)
    forms: str = text(8000)
    way: str = text(8000)
    assessment: str = text(8000)
    making: str = text(8000)
    commissions: str = text(8000)
    note: str = text(2000)

    @property
    def kind(self) -> ProgrammeKind:
        """By its years; a yearly one while they are unknown."""
        several = self.first_year is not None and self.last_year is not None and self.last_year > self.first_year
        return ProgrammeKind.MANY_YEAR if several else ProgrammeKind.YEARLY


@dataclass(frozen=True, kw_only=True)
class Programme(ProgrammeDraft):
    """A programme as saved; the days are by when it is to be passed, and its report made."""

    id: int
    version: int
    passing_due: date
    report_due: date


def period(draft: ProgrammeDraft) -> str:
    """``2026``, or ``2026–2030``."""
    if draft.first_year is None or draft.last_year is None:
        return "…"
    return str(draft.first_year) if draft.first_year == draft.last_year else f"{draft.first_year}–{draft.last_year}"


def usual_title(first_year: int, last_year: int) -> str:
    """As such programmes are called."""
    years = f"na rok {first_year}" if first_year == last_year else f"na lata {first_year}–{last_year}"
    return f"Program współpracy z organizacjami pozarządowymi {years}"


def state_on(programme: ProgrammeDraft, today: date) -> ProgrammeState:
    """Where the programme stands on that day."""
    if programme.passed_on is None:
        since, until = programme.consulted_from, programme.consulted_to
        running = since is not None and since <= today and (until is None or today <= until)
        return ProgrammeState.CONSULTED if running else ProgrammeState.DRAFT
    assert programme.first_year is not None, "required"
    assert programme.last_year is not None, "required"
    if today.year < programme.first_year:
        return ProgrammeState.PASSED
    if today.year <= programme.last_year:
        return ProgrammeState.RUNNING
    done = programme.report_on is not None and programme.published_on is not None
    return ProgrammeState.CLOSED if done else ProgrammeState.TO_REPORT


def total_of(tasks: Sequence[PriorityTask]) -> int:
    """The sum in grosze; an amount not given counts nothing."""
    return sum(task.amount or 0 for task in tasks)


def of_sphere(tasks: Sequence[PriorityTask]) -> dict[str, int]:
    """Planned grosze by code of the sphere, blank for tasks without one."""
    sums: dict[str, int] = {}
    for task in tasks:
        sums[task.sphere] = sums.get(task.sphere, 0) + (task.amount or 0)
    return sums


def following(before: ProgrammeDraft, year: int) -> ProgrammeDraft:
    """A programme for the year with the texts, tasks and amounts of an earlier one, and no days."""
    return replace(
        before,
        title=usual_title(year, year),
        first_year=year,
        last_year=year,
        draft_on=None,
        consulted_from=None,
        consulted_to=None,
        opinion_on=None,
        opinion="",
        passed_on=None,
        resolution="",
        report_on=None,
        published_on=None,
        making="",
        note="",
    )


def validate(draft: ProgrammeDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_years(draft), *_making(draft), *_reporting(draft), *_money(draft))


def _years(draft: ProgrammeDraft) -> Iterator[Problem]:
    for name in ("first_year", "last_year"):
        if getattr(draft, name) is None:
            yield Problem(name, "required")
    if draft.first_year is None or draft.last_year is None:
        return
    if draft.last_year < draft.first_year:
        yield Problem("last_year", "years_order", {"first": draft.first_year})
    elif draft.last_year - draft.first_year >= LONGEST_YEARS:
        yield Problem("last_year", "too_many_years", {"most": LONGEST_YEARS})


def _making(draft: ProgrammeDraft) -> Iterator[Problem]:
    since, until, passed = draft.consulted_from, draft.consulted_to, draft.passed_on
    if since is not None and until is not None and until < since:
        yield Problem("consulted_to", "consulted_order", {"day": format_date(since)})
    if until is not None and since is None:
        yield Problem("consulted_from", "required")
    if draft.opinion.strip() and draft.opinion_on is None:
        yield Problem("opinion_on", "opinion_without_day")
    if passed is not None and not draft.resolution.strip():
        yield Problem("resolution", "resolution_without_number")
    if passed is None and draft.resolution.strip():
        yield Problem("passed_on", "resolution_without_day")
    for name in ("draft_on", "consulted_from"):
        earlier = getattr(draft, name)
        if passed is not None and earlier is not None and earlier > passed:
            yield Problem(name, "after_passing", {"day": format_date(passed)})


def _reporting(draft: ProgrammeDraft) -> Iterator[Problem]:
    for name in ("report_on", "published_on"):
        reported = getattr(draft, name)
        if reported is None:
            continue
        if draft.passed_on is None:
            yield Problem("passed_on", "report_without_passing")
        if draft.first_year is not None and reported.year <= draft.first_year:
            yield Problem(name, "report_too_early", {"year": draft.first_year})


def _money(draft: ProgrammeDraft) -> Iterator[Problem]:
    if draft.grants is not None and draft.money is not None and draft.grants > draft.money:
        yield Problem("grants", "grants_above_money", {"most": format_money(draft.money)})
    if draft.small_grants and draft.grants is None:
        yield Problem("grants", "grants_needed")
