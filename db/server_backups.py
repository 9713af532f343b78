"""What the server knows of its own backups: ``packaging/server/backup.sh`` writes down each try."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

YOUNG = timedelta(hours=24)
"""How old a backup may be that protects a change of the schema."""


@dataclass(frozen=True)
class ServerBackup:
    """The newest verified backup (None and blank when there is none yet) and a later try that failed.

    ``size`` is in bytes, ``name`` that of the folder on the server.
    """

    verified_at: datetime | None
    name: str
    size: int
    failed_at: datetime | None


class NoYoungBackup(Exception):
    """A filled database is not given another schema: its newest backup, of ``last``, is too old or there is none."""

    def __init__(self, last: datetime | None) -> None:
        super().__init__(f"last backup: {last}")
        self.last = last


def last(connection: Connection) -> ServerBackup:
    """Everybody who signs in may ask."""
    row = connection.execute(text("SELECT verified_at, name, size, failed_at FROM server.last_backup()")).one()
    return ServerBackup(row.verified_at, row.name or "", row.size or 0, row.failed_at)


def require_young(connection: Connection) -> None:
    """Raise NoYoungBackup when the database holds anything that no backup of the last hours holds; for its owner."""
    if connection.scalar(text("SELECT to_regclass('audit_entry')")) is None:
        return
    if not connection.scalar(text("SELECT EXISTS (SELECT FROM audit_entry)")):
        return
    newest = None
    if connection.scalar(text("SELECT to_regclass('server.backup')")) is not None:
        newest = connection.scalar(text("SELECT max(at) FROM server.backup WHERE verified"))
    # the server wrote the moment, so its clock tells the age
    now = connection.scalar(text("SELECT clock_timestamp()"))
    if newest is None or now is None or now - newest > YOUNG:
        raise NoYoungBackup(newest)
