"""Is the file sound? The thorough check behind ``urzad check`` and a quick one for the background."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import foreign_code, schema_version
from db.engine import connect
from db.errors import DatabaseProblem, ProblemKind, translated

MESSAGES = 100
"""SQLite stops looking after so many faults."""

CORRUPT = 11
"""SQLite's result code for damage."""

INSTRUCTIONS_PER_ASK = 100_000
"""SQLite's steps between two questions whether to stop: a few milliseconds."""


@dataclass(frozen=True)
class BrokenReference:
    """A row that points to a row which does not exist; ``row`` is SQLite's rowid."""

    table: str
    row: int | None
    refers_to: str


@dataclass(frozen=True)
class CheckReport:
    """What the check found; ``size`` is in bytes.

    ``schema`` is the number of the file's last migration, ``newest`` that of the last one this program brings.
    """

    path: Path
    schema: int
    newest: int
    size: int
    faults: tuple[str, ...]
    broken_references: tuple[BrokenReference, ...]
    rows: Mapping[str, int]

    @property
    def ok(self) -> bool:
        return not self.faults and not self.broken_references

    @property
    def from_newer_program(self) -> bool:
        """This program cannot open the file."""
        return self.schema > self.newest

    @property
    def to_be_upgraded(self) -> bool:
        """The next opening changes the file's schema."""
        return self.schema < self.newest


def check(path: Path, *, key: bytes | None = None, versions: Path = schema_version.VERSIONS) -> CheckReport:
    """Read the whole file and compare it with its indexes and references; about 3 s per GB.

    Damage is in the report; DatabaseProblem is raised when the file cannot be read at all.
    """
    with translated(path):
        connection = _open(path, key)
        try:
            schema = schema_version.of_file(connection)
            if schema is None:
                raise DatabaseProblem(ProblemKind.NOT_A_DATABASE, path)
            faults = _messages(connection, f"integrity_check({MESSAGES})")
            faults += tuple(f"foreign code: {name}" for name in foreign_code.foreign(connection))
            if key is not None:
                _move_log_into_file(connection)
                faults += tuple(row[0] for row in connection.execute("PRAGMA cipher_integrity_check"))
            # a damaged file may not let itself be counted; the faults already say why
            faults += () if faults else foreign_code.wrong_values(connection)
            references = () if faults else _broken_references(connection)
            counts = {} if faults else rows(connection)
        finally:
            connection.close()
        newest = schema_version.newest(versions)
        return CheckReport(path, schema, newest, path.stat().st_size, faults, references, counts)


def quick_check(
    path: Path, *, key: bytes | None = None, cancelled: Callable[[], bool] = lambda: False
) -> tuple[str, ...] | None:
    """Faults found by reading each page once, without the indexes; () means sound, None means cancelled.

    Made for a background thread: ``cancelled`` is asked every few milliseconds.
    """
    with translated(path):
        connection = _open(path, key)
        try:
            connection.set_progress_handler(lambda: int(cancelled()), INSTRUCTIONS_PER_ASK)
            return _messages(connection, f"quick_check({MESSAGES})")
        except connection.OperationalError:
            if cancelled():
                return None
            raise
        finally:
            connection.close()


def _open(path: Path, key: bytes | None) -> Any:
    if not path.is_file():
        raise DatabaseProblem(ProblemKind.MISSING, path)
    connection = connect(path, key=key)
    connection.execute("PRAGMA query_only=ON")
    return connection


def _move_log_into_file(connection: Any) -> None:
    """Let SQLite finish what a power cut may have interrupted: the cipher's check reads the file past the log.

    A page that was being copied from the log when the power went is torn in the file and whole in the log, so that
    nothing is lost, but would be called damaged.
    """
    # what keeps the log from being moved (a file that may only be read) is no damage; real damage is found after it
    with suppress(connection.DatabaseError):
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()


def _messages(connection: Any, pragma: str) -> tuple[str, ...]:
    messages = []
    try:
        for (message,) in connection.execute(f"PRAGMA {pragma}"):
            messages.append(message)
    except connection.DatabaseError as error:
        # heavy damage ends the check itself; that too is a finding
        if getattr(error, "sqlite_errorcode", 0) != CORRUPT:
            raise
        messages.append(str(error))
    return tuple(message for message in messages if message != "ok")


def _broken_references(connection: Any) -> tuple[BrokenReference, ...]:
    found = connection.execute("PRAGMA foreign_key_check")
    return tuple(BrokenReference(table, row, refers_to) for table, row, refers_to, _ in found)


def rows(connection: Any) -> dict[str, int]:
    """How many rows each table of an open file has, by the name of the table."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    ).fetchall()
    counts = {}
    for (name,) in names:
        quoted = name.replace('"', '""')
        (counts[name],) = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608
    return counts
