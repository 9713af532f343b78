"""Changing the schema: new databases, upgrades of older files, and the developer's tools for migrations.

This module loads Alembic and is itself imported only when a schema has to change.
"""

import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from alembic import command  # noqa: TID253 - this module is imported lazily
from alembic.autogenerate import compare_metadata  # noqa: TID253 - as above
from alembic.config import Config  # noqa: TID253 - as above
from alembic.migration import MigrationContext  # noqa: TID253 - as above
from alembic.operations import MigrationScript  # noqa: TID253 - as above
from sqlalchemy import CheckConstraint, Connection, Engine, MetaData, inspect

from db import backup, backup_folder, schema_version
from db.engine import LOCK_TIMEOUT, connect, migrating_engine
from db.errors import DatabaseProblem, ProblemKind

SCRIPTS = schema_version.VERSIONS.parent


class BrokenReferences(Exception):
    """A migration would have left rows pointing nowhere; it was undone."""


def create(path: Path, *, key: bytes | None = None, versions: Path = schema_version.VERSIONS) -> None:
    """Make an empty database with the newest schema; it gets its name only when it is complete.

    Raises DatabaseProblem: EXISTS when ``path`` is taken, NO_ACCESS when its folder is missing.
    """
    if not path.parent.is_dir():
        raise DatabaseProblem(ProblemKind.NO_ACCESS, path, "no such folder")
    if path.exists():
        raise DatabaseProblem(ProblemKind.EXISTS, path)
    backup.remove_abandoned(path)
    temporary = backup.temporary_name(path)
    try:
        connect(temporary, key=key, mode="rwc").close()
        _migrate(temporary, key, LOCK_TIMEOUT, versions, backup_to=None)
        backup.sync(temporary)
        backup.publish(temporary, path)
        backup.sync_folder(path.parent)
    finally:
        backup.remove_with_companions(temporary)


def upgrade(
    path: Path,
    *,
    key: bytes | None = None,
    lock_timeout: float = LOCK_TIMEOUT,
    versions: Path = schema_version.VERSIONS,
    backup_to: Path | None = None,
) -> Path | None:
    """Bring an older file to the newest schema, all or nothing, and return the backup made before.

    ``backup_to`` is the folder for it, by default that of the database's other backups. None when another program
    upgraded the file meanwhile. Whatever a migration raises passes through, and the file is as it was.
    """
    place = backup_to or backup_folder.usual_place(path)
    return _migrate(path, key, lock_timeout, versions, backup_to=place)


def upgrade_copy(path: Path, *, key: bytes | None = None, versions: Path = schema_version.VERSIONS) -> None:
    """Bring a file that is itself only a copy to the newest schema, without another copy of it."""
    _migrate(path, key, LOCK_TIMEOUT, versions, backup_to=None)


def _migrate(
    path: Path, key: bytes | None, lock_timeout: float, versions: Path, *, backup_to: Path | None
) -> Path | None:
    """Run what is missing in one transaction; the backup made before, None when nothing was missing or none asked."""
    made = None
    head = schema_version.newest(versions)
    engine = migrating_engine(path, key=key, lock_timeout=lock_timeout)
    # the write lock is taken here: the copy below is exactly the state that is upgraded
    with engine.begin() as connection:
        (number,) = connection.exec_driver_sql("PRAGMA user_version").one()
        if number >= head:
            return None
        if backup_to is not None:
            label = backup_folder.Label(backup_folder.UPGRADE, datetime.now(UTC), _program())
            made = backup_folder.make(path, backup_to, label, key=key)
        command.upgrade(config(versions, connection), "head")
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(10)
        if broken:
            raise BrokenReferences([tuple(row) for row in broken])
        connection.exec_driver_sql(f"PRAGMA user_version={head}")
        connection.exec_driver_sql(f"PRAGMA application_id={schema_version.APPLICATION_ID}")
    return made


def _program() -> str:
    try:
        return metadata.version("przejrzysty-urzad")
    except metadata.PackageNotFoundError:
        return ""


def config(versions: Path, connection: Connection, metadata: MetaData | None = None) -> Config:
    """Alembic's configuration for these migrations over an open connection, whose transaction is the caller's."""
    config = Config()
    for name, value in {
        "script_location": str(SCRIPTS),
        "version_locations": str(versions),
        # the only separator that no folder name holds
        "path_separator": "newline",
        "file_template": "%(rev)s_%(slug)s",
    }.items():
        config.set_main_option(name, value.replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    return config


def drift(engine: Engine, metadata: MetaData) -> list[Any]:
    """Alembic's list of differences between the database and the row classes; [] when they agree."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": metadata})
        return [*compare_metadata(context, metadata), *_drifted_checks(connection, metadata)]


def _drifted_checks(connection: Connection, metadata: MetaData) -> list[tuple[str, str, str]]:
    """CHECK constraints by table and name, which Alembic does not compare."""
    inspector = inspect(connection)
    tables = set(inspector.get_table_names())
    wanted = {
        (table.name, str(check.name))
        for table in metadata.tables.values()
        for check in (*table.constraints, *(each for column in table.columns for each in column.constraints))
        if isinstance(check, CheckConstraint) and table.name in tables
    }
    found = {
        (table, str(check["name"]))
        for table in tables & metadata.tables.keys()
        for check in inspector.get_check_constraints(table)
    }
    return [
        *(("add_check", *missing) for missing in sorted(wanted - found)),
        *(("remove_check", *extra) for extra in sorted(found - wanted)),
    ]


def autogenerate(message: str, metadata: MetaData, versions: Path = schema_version.VERSIONS) -> Path | None:
    """Write the next migration from the row classes in ``metadata``; None when nothing differs.

    For developers: read the file before committing it, for renamed columns come out as dropped and added.
    """
    number = schema_version.newest(versions) + 1

    def drop_empty(_context: object, _revision: object, directives: list[MigrationScript]) -> None:
        operations = directives[0].upgrade_ops
        if operations is None or operations.is_empty():
            directives.clear()

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "migrated.db"
        create(path, versions=versions)
        with migrating_engine(path).begin() as connection:
            scripts = command.revision(
                config(versions, connection, metadata),
                message,
                autogenerate=True,
                rev_id=schema_version.revision(number),
                version_path=str(versions),
                process_revision_directives=drop_empty,
            )
    found = scripts if isinstance(scripts, Iterable) else [scripts]
    return next((Path(script.path) for script in found if script is not None), None)
