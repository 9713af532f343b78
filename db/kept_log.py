"""The audit log inside a backup, read where it lies: seals by number, and which restores it tells of."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from db import backup_folder
from db.backup_folder import BadBackup, Fault
from db.engine import connect
from db.errors import translated

_MOST_RESTORES = 200


class KeptLog:
    """The log of an open copy; made by ``opened``."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def seal(self, number: int) -> tuple[str, str] | None:
        """Moment (as stored, in UTC, so that texts compare like moments) and mac of an entry; None without it."""
        found = self._connection.execute("SELECT at, mac FROM audit_entry WHERE number = ?", (number,)).fetchone()
        return None if found is None else (str(found[0]), str(found[1]))

    def oldest_after(self, number: int) -> str | None:
        """The earliest moment among the entries after this one; None when there are none."""
        (found,) = self._connection.execute("SELECT min(at) FROM audit_entry WHERE number > ?", (number,)).fetchone()
        return None if found is None else str(found)

    def restores(self) -> list[tuple[int, str]]:
        """Number and details of the newest entries about restores, oldest first."""
        rows = self._connection.execute(
            "SELECT number, coalesce(details, '') FROM audit_entry WHERE deed = 'restore' ORDER BY number DESC LIMIT ?",
            (_MOST_RESTORES,),
        ).fetchall()
        return [(int(number), str(details)) for number, details in reversed(rows)]


@contextmanager
def opened(folder: Path, key: bytes | None) -> Iterator[KeptLog]:
    """The log of a backup whose manifest bears the seal of this key; BadBackup or DatabaseProblem when it cannot be.

    The database itself is not read through: whoever asks compares the entries' macs.
    """
    manifest = backup_folder.read(folder)
    if key is not None and not manifest.encrypted:
        # no copy of an encrypted database; anybody could have put it there
        raise BadBackup(Fault.OTHER_KEY, folder)
    backup_folder.private_part(folder, manifest, key)
    copy = folder / backup_folder.DATABASE
    with translated(copy):
        connection = connect(copy, key=key, mode="ro")
        try:
            yield KeptLog(connection)
        finally:
            connection.close()
