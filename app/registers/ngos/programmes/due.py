"""Terms of a programme and what of its contents is there: rules without a database.

Days come from ``ngos.rules``, the parts that the act wants from ``dictionaries/programme_contents.toml``.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from app.core import paths
from app.core.date_words import weekday_and_date
from app.core.dated import Dated, in_order
from app.core.errors import Refusal
from app.core.holidays_pl import polish_holidays
from app.registers.ngos.programmes.domain import PRINCIPLES, ProgrammeDraft
from app.registers.ngos.rules import figures_on, rules_on

_SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Contents(Dated):
    """Which parts a programme of some kind must have, in the order of the act."""

    kind: str
    items: tuple[str, ...]


class Timing(StrEnum):
    """How a deed stands to its term on a day."""

    MET = "met"
    LATE = "late"
    WAITING = "waiting"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Term:
    """One deed with its last day: ``passing``, ``report`` or ``publishing``; ``source`` is the rule."""

    key: str
    due: date
    done_on: date | None
    timing: Timing
    source: str

    @property
    def explanation(self) -> str:
        """How the last day was found, in a sentence."""
        return explained(self.due, self.source)


def explained(due: date, source: str) -> str:
    """Where a last day comes from. The act names a date, which no day off moves: nothing is counted from an event."""
    try:
        day_off = polish_holidays().moves_end(due)
    except Refusal:
        # a year that the calendar of days off does not know: the date holds all the same
        day_off = ""
    named = f" ({day_off})" if day_off and due.weekday() < _SATURDAY else ""
    kept = " Ustawa podaje datę, więc nie przesuwa się jej na dzień roboczy." if day_off else ""
    return f"Ostatni dzień: {weekday_and_date(due)}{named}.{kept} {source}"


def passing_explained(first_year: int) -> str:
    """How the last day to pass a programme was found. Refusal for a year before any rule."""
    found = figures_on(date(first_year - 1, 12, 31))["programme_due"]
    return explained(passing_due(first_year), found.source)


def report_explained(last_year: int) -> str:
    """How the last day for the report was found. Refusal for a year before any rule."""
    return explained(report_due(last_year), figures_on(date(last_year + 1, 1, 1))["report_due"].source)


def passing_due(first_year: int) -> date:
    """The last day to pass a programme that begins in the year. Refusal for a year before any rule."""
    month, day = rules_on(date(first_year - 1, 12, 31)).programme_due
    return date(first_year - 1, month, day)


def report_due(last_year: int) -> date:
    """The last day for the report on the year, in the next one. Refusal for a year before any rule."""
    month, day = rules_on(date(last_year + 1, 1, 1)).report_due
    return date(last_year + 1, month, day)


def timing(due: date, done_on: date | None, today: date, alarm: int) -> Timing:
    """How the deed stands; ``alarm`` is the days before the term in which the office is told of it."""
    if done_on is not None:
        return Timing.MET if done_on <= due else Timing.LATE
    if today > due:
        return Timing.OVERDUE
    return Timing.SOON if today >= due - timedelta(days=alarm) else Timing.WAITING


def terms(draft: ProgrammeDraft, today: date) -> tuple[Term, ...]:
    """The terms of a programme whose years are known. Refusal for years before any rule."""
    assert draft.first_year is not None, "required"
    assert draft.last_year is not None, "required"
    rules = rules_on(today)
    passing, report = passing_due(draft.first_year), report_due(draft.last_year)
    passing_source = figures_on(date(draft.first_year - 1, 12, 31))["programme_due"].source
    report_source = figures_on(date(draft.last_year + 1, 1, 1))["report_due"].source

    def term(key: str, due: date, done_on: date | None, alarm: int, source: str) -> Term:
        return Term(key, due, done_on, timing(due, done_on, today, alarm), source)

    return (
        term("passing", passing, draft.passed_on, rules.programme_alarm, passing_source),
        term("report", report, draft.report_on, rules.report_alarm, report_source),
        term("publishing", report, draft.published_on, rules.report_alarm, report_source),
    )


def contents_of(draft: ProgrammeDraft) -> Contents:
    """The parts that a programme of its kind must have. Refusal for years before any rule."""
    day = date(draft.first_year or date.max.year, 1, 1)
    for version in _contents():
        if version.kind == draft.kind and version.holds_on(day):
            return version
    raise Refusal("Dla tego roku program nie zna wymaganych części programu współpracy. Sprawdź rok.")


def missing(draft: ProgrammeDraft) -> tuple[str, ...]:
    """Parts that are not there yet: keys of ``words.CONTENTS``, in the order of the act."""
    return tuple(item for item in contents_of(draft).items if not _present(draft, item))


def _present(draft: ProgrammeDraft, item: str) -> bool:
    """Tasks, money and the period have fields of their own; the principles are all six."""
    match item:
        case "principles":
            return all(getattr(draft, name).strip() for name in PRINCIPLES)
        case "period":
            return draft.first_year is not None and draft.last_year is not None
        case "tasks":
            return bool(draft.tasks)
        case "money":
            return draft.money is not None
    said: str = getattr(draft, item)
    return bool(said.strip())


def most_small_grants(draft: ProgrammeDraft) -> int | None:
    """The limit of small grants in the year, in grosze rounded down (art. 19a ust. 7); None without planned grants."""
    if draft.grants is None or draft.first_year is None:
        return None
    return draft.grants * rules_on(date(draft.first_year, 1, 1)).small_share_percent // 100


@cache
def _contents() -> tuple[Contents, ...]:
    path = paths.resources() / "dictionaries" / "programme_contents.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["contents"]
    found = [Contents(**{**table, "items": tuple(table["items"])}) for table in tables]
    kinds = dict.fromkeys(each.kind for each in found)
    return tuple(each for kind in kinds for each in in_order(kind, (one for one in found if one.kind == kind)))
