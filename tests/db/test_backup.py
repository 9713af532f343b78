"""A copy gets its name only after it was read again and found sound."""

import os
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from db import backup, check
from db.errors import DatabaseProblem, ProblemKind
from db.file_store import FileStore
from tests.db.conftest import run_python
from tests.db.models import NoteRow


def _fill(store: FileStore, count: int = 300) -> None:
    with store.writing() as session:
        session.add_all(NoteRow(symbol=f"SO-{number}", words=("ż" * 4000,)) for number in range(count))


def test_a_copy_holds_what_was_committed(store: FileStore, tmp_path: Path, versions: Path) -> None:
    _fill(store)
    target = tmp_path / "kopie" / "kopia.db"
    target.parent.mkdir()
    with store.writing() as session:
        session.add(NoteRow(symbol="not committed"))
        session.flush()
        store.back_up(target)
    assert check.check(target).ok
    assert [file.name for file in target.parent.iterdir()] == ["kopia.db"]
    with FileStore.open(target, versions=versions) as copy, copy.reading() as session:
        assert len(session.scalars(select(NoteRow.symbol)).all()) == 300


def test_progress_is_reported_and_stopping_leaves_the_old_copy(store: FileStore, tmp_path: Path) -> None:
    target = tmp_path / "kopia.db"
    store.back_up(target)
    before = target.read_bytes()
    _fill(store, 1000)
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        raise InterruptedError

    with pytest.raises(InterruptedError):
        backup.back_up(store.path, target, progress=stop)
    assert target.read_bytes() == before
    assert list(tmp_path.glob(".*")) == []
    backup.back_up(store.path, target, progress=lambda done, total: seen.append((done, total)))
    assert seen[0] == (backup.PAGES_PER_STEP, seen[0][1])
    assert seen[-1] == (seen[-1][1], seen[-1][1])


def test_saving_goes_on_during_a_copy(store: FileStore, tmp_path: Path, versions: Path) -> None:
    _fill(store, 1000)
    extra = iter(range(1000))

    def save(_done: int, _total: int) -> None:
        with store.writing() as session:
            session.add(NoteRow(symbol=f"meanwhile-{next(extra)}"))

    target = tmp_path / "kopia.db"
    backup.back_up(store.path, target, progress=save)
    assert next(extra) >= 2
    with FileStore.open(target, versions=versions) as copy, copy.reading() as session:
        assert len(session.scalars(select(NoteRow.id)).all()) == 1000


def test_a_damaged_source_gives_no_copy(store: FileStore, tmp_path: Path) -> None:
    _fill(store)
    store.close()
    with store.path.open("r+b") as file:
        file.seek(40 * 4096)
        file.write(b"\xa5" * 4096 * 20)
    with pytest.raises(DatabaseProblem) as caught:
        backup.back_up(store.path, tmp_path / "kopia.db")
    assert caught.value.kind is ProblemKind.CORRUPT
    assert sorted(file.name for file in tmp_path.iterdir()) == ["notes.db", "versions"]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_copying_leaves_the_old_copy(store: FileStore, tmp_path: Path) -> None:
    target = tmp_path / "kopia.db"
    store.back_up(target)
    before = target.read_bytes()
    _fill(store, 1000)
    code = (
        "import os, sys; from pathlib import Path; from db.backup import back_up\n"
        "back_up(Path(sys.argv[1]), Path(sys.argv[2]), progress=lambda done, total: os.kill(os.getpid(), 9))"
    )
    assert run_python(code, store.path, target).returncode == -9
    assert target.read_bytes() == before
    assert len(list(tmp_path.glob(".kopia.db.*.tmp"))) == 1


def test_left_over_temporary_files_are_removed_when_old(store: FileStore, tmp_path: Path) -> None:
    target = tmp_path / "kopia[1].db"
    old, young, foreign = (tmp_path / name for name in (".kopia[1].db.1.tmp", ".kopia[1].db.2.tmp", ".x.db.3.tmp"))
    long_ago = time.time() - backup.ABANDONED_AFTER - 60
    for file in (old, young, foreign, tmp_path / f"{old.name}-journal"):
        file.touch()
        if file is not young:
            os.utime(file, (long_ago, long_ago))
    store.back_up(target)
    assert {file.name for file in tmp_path.glob(".*")} == {young.name, foreign.name}


def test_a_folder_left_by_a_killed_import_goes_and_does_not_keep_the_name(tmp_path: Path, versions: Path) -> None:
    target = tmp_path / "urzad.db"
    old, busy = tmp_path / ".urzad.db.old.tmp", tmp_path / ".urzad.db.busy.tmp"
    for folder in (old, busy):
        folder.mkdir()
        (folder / "urzad.db").write_bytes(b"PESEL")
    for path in (old / "urzad.db", old, busy):
        os.utime(path, (1, 1))
    FileStore.create(target, versions=versions).close()
    assert not old.exists()
    assert busy.exists(), "somebody writes into it"


def test_a_missing_folder_is_told(store: FileStore, tmp_path: Path) -> None:
    with pytest.raises(DatabaseProblem) as caught:
        store.back_up(tmp_path / "nie ma" / "kopia.db")
    assert caught.value.kind is ProblemKind.NO_ACCESS
