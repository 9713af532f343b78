"""A whole database from one place to another, table by table, counted and compared on both sides.

Rows go through the driver without the row classes: nothing is derived, versioned or audited anew on the way.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    Connection,
    MetaData,
    String,
    Table,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)

from db.audit import AUDIT_ENTRY, AUDIT_HEAD, mac_of, moment_text
from db.base import ENTITY_REVISION
from db.row_json import ColumnKind, content_line, kinds_of, plain_table

BATCH = 500
"""Rows read and written at once."""

Report = Callable[[int, int, str], None]
"""Told rows done, rows in all, and the table at work; stops the copying by raising."""

LOCAL = frozenset({AUDIT_HEAD.name, ENTITY_REVISION.name, "alembic_version"})
"""Tables that belong to one database: the key of its log, the counters that its programs watch, its schema."""

_SEALS = {AUDIT_ENTRY.name: frozenset({"mac"})}
"""Columns bound to one database: the log is sealed again under the key of the other one."""


@dataclass(frozen=True)
class Shape:
    """A table as it is copied: its name, its columns, the column that refers to the table itself, if any."""

    name: str
    columns: tuple[ColumnKind, ...]
    refers_to_itself: str | None = None

    @property
    def table(self) -> Table:
        return plain_table(self.name, self.columns)


@dataclass(frozen=True)
class TableSum:
    """How many rows a table holds and what they hold: SHA-256 over their content in the order of the primary key."""

    name: str
    rows: int
    digest: str


@dataclass(frozen=True)
class Difference:
    """A table that did not arrive as it left."""

    name: str
    here: TableSum
    there: TableSum


class NotEmpty(Exception):
    """The target already holds rows; ``table`` names the first such table."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


def shapes(metadata: MetaData) -> tuple[Shape, ...]:
    """Every table that holds content, in an order in which no row refers to one that comes later."""
    return tuple(
        Shape(table.name, kinds_of(table), _self_reference(table))
        for table in metadata.sorted_tables
        if table.name not in LOCAL
    )


def _self_reference(table: Table) -> str | None:
    return next((key.parent.name for key in table.foreign_keys if key.column.table is table), None)


def rows(connection: Connection, shape: Shape) -> Iterator[dict[str, Any]]:
    """Every row in the order of the primary key, the same on both databases."""
    table = shape.table
    order = [_byte_order(connection, column) for column in table.primary_key.columns]
    # files are large: one at a time
    size = 1 if any(column.kind == "bytes" for column in shape.columns) else BATCH
    found = connection.execute(select(table).order_by(*order), execution_options={"yield_per": size})
    for row in found.mappings():
        yield dict(row)


def _byte_order(connection: Connection, column: Any) -> Any:
    if connection.dialect.name == "postgresql" and isinstance(column.type, String):
        return column.collate("C")
    return column


def count(connection: Connection, shape: Shape) -> int:
    """Rows of the table."""
    return connection.scalar(select(func.count()).select_from(shape.table)) or 0


def total(connection: Connection, every: Iterable[Shape]) -> int:
    """Rows of all tables."""
    return sum(count(connection, shape) for shape in every)


class Sum:
    """Adds up the rows of one table as they pass."""

    def __init__(self, shape: Shape) -> None:
        self._name, self._digest, self._rows = shape.name, sha256(), 0
        sealed = _SEALS.get(shape.name, frozenset())
        self._columns = [column for column in shape.columns if column.name not in sealed]

    def add(self, row: Mapping[str, Any]) -> None:
        self._digest.update(content_line(self._columns, row) + b"\n")
        self._rows += 1

    def result(self) -> TableSum:
        return TableSum(self._name, self._rows, self._digest.hexdigest())


def summed(connection: Connection, shape: Shape) -> TableSum:
    """Count and content of a table as it lies there now."""
    adding = Sum(shape)
    for row in rows(connection, shape):
        adding.add(row)
    return adding.result()


def require_empty(connection: Connection, every: Iterable[Shape]) -> None:
    """NotEmpty when a table holds a row."""
    for shape in every:
        if count(connection, shape):
            raise NotEmpty(shape.name)


