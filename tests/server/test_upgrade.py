"""The schema on a server: the same migrations, the same tables, all or nothing."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, text

from app import models
from app.access.server_rights import server_rights as rights
from db import schema_version, server_engine, server_upgrade, upgrade
from db.errors import DatabaseProblem, ProblemKind
from db.server_backups import NoYoungBackup
from db.server_store import ServerStore
from tests.db.older_schemas import BEFORE_COMMISSIONS, add_commission, check_commission, migrations_up_to
from tests.server import databases
from tests.server.databases import CHIEF, PASSWORD, Database

OLDER, NEWEST = 4, schema_version.newest()
BROKEN = """
revision = "{number}"
down_revision = "{before}"

def upgrade():
    from alembic import op
    op.execute("CREATE TABLE half_done (id integer)")
    op.execute("SELECT 1 / 0")
"""


def test_migrations_and_row_classes_agree_on_the_server(server_database: Database) -> None:
    engine = server_engine.owner_engine(server_database.access())
    assert upgrade.drift(engine, models.metadata()) == []


def test_the_comparison_notices_what_no_migration_makes(server_database: Database) -> None:
    from sqlalchemy import Column, Integer

    metadata = MetaData()
    for table in models.metadata().sorted_tables:
        table.to_metadata(metadata)
    metadata.tables["unit"].append_column(Column("forgotten", Integer))
    engine = server_engine.owner_engine(server_database.access())
    assert "forgotten" in repr(upgrade.drift(engine, metadata))


def test_a_server_and_a_file_have_the_same_schema_number(server_database: Database) -> None:
    engine = server_engine.owner_engine(server_database.access())
    with engine.connect() as connection:
        assert schema_version.of_server(connection) == schema_version.newest()


def test_keys_for_sorting_are_compared_by_code_point(server_store: ServerStore) -> None:
    statement = text(
        "SELECT table_name || '.' || column_name, collation_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND (column_name = 'sort' OR column_name LIKE '%\\_sort') AND data_type = 'text'"
    )
    with server_store.reading() as session:
        found = {row[0]: row[1] for row in session.execute(statement)}
    assert {"unit.sort", "employee.sort", "service_card.name_sort", "account.sort"} <= set(found)
    assert set(found.values()) == {"C"}


@pytest.fixture
def older(server_template: Database, tmp_path: Path) -> Iterator[Database]:
    """A database that an earlier program prepared."""
    database = databases.of_schema(migrations_up_to(OLDER, tmp_path), server_template)
    yield database
    database.drop()


def test_an_older_database_is_brought_up_to_date_by_its_owner_only(older: Database) -> None:
    with pytest.raises(DatabaseProblem) as refused:
        ServerStore.open(older.url, CHIEF, PASSWORD)
    assert refused.value.kind is ProblemKind.OLDER_VERSION
    with pytest.raises(DatabaseProblem) as refused:
        server_upgrade.prepare(older.access(CHIEF), models.metadata(), rights())
    assert refused.value.kind is ProblemKind.NO_RIGHT
    assert server_upgrade.prepare(older.access(), models.metadata(), rights()) == (OLDER, NEWEST)
    ServerStore.open(older.url, CHIEF, PASSWORD).close()


def test_a_filled_database_keeps_its_schema_until_there_is_a_backup(older: Database) -> None:
    def prepare() -> tuple[int, int]:
        return server_upgrade.prepare(older.access(), models.metadata(), rights())

    def backed_up(hours: int, verified: str = "true") -> None:
        with older.superuser() as connection:
            connection.execute(
                "INSERT INTO server.backup (at, verified, name, size) "
                f"VALUES (now() - make_interval(hours => {hours}), {verified}, 'urzad', 1)"
            )

    with older.superuser() as connection:
        connection.execute("INSERT INTO audit_entry (deed, entity, details) VALUES ('create', 'unit', '{}')")
    with pytest.raises(NoYoungBackup) as none:
        prepare()
    assert none.value.last is None
    backed_up(25)
    backed_up(1, "false")
    with pytest.raises(NoYoungBackup) as old:
        prepare()
    assert old.value.last is not None
    engine = server_engine.owner_engine(older.access())
    with engine.connect() as reading:
        assert schema_version.of_server(reading) == OLDER
    engine.dispose()
    backed_up(23)
    assert prepare() == (OLDER, NEWEST)


def test_a_filled_database_gets_its_schema_without_a_backup_when_told_so(older: Database) -> None:
    with older.superuser() as connection:
        connection.execute("INSERT INTO audit_entry (deed, entity, details) VALUES ('create', 'unit', '{}')")
    assert server_upgrade.prepare(older.access(), models.metadata(), rights(), without_backup=True) == (OLDER, NEWEST)


def test_commissions_and_erasures_of_the_version_before_stay_as_they_were(
    server_template: Database, tmp_path: Path
) -> None:
    database = databases.of_schema(migrations_up_to(BEFORE_COMMISSIONS, tmp_path), server_template)
    engine = server_engine.owner_engine(database.access())
    with engine.begin() as connection:
        add_commission(connection)
    before = (BEFORE_COMMISSIONS, NEWEST)
    assert server_upgrade.prepare(database.access(), models.metadata(), rights(), without_backup=True) == before
    assert upgrade.drift(engine, models.metadata()) == []
    with engine.begin() as connection:
        check_commission(connection)
    engine.dispose()
    database.drop()


def test_two_computers_that_upgrade_at_once_do_it_once(older: Database) -> None:
    done: list[tuple[int, int]] = []

    def prepare() -> None:
        done.append(server_upgrade.prepare(older.access(), models.metadata(), rights()))

    threads = [threading.Thread(target=prepare) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [(OLDER, NEWEST), (NEWEST, NEWEST)]


def test_a_migration_that_fails_leaves_nothing_behind(server_database: Database, tmp_path: Path) -> None:
    versions = Path(shutil.copytree(schema_version.VERSIONS, tmp_path / "versions"))
    newest = schema_version.newest()
    content = BROKEN.format(number=schema_version.revision(newest + 1), before=schema_version.revision(newest))
    (versions / f"{newest + 1:04d}_broken.py").write_text(content, "utf-8")
    with pytest.raises(Exception, match="division by zero"):
        server_upgrade.prepare(server_database.access(), models.metadata(), rights(), versions=versions)
    with server_database.superuser() as connection:
        assert connection.execute("SELECT to_regclass('half_done')").fetchone() == (None,)
    ServerStore.open(server_database.url, CHIEF, PASSWORD).close()


def test_ids_go_on_after_rows_that_were_copied_in(server_database: Database) -> None:
    engine = server_engine.owner_engine(server_database.access())
    insert = (
        "INSERT INTO unit (id, version, symbol, name, building, floor, room, phone, email, card_pattern, sort, "
        "symbol_sort, room_sort, find, created_at, updated_at) "
        "VALUES ({id}, 1, '{symbol}', '', '', '', '', '', '', '', '', '', '', '', now(), now()) RETURNING id"
    )
    with engine.begin() as connection:
        connection.execute(text(insert.format(id=41, symbol="A")))
        server_upgrade.align_sequences(connection, models.metadata())
        assert connection.scalar(text(insert.format(id="DEFAULT", symbol="B"))) == 42
        # a table without rows begins at 1
        assert connection.scalar(text("SELECT nextval(pg_get_serial_sequence('employee', 'id'))")) == 1
