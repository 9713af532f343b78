"""A database file that somebody changed behind the program's back: refused or told, never obeyed, never a crash."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app.bootstrap import Services, create_services, open_services
from app.core.errors import EnvironmentProblem, Refusal
from app.core.records import Query
from app.geo.mapdata import DataKind
from app.geo.shapes import Place
from app.registers.ngos.geography.usecases import about
from db.check import check
from db.engine import connect
from db.errors import DatabaseProblem, ProblemKind
from db.file_store import FileStore
from db.schema_version import APPLICATION_ID, newest


def alter(path: Path, *statements: str) -> None:
    """What an attacker does with any SQLite tool."""
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        for statement in statements:
            connection.execute(statement)


def look_at_everything(services: Services) -> None:
    """What a window reads when it opens."""
    services.office()
    for records in (services.cards, services.units, services.employees):
        records.all()
        records.facets(Query())
        records.page(Query("dowód osobisty"), 0, 20)
    services.cards.attention()
    services.cards.suggestions()
    services.search.search("dowód")


# -- code in the file -------------------------------------------------------------------------------------------

CODE = {
    "trigger": ["CREATE TRIGGER evil AFTER UPDATE ON service_card BEGIN DELETE FROM employee; END"],
    "trigger on the counters": ["CREATE TRIGGER evil AFTER INSERT ON entity_revision BEGIN DELETE FROM office; END"],
    "trigger under one of our names": [
        "DROP TRIGGER audit_entry_no_update",
        "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN DELETE FROM employee; END",
    ],
    "view in place of a table": [
        "ALTER TABLE employee RENAME TO hidden",
        "CREATE VIEW employee AS SELECT * FROM hidden",
    ],
    "view that writes": [
        "CREATE VIEW list AS SELECT 1 AS one",
        "CREATE TRIGGER evil INSTEAD OF UPDATE ON list BEGIN DELETE FROM employee; END",
    ],
    "virtual table": ["CREATE VIRTUAL TABLE words USING fts5(word)"],
}


@pytest.mark.parametrize("statements", CODE.values(), ids=CODE)
def test_code_in_the_file_is_refused_before_it_runs(demo_database: Path, statements: list[str]) -> None:
    before = check(demo_database)
    assert before.ok
    alter(demo_database, *statements)
    with pytest.raises(EnvironmentProblem, match="polecenia, których ten program nie zakłada"):
        open_services(demo_database)
    after = check(demo_database)
    assert [fault for fault in after.faults if "foreign code" in fault]
    alter(demo_database, *(f"DROP TRIGGER IF EXISTS {name}" for name in ("evil", "audit_entry_no_update")))
    with closing(connect(demo_database)) as connection:
        table = "hidden" if "place" in str(statements) or "hidden" in str(statements) else "employee"
        (employees,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert employees == before.rows["employee"] > 0


def test_code_in_an_older_file_does_not_run_during_the_upgrade(demo_database: Path) -> None:
    alter(demo_database, *CODE["trigger"], "PRAGMA user_version=2")
    before = demo_database.read_bytes()
    with pytest.raises(EnvironmentProblem, match="nie została otwarta"):
        open_services(demo_database)
    assert demo_database.read_bytes() == before
    assert [path.name for path in demo_database.parent.glob("*.db*")] == [demo_database.name], "no copy, no log"


def test_functions_in_the_schema_are_not_trusted(demo_database: Path) -> None:
    with closing(connect(demo_database)) as connection:
        (trusted,) = connection.execute("PRAGMA trusted_schema").fetchone()
        assert trusted == 0
        with pytest.raises(connection.OperationalError):
            connection.execute("SELECT load_extension('x')")


# -- tables and values ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, newest(), newest() + 1])
def test_our_mark_on_an_empty_file(tmp_path: Path, number: int) -> None:
    path = tmp_path / "urzad.db"
    with closing(connect(path, mode="rwc")) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={number}")
    with pytest.raises(EnvironmentProblem):
        open_services(path)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE search_document",
        "DROP TABLE service_card_use",
        "ALTER TABLE service_card DROP COLUMN notes",
        "ALTER TABLE office RENAME COLUMN name TO nazwa",
    ],
)
def test_a_table_or_column_that_is_missing_is_told_when_the_file_is_opened(demo_database: Path, statement: str) -> None:
    alter(demo_database, statement)
    with pytest.raises(EnvironmentProblem, match="jest uszkodzona"):
        open_services(demo_database)


UNREADABLE = {
    "choice": "UPDATE service_card SET status = 'tajna'",
    "choice in a list": "UPDATE service_card_fee SET kind = 'haracz'",
    "choice in a list of choices": """UPDATE service_card SET submit_ways = '["teleport"]'""",
    "moment": "UPDATE service_card SET updated_at = 'wczoraj'",
    "moment as a number": "UPDATE service_card SET updated_at = 5",
    "day": "UPDATE service_card SET review_on = '32.13.2026'",
    "list that is not JSON": "UPDATE service_card SET synonyms = '{'",
    "list that is a number": "UPDATE service_card SET synonyms = '7'",
    "list of numbers": "UPDATE service_card SET synonyms = '[1]'",
    "JSON nested deep": f"UPDATE service_card SET synonyms = '{'[' * 100_000}'",
    "hours of another shape": """UPDATE service_card SET hours = '[{"evil": 1}]'""",
    "reference to nothing": "UPDATE service_card SET unit_id = 'x'",
    "text that is not UTF-8": "UPDATE service_card SET name = CAST(x'c328' AS TEXT)",
}


@pytest.mark.parametrize("statement", UNREADABLE.values(), ids=UNREADABLE)
def test_a_value_that_cannot_be_read_is_called_damage_and_not_quoted(demo_database: Path, statement: str) -> None:
    alter(demo_database, statement)
    services = open_services(demo_database)
    try:
        with pytest.raises(EnvironmentProblem, match="jest uszkodzona") as problem:
            look_at_everything(services)
    finally:
        services.close()
    cause = problem.value.__cause__
    assert isinstance(cause, DatabaseProblem)
    assert cause.kind is ProblemKind.CORRUPT
    for quoted in ("tajna", "haracz", "teleport", "wczoraj", "32.13", "evil", "[["):
        assert quoted not in str(cause)


WRONG = {
    "service_card.version": "UPDATE service_card SET version = 'x'",
    "service_card.name": "UPDATE service_card SET name = x'ff00fe'",
    "service_card.unit_id": "UPDATE service_card SET unit_id = 'x'",
    "service_card.review_on": "UPDATE service_card SET review_on = 'jutro'",
    "service_card_fee.amount": "UPDATE service_card_fee SET amount = 'dużo'",
    "entity_revision.revision": "UPDATE entity_revision SET revision = 'x'",
    "stored_file.content": "UPDATE stored_file SET content = 'x'",
}


@pytest.mark.parametrize("column", WRONG)
def test_the_check_finds_values_of_a_wrong_kind(demo_database: Path, column: str) -> None:
    alter(demo_database, WRONG[column])
    assert any(fault.endswith(f"wrong kind in {column}") for fault in check(demo_database).faults)


def test_coordinates_are_no_damage_but_texts_in_their_place_are(database: Path, services: Services) -> None:
    places = (Place(name="Zalesie", x=500400.0, y=400200.5),)
    services.map_data.take([about(DataKind.PLACES, "miejscowosci.shp", places)])
    services.close()
    assert check(database).faults == ()
    alter(database, "UPDATE map_place SET x = 'daleko'")
    assert any(fault.endswith("wrong kind in map_place.x") for fault in check(database).faults)


def test_huge_values_are_read_without_harm(demo_database: Path) -> None:
    alter(
        demo_database,
        "UPDATE service_card SET notes = CAST(zeroblob(20000000) AS TEXT), "
        "name = replace(CAST(zeroblob(100000) AS TEXT), char(0), '=') WHERE id = 1",
    )
    services = open_services(demo_database)
    try:
        look_at_everything(services)
        assert len(services.cards.get(1).name) == 100_000
        with pytest.raises(Refusal):
            services.cards.update(1, services.cards.get(1).version, services.cards.copy_draft(1))
    finally:
        services.close()


@pytest.mark.parametrize("place", [0.0, 0.01, 0.2, 0.5, 0.9])
def test_changed_bytes_of_a_plain_file_bring_no_other_error_than_a_sentence(demo_database: Path, place: float) -> None:
    data = bytearray(demo_database.read_bytes())
    start = round(len(data) * place) + (24 if place == 0 else 0)
    data[start : start + 2048] = bytes(byte ^ 0x5A for byte in data[start : start + 2048])
    demo_database.write_bytes(data)
    with suppress(EnvironmentProblem):
        services = open_services(demo_database)
        try:
            look_at_everything(services)
        finally:
            services.close()
    # a plain file has no checksums: what breaks its structure is found, anything else may look like data
    with suppress(DatabaseProblem):
        check(demo_database)


def test_a_plain_file_whose_pages_are_broken_is_found_out(demo_database: Path) -> None:
    data = bytearray(demo_database.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    # the first byte of a page says what kind of page it is
    for page in range(size, len(data), size):
        data[page] ^= 0xFF
    demo_database.write_bytes(data)
    with suppress(DatabaseProblem):
        assert not check(demo_database).ok


def test_changed_bytes_of_an_encrypted_file_are_always_found(tmp_path: Path) -> None:
    path, key = tmp_path / "urzad.db", bytes(range(32))
    FileStore.create(path, key=key).close()
    whole = path.read_bytes()
    for start in range(0, len(whole), len(whole) // 12):
        data = bytearray(whole)
        data[start] ^= 1
        path.write_bytes(data)
        with suppress(DatabaseProblem):
            assert not check(path, key=key).ok, start


# -- what stands under the name ---------------------------------------------------------------------------------


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _nowhere(path: Path) -> None:
    path.symlink_to(path.with_name("nie-ma.db"))


KINDS = [_folder, _pipe, _endless, _loop, _nowhere]


@pytest.mark.skipif(os.name == "nt", reason="makes pipes and links")
@pytest.mark.parametrize("make", KINDS)
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "urzad.db"
    make(path)
    with pytest.raises(EnvironmentProblem):
        open_services(path)
    if make is not _loop:  # Python itself calls a loop of links a mistake of the caller
        with pytest.raises(EnvironmentProblem):
            create_services(path)
    assert not path.with_name("nie-ma.db").exists(), "nothing is made where a link points"


@pytest.mark.skipif(os.name == "nt", reason="makes links")
def test_a_link_to_a_database_opens_that_database(demo_database: Path, tmp_path: Path) -> None:
    link = tmp_path / "other" / "link.db"
    link.parent.mkdir()
    link.symlink_to(demo_database)
    services = open_services(link)
    try:
        card = services.cards.get(1)
        services.cards.delete(card.id, card.version)
    finally:
        services.close()
    assert link.is_symlink()
    assert check(demo_database).ok
    with closing(connect(demo_database)) as connection:
        (gone,) = connection.execute("SELECT deleted_at IS NOT NULL FROM service_card WHERE id = 1").fetchone()
    assert gone


def test_a_copy_of_another_databases_log_is_not_read(demo_database: Path, tmp_path: Path) -> None:
    """A write-ahead log belongs to one file; its salt and checksums say so."""
    stranger = Path(shutil.copy(demo_database, tmp_path / "stranger.db"))
    services = open_services(stranger)
    try:
        services.cards.delete(1, services.cards.get(1).version)
        log = stranger.with_name("stranger.db-wal").read_bytes()
    finally:
        services.close()
    assert log
    demo_database.with_name(f"{demo_database.name}-wal").write_bytes(log[:32] + bytes(24) + log[56:])
    services = open_services(demo_database)
    try:
        assert services.cards.get(1).id == 1
    finally:
        services.close()