def load(connection: Connection, shape: Shape, incoming: Iterable[Mapping[str, Any]]) -> int:
    """Put rows into an empty table as they are; returns how many."""
    statement, batch, done = insert(shape.table), [], 0
    for row in _parents_first(incoming, shape.refers_to_itself) if shape.refers_to_itself else incoming:
        batch.append(dict(row))
        if len(batch) == BATCH or any(column.kind == "bytes" for column in shape.columns):
            connection.execute(statement, batch)
            done += len(batch)
            batch = []
    if batch:
        connection.execute(statement, batch)
    return done + len(batch)


def _parents_first(incoming: Iterable[Mapping[str, Any]], parent: str) -> Iterator[Mapping[str, Any]]:
    """Rows of a tree from the top down: PostgreSQL checks each reference at once."""
    below: dict[Any, list[Mapping[str, Any]]] = {}
    waiting: dict[Any, Mapping[str, Any]] = {row["id"]: row for row in incoming}
    for row in waiting.values():
        above = row[parent] if row[parent] in waiting else None
        below.setdefault(above, []).append(row)
    level = below.pop(None, [])
    while level:
        yield from level
        level = [child for row in level for child in below.pop(row["id"], ())]
    # a ring cannot be put in order; the database itself refuses it
    for ring in below.values():
        yield from ring


def _load_in_turn(connection: Connection, incoming: Iterable[Mapping[str, Any]]) -> int:
    done = 0
    for row in incoming:
        # one by one: each seal needs the one before
        connection.execute(insert(AUDIT_ENTRY), {**row, "mac": ""})
        done += 1
    return done


_HAS_JOURNAL = text("SELECT 1 FROM pg_trigger WHERE tgrelid = CAST(:name AS regclass) AND tgname = 'keep_journal'")


def switch_journal(connection: Connection, every: Iterable[Shape], *, on: bool) -> None:
    """Rows that are only moved were not changed by anybody: the server's journal of rows sleeps for the load.

    The connection is the owner's; a rollback switches it on again.
    """
    if connection.dialect.name != "postgresql":
        return
    deed = "ENABLE" if on else "DISABLE"
    for shape in every:
        if connection.scalar(_HAS_JOURNAL, {"name": shape.name}):
            quoted = connection.dialect.identifier_preparer.quote(shape.name)
            connection.exec_driver_sql(f"ALTER TABLE {quoted} {deed} TRIGGER keep_journal")


def missing_tables(connection: Connection, every: Iterable[Shape]) -> list[str]:
    """What differs between the shapes and the database's own tables, as ``table`` or ``table.column``."""
    inspector = inspect(connection)
    known = {name: {each["name"] for each in inspector.get_columns(name)} for name in inspector.get_table_names()}
    wrong = []
    for shape in every:
        if shape.name not in known:
            wrong.append(shape.name)
            continue
        named = {column.name for column in shape.columns}
        wrong += [f"{shape.name}.{name}" for name in sorted(named ^ known[shape.name])]
    return wrong


def load_log(connection: Connection, incoming: Iterable[Mapping[str, Any]]) -> int:
    """Put entries of another database's audit log into an empty one, sealed again under the key of this one.

    Number, moment, author, deed, record and digest stay, so that what is told stays; only the seals are new. On a
    server they are the server's: it lets its owner say the rest.
    """
    if connection.dialect.name == "postgresql":
        return _load_in_turn(connection, incoming)
    head = connection.execute(select(AUDIT_HEAD).where(AUDIT_HEAD.c.id == 1)).one()
    key, previous, done = bytes.fromhex(head.key), "", 0
    batch: list[dict[str, Any]] = []
    for row in incoming:
        told = (row["author"], row["deed"], row["entity"], row["record_id"], row["digest"])
        previous, done = mac_of(key, previous, (row["number"], moment_text(row["at"]), *told)), done + 1
        batch.append({**row, "mac": previous})
        if len(batch) == BATCH:
            connection.execute(insert(AUDIT_ENTRY), batch)
            batch = []
    if batch:
        connection.execute(insert(AUDIT_ENTRY), batch)
    connection.execute(update(AUDIT_HEAD).where(AUDIT_HEAD.c.id == 1).values(count=done, mac=previous))
    return done
