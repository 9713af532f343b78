"""Column types that mean the same on SQLite and PostgreSQL, and compare by value."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from db.errors import BrokenValue

E = TypeVar("E", bound=StrEnum)

SORT_KEY = Text().with_variant(Text(collation="C"), "postgresql")
"""A text made for ordering rows, compared by code point on both databases and longer than what it is made of."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, kept in UTC. A naive datetime is refused with ValueError.

    SQLite has no time zones and gives back naive values where PostgreSQL gives aware ones; here both are aware.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a moment without a time zone cannot be saved")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class StrEnumType(TypeDecorator[E]):
    """A StrEnum kept by value in a string column of ``length`` characters.

    The length does not follow from the members, so that a new member needs no migration. A value that is no
    member raises ValueError on its way in and BrokenValue on its way out.
    """

    impl = String
    cache_ok = True

    def __init__(self, enum: type[E], length: int = 40) -> None:
        super().__init__(length)
        if too_long := [member.value for member in enum if len(member.value) > length]:
            raise ValueError(f"{enum.__name__} has values longer than {length} characters: {too_long}")
        self.enum = enum
        self.length = length

    def process_bind_param(self, value: E | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.enum(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        try:
            return None if value is None else self.enum(value)
        except ValueError:
            raise BrokenValue(f"no {self.enum.__name__}") from None


class TextList(TypeDecorator[tuple[str, ...]]):
    """A short list of texts as a JSON array; a tuple in Python, so it is replaced and never edited in place."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if isinstance(value, str):
            raise TypeError("a list of texts is expected, not one text")
        return json.dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        if value is None:
            return None
        found = _load(value)
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise BrokenValue("no list of texts")
        return tuple(found)

    def compare_values(self, x: Any, y: Any) -> bool:
        if x is None or y is None:
            return x is y
        return tuple(x) == tuple(y)

    def coerce_compared_value(self, op: Any, value: Any) -> TypeEngine[Any]:
        # LIKE over the stored text takes one string, not a list
        return Text() if isinstance(value, str) else self


class JsonValue(TypeDecorator[Any]):
    """JSON data (dict, list, text, number, yes/no) in a text column; None is SQL NULL.

    Replace the value to change it: an edit inside a dict or list already assigned goes unnoticed.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else _dump(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else _load(value)

    def compare_values(self, x: Any, y: Any) -> bool:
        # not ``==``: True equals 1 in Python but not in JSON
        return _dump(x) == _dump(y)


def _load(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        raise BrokenValue("no JSON") from None


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
