"""The database on the office's PostgreSQL server, open for one person.

Reading sessions are REPEATABLE READ and read only: one state of the data, no waiting, never refused. Writing
sessions take turns, as in a file: each first takes one lock of the whole database, released by its end, so that
what a use case checked still holds when it commits, whatever it checked (a symbol that is free, a unit nobody
uses, a ring of units). Savers queue anyway for the head of the audit log; the queue now stands before the reading
instead of behind it. A statement of READ COMMITTED after the lock sees everything committed before it. A person
with another program can skip that lock; row locks, versions and constraints hold against him too.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db import audit, revisions, schema_version, server_audit, server_engine
from db.errors import DatabaseProblem, ProblemKind, translated
from db.server_engine import Access
from db.store import AUTHOR, ReadingSession, Store

if TYPE_CHECKING:
    from db.server_watch import Watch

WRITERS_LOCK = 0x5055727A
"""Number of the advisory lock of those who save; the letters PUrz."""

FIND_OUT = 10.0
"""Seconds to go on asking the server whether a save took effect when the answer to it was lost."""
ASK_AGAIN = 0.3
"""Seconds between two such questions."""

_TAKE_TURN = text("SELECT pg_advisory_xact_lock(:lock), pg_current_xact_id()::text, transaction_timestamp()")
_COMMITTING = "db.committing"
_IN_PROGRESS = "in progress"
_NO_TRACE = "no trace"


audit.WRITERS["postgresql"] = server_audit.append


class ServerStore(Store):
    """One person's connection to the office's database. Connections are opened when they are needed."""

    is_server = True

    def __init__(self, access: Access) -> None:
        self.access = access
        self.location = access.location
        self.login = access.login
        engine = server_engine.working_engine(lambda: self.access)
        self._engine = engine
        self._reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._writing = engine.execution_options(isolation_level="READ COMMITTED")
        event.listen(self._writing, "commit", _note_commit)

    @classmethod
    def open(
        cls,
        url: str,
        login: str,
        password: str,
        *,
        root_certificate: Path | None = None,
        require_tls: bool | None = None,
        versions: Path = schema_version.VERSIONS,
    ) -> Self:
        """Sign in to the server; DatabaseProblem when that fails or the schema is not the one this program knows.

        Only the owner changes the schema (``db.server_upgrade``), never the opening of a store.
        """
        access = Access.of(url, login, password, root_certificate=root_certificate, require_tls=require_tls)
        store = cls(access)
        try:
            with translated(store.location), store._reading.connect() as connection:
                _require_schema(connection, store.location, schema_version.newest(versions))
        except BaseException:
            store.close()
            raise
        return store

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with translated(self.location), ReadingSession(self._reading, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self, author: str = "") -> Iterator[Session]:
        with (
            translated(self.location),
            revisions.WritingSession(self._writing, expire_on_commit=False) as session,
        ):
            # the server itself takes the author from the sign-in; this name serves what is kept beside it
            session.info[AUTHOR] = author or self.login
            connection = session.connection()
            _, number, began = connection.execute(_TAKE_TURN, {"lock": WRITERS_LOCK}).one()
            notes = connection.info
            notes[_COMMITTING] = False
            yield session
            try:
                session.commit()
            except DBAPIError as error:
                # lost before the server was told to commit: then nothing was saved, and the error says so
                if not (error.connection_invalidated and notes[_COMMITTING]):
                    raise
                self._find_out(number, began, error)

    def watch(self, callback: Callable[[frozenset[str]], None]) -> "Watch":
        """Be told from another thread which kinds of record somebody changed; see ``db.server_watch``."""
        from db.server_watch import Watch

        return Watch(lambda: self.access, callback)

    def use_password(self, password: str) -> None:
        """The person chose another password: connections made from now on need it."""
        self.access = replace(self.access, password=password)

    def close(self) -> None:
        self._engine.dispose()

    def _find_out(self, transaction: str, began: datetime, error: DBAPIError) -> None:
        """Ask a new connection what became of the transaction; return when it took effect."""
        deadline = time.monotonic() + FIND_OUT
        while time.monotonic() < deadline:
            outcome = _IN_PROGRESS
            with suppress(DatabaseProblem):
                outcome = self._status(transaction, began)
            if outcome == "committed":
                return
            if outcome == "aborted":
                raise error
            if outcome == _NO_TRACE:
                break
            time.sleep(ASK_AGAIN)
        raise DatabaseProblem(ProblemKind.OUTCOME_UNKNOWN, self.location, "no answer to COMMIT") from error

    def _status(self, transaction: str, began: datetime) -> str:
        """``committed``, ``aborted``, ``in progress`` or ``no trace``.

        A number that the restarted server never gave is aborted. One that committed without a trace of this
        transaction was given anew to another one, or what was saved leaves none: nobody can tell which.
        """
        import psycopg

        connection = server_engine.connect(self.access, autocommit=True)
        try:
            row = connection.execute(
                "SELECT pg_xact_status(%s::xid8), server.took_effect(%s::xid8, %s)", (transaction, transaction, began)
            ).fetchone()
        except psycopg.errors.InvalidParameterValue:
            return "aborted"
        except psycopg.OperationalError:
            return _IN_PROGRESS
        finally:
            connection.close()
        status = str(row[0]) if row and row[0] else "aborted"
        return _NO_TRACE if row and status == "committed" and not row[1] else status


def _note_commit(connection: Connection) -> None:
    connection.info[_COMMITTING] = True


def _require_schema(connection: Connection, location: str, known: int) -> None:
    number = schema_version.of_server(connection)
    if number is None:
        raise DatabaseProblem(ProblemKind.NOT_A_DATABASE, location, "no schema of this program")
    if number > known:
        raise DatabaseProblem(ProblemKind.NEWER_VERSION, location, f"schema {number}, known up to {known}")
    if number < known:
        raise DatabaseProblem(ProblemKind.OLDER_VERSION, location, f"schema {number}, needed {known}")
