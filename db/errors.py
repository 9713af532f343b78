"""Failures of the environment told apart from bugs, by error codes and not by texts wherever there are codes.

Everything this module does not recognise (a missing value, a broken reference, a syntax error) is a bug and is
raised as SQLAlchemy raised it.
"""

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from sqlcipher3 import dbapi2

FULL_BELOW = 1 << 20
"""Bytes; a write error on a disk with less room than this is reported as a full disk."""


class ProblemKind(StrEnum):
    """Why the database cannot be used; the program has a Polish sentence for each."""

    MISSING = "missing"
    EXISTS = "exists"
    NOT_A_DATABASE = "not_a_database"
    NEWER_VERSION = "newer_version"
    READ_ONLY = "read_only"
    DISK_FULL = "disk_full"
    LOCKED = "locked"
    NO_ACCESS = "no_access"
    CORRUPT = "corrupt"
    IO_ERROR = "io_error"
    REPLACED = "replaced"
    TAMPERED = "tampered"
    NETWORK_SHARE = "network_share"
    # of a server
    UNREACHABLE = "unreachable"
    SIGN_IN_REFUSED = "sign_in_refused"
    CERTIFICATE = "certificate"
    CONNECTION_LOST = "connection_lost"
    OUTCOME_UNKNOWN = "outcome_unknown"
    SERVER_TOO_OLD = "server_too_old"
    SERVER_BUSY = "server_busy"
    OLDER_VERSION = "older_version"
    NO_RIGHT = "no_right"


class DatabaseProblem(Exception):
    """The file, the computer or the server refuses; ``str()`` is for the log, ``kind`` for people.

    ``path`` is the database file or, as text, the server's address.
    """

    def __init__(self, kind: ProblemKind, path: Path | str, detail: str = "") -> None:
        super().__init__(f"{kind}: {path}" + (f" ({detail})" if detail else ""))
        self.kind = kind
        self.path = path
        self.detail = detail


class UniqueViolation(Exception):
    """A value is already taken. ``columns`` is empty when the database names only an index (in ``index``)."""

    def __init__(self, table: str, columns: tuple[str, ...], index: str = "") -> None:
        super().__init__(f"{table or index}: {', '.join(columns)}")
        self.table = table
        self.columns = columns
        self.index = index


class StaleRecord(Exception):
    """The row was changed or removed since it was read."""


class BrokenValue(ValueError):
    """A stored value that the program could not have written; ``str()`` never quotes it."""


# primary SQLite result codes (https://www.sqlite.org/rescode.html); the driver gives no extended ones
_CONSTRAINT, _IOERR, _CANTOPEN = 19, 10, 14
_KINDS = {
    3: ProblemKind.NO_ACCESS,
    5: ProblemKind.LOCKED,
    6: ProblemKind.LOCKED,
    8: ProblemKind.READ_ONLY,
    _IOERR: ProblemKind.IO_ERROR,
    11: ProblemKind.CORRUPT,
    13: ProblemKind.DISK_FULL,
    _CANTOPEN: ProblemKind.NO_ACCESS,
    23: ProblemKind.NO_ACCESS,
    26: ProblemKind.NOT_A_DATABASE,
}
# SQLite's own words for them (sqlite3_errstr, never translated): the driver's backup raises errors without a code
_TEXTS = {
    "access permission denied": 3,
    "database is locked": 5,
    "database table is locked": 6,
    "attempt to write a readonly database": 8,
    "disk I/O error": _IOERR,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
    "unable to open database file": _CANTOPEN,
    "authorization denied": 23,
    "file is not a database": 26,
}
_NOT_UTF8 = "Could not decode to UTF-8"


@contextmanager
def translated(path: Path | str) -> Iterator[None]:
    """Raise this module's exceptions in place of the library's; ``path`` is the database in use, file or address."""
    try:
        yield
    except Exception as error:
        replacement = translate(error, path) or _behind(error, path)
        if replacement is None:
            raise
        raise replacement from error


def _behind(error: Exception, path: Path | str) -> Exception | None:
    """What made the database fail when tidying up after it failed too: Alembic drops a table it could not make."""
    context = error.__context__ if isinstance(error, DBAPIError) else None
    while isinstance(context, Exception):
        replacement = translate(context, path)
        if replacement is not None:
            return replacement
        context = context.__context__
    return None


