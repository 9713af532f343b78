"""Putting another database file in the place of the one in use: at any moment the name leads to a whole database."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db import backup
from db.backup_folder import key_file
from db.engine import LOCK_TIMEOUT, connect
from db.errors import DatabaseProblem, ProblemKind, translated

_LOGS = ("-wal", "-shm", "-journal")


def swap(
    path: Path,
    prepared: Path,
    *,
    key: bytes | None,
    keep: Callable[[Any], object],
    lock_timeout: float = LOCK_TIMEOUT,
) -> None:
    """Replace the database by the finished file ``prepared``, which lies in the same folder.

    ``keep`` gets a connection that has the old one to itself and keeps a copy of it; when it raises, nothing has
    changed. Raises DatabaseProblem LOCKED when another program has the database open.
    """
    with translated(path):
        with alone(path, key=key, lock_timeout=lock_timeout) as connection:
            keep(connection)
            _require_single(prepared)
            if os.name != "nt":
                # under the lock: whoever opens the name from now on gets the new file
                prepared.replace(path)
        if os.name == "nt":
            # an open file cannot be replaced there; whoever opened it meanwhile makes this fail
            prepared.replace(path)
        backup.sync_folder(path.parent)


@contextmanager
def alone(path: Path, *, key: bytes | None, lock_timeout: float = LOCK_TIMEOUT) -> Iterator[Any]:
    """A connection that nobody else can read or write beside; the file has no log meanwhile.

    DatabaseProblem LOCKED when another program, or another thread of this one, has the database open.
    """
    with translated(path):
        connection = connect(path, key=key, lock_timeout=lock_timeout)
        try:
            # leaving the write-ahead log needs the file for oneself, and moves everything from the log into it
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
            # the lock outlives the transaction: SQLite copies nothing from a connection inside a write transaction
            connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchone()
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
            if mode != "delete":
                raise DatabaseProblem(ProblemKind.LOCKED, path, f"journal is {mode}")
            yield connection
        finally:
            connection.close()


def replace_unreadable(path: Path, prepared: Path, kept: Path, *, keys: Path | None = None) -> None:
    """Replace a file that cannot be opened as a database, or is absent, and keep its remains in a new folder ``kept``.

    ``keys`` is the key file that belongs to ``prepared``, None when the one beside ``path`` opens it. Nobody can be
    kept out of a file that SQLite cannot lock: close other programs first.
    """
    with translated(path):
        _require_single(prepared)
        logs = [path.with_name(path.name + ending) for ending in _LOGS]
        remains = [file for file in (path, *logs, key_file(path)) if file.exists()]
        if remains:
            kept.parent.mkdir(exist_ok=True)
            kept.mkdir()
            for file in remains:
                shutil.copyfile(file, kept / file.name)
                backup.sync(kept / file.name)
            backup.sync_folder(kept)
            backup.sync_folder(kept.parent)
        if keys is not None:
            # first: a key file without its database is tried again, a database without its key file is lost
            put_keys(keys, path)
        # before the new file takes the name: SQLite would play the old log into it
        for log in logs:
            log.unlink(missing_ok=True)
        backup.sync_folder(path.parent)
        prepared.replace(path)
        backup.sync_folder(path.parent)


def put_keys(keys: Path, database: Path) -> None:
    """Put a copy of a key file beside a database, at once or not at all."""
    target = key_file(database)
    temporary = backup.temporary_name(target)
    try:
        temporary.touch(0o600)
        shutil.copyfile(keys, temporary)
        backup.sync(temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def remains_name(path: Path, moment: datetime) -> Path:
    """A free name for the remains of a damaged database, beside its backups; not one of them."""
    stamp = moment.astimezone(UTC).strftime("%Y%m%d-%H%M%S")
    number, folder = 1, path.with_name("kopie")
    while (name := folder / f"{path.stem}-uszkodzona-{stamp}{'' if number == 1 else f'-{number}'}").exists():
        number += 1
    return name


def make_single(path: Path, key: bytes | None) -> None:
    """Close a database that only this program knows into one file without a log, and wait until it is on the disk."""
    with translated(path):
        connection = connect(path, key=key)
        try:
            (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        finally:
            connection.close()
        if mode != "delete":
            raise DatabaseProblem(ProblemKind.LOCKED, path, f"journal is {mode}")
        backup.sync(path)


def _require_single(path: Path) -> None:
    if any(path.with_name(path.name + ending).exists() for ending in _LOGS):
        raise DatabaseProblem(ProblemKind.LOCKED, path, "a log lies beside the prepared file")
