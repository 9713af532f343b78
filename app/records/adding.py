"""Many new records saved at once, from drafts straight to statements: thousands of mapped objects cost minutes.

A new row answers to the same names as a mapped row, so that derived columns are set on it and a record is made
of it in the same way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import RelationshipDirection, RelationshipProperty, Session, class_mapper

from app.core.codec import encode
from db import audit_changes

FIRST_VERSION = 1


class NewRow(SimpleNamespace):
    """Values of a row to be inserted, by the names of its row class; lists hold the draft's own dataclasses."""


def new_row(session: Session, row_class: Any, draft: Any, moment: datetime) -> NewRow:
    """A row from a draft whose rules were checked; ``moment`` is when it is made. Nothing is saved yet."""
    values: dict[str, Any] = dict.fromkeys(_columns(row_class))
    values |= {spec.name: getattr(draft, spec.name) for spec in fields(draft)}
    values |= {"version": FIRST_VERSION, "created_at": moment, "updated_at": moment}
    for name, key, target in _targets(row_class):
        values[name] = None if values[key] is None else session.get(target, values[key])
    return NewRow(**values)


def insert_rows(session: Session, row_class: Any, rows: Sequence[NewRow]) -> None:
    """Insert the rows with their positions, set their ids and tell the audit log."""
    connection, columns = session.connection(), _columns(row_class)
    lists: list[dict[str, list[dict[str, Any]]]] = [{} for _ in rows]
    values = [{name: _stored(getattr(row, name)) for name in columns} for row in rows]
    statement = insert(row_class).returning(row_class.id, sort_by_parameter_order=True)
    for row, number in zip(rows, session.scalars(statement, values), strict=True):
        row.id = number
    for relationship in _lists(row_class):
        positions = list(_positions(relationship, rows, lists))
        if positions:
            # positions belong to the kind of their record, whose insert above was told to the counters
            connection.execute(insert(cast("Table", relationship.mapper.local_table)), positions)
    told = [(row.id, stored, own) for row, stored, own in zip(rows, values, lists, strict=True)]
    audit_changes.tell_added(session, row_class, told)


def _positions(
    relationship: RelationshipProperty[Any], rows: Sequence[NewRow], lists: Sequence[dict[str, list[dict[str, Any]]]]
) -> Iterator[dict[str, Any]]:
    """The positions to insert; ``lists`` are given those of each row by the name of the list."""
    ((_own, owner),) = relationship.local_remote_pairs or ()
    names: tuple[str, ...] = ()
    for row, own in zip(rows, lists, strict=True):
        for position, value in enumerate(getattr(row, relationship.key)):
            names = names or tuple(spec.name for spec in fields(value))
            stored = {name: _stored(getattr(value, name)) for name in names}
            stored[str(owner.key)], stored["position"] = row.id, position
            own.setdefault(relationship.key, []).append(stored)
            yield stored


def _stored(value: Any) -> Any:
    """What a column takes: lists of choices by value, lists of dataclasses as JSON data."""
    if type(value) is not tuple:
        return value
    return [encode(item) for item in value] if value and is_dataclass(value[0]) else tuple(map(str, value))


@cache
def _columns(row_class: Any) -> tuple[str, ...]:
    """The columns a new row sets; its id comes from the database."""
    return tuple(attribute.key for attribute in class_mapper(row_class).column_attrs if attribute.key != "id")


@cache
def _lists(row_class: Any) -> tuple[RelationshipProperty[Any], ...]:
    relationships = class_mapper(row_class).relationships
    return tuple(each for each in relationships if each.direction is RelationshipDirection.ONETOMANY)


@cache
def _targets(row_class: Any) -> tuple[tuple[str, str, Any], ...]:
    """Name, foreign key and row class of the rows a row points to."""
    mapper = class_mapper(row_class)
    found = []
    for relationship in mapper.relationships:
        if relationship.direction is RelationshipDirection.MANYTOONE:
            ((own, _other),) = relationship.local_remote_pairs or ()
            found.append((relationship.key, mapper.get_property_by_column(own).key, relationship.mapper.class_))
    return tuple(found)
