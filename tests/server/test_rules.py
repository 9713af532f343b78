"""The server itself refuses: whoever signs in with any other program gets no further than with ours."""

import hmac
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from hashlib import sha256
from typing import Any

import psycopg
import pytest
from psycopg import errors, sql
from sqlalchemy import Column, Integer, MetaData, Table

from app import models
from app.access.roles import matrix
from app.access.server_rights import server_rights as rights
from app.administration.accounts.model import AccountRow
from app.administration.personal_data.model import ErasureRow
from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.people.employees.domain import EmployeeDraft
from app.people.units.domain import UnitDraft
from db import audit, audit_check, schema_version, server_rules
from db.audit_check import FaultKind
from db.server_names import OWNER
from db.server_rules import EVERYONE, Rights, RowRule
from db.server_store import ServerStore
from tests.server.databases import CHIEF, CLERK, PASSWORD, Database, add_person

INSPECTOR, HEAD, KADRY = "ida.inspektor", "jan.kierownik", "ewa.kadry"
Bare = psycopg.Connection[Any]


@pytest.fixture
def services(server_store: ServerStore, clock: FixedClock) -> Services:
    return build(server_store, clock)


@pytest.fixture
def clerk(server_database: Database) -> Iterator[Bare]:
    """A card author with psql instead of the program."""
    with server_database.bare(CLERK) as connection:
        yield connection


@pytest.fixture
def refused(clerk: Bare) -> Callable[[str], bool]:
    """Whether the server refuses the card author a statement for want of a right."""

    def ask(statement: str) -> bool:
        try:
            clerk.execute(statement)
        except errors.InsufficientPrivilege:
            return True
        return False

    return ask


def rows(connection: Bare, statement: str) -> list[Any]:
    return connection.execute(statement).fetchall()


# -- the matrix as grants ----------------------------------------------------------------------------------------


def granted(database: Database, role: str, table: str, command: str) -> bool:
    """Whether the people of a role have the right, from the role or as everybody has it."""
    asked = "has_table_privilege" if command == "DELETE" else "has_any_column_privilege"
    groups = (server_rules.group(role), server_rules.group(EVERYONE))
    with database.superuser() as connection:
        return any(
            rows(connection, f"SELECT {asked}('{each}', 'public.{table}', '{command}')")[0][0] for each in groups
        )


TABLES = {"service_card": "service_card", "unit": "unit", "employee": "employee", "office": "office"}


@pytest.mark.parametrize("entity", TABLES)
def test_every_role_may_read_and_write_what_the_matrix_says(server_template: Database, entity: str) -> None:
    found = matrix()
    for role in found.roles:
        given = found.granted([role.key]).rights
        assert granted(server_template, role.key, TABLES[entity], "SELECT") is (f"{entity}.read" in given), role.key
        writes = any(f"{entity}.{deed}" in given for deed in ("edit", "delete", "publish", "approve"))
        erases = "personal_data.erase" in given
        assert granted(server_template, role.key, TABLES[entity], "UPDATE") is (writes or erases), role.key
        assert not granted(server_template, role.key, TABLES[entity], "DELETE"), role.key


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("front_desk", {"SELECT"}), ("card_author", set()), ("ngo_officer", {"SELECT", "INSERT", "DELETE"})],
)
def test_points_of_the_map_are_written_once_by_who_keeps_it(
    server_template: Database, role: str, allowed: set[str]
) -> None:
    commands = ("SELECT", "INSERT", "UPDATE", "DELETE")
    assert {each for each in commands if granted(server_template, role, "map_address", each)} == allowed


def test_the_comparison_notices_a_right_too_many(server_database: Database) -> None:
    with server_database.superuser() as connection:
        connection.execute("GRANT UPDATE ON employee TO urzad_front_desk")
    with pytest.raises(AssertionError):
        test_every_role_may_read_and_write_what_the_matrix_says(server_database, "employee")


def test_a_table_that_nobody_described_stops_the_preparation() -> None:
    metadata = MetaData()
    for table in models.metadata().sorted_tables:
        table.to_metadata(metadata)
    Table("forgotten", metadata, Column("id", Integer, primary_key=True))
    with pytest.raises(ValueError, match="forgotten"):
        list(server_rules.statements(metadata, rights()))


OF_OWN_PEOPLE = (RowRule(("select",), "unit_id IN (SELECT server.own_units())", frozenset({"evaluation.read"}), True),)


