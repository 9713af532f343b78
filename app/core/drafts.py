"""Drafts described as data: a field's limits stand beside it and feed validation, forms, columns and import."""

import re
from collections.abc import Iterator
from dataclasses import field, fields, is_dataclass
from typing import Any

from app.core.problems import Problem

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters except tab and line feed, and what is no character: no print, workbook or PostgreSQL takes it."""


def text(limit: int, *, required: bool = False, default: str = "") -> Any:
    """A text field of at most ``limit`` characters; a required one may not be blank."""
    return field(default=default, metadata={"limit": limit, "required": required})


def texts(limit: int, *, most: int = 50) -> Any:
    """A list of texts of at most ``limit`` characters each, at most ``most`` of them."""
    return field(default=(), metadata={"limit": limit, "most": most})


def number(low: int, high: int) -> Any:
    """A whole number between ``low`` and ``high``, or nothing."""
    return field(default=None, metadata={"low": low, "high": high})


def limit_of(draft_type: type, name: str) -> int | None:
    """The greatest length of a text field, None where there is no limit."""
    return next((f.metadata.get("limit") for f in fields(draft_type) if f.name == name), None)


def shape_problems(draft: Any, prefix: str = "") -> Iterator[Problem]:
    """Problems with lengths, ranges and required texts, also inside lists of rows."""
    for spec in fields(draft):
        value, path = getattr(draft, spec.name), prefix + spec.name
        if isinstance(value, str):
            yield from _text_problems(value, spec.metadata, path)
        elif isinstance(value, tuple):
            yield from _list_problems(value, spec.metadata, path)
        elif isinstance(value, int) and not isinstance(value, bool):
            yield from _range_problems(value, spec.metadata, path)


def _range_problems(value: int, metadata: Any, path: str) -> Iterator[Problem]:
    low, high = metadata.get("low"), metadata.get("high")
    if low is not None and not low <= value <= high:
        yield Problem(path, "out_of_range", {"low": low, "high": high})


def _text_problems(value: str, metadata: Any, path: str) -> Iterator[Problem]:
    limit = metadata.get("limit")
    if metadata.get("required") and not value.strip():
        yield Problem(path, "required")
    elif limit is not None and len(value) > limit:
        yield Problem(path, "too_long", {"length": len(value), "limit": limit})
    # the first question is quick and settles nearly every text
    if not value.isprintable() and (found := _UNPRINTABLE.search(value)):
        yield Problem(path, "bad_character", {"place": found.start() + 1, "code": f"U+{ord(found[0]):04X}"})


def _list_problems(values: tuple[Any, ...], metadata: Any, path: str) -> Iterator[Problem]:
    most = metadata.get("most")
    if most is not None and len(values) > most:
        yield Problem(path, "too_many", {"count": len(values), "limit": most})
    for index, value in enumerate(values):
        if is_dataclass(value):
            yield from shape_problems(value, f"{path}.{index}.")
        elif isinstance(value, str):
            yield from _text_problems(value, metadata, f"{path}.{index}")
