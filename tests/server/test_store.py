"""The store on a server: nothing overwritten, nothing lost in silence, and every failure a sentence."""

import threading
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, text

from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.core.errors import Conflict, EnvironmentProblem, Invalid
from app.people.units.domain import UnitDraft
from app.people.units.model import UnitRow
from app.records.environment import sentence
from app.records.mapping import draft_of
from db import server_engine, server_errors
from db.errors import DatabaseProblem, ProblemKind
from db.server_engine import Access
from db.server_store import ServerStore
from tests.server.databases import CHIEF, PASSWORD, Database

UNIT = UnitDraft(symbol="OR", name="Organizacja")


@pytest.fixture
def services(server_store: ServerStore, clock: FixedClock) -> Services:
    return build(server_store, clock)


def terminate(database: Database) -> None:
    """What the server's administrator, a restart or a broken cable does to all connections."""
    with database.superuser() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            (database.name,),
        )


def kind_of(problem: pytest.ExceptionInfo[Any]) -> ProblemKind:
    error = problem.value if isinstance(problem.value, DatabaseProblem) else problem.value.__cause__
    assert isinstance(error, DatabaseProblem)
    return error.kind


# -- addresses and signing in ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ewa:tajne@serwer/urzad",
        "postgresql://serwer",
        "mysql://serwer/urzad",
        "postgresql://serwer/urzad?sslmode=disable",
        "postgresql://serwer/urzad?password=tajne",
    ],
)
def test_an_address_names_only_the_place(url: str) -> None:
    with pytest.raises(ValueError, match="names nobody") as refused:
        Access.of(url, "ewa", "x")
    assert "tajne" not in str(refused.value)


def test_any_other_computer_has_to_prove_who_it_is() -> None:
    parameters = Access.of("postgresql://serwer.urzad.example/urzad", "ewa", "x").parameters()
    assert parameters["sslmode"] == "verify-full"
    assert parameters["channel_binding"] == "require"
    assert parameters["require_auth"] == "scram-sha-256"
    assert Access.of("postgresql://127.0.0.1/urzad", "ewa", "x").parameters()["sslmode"] == "prefer"


def test_the_password_shows_nowhere(server_database: Database) -> None:
    secret = "nie-do-pokazania"
    with pytest.raises(DatabaseProblem) as refused:
        ServerStore.open(server_database.url, CHIEF, secret)
    assert kind_of(refused) is ProblemKind.SIGN_IN_REFUSED
    error: BaseException | None = refused.value
    while error is not None:
        assert secret not in str(error)
        error = error.__cause__ or error.__context__
    with server_database.store() as store:
        assert PASSWORD not in repr(store.access) + store.location + repr(vars(store)["access"])


def test_an_unknown_name_is_refused_like_a_wrong_password(server_database: Database) -> None:
    told = []
    for login, password in ((CHIEF, "nie to"), ("nikogo.takiego", PASSWORD)):
        with pytest.raises(DatabaseProblem) as refused:
            ServerStore.open(server_database.url, login, password)
        told.append((refused.value.kind, str(refused.value)))
    assert told[0] == told[1]


def test_a_server_that_is_away(server_database: Database) -> None:
    with pytest.raises(DatabaseProblem) as refused:
        ServerStore.open("postgresql://127.0.0.1:1/urzad", CHIEF, PASSWORD)
    assert kind_of(refused) is ProblemKind.UNREACHABLE


def test_a_database_that_is_not_there_or_not_prepared(server_database: Database) -> None:
    with pytest.raises(DatabaseProblem) as refused:
        ServerStore.open(server_database.cluster.url("nie_ma"), CHIEF, PASSWORD)
    assert kind_of(refused) is ProblemKind.MISSING
    with server_database.cluster.admin() as connection:
        connection.execute("DROP DATABASE IF EXISTS pusta")
        connection.execute("CREATE DATABASE pusta TEMPLATE template0")
    try:
        with pytest.raises(DatabaseProblem) as refused:
            ServerStore.open(server_database.cluster.url("pusta"), CHIEF, PASSWORD)
    finally:
        with server_database.cluster.admin() as connection:
            connection.execute("DROP DATABASE pusta WITH (FORCE)")
    assert kind_of(refused) is ProblemKind.NOT_A_DATABASE