@pytest.mark.parametrize(
    ("evaluation", "goal", "told"),
    [
        ((), OF_OWN_PEOPLE, "^evaluation holds"),
        (OF_OWN_PEOPLE, (), "^evaluation_goal holds"),
        (OF_OWN_PEOPLE, OF_OWN_PEOPLE, ""),
    ],
)
def test_what_is_for_ones_own_people_needs_a_rule_for_its_rows(
    evaluation: tuple[RowRule, ...], goal: tuple[RowRule, ...], told: str
) -> None:
    known = server_rules.TABLES
    tables = {
        **known,
        "evaluation": replace(known["evaluation"], rows=evaluation),
        "evaluation_goal": replace(known["evaluation_goal"], rows=goal),
    }
    with pytest.raises(ValueError, match=told) if told else nullcontext():
        server_rules.described(models.metadata(), rights(), tables)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE unit SET name = 'x'",
        "INSERT INTO employee (surname) VALUES ('x')",
        "DELETE FROM service_card",
        "SELECT key FROM audit_head",
        "UPDATE audit_head SET count = 0",
        "TRUNCATE service_card",
        "CREATE TABLE mine (a int)",
        "CREATE TEMPORARY TABLE mine (a int)",
        "SELECT * FROM server.role_right",
        "INSERT INTO server.role_right VALUES ('urzad_member', 'account.edit')",
        "ALTER TABLE unit ADD COLUMN x int",
        "DROP TABLE unit",
        f"SET ROLE {OWNER}",
        "SET ROLE urzad_administrator",
        "GRANT urzad_administrator TO current_user",
        "SELECT server.require_person('x')",
    ],
)
def test_a_card_author_is_refused(refused: Callable[[str], bool], statement: str) -> None:
    assert refused(statement)


def test_rules_can_be_laid_down_again(server_database: Database, services: Services) -> None:
    from db import server_upgrade

    services.units.create(UnitDraft(symbol="OR", name="Organizacja"))
    before = _described(server_database)
    newest = schema_version.newest()
    assert server_upgrade.prepare(server_database.access(), models.metadata(), rights()) == (newest, newest)
    assert _described(server_database) == before
    services.units.create(UnitDraft(symbol="SO", name="Sprawy"))


def _described(database: Database) -> list[Any]:
    with database.superuser() as connection:
        return [
            *rows(
                connection, "SELECT tablename, policyname, roles, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2"
            ),
            *rows(
                connection,
                "SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
            ),
            *rows(
                connection,
                "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 2, 1",
            ),
        ]


# -- rows --------------------------------------------------------------------------------------------------------


@pytest.fixture
def people(server_database: Database, services: Services) -> Database:
    """Two units, one below the other, a third beside; the head belongs to the first."""
    top = services.units.create(UnitDraft(symbol="OR", name="Organizacja")).record
    below = services.units.create(UnitDraft(symbol="KA", name="Kancelaria", parent_id=top.id)).record
    beside = services.units.create(UnitDraft(symbol="FN", name="Finanse")).record
    head = services.employees.create(EmployeeDraft(surname="Kierownik", first_name="Jan", unit_id=top.id)).record
    services.employees.create(EmployeeDraft(surname="Podległa", first_name="Ewa", unit_id=below.id))
    services.employees.create(EmployeeDraft(surname="Obcy", first_name="Adam", unit_id=beside.id))
    add_person(server_database, HEAD, ["unit_head"])
    add_person(server_database, INSPECTOR, ["data_protection"])
    with server_database.store(OWNER) as store, store.writing() as session:
        for login, roles, employee in ((HEAD, ("unit_head",), head.id), (INSPECTOR, ("data_protection",), None)):
            session.add(
                AccountRow(
                    login=login,
                    name=login,
                    roles=roles,
                    employee_id=employee,
                    active=True,
                    must_change=True,
                    sort=login,
                    find=login,
                )
            )
    return server_database


def test_the_head_of_a_unit_sees_its_people_and_those_below(people: Database) -> None:
    with people.bare(HEAD) as connection:
        assert rows(connection, "SELECT surname FROM employee ORDER BY 1") == [("Kierownik",), ("Podległa",)]
    with people.bare(CLERK) as connection:
        assert len(rows(connection, "SELECT surname FROM employee")) == 3
    with people.bare(INSPECTOR) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute("SELECT surname FROM employee")


