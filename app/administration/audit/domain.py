"""What the audit log tells: its entries as people read them, periods, and the report of a month."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

MONTHS_OFFERED = 6
"""In filters; older ones are reached through reports and the search."""
HIDDEN = "•••"
"""Stands for a value that the person may not read."""
LAST_DAYS = ("1", "7", "30")
"""Numbers of days that can be asked for."""


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """One field of a record: JSON values before and after."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """One entry; ``id`` is its number in the chain. ``erased`` entries have lost title, changes and facts for good."""

    id: int
    at: datetime
    author: str
    deed: str
    entity: str
    record_id: int | None
    title: str = ""
    changes: tuple[FieldChange, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    erased: bool = False
    mac: str = ""
    version: int = 1
    """Entries never change, unless they are erased."""
    concealed: bool = False
    """Names and values are kept from the person at work."""


def concealed(entry: AuditEntry) -> AuditEntry:
    """The entry without names and values: which fields changed, not what stood in them."""
    changes = tuple(FieldChange(name=change.name, old=HIDDEN, new=HIDDEN) for change in entry.changes)
    return replace(entry, title="", changes=changes, concealed=True)


@dataclass(frozen=True)
class Period:
    """Days from ``first`` up to, and without, ``end``."""

    first: date
    end: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The same as moments, by the calendar of this computer."""
        first, end = (datetime(day.year, day.month, day.day).astimezone() for day in (self.first, self.end))
        return first, end


def last_days(today: date, days: int) -> Period:
    """So many days, today included."""
    return Period(today - timedelta(days=days - 1), today + timedelta(days=1))


def month(text: str) -> Period:
    """The month ``2026-11``; ValueError for anything else."""
    if not re.fullmatch(r"\d{4}-\d{2}", text, re.ASCII):
        raise ValueError(text)
    first = date(int(text[:4]), int(text[5:]), 1)
    return Period(first, (first + timedelta(days=31)).replace(day=1))


def month_key(day: date) -> str:
    """``2026-11``."""
    return f"{day.year:04d}-{day.month:02d}"


def last_months(today: date, number: int = MONTHS_OFFERED) -> tuple[str, ...]:
    """The newest first."""
    found, first = [], today.replace(day=1)
    for _ in range(number):
        found.append(month_key(first))
        first = (first - timedelta(days=1)).replace(day=1)
    return tuple(found)


@dataclass(frozen=True)
class Finding:
    """What verification says, in sentences; ``sound`` when nothing is wrong."""

    sound: bool
    entries: int
    sentences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MonthReport:
    """What the data-protection officer gets on paper.

    ``deeds`` count by deed and kind of record, ``persons`` by login and deed. The lists hold at most
    ``MOST_LISTED`` entries, newest last; ``more`` says how many each list leaves out.
    """

    key: str
    period: Period
    entries: int
    deeds: Sequence[tuple[str, str, int]]
    persons: Sequence[tuple[str, str, int]]
    failures: int
    lists: Mapping[str, Sequence[AuditEntry]]
    more: Mapping[str, int]
    finding: Finding
    head: str
