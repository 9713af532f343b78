"""Connections to the office's PostgreSQL: encrypted, checked against its certificate, quick to notice a dead one.

Sources: PostgreSQL's chapters on libpq's connection parameters and on client connection defaults.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlunsplit

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from db.errors import DatabaseProblem, ProblemKind
from db.server_address import Address

if TYPE_CHECKING:
    from psycopg import Connection

OLDEST_SERVER = 150_000
"""PostgreSQL 15.0 as the server numbers itself."""

CONNECT_TIMEOUT = 10
"""Seconds to wait for the server to answer at all."""
LOCK_TIMEOUT = 10.0
"""Seconds to wait for another computer that is saving."""
STATEMENT_TIMEOUT = 120
"""Seconds after which the server gives up one statement."""
IDLE_TIMEOUT = 60
"""Seconds after which the server ends a transaction whose computer fell asleep: it would hold up all others."""
DEAD_AFTER = (30, 10, 3)
"""A silent connection is asked after so many seconds, again every so many, and given up after so many questions."""

POOL, POOL_OVERFLOW = 2, 6
"""Connections kept open, and how many more for a moment; an office has some hundred computers on one server."""

APPLICATION = "przejrzysty-urzad"
"""How the program's connections are named in the server's own lists."""


@dataclass(frozen=True)
class Access:
    """Where the server is and who signs in. The password is never shown, logged or written into an address."""

    host: str
    port: int
    database: str
    login: str
    password: str = field(repr=False)
    root_certificate: Path | None = None
    """The certificate by which the server is recognised; None asks libpq's usual file, else the computer's own."""
    require_tls: bool | None = None
    """Whether the connection must be encrypted and checked; None: unless the server is this very computer."""

    @classmethod
    def of(
        cls,
        url: str,
        login: str,
        password: str,
        *,
        root_certificate: Path | None = None,
        require_tls: bool | None = None,
    ) -> Self:
        """From an address ``postgresql://host[:port]/database[?sslrootcert=file]``; BadAddress for any other."""
        address = Address.of(url)
        return cls(
            host=address.host,
            port=address.port,
            database=address.database,
            login=login,
            password=password,
            root_certificate=root_certificate or address.root_certificate,
            require_tls=require_tls,
        )

    @property
    def location(self) -> str:
        """The address for people."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return urlunsplit(("postgresql", f"{host}:{self.port}", f"/{self.database}", "", ""))

    @property
    def checked(self) -> bool:
        """Whether the connection is encrypted and the server proves who it is."""
        return not _is_this_computer(self.host) if self.require_tls is None else self.require_tls

    def parameters(self) -> dict[str, Any]:
        """libpq's connection parameters; they hold the password."""
        idle, interval, count = DEAD_AFTER
        settings = {
            "statement_timeout": STATEMENT_TIMEOUT * 1000,
            "lock_timeout": round(LOCK_TIMEOUT * 1000),
            "idle_in_transaction_session_timeout": IDLE_TIMEOUT * 1000,
            "tcp_keepalives_idle": idle,
            "tcp_keepalives_interval": interval,
            "tcp_keepalives_count": count,
        }
        parameters: dict[str, Any] = {
            "host": self.host,
            "port": self.port,
            "dbname": self.database,
            "user": self.login,
            "password": self.password,
            "connect_timeout": CONNECT_TIMEOUT,
            "application_name": APPLICATION,
            "client_encoding": "UTF8",
            "keepalives_idle": idle,
            "keepalives_interval": interval,
            "keepalives_count": count,
            "tcp_user_timeout": (idle + interval * count) * 1000,
            "gssencmode": "disable",
            "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
        }
        return parameters | (self._identity_checked() if self.checked else {"sslmode": "prefer"})

    def _identity_checked(self) -> dict[str, Any]:
        certificate: dict[str, Any] = {}
        if self.root_certificate is not None:
            certificate["sslrootcert"] = str(self.root_certificate)
        elif not (Path.home() / ".postgresql" / "root.crt").exists():
            certificate["sslrootcert"] = "system"
        return {
            "sslmode": "verify-full",
            # the password proof is tied to this very connection: nobody in between can pass it on
            "channel_binding": "require",
            "require_auth": "scram-sha-256",
            **certificate,
        }


def connect(access: Access, *, autocommit: bool = False) -> "Connection[Any]":
    """A bare driver connection; DatabaseProblem when the server is away, refuses, is unknown or too old."""
    import psycopg

    from db import server_errors

    try:
        connection = psycopg.connect(**access.parameters(), autocommit=autocommit)
    except psycopg.Error as error:
        # not chained: libpq's own message names the login, and the arguments hold the password
        raise server_errors.refused_connection(error, access) from None
    if connection.info.server_version < OLDEST_SERVER:
        version = connection.info.server_version
        connection.close()
        raise DatabaseProblem(ProblemKind.SERVER_TOO_OLD, access.location, f"server {version}")
    return connection


def working_engine(access: Callable[[], Access]) -> Engine:
    """The engine of a person's program: few connections, each tried before it is used again.

    ``access`` is asked for each new connection, for the password may change meanwhile.
    """
    return _engine(lambda: connect(access()), pool_size=POOL, max_overflow=POOL_OVERFLOW, pool_pre_ping=True)


def owner_engine(access: Access) -> Engine:
    """An engine for changing the schema; the access is the owner's."""
    return _engine(lambda: connect(access), poolclass=NullPool)


def _engine(creator: Callable[[], Any], **options: Any) -> Engine:
    # parameters are what people typed: never in the text of an error
    return create_engine("postgresql+psycopg://", creator=creator, hide_parameters=True, **options)


def _is_this_computer(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
