"""People on a server: the same accounts and windows' use cases, and the server follows each of their deeds."""

from contextlib import closing
from dataclasses import replace

import psycopg
import pytest

from app import bootstrap
from app.access.keyring import WrongPassword
from app.access.location import ServerLocation
from app.administration.accounts.domain import AccountDraft
from app.administration.accounts.model import AccountRow
from app.bootstrap import Services
from app.core.clock import FixedClock
from app.core.errors import NotAllowed, Refusal
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from db.server_names import OWNER
from tests.server.databases import CHIEF, PASSWORD, Database, role_keys

NEW, CHOSEN = "krystyna.nowa", "jesienne-liscie-nad-Wislą"


@pytest.fixture
def office(server_database: Database) -> Database:
    """A database whose administrator has an account too."""
    with server_database.superuser() as connection:
        connection.execute(f'DROP ROLE IF EXISTS "{NEW}"')
    with server_database.store(OWNER) as store, store.writing() as session:
        session.add(
            AccountRow(
                login=CHIEF,
                name="Adam Nowak",
                roles=tuple(role_keys()),
                active=True,
                must_change=False,
                sort="",
                find="",
            )
        )
    return server_database


def sign_in(office: Database, login: str, password: str, clock: FixedClock) -> Services:
    return bootstrap.sign_in(ServerLocation(office.url), login, password, clock)


def test_a_wrong_password_and_an_unknown_name_are_told_alike(office: Database, clock: FixedClock) -> None:
    for login in (CHIEF, "nikt.taki"):
        with pytest.raises(WrongPassword):
            sign_in(office, login, "nie to hasło", clock)


def test_a_login_without_an_account_gets_no_further(server_database: Database, clock: FixedClock) -> None:
    with pytest.raises(WrongPassword):
        sign_in(server_database, CHIEF, PASSWORD, clock)


def test_the_way_of_a_new_person(office: Database, clock: FixedClock) -> None:
    with closing(sign_in(office, CHIEF, PASSWORD, clock)) as administrator:
        draft = AccountDraft(login=NEW, name="Krystyna Nowa", roles=("front_desk",))
        account = administrator.accounts.create(draft).record
        with pytest.raises(WrongPassword):
            sign_in(office, NEW, PASSWORD, clock)
        one_time = administrator.accounts.issue_password(account.id).password

        with closing(sign_in(office, NEW, one_time, clock)) as person:
            with pytest.raises(NotAllowed):
                person.units.all()
            person.accounts.change_own_password(one_time, CHOSEN)
            assert person.units.all() == ()
            # new connections take the new password
            person.store.use_password(CHOSEN)  # type: ignore[attr-defined]
            with pytest.raises(NotAllowed):
                person.units.create(UnitDraft(symbol="OR", name="Organizacja"))

            # a role more: the program and the server know at once
            stored = administrator.accounts.get(account.id)
            more = replace(draft_of(stored, AccountDraft), roles=("front_desk", "personnel"))
            stored = administrator.accounts.update(stored.id, stored.version, more).record
            person.units.create(UnitDraft(symbol="OR", name="Organizacja"))

            # and one less
            less = replace(draft_of(stored, AccountDraft), roles=("front_desk",))
            stored = administrator.accounts.update(stored.id, stored.version, less).record
            with pytest.raises(NotAllowed):
                person.units.create(UnitDraft(symbol="SO", name="Sprawy"))
            with office.bare(NEW, CHOSEN) as bare, pytest.raises(psycopg.errors.InsufficientPrivilege):
                bare.execute("UPDATE unit SET name = 'x'")

            # disabled: cut off, and not let in again
            administrator.accounts.disable(stored.id, stored.version)
            with pytest.raises(Refusal):
                person.units.all()
        with pytest.raises(WrongPassword):
            sign_in(office, NEW, CHOSEN, clock)
        with office.superuser() as connection:
            authors = connection.execute(
                "SELECT DISTINCT author FROM audit_entry WHERE deed = 'sign_in' ORDER BY 1"
            ).fetchall()
        assert authors == [(CHIEF,), (NEW,)]


def test_a_secret_is_shared_by_all_and_differs_by_purpose(office: Database, clock: FixedClock) -> None:
    with closing(sign_in(office, CHIEF, PASSWORD, clock)) as services:
        first = services.session.secret("drafts")
        assert first == services.session.secret("drafts")
        assert first != services.session.secret("other")
        assert first is not None
        assert len(first) == 32
    with office.superuser() as connection:
        ((stored,),) = connection.execute("SELECT value FROM server.secret").fetchall()
    assert bytes(stored) != first


def test_personnel_erase_a_person_as_in_a_file_and_the_server_forgets(office: Database, clock: FixedClock) -> None:
    """The same use case; afterwards no table of the server holds the name, its journal and log included."""
    from app.administration.personal_data.domain import Subject
    from app.people.employees.domain import EmployeeDraft
    from app.registers.ngos.organisations.domain import LegalForm, OrganisationDraft

    surname = "Brzęczyszczykiewicz"
    with office.superuser() as connection:
        for login in ("ewa.kadry", "zbigniew.b"):
            connection.execute(f'DROP ROLE IF EXISTS "{login}"')
    with closing(sign_in(office, CHIEF, PASSWORD, clock)) as administrator:
        unit = administrator.units.create(UnitDraft(symbol="OR", name="Organizacja")).record
        person = administrator.employees.create(
            EmployeeDraft(surname=surname, first_name="Zbigniew", unit_id=unit.id)
        ).record
        club = OrganisationDraft(name="Klub", legal_form=LegalForm.INFORMAL, note=f"Pisać do: Zbigniew {surname}")
        administrator.organisations.create(club)
        accounts = administrator.accounts
        own = AccountDraft(login="zbigniew.b", name=f"Zbigniew {surname}", roles=("front_desk",), employee_id=person.id)
        accounts.issue_password(accounts.create(own).record.id)
        kadry = accounts.create(AccountDraft(login="ewa.kadry", name="Ewa", roles=("personnel",))).record
        one_time = accounts.issue_password(kadry.id).password
    with closing(sign_in(office, "ewa.kadry", one_time, clock)) as personnel:
        personnel.accounts.change_own_password(one_time, CHOSEN)
        # tables of registers that personnel have no right to are searched, too
        mentions = personnel.personal_data.plan(Subject("employee", person.id)).mentions
        assert [mention.place.field for mention in mentions] == ["note"]
        places = [mention.place for mention in mentions]
        personnel.personal_data.erase(Subject("employee", person.id), reason="wniosek osoby", places=places)
    with office.superuser() as connection:
        tables = connection.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('public', 'server')"
        ).fetchall()
        for (table,) in tables:
            left = connection.execute(
                f"SELECT row::text FROM {table} AS row WHERE row::text ILIKE %s", (f"%{surname[:8]}%",)
            ).fetchall()
            assert left == [], table
        assert connection.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'zbigniew.b'").fetchone() == (
            False,
        )
