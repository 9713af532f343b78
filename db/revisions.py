"""A counter per kind of record, raised by each transaction that changes one, so that other processes notice."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import event, insert, inspect, select, update
from sqlalchemy.orm import InstanceState, Mapper, ORMExecuteState, Session, UOWTransaction

from db.base import ENTITY_REVISION, Positioned, Versioned, _now

_CHANGED = "db.changed_entities"


class WritingSession(Session):
    """A session that raises the versions of records whose positions change, and the counters."""


def revision(session: Session, entity: str) -> int:
    """How many transactions have changed records of this kind; 0 when none has."""
    statement = select(ENTITY_REVISION.c.revision).where(ENTITY_REVISION.c.entity == entity)
    return session.scalar(statement) or 0


def revisions(session: Session) -> dict[str, int]:
    """The counters of all kinds that ever changed."""
    return {row.entity: row.revision for row in session.execute(select(ENTITY_REVISION))}


def _changed(session: Session) -> set[str]:
    """The kinds of record this transaction has changed so far."""
    changed: set[str] = session.info.setdefault(_CHANGED, set())
    return changed


def _entity(row_class: type) -> set[str]:
    """The kind of record a row class belongs to; none for tables that hold no records or name it in a column."""
    entity = getattr(row_class, "entity", None)
    return {entity} if isinstance(entity, str) else set()


def _collect_flushed(session: Session, context: UOWTransaction) -> None:
    changed = (row for row in session.dirty if session.is_modified(row, include_collections=False))
    _changed(session).update(*(_entity(type(row)) for row in (*session.new, *session.deleted, *changed)))


def _collect_bulk(state: ORMExecuteState) -> None:
    if (state.is_insert or state.is_update or state.is_delete) and state.bind_mapper is not None:
        _changed(state.session).update(_entity(state.bind_mapper.class_))


def _raise_counters(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    changed = _changed(session)
    for entity in sorted(changed):
        counter = update(ENTITY_REVISION).where(ENTITY_REVISION.c.entity == entity)
        connection = session.connection()
        if connection.execute(counter.values(revision=ENTITY_REVISION.c.revision + 1)).rowcount == 0:
            connection.execute(insert(ENTITY_REVISION).values(entity=entity, revision=1))
    changed.clear()


def _touch_records(session: Session, context: UOWTransaction, instances: object) -> None:
    # an edited position is an edit of its record: without this two people could overwrite each other's lists
    # each of these properties builds a new set
    new, deleted, dirty = session.new, session.deleted, session.dirty
    records = [row for row in dirty if isinstance(row, Versioned) and _list_changed(row)]
    edited = (row for row in dirty if isinstance(row, Positioned) and session.is_modified(row))
    owners = {owner for row in (*new, *deleted, *edited) if isinstance(row, Positioned) for owner in _owners(row)}
    with session.no_autoflush:
        found = [session.get(row_class, number) for row_class, number in owners]
    moment = _now()
    for record in (*records, *(record for record in found if record is not None)):
        gone = record in deleted or record in new
        # a use case that touched the record itself has set the moment by its own clock
        if not gone and not session.is_modified(record, include_collections=False):
            record.touch(moment)


def _list_changed(record: Versioned) -> bool:
    state: InstanceState[Versioned] = inspect(record)
    return any(
        issubclass(relation.mapper.class_, Positioned) and state.attrs[relation.key].history.has_changes()
        for relation in state.mapper.relationships
    )


def _owners(position: Positioned) -> Iterable[tuple[type[Versioned], int]]:
    """The saved records a position points to; a new position points nowhere yet and is found by its list."""
    for attribute, row_class in _owner_keys(inspect(position).mapper):
        number = getattr(position, attribute)
        if number is not None:
            yield row_class, number


@cache
def _owner_keys(mapper: Mapper[Any]) -> tuple[tuple[str, type[Versioned]], ...]:
    """The foreign keys of a position's class that lead to records of the same kind."""
    return tuple(
        (mapper.get_property_by_column(key.parent).key, other.class_)
        for key in mapper.local_table.foreign_keys
        for other in mapper.registry.mappers
        if other.local_table is key.column.table
        and issubclass(other.class_, Versioned)
        and other.class_.entity == mapper.class_.entity
    )


event.listen(WritingSession, "before_flush", _touch_records)
event.listen(WritingSession, "after_flush", _collect_flushed)
event.listen(WritingSession, "do_orm_execute", _collect_bulk)
event.listen(WritingSession, "before_commit", _raise_counters)