def test_the_server_follows_the_table_of_accounts(people: Database) -> None:
    with people.bare(HEAD) as connection:
        with people.bare(OWNER) as owner:
            owner.execute("UPDATE account SET active = false WHERE login = %s", (HEAD,))
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT surname FROM employee")
    with pytest.raises(psycopg.OperationalError), people.bare(HEAD):
        pass


def test_a_head_whose_record_is_gone_sees_nobody(people: Database) -> None:
    with people.bare(OWNER) as owner:
        owner.execute("UPDATE employee SET deleted_at = now() WHERE surname = 'Kierownik'")
    with people.bare(HEAD) as connection:
        assert rows(connection, "SELECT surname FROM employee") == []


def test_people_see_their_own_account_only_and_may_change_no_role(people: Database) -> None:
    with people.bare(HEAD) as connection:
        assert rows(connection, "SELECT login FROM account") == [(HEAD,)]
        assert connection.execute("UPDATE account SET must_change = false, version = version + 1").rowcount == 1
        for statement in (
            "UPDATE account SET roles = '[\"administrator\"]'",
            "UPDATE account SET employee_id = 3",
            "UPDATE account SET login = 'x'",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement)
    with people.bare(CHIEF) as connection:
        assert len(rows(connection, "SELECT login FROM account")) == 2


def test_rows_of_an_evaluation_are_for_its_evaluator_even_where_the_table_may_be_read(people: Database) -> None:
    """The mechanism that evaluations will use: described once, enforced by the server, for the owner too."""
    rules = (
        RowRule(("select", "insert", "update"), "evaluator = current_user", frozenset({"evaluation.edit"}), own=True),
        RowRule(("select",), "true", frozenset({"evaluation.read"})),
    )
    with people.superuser() as connection:
        connection.execute(f"SET ROLE {OWNER}")
        connection.execute("CREATE TABLE trial (id serial PRIMARY KEY, evaluator name NOT NULL, mark text)")
        connection.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON trial TO urzad_member")
        connection.execute("GRANT USAGE ON SEQUENCE trial_id_seq TO urzad_member")
        for statement in server_rules.row_security("trial", rules, rights()):
            connection.execute(statement)
        for evaluator in (HEAD, HEAD, CLERK, CHIEF):
            connection.execute("INSERT INTO trial (evaluator, mark) VALUES (%s, 'dobra')", (evaluator,))
    with people.bare(HEAD) as connection:
        assert rows(connection, "SELECT DISTINCT evaluator FROM trial") == [(HEAD,)]
        assert connection.execute("UPDATE trial SET mark = 'zła'").rowcount == 2
        connection.execute("INSERT INTO trial (evaluator, mark) VALUES (current_user, 'dobra')")
        for statement in (
            f"INSERT INTO trial (evaluator, mark) VALUES ('{CLERK}', 'zła')",
            f"UPDATE trial SET evaluator = '{CLERK}'",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement)
        assert connection.execute("DELETE FROM trial").rowcount == 0
    with people.bare(CLERK) as connection:
        assert rows(connection, "SELECT * FROM trial") == []
    with people.bare(CHIEF) as connection:
        # has the role of personnel, which reads all of them, and no right to write
        assert len(rows(connection, "SELECT * FROM trial")) == 5
    with people.superuser() as connection:
        assert rows(connection, "SELECT relforcerowsecurity FROM pg_class WHERE relname = 'trial'") == [(True,)]


def test_a_policy_for_nobody_opens_nothing() -> None:
    statements = list(
        server_rules.row_security("trial", (RowRule(("select",), "true", frozenset({"x.y"})),), {"a": Rights()})
    )
    assert [each for each in statements if each.startswith("CREATE POLICY")] == [
        f"CREATE POLICY owner ON public.trial TO {OWNER} USING (true) WITH CHECK (true)"
    ]


# -- audit -------------------------------------------------------------------------------------------------------