@pytest.mark.parametrize(("number", "kind"), [("0001", "OLDER_VERSION"), ("9999", "NEWER_VERSION")])
def test_another_schema_is_refused_and_left_alone(server_database: Database, number: str, kind: str) -> None:
    with server_database.superuser() as connection:
        connection.execute("UPDATE alembic_version SET version_num = %s", (number,))
    with pytest.raises(DatabaseProblem) as refused:
        ServerStore.open(server_database.url, CHIEF, PASSWORD)
    assert kind_of(refused) is ProblemKind[kind]


def test_a_server_before_version_15_is_refused(server_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_engine, "OLDEST_SERVER", 999_999)
    with pytest.raises(DatabaseProblem) as refused:
        ServerStore.open(server_database.url, CHIEF, PASSWORD)
    assert kind_of(refused) is ProblemKind.SERVER_TOO_OLD


def test_every_problem_of_a_server_has_a_sentence() -> None:
    told_by_code = set(server_errors._KINDS.values())
    told_by_store = {"CERTIFICATE", "NOT_A_DATABASE", "NEWER_VERSION", "OLDER_VERSION", "OUTCOME_UNKNOWN"}
    for kind in told_by_code | {ProblemKind[name] for name in (*told_by_store, "SERVER_TOO_OLD", "CONNECTION_LOST")}:
        told = sentence(kind, "postgresql://serwer:5432/urzad")
        assert "postgresql://serwer:5432/urzad" in told
        assert told.endswith(".")


# -- transactions ------------------------------------------------------------------------------------------------


def test_a_reading_session_sees_one_state_throughout(services: Services) -> None:
    services.units.create(UNIT)
    with services.store.reading() as session:
        before = session.scalars(select(UnitRow.symbol)).all()
        services.units.create(replace(UNIT, symbol="SO"))
        assert session.scalars(select(UnitRow.symbol)).all() == before


def test_a_reading_session_cannot_write(server_store: ServerStore) -> None:
    with pytest.raises(DatabaseProblem) as refused, server_store.reading() as session:
        session.execute(text("UPDATE entity_revision SET revision = 0"))
    assert kind_of(refused) is ProblemKind.READ_ONLY


