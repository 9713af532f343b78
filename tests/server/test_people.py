"""People and posts on the server, with the roles that keep them: no right more, and none too few for the use cases."""

from datetime import date

import pytest

from app.administration.accounts.model import AccountRow
from app.administration.accounts.session import SignedIn
from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.core.errors import NotAllowed
from app.people.absences.domain import AbsenceDraft
from app.people.employees.domain import EmployeeDraft, PositionChange
from app.people.posts.domain import PostDraft, PostKind
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from db.server_names import OWNER
from db.server_store import ServerStore
from tests.server.databases import Database, add_person

LOGIN = "ola.nowa"


@pytest.fixture
def services(server_store: ServerStore, clock: FixedClock) -> Services:
    return build(server_store, clock)


def account(database: Database, role: str, employee_id: int | None = None) -> None:
    add_person(database, LOGIN, [role])
    with database.store(OWNER) as store, store.writing() as session:
        row = AccountRow(login=LOGIN, name=LOGIN, roles=(role,), employee_id=employee_id, active=True)
        row.must_change, row.sort, row.find = False, LOGIN, LOGIN
        session.add(row)


def test_the_administrator_saves_an_employee_whose_kind_comes_from_the_post(
    server_database: Database, services: Services, clock: FixedClock
) -> None:
    services.posts.create(PostDraft(name="kierownik", kind=PostKind.MANAGERIAL))
    unit = services.units.create(UnitDraft(symbol="OR", name="Organizacja")).record
    account(server_database, "administrator")
    with server_database.store(LOGIN) as store:
        theirs = build(store, clock, SignedIn(store, LOGIN))
        draft = EmployeeDraft(surname="Nowa", first_name="Ola", unit_id=unit.id, post="kierownik")
        assert theirs.employees.create(draft).record.post_kind is PostKind.MANAGERIAL
        with pytest.raises(NotAllowed):
            theirs.posts.all()


def test_the_personnel_post_does_all_its_work(server_database: Database, services: Services, clock: FixedClock) -> None:
    unit = services.units.create(UnitDraft(symbol="OR", name="Organizacja")).record
    account(server_database, "personnel")
    with server_database.store(LOGIN) as store:
        theirs = build(store, clock, SignedIn(store, LOGIN))
        post = theirs.posts.create(PostDraft(name="referent")).record
        draft = EmployeeDraft(surname="Nowa", first_name="Ola", unit_id=unit.id, post="referent")
        someone = theirs.employees.create(draft).record
        change = PositionChange(post_since=date(2026, 6, 1), post="inspektor", unit_id=unit.id)
        outcome = theirs.employees.change_position(someone.id, someone.version, change)
        assert outcome.undo is not None
        outcome.undo.run()
        theirs.posts.update(post.id, post.version, PostDraft(name="starszy referent"))
        assert theirs.employees.get(someone.id).post == "starszy referent"
        absence = theirs.absences.create(AbsenceDraft(employee_id=someone.id, valid_from=date(2026, 3, 1))).record
        theirs.absences.delete(absence.id, absence.version)
        now = theirs.employees.get(someone.id)
        theirs.employees.delete(now.id, now.version)


def test_the_head_of_a_unit_reads_absences_and_the_structure_of_own_people_only(
    server_database: Database, services: Services, clock: FixedClock
) -> None:
    units = [services.units.create(UnitDraft(symbol=symbol, name=symbol)).record.id for symbol in ("OR", "FN")]
    people = [
        services.employees.create(EmployeeDraft(surname=name, first_name="Ewa", unit_id=at, heads_unit=heads)).record
        for name, at, heads in (("Kierownik", units[0], True), ("Swoja", units[0], False), ("Obca", units[1], False))
    ]
    for each in people:
        services.absences.create(AbsenceDraft(employee_id=each.id, valid_from=date(2026, 3, 1)))
    account(server_database, "unit_head", people[0].id)
    with server_database.store(LOGIN) as store:
        theirs = build(store, clock, SignedIn(store, LOGIN))
        assert [each.person for each in theirs.absences.all()] == ["Ewa Kierownik", "Ewa Swoja"]
        structure = theirs.structures.load()
        assert structure.superior(people[1].id, clock.today()).employee_id == people[0].id
        assert structure.position(people[2].id, clock.today()) is None
        assert draft_of(theirs.employees.get(people[1].id), EmployeeDraft) == draft_of(people[1], EmployeeDraft)
