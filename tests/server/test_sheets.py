"""Evaluation sheets on the server, with the roles that take part: each does its own steps and nothing is missing."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date

import pytest

from app.administration.accounts.model import AccountRow
from app.administration.accounts.session import SignedIn
from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.core.errors import Invalid, NotAllowed, NotFound
from app.registers.evaluations.sheets.domain import Decision, Delivery, State
from db.server_names import OWNER
from db.server_store import ServerStore
from tests.registers.evaluations.sheets.people import (
    People,
    add_people,
    add_person,
    change_person,
    delivered,
    planned,
    signed,
)
from tests.server import databases
from tests.server.databases import Database

As = Callable[[str, int], Services]


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


def test_rater_personnel_and_head_bring_a_sheet_through_an_appeal(people: People, works_as: As) -> None:
    head, personnel = works_as("unit_head", people.head), works_as("personnel", people.other)
    mayor = works_as("executive", people.mayor)
    sheet = delivered(head, planned(head, people.clerk), on=date(2026, 11, 9))
    sheet = head.evaluations.deliver_to_head(sheet.id, sheet.version, date(2026, 11, 9)).record
    sheet = personnel.evaluations.file_appeal(sheet.id, sheet.version, date(2026, 11, 12), "Nie zgadzam się").record
    on = date(2026, 11, 20)
    sheet = mayor.evaluations.decide_appeal(sheet.id, sheet.version, on, Decision.CHANGED, "Ma rację").record
    assert personnel.evaluations.deliver_decision(sheet.id, sheet.version, on).record.state is State.CHANGED
    (made,) = head.evaluations.linked(sheet.id)
    done = signed(head, made, 5)
    done = head.evaluations.deliver(done.id, done.version, done.signed_on or on, Delivery.REFUSED).record
    assert (done.state, done.rater_id) == (State.DELIVERED, people.head)
    assert {line.employee_id for line in head.evaluations.due()} == {people.clerk, people.other}


def test_a_head_reaches_no_sheet_of_other_units_nor_their_own(services: Services, people: People, works_as: As) -> None:
    stranger = add_person(services, "Obca", services.units.get(people.unit).parent_id or 0)
    sheets = [planned(services, each) for each in (stranger, people.head)]
    head = works_as("unit_head", people.head)
    assert head.evaluations.all() == ()
    for sheet in sheets:
        with pytest.raises(NotFound):
            head.evaluations.give_criteria(sheet.id, sheet.version, date(2026, 11, 22))


def test_a_head_who_cannot_see_the_named_superior_makes_no_sheet(
    services: Services, people: People, works_as: As
) -> None:
    change_person(services, people.clerk, superior_id=people.mayor)
    head = works_as("unit_head", people.head)
    with pytest.raises((Invalid, NotAllowed)):
        planned(head, people.clerk)
    assert services.evaluations.all() == ()
