"""The database in one file, open: SQLite through SQLCipher's driver, one transaction per session."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from sqlalchemy import MetaData
from sqlalchemy.orm import Session

from db import engine, foreign_code, place, revisions, schema_version
from db.audit import AUTHOR, MOMENT
from db.errors import DatabaseProblem, ProblemKind, translated
from db.store import ReadingSession, Store


class FileStore(Store):
    """One database file, open."""

    is_server = False

    def __init__(self, path: Path, *, key: bytes | None, lock_timeout: float) -> None:
        self.path = path
        self.location = str(path.resolve())
        self.upgrade_backup: Path | None = None
        """The copy made before this opening upgraded the file, else None."""
        self._key = key
        self._lock_timeout = lock_timeout
        self._identity = _identity(path)
        self._writing = engine.writing_engine(path, key=key, lock_timeout=lock_timeout)
        self._reading = engine.reading_engine(path, key=key, lock_timeout=lock_timeout)

    @property
    def key(self) -> bytes | None:
        """The raw key of the file, None for a plain one."""
        return self._key

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        key: bytes | None = None,
        lock_timeout: float = engine.LOCK_TIMEOUT,
        versions: Path = schema_version.VERSIONS,
    ) -> Self:
        """Make a new, empty database at ``path`` and open it; DatabaseProblem EXISTS when something is there."""
        from db import upgrade

        with translated(path):
            _require_this_computer(path)
            upgrade.create(path, key=key, versions=versions)
        return cls.open(path, key=key, lock_timeout=lock_timeout, versions=versions)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        key: bytes | None = None,
        lock_timeout: float = engine.LOCK_TIMEOUT,
        versions: Path = schema_version.VERSIONS,
    ) -> Self:
        """Open an existing database, first upgrading an older one (after a verified copy beside it).

        ``lock_timeout`` is in seconds. Raises DatabaseProblem; creates and changes nothing when it does.
        """
        with translated(path):
            _require_writable(path)
            _require_this_computer(path)
            head = schema_version.newest(versions)
            number = _schema_number(path, key, lock_timeout)
            if number > head:
                raise DatabaseProblem(ProblemKind.NEWER_VERSION, path, f"schema {number}, known up to {head}")
            backup = None
            if number < head:
                from db import upgrade

                backup = upgrade.upgrade(path, key=key, lock_timeout=lock_timeout, versions=versions)
            store = cls(path, key=key, lock_timeout=lock_timeout)
            store.upgrade_backup = backup
            try:
                # both journals and locks are tried now, not at the first save
                with store._reading.connect() as connection:
                    connection.exec_driver_sql("SELECT count(*) FROM entity_revision")
            except BaseException:
                store._dispose()
                raise
        return store

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with translated(self.path), ReadingSession(self._reading, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self, author: str = "") -> Iterator[Session]:
        with (
            translated(self.path),
            revisions.WritingSession(self._writing, expire_on_commit=False) as session,
        ):
            session.info[AUTHOR], session.info[MOMENT] = author, self.now
            session.connection()
            self._require_same_file()
            yield session
            session.commit()

    def back_up(self, target: Path) -> None:
        """Write a verified copy of the data as they are now to ``target`` (see ``db.backup``)."""
        from db.backup import back_up

        with translated(target):
            back_up(self.path, target, key=self._key)

    def require_tables(self, metadata: MetaData) -> None:
        """Raise DatabaseProblem CORRUPT when the file lacks a table or a column of the row classes."""
        with self.reading() as session:
            driver = session.connection().connection.driver_connection
            if lacking := foreign_code.missing(driver, metadata):
                raise DatabaseProblem(ProblemKind.CORRUPT, self.path, f"lacking {', '.join(lacking)}")

    def close(self) -> None:
        """Move everything from the write-ahead log into the file and close all connections.

        A failure here loses nothing (the log is read at the next opening), so environment failures are let pass.
        """
        self._dispose()
        with suppress(DatabaseProblem), translated(self.path):
            # the log beside another file of this name belongs to the one that was opened here
            self._require_same_file()
            connection = engine.connect(self.path, key=self._key, lock_timeout=0.1)
            try:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def _require_same_file(self) -> None:
        """DatabaseProblem when the file was deleted, moved or replaced: what is saved then is lost at the end."""
        if self._identity != _identity(self.path):
            raise DatabaseProblem(ProblemKind.REPLACED, self.path)

    def _dispose(self) -> None:
        self._reading.dispose()
        self._writing.dispose()


def _schema_number(path: Path, key: bytes | None, lock_timeout: float) -> int:
    connection = engine.connect(path, key=key, lock_timeout=lock_timeout)
    try:
        number = schema_version.of_file(connection)
        if number is not None:
            # before the first statement that could set it off, an upgrade's too
            foreign_code.require_none(connection, path)
    finally:
        connection.close()
    if number is None:
        raise DatabaseProblem(ProblemKind.NOT_A_DATABASE, path, "another program's database or an empty file")
    return number


def _identity(path: Path) -> tuple[int, int] | None:
    """What stays the same for as long as it is the same file; None where no such file is."""
    if os.name == "nt":
        # an open file cannot be replaced there, and network drives give numbers that change
        return None
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _require_this_computer(path: Path) -> None:
    """Several computers on one file damage it; they need the shared server."""
    if place.is_network_share(path):
        raise DatabaseProblem(ProblemKind.NETWORK_SHARE, path, "the disk of another computer")


def _require_writable(path: Path) -> None:
    """Tell a write-protected file or folder apart before SQLite falls back to reading only."""
    try:
        status = path.stat()
    except FileNotFoundError as error:
        kind = ProblemKind.MISSING if path.parent.is_dir() else ProblemKind.NO_ACCESS
        raise DatabaseProblem(kind, path, "no such file or folder") from error
    if not stat.S_ISREG(status.st_mode):
        raise DatabaseProblem(ProblemKind.NOT_A_DATABASE, path, "not a file")
    # asked, not tried: closing a file that SQLite has open in this process would drop SQLite's locks on it
    if not _may(path, os.R_OK):
        raise DatabaseProblem(ProblemKind.NO_ACCESS, path, "the file may not be read")
    if not _may(path, os.W_OK):
        raise DatabaseProblem(ProblemKind.READ_ONLY, path, "the file is write-protected")
    # the write-ahead log is a file beside the database
    if not _may(path.parent, os.W_OK | os.X_OK):
        raise DatabaseProblem(ProblemKind.NO_ACCESS, path, "the folder is write-protected")


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)
