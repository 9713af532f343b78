"""A row put where none is, else changed, in one statement that no other connection can come between."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite

_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def upsert(dialect: Dialect, table: Table, values: Mapping[str, Any], changes: Mapping[str, Any]) -> Any:
    """The statement: insert ``values``, or make ``changes`` (``table.c`` is the row there) to the row of that key."""
    statement = _INSERTS[dialect.name](table).values(**values)
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=dict(changes))
