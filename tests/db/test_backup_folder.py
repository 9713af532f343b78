"""Every flipped bit of an encrypted copy is found, also without its hashes, in used and in free pages."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import backup_folder
from db.backup_folder import DATABASE, Label
from db.engine import connect
from db.errors import DatabaseProblem, translated
from db.file_store import FileStore

KEY = bytes(range(32))
FLIPS = 40


@pytest.mark.parametrize("free", [False, True], ids=["full", "free pages"])
def test_flipped_bits_are_found_without_hashes(tmp_path: Path, free: bool) -> None:
    path = tmp_path / "urzad.db"
    FileStore.create(path, key=KEY).close()
    connection = connect(path, key=KEY)
    for number in range(3):
        connection.execute(
            "INSERT INTO stored_file (sha256, media_type, size, added_at, content) "
            "VALUES (?, 'application/pdf', 1, '2026-01-01 00:00:00', randomblob(200000))",
            (f"{number:064x}",),
        )
    if free:
        connection.execute("DELETE FROM stored_file WHERE sha256 LIKE '%1'")
    (pages,) = connection.execute("PRAGMA freelist_count").fetchone()
    connection.close()
    assert bool(pages) is free
    made = backup_folder.make(path, tmp_path / "kopie", Label("manual", datetime.now(UTC)), key=KEY)
    copy = made / DATABASE
    whole, chance = copy.read_bytes(), random.Random(1)
    for _ in range(FLIPS):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        copy.write_bytes(damaged)
        with pytest.raises(DatabaseProblem), translated(copy):
            backup_folder._sound_contents(copy, KEY, copy)
