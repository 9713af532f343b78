"""Rows to frozen records and drafts to rows, by field name: a register writes no copying code.

A field of the record is an attribute of the row with the same name. A list of dataclasses is either a
relationship to position rows or a JSON column; a list of choices is a list of their values.
"""

from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from sqlalchemy.orm import RelationshipProperty, object_mapper

from app.core.codec import CodecError, decode, encode
from db.errors import BrokenValue

R = TypeVar("R")


@cache
def item_types(record_type: Any) -> dict[str, type | None]:
    """For each field the type of its list's items, None for a plain field."""
    hints = get_type_hints(record_type)
    return {
        spec.name: get_args(hints[spec.name])[0] if get_origin(hints[spec.name]) is tuple else None
        for spec in fields(record_type)
    }


def to_record(row: Any, record_type: type[R], **more: Any) -> R:
    """A frozen record from a row; ``more`` are fields the row does not have."""
    values: dict[str, Any] = {}
    for name, item in item_types(cast("Any", record_type)).items():
        if name not in more:
            value = getattr(row, name)
            values[name] = value if item is None else items_of(value, item)
    return record_type(**values, **more)


def items_of(value: Any, item: type) -> tuple[Any, ...]:
    """A list as the record has it, from what a column or a relationship holds."""
    if not value:
        return ()
    if isinstance(value[0], item):
        return tuple(value)
    if is_dataclass(item):
        return tuple(_stored(item, v) if isinstance(v, dict) else to_record(v, item) for v in value)
    if issubclass(item, StrEnum):
        try:
            return tuple(item(v) for v in value)
        except ValueError:
            raise BrokenValue(f"no {item.__name__}") from None
    return tuple(value)


def _stored(item: type, value: dict[str, Any]) -> Any:
    try:
        return decode(item, value)
    except CodecError:
        raise BrokenValue(f"no {item.__name__}") from None


def apply(row: Any, draft: Any) -> None:
    """Set the row's columns and position rows to what the draft says; equal values stay untouched."""
    relationships: dict[str, RelationshipProperty[Any]] = dict(object_mapper(row).relationships)
    for name, item in item_types(cast("Any", type(draft))).items():
        value = getattr(draft, name)
        if name in relationships:
            _apply_positions(row, name, relationships[name].mapper.class_, value)
        elif item is not None and is_dataclass(item):
            _set(row, name, [encode(v) for v in value])
        elif item is not None:
            _set(row, name, tuple(str(v) for v in value))
        else:
            _set(row, name, value)


def _set(row: Any, name: str, value: Any) -> None:
    if getattr(row, name) != value:
        setattr(row, name, value)


def _apply_positions(row: Any, name: str, child_type: type, values: tuple[Any, ...]) -> None:
    children = getattr(row, name)
    for position, value in enumerate(values):
        if position == len(children):
            children.append(child_type(position=position))
        apply(children[position], value)
    del children[len(values) :]


def draft_of(record: Any, draft_type: type[R]) -> R:
    """The editable part of a record."""
    return draft_type(**{spec.name: getattr(record, spec.name) for spec in fields(draft_type)})  # type: ignore[arg-type]
