"""Databases of older schemas: made by the migrations up to them, and filled with rows of any table."""

import shutil
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, insert, inspect, text

from db import schema_version
from db.file_store import FileStore

_FILLERS: dict[type, Any] = {
    str: "",
    int: 1,
    bool: False,
    date: date(2026, 1, 2),
    datetime: datetime(2026, 1, 2, tzinfo=UTC),
}


def migrations_up_to(number: int, place: Path) -> Path:
    """A folder with the first ``number`` migrations, in ``place``."""
    migrations = place / "migrations"
    migrations.mkdir()
    for file in schema_version.VERSIONS.glob("[0-9]*.py"):
        if int(file.name[:4]) <= number:
            shutil.copy(file, migrations)
    return migrations


def columns_of_schema(number: int, place: Path) -> dict[str, set[str]]:
    """Names of columns by table; ``place`` is a folder of the test, where a database is made."""
    migrations = migrations_up_to(number, place)
    with closing(FileStore.create(place / "older.db", versions=migrations)) as store, store.reading() as session:
        seen = inspect(session.connection())
        return {table: {column["name"] for column in seen.get_columns(table)} for table in seen.get_table_names()}


def add_row(connection: Connection, table: str, **values: object) -> None:
    """A row of the table as it is in this database; what must not be missing and is not given is filled in."""
    columns = Table(table, MetaData(), autoload_with=connection, resolve_fks=False)
    needed = {
        column.name: _FILLERS[column.type.python_type]
        for column in columns.columns
        if not column.nullable and column.name not in values and column.name != "id"
    }
    connection.execute(insert(columns).values(needed | values))


BEFORE_COMMISSIONS = 11
"""The last schema in which contests knew no order of their commission and an erasure named a record once."""


def add_commission(connection: Connection) -> None:
    """Rows of every table that the schemas after it change: a contest with its commission, and an erasure."""
    add_row(connection, "ngo_contest", id=4, version=3, number="1/2026", title="Zajęcia", form="support", year=2026)
    add_row(connection, "ngo_contest_member", contest_id=4, position=0, name="Alina Kos", role="chair", origin="office")
    add_row(connection, "erasure", subject="employee", record_id=7, reason="wniosek")


def check_commission(connection: Connection) -> None:
    """What was there stays, what is new is blank, and a record may be erased once more."""
    contest = connection.execute(text("SELECT version, title, commission_order, quorum FROM ngo_contest")).one()
    assert tuple(contest) == (3, "Zajęcia", "", None)
    member = connection.execute(text("SELECT contest_id, name, declared_on, presence FROM ngo_contest_member")).one()
    assert tuple(member) == (4, "Alina Kos", None, None)
    add_row(connection, "erasure", subject="employee", record_id=7, reason="drugi raz", trace="x")
    assert connection.scalars(text("SELECT trace FROM erasure ORDER BY id")).all() == ["", "x"]
