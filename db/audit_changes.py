"""Collects what a session changes in records, for the audit log: one entry per record, merged over all flushes.

Logged are the content fields: not id, version and moments, and not derived columns, which are those named
``find``, ``sort`` and ``…_sort`` or marked ``info=DERIVED``. A list of positions counts as one field. Row classes
that are no records but whose additions matter name their columns in ``logged_additions``.

A row class is watched when the log stands in the same metadata.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import Table, inspect, select
from sqlalchemy.orm import (
    InstanceState,
    LoaderCallableStatus,
    Mapper,
    ORMExecuteState,
    RelationshipDirection,
    RelationshipProperty,
    Session,
)

from db import audit
from db.base import Positioned, Versioned

DERIVED = {"derived": True}
"""For ``mapped_column(info=…)``: the column follows from others and is not logged."""

_RECORDS = "db.audit.records"
_CONCEALED = "db.audit.concealed"
_UNTOLD = "db.audit.untold"
_SAVEPOINTS = "db.audit.savepoints"
_BOOKKEEPING = frozenset({"id", "version", "created_at", "updated_at", "deleted_at"})
_MISSING = object()


@dataclass
class _Record:
    """What has happened to one record so far; ``was`` and ``now`` are values by field."""

    created: bool = False
    removed: bool = False
    was_deleted: bool | None = None
    now_deleted: bool | None = None
    was: dict[str, Any] = field(default_factory=dict)
    now: dict[str, Any] = field(default_factory=dict)

    def changed(self, name: str, old: Any, new: Any) -> None:
        self.was.setdefault(name, None if self.created else old)
        self.now[name] = new

    def deed(self) -> str:
        if self.removed:
            return "delete"
        if self.created:
            return "create"
        if self.was_deleted is not None and self.was_deleted is not self.now_deleted:
            return "delete" if self.now_deleted else "undelete"
        return "update"

    def changes(self) -> dict[str, list[Any]]:
        """Fields that differ in the end; what is blank in a new record is not mentioned."""
        pairs = {name: [old, self.now.get(name)] for name, old in self.was.items()}
        return {
            name: pair
            for name, pair in pairs.items()
            if pair[0] != pair[1] and not (self.created and pair[1] in (None, "", []))
        }


# -- called by a writing session -----------------------------------------------------------------------------------


def remember(session: Session, lists: Mapping[Versioned, set[str]]) -> None:
    """Before a flush: the lists that it will change, as they are, and old values that were never loaded."""
    with session.no_autoflush:
        for record, names in lists.items():
            if _watched(type(record)) and record not in session.new:
                entry = _entry(session, record)
                for name in names:
                    if name not in entry.was:
                        entry.was[name] = _old_list(record, name)
        for row in session.dirty:
            if isinstance(row, Versioned) and _watched(type(row)):
                _remember_unloaded(session, row)


def collect(session: Session, lists: Mapping[Versioned, set[str]]) -> None:
    """After a flush, while the session still tells old from new."""
    for row in filter(_is_watched, session.new):
        if isinstance(row, Versioned):
            _added(session, row)
        else:
            _note_addition(session, row, "create")
    for row in filter(_is_watched, session.deleted):
        if isinstance(row, Versioned):
            _removed(session, row)
        else:
            _note_addition(session, row, "delete")
    for row in filter(_is_watched, session.dirty):
        if isinstance(row, Versioned):
            _edited(session, row)
    for record, names in lists.items():
        if _watched(type(record)) and record not in session.new and record not in session.deleted:
            entry = _entry(session, record)
            for name in names:
                entry.now[name] = _new_list(session, record, name)


def tell_added(
    session: Session,
    row_class: type[Versioned],
    rows: Sequence[tuple[int, Mapping[str, Any], Mapping[str, Sequence[Mapping[str, Any]]]]],
) -> None:
    """Records that a bulk insert has just added: id, columns, and positions by the name of the list."""
    if not _watched(row_class):
        return
    session.info[_UNTOLD] = session.info.get(_UNTOLD, 0) - 1
    columns, records = _content(inspect(row_class)), _records(session)
    shapes = {name: _item_columns(other.mapper.class_) for name, other in _lists(inspect(row_class)).items()}
    for number, values, positions in rows:
        entry = records[row_class.entity, number] = _Record(created=True)
        for name in columns:
            value = values.get(name)
            # most columns of a card are blank
            if value not in (None, "", ()):
                entry.was[name], entry.now[name] = None, plain(value)
        for name, items in positions.items():
            if items:
                entry.was[name] = None
                entry.now[name] = [{key: plain(item.get(key)) for key in shapes[name]} for item in items]


def check_bulk(state: ORMExecuteState) -> None:
    """A statement over many rows passes by the unit of work: refuse it where its records would go unlogged."""
    if state.bind_mapper is None or not _watched(state.bind_mapper.class_):
        return
    row_class = state.bind_mapper.class_
    if (state.is_update or state.is_delete) and issubclass(row_class, Versioned | Positioned):
        raise RuntimeError(f"bulk change of {row_class.__name__}: versions and the audit log would not see it")
    if state.is_insert and issubclass(row_class, Versioned):
        state.session.info[_UNTOLD] = state.session.info.get(_UNTOLD, 0) + 1


def begin_savepoint(session: Session, savepoint: object) -> None:
    """Remember what was collected, in case the savepoint is rolled back."""
    told = (_records(session), audit.pending(session), audit.titles(session))
    session.info.setdefault(_SAVEPOINTS, {})[savepoint] = deepcopy(told)


def roll_back_to_savepoint(session: Session, savepoint: object) -> None:
    """Forget what the savepoint did."""
    records, pending, titles = session.info.get(_SAVEPOINTS, {}).pop(savepoint, ({}, [], {}))
    _records(session).clear()
    _records(session).update(records)
    audit.pending(session)[:] = pending
    audit.titles(session).clear()
    audit.titles(session).update(titles)


def conceal(session: Session, entity: str, record_id: int, deed: str) -> None:
    """Log this transaction's changes of a record under ``deed`` with the names of fields only: an erasure."""
    concealed: dict[tuple[str, int], str] = session.info.setdefault(_CONCEALED, {})
    concealed[entity, record_id] = deed


