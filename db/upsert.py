"""A row put where none is, else changed, in one statement that no other connection can come between."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Dialect, Table


def upsert(dialect: Dialect, table: Table, values: Mapping[str, Any], changes: Mapping[str, Any]) -> Any:
    """The statement: insert ``values``, or make ``changes`` (``table.c`` is the row there) to the row of that key."""
    statement = _insert(dialect)(table).values(**values)
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=dict(changes))


def _insert(dialect: Dialect) -> Any:
    # a dialect takes a while to load, and a database has only one
    if dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert
    from sqlalchemy.dialects import sqlite

    return sqlite.insert
