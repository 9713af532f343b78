"""What the server refuses beyond rights to tables, and what it notices, whatever program it is that asks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from psycopg import errors

from app.administration.backups import words
from app.administration.backups.domain import Status
from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.people.employees.domain import EmployeeDraft
from app.people.units.domain import UnitDraft
from db import server_audit
from db.server_names import OWNER
from db.server_store import ServerStore
from tests.registers.service_cards.drafts import plain
from tests.server.databases import CLERK, Database, add_person

KADRY, INSPECTOR = "ewa.kadry", "ida.inspektor"
Bare = psycopg.Connection[Any]


@pytest.fixture
def services(server_store: ServerStore, clock: FixedClock) -> Services:
    return build(server_store, clock)


@pytest.fixture
def clerk(server_database: Database) -> Iterator[Bare]:
    """A card author with psql instead of the program."""
    with server_database.bare(CLERK) as connection:
        yield connection


def rows(connection: Bare, statement: str) -> list[Any]:
    return connection.execute(statement).fetchall()


# -- counters ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE number_series SET last = 6 WHERE series = 'pismo/2026'",
        "UPDATE number_series SET last = last WHERE series = 'pismo/2026'",
        "UPDATE number_series SET last = last + 2 WHERE series = 'pismo/2026'",
        "UPDATE number_series SET series = 'inne', last = last + 1",
        "INSERT INTO number_series VALUES ('inne', 5)",
        "DELETE FROM number_series",
        "TRUNCATE number_series",
        "UPDATE entity_revision SET revision = revision - 1",
        "UPDATE entity_revision SET revision = 1",
        "DELETE FROM entity_revision",
        "TRUNCATE entity_revision",
    ],
)
def test_counters_only_count(server_database: Database, clerk: Bare, statement: str) -> None:
    with server_database.bare(OWNER) as owner:
        # as after a move of the data
        owner.execute("INSERT INTO number_series VALUES ('pismo/2026', 7)")
        owner.execute("INSERT INTO entity_revision VALUES ('unit', 9) ON CONFLICT DO NOTHING")
    with pytest.raises(errors.InsufficientPrivilege):
        clerk.execute(statement)
    clerk.execute("UPDATE number_series SET last = last + 1")
    assert rows(clerk, "SELECT * FROM number_series") == [("pismo/2026", 8)]


def test_words_to_search_for_are_of_kinds_one_may_read_and_write(
    server_database: Database, services: Services, clerk: Bare
) -> None:
    unit = services.units.create(UnitDraft(symbol="OR", name="Organizacja")).record
    services.cards.create(replace(plain(unit.id), symbol="OR-01"))
    with server_database.bare(OWNER) as owner:
        owner.execute(
            "INSERT INTO search_document (entity, record_id, symbol, title, terms, fingerprint) "
            "VALUES ('evaluation', 1, '', 'Ocena Ewy', '', '')"
        )
    assert rows(clerk, "SELECT entity FROM search_document") == [("service_card",)]
    add_person(server_database, KADRY, ["personnel"])
    with server_database.bare(KADRY) as personnel:
        assert len(rows(personnel, "SELECT entity FROM search_document")) == 2
    # what one does not see stays as it is, and nothing of another kind is added
    assert clerk.execute("UPDATE search_document SET terms = terms WHERE entity = 'evaluation'").rowcount == 0
    assert clerk.execute("DELETE FROM search_document WHERE entity = 'evaluation'").rowcount == 0
    with pytest.raises(errors.InsufficientPrivilege):
        clerk.execute("UPDATE search_document SET entity = 'evaluation', record_id = 2")
    add_person(server_database, INSPECTOR, ["data_protection"])
    with server_database.bare(INSPECTOR) as inspector:
        assert inspector.execute("DELETE FROM search_document").rowcount == 0


def test_a_unit_is_renamed_with_its_cards_by_who_may_not_edit_cards(
    server_database: Database, services: Services, clock: FixedClock
) -> None:
    unit = services.units.create(UnitDraft(symbol="OR", name="Organizacja")).record
    services.cards.create(replace(plain(unit.id), symbol="OR-01"))
    add_person(server_database, KADRY, ["personnel"])
    with server_database.store(KADRY) as store:
        build(store, clock).units.update(unit.id, unit.version, UnitDraft(symbol="OR", name="Zupełnieinna"))
    with services.store.reading() as session:
        from app.search.repository import load

        assert any("zupelnieinna" in document.terms for document in load(session))


# -- entries that cannot be true ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deed", "entity", "record"),
    [
        ("erase", "employee", "1"),
        ("anonymise", "employee", "1"),
        ("update", "employee", "1"),
        ("create", "account", "NULL"),
        ("role", "account", "1"),
        ("update", "account", "1"),
        ("password", "account", "1"),
        ("sign_in", "account", "1"),
        ("sign_in_failed", "account", "NULL"),
        ("read", "evaluation", "1"),
        ("restore", "backup", "NULL"),
        ("back_up", "backup", "NULL"),
        ("move", "database", "NULL"),
        ("import", "database", "NULL"),
        ("export", "database", "NULL"),
        ("check", "audit", "NULL"),
        ("rekey", "database", "NULL"),
        ("settings", "office", "NULL"),
        ("wymyslona", "service_card", "1"),
    ],
)
def test_a_card_author_cannot_log_what_only_others_do(clerk: Bare, deed: str, entity: str, record: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege, match="entry of the log"):
        clerk.execute(
            "INSERT INTO audit_entry (deed, entity, record_id, details) "
            f"VALUES ('{deed}', '{entity}', {record}, '{{}}')"
        )


@pytest.mark.parametrize("deed", ["update", "delete", "read", "print", "export", "import"])
def test_a_card_author_logs_what_is_theirs(clerk: Bare, deed: str) -> None:
    clerk.execute(
        "INSERT INTO audit_entry (deed, entity, record_id, details) VALUES (%s, 'service_card', 1, '{}')", (deed,)
    )


# -- changes that the log does not tell of -----------------------------------------------------------------------


def test_a_change_past_the_program_is_told_to_who_reads_the_log(
    server_database: Database, services: Services, clerk: Bare
) -> None:
    unit = services.units.create(UnitDraft(symbol="OR", name="Organizacja")).record
    services.units.update(unit.id, unit.version, UnitDraft(symbol="OR", name="Organizacyjny"))
    employee = services.employees.create(EmployeeDraft(surname="Kos", first_name="Ewa", unit_id=unit.id)).record
    services.employees.delete(employee.id, employee.version)
    services.files.add("pismo.pdf", b"%PDF-1.7 tresc")
    card = services.cards.create(replace(plain(unit.id), symbol="OR-01")).record
    services.cards.note_printed((card.id,))
    with services.store.reading() as session:
        assert server_audit.unlogged(session.connection()) == []
    clerk.execute("UPDATE service_card SET name = 'Po cichu'")
    with clerk.transaction():
        # an entry about something else excuses nothing
        clerk.execute("INSERT INTO audit_entry (deed, entity, details) VALUES ('print', 'unit', '{}')")
        clerk.execute("UPDATE service_card SET name = 'Po cichu'")
    add_person(server_database, INSPECTOR, ["data_protection"])
    with server_database.store(INSPECTOR) as store, store.reading() as session:
        found = server_audit.unlogged(session.connection())
        assert server_audit.unlogged(session.connection(), since=found[-1].at) == found[1:]
        assert server_audit.unlogged(session.connection(), until=found[0].at) == []
    assert [(each.login, each.application, each.table, each.operation, each.rows) for each in found] == [
        (CLERK, "psql", "service_card", "UPDATE", 1)
    ] * 2
    with server_database.bare(CLERK) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute("SELECT * FROM server.unlogged_changes(NULL, NULL)")
    told = services.audit.check().sentences
    assert "2 zmiany w danych zrobiono poza programem" in told[1]
    assert f", {CLERK}, program psql, tabela service_card: zmieniono 1 wiersz." in told[2]
    this_month = f"{datetime.now().astimezone():%Y-%m}"
    assert len(services.audit.report(this_month).finding.sentences) == 4
    assert len(services.audit.report("2020-01").finding.sentences) == 1


def test_a_change_by_the_owner_is_told_too(server_database: Database, services: Services) -> None:
    services.units.create(UnitDraft(symbol="OR", name="Organizacja"))
    with server_database.bare(OWNER) as owner:
        owner.execute("UPDATE unit SET name = 'Inna'")
    with services.store.reading() as session:
        (told,) = server_audit.unlogged(session.connection())
    assert (told.login, told.table, told.rows) == (OWNER, "unit", 1)


def test_everybody_is_told_of_the_last_backup_and_of_a_failed_one(
    server_database: Database, services: Services
) -> None:
    def tried(at: datetime, verified: bool) -> Status:
        with server_database.superuser() as connection:
            connection.execute(
                "INSERT INTO server.backup (at, verified, name, size) VALUES (%s, %s, 'urzad', 5)", (at, verified)
            )
        return services.safeguard.status()

    now = services.clock.now()
    first = services.safeguard.status()
    assert (first.last, first.is_well, first.on_server) == (None, False, True)
    old = tried(now - timedelta(hours=30), True)
    assert (old.last, old.late, old.problem) == (now - timedelta(hours=30), True, "")
    assert tried(now - timedelta(hours=2), True).is_well
    failed = tried(now - timedelta(hours=1), False)
    assert failed.last == now - timedelta(hours=2)
    assert "nie udała" in failed.problem
    assert "nie udała" in words.status(failed, now)
    assert "od tego czasu" not in " ".join(words.status_details(failed, now))
    add_person(server_database, INSPECTOR, ["data_protection"])
    with server_database.store(INSPECTOR) as store:
        assert build(store, services.clock).safeguard.status() == failed
    with server_database.bare(CLERK) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute("INSERT INTO server.backup (verified, name, size) VALUES (true, 'x', 1)")


def test_one_who_gives_up_a_role_still_leaves_an_entry(
    server_database: Database, services: Services, clock: FixedClock
) -> None:
    from app.administration.accounts.domain import AccountDraft

    login = "sam.sobie"
    account = services.accounts.create(AccountDraft(login=login, name="Sam", roles=("administrator",))).record
    other = AccountDraft(login="inny.admin", name="Inny", roles=("administrator",))
    services.accounts.create(other)
    add_person(server_database, login, ["administrator"])
    with server_database.store(login) as store:
        build(store, clock).accounts.update(
            account.id, account.version, AccountDraft(login=login, name="Sam", roles=("front_desk",))
        )
    with server_database.superuser() as connection:
        ((author, deed),) = rows(connection, "SELECT author, deed FROM audit_entry ORDER BY number DESC LIMIT 1")
    assert author == login
    assert deed in {"update", "role"}
    with services.store.reading() as session:
        assert server_audit.unlogged(session.connection()) == []


# -- what became of a save ---------------------------------------------------------------------------------------


def test_a_number_of_a_transaction_given_anew_after_a_crash_is_no_proof(
    server_database: Database, services: Services, server_store: ServerStore
) -> None:
    services.units.create(UnitDraft(symbol="OR", name="Organizacja"))
    with server_database.superuser() as connection:
        ((number, began),) = rows(
            connection, "SELECT transaction::text, began FROM server.journal WHERE table_name = 'unit'"
        )
    assert server_store._status(number, began) == "committed"
    # the lost transaction had the same number and began at another moment
    assert server_store._status(number, began - timedelta(seconds=3)) == "no trace"
