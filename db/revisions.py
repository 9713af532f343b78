"""A counter per kind of record, raised by each transaction that changes one, so that other processes notice."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Integer, String, Table, event, inspect, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from db.base import Base, Positioned, Versioned, _now

ENTITY_REVISION = Table(
    "entity_revision",
    Base.metadata,
    Column("entity", String(40), primary_key=True),
    Column("revision", Integer, nullable=False),
)
_CHANGED = "db.changed_entities"


def watch(session: Session) -> None:
    """Raise versions of records whose positions change, and the counters, in this session's transactions."""
    session.info[_CHANGED] = set[str]()
    event.listen(session, "before_flush", _touch_records)
    event.listen(session, "after_flush", _collect_flushed)
    event.listen(session, "do_orm_execute", _collect_bulk)
    event.listen(session, "before_commit", _raise_counters)


def revision(session: Session, entity: str) -> int:
    """How many transactions have changed records of this kind; 0 when none has."""
    statement = select(ENTITY_REVISION.c.revision).where(ENTITY_REVISION.c.entity == entity)
    return session.scalar(statement) or 0


def revisions(session: Session) -> dict[str, int]:
    """The counters of all kinds that ever changed."""
    return {row.entity: row.revision for row in session.execute(select(ENTITY_REVISION))}


def _entities(rows: Iterable[Any]) -> set[str]:
    return {row.entity for row in rows if hasattr(row, "entity")}


def _collect_flushed(session: Session, context: UOWTransaction) -> None:
    changed = (row for row in session.dirty if session.is_modified(row))
    session.info[_CHANGED] |= _entities((*session.new, *session.deleted, *changed))


def _collect_bulk(state: ORMExecuteState) -> None:
    if (state.is_insert or state.is_update or state.is_delete) and state.bind_mapper is not None:
        entity = getattr(state.bind_mapper.class_, "entity", None)
        if entity is not None:
            state.session.info[_CHANGED].add(entity)


def _raise_counters(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    changed: set[str] = session.info[_CHANGED]
    for entity in sorted(changed):
        statement = insert(ENTITY_REVISION).values(entity=entity, revision=1)
        raised = statement.on_conflict_do_update(
            index_elements=["entity"], set_={"revision": ENTITY_REVISION.c.revision + 1}
        )
        session.connection().execute(raised)
    changed.clear()


def _touch_records(session: Session, context: UOWTransaction, instances: object) -> None:
    # an edited position is an edit of its record: without this two people could overwrite each other's lists
    changed = [row for row in session.dirty if session.is_modified(row)]
    records = [row for row in changed if isinstance(row, Versioned)]
    for row in (*session.new, *session.deleted, *changed):
        if isinstance(row, Positioned):
            records += _records_of(session, row)
    moment = _now()
    for record in records:
        gone = record in session.deleted or record in session.new
        # a use case that touched the record itself has set the moment by its own clock
        if not gone and not session.is_modified(record, include_collections=False):
            record.touch(moment)


def _records_of(session: Session, position: Positioned) -> Iterable[Versioned]:
    """The saved records a position points to by foreign key and that are of the same kind."""
    mapper = inspect(position).mapper
    for key in mapper.local_table.foreign_keys:
        value = getattr(position, mapper.get_property_by_column(key.parent).key)
        for other in mapper.registry.mappers:
            if value is None or other.local_table is not key.column.table:
                continue
            if issubclass(other.class_, Versioned) and other.class_.entity == position.entity:
                with session.no_autoflush:
                    record = session.get(other.class_, value)
                if record is not None:
                    yield record
