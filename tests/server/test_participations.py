"""Participations in trainings on the server, with the roles that take part: nothing hidden falls out of the sums."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date

import pytest

from app.administration.accounts.model import AccountRow
from app.administration.accounts.session import SignedIn
from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.core.errors import NotFound
from app.registers.trainings.participations.domain import Attendance, Seat, Step, StepDone
from db import server_audit
from db.server_names import OWNER
from db.server_store import ServerStore
from tests.registers.trainings.people import AHEAD, CARD, People, add_course, add_people, fee, requested
from tests.server import databases
from tests.server.databases import Database

As = Callable[[str, int], Services]
TODAY = date(2026, 11, 22)


@pytest.fixture
def services(server_store: ServerStore, clock: FixedClock) -> Services:
    return build(server_store, clock)


@pytest.fixture
def people(services: Services) -> People:
    return add_people(services)


@pytest.fixture
def works_as(server_database: Database, clock: FixedClock) -> Iterator[As]:
    """The program of somebody with a role of their own, over the server."""
    with ExitStack() as opened:

        def signed_in(role: str, employee_id: int) -> Services:
            login = f"osoba.{role}"
            databases.add_person(server_database, login, [role])
            with server_database.store(OWNER) as store, store.writing() as session:
                row = AccountRow(login=login, name=login, roles=(role,), employee_id=employee_id, active=True)
                row.must_change, row.sort, row.find = False, login, login
                session.add(row)
            store = opened.enter_context(server_database.store(login))
            return build(store, clock, SignedIn(store, login))

        yield signed_in


def test_head_personnel_and_executive_bring_a_card_to_the_register(
    services: Services, people: People, works_as: As
) -> None:
    head, personnel = works_as("unit_head", people.head), works_as("personnel", people.other)
    mayor = works_as("executive", people.mayor)
    course = add_course(personnel)
    found = requested(head, course.id, people.clerk)
    found = mayor.participations.approve(found.id, found.version, TODAY).record
    found = personnel.participations.take(found.id, found.version, StepDone(step=Step.REGISTER, done_on=TODAY)).record
    personnel.participations.attend(course.id, {found.id: (Attendance.PRESENT, ())})
    found = head.participations.get(found.id)
    found = head.participations.fill_card(found.id, found.version, TODAY, CARD).record
    found = head.participations.read_card(found.id, found.version, TODAY, "Dobre szkolenie").record
    found = head.participations.talk(found.id, found.version, TODAY).record
    found = head.participations.take(found.id, found.version, StepDone(step=Step.HAND_OVER, done_on=TODAY)).record
    found = mayor.participations.take(found.id, found.version, StepDone(step=Step.NOTE, done_on=TODAY)).record
    assert (found.waiting_for, found.cost) == (Step.LIST, 300_00)
    with services.store.reading() as session:
        assert server_audit.unlogged(session.connection()) == []


def test_costs_and_places_count_people_whose_rows_the_server_hides(
    services: Services, people: People, works_as: As
) -> None:
    course = add_course(services, starts_on=AHEAD, places=2, costs=(fee(100_01, shared=True),))
    hidden = requested(services, course.id, people.mayor)
    head = works_as("unit_head", people.head)
    with pytest.raises(NotFound):
        head.participations.get(hidden.id)
    own = requested(head, course.id, people.clerk)
    assert own.cost == 50_00
    assert requested(head, course.id, people.other).seat is Seat.WAITING
    assert services.participations.get(hidden.id).cost == 50_01
    head.participations.withdraw(own.id, own.version, TODAY, "choroba")
    assert services.participations.get(hidden.id).cost == 100_01
