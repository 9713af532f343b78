"""What PostgreSQL refuses, by its error codes (SQLSTATE, appendix A of its manual), told as this package's errors.

Nothing that people typed gets into a ``DatabaseProblem``: the server quotes values in its messages, so that only
the code is kept.
"""

import re
from typing import TYPE_CHECKING

from db.errors import DatabaseProblem, ProblemKind, UniqueViolation

if TYPE_CHECKING:
    import psycopg

    from db.server_engine import Access

_UNIQUE = "23505"
_KINDS = {
    "25006": ProblemKind.READ_ONLY,
    "28000": ProblemKind.SIGN_IN_REFUSED,
    "28P01": ProblemKind.SIGN_IN_REFUSED,
    "3D000": ProblemKind.MISSING,
    "40001": ProblemKind.LOCKED,
    "40P01": ProblemKind.LOCKED,
    "42501": ProblemKind.NO_RIGHT,
    "53100": ProblemKind.DISK_FULL,
    "53300": ProblemKind.SERVER_BUSY,
    "55P03": ProblemKind.LOCKED,
    "57014": ProblemKind.SERVER_BUSY,
    "58030": ProblemKind.IO_ERROR,
    "XX001": ProblemKind.CORRUPT,
    "XX002": ProblemKind.CORRUPT,
    # a transaction that its computer left idle: the server has ended the connection
    "25P03": ProblemKind.CONNECTION_LOST,
    "25P04": ProblemKind.CONNECTION_LOST,
    "57P01": ProblemKind.CONNECTION_LOST,
    "57P02": ProblemKind.CONNECTION_LOST,
    "57P03": ProblemKind.UNREACHABLE,
    "57P05": ProblemKind.CONNECTION_LOST,
}
_CONNECTION_CLASS = "08"

# libpq gives no code while connecting; its own texts are English, the server's may be translated
_ABOUT_CERTIFICATE = ("certificate", "ssl", "tls", "channel binding")
_ABOUT_NAME_OR_PASSWORD = ("authentication failed", "not permitted to log in", "role ")
_ABOUT_DATABASE = ("database ",)
_ABOUT_ROOM = ("too many", "remaining connection slots")


def translate(cause: object, location: str, *, disconnected: bool = False) -> Exception | None:
    """The exception that says what a driver's error says, None for a mistake of the program."""
    state = getattr(cause, "sqlstate", None) or ""
    if state == _UNIQUE:
        return _unique(cause)
    kind = _KINDS.get(state)
    if kind is None and (disconnected or state.startswith(_CONNECTION_CLASS)):
        kind = ProblemKind.CONNECTION_LOST
    return None if kind is None else DatabaseProblem(kind, location, f"SQLSTATE {state or 'none'}")


def refused_connection(error: "psycopg.Error", access: "Access") -> DatabaseProblem:
    """Why no connection came about."""
    kind = _KINDS.get(error.sqlstate or "") or _by_text(str(error).lower(), error)
    return DatabaseProblem(kind, access.location, f"while connecting, SQLSTATE {error.sqlstate or 'none'}")


def _by_text(text: str, error: "psycopg.Error") -> ProblemKind:
    for words, kind in (
        (_ABOUT_ROOM, ProblemKind.SERVER_BUSY),
        (_ABOUT_NAME_OR_PASSWORD, ProblemKind.SIGN_IN_REFUSED),
        (_ABOUT_DATABASE, ProblemKind.MISSING),
        (_ABOUT_CERTIFICATE, ProblemKind.CERTIFICATE),
    ):
        if any(each in text for each in words):
            return kind
    # the server asked for the password and then refused, in whatever language
    asked = error.pgconn is not None and error.pgconn.used_password
    return ProblemKind.SIGN_IN_REFUSED if asked else ProblemKind.UNREACHABLE


def _unique(cause: object) -> UniqueViolation:
    # the message is translated by the server, its bracketed part is not: 'Key (symbol)=(SO-01) already exists.'
    diagnosis = getattr(cause, "diag", None)
    columns = re.search(r"\(([^)]*)\)=", getattr(diagnosis, "message_detail", None) or "")
    return UniqueViolation(
        getattr(diagnosis, "table_name", None) or "",
        tuple(columns[1].split(", ")) if columns else (),
        getattr(diagnosis, "constraint_name", None) or "",
    )
