"""What a database file from elsewhere must not hold: code that no migration of ours put there, and gaps in the tables.

SQLite runs triggers and views of a file unseen, with the rights of whoever opens it. The program's own triggers are
known by the fingerprint of their text; anything else is refused before the first statement can set it off.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData

from db.errors import DatabaseProblem, ProblemKind

TRIGGERS: Mapping[str, str] = {
    "audit_entry_no_delete": "0651690e4f1f3e8ff3c3bbfdba4fc8ad7bc8865195e4be925ff21987a865eb79",
    "audit_entry_no_update": "bd664681dfb453fef6b21332502e45b0a99db392e2dd795fd7f12bef93ee042f",
}
"""SHA-256 of the statements of the migrations, blanks folded."""

_CODE = (
    "SELECT type, name, sql FROM sqlite_master "
    "WHERE type NOT IN ('table', 'index', 'trigger') OR type = 'trigger' "
    "OR (type = 'table' AND lower(ltrim(sql)) LIKE 'create virtual%')"
)
_FIRST_TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'entity_revision'"
"""Made by the first migration."""
_COLUMNS = (
    "SELECT found.name, part.name, part.type FROM sqlite_master AS found, pragma_table_xinfo(found.name) AS part "
    "WHERE found.type = 'table' AND found.name NOT LIKE 'sqlite%'"
)


def fingerprint(statement: str) -> str:
    """The same for a statement however it is laid out in lines."""
    return sha256(" ".join(statement.split()).encode()).hexdigest()


def foreign(connection: Any) -> tuple[str, ...]:
    """Triggers, views and virtual tables that are not the program's, each as ``kind name``."""
    found = connection.execute(_CODE).fetchall()
    return tuple(
        f"{kind} {name}"
        for kind, name, statement in found
        if kind != "trigger" or TRIGGERS.get(name) != fingerprint(statement or "")
    )


def require_none(connection: Any, path: Path) -> None:
    """Raise DatabaseProblem TAMPERED when the file holds code of somebody else, CORRUPT when it holds no tables."""
    if connection.execute(_FIRST_TABLE).fetchone() is None:
        raise DatabaseProblem(ProblemKind.CORRUPT, path, "marked as ours, but without our tables")
    if found := foreign(connection):
        raise DatabaseProblem(ProblemKind.TAMPERED, path, ", ".join(found))


def missing(connection: Any, metadata: MetaData) -> tuple[str, ...]:
    """Tables and columns (``table.column``) of the row classes that the file lacks."""
    columns: dict[str, set[str]] = {}
    for table, column, _kind in connection.execute(_COLUMNS):
        columns.setdefault(table, set()).add(column)
    lacking = []
    for name, table in metadata.tables.items():
        if name not in columns:
            lacking.append(name)
        else:
            lacking += [f"{name}.{column.name}" for column in table.columns if column.name not in columns[name]]
    return tuple(lacking)


_STORED: Mapping[str, str] = {
    "BLOB": "'blob'",
    "INTEGER": "'integer'",
    "BIGINT": "'integer'",
    "BOOLEAN": "'integer'",
    "FLOAT": "'real'",
}
_MOMENT = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*"


def wrong_values(connection: Any) -> tuple[str, ...]:
    """Columns that hold values of another kind than they were made for (a text where a number belongs).

    SQLite keeps whatever it is given, and its own check says nothing about it. Reads every table once.
    """
    tables: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in connection.execute(_COLUMNS):
        tables.setdefault(table, []).append((column, kind.partition("(")[0].strip().upper()))
    faults = []
    for table, columns in tables.items():
        counts = ", ".join(f"coalesce(sum({_is_wrong(column, kind)}), 0)" for column, kind in columns)
        row = connection.execute(f"SELECT {counts} FROM {_quoted(table)}").fetchone()  # noqa: S608 names are quoted
        faults += [
            f"{count} values of a wrong kind in {table}.{column}"
            for (column, _kind), count in zip(columns, row, strict=True)
            if count
        ]
    return tuple(faults)


def _is_wrong(column: str, kind: str) -> str:
    name = _quoted(column)
    wrong = f"typeof({name}) NOT IN ('null', {_STORED.get(kind, chr(39) + 'text' + chr(39))})"
    if kind in ("DATE", "DATETIME", "TIMESTAMP"):
        return f"({wrong} OR ({name} IS NOT NULL AND {name} NOT GLOB '{_MOMENT}'))"
    return wrong


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
