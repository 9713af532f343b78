"""What tables held in older schemas, learnt from the migrations up to them."""

import shutil
from contextlib import closing
from pathlib import Path

from sqlalchemy import inspect

from db import schema_version
from db.file_store import FileStore


def columns_of_schema(number: int, place: Path) -> dict[str, set[str]]:
    """Names of columns by table; ``place`` is a folder of the test, where a database is made."""
    migrations = place / "migrations"
    migrations.mkdir()
    for file in schema_version.VERSIONS.glob("[0-9]*.py"):
        if int(file.name[:4]) <= number:
            shutil.copy(file, migrations)
    with closing(FileStore.create(place / "older.db", versions=migrations)) as store, store.reading() as session:
        seen = inspect(session.connection())
        return {table: {column["name"] for column in seen.get_columns(table)} for table in seen.get_table_names()}
