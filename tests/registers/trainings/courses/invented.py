"""Invented trainings to test with, and people in them as rows, without the slice above."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.bootstrap import Services
from app.people.employees.domain import EmployeeDraft
from app.registers.trainings.courses.domain import Course, CourseDraft, CourseKind
from app.registers.trainings.institutions.domain import InstitutionDraft
from app.registers.trainings.participations.domain import Attendance, Outcome, Seat
from app.registers.trainings.participations.model import ParticipationRow, ShareRow
from tests.registers.service_cards.drafts import add_unit

TODAY = date(2026, 11, 22)
"""The day of the tests' clock."""


def internal(topic: str = "Ochrona danych", first: date = date(2026, 12, 1), **more: Any) -> CourseDraft:
    """A training of the office's own, of one day unless told otherwise."""
    return CourseDraft(**{"topic": topic, "kind": CourseKind.INTERNAL, "starts_on": first, "ends_on": first, **more})


def add_institution(services: Services, name: str = "Ośrodek Kształcenia", **more: Any) -> int:
    """A saved institution; returns its id."""
    return services.institutions.create(InstitutionDraft(name=name, **more)).record.id


def add_people(services: Services, course: Course, number: int, cost: int = 10_000, *, waiting: int = 0) -> None:
    """So many people with a confirmed place and so many who wait for one, straight into the tables."""
    unit = add_unit(services, f"K{course.id}", "Komórka")
    draft = EmployeeDraft(surname="Żak", first_name="Ewa", number=str(course.id), unit_id=unit)
    person = services.employees.create(draft).record.id
    with services.store.writing("próba") as session:
        for place in range(number + waiting):
            row = _participation(course, person, place, Seat.CONFIRMED if place < number else Seat.WAITING)
            session.add(row)
            session.flush()
            if place < number:
                _share(session, row, cost)


def _participation(course: Course, person: int, place: int, seat: Seat) -> ParticipationRow:
    blank: dict[str, Any] = {
        column.key: "" for column in ParticipationRow.__table__.columns if not column.nullable and _is_text(column)
    }
    given: dict[str, Any] = {
        "number": f"{course.id}/{place}",
        "course_id": course.id,
        "employee_id": person,
        "person": "Ewa Żak",
        "requested_on": TODAY,
        "seat": seat,
        "outcome": Outcome.OPEN,
        "attendance": Attendance.EXPECTED,
        "criteria": (),
        "missed": (),
        "travel_costs": 0,
        "lodging_costs": 0,
    }
    return ParticipationRow(**blank | given)


def _is_text(column: Any) -> bool:
    return column.type.python_type is str


def _share(session: Session, row: ParticipationRow, cost: int) -> None:
    nothing = dict.fromkeys(("vat", "travel", "lodging", "internal", "co_funding"), 0)
    session.add(ShareRow(participation_id=row.id, course_id=row.course_id, fee=cost, total=cost, **nothing))
