"""The schema on a server: made and brought up to date by its owner, all or nothing, one computer at a time.

The migrations are those of files. What only a server has (rights, row security, the journal, the sealing of the
audit log) is described in ``db.server_rules`` and laid down anew after them each time, so that it always fits the
tables. This module loads Alembic.
"""

from collections.abc import Mapping
from pathlib import Path

from alembic import command  # noqa: TID253 - this module is imported lazily
from sqlalchemy import Connection, MetaData, text

from db import schema_version, server_backups, server_rules, upgrade
from db.errors import DatabaseProblem, ProblemKind, translated
from db.server_engine import Access, owner_engine
from db.server_rules import Rights

UPGRADE_LOCK = 0x50557255
"""Number of the advisory lock of those who change the schema."""


def prepare(
    access: Access,
    metadata: MetaData,
    roles: Mapping[str, Rights],
    *,
    versions: Path = schema_version.VERSIONS,
    without_backup: bool = False,
) -> tuple[int, int]:
    """Bring the database to the newest schema and its rules to ``roles``; the schema's number before (0) and after.

    ``access`` is the owner's. Raises DatabaseProblem, and NoYoungBackup before it changes the schema of a filled
    database that has no fresh backup, unless that may go ``without_backup``; whatever a migration raises passes
    through. Then the database is as it was.
    """
    engine = owner_engine(access)
    try:
        with translated(access.location), engine.begin() as connection:
            # released by the end of the transaction; a second computer waits and then finds nothing to do
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL lock_timeout = '60s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
            number = schema_version.of_server(connection) or 0
            if number < schema_version.newest(versions) and not without_backup:
                server_backups.require_young(connection)
            return _prepare(connection, access.location, metadata, roles, versions)
    finally:
        engine.dispose()


def _prepare(
    connection: Connection, location: str, metadata: MetaData, roles: Mapping[str, Rights], versions: Path
) -> tuple[int, int]:
    known = schema_version.newest(versions)
    number = schema_version.of_server(connection) or 0
    if number > known:
        raise DatabaseProblem(ProblemKind.NEWER_VERSION, location, f"schema {number}, known up to {known}")
    if number < known:
        command.upgrade(upgrade.config(versions, connection), "head")
    server_rules.apply(connection, metadata, roles)
    return number, known


def align_sequences(connection: Connection, metadata: MetaData) -> None:
    """Let every table go on numbering after its highest id: for rows that were copied in with their ids."""
    for table in metadata.sorted_tables:
        for column in table.primary_key.columns:
            name = connection.scalar(
                text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": column.name}
            )
            if name is not None:
                quoted = connection.dialect.identifier_preparer.quote(table.name)
                connection.execute(
                    text(f"SELECT setval(:name, coalesce((SELECT max({column.name}) FROM {quoted}), 0) + 1, false)"),
                    {"name": name},
                )
