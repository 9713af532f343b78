"""Bytes that nothing points to: found in plain and in encrypted files, gone after the file was rewritten."""

from contextlib import closing
from pathlib import Path

import pytest

from db.compaction import compact, traces
from db.engine import connect
from db.errors import DatabaseProblem, ProblemKind
from db.file_store import FileStore

KEY = bytes(range(32))
NAME = "Grzegorz Brzęczyszczykiewicz"


@pytest.mark.parametrize("key", [None, KEY])
def test_a_deleted_text_is_found_until_the_file_is_rewritten(key: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "urzad.db"
    with closing(FileStore.create(path, key=key)) as store:
        with closing(connect(path, key=key)) as raw:
            raw.execute("PRAGMA secure_delete=OFF")
            raw.execute("CREATE TABLE note (text TEXT)")
            raw.executemany("INSERT INTO note VALUES (?)", [(f"{NAME} {number}",) for number in range(500)])
            assert path.with_name("urzad.db-wal") in traces(path, [NAME], key)
            raw.execute("DELETE FROM note")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            assert traces(path, [NAME], key) == (path,), "freed pages keep it"
            assert traces(path, ["Zofia Nieobecna"], key) == ()

        assert compact(store)

        assert traces(path, [NAME], key) == ()


def test_an_encrypted_file_is_not_called_clean_when_its_pages_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "urzad.db"
    FileStore.create(path, key=KEY).close()
    assert traces(path, [NAME]) == (), "its bytes alone show nothing"
    with pytest.raises(DatabaseProblem):
        traces(path, [NAME], bytes(32))


def test_a_disk_without_room_is_told_and_is_not_filled(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="no limit of files on this system")
    path = tmp_path / "urzad.db"
    with closing(FileStore.create(path)) as store, closing(connect(path)) as raw:
        raw.execute("CREATE TABLE note (text TEXT)")
        raw.executemany("INSERT INTO note VALUES (?)", [(f"{NAME} {number}",) for number in range(2000)])
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
        try:
            with pytest.raises(DatabaseProblem) as told:
                compact(store)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert told.value.kind in {ProblemKind.DISK_FULL, ProblemKind.IO_ERROR}
        assert path.with_name("urzad.db-wal").stat().st_size == 0
        assert raw.execute("SELECT count(*) FROM note").fetchone() == (2000,)