def test_the_server_signs_dates_and_seals_what_the_program_tells(server_database: Database, services: Services) -> None:
    services.units.create(UnitDraft(symbol="OR", name="Zażółć"))
    services.units.create(UnitDraft(symbol="SO", name="Sprawy"))
    with server_database.superuser() as connection:
        ((key,),) = rows(connection, "SELECT key FROM audit_head")
        found = rows(
            connection,
            "SELECT number, at, author, deed, entity, record_id, details, salt, digest, mac "
            "FROM audit_entry ORDER BY number",
        )
    previous = ""
    assert [entry[0] for entry in found] == [1, 2]
    for number, at, author, deed, entity, record_id, details, salt, digest, mac in found:
        assert author == CHIEF
        assert digest == audit.digest_of(details, bytes.fromhex(salt))
        content = (number, audit.moment_text(at), author, deed, entity, record_id, digest)
        previous = audit.mac_of(bytes.fromhex(key), previous, content)
        assert mac == previous


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 200])
def test_the_servers_keyed_hash_is_the_standard_one(server_database: Database, length: int) -> None:
    key = bytes(n * 7 % 256 for n in range(length))
    with server_database.superuser() as connection:
        ((mac,),) = connection.execute("SELECT server.hmac(%s, %s)", ("Żółw".encode(), key)).fetchall()
    assert bytes(mac) == hmac.digest(key, "Żółw".encode(), sha256)


def test_an_author_cannot_be_made_up(clerk: Bare, server_database: Database) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        clerk.execute("INSERT INTO audit_entry (author, deed, entity, details) VALUES ('ktoś', 'read', 'unit', '{}')")
    clerk.execute("INSERT INTO audit_entry (deed, entity, details) VALUES ('read', 'unit', '{}')")
    with server_database.superuser() as connection:
        assert rows(connection, "SELECT number, author FROM audit_entry") == [(1, CLERK)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET author = 'x'",
        "UPDATE audit_entry SET details = NULL, salt = NULL",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "SELECT details FROM audit_entry",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "ALTER TABLE audit_entry DISABLE TRIGGER seal_entry",
        "DROP TRIGGER append_only ON audit_entry",
        "ALTER TABLE unit DISABLE TRIGGER keep_journal",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION server.seal_entry() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'",
        "SELECT * FROM server.journal",
        "INSERT INTO server.journal (login, application, table_name, operation) VALUES ('x', 'x', 'x', 'x')",
        "DELETE FROM server.journal",
        "TRUNCATE server.journal",
        "SELECT * FROM server.verify_audit('{}')",
        "SELECT server.blank_entries('{1}')",
        "SELECT server.forget('unit', '1')",
        "SELECT server.forget_all_erased()",
        "SELECT server.cut_off('adam.nowak')",
        "SELECT server.give_roles('beata.zielinska', '{administrator}')",
        "SELECT server.entries_mentioning('x')",
        "SELECT * FROM server.row_counts()",
    ],
)
def test_log_and_journal_are_out_of_reach(refused: Callable[[str], bool], services: Services, statement: str) -> None:
    services.units.create(UnitDraft(symbol="OR", name="Organizacja"))
    assert refused(statement)


@pytest.mark.parametrize(
    "statement", ["DELETE FROM audit_entry", "TRUNCATE audit_entry", "UPDATE audit_entry SET deed = 'x'"]
)
def test_not_even_the_owner_changes_the_log(server_database: Database, services: Services, statement: str) -> None:
    services.units.create(UnitDraft(symbol="OR", name="Organizacja"))
    with server_database.bare(OWNER) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(statement)


def test_an_entry_changed_by_a_superuser_is_found(server_database: Database, server_store: ServerStore) -> None:
    for number in range(4):
        with server_store.writing() as session:
            audit.note(session, "read", "unit", number + 1)
    with server_store.reading() as session:
        sound = audit_check.verify(session, [audit.head(session)])
        assert sound.ok
        assert sound.entries == 4
        anchor = audit.head(session)
    with server_database.superuser() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE audit_entry SET author = 'kto inny' WHERE number = 2")
        connection.execute("UPDATE audit_entry SET details = '{}' WHERE number = 3")
        connection.execute("DELETE FROM audit_entry WHERE number = 4")
        connection.execute("UPDATE audit_head SET count = 3, mac = (SELECT mac FROM audit_entry WHERE number = 3)")
    with server_store.reading() as session:
        found = audit_check.verify(session, [anchor])
    assert [(fault.kind, fault.number) for fault in found.faults] == [
        (FaultKind.ALTERED, 2),
        (FaultKind.DETAILS_ALTERED, 3),
        (FaultKind.CUT, 4),
    ]


