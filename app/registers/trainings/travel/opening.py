"""A new travel order: its number, the person as on the day it was issued, and what a participation fills in."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.polish import natural_key
from app.people.employees.model import EmployeeRow
from app.people.units.model import UnitRow
from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.participations.model import ParticipationRow
from app.registers.trainings.travel import repository
from app.registers.trainings.travel.domain import TravelOrderDraft
from db.numbering import next_number

_BACK = timedelta(days=400)
"""How far back a training may lie for which an order is still issued or settled."""


@dataclass(frozen=True)
class Journey:
    """A participation that an order may be for, as a list offers it, and the order filled in from it."""

    participation_id: int
    text: str
    draft: TravelOrderDraft


def journeys(session: Session, today: date, blank: TravelOrderDraft) -> tuple[Journey, ...]:
    """Participations that an order may be for, by name: trainings ahead and those of the last year."""
    return tuple(
        Journey(found.id, _called(found, course), filled(found, course, blank))
        for found, course in repository.participations(session, today - _BACK)
    )


def filled(found: ParticipationRow, course: CourseRow, blank: TravelOrderDraft) -> TravelOrderDraft:
    """``blank`` with what the participation and its training say."""
    return replace(
        blank,
        participation_id=found.id,
        employee_id=found.employee_id,
        destination=course.place[:160],
        purpose=f"udział w szkoleniu „{course.topic}”"[:400],
        starts_on=course.starts_on,
        ends_on=course.ends_on,
    )


def number(session: Session, row: Any, draft: TravelOrderDraft) -> None:
    """The next number of the year in which the order is issued."""
    assert draft.ordered_on is not None, "checked before"
    year = draft.ordered_on.year
    row.number = f"D/{next_number(session, f'travel_order/{year}')}/{year}"
    row.number_sort = natural_key(f"{year} {row.number}")


def name_person(session: Session, row: Any, draft: TravelOrderDraft) -> None:
    """The person as on the day the order was issued: later changes of post leave the paper as it was."""
    person = session.get_one(EmployeeRow, draft.employee_id)
    unit = None if person.unit_id is None else session.get(UnitRow, person.unit_id)
    row.person, row.post = f"{person.first_name} {person.surname}", person.post
    row.unit = "" if unit is None else unit.symbol


def sort_of(session: Session, draft: TravelOrderDraft) -> str:
    """What orders the list by person."""
    return session.scalar(select(EmployeeRow.sort).where(EmployeeRow.id == draft.employee_id)) or ""


def _called(found: ParticipationRow, course: CourseRow) -> str:
    return f"{found.person} – {course.topic} ({format_date(course.starts_on)}, nr {found.number})"
