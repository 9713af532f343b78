"""Damage is found and described; a sound file is described too."""

from pathlib import Path

import pytest

from db import check
from db.engine import connect
from db.errors import DatabaseProblem, ProblemKind
from db.file_store import FileStore
from tests.db.models import LineRow, NoteRow


@pytest.fixture
def filled(store: FileStore) -> Path:
    with store.writing() as session:
        session.add_all(NoteRow(symbol=f"SO-{n}", lines=[LineRow(position=0, text="a")]) for n in range(200))
    store.close()
    return store.path


def test_a_sound_file(filled: Path) -> None:
    report = check.check(filled)
    assert report.ok
    assert report.schema == 2
    assert report.rows == {
        "alembic_version": 1,
        "entity_revision": 1,
        "follower": 0,
        "note": 200,
        "note_index": 0,
        "note_line": 200,
    }
    assert report.size == filled.stat().st_size
    assert check.quick_check(filled) == ()


def test_a_row_that_points_nowhere(filled: Path) -> None:
    connection = connect(filled)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("DELETE FROM note WHERE id = 7")
    connection.close()
    report = check.check(filled)
    assert report.broken_references == (check.BrokenReference("note_line", 7, "note"),)
    assert not report.ok


def test_an_index_that_disagrees_with_its_table(filled: Path) -> None:
    content = filled.read_bytes()
    assert content.count(b"SO-57") == 2
    filled.write_bytes(content.replace(b"SO-57", b"SO-X7", 1))
    assert not check.check(filled).ok


def test_a_damaged_page(filled: Path) -> None:
    connection = connect(filled)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'note_line'").fetchone()
    connection.close()
    with filled.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)
    assert not check.check(filled).ok
    assert check.quick_check(filled)


def test_a_page_torn_while_the_log_was_moved_is_no_damage(tmp_path: Path, versions: Path) -> None:
    """The power went during a checkpoint: the page is whole in the log, and SQLite takes it from there."""
    key = bytes(range(32))
    with FileStore.create(tmp_path / "notes.db", key=key, versions=versions) as store:
        with store.writing() as session:
            session.add(NoteRow(symbol="SO-01"))
        content = bytearray((tmp_path / "notes.db").read_bytes())
        log = (tmp_path / "notes.db-wal").read_bytes()
    # frames of 24 bytes and a page follow a head of 32; the first number of a frame is its page
    pages = {int.from_bytes(log[place : place + 4], "big") for place in range(32, len(log), 24 + 4096)}
    torn = max(page for page in pages if page * 4096 <= len(content))
    content[torn * 4096 - 512 : torn * 4096] = bytes(512)
    cut = tmp_path / "cut.db"
    cut.write_bytes(content)
    (tmp_path / "cut.db-wal").write_bytes(log)
    assert check.check(cut, key=key).faults == ()
    # without the log the same page is damage
    cut.write_bytes(content)
    assert check.check(cut, key=key).faults != ()


def test_a_check_can_be_stopped(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "INSTRUCTIONS_PER_ASK", 1)
    assert check.quick_check(filled, cancelled=lambda: True) is None


def test_files_that_cannot_be_checked(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_bytes(b"x" * 5000)
    for name, kind in (("list.txt", ProblemKind.NOT_A_DATABASE), ("brak", ProblemKind.MISSING)):
        with pytest.raises(DatabaseProblem) as caught:
            check.check(tmp_path / name)
        assert caught.value.kind is kind