def test_personal_data_leave_log_and_journal_and_the_chain_holds(
    server_database: Database, services: Services, clock: FixedClock
) -> None:
    unit = services.units.create(UnitDraft(symbol="OR", name="Organizacja")).record
    employee = services.employees.create(
        EmployeeDraft(surname="Brzęczyszczykiewicz", first_name="Ewa", unit_id=unit.id)
    ).record
    add_person(server_database, KADRY, ["personnel"])
    with server_database.store(KADRY) as store, store.writing() as session:
        numbers = audit.about(session, "employee", employee.id)
        assert numbers == list(audit.mentioning(session, ["Brzęczyszczykiewicz"])) == [2]
        assert audit.blank(session, numbers) == 1
        session.add(
            ErasureRow(at=clock.now(), author=KADRY, subject="employee", record_id=employee.id, reason="wniosek")
        )
    with server_database.superuser() as connection:
        for place in ("audit_entry", "server.journal"):
            assert rows(connection, f"SELECT * FROM {place} AS row WHERE row::text LIKE '%Brzęczysz%'") == []
    with services.store.reading() as session:
        checked = audit_check.verify(session)
    assert checked.ok
    assert checked.blanked == 1


def test_who_may_read_the_log(people: Database) -> None:
    with people.bare(INSPECTOR) as connection:
        assert len(rows(connection, "SELECT * FROM audit_entry")) > 5
    with people.bare(HEAD) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute("SELECT * FROM audit_entry")


# -- journal -----------------------------------------------------------------------------------------------------


def test_a_change_past_the_program_is_in_the_journal(
    server_database: Database, services: Services, clerk: Bare
) -> None:
    from tests.registers.service_cards.drafts import plain

    unit = services.units.create(UnitDraft(symbol="OR", name="Organizacja")).record
    card = services.cards.create(replace(plain(unit.id), symbol="OR-01")).record
    clerk.execute("UPDATE service_card SET name = 'Zmieniona po cichu' WHERE id = %s", (card.id,))
    with server_database.superuser() as connection:
        told = rows(
            connection,
            "SELECT login, application, operation, row_key, before ->> 'name', after ->> 'name', at IS NOT NULL "
            "FROM server.journal WHERE table_name = 'service_card' ORDER BY number DESC LIMIT 1",
        )
    assert told == [(CLERK, "psql", "UPDATE", str(card.id), card.name, "Zmieniona po cichu", True)]


def test_every_table_of_records_has_its_journal(server_database: Database) -> None:
    wanted = {name for name, rule in server_rules.described(models.metadata(), rights()).items() if rule.journal}
    assert {"unit", "employee", "service_card", "service_card_fee", "account", "office"} <= wanted
    with server_database.superuser() as connection:
        kept = rows(connection, "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'keep_journal'")
    assert {table for (table,) in kept} == wanted


def test_an_emptied_table_is_in_the_journal_too(server_database: Database) -> None:
    with server_database.superuser() as connection:
        connection.execute("TRUNCATE employee CASCADE")
        assert ("employee", "TRUNCATE") in rows(connection, "SELECT table_name, operation FROM server.journal")


def test_files_are_in_the_journal_without_their_content(server_database: Database, services: Services) -> None:
    services.files.add("pismo.pdf", b"%PDF-1.7 tresc")
    with server_database.superuser() as connection:
        ((kept,),) = rows(connection, "SELECT after FROM server.journal WHERE table_name = 'stored_file'")
    assert "content" not in kept
    assert kept["size"] == 14


# -- logins ------------------------------------------------------------------------------------------------------


def test_an_administrator_makes_a_login_and_the_server_never_sees_its_password(server_database: Database) -> None:
    login = "nowa.osoba"
    with server_database.superuser() as connection:
        connection.execute("ALTER SYSTEM SET log_statement = 'all'")
        connection.execute("SELECT pg_reload_conf()")
    try:
        add_person(server_database, login, ["front_desk"], by=CHIEF)
    finally:
        with server_database.superuser() as connection:
            connection.execute("ALTER SYSTEM RESET log_statement")
            connection.execute("SELECT pg_reload_conf()")
    with server_database.bare(login) as connection:
        assert rows(connection, "SELECT count(*) FROM service_card") == [(0,)]
    log = server_database.cluster.log.read_text("utf-8")
    assert "create_login" in log
    assert PASSWORD not in log.replace(f"PASSWORD '{PASSWORD}'", "")


