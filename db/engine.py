"""Connections to the database file: SQLCipher driver, pragmas, and transactions that begin where we say so.

Sources: SQLite's pages on pragmas and the write-ahead log; the choices were measured before.
"""

import os
from pathlib import Path, PurePath
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, Pool, QueuePool
from sqlcipher3 import dbapi2

from db.errors import DatabaseProblem, ProblemKind

LOCK_TIMEOUT = 5.0
"""Seconds to wait for another program that is writing."""

KEY_BYTES = 32
DRIVER_PRAGMAS = (
    "foreign_keys=ON",
    "synchronous=FULL",
    # deleted personal data must not stay readable in the file
    "secure_delete=ON",
    # a file from elsewhere must not run functions from its schema
    "trusted_schema=OFF",
    "cell_size_check=ON",
)


def connect(
    path: Path,
    *,
    key: bytes | None = None,
    lock_timeout: float = LOCK_TIMEOUT,
    mode: Literal["ro", "rw", "rwc"] = "rw",
) -> Any:
    """A bare driver connection in autocommit mode with the pragmas that do not depend on the journal.

    ``mode`` is SQLite's: only ``rwc`` creates the file. ``key`` is the raw key of 32 bytes, None for a plain
    file. Raises the driver's own errors; wrap the call in ``db.errors.translated``.
    """
    if key is not None and len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    connection = dbapi2.connect(
        f"{address_of(path.absolute())}?mode={mode}",
        uri=True,
        timeout=lock_timeout,
        # without it the driver begins transactions itself, but not for DDL: a failed migration stays half done
        isolation_level=None,
        # SQLAlchemy's pool hands a connection from thread to thread, to one at a time
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        if key is not None:
            # hexadecimal: no quoting, no key derivation (0.2 s for each connection), never part of a URL
            connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA busy_timeout={round(lock_timeout * 1000)}")
        for pragma in DRIVER_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def address_of(path: PurePath) -> str:
    """An absolute path as an address for SQLite, without its query.

    SQLite refuses a server between the slashes, where ``Path.as_uri`` puts that of a shared folder: there it is a part
    of the path. Databases in use are refused on such disks (``db.place``), copies of them may lie there.
    https://www.sqlite.org/uri.html
    """
    named = quote(os.fsencode(path.as_posix()), safe="/:")
    return f"file://{named}" if named.startswith("/") else f"file:///{named}"


def writing_engine(path: Path, *, key: bytes | None = None, lock_timeout: float = LOCK_TIMEOUT) -> Engine:
    """An engine whose transactions take the write lock when they begin.

    A transaction that began by reading could not get the lock later if another program wrote in between, and
    waiting would not help. One connection, so that threads queue fairly instead of polling the file.
    """

    def creator() -> Any:
        connection = connect(path, key=key, lock_timeout=lock_timeout)
        _use_write_ahead_log(connection, path)
        return connection

    engine = _engine(creator, QueuePool, pool_size=1, max_overflow=0, pool_timeout=lock_timeout)
    _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def reading_engine(path: Path, *, key: bytes | None = None, lock_timeout: float = LOCK_TIMEOUT) -> Engine:
    """An engine that cannot write; each transaction sees one state of the data and waits for nobody."""

    def creator() -> Any:
        connection = connect(path, key=key, lock_timeout=lock_timeout)
        _use_write_ahead_log(connection, path)
        connection.execute("PRAGMA query_only=ON")
        return connection

    engine = _engine(creator, QueuePool, pool_size=4, max_overflow=12, pool_timeout=lock_timeout)
    _begin_with(engine, "BEGIN")
    return engine


def migrating_engine(path: Path, *, key: bytes | None = None, lock_timeout: float = LOCK_TIMEOUT) -> Engine:
    """An engine for changing the schema: foreign keys off (they cannot be switched inside a transaction)."""

    def creator() -> Any:
        connection = connect(path, key=key, lock_timeout=lock_timeout)
        connection.execute("PRAGMA foreign_keys=OFF")
        return connection

    engine = _engine(creator, NullPool)
    _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def _engine(creator: Any, pool: type[Pool], **options: Any) -> Engine:
    # module= makes SQLAlchemy wrap the driver's errors in its own
    return create_engine("sqlite://", creator=creator, poolclass=pool, module=dbapi2, **options)


def _begin_with(engine: Engine, statement: str) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)


def _use_write_ahead_log(connection: Any, path: Path) -> None:
    try:
        (mode,) = connection.execute("PRAGMA journal_mode=WAL").fetchone()
    except BaseException:
        connection.close()
        raise
    if mode != "wal":
        connection.close()
        raise DatabaseProblem(ProblemKind.IO_ERROR, path, f"write-ahead log refused, journal is {mode}")
