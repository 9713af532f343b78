"""A small office for tests of trainings: a mayor, the head of a unit, two clerks, an institution, a training.

Records are made through the use cases as far as a test is about them; what is only needed beside it goes straight in.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.errors import Invalid
from app.people.employees.domain import EmployeeDraft
from app.people.posts.domain import PostKind
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from app.registers.trainings.courses.domain import Component, CostLine, Course, CourseDraft, CourseKind
from app.registers.trainings.institutions.domain import InstitutionDraft
from app.registers.trainings.participations.domain import (
    Attendance,
    Card,
    Participation,
    ParticipationDraft,
    Step,
    StepDone,
)

SINCE = date(2024, 1, 2)
"""When everybody began."""
STARTS, ENDS = date(2026, 11, 9), date(2026, 11, 10)
"""Two days of training, over on 22.11.2026, the day of the tests' clock."""
AHEAD = date(2026, 12, 7)
"""A day of training that lies ahead."""
REQUESTED = date(2026, 10, 1)
CARD = Card(content=5, lecturer=4, usefulness=5, materials=3, organisation=4, value=4, applied="Nowe wzory decyzji")


@dataclass(frozen=True)
class People:
    """Ids of the people and the units."""

    top: int
    unit: int
    mayor: int
    head: int
    clerk: int
    other: int


def add_people(services: Services) -> People:
    """The office: ``KU`` with the mayor, below it ``RF`` with a head and two clerks of the same name."""
    top = services.units.create(UnitDraft(symbol="KU", name="Kierownictwo")).record.id
    unit = services.units.create(UnitDraft(symbol="RF", name="Referat Finansowy", parent_id=top)).record.id
    mayor = add_person(services, "Mazur", top, post="burmistrz", post_kind=PostKind.ELECTED, heads_unit=True)
    head = add_person(services, "Wrona", unit, post="kierownik", post_kind=PostKind.MANAGERIAL, heads_unit=True)
    clerk = add_person(services, "Nowak", unit, number="17")
    other = add_person(services, "Nowak", unit, number="18")
    return People(top, unit, mayor, head, clerk, other)


def add_person(services: Services, surname: str, unit: int, **more: Any) -> int:
    """An employee since 2024, an inspector unless said otherwise; the id."""
    usual = {"post": "inspektor", "post_kind": PostKind.CLERICAL, "post_since": SINCE, "employed_from": SINCE}
    draft = EmployeeDraft(surname=surname, first_name="Ewa", unit_id=unit, **{**usual, **more})
    return services.employees.create(draft).record.id


def change_person(services: Services, employee_id: int, **changes: Any) -> None:
    """Change an employee."""
    record = services.employees.get(employee_id)
    services.employees.update(employee_id, record.version, replace(draft_of(record, EmployeeDraft), **changes))


def add_institution(services: Services, name: str = "Ośrodek Szkoleniowy Żagiel") -> int:
    """The institution with that name, made once; the id."""
    found = next((each.id for each in services.institutions.all() if each.name == name), None)
    return found or services.institutions.create(InstitutionDraft(name=name, town="Opole")).record.id


def add_course(services: Services, **more: Any) -> Course:
    """An external training of two days for 300 zł each, unless said otherwise."""
    usual: dict[str, Any] = {
        "topic": "Kodeks postępowania administracyjnego",
        "area": "prawo administracyjne",
        "starts_on": STARTS,
        "ends_on": max(ENDS, more.get("starts_on", ENDS)),
        "days": 2,
        "hours": 16,
        "costs": (fee(300_00),),
    }
    if more.get("kind", CourseKind.EXTERNAL) in (CourseKind.EXTERNAL, CourseKind.STUDIES):
        usual["institution_id"] = more.get("institution_id") or add_institution(services)
    if more.get("starts_on") and "ends_on" not in more:
        usual |= {"ends_on": more["starts_on"], "days": 1}
    return services.courses.create(CourseDraft(**{**usual, **more})).record


def change_course(services: Services, course_id: int, **changes: Any) -> Course:
    """Change a training."""
    record = services.courses.get(course_id)
    draft = replace(draft_of(record, CourseDraft), **changes)
    return services.courses.update(course_id, record.version, draft).record


def fee(amount: int, *, shared: bool = False, component: Component = Component.FEE) -> CostLine:
    """A cost line in grosze."""
    return CostLine(component=component, shared=shared, amount=amount)


def request_draft(course_id: int, employee_id: int, **more: Any) -> ParticipationDraft:
    """A request that lacks nothing."""
    usual: dict[str, Any] = {
        "requested_on": REQUESTED,
        "justification": "Nowe zadania w komórce",
        "no_offer_reason": "ofertę znaleziono w internecie",
    }
    return ParticipationDraft(course_id=course_id, employee_id=employee_id, **{**usual, **more})


def requested(services: Services, course_id: int, employee_id: int, **more: Any) -> Participation:
    """A saved request."""
    return services.participations.create(request_draft(course_id, employee_id, **more)).record


def approved(services: Services, course_id: int, employee_id: int, **more: Any) -> Participation:
    """A participation that was approved on the day of the request."""
    found = requested(services, course_id, employee_id, **more)
    return services.participations.approve(found.id, found.version, found.requested_on).record


def registered(services: Services, course_id: int, employee_id: int, **more: Any) -> Participation:
    """A participation up to step 5."""
    found = approved(services, course_id, employee_id, **more)
    done = StepDone(step=Step.REGISTER, done_on=found.requested_on, document="zgłoszenie")
    return services.participations.take(found.id, found.version, done).record


def attended(
    services: Services, course_id: int, employee_id: int, state: Attendance = Attendance.PRESENT, **more: Any
) -> Participation:
    """A participation up to step 5 with attendance."""
    found = registered(services, course_id, employee_id, **more)
    services.participations.attend(course_id, {found.id: (state, ())})
    return services.participations.get(found.id)


def with_card(
    services: Services, course_id: int, employee_id: int, card: Card = CARD, on: date | None = None, **more: Any
) -> Participation:
    """A participation whose card was filled in on the training's last day."""
    found = attended(services, course_id, employee_id, **more)
    return services.participations.fill_card(found.id, found.version, on or found.ends_on, card).record


def noted(services: Services, course_id: int, employee_id: int, card: Card = CARD, **more: Any) -> Participation:
    """A participation up to the note in the register, all on the day of the card: it waits for the January list."""
    found = with_card(services, course_id, employee_id, card, **more)
    on, use_cases = found.waiting_since, services.participations
    found = use_cases.read_card(found.id, found.version, on).record
    found = use_cases.talk(found.id, found.version, on).record
    found = use_cases.take(found.id, found.version, StepDone(step=Step.HAND_OVER, done_on=on)).record
    return use_cases.take(found.id, found.version, StepDone(step=Step.NOTE, done_on=on)).record


def refused(deed: Callable[[], Any], *wanted: str) -> str:
    """What the deed is refused with; the codes of its problems must be these."""
    with pytest.raises(Invalid) as refusal:
        deed()
    assert [problem.code for problem in refusal.value.problems] == list(wanted)
    return str(refusal.value)
