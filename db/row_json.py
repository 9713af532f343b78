"""Rows of any table as plain JSON and back, by the kind of each column: for open exports and for comparing databases.

The kinds are named, so that a folder written today can be read by a later program without today's row classes.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from math import isfinite
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Double,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeEngine

from db.types import JsonValue, StrEnumType, TextList, UtcDateTime

KINDS: Mapping[str, TypeEngine[Any] | type[TypeEngine[Any]]] = {
    "text": Text,
    "texts": TextList,
    "json": JsonValue,
    # PostgreSQL is told the type of every value; amounts need the wide one
    "number": BigInteger,
    "measure": Double,
    "yes_no": Boolean,
    "day": Date,
    "moment": UtcDateTime,
    "bytes": LargeBinary,
}
"""What a column may hold, and the type that reads and writes it on both databases."""

_MOST = 2**63


class BrokenRow(ValueError):
    """A row read from JSON does not fit its table; ``str()`` names the column, never the value."""


@dataclass(frozen=True)
class ColumnKind:
    """One column: its name, what it holds (a key of ``KINDS``), whether it is part of the primary key."""

    name: str
    kind: str
    key: bool = False


def kind_of(column: Column[Any]) -> str:
    """The kind of a mapped column; TypeError for a type that no kind describes."""
    kinds: tuple[tuple[type, str], ...] = (
        (TextList, "texts"),
        (JsonValue, "json"),
        (UtcDateTime, "moment"),
        (StrEnumType, "text"),
        (Boolean, "yes_no"),
        (Integer, "number"),
        (Float, "measure"),
        (Date, "day"),
        (LargeBinary, "bytes"),
        (String, "text"),
    )
    for described, kind in kinds:
        if isinstance(column.type, described):
            return kind
    raise TypeError(f"no kind describes {column.table.name}.{column.name}: {column.type!r}")


def kinds_of(table: Table) -> tuple[ColumnKind, ...]:
    """The columns of a mapped table."""
    return tuple(ColumnKind(column.name, kind_of(column), column.primary_key) for column in table.columns)


def plain_table(name: str, columns: Iterable[ColumnKind]) -> Table:
    """A table of that shape outside the row classes: an unknown member of an enumeration is just a text in it."""
    typed = (Column(column.name, KINDS[column.kind], primary_key=column.key, autoincrement=False) for column in columns)
    return Table(name, MetaData(), *typed)


def encoded(kind: str, value: Any, put_bytes: Callable[[bytes], str]) -> Any:
    """The value as JSON; bytes go to ``put_bytes``, which answers under what name they lie."""
    if value is None:
        return None
    if kind == "moment":
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if kind == "day":
        return value.isoformat()
    if kind == "texts":
        return list(value)
    if kind == "bytes":
        return {"file": put_bytes(bytes(value))}
    return value


def decoded(column: ColumnKind, value: Any, get_bytes: Callable[[str], bytes]) -> Any:
    """The value back from JSON; BrokenRow when it is of another kind."""
    if value is None:
        return None
    try:
        return _DECODERS[column.kind](value, get_bytes)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        raise BrokenRow(column.name) from error


def _text(value: Any, _bytes: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    # no database takes halves of a surrogate pair, PostgreSQL no zero either
    value.encode()
    return value


def _texts(value: Any, _bytes: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(item, _bytes) for item in value)


def _number(value: Any, _bytes: object) -> int:
    if type(value) is not int or not -_MOST <= value < _MOST:
        raise TypeError
    return value


def _measure(value: Any, _bytes: object) -> float:
    if type(value) not in (int, float) or not isfinite(value):
        raise TypeError
    return float(value)


def _yes_no(value: Any, _bytes: object) -> bool:
    if type(value) is not bool:
        raise TypeError
    return value


def _moment(value: Any, _bytes: object) -> datetime:
    return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def _json(value: Any, _bytes: object) -> Any:
    json.dumps(value, ensure_ascii=False).encode()
    return value


_DECODERS: Mapping[str, Callable[[Any, Callable[[str], bytes]], Any]] = {
    "text": _text,
    "texts": _texts,
    "json": _json,
    "number": _number,
    "measure": _measure,
    "yes_no": _yes_no,
    "day": lambda value, _bytes: date.fromisoformat(_text(value, _bytes)),
    "moment": _moment,
    "bytes": lambda value, get_bytes: get_bytes(_text(value["file"], None)),
}


def json_line(row: Mapping[str, Any]) -> str:
    """One row on one line, the same text for the same content."""
    return json.dumps(row, ensure_ascii=False, separators=(", ", ": "), sort_keys=False)


def content_line(columns: Iterable[ColumnKind], row: Mapping[str, Any]) -> bytes:
    """The row's content as bytes, the same on every database; files enter by their hash."""
    values = {c.name: encoded(c.kind, row[c.name], lambda content: sha256(content).hexdigest()) for c in columns}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8", "replace")
