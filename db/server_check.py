"""Is the database on the server sound? What can be asked without being its superuser.

The server checks pages against their sums when it reads them (where the cluster was made with checksums); counting
every table reads them all. Indexes are compared with their tables by the extension amcheck, where it is installed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from db import audit_check, schema_version, server_audit
from db.audit_check import Verification
from db.errors import DatabaseProblem, ProblemKind
from db.server_audit import Unlogged
from db.server_store import ServerStore

SAFE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
"""Settings without which an acknowledged save may be lost in a power cut; synchronous_commit may also be stricter."""


@dataclass(frozen=True)
class ServerReport:
    """What was found. ``size`` is in bytes; ``rows`` are counts by table.

    ``broken`` maps (table, table referred to) to rows that refer to nothing. ``indexes_checked`` is False where
    amcheck is missing; ``pages_checked`` where the cluster keeps no sums of its pages.
    """

    location: str
    server: str
    schema: int
    newest: int
    size: int
    rows: Mapping[str, int]
    broken: Mapping[tuple[str, str], int]
    damaged_indexes: tuple[str, ...]
    indexes_checked: bool
    pages_checked: bool
    damaged_pages: int
    unsafe: tuple[str, ...]
    audit: Verification
    unlogged: tuple[Unlogged, ...] = ()
    """Changes made past the program; nothing is damaged by them."""

    @property
    def ok(self) -> bool:
        """Nothing is damaged; unsafe settings are told apart, for they can be put right."""
        return not (self.broken or self.damaged_indexes or self.damaged_pages) and self.audit.ok


def check(store: ServerStore) -> ServerReport:
    """Read everything; about as long as reading the tables once. Takes the right ``server.edit``.

    A damaged page raises DatabaseProblem CORRUPT.
    """
    with store.reading() as session:
        schema = schema_version.of_server(session.connection())
        if schema is None:
            raise DatabaseProblem(ProblemKind.NOT_A_DATABASE, store.location)
        rows = {row[0]: row[1] for row in session.execute(text("SELECT * FROM server.row_counts()"))}
        broken = {(row[0], row[1]): row[2] for row in session.execute(text("SELECT * FROM server.broken_references()"))}
        indexes = session.execute(text("SELECT index_name, message FROM server.damaged_indexes()")).all()
        settings = {name: _setting(session, name) for name in (*SAFE, "server_version", "data_checksums")}
        return ServerReport(
            location=store.location,
            server=settings["server_version"],
            schema=schema,
            newest=schema_version.newest(),
            size=int(session.scalar(text("SELECT pg_database_size(current_database())")) or 0),
            rows=rows,
            broken=broken,
            damaged_indexes=tuple(name for name, _ in indexes if name is not None),
            indexes_checked=all(name is not None for name, _ in indexes),
            pages_checked=settings["data_checksums"] == "on",
            damaged_pages=int(session.scalar(text(_DAMAGED_PAGES)) or 0),
            unsafe=tuple(name for name, safe in SAFE.items() if not _is_safe(settings[name], safe)),
            audit=audit_check.verify(session),
            unlogged=tuple(server_audit.unlogged(session.connection())),
        )


_DAMAGED_PAGES = "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"


def _setting(session: Session, name: str) -> str:
    return str(session.scalar(text(f"SHOW {name}")))


def _is_safe(value: str, safe: str) -> bool:
    return value in {safe, "remote_write", "remote_apply"}
