"""Counters per kind of record, raised by each transaction that changes one, so that other processes notice.

The same events feed the audit log (``db.audit_changes``).
"""

from functools import cache
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import InstanceState, Mapper, ORMExecuteState, Session, SessionTransaction, UOWTransaction

from db import audit, audit_changes
from db.base import ENTITY_REVISION, Positioned, Versioned, _now
from db.parts import is_parent
from db.upsert import upsert

_CHANGED = "db.changed_entities"
_LISTS = "db.changed_lists"


class WritingSession(Session):
    """A session that raises the versions of records whose positions change, and the counters, and writes the log."""


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
    audit_changes.collect(session, session.info.pop(_LISTS, {}))


def _collect_bulk(state: ORMExecuteState) -> None:
    audit_changes.check_bulk(state)
    if (state.is_insert or state.is_update or state.is_delete) and state.bind_mapper is not None:
        _changed(state.session).update(_entity(state.bind_mapper.class_))


def _finish(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    changed = _changed(session)
    if audit_changes.write(session):
        changed.add(audit.ENTITY)
    _raise_counters(session, changed)


def _raise_counters(session: Session, changed: set[str]) -> None:
    connection = session.connection()
    raised = {"revision": ENTITY_REVISION.c.revision + 1}
    for entity in sorted(changed):
        connection.execute(upsert(connection.dialect, ENTITY_REVISION, {"entity": entity, "revision": 1}, raised))
    changed.clear()


def _touch_records(session: Session, context: UOWTransaction, instances: object) -> None:
    # an edited position is an edit of its record: without this two people could overwrite each other's lists
    # each of these properties builds a new set
    new, deleted, dirty = session.new, session.deleted, session.dirty
    lists = {row: names for row in dirty if isinstance(row, Versioned) and (names := _changed_lists(row))}
    edited = (row for row in dirty if isinstance(row, Positioned) and session.is_modified(row))
    with session.no_autoflush:
        for row in (*new, *deleted, *edited):
            if isinstance(row, Positioned):
                _find_owners(session, row, lists)
    audit_changes.remember(session, lists)
    session.info[_LISTS] = lists
    moment = _now()
    for record in lists:
        gone = record in deleted or record in new
        # a use case that touched the record itself has set the moment by its own clock
        if not gone and not session.is_modified(record, include_collections=False):
            record.touch(moment)


def _find_owners(session: Session, position: Positioned, lists: dict[Versioned, set[str]]) -> None:
    """Add the saved records that a position points to, with the list it stands in.

    A new position points nowhere yet and is found by its list.
    """
    for attribute, row_class in _owner_keys(inspect(position).mapper):
        number = getattr(position, attribute)
        record = None if number is None else session.get(row_class, number)
        if record is not None:
            lists.setdefault(record, set()).update(_lists_of(inspect(row_class), type(position)))


def _changed_lists(record: Versioned) -> set[str]:
    state: InstanceState[Versioned] = inspect(record)
    return {
        relation.key
        for relation in audit_changes.list_relations(state.mapper)
        if state.attrs[relation.key].history.has_changes()
    }


def _lists_of(mapper: Mapper[Any], kind: type[Positioned]) -> set[str]:
    return {relation.key for relation in audit_changes.list_relations(mapper) if relation.mapper.class_ is kind}


@cache
def _owner_keys(mapper: Mapper[Any]) -> tuple[tuple[str, type[Versioned]], ...]:
    """The foreign keys of a position's class that lead to its record, not to another one of the same kind."""
    return tuple(
        (mapper.get_property_by_column(key.parent).key, other.class_)
        for key in mapper.local_table.foreign_keys
        for other in mapper.registry.mappers
        if other.local_table is key.column.table and issubclass(other.class_, Versioned) and is_parent(mapper, key)
    )


def _begin(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        audit_changes.begin_savepoint(session, transaction)


def _rolled_back(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        audit_changes.roll_back_to_savepoint(session, transaction)


event.listen(WritingSession, "after_transaction_create", _begin)
event.listen(WritingSession, "after_soft_rollback", _rolled_back)
event.listen(WritingSession, "before_flush", _touch_records)
event.listen(WritingSession, "after_flush", _collect_flushed)
event.listen(WritingSession, "do_orm_execute", _collect_bulk)
event.listen(WritingSession, "before_commit", _finish)
