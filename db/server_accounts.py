"""Logins on the server, one for each person, made by the program's administrator without being a superuser.

The server never sees a password: this program works out what the server keeps of it (a SCRAM verifier, from which
the password cannot be had). All functions belong to the transaction of the session and raise NO_RIGHT by the
server's own judgement.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session


def create_login(session: Session, login: str, password: str, roles: Iterable[str]) -> None:
    """A login with this password, member of the groups of these roles."""
    statement = text("SELECT server.create_login(:login, :verifier, :roles)")
    values = {"login": login, "verifier": _verifier(session, login, password), "roles": list(roles)}
    session.execute(statement, values)


def set_password(session: Session, login: str, password: str) -> None:
    """Another password; everybody may change their own."""
    statement = text("SELECT server.set_verifier(:login, :verifier)")
    session.execute(statement, {"login": login, "verifier": _verifier(session, login, password)})


def let_in(session: Session, login: str, password: str) -> None:
    """From now on this password lets the person in; the roles are those of the person's account, which must exist."""
    statement = text("SELECT server.let_in(:login, :verifier)")
    session.execute(statement, {"login": login, "verifier": _verifier(session, login, password)})


def shut_out(session: Session, login: str) -> None:
    """As ``disable``; nothing happens where there is no such login."""
    session.execute(text("SELECT server.shut_out(:login)"), {"login": login})


def holds(session: Session, login: str) -> bool:
    """Whether the login exists and may sign in."""
    statement = text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :login AND rolcanlogin)")
    return bool(session.scalar(statement, {"login": login}))


def shared_secret(session: Session) -> bytes:
    """32 random bytes that everybody who may sign in to this database knows, and nobody else."""
    return bytes(session.scalar(text("SELECT server.shared_secret()")) or b"")


def set_roles(session: Session, login: str, roles: Iterable[str]) -> None:
    """Exactly these roles; what the person may holds from the end of the transaction."""
    session.execute(text("SELECT server.set_roles(:login, :roles)"), {"login": login, "roles": list(roles)})


def disable(session: Session, login: str) -> None:
    """The login cannot sign in any more, and its open connections end."""
    session.execute(text("SELECT server.set_active(:login, false)"), {"login": login})
    session.execute(text("SELECT server.end_sessions(:login)"), {"login": login})


def enable(session: Session, login: str) -> None:
    """The login can sign in again, with the password it had."""
    session.execute(text("SELECT server.set_active(:login, true)"), {"login": login})


def _verifier(session: Session, login: str, password: str) -> str:
    driver: Any = session.connection().connection.driver_connection
    # the server's own way of preparing names and passwords (SASLprep), by its library
    verifier: bytes = driver.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return verifier.decode()
