"""The open database: the only way to sessions, one transaction each, with failures translated."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import ClassVar, Protocol, Self

from sqlalchemy import event
from sqlalchemy.orm import Session

from db import revisions
from db.audit import AUTHOR as AUTHOR


def _now() -> datetime:
    return datetime.now(UTC)


class Watching(Protocol):
    """Messages about changes; ``close`` ends them."""

    def close(self) -> None:
        """Tell nothing any more."""


class Store(ABC):
    """An open database. Safe to use from any thread; a session belongs to the thread that opened it."""

    location: str
    """Where the data are, for people and for telling databases apart: a path or an address, never a password."""

    is_server: ClassVar[bool]
    """Whether several computers work on it at once."""

    now: Callable[[], datetime] = staticmethod(_now)
    """The clock of the audit log; the program sets its own, a server uses the server's."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[Session]:
        """A session that sees one state of the data throughout and cannot write."""

    @abstractmethod
    def writing(self, author: str = "") -> AbstractContextManager[Session]:
        """A session in one transaction; commits at the end, rolls back on any error.

        In a file it holds the write lock from the start. Keep it short: others wait. ``author`` is the login that
        the audit log names. Raises DatabaseProblem, UniqueViolation or StaleRecord.
        """

    @abstractmethod
    def close(self) -> None:
        """Close all connections; nothing that was acknowledged depends on it."""

    def revision(self, entity: str) -> int:
        """How many transactions, of any process, have changed records of this kind."""
        with self.reading() as session:
            return revisions.revision(session, entity)

    def revisions(self) -> dict[str, int]:
        """The counters of all kinds at one moment; a kind that never changed is absent."""
        with self.reading() as session:
            return revisions.revisions(session)

    def watch(self, callback: Callable[[frozenset[str]], None]) -> Watching | None:
        """Be told from another thread which kinds of record somebody changed; None where nobody tells."""
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class ReadingSession(Session):
    """A session in which a changed row is a mistake of the caller, not a read-only file."""


@event.listens_for(ReadingSession, "before_flush")
def _refuse_flush(session: Session, *_: object) -> None:
    raise RuntimeError("a reading session may not change rows; use Store.writing()")