def test_savers_take_turns_so_that_no_rule_is_got_round(server_database: Database, clock: FixedClock) -> None:
    """Two units each made the other's parent at the same moment: alone each is fine, together they are a ring."""
    with server_database.store() as first, server_database.store() as second:
        one, other = build(first, clock).units, build(second, clock).units
        a = one.create(replace(UNIT, symbol="A")).record
        b = one.create(replace(UNIT, symbol="B")).record
        start = threading.Barrier(2)
        refused: list[Exception] = []

        def below(units: Any, child: Any, parent: Any) -> None:
            start.wait()
            try:
                units.update(child.id, child.version, replace(draft_of(child, UnitDraft), parent_id=parent.id))
            except Invalid as error:
                refused.append(error)

        threads = [threading.Thread(target=below, args=each) for each in ((one, a, b), (other, b, a))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(refused) == 1
        assert sum(unit.parent_id is not None for unit in one.all()) == 1


def test_no_change_is_overwritten(server_database: Database, clock: FixedClock) -> None:
    """Four people add one letter to the same name again and again; each letter saved stands in it."""
    with server_database.store() as store:
        record = build(store, clock).units.create(replace(UNIT, name="x")).record
    saved: list[str] = []
    conflicts: list[str] = []

    def add(letter: str) -> None:
        with server_database.store() as own:
            units = build(own, clock).units
            for _ in range(6):
                unit = units.get(record.id)
                draft = replace(draft_of(unit, UnitDraft), name=unit.name + letter)
                try:
                    units.update(unit.id, unit.version, draft)
                    saved.append(letter)
                except Conflict:
                    conflicts.append(letter)

    threads = [threading.Thread(target=add, args=(letter,)) for letter in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with server_database.store() as store:
        unit = build(store, clock).units.get(record.id)
    assert sorted(unit.name[1:]) == sorted(saved)
    assert unit.version == 1 + len(saved)
    assert len(saved) + len(conflicts) == 24


def test_another_program_that_skips_the_turn_makes_a_conflict(services: Services, server_database: Database) -> None:
    unit = services.units.create(UNIT).record
    with server_database.superuser() as connection:
        connection.execute("UPDATE unit SET name = 'z psql', version = version + 1 WHERE id = %s", (unit.id,))
    with pytest.raises(Conflict) as conflict:
        services.units.update(unit.id, unit.version, replace(UNIT, name="z okna"))
    assert getattr(conflict.value.theirs, "name", "") == "z psql"


def test_a_long_save_of_another_computer_is_waited_for_and_then_told(
    server_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_engine, "LOCK_TIMEOUT", 0.2)
    with server_database.store() as busy, server_database.store() as waiting, busy.writing():
        with pytest.raises(DatabaseProblem) as refused, waiting.writing():
            pytest.fail("the body must not run without the lock")
        assert kind_of(refused) is ProblemKind.LOCKED


# -- broken connections ------------------------------------------------------------------------------------------


def test_after_a_broken_connection_the_next_deed_works(services: Services, server_database: Database) -> None:
    services.units.create(UNIT)
    terminate(server_database)
    assert len(services.units.all()) == 1
    terminate(server_database)
    services.units.create(replace(UNIT, symbol="SO"))
    assert len(services.units.all()) == 2


def test_a_connection_lost_in_the_middle_of_a_save_saves_nothing(
    server_store: ServerStore, server_database: Database
) -> None:

    def save() -> None:
        with server_store.writing() as session:
            session.execute(text("INSERT INTO number_series (series, last) VALUES ('x', 1)"))
            terminate(server_database)

    with pytest.raises(DatabaseProblem) as lost:
        save()
    assert kind_of(lost) is ProblemKind.CONNECTION_LOST
    with server_store.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM number_series")) == 0


@pytest.fixture
def _answer_lost(server_store: ServerStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server commits, and the connection dies before its answer arrives."""
    dialect = server_store._engine.dialect
    commit = dialect.do_commit

    def commit_and_die(connection: Any) -> None:
        monkeypatch.setattr(dialect, "do_commit", commit)
        commit(connection)
        driver = connection.driver_connection
        driver.pgconn.finish()
        driver.execute("SELECT 1")

    monkeypatch.setattr(dialect, "do_commit", commit_and_die)


@pytest.mark.usefixtures("_answer_lost")
def test_a_save_whose_answer_got_lost_is_looked_up(server_store: ServerStore) -> None:
    with server_store.writing() as session:
        session.execute(text("INSERT INTO number_series (series, last) VALUES ('x', 1)"))
    with server_store.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM number_series")) == 1


@pytest.mark.usefixtures("_answer_lost")
def test_a_save_nobody_can_ask_about_is_not_called_a_success(
    server_store: ServerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.server_store.FIND_OUT", 0.0)
    with pytest.raises(DatabaseProblem) as unknown, server_store.writing() as session:
        session.execute(text("INSERT INTO number_series (series, last) VALUES ('x', 1)"))
    assert kind_of(unknown) is ProblemKind.OUTCOME_UNKNOWN


def test_a_save_that_the_server_undid_is_not_called_a_success(
    server_store: ServerStore, server_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialect = server_store._engine.dialect
    commit = dialect.do_commit

    def die_and_commit(connection: Any) -> None:
        monkeypatch.setattr(dialect, "do_commit", commit)
        terminate(server_database)
        commit(connection)

    monkeypatch.setattr(dialect, "do_commit", die_and_commit)
    with pytest.raises(DatabaseProblem) as lost, server_store.writing() as session:
        session.execute(text("INSERT INTO number_series (series, last) VALUES ('x', 1)"))
    assert kind_of(lost) is ProblemKind.CONNECTION_LOST
    with server_store.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM number_series")) == 0


def test_problems_reach_people_as_sentences(services: Services, server_database: Database) -> None:
    with server_database.superuser() as connection:
        connection.execute("REVOKE SELECT ON unit FROM urzad_member")
    with pytest.raises(EnvironmentProblem) as refused:
        services.units.all()
    assert kind_of(refused) is ProblemKind.NO_RIGHT
    assert "uprawnienia" in str(refused.value)


def test_opening_costs_one_connection(server_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs the proof of the password and the handshake of TLS; half a second is the goal for signing in."""
    made: list[Access] = []
    connect = server_engine.connect

    def counted(access: Access, **options: bool) -> Any:
        made.append(access)
        return connect(access, **options)

    monkeypatch.setattr(server_engine, "connect", counted)
    with server_database.store():
        pass
    assert len(made) == 1
