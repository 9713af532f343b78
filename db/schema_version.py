"""Which schema a database has and which one this program brings, without loading Alembic."""

import re
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

APPLICATION_ID = 0x5055727A
"""SQLite's application_id of our files: the letters PUrz."""

VERSIONS = Path(__file__).with_name("migrations") / "versions"
"""Where the migrations lie, one file each: ``0001_what_it_does.py``, numbered without gaps."""

_MIGRATION = re.compile(r"(\d{4})_\w+\.py")


def newest(versions: Path = VERSIONS) -> int:
    """The number of the last migration; RuntimeError when the numbers have a gap or repeat."""
    found = sorted(int(match[1]) for file in versions.iterdir() if (match := _MIGRATION.fullmatch(file.name)))
    if found != list(range(1, len(found) + 1)) or not found:
        raise RuntimeError(f"migrations are not numbered 1, 2, 3 …: {found}")
    return found[-1]


def of_file(connection: Any) -> int | None:
    """The schema number of an open file; None when the file is a database of some other program."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return number if application_id == APPLICATION_ID else None


def of_server(connection: Connection) -> int | None:
    """The schema number of a database on a server; None when it holds no schema of this program."""
    found = connection.execute(text("SELECT to_regclass('alembic_version'), to_regclass('entity_revision')")).one()
    if None in found:
        return None
    number = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if number is None else int(number)


def revision(number: int) -> str:
    """Alembic's name of a schema number: 7 gives ``0007``."""
    return f"{number:04d}"
