"""Reads a TOML table into a frozen record, strictly: a slip in a data file must not pass as an empty field."""

import tomllib
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_PLAIN: tuple[type, ...] = (str, int, bool, date)


class BadDataFile(ValueError):
    """A data file that ships with the program is wrong; the message names the file and the place in it."""


def read_table(path: Path) -> dict[str, Any]:
    """The file's top table; BadDataFile when it is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadDataFile(f"{path.name}: {error}") from error


def read_record(path: Path, record_type: type[T]) -> T:
    """The whole file as one record; BadDataFile for unknown keys, wrong types and missing required fields."""
    return record_from(read_table(path), record_type, path.name)


def read_records(path: Path, key: str, record_type: type[T]) -> tuple[T, ...]:
    """The rows of the file's only array of tables, ``[[key]]``."""
    table = read_table(path)
    if set(table) != {key} or not isinstance(table[key], list):
        raise BadDataFile(f"{path.name}: expected nothing but rows [[{key}]]")
    return tuple(record_from(row, record_type, f"{path.name}: {key}[{index}]") for index, row in enumerate(table[key]))


def record_from(table: Any, record_type: type[T], source: str) -> T:
    """The table as a record; ``source`` starts the message of a BadDataFile."""
    if not isinstance(table, Mapping):
        raise BadDataFile(f"{source}: expected a table, found {type(table).__name__}")
    specs = {spec.name: spec for spec in fields(record_type)}  # type: ignore[arg-type]
    if unknown := sorted(set(table) - set(specs)):
        raise BadDataFile(f"{source}: unknown key {', '.join(unknown)}")
    required = {n for n, s in specs.items() if s.default is MISSING and s.default_factory is MISSING}
    if missing := sorted(required - set(table)):
        raise BadDataFile(f"{source}: missing key {', '.join(missing)}")
    hints = get_type_hints(record_type)
    return record_type(**{name: _value(value, hints[name], f"{source}: {name}") for name, value in table.items()})


def _value(value: Any, wanted: Any, source: str) -> Any:
    origin = get_origin(wanted)
    if origin in (types.UnionType, Union):
        # TOML has no null, so an optional field is either absent or of its one real type
        (wanted,) = (part for part in get_args(wanted) if part is not type(None))
        return _value(value, wanted, source)
    if origin is tuple:
        if not isinstance(value, list):
            raise BadDataFile(f"{source}: expected a list, found {type(value).__name__}")
        return tuple(_value(v, get_args(wanted)[0], f"{source}[{i}]") for i, v in enumerate(value))
    if is_dataclass(wanted):
        return record_from(value, wanted, source)  # type: ignore[arg-type]
    return _single(value, wanted, source)


def _single(value: Any, wanted: Any, source: str) -> Any:
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        try:
            return wanted(value)
        except ValueError as error:
            raise BadDataFile(f"{source}: {error}") from error
    # exact type: bool passes for int and datetime for date otherwise
    if wanted not in _PLAIN or type(value) is not wanted or isinstance(value, datetime):
        raise BadDataFile(f"{source}: expected {wanted.__name__}, found {type(value).__name__} {value!r}")
    return value
