"""Whatever the computer refuses comes out as a DatabaseProblem of the right kind, and nothing is lost."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlcipher3 import dbapi2

from db import check
from db.engine import connect
from db.errors import DatabaseProblem, ProblemKind, UniqueViolation, translate, translated
from db.file_store import FileStore
from tests.db.models import NoteRow

Become = Callable[[], AbstractContextManager[Path]]


@contextmanager
def problem(kind: ProblemKind) -> Iterator[None]:
    with pytest.raises(DatabaseProblem) as caught:
        yield
    assert caught.value.kind is kind, caught.value


@pytest.mark.parametrize("content", [b"to nie jest baza danych\n" * 400, b"", b"krotko"])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.db"
    path.write_bytes(content)
    with problem(ProblemKind.NOT_A_DATABASE):
        FileStore.open(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_another_programs_database(tmp_path: Path) -> None:
    connection = connect(tmp_path / "inna.db", mode="rwc")
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with problem(ProblemKind.NOT_A_DATABASE):
        FileStore.open(tmp_path / "inna.db")


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    with problem(ProblemKind.NOT_A_DATABASE):
        FileStore.open(tmp_path)


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    with problem(ProblemKind.MISSING):
        FileStore.open(tmp_path / "nie ma.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("deed", [FileStore.open, FileStore.create])
def test_a_missing_folder(tmp_path: Path, deed: Callable[[Path], FileStore]) -> None:
    with problem(ProblemKind.NO_ACCESS):
        deed(tmp_path / "nie ma" / "urzad.db")


def test_create_never_replaces_a_file(path: Path) -> None:
    before = path.read_bytes()
    with problem(ProblemKind.EXISTS):
        FileStore.create(path)
    assert path.read_bytes() == before


def test_a_file_of_a_newer_version_is_refused_untouched(path: Path, versions: Path) -> None:
    connection = connect(path)
    connection.execute("PRAGMA user_version=3")
    connection.close()
    before = path.read_bytes()
    with problem(ProblemKind.NEWER_VERSION):
        FileStore.open(path, versions=versions)
    assert path.read_bytes() == before


def test_a_write_protected_file(ordinary_user: Become, versions: Path) -> None:
    with ordinary_user() as target:
        target.chmod(0o444)
    with problem(ProblemKind.READ_ONLY), ordinary_user() as target:
        FileStore.open(target)


def test_a_file_without_rights(ordinary_user: Become) -> None:
    with ordinary_user() as target:
        target.chmod(0o000)
    with problem(ProblemKind.NO_ACCESS), ordinary_user() as target:
        FileStore.open(target)


@pytest.mark.parametrize("mode", [0o000, 0o555])
def test_a_folder_without_rights(ordinary_user: Become, mode: int) -> None:
    with ordinary_user() as target:
        target.parent.chmod(mode)
    with problem(ProblemKind.NO_ACCESS), ordinary_user() as target:
        FileStore.open(target)
    with problem(ProblemKind.NO_ACCESS), ordinary_user() as target:
        FileStore.create(target.with_name("nowa.db"))


@pytest.mark.skipif(sys.platform == "win32", reason="mounting")
def test_a_read_only_disk(tmp_path: Path, path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    shutil.copy(path, disk)
    if subprocess.run(["mount", "--bind", disk, disk], capture_output=True).returncode:
        pytest.skip("mounting is not permitted here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", disk], check=True)
        with problem(ProblemKind.READ_ONLY):
            FileStore.open(disk / "notes.db")
        with problem(ProblemKind.READ_ONLY):
            FileStore.create(disk / "nowa.db")
    finally:
        subprocess.run(["umount", disk], check=True)


HOLD = """
import sys; from sqlcipher3 import dbapi2
connection = dbapi2.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA locking_mode=" + sys.argv[2])
connection.execute("BEGIN IMMEDIATE"); connection.execute("UPDATE entity_revision SET revision = 9")
print("held", flush=True); sys.stdin.readline()
"""


@contextmanager
def held_by_another_process(path: Path, locking_mode: str) -> Iterator[None]:
    arguments = [sys.executable, "-c", HOLD, str(path), locking_mode]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        process.communicate("\n")


def test_locked_for_longer_than_the_timeout(path: Path, versions: Path) -> None:
    with FileStore.open(path, lock_timeout=0.1, versions=versions) as store:
        with held_by_another_process(path, "NORMAL"):
            assert store.revision("note") == 0
            with problem(ProblemKind.LOCKED), store.writing():
                pytest.fail("the body must not run without the lock")
        with store.writing() as session:
            session.add(NoteRow(symbol="SO-01"))


def test_locked_while_opening(path: Path, versions: Path) -> None:
    with held_by_another_process(path, "EXCLUSIVE"), problem(ProblemKind.LOCKED):
        FileStore.open(path, lock_timeout=0.1, versions=versions)


def test_a_session_inside_a_session_is_refused_and_does_not_hang(path: Path, versions: Path) -> None:
    with (
        FileStore.open(path, lock_timeout=0.1, versions=versions) as store,
        store.writing(),
        problem(ProblemKind.LOCKED),
        store.writing(),
    ):
        pytest.fail("two writers at once")


def _fill(store: FileStore, saved: list[str]) -> None:
    """Save until the disk refuses; ``saved`` gets what was acknowledged."""
    while True:
        symbol = f"SO-{len(saved)}"
        with store.writing() as session:
            session.add(NoteRow(symbol=symbol, words=("x" * 20_000,)))
        saved.append(symbol)


def _symbols(path: Path, versions: Path) -> list[str]:
    with FileStore.open(path, versions=versions) as store, store.reading() as session:
        return list(session.scalars(select(NoteRow.symbol).order_by(NoteRow.id)))


def test_a_full_disk_loses_nothing_acknowledged(path: Path, versions: Path) -> None:
    saved: list[str] = []
    with FileStore.open(path, versions=versions) as store:
        with store.writing() as session:
            session.connection().exec_driver_sql("PRAGMA max_page_count=40")
        with problem(ProblemKind.DISK_FULL):
            _fill(store, saved)
    assert len(saved) > 1
    assert check.check(path).ok
    assert _symbols(path, versions) == saved


@pytest.mark.parametrize(("free", "kind"), [(0, ProblemKind.DISK_FULL), (1 << 40, ProblemKind.IO_ERROR)])
def test_a_refused_write_loses_nothing_acknowledged(
    path: Path, versions: Path, monkeypatch: pytest.MonkeyPatch, free: int, kind: ProblemKind
) -> None:
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    saved: list[str] = []
    with FileStore.open(path, versions=versions) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
        try:
            with problem(kind):
                _fill(store, saved)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert len(saved) > 1
    assert check.check(path).ok
    assert _symbols(path, versions) == saved


def test_a_damaged_file(store: FileStore, path: Path, versions: Path) -> None:
    with store.writing() as session:
        session.add_all(NoteRow(symbol=f"SO-{number}", words=("x" * 3000,)) for number in range(20))
    store.close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))
    with problem(ProblemKind.CORRUPT):
        _symbols(path, versions)


def test_a_unique_index_without_columns_is_named(store: FileStore) -> None:
    with store.writing() as session:
        session.connection().exec_driver_sql("CREATE UNIQUE INDEX ux_note ON note (lower(symbol))")
        session.add(NoteRow(symbol="A"))
    with pytest.raises(UniqueViolation) as caught, store.writing() as session:
        session.add(NoteRow(symbol="a"))
    assert (caught.value.columns, caught.value.index) == ((), "ux_note")


def test_a_violation_told_by_postgresql() -> None:
    cause = Exception("…")
    cause.sqlstate = "23505"  # type: ignore[attr-defined]
    cause.diag = SimpleNamespace(  # type: ignore[attr-defined]
        table_name="note", constraint_name="uq_note_symbol", message_detail="Key (unit_id, symbol)=(1, SO) exists."
    )
    found = translate(DBAPIError("INSERT", {}, cause), Path("x"))
    assert isinstance(found, UniqueViolation)
    assert (found.table, found.columns, found.index) == ("note", ("unit_id", "symbol"), "uq_note_symbol")


def test_a_mistake_of_ours_is_not_blamed_on_the_computer(store: FileStore) -> None:
    assert translate(ValueError("x"), store.path) is None
    with pytest.raises((DBAPIError, ProgrammingError)), store.reading() as session:
        session.connection().exec_driver_sql("SELEKT 1")


def test_a_refusal_about_another_file_is_not_blamed_on_the_database(tmp_path: Path) -> None:
    elsewhere = PermissionError(13, "Permission denied", str(tmp_path / "folder" / "module.py"))
    assert translate(elsewhere, tmp_path / "urzad.db") is None
    beside = translate(PermissionError(13, "Permission denied", str(tmp_path / "urzad.db-wal")), tmp_path / "urzad.db")
    assert isinstance(beside, DatabaseProblem)
    assert beside.kind is ProblemKind.NO_ACCESS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("disk I/O error", ProblemKind.IO_ERROR),
        ("database or disk is full", ProblemKind.DISK_FULL),
        ("database disk image is malformed", ProblemKind.CORRUPT),
        ("database is locked", ProblemKind.LOCKED),
    ],
)
def test_an_error_of_the_driver_without_a_code_is_known_by_its_words(
    tmp_path: Path, text: str, kind: ProblemKind
) -> None:
    """The driver's backup raises such."""
    translated = translate(dbapi2.OperationalError(text), tmp_path / "kopia.db")
    assert isinstance(translated, DatabaseProblem)
    assert translated.kind is kind


def test_a_failure_to_tidy_up_tells_of_the_failure_before_it(tmp_path: Path) -> None:
    with pytest.raises(DatabaseProblem) as told, translated(tmp_path / "urzad.db"):
        _fail_and_tidy_up()
    assert told.value.kind is translate(_disk_failure(), tmp_path).kind  # type: ignore[union-attr]


def test_a_mistake_of_ours_stays_one(tmp_path: Path) -> None:
    with pytest.raises(DBAPIError), translated(tmp_path / "urzad.db"):
        raise DBAPIError("DROP TABLE a", (), dbapi2.OperationalError("no such table: a"))


def _fail_and_tidy_up() -> None:
    try:
        raise DBAPIError("CREATE TABLE a", (), _disk_failure())
    except DBAPIError:
        raise DBAPIError("DROP TABLE a", (), dbapi2.OperationalError("no such table: a")) from None


def _disk_failure() -> dbapi2.OperationalError:
    failure = dbapi2.OperationalError("disk I/O error")
    failure.sqlite_errorcode = 10
    failure.sqlite_errorname = "SQLITE_IOERR"
    return failure
