"""Dataclasses to JSON and back, strictly: for work saved between keystrokes and for lists kept in one column.

Reading checks every type, so a damaged or foreign file is refused as a whole instead of half understood.
"""

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class CodecError(ValueError):
    """The data do not fit the type; ``str()`` names the place."""


def encode(value: object) -> Json:
    """What ``json.dumps`` takes; TypeError for a kind of value that ``decode`` could not give back."""
    if isinstance(value, Enum):
        return encode(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):  # datetime is a date
        return value.isoformat()
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {spec.name: encode(getattr(value, spec.name)) for spec in fields(value)}
    raise TypeError(f"no JSON for {type(value).__name__}")


def decode(kind: Any, data: object, place: str = "") -> Any:
    """The value of type ``kind``: dataclasses, enums, dates, ``tuple[X, ...]``, ``X | None`` and plain values.

    A key that is absent takes the field's default, since newer programs read what older ones wrote; a key
    too many is refused. Raises CodecError.
    """
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _decode_optional(kind, data, place)
    if origin is tuple:
        return _decode_tuple(kind, data, place)
    if not isinstance(kind, type):
        raise TypeError(f"no reading of {kind}")
    if is_dataclass(kind):
        return _decode_record(kind, data, place)
    if issubclass(kind, Enum | date):
        return _decode_text_form(kind, data, place)
    return _decode_plain(kind, data, place)


def _decode_optional(kind: Any, data: object, place: str) -> Any:
    alternatives = [part for part in get_args(kind) if part is not NoneType]
    if len(alternatives) != 1:
        raise TypeError(f"no reading of {kind}")
    return None if data is None else decode(alternatives[0], data, place)


def _decode_tuple(kind: Any, data: object, place: str) -> tuple[Any, ...]:
    item, *rest = get_args(kind)
    if rest != [Ellipsis]:
        raise TypeError(f"no reading of {kind}")
    if not isinstance(data, list):
        raise CodecError(f"{place}: not a list")
    return tuple(decode(item, part, f"{place}[{index}]") for index, part in enumerate(data))


def _decode_record(kind: type, data: object, place: str) -> Any:
    if not isinstance(data, dict):
        raise CodecError(f"{place}: not an object")
    specs, hints, as_they_are = _shape(kind)
    if unknown := data.keys() - specs.keys():
        raise CodecError(f"{place}: unknown {', '.join(sorted(map(str, unknown)))}")
    for name, spec in specs.items():
        if name not in data and spec.default is MISSING and spec.default_factory is MISSING:
            raise CodecError(f"{place}.{name}: missing")
    return kind(
        **{
            # most values are themselves; lists of thousands are read at once
            name: part if type(part) in as_they_are[name] else decode(hints[name], part, f"{place}.{name}")
            for name, part in data.items()
        }
    )


@cache
def _shape(kind: Any) -> tuple[dict[str, Field[Any]], dict[str, Any], dict[str, frozenset[Any]]]:
    """Fields, their types, and the types of JSON values that need no reading."""
    hints = get_type_hints(kind)
    as_they_are = {name: frozenset(_plain_types(hint)) for name, hint in hints.items()}
    return {spec.name: spec for spec in fields(kind)}, hints, as_they_are


def _plain_types(hint: Any) -> Iterator[type]:
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    # a union of two kinds of value is refused where it is read
    if sum(part is not NoneType for part in parts) == 1:
        yield from (part for part in parts if part in (str, int, float, bool, NoneType))


def _decode_text_form(kind: type[Any], data: object, place: str) -> Any:
    if not isinstance(data, str):
        raise CodecError(f"{place}: not a text")
    try:
        return kind.fromisoformat(data) if issubclass(kind, date) else kind(data)
    except ValueError as error:
        raise CodecError(f"{place}: {error}") from error


def _decode_plain(kind: type, data: object, place: str) -> Any:
    if kind not in (str, int, float, bool):
        raise TypeError(f"no reading of {kind}")
    # JSON tells true from 1, Python's isinstance does not
    fits = type(data) is kind or (kind is float and type(data) is int)
    if not fits:
        raise CodecError(f"{place}: not a {kind.__name__}")
    return data