def test_a_password_in_the_clear_is_refused(server_database: Database) -> None:
    with server_database.bare(CHIEF) as connection, pytest.raises(errors.InvalidPassword):
        connection.execute("SELECT server.create_login('kto', 'haslo-jawne', '{}')")


@pytest.mark.parametrize("login", ["urzad_owner", "urzad_x", "pg_x", "admin'; DROP", "Ewa", "", "postgres -x"])
def test_odd_logins_are_refused(server_database: Database, login: str) -> None:
    verifier = "SCRAM-SHA-256$4096:c2Fs$c3Rv:c2Vy"
    with server_database.bare(CHIEF) as connection, pytest.raises(psycopg.Error):
        connection.execute("SELECT server.create_login(%s, %s, '{}')", (login, verifier))


def test_others_make_no_login_and_change_no_password(clerk: Bare) -> None:
    verifier = "SCRAM-SHA-256$4096:c2Fs$c3Rv:c2Vy"
    for statement in (
        f"SELECT server.create_login('kto', '{verifier}', '{{administrator}}')",
        f"SELECT server.set_verifier('{CHIEF}', '{verifier}')",
        f"SELECT server.set_roles('{CLERK}', '{{administrator}}')",
        f"SELECT server.set_active('{CHIEF}', false)",
        f"SELECT server.end_sessions('{CHIEF}')",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            clerk.execute(statement)


@pytest.mark.parametrize("login", [OWNER, "admin", "urzad_administrator"])
def test_an_administrator_cannot_touch_owner_superuser_or_groups(server_database: Database, login: str) -> None:
    with server_database.bare(CHIEF) as connection:
        for call in ("set_active({}, false)", "end_sessions({})", "set_roles({}, '{{}}')"):
            statement = sql.SQL("SELECT server." + call).format(sql.Literal(login))
            with pytest.raises(errors.UndefinedObject):
                connection.execute(statement)


def test_roles_change_at_once_and_only_to_known_ones(server_database: Database) -> None:
    from db import server_accounts

    login = "zmienna.rola"
    add_person(server_database, login, ["card_author"])
    with server_database.store(CHIEF) as store, server_database.bare(login) as open_connection:
        assert rows(open_connection, "SELECT server.may('service_card.edit')") == [(True,)]
        with store.writing() as session:
            server_accounts.set_roles(session, login, ["front_desk"])
        assert rows(open_connection, "SELECT server.may('service_card.edit')") == [(False,)]
        with pytest.raises(errors.InsufficientPrivilege):
            open_connection.execute("UPDATE service_card SET name = 'x'")
    for wrong in ("owner", "member", "nie_ma"):
        with server_database.bare(CHIEF) as connection, pytest.raises(errors.UndefinedObject):
            connection.execute("SELECT server.set_roles(%s, %s)", (login, [wrong]))


def test_a_disabled_person_is_cut_off_and_may_return(server_database: Database) -> None:
    from db import server_accounts

    login = "odchodzi"
    add_person(server_database, login, ["front_desk"])
    with server_database.store(CHIEF) as store, server_database.bare(login) as open_connection:
        with store.writing() as session:
            server_accounts.disable(session, login)
        with pytest.raises(psycopg.OperationalError):
            open_connection.execute("SELECT 1")
        with pytest.raises(psycopg.OperationalError), server_database.bare(login):
            pass
        with store.writing() as session:
            server_accounts.enable(session, login)
        with server_database.bare(login) as connection:
            assert rows(connection, "SELECT 1") == [(1,)]


def test_everybody_changes_their_own_password(server_database: Database) -> None:
    from db import server_accounts

    login = "nowe.haslo"
    add_person(server_database, login, ["front_desk"])
    with server_database.store(login) as store, store.writing() as session:
        server_accounts.set_password(session, login, "zupełnie-inne-hasło")
    with server_database.bare(login, "zupełnie-inne-hasło") as connection:
        assert rows(connection, "SELECT 1") == [(1,)]
    with pytest.raises(psycopg.OperationalError), server_database.bare(login):
        pass


def test_the_matrix_knows_everybody() -> None:
    assert EVERYONE in rights()
    assert {"front_desk", "personnel", "unit_head", "data_protection", "administrator"} <= set(rights())