def write(session: Session) -> bool:
    """Before the commit: append what was collected and noted; False when there was nothing."""
    if session.info.pop(_UNTOLD, 0) > 0:
        raise RuntimeError("a bulk insert of records did not tell the audit log (db.audit_changes.tell_added)")
    concealed: dict[tuple[str, int], str] = session.info.pop(_CONCEALED, {})
    entries = []
    for (entity, number), record in _records(session).items():
        changes, deed = record.changes(), record.deed()
        if (entity, number) in concealed:
            facts = {"fields": sorted(changes)}
            entries.append(audit.Pending(concealed[entity, number], entity, number, "", facts=facts))
        elif changes or deed != "update":
            entries.append(audit.Pending(deed, entity, number, changes=changes))
    entries += audit.pending(session)
    if entries:
        audit.append(session, entries)
    _records(session).clear()
    audit.pending(session).clear()
    return bool(entries)


# -- rows ------------------------------------------------------------------------------------------------------------


def _records(session: Session) -> dict[tuple[str, int], _Record]:
    records: dict[tuple[str, int], _Record] = session.info.setdefault(_RECORDS, {})
    return records


def _entry(session: Session, row: Versioned) -> _Record:
    return _records(session).setdefault((row.entity, row.id), _Record())


def _added(session: Session, row: Versioned) -> None:
    entry = _entry(session, row)
    entry.created = True
    mapper, values = inspect(row).mapper, inspect(row).dict
    for name in _content(mapper):
        if values.get(name) not in (None, "", ()):
            entry.changed(name, None, plain(values[name]))
    for name in _lists(mapper):
        if items := values.get(name):
            entry.changed(name, None, [_item(item) for item in items])


def _removed(session: Session, row: Versioned) -> None:
    entry = _entry(session, row)
    entry.removed = True
    state: InstanceState[Versioned] = inspect(row)
    for name in _content(state.mapper):
        if name in state.dict:
            entry.changed(name, plain(_old(state, name)), None)


def _edited(session: Session, row: Versioned) -> None:
    state: InstanceState[Versioned] = inspect(row)
    before = state.committed_state
    names = [name for name in _content(state.mapper) if name in before]
    moved = "deleted_at" in before
    if not names and not moved:
        return
    entry = _entry(session, row)
    for name in names:
        entry.changed(name, plain(before[name]), plain(state.dict.get(name)))
    if moved:
        if entry.was_deleted is None:
            entry.was_deleted = before["deleted_at"] is not None
        entry.now_deleted = row.deleted_at is not None


def _note_addition(session: Session, row: object, deed: str) -> None:
    names: Sequence[str] = getattr(type(row), "logged_additions", ())
    if names:
        facts = {name: plain(getattr(row, name)) for name in names}
        audit.note(session, deed, type(row).entity, facts=facts)  # type: ignore[attr-defined]


def _remember_unloaded(session: Session, row: Versioned) -> None:
    """A value set on a column that was never loaded has no old value in memory: ask the database."""
    state: InstanceState[Versioned] = inspect(row)
    names = [
        name
        for name in (*_content(state.mapper), "deleted_at")
        if _is_unknown(state.committed_state.get(name, _MISSING))
    ]
    if names:
        columns = [state.mapper.column_attrs[name].columns[0] for name in names]
        statement = select(*columns).where(state.mapper.local_table.c.id == row.id)
        stored = session.connection().execute(statement).one_or_none()
        if stored is not None:
            state.committed_state.update(zip(names, stored, strict=True))


