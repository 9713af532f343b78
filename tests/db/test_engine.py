"""The pragmas are in force and transactions begin where they should."""

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from urllib.parse import unquote, urlsplit

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from db import engine, schema_version
from db.errors import DatabaseProblem, ProblemKind
from db.file_store import FileStore

EXPECTED = {
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "application_id": schema_version.APPLICATION_ID,
    "user_version": 2,
}


def _pragmas(opened: Engine, names: list[str]) -> dict[str, object]:
    with opened.connect() as connection:
        return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names}


@pytest.mark.parametrize(
    ("make", "query_only"), [(engine.writing_engine, 0), (engine.reading_engine, 1)], ids=["writing", "reading"]
)
def test_pragmas_are_in_force(path: Path, make: object, query_only: int) -> None:
    opened = make(path)  # type: ignore[operator]
    assert _pragmas(opened, list(EXPECTED)) == EXPECTED
    assert _pragmas(opened, ["query_only"]) == {"query_only": query_only}
    opened.dispose()


def test_a_writing_transaction_holds_the_lock_before_it_writes(path: Path) -> None:
    first = engine.writing_engine(path)
    second = engine.writing_engine(path, lock_timeout=0)
    with first.begin(), pytest.raises(OperationalError, match="locked"), second.begin():
        pass
    first.dispose()
    second.dispose()


def test_reading_does_not_wait_for_a_writer(path: Path) -> None:
    writer, reader = engine.writing_engine(path), engine.reading_engine(path, lock_timeout=0)
    with writer.begin() as writing:
        writing.exec_driver_sql("INSERT INTO entity_revision VALUES ('x', 1)")
        with reader.begin() as reading:
            assert reading.exec_driver_sql("SELECT count(*) FROM entity_revision").scalar_one() == 0
    writer.dispose()
    reader.dispose()


def test_the_reading_engine_cannot_write(path: Path) -> None:
    reader = engine.reading_engine(path)
    with reader.begin() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.exec_driver_sql("INSERT INTO entity_revision VALUES ('x', 1)")
    reader.dispose()


def _half_a_migration(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE half (a)")
    connection.exec_driver_sql("INSERT INTO missing VALUES (1)")


def test_ddl_is_rolled_back(path: Path) -> None:
    writer = engine.writing_engine(path)
    with pytest.raises(OperationalError, match="no such table"), writer.begin() as connection:
        _half_a_migration(connection)
    with writer.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA table_info(half)").all() == []
    writer.dispose()


def test_a_deleted_value_is_gone_from_the_file(store: FileStore) -> None:
    with store.writing() as session:
        session.connection().exec_driver_sql("INSERT INTO entity_revision VALUES ('TAJNY-PESEL', 1)")
    with store.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM entity_revision")
    store.close()
    assert b"TAJNY-PESEL" not in store.path.read_bytes()


def test_a_key_encrypts_and_a_wrong_key_is_not_a_database(tmp_path: Path) -> None:
    path, key = tmp_path / "z kluczem.db", bytes(range(32))
    with FileStore.create(path, key=key) as opened:
        opened.back_up(tmp_path / "kopia.db")
    for file in (path, tmp_path / "kopia.db"):
        assert b"SQLite format 3" not in file.read_bytes()
        FileStore.open(file, key=key).close()
        for wrong in (None, bytes(32)):
            with pytest.raises(DatabaseProblem) as caught:
                FileStore.open(file, key=wrong)
            assert caught.value.kind is ProblemKind.NOT_A_DATABASE


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PureWindowsPath(r"\\serwer\kopie urzędu\urzad.db"), "file:////serwer/kopie%20urz%C4%99du/urzad.db"),
        (PureWindowsPath(r"\\?\UNC\serwer\kopie\urzad.db"), "file:////%3F/UNC/serwer/kopie/urzad.db"),
        (PureWindowsPath(r"C:\dane\50%#1.db"), "file:///C:/dane/50%25%231.db"),
        (PurePosixPath("/dane/a?mode=rwc&b.db"), "file:///dane/a%3Fmode%3Drwc%26b.db"),
        (PurePosixPath("/dane/\udcff.db"), "file:///dane/%FF.db"),
    ],
)
def test_an_address_names_no_server_and_means_the_same_path(path: PurePath, address: str) -> None:
    assert engine.address_of(path) == address
    parts = urlsplit(address)
    assert (parts.netloc, parts.query, parts.fragment) == ("", "", "")
    assert unquote(parts.path, errors="surrogateescape").endswith(path.as_posix())


@pytest.mark.parametrize("name", ["a?mode=ro.db", "50%25#1.db", "a&vfs=b=c.db", "nowa\nlinia.db"])
def test_signs_of_an_address_in_the_name_of_a_database(tmp_path: Path, name: str) -> None:
    connection = engine.connect(tmp_path / name, mode="rwc")
    connection.execute("CREATE TABLE x (y)")
    connection.close()
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_key_of_wrong_length_is_a_mistake_of_the_caller(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        engine.connect(path, key=b"short")
