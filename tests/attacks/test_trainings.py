"""What clerks do to trainings in a bad order, twice or at once: refused with a sentence, and nothing half done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Services
from app.core.errors import Invalid
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from app.registers.trainings.agreements.domain import AgreementDraft
from app.registers.trainings.courses.domain import CourseKind
from app.registers.trainings.participations.domain import Attendance, Outcome, ParticipationDraft, Step, StepDone
from app.registers.trainings.plan.domain import PlanItemDraft
from app.registers.trainings.preferred.domain import InstitutionNote, PreferredListDraft
from app.registers.trainings.preferred.ranking import LEFT_OUT
from tests.registers.trainings.conftest import people
from tests.registers.trainings.people import (
    AHEAD,
    REQUESTED,
    STARTS,
    People,
    add_course,
    add_institution,
    attended,
    change_course,
    noted,
    refused,
    requested,
    with_card,
)

__all__ = ["people"]
BOTH_ENGINES = True


@pytest.mark.parametrize(
    ("made", "days", "code"),
    [
        (attended, (AHEAD, AHEAD), "attended_before_start"),
        (with_card, (STARTS, date(2026, 11, 12)), "card_before_end"),
    ],
)
def test_a_training_does_not_move_away_from_what_was_written_down(
    services: Services, people: People, made: Callable[..., object], days: tuple[date, date], code: str
) -> None:
    course = add_course(services)
    made(services, course.id, people.clerk)
    refused(lambda: change_course(services, course.id, starts_on=days[0], ends_on=days[1], days=None), code)
    assert services.courses.get(course.id).starts_on == STARTS


def test_a_training_does_not_move_away_from_a_day_that_was_missed(services: Services, people: People) -> None:
    course = add_course(services)
    found = attended(services, course.id, people.clerk)
    services.participations.attend(course.id, {found.id: (Attendance.PARTLY, (STARTS.isoformat(),))})
    earlier = date(2026, 11, 2)
    refused(lambda: change_course(services, course.id, starts_on=earlier, ends_on=earlier, days=1), "missed_outside")


@pytest.mark.parametrize("by_undo", [True, False])
def test_who_withdrew_and_asked_again_does_not_take_part_twice(
    services: Services, people: People, by_undo: bool
) -> None:
    course, use_cases = add_course(services), services.participations
    first = requested(services, course.id, people.clerk)
    done = use_cases.withdraw(first.id, first.version, REQUESTED, "choroba")
    requested(services, course.id, people.clerk)
    assert done.undo is not None
    back = done.undo.run if by_undo else lambda: use_cases.step_back(first.id, done.record.version)
    refused(back, "takes_part_again")
    assert [each.outcome for each in use_cases.of_person(people.clerk)].count(Outcome.OPEN) == 1


@pytest.mark.parametrize("by_undo", [True, False])
def test_nobody_comes_back_into_a_training_that_was_cancelled_meanwhile(
    services: Services, people: People, by_undo: bool
) -> None:
    course, use_cases = add_course(services), services.participations
    found = requested(services, course.id, people.clerk)
    done = use_cases.withdraw(found.id, found.version, REQUESTED, "choroba")
    services.courses.cancel(course.id, services.courses.get(course.id).version, STARTS, "brak chętnych")
    assert done.undo is not None
    back = done.undo.run if by_undo else lambda: use_cases.step_back(found.id, done.record.version)
    refused(back, "back_over_cancelled")


def test_a_training_that_turns_internal_and_back_waits_for_the_january_list_again(
    services: Services, people: People
) -> None:
    course = add_course(services)
    found = noted(services, course.id, people.clerk)
    assert found.waiting_for is Step.LIST
    change_course(services, course.id, kind=CourseKind.INTERNAL)
    assert services.participations.get(found.id).outcome is Outcome.COMPLETED
    change_course(services, course.id, kind=CourseKind.EXTERNAL)
    again = services.participations.get(found.id)
    assert (again.outcome, again.waiting_for, again.waiting_since) == (Outcome.OPEN, Step.LIST, found.waiting_since)


def test_an_undone_withdrawal_waits_since_the_days_the_training_has_now(services: Services, people: People) -> None:
    course, use_cases = add_course(services, starts_on=AHEAD), services.participations
    found = requested(services, course.id, people.clerk)
    done = use_cases.approve(found.id, found.version, REQUESTED)
    found = use_cases.skip(found.id, done.record.version, Step.REGISTER, REQUESTED, "dojazd własny").record
    withdrawn = use_cases.withdraw(found.id, found.version, REQUESTED, "choroba")
    later = date(2026, 12, 14)
    change_course(services, course.id, starts_on=later, ends_on=later)
    assert withdrawn.undo is not None
    change = services.participations.get(found.id)
    if change.version == withdrawn.record.version:
        withdrawn.undo.run()
    else:
        use_cases.step_back(found.id, change.version)
    assert services.participations.get(found.id).waiting_since == later


def test_a_request_with_a_travel_order_keeps_its_person(services: Services, people: People) -> None:
    course = add_course(services, place="Opole")
    found = requested(services, course.id, people.clerk)
    order = services.travel_orders.create(services.travel_orders.draft_for(found.id)).record
    other = replace(draft_of(found, ParticipationDraft), employee_id=people.other)
    refused(lambda: services.participations.update(found.id, found.version, other), "person_in_papers")
    services.travel_orders.delete(order.id, order.version)
    assert services.participations.update(found.id, found.version, other).record.employee_id == people.other


@pytest.mark.parametrize(
    ("ends_on", "months"), [(date.max, 36), (date(2026, 1, 1), 10**18), (date(2026, 1, 1), -(10**6))]
)
def test_a_duty_beyond_the_calendar_is_refused(services: Services, people: People, ends_on: date, months: int) -> None:
    draft = AgreementDraft(
        employee_id=people.clerk,
        signed_on=REQUESTED,
        subject="Studia",
        training_ends_on=ends_on,
        cost=100,
        months=months,
    )
    with pytest.raises(Invalid):
        services.training_agreements.create(draft)


def test_a_plan_that_cannot_be_carried_over_names_the_line_at_fault(services: Services) -> None:
    unit = services.units.create(UnitDraft(symbol="ZX", name="Zamykana")).record
    services.training_plan.create(PlanItemDraft(year=2026, topic="Zamówienia", unit_id=unit.id))
    services.training_plan.create(PlanItemDraft(year=2026, topic="Podatki"))
    closed = replace(draft_of(unit, UnitDraft), closed_on=date(2026, 11, 1))
    services.units.update(unit.id, unit.version, closed)
    with pytest.raises(Invalid, match="Zamówienia"):
        services.training_plan.carry_over(2026)
    assert {item.year for item in services.training_plan.all()} == {2026}


def test_remarks_about_two_institutions_that_became_one_are_both_kept(services: Services, people: People) -> None:
    first, second = add_institution(services), add_institution(services, "Akademia Finansów")
    for place, institution_id in enumerate((first, second)):
        course = add_course(services, starts_on=date(2026, 3, 2 + place), institution_id=institution_id)
        noted(services, course.id, people.clerk, requested_on=date(2026, 1, 5))
    draft = PreferredListDraft(
        year=2026,
        since=date(2026, 1, 1),
        until=date(2026, 11, 20),
        notes=(
            InstitutionNote(institution_id=first, note="spóźnione zaświadczenia", left_out=True),
            InstitutionNote(institution_id=second, note="dobra sala"),
        ),
    )
    found = services.preferred_lists.create(draft).record
    kept, other = services.institutions.get(first), services.institutions.get(second)
    services.institutions.merge(first, kept.version, second, other.version)
    (line,) = services.preferred_lists.ranking(found.id).lines
    assert (line.note, line.why_not) == ("spóźnione zaświadczenia; dobra sala", LEFT_OUT)


def test_a_card_gets_on_the_january_list_by_its_approval_only(services: Services, people: People) -> None:
    found = noted(services, add_course(services).id, people.clerk)
    done = StepDone(step=Step.LIST, done_on=date(2026, 11, 22), document="za rok 2026")
    refused(lambda: services.participations.take(found.id, found.version, done), "taken_by_list")
