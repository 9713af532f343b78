"""A copy of the database that is only given its name after it was reopened and checked."""

import os
import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from db import schema_version
from db.engine import connect
from db.errors import DatabaseProblem, ProblemKind, translated

PAGES_PER_STEP = 500
"""About 2 MB; progress is reported and a cancel can take effect after each step."""

ABANDONED_AFTER = 3600
"""Seconds; a temporary file that old belongs to a program that was killed."""

_COMPANIONS = ("", "-journal", "-wal", "-shm")


def back_up(
    source: Path,
    target: Path,
    *,
    key: bytes | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Copy ``source`` as it is now to ``target``, replacing a file of that name only by a checked copy.

    The copy keeps the key and is one file without a log. Programs may go on reading and writing meanwhile.
    ``progress`` gets pages done and pages in all, and stops the copying by raising. Raises DatabaseProblem,
    CORRUPT when the copy does not pass SQLite's check.
    """
    with translated(target):
        if not target.parent.is_dir():
            raise DatabaseProblem(ProblemKind.NO_ACCESS, target, "no such folder")
        remove_abandoned(target)
        temporary = temporary_name(target)
        try:
            copy_database(source, temporary, key, progress)
            _verify(source, temporary, key)
            sync(temporary)
            temporary.replace(target)
            sync_folder(target.parent)
        finally:
            remove_with_companions(temporary)


def copy_database(
    source: Path,
    target: Path,
    key: bytes | None = None,
    progress: Callable[[int, int], None] | None = None,
    held: Any = None,
    target_key: bytes | None = None,
) -> None:
    """Copy the database as it is now into a new file without a log, unchecked; DatabaseProblem.

    ``held`` is a connection that already has the source to itself. ``target_key`` encrypts the copy with another
    key; a plain copy of an encrypted database is not made.
    """
    reader = held if held is not None else _reader(source, key)
    try:
        writer = connect(target, key=target_key or key, mode="rwc")
        try:

            def report(_status: int, remaining: int, total: int) -> None:
                if progress is not None:
                    progress(total - remaining, total)

            # nobody reads the copy before it is whole, and it is synced once at its end
            writer.execute("PRAGMA synchronous=OFF")
            reader.backup(writer, pages=PAGES_PER_STEP, progress=report)
            # the source's log mode came along; a copy must be one file that also opens on a read-only disk
            writer.execute("PRAGMA journal_mode=DELETE")
        finally:
            writer.close()
    finally:
        if held is None:
            reader.close()


def _reader(source: Path, key: bytes | None) -> Any:
    # a full target disk must not be reported as a fault of the source
    with translated(source):
        reader = connect(source, key=key)
        try:
            # one state for the whole copy, so that other programs' saves do not make it start again
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            reader.close()
            raise
    return reader


def _verify(source: Path, temporary: Path, key: bytes | None) -> None:
    connection = connect(temporary, key=key, mode="ro")
    try:
        faults = [row[0] for row in connection.execute("PRAGMA quick_check(10)") if row[0] != "ok"]
        if key is not None:
            faults += [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
        if schema_version.of_file(connection) is None:
            faults.append("application_id missing")
    finally:
        connection.close()
    if faults:
        raise DatabaseProblem(ProblemKind.CORRUPT, source, "; ".join(faults))


def temporary_name(target: Path) -> Path:
    """A free hidden name beside ``target``; ``remove_abandoned`` knows it again."""
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")


def remove_abandoned(target: Path) -> None:
    """Remove temporary files and folders of ``target`` that a killed program left; what refuses is let be."""
    for companion in _COMPANIONS:
        # not glob(target.name…): a name may hold [ and ]
        for file in target.parent.glob(f".*.tmp{companion}"):
            if file.name.startswith(f".{target.name}.") and _is_abandoned(file):
                with suppress(OSError):
                    # a folder: a whole database was being read in under this name
                    shutil.rmtree(file) if file.is_dir() and not file.is_symlink() else file.unlink(missing_ok=True)


def _is_abandoned(file: Path) -> bool:
    try:
        inside = list(file.iterdir()) if file.is_dir() else []
        newest = max(each.lstat().st_mtime for each in (file, *inside))
    except OSError:
        return False
    return time.time() - newest > ABANDONED_AFTER


def remove_with_companions(path: Path) -> None:
    """Remove a database file of ours together with its journal files; absent ones are no matter."""
    for companion in _COMPANIONS:
        path.with_name(path.name + companion).unlink(missing_ok=True)


def publish(temporary: Path, path: Path) -> None:
    """Give the finished file its name without ever replacing another file."""
    if os.name == "nt":
        temporary.rename(path)
        return
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # file systems without hard links (FAT); the name was free a moment ago
        temporary.rename(path)


def sync(path: Path) -> None:
    """Wait until the file's content is on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until a new name in the folder is on the disk; Windows offers no such call and needs none."""
    if os.name == "nt":
        return
    descriptor: Any = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
