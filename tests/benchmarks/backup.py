"""What a verified copy costs: ours, reopened, checked, hashed and synced, against the bare backup API alone."""

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

from db import backup_folder
from db.backup_folder import Label
from db.engine import connect
from db.file_store import FileStore
from tests.benchmarks.measurement import Figure, alternating, median, seconds
from tests.benchmarks.rows import BACKUP_RATIO

FILES, FILE_SIZE = 360, 500_000
"""Attachments of 180 MB, as an office collects them; the rest are small rows."""
ROWS = 60_000


def measure(folder: Path, runs: int) -> list[Figure]:
    """Seconds for a database of 200 MB, plain and encrypted."""
    return [
        _figure(folder, "200 MB, plain", None, runs),
        _figure(folder, "200 MB, encrypted", secrets.token_bytes(32), runs),
    ]


def _figure(folder: Path, what: str, key: bytes | None, runs: int) -> Figure:
    database = _filled(folder / f"backup-{'plain' if key is None else 'encrypted'}.db", key)

    def ours() -> float:
        made: list[Path] = []
        taken = seconds(lambda: made.append(_back_up(database, folder / "kopie", key)))
        backup_folder.remove(made[0])
        return taken

    values = alternating(runs, ours, lambda: _bare(database, folder / "bare.db", key), warm_up=True)
    database.unlink()
    mine, bare = map(median, values)
    return Figure(what, mine, "s", bare, "the backup API alone", BACKUP_RATIO)


def _back_up(database: Path, place: Path, key: bytes | None) -> Path:
    return backup_folder.make(database, place, Label("manual", datetime.now(UTC)), key=key)


def _bare(database: Path, target: Path, key: bytes | None) -> float:
    def work() -> None:
        reader, writer = connect(database, key=key), connect(target, key=key, mode="rwc")
        reader.backup(writer, pages=500)
        writer.close()
        reader.close()

    taken = seconds(work)
    target.unlink()
    return taken


def _filled(path: Path, key: bytes | None) -> Path:
    path.unlink(missing_ok=True)
    FileStore.create(path, key=key).close()
    connection = connect(path, key=key)
    try:
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO stored_file (sha256, media_type, size, added_at, content) "
            "VALUES (?, 'application/pdf', ?, '2026-01-01 00:00:00', ?)",
            ((f"{number:064x}", FILE_SIZE, os.urandom(FILE_SIZE)) for number in range(FILES)),
        )
        connection.executemany(
            "INSERT INTO search_document (entity, record_id, symbol, title, terms, fingerprint) "
            "VALUES ('service_card', ?, ?, 'karta', ?, '')",
            ((number, f"SO-{number}", "słowo " * 40) for number in range(ROWS)),
        )
        connection.execute("COMMIT")
    finally:
        connection.close()
    return path
