"""Which tables hold a kind of record: the record itself, its lists, and records held about it.

Read off the row classes. The one place that says so: the server asks it what an entry of the log covers and what an
erasure takes along.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, MetaData
from sqlalchemy.orm import Mapper

from db import personal
from db.base import Base, Positioned, Versioned


class Bond(StrEnum):
    """What a row is to the record that its key names."""

    ITSELF = "itself"
    LIST = "list"
    ABOUT = "about"


@dataclass(frozen=True)
class Part:
    """Rows of ``table`` belong to the record of kind ``entity`` whose number stands in the column ``key``."""

    entity: str
    table: str
    key: str
    bond: Bond


def parts(metadata: MetaData) -> tuple[Part, ...]:
    """Of every table with a row class; ordered, so that two calls say the same."""
    return tuple(
        part
        for mapper in mappers()
        # a row class that names its kind in a column holds none of its own
        if str(mapper.local_table) in metadata.tables and isinstance(getattr(mapper.class_, "entity", None), str)
        for part in _parts(mapper)
    )


def _parts(mapper: Mapper[Any]) -> Iterator[Part]:
    entity, table = mapper.class_.entity, str(mapper.local_table)
    lists = [key for key in mapper.local_table.foreign_keys if is_parent(mapper, key)]
    if lists:
        yield from (Part(entity, table, key.parent.name, Bond.LIST) for key in lists)
    else:
        (own, *_) = mapper.primary_key
        yield Part(entity, table, own.name, Bond.ITSELF)
    for column in mapper.local_table.columns:
        if personal.is_owner(column.info):
            yield from (Part(kind, table, column.name, Bond.ABOUT) for kind in _kinds_at(column))


def _kinds_at(column: ColumnElement[Any]) -> Iterator[str]:
    for key in column.foreign_keys:
        yield from (mapper.class_.entity for mapper in mappers() if mapper.local_table is key.column.table)


def mappers() -> tuple[Mapper[Any], ...]:
    """Every mapped class, in the order of tables."""
    return tuple(sorted(Base.registry.mappers, key=lambda mapper: str(mapper.local_table)))


@cache
def is_parent(mapper: Mapper[Any], key: ForeignKey) -> bool:
    """Whether the key leads from a row to the record it is a part of, rather than to another one of that kind.

    From a line of a list to its record, which names the list; from other rows, such as shapes of a map, to the record
    of their kind.
    """
    if issubclass(mapper.class_, Positioned):
        return any(
            relation.mapper is mapper and key.parent in relation.remote_side
            for other in mapper.registry.mappers
            if issubclass(other.class_, Versioned)
            for relation in other.relationships
        )
    return not issubclass(mapper.class_, Versioned) and any(
        other.local_table is key.column.table and other.class_.entity == mapper.class_.entity
        for other in mapper.registry.mappers
    )
