"""A migration happens whole or not at all, after a verified copy; row classes and migrations agree."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db import backup_folder, check, schema_page, schema_version, upgrade
from db.engine import connect, migrating_engine, writing_engine
from db.errors import DatabaseProblem, ProblemKind
from db.file_store import FileStore
from tests.db.conftest import run_python
from tests.db.models import NoteRow, OwnBase

HEAD = """
import os
import sqlalchemy as sa
from alembic import op
revision = "0003"
down_revision = "0002"

def upgrade() -> None:
    op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("note") as batch:
        batch.add_column(sa.Column("rank", sa.Integer(), nullable=False, server_default="7"))
    op.execute("UPDATE note SET amount = 1000")
"""


def _add_migration(versions: Path, *more: str) -> None:
    (versions / "0003_more.py").write_text(HEAD + "".join(f"    {line}\n" for line in more), "utf-8")


def _state(path: Path) -> object:
    """Schema, numbers and data: everything a half-done migration could have changed."""
    connection = connect(path)
    try:
        return [
            connection.execute(statement).fetchall()
            for statement in (
                "SELECT type, name, sql FROM sqlite_master ORDER BY name",
                "PRAGMA user_version",
                "SELECT version_num FROM alembic_version",
                "SELECT symbol, amount FROM note ORDER BY symbol",
            )
        ]
    finally:
        connection.close()


@pytest.fixture
def old(store: FileStore) -> Path:
    """A closed file of schema 2 with a record that has a position."""
    with store.writing() as session:
        session.add(NoteRow(symbol="SO-01", amount=5))
        session.flush()
        session.connection().exec_driver_sql("INSERT INTO note_line VALUES (1, 0, 1, 'a')")
    store.close()
    return store.path


def test_an_older_file_is_upgraded_after_a_copy(old: Path, versions: Path) -> None:
    before = _state(old)
    _add_migration(versions)
    with FileStore.open(old, versions=versions) as store:
        copy = store.upgrade_backup
        with store.reading() as session:
            row = session.connection().exec_driver_sql("SELECT amount, rank FROM note").one()
            assert tuple(row) == (1000, 7)
            # the rebuilt table kept its positions: foreign keys were off while it was dropped
            assert session.connection().exec_driver_sql("SELECT count(*) FROM note_line").scalar_one() == 1
    assert check.check(old).schema == 3
    assert copy is not None
    assert copy.parent == old.parent / "kopie"
    assert backup_folder.verify(copy).reason == backup_folder.UPGRADE
    file = copy / backup_folder.DATABASE
    assert _state(file) == before
    assert check.check(file).ok
    assert _is_plain_single_file(file)


def _is_plain_single_file(path: Path) -> bool:
    with sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    connection.close()
    return mode != "wal" and not path.with_name(path.name + "-wal").exists()


def test_an_upgraded_file_is_not_upgraded_again(old: Path, versions: Path) -> None:
    _add_migration(versions)
    FileStore.open(old, versions=versions).close()
    with FileStore.open(old, versions=versions) as store:
        assert store.upgrade_backup is None
    assert upgrade.upgrade(old, versions=versions) is None
    assert len(list(backup_folder.usual_place(old).iterdir())) == 1


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ('raise ZeroDivisionError("in the middle")', ZeroDivisionError),
        ("op.execute(\"INSERT INTO note_line VALUES (2, 0, 99, 'b')\")", upgrade.BrokenReferences),
    ],
    ids=["raises", "leaves rows pointing nowhere"],
)
def test_a_failed_migration_leaves_nothing(old: Path, versions: Path, line: str, error: type[Exception]) -> None:
    before = _state(old)
    _add_migration(versions, line)
    with pytest.raises(error):
        FileStore.open(old, versions=versions)
    assert _state(old) == before
    with pytest.raises(error):
        FileStore.create(old.with_name("nowa.db"), versions=versions)
    assert {file.name for file in old.parent.iterdir()} <= {"notes.db", "versions", "kopie"}


@pytest.mark.skipif("sys.platform == 'win32'", reason="no SIGKILL")
def test_a_killed_migration_leaves_nothing(old: Path, versions: Path) -> None:
    before = _state(old)
    _add_migration(versions, "os.kill(os.getpid(), 9)")
    code = (
        "import sys; from pathlib import Path; from db.file_store import FileStore\n"
        "path = Path(sys.argv[2])\n"
        "(FileStore.open if path.exists() else FileStore.create)(path, versions=Path(sys.argv[1]))"
    )
    new = old.with_name("nowa.db")
    assert run_python(code, versions, old).returncode == -9
    assert run_python(code, versions, new).returncode == -9
    assert _state(old) == before
    assert check.check(old).ok
    assert not new.exists()


def test_an_upgrade_waits_for_nobody_longer_than_the_timeout(old: Path, versions: Path) -> None:
    _add_migration(versions)
    holder = writing_engine(old)
    with holder.begin(), pytest.raises(DatabaseProblem) as caught:
        FileStore.open(old, lock_timeout=0.1, versions=versions)
    holder.dispose()
    assert caught.value.kind is ProblemKind.LOCKED


def test_a_new_database_has_all_numbers(tmp_path: Path) -> None:
    path = tmp_path / "100% nowa; łąka" / "urząd.db"
    path.parent.mkdir()
    FileStore.create(path).close()
    connection = connect(path)
    assert schema_version.of_file(connection) == schema_version.newest()
    (number,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    assert number == schema_version.revision(schema_version.newest())
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("names", [[], ["0001_a.py", "0003_c.py"], ["0001_a.py", "0001_b.py"]])
def test_migrations_are_numbered_without_gaps(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).touch()
    with pytest.raises(RuntimeError, match="not numbered"):
        schema_version.newest(tmp_path)


def _engine(path: Path) -> Engine:
    return migrating_engine(path)


def test_row_classes_match_the_migrations(path: Path) -> None:
    assert upgrade.drift(_engine(path), OwnBase.metadata) == []


def test_drift_is_noticed(path: Path) -> None:
    engine = _engine(path)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE note DROP COLUMN day")
        connection.exec_driver_sql("DROP TABLE note_line")
    kinds = {step[0] for step in upgrade.drift(engine, OwnBase.metadata)}
    assert kinds == {"add_column", "add_table"}


def test_a_generated_migration_makes_the_tables_of_the_row_classes(versions: Path, tmp_path: Path) -> None:
    (versions / "0002_notes.py").unlink()
    written = upgrade.autogenerate("Notes and lines", OwnBase.metadata, versions=versions)
    assert written is not None
    assert written.name == "0002_notes_and_lines.py"
    text = written.read_text("utf-8")
    assert "sa.String(length=40)" in text
    assert "sa.DateTime(timezone=True)" in text
    assert "db.types" not in text
    with FileStore.create(tmp_path / "generated.db", versions=versions):
        pass
    assert upgrade.drift(_engine(tmp_path / "generated.db"), OwnBase.metadata) == []
    assert upgrade.autogenerate("Nothing differs", OwnBase.metadata, versions=versions) is None


def test_the_readme_lists_the_tables() -> None:
    page = schema_page.PAGE.read_text("utf-8")
    assert page == schema_page.current_page(), "run: python -m db.schema_page"
    own_lines = page.partition(schema_page.BEGIN)[0].splitlines()
    assert len(own_lines) <= 60