def translate(error: Exception, path: Path | str) -> Exception | None:
    """The exception of this module that says the same, or None when ``error`` is not the environment's fault."""
    if isinstance(error, StaleDataError):
        return StaleRecord(str(error))
    if _is_unreadable(error):
        return DatabaseProblem(ProblemKind.CORRUPT, path, str(error) if isinstance(error, BrokenValue) else "no date")
    if isinstance(error, PoolTimeout):
        return DatabaseProblem(ProblemKind.LOCKED, path, "another thread holds the connection")
    cause = error.orig if isinstance(error, DBAPIError) else error
    if hasattr(cause, "sqlstate"):
        from db import server_errors

        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        return server_errors.translate(cause, str(path), disconnected=lost)
    if isinstance(path, str):
        return None
    if isinstance(cause, dbapi2.Error):
        return _from_sqlite(cause, path)
    return _from_system(cause, path) if isinstance(cause, OSError) else None


def _is_unreadable(error: Exception) -> bool:
    """Whether a stored value could not be read: said by our column types, or raised where SQLAlchemy reads dates."""
    if isinstance(error, BrokenValue) or not isinstance(error, ValueError | TypeError):
        return isinstance(error, BrokenValue)
    place, module = error.__traceback__, ""
    while place is not None:
        module, place = place.tb_frame.f_globals.get("__name__", ""), place.tb_next
    return module.startswith(("sqlalchemy.engine._processors", "sqlalchemy.engine.processors"))


def _from_sqlite(cause: Exception, path: Path) -> Exception | None:
    if str(cause).startswith(_NOT_UTF8):
        # the driver has no code for it, and its words quote the text
        return DatabaseProblem(ProblemKind.CORRUPT, path, "a text that is not UTF-8")
    code = getattr(cause, "sqlite_errorcode", _TEXTS.get(str(cause), 0)) & 0xFF
    if code == _CONSTRAINT:
        return _unique_sqlite(str(cause))
    kind = _KINDS.get(code)
    if kind is None:
        return None
    if kind is ProblemKind.IO_ERROR and _is_full(path):
        kind = ProblemKind.DISK_FULL
    return DatabaseProblem(kind, path, str(cause))


def _from_system(cause: OSError, path: Path) -> DatabaseProblem | None:
    if not _concerns(cause, path):
        return None
    kinds = {
        errno.ENOENT: ProblemKind.MISSING,
        errno.EEXIST: ProblemKind.EXISTS,
        errno.EACCES: ProblemKind.NO_ACCESS,
        errno.EPERM: ProblemKind.NO_ACCESS,
        errno.ENOTDIR: ProblemKind.NO_ACCESS,
        errno.ELOOP: ProblemKind.NO_ACCESS,
        errno.EROFS: ProblemKind.READ_ONLY,
        errno.ENOSPC: ProblemKind.DISK_FULL,
        errno.EFBIG: ProblemKind.DISK_FULL,
        errno.EIO: ProblemKind.IO_ERROR,
    }
    if cause.errno == getattr(errno, "EDQUOT", None):
        return DatabaseProblem(ProblemKind.DISK_FULL, path, str(cause))
    kind = kinds.get(cause.errno or 0)
    return None if kind is None else DatabaseProblem(kind, path, str(cause))


def _concerns(cause: OSError, path: Path) -> bool:
    """Whether the system speaks of the database or a file beside it, and not of some other file read meanwhile."""
    named = [Path(os.fsdecode(name)) for name in (cause.filename, cause.filename2) if isinstance(name, (str, bytes))]
    return not named or any(name in (path, path.parent) or name.parent == path.parent for name in named)


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < FULL_BELOW
    except OSError:
        return False


def _unique_sqlite(text: str) -> UniqueViolation | None:
    # SQLite names the columns, never the constraint: "UNIQUE constraint failed: t.a, t.b" or "... index 'name'"
    head, _, names = text.partition("UNIQUE constraint failed: ")
    if head or not names:
        return None
    if index := re.fullmatch(r"index '(.+)'", names):
        return UniqueViolation("", (), index[1])
    pairs = [name.rpartition(".") for name in names.split(", ")]
    return UniqueViolation(pairs[0][0], tuple(column for _, _, column in pairs))
