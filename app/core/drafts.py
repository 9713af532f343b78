"""Drafts described as data: a field's limits stand beside it and feed validation, forms, columns and import."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from app.core.dates import format_date
from app.core.problems import Problem

FIRST_DAY, LAST_DAY = date(1951, 1, 1), date(2099, 12, 31)
"""Days that something may have happened on: those for which the calendar of days off can count terms."""
FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Years that a register of years knows: of budgets, plans, lists and reports."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Control characters except tab and line feed, what is no character (no print, workbook or PostgreSQL takes it), and
what reverses the writing: a name or a sum must read as it is."""
_BLANKS = re.compile(r"[^\S\r\n]{2,}")


def text(limit: int, *, required: bool = False, default: str = "") -> Any:
    """A text field of at most ``limit`` characters; a required one may not be blank."""
    return field(default=default, metadata={"limit": limit, "required": required})


def texts(limit: int, *, most: int = 50) -> Any:
    """A list of texts of at most ``limit`` characters each, at most ``most`` of them."""
    return field(default=(), metadata={"limit": limit, "most": most})


def number(low: int, high: int) -> Any:
    """A whole number between ``low`` and ``high``, or nothing."""
    return field(default=None, metadata={"low": low, "high": high})


def day(*, done: bool = False) -> Any:
    """A day between ``FIRST_DAY`` and ``LAST_DAY``, or nothing: any other is a slip of the keyboard.

    ``done`` marks the day of something that was done and cannot be planned; see :func:`still_to_come`.
    """
    return field(default=None, metadata={"low": FIRST_DAY, "high": LAST_DAY, "done": done})


def day_problems(value: date | None, path: str) -> Iterator[Problem]:
    """Whether the day is one that terms can be counted from."""
    if value is not None and not FIRST_DAY <= value <= LAST_DAY:
        yield Problem(path, "day_too_far", {"first": format_date(FIRST_DAY), "last": format_date(LAST_DAY)})


def still_to_come(draft: Any, today: date, stored: Any = None) -> Iterator[Problem]:
    """Days of what was done that have yet to come, also inside lists of rows.

    A year typed wrong would count as done: money as paid, a term as kept. What the ``stored`` draft says already is
    not asked about again: the clock of the computer may have been set back.
    """
    known = set() if stored is None else {(name, day) for _path, name, day in _days_done(stored)}
    for path, name, day in _days_done(draft):
        if day > today and (name, day) not in known:
            yield Problem(path, "in_future")


def _days_done(draft: Any, prefix: str = "") -> Iterator[tuple[str, str, date]]:
    kind: Any = type(draft)
    for spec in fields(kind):
        value, path = getattr(draft, spec.name), prefix + spec.name
        if isinstance(value, tuple):
            for index, row in enumerate(value):
                if is_dataclass(row):
                    yield from _days_done(row, f"{path}.{index}.")
        elif spec.metadata.get("done") and value is not None:
            yield path, spec.name, value


def limit_of(draft_type: type, name: str) -> int | None:
    """The greatest length of a text field, None where there is no limit."""
    return next((f.metadata.get("limit") for f in fields(draft_type) if f.name == name), None)


@dataclass(frozen=True, slots=True)
class _Limits:
    """What the metadata of a field say; a number or a day without limits has no ``low``."""

    name: str
    limit: int | None
    required: bool
    most: int | None
    low: int | date | None
    high: int | date | None


@cache
def _limits(draft_type: Any) -> tuple[_Limits, ...]:
    found = []
    for spec in fields(draft_type):
        given = spec.metadata
        required = bool(given.get("required"))
        low, high = given.get("low"), given.get("high")
        found.append(_Limits(spec.name, given.get("limit"), required, given.get("most"), low, high))
    return tuple(found)


def shape_problems(draft: Any, prefix: str = "") -> Iterator[Problem]:
    """Problems with lengths, ranges and required texts, also inside lists of rows."""
    # asked of every row of a file and at every key press in a form: no step that a sound value does not need
    kind: Any = type(draft)
    for limits in _limits(kind):
        value = getattr(draft, limits.name)
        if isinstance(value, str):
            if _needs_a_look(value, limits):
                yield from _text_problems(value, limits, prefix + limits.name)
        elif isinstance(value, tuple):
            if value:
                yield from _list_problems(value, limits, prefix + limits.name)
        elif limits.low is not None and isinstance(value, date):
            yield from day_problems(value, prefix + limits.name)
        elif limits.low is not None and isinstance(value, int) and not isinstance(value, bool):
            yield from _range_problems(value, limits, prefix + limits.name)


def _range_problems(value: int, limits: _Limits, path: str) -> Iterator[Problem]:
    low, high = limits.low, limits.high
    if isinstance(low, int) and isinstance(high, int) and not low <= value <= high:
        yield Problem(path, "out_of_range", {"low": limits.low, "high": limits.high})


def _needs_a_look(value: str, limits: _Limits) -> bool:
    return limits.required or (limits.limit is not None and len(value) > limits.limit) or not value.isprintable()


def _text_problems(value: str, limits: _Limits, path: str) -> Iterator[Problem]:
    if limits.required and not value.strip():
        yield Problem(path, "required")
    elif limits.limit is not None and len(value) > limits.limit:
        yield Problem(path, "too_long", {"length": len(value), "limit": limits.limit})
    if not value.isprintable() and (found := _UNPRINTABLE.search(value)):
        yield Problem(path, "bad_character", {"place": found.start() + 1, "code": f"U+{ord(found[0]):04X}"})


def _list_problems(values: tuple[Any, ...], limits: _Limits, path: str) -> Iterator[Problem]:
    if limits.most is not None and len(values) > limits.most:
        yield Problem(path, "too_many", {"count": len(values), "limit": limits.most})
    for index, value in enumerate(values):
        if isinstance(value, str):
            if _needs_a_look(value, limits):
                yield from _text_problems(value, limits, f"{path}.{index}")
        elif is_dataclass(value):
            yield from shape_problems(value, f"{path}.{index}.")


def tidied_line(typed: str) -> str:
    """A text of one line without blanks around it and with one space where it had several.

    ``Stowarzyszenie   Sąsiedzka Pomoc`` would neither be found nor sorted as the name it is. Single spaces that do
    not break stay; so does a text of several lines, where columns may be meant.
    """
    line = typed.strip()
    return line if "\n" in line else _BLANKS.sub(" ", line)
