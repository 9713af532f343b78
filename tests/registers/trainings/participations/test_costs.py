"""What participations cost: divided anew whenever a training or one of its people changes, and never a grosz lost."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from app.bootstrap import Services
from app.core.errors import Invalid
from app.records.mapping import draft_of
from app.registers.trainings.budgets.domain import BudgetDraft, UnitBudget
from app.registers.trainings.courses.domain import Component, CostLine
from app.registers.trainings.participations import renewing, repository
from app.registers.trainings.participations.domain import Attendance, Outcome, OwnCost, ParticipationDraft, Seat
from app.registers.trainings.participations.model import ShareRow
from tests.registers.trainings.people import (
    AHEAD,
    People,
    add_course,
    add_person,
    approved,
    attended,
    change_course,
    fee,
    refused,
    registered,
    requested,
)

BOTH_ENGINES = True
TODAY = date(2026, 11, 22)


def costs(services: Services, course_id: int) -> list[int]:
    found = sorted(services.participations.of_course(course_id), key=lambda each: each.id)
    return [each.cost for each in found]


def test_a_shared_cost_follows_who_comes_and_goes_and_raises_no_version(services: Services, people: People) -> None:
    course, use_cases = add_course(services, costs=(fee(100_00, shared=True),)), services.participations
    first = requested(services, course.id, people.clerk)
    second = requested(services, course.id, people.other)
    third = requested(services, course.id, people.head)
    assert (first.cost, second.cost, third.cost) == (100_00, 50_00, 33_33)
    assert costs(services, course.id) == [33_34, 33_33, 33_33]
    assert use_cases.get(first.id).version == first.version
    undo = use_cases.delete(first.id, first.version).undo
    assert costs(services, course.id) == [50_00, 50_00]
    assert undo is not None
    undo.run()
    assert costs(services, course.id) == [33_34, 33_33, 33_33]
    use_cases.refuse(second.id, second.version, TODAY, "brak środków")
    assert costs(services, course.id) == [50_00, 0, 50_00]


def test_absence_gives_no_money_back_and_who_waits_for_a_place_costs_nothing(
    services: Services, people: People
) -> None:
    course = add_course(services, places=2, costs=(fee(100_01, shared=True),))
    absent = attended(services, course.id, people.clerk, Attendance.ABSENT)
    there = registered(services, course.id, people.other)
    waits = requested(services, course.id, people.head)
    assert (absent.outcome, waits.seat) == (Outcome.ABSENT, Seat.WAITING)
    assert costs(services, course.id) == [50_01, 50_00, 0]
    services.participations.withdraw(there.id, there.version, TODAY, "choroba")
    waits = services.participations.admit(waits.id, waits.version).record
    assert costs(services, course.id) == [50_01, 0, 50_00]


def test_own_costs_and_travel_come_on_top(services: Services, people: People) -> None:
    course = add_course(services, costs=(fee(300_00), fee(69_00, component=Component.VAT)))
    own = (OwnCost(component=Component.LODGING, amount=180_00), OwnCost(component=Component.CO_FUNDING, amount=49_00))
    found = requested(services, course.id, people.clerk, costs=own)
    assert found.cost == 500_00
    with services.store.writing() as session:
        renewing.put_travel(session, found.id, 90_00, 10_00)
    now = services.participations.get(found.id)
    assert (now.travel_costs, now.lodging_costs, now.cost) == (90_00, 10_00, 600_00)


def test_a_changed_training_divides_its_costs_anew(services: Services, people: People) -> None:
    course = add_course(services, costs=(fee(100_00, shared=True),))
    for person in (people.clerk, people.other):
        requested(services, course.id, person)
    change_course(services, course.id, costs=(fee(200_01, shared=True), fee(10_00)))
    assert costs(services, course.id) == [110_01, 110_00]


def test_a_co_funding_larger_than_the_cost_is_refused_wherever_it_is_written(
    services: Services, people: People
) -> None:
    course, use_cases = add_course(services, costs=(fee(100_00),)), services.participations
    found = requested(services, course.id, people.clerk)
    too_much = (OwnCost(component=Component.CO_FUNDING, amount=100_01),)
    draft = replace(draft_of(found, ParticipationDraft), costs=too_much)
    told = refused(lambda: use_cases.update(found.id, found.version, draft), "co_funding_too_large")
    assert found.person in told
    assert "0,01" in told
    lines = (fee(100_00), CostLine(component=Component.CO_FUNDING, shared=True, amount=150_00))
    with pytest.raises(Invalid):
        change_course(services, course.id, costs=lines)
    assert use_cases.get(found.id) == found
    assert services.courses.get(course.id).costs == course.costs


def test_somebody_moved_to_another_training_takes_the_share_along(services: Services, people: People) -> None:
    one = add_course(services, costs=(fee(100_00, shared=True),))
    other = add_course(services, topic="Bhp", costs=(fee(60_00, shared=True),))
    first, moved = requested(services, one.id, people.clerk), requested(services, one.id, people.other)
    draft = replace(draft_of(moved, ParticipationDraft), course_id=other.id)
    undo = services.participations.update(moved.id, moved.version, draft).undo
    assert (costs(services, one.id), costs(services, other.id)) == ([100_00], [60_00])
    assert undo is not None
    undo.run()
    assert (costs(services, one.id), costs(services, other.id)) == ([50_00, 50_00], [])
    assert services.participations.get(first.id).version == first.version


def test_the_register_is_one_line_for_each_person_with_all_that_summaries_need(
    services: Services, people: People
) -> None:
    course = add_course(services, costs=(fee(100_00, shared=True), fee(23_00, component=Component.VAT)))
    approved(services, course.id, people.clerk)
    requested(services, course.id, people.other)
    later = requested(services, add_course(services, starts_on=date(2027, 1, 4)).id, people.head)
    with services.store.reading() as session:
        rows = repository.register_rows(session, date(2026, 1, 1), date(2026, 12, 31))
        assert [row.id for row in repository.register_rows(session, None, None)][-1] == later.id
    assert [(row.approved, row.fee, row.vat, row.total, row.counts) for row in rows] == [
        (True, 50_00, 23_00, 73_00, True),
        (False, 50_00, 23_00, 73_00, True),
    ]
    row = rows[0]
    assert (row.unit, row.post, row.topic, row.institution) == ("RF", "inspektor", course.topic, course.institution)
    assert (row.starts_on, row.days, row.hours) == (course.starts_on, 2, 16)


def test_there_is_a_share_for_those_who_count_and_for_nobody_else(services: Services, people: People) -> None:
    course = add_course(services, places=1)
    found = requested(services, course.id, people.clerk)
    requested(services, course.id, people.other)
    with services.store.reading() as session:
        assert session.scalar(select(func.count()).select_from(ShareRow)) == 1
    services.participations.withdraw(found.id, found.version, TODAY, "choroba")
    with services.store.reading() as session:
        assert session.scalar(select(func.count()).select_from(ShareRow)) == 0


# -- the budget --------------------------------------------------------------------------------------------------------


def budget(services: Services, people: People, **amounts: int) -> None:
    units = {"unit": people.unit, "top": people.top, "reserve": None}
    lines = tuple(UnitBudget(unit_id=units[name], amount=amount) for name, amount in amounts.items())
    services.training_budgets.create(BudgetDraft(year=2026, units=lines))


def test_an_approval_over_budget_warns_with_plan_committed_spent_and_by_how_much(
    services: Services, people: People
) -> None:
    budget(services, people, unit=800_00, top=1_00)
    over, ahead = add_course(services), add_course(services, topic="Bhp", starts_on=AHEAD)
    approved(services, over.id, people.clerk)
    approved(services, ahead.id, people.clerk)
    asked = requested(services, over.id, people.other)
    told = services.participations.approval_warning(asked.id)
    for amount in ("komórka RF", "plan 800,00", "zaangażowane 300,00", "wydane 300,00", "wniosek 300,00", "100,00 zł."):
        assert amount.replace(" ", " ") in told.replace("\N{NO-BREAK SPACE}", " "), amount
    assert services.participations.approve(asked.id, asked.version, TODAY).warning == told


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        ({"unit": 300_00}, ""),
        ({"unit": 299_99}, "komórka RF"),
        ({"top": 1_00, "reserve": 300_00}, ""),
        ({"top": 1_00, "reserve": 299_99}, "wspólna rezerwa"),
        ({}, "nie ma budżetu"),
    ],
)
def test_units_without_an_amount_of_their_own_live_on_the_reserve(
    services: Services, people: People, amounts: dict[str, int], told: str
) -> None:
    if amounts:
        budget(services, people, **amounts)
    asked = requested(services, add_course(services).id, people.clerk)
    warning = services.participations.approval_warning(asked.id)
    assert told in warning
    assert bool(warning) == bool(told)


def test_a_training_without_cost_needs_no_budget(services: Services, people: People) -> None:
    asked = requested(services, add_course(services, costs=()).id, people.clerk)
    assert services.participations.approval_warning(asked.id) == ""


def test_twenty_people_are_added_with_every_grosz(services: Services, people: People) -> None:
    course = add_course(services, costs=(fee(1_000_01, shared=True),))
    crowd = [add_person(services, f"Osoba{number}", people.unit) for number in range(7)]
    draft = ParticipationDraft(requested_on=date(2026, 10, 1), no_offer_reason="z internetu")
    done = services.participations.add_people(course.id, crowd, draft)
    assert sum(each.cost for each in done.record) == 1_000_01
    assert {each.version for each in done.record} == {1}