def _is_unknown(value: Any) -> bool:
    return isinstance(value, LoaderCallableStatus)


# -- lists -----------------------------------------------------------------------------------------------------------


def _old_list(record: Versioned, name: str) -> list[Any]:
    history = inspect(record).attrs[name].load_history()
    items = [*(history.unchanged or ()), *(history.deleted or ())]
    items.sort(key=lambda item: _old(inspect(item), "position"))
    return [_item(item, old=True) for item in items]


def _new_list(session: Session, record: Versioned, name: str) -> list[Any]:
    kind = _lists(inspect(record).mapper)[name].mapper.class_
    current = list(getattr(record, name))
    strangers = any(isinstance(row, kind) and row not in current for row in session.new)
    ghosts = any(row in current for row in session.deleted)
    if strangers or ghosts:
        # added or deleted without the list's knowledge
        return _stored_list(session, record, name)
    return [_item(item) for item in current]


def _stored_list(session: Session, record: Versioned, name: str) -> list[Any]:
    relation = _lists(inspect(record).mapper)[name]
    mapper = relation.mapper
    names = _item_columns(mapper.class_)
    ((_own, owner),) = relation.local_remote_pairs or ()
    columns = [mapper.column_attrs[key].columns[0] for key in names]
    statement = select(*columns).where(owner == record.id).order_by(mapper.local_table.c.position)
    rows = session.connection().execute(statement)
    return [dict(zip(names, map(plain, row), strict=True)) for row in rows]


def _item(item: object, *, old: bool = False) -> dict[str, Any]:
    state: InstanceState[Any] = inspect(item)
    names = _item_columns(type(item))
    if old:
        return {name: plain(_old(state, name)) for name in names}
    return {name: plain(state.dict.get(name)) for name in names}


def _old(state: InstanceState[Any], name: str) -> Any:
    value = state.committed_state.get(name, _MISSING)
    return state.dict.get(name) if value is _MISSING or _is_unknown(value) else value


# -- shapes ----------------------------------------------------------------------------------------------------------


def _is_watched(row: object) -> bool:
    return _watched(type(row))


def _watched(row_class: Any) -> bool:
    watched: bool = _in_metadata(row_class)
    return watched


@cache
def _in_metadata(row_class: Any) -> bool:
    metadata = getattr(row_class, "metadata", None)
    return metadata is not None and audit.AUDIT_ENTRY.name in metadata.tables


@cache
def _content(mapper: Mapper[Any]) -> tuple[str, ...]:
    return tuple(
        attribute.key
        for attribute in mapper.column_attrs
        if attribute.key not in _BOOKKEEPING and not is_derived(attribute.key, attribute.columns[0].info)
    )


def is_derived(name: str, info: Mapping[Any, Any]) -> bool:
    """Whether a column follows from others."""
    return name in ("find", "sort") or name.endswith("_sort") or bool(info.get("derived"))


@cache
def _lists(mapper: Mapper[Any]) -> dict[str, RelationshipProperty[Any]]:
    return {relation.key: relation for relation in list_relations(mapper)}


def list_relations(mapper: Mapper[Any]) -> Iterator[RelationshipProperty[Any]]:
    """The lists of positions of a record's class."""
    for relation in mapper.relationships:
        if relation.direction is RelationshipDirection.ONETOMANY and issubclass(relation.mapper.class_, Positioned):
            yield relation


def _item_columns(row_class: Any) -> tuple[str, ...]:
    return _position_content(inspect(row_class))


@cache
def _position_content(mapper: Mapper[Any]) -> tuple[str, ...]:
    names = []
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        to_record = any(getattr(key.column.table, "name", "") in _record_tables(mapper) for key in column.foreign_keys)
        if attribute.key not in ("id", "position") and not to_record:
            names.append(attribute.key)
    return tuple(names)


def _record_tables(mapper: Mapper[Any]) -> set[str]:
    """Tables of the records whose kind the positions share."""
    entity = getattr(mapper.class_, "entity", None)
    return {
        cast("Table", other.local_table).name
        for other in mapper.registry.mappers
        if issubclass(other.class_, Versioned) and other.class_.entity == entity
    }


# -- values ----------------------------------------------------------------------------------------------------------


def plain(value: Any) -> Any:
    """A JSON value: choices by value, days and moments (UTC) in ISO form, bytes by size and SHA-256."""
    if value is None or type(value) in (str, int, bool, float):
        return value
    if _is_unknown(value):
        return None
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, bytes):
        return {"sha256": sha256(value).hexdigest(), "size": len(value)}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return str(value)
