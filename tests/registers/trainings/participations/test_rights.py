"""Whose requests and cards one sees and writes: heads those of own people, personnel all, the executive decides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.access.roles import matrix
from app.bootstrap import Services
from app.core.errors import NotAllowed, NotFound
from app.core.permissions import Actor
from app.core.records import Query
from app.records.mapping import draft_of
from app.registers.trainings.participations.domain import Attendance, ParticipationDraft, Seat, Step, StepDone
from tests.registers.trainings.people import (
    AHEAD,
    CARD,
    People,
    add_course,
    attended,
    fee,
    noted,
    refused,
    request_draft,
    requested,
    with_card,
)

BOTH_ENGINES = True
TODAY = date(2026, 11, 22)


@pytest.fixture
def works(services: Services) -> Callable[..., None]:
    """Who works with participations from now on: a role, the employee, own units."""

    def work(role: str, employee_id: int | None = None, *units: int) -> None:
        granted = matrix().granted((role,))
        actor = Actor(role, granted.rights, employee_id, frozenset(units), granted.own)
        services.participations.actor = lambda: actor

    return work


def test_the_head_of_a_unit_sees_and_asks_for_own_people_only(
    services: Services, people: People, works: Callable[..., None]
) -> None:
    course, use_cases = add_course(services, starts_on=AHEAD), services.participations
    own, other = requested(services, course.id, people.clerk), requested(services, course.id, people.mayor)
    works("unit_head", people.head, people.unit)
    assert [each.id for each in use_cases.of_course(course.id)] == [own.id]
    assert use_cases.count(Query()) == 1
    assert [each.participation_id for each in use_cases.waiting()] == [own.id]
    with pytest.raises(NotFound):
        use_cases.get(other.id)
    with pytest.raises(NotFound):
        use_cases.withdraw(other.id, other.version, TODAY, "choroba")
    assert use_cases.create(request_draft(course.id, people.other)).record.unit == "RF"
    elsewhere = add_course(services, topic="Bhp").id
    refused(lambda: use_cases.create(request_draft(elsewhere, people.mayor)), "not_own")


def test_costs_and_places_count_whom_the_head_does_not_see(
    services: Services, people: People, works: Callable[..., None]
) -> None:
    course = add_course(services, starts_on=AHEAD, places=2, costs=(fee(100_00, shared=True),))
    mayor = requested(services, course.id, people.mayor)
    works("unit_head", people.head, people.unit)
    assert requested(services, course.id, people.clerk).cost == 50_00
    assert requested(services, course.id, people.other).seat is Seat.WAITING
    works("personnel")
    assert services.participations.get(mayor.id).cost == 50_00


def test_a_freed_place_names_nobody_whom_the_head_does_not_see(
    services: Services, people: People, works: Callable[..., None]
) -> None:
    course = add_course(services, starts_on=AHEAD, places=1)
    own = requested(services, course.id, people.clerk)
    requested(services, course.id, people.mayor)
    works("unit_head", people.head, people.unit)
    assert "rezerwowej" not in services.participations.withdraw(own.id, own.version, TODAY, "choroba").message


def test_the_head_reads_cards_but_does_what_personnel_do_not(
    services: Services, people: People, works: Callable[..., None]
) -> None:
    course, use_cases = add_course(services), services.participations
    there = attended(services, course.id, people.clerk)
    works("unit_head", people.head, people.unit)
    card = use_cases.fill_card(there.id, there.version, TODAY, CARD).record
    read = use_cases.read_card(card.id, card.version, TODAY, "Dobre").record
    talked = use_cases.talk(read.id, read.version, TODAY).record
    over = use_cases.take(talked.id, talked.version, StepDone(step=Step.HAND_OVER, done_on=TODAY)).record
    assert over.steps[-1].actor == "Ewa Wrona"
    noting = StepDone(step=Step.NOTE, done_on=TODAY)
    for deed in (
        lambda: use_cases.take(over.id, over.version, noting),
        lambda: use_cases.approve(over.id, over.version, TODAY),
        lambda: use_cases.admit(over.id, over.version),
        lambda: use_cases.attend(course.id, {over.id: (Attendance.ABSENT, ())}),
        lambda: use_cases.issue_certificates(course.id, TODAY),
        lambda: use_cases.take(over.id, over.version, StepDone(step=Step.REGISTER, done_on=TODAY)),
        lambda: use_cases.skip(over.id, over.version, Step.NOTE, TODAY, "bo tak"),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert use_cases.deeds(over) == ()
    assert use_cases.may_step_back(over)


def test_nobody_decides_about_oneself(services: Services, people: People, works: Callable[..., None]) -> None:
    use_cases = services.participations
    asked = requested(services, add_course(services, topic="Bhp").id, people.mayor)
    works("executive", people.mayor, people.top, people.unit)
    with pytest.raises(NotAllowed, match="własnego wniosku"):
        use_cases.approve(asked.id, asked.version, TODAY)
    with pytest.raises(NotAllowed, match="własnego wniosku"):
        use_cases.refuse(asked.id, asked.version, TODAY, "brak środków")
    assert use_cases.deeds(asked) == ()


def test_nobody_reads_the_own_card(services: Services, people: People, works: Callable[..., None]) -> None:
    card = with_card(services, add_course(services).id, people.head)
    works("unit_head", people.head, people.unit)
    with pytest.raises(NotAllowed, match="własnego"):
        services.participations.read_card(card.id, card.version, TODAY)


def test_the_executive_decides_and_notes_but_writes_no_requests(
    services: Services, people: People, works: Callable[..., None]
) -> None:
    course, use_cases = add_course(services), services.participations
    asked, card = requested(services, course.id, people.clerk), noted(services, course.id, people.other)
    works("executive", people.mayor, people.top)
    done = use_cases.approve(asked.id, asked.version, TODAY)
    assert done.record.steps[-1].actor == "Ewa Mazur"
    assert done.undo is not None
    done.undo.run()
    back = use_cases.step_back(card.id, card.version).record
    noting = StepDone(step=Step.NOTE, done_on=TODAY)
    assert use_cases.take(back.id, back.version, noting).record.waiting_for is Step.LIST
    draft = replace(draft_of(back, ParticipationDraft), note="x")
    with pytest.raises(NotAllowed):
        use_cases.update(back.id, back.version, draft)


def test_personnel_do_not_decide(services: Services, people: People, works: Callable[..., None]) -> None:
    asked = requested(services, add_course(services).id, people.clerk)
    works("personnel")
    with pytest.raises(NotAllowed):
        services.participations.approve(asked.id, asked.version, TODAY)
    with pytest.raises(NotAllowed):
        services.participations.skip(asked.id, asked.version, Step.APPROVE, TODAY, "bo tak")
