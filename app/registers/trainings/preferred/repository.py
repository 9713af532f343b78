"""Queries for the list of preferred institutions: participations with their cards; no commit, no rules."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.institutions.model import InstitutionRow
from app.registers.trainings.participations.domain import MARKS, Attendance, Outcome, Seat, Step
from app.registers.trainings.participations.model import ParticipationRow, ShareRow
from app.registers.trainings.preferred.ranking import CardRow


def card_rows(session: Session, since: date, until: date) -> Iterator[CardRow]:
    """Everybody who was at a training of an institution that began from ``since`` to ``until``, with a card or not."""
    person, course = ParticipationRow, CourseRow
    marks = [getattr(person, name) for name in MARKS]
    statement = (
        select(
            course.institution_id,
            InstitutionRow.name,
            course.starts_on,
            course.days,
            func.coalesce(ShareRow.total, 0),
            person.recommended,
            person.complaint,
            *marks,
        )
        .join(course, person.course_id == course.id)
        .join(InstitutionRow, course.institution_id == InstitutionRow.id)
        .outerjoin(ShareRow, ShareRow.participation_id == person.id)
        .where(_took_part(), course.starts_on >= since, course.starts_on <= until)
        .order_by(person.id)
    )
    for institution_id, name, starts_on, days, cost, recommended, complaint, *given in session.execute(statement):
        yield CardRow(
            institution_id=institution_id,
            institution=name,
            starts_on=starts_on,
            days=days,
            cost=cost,
            marks=tuple(given),
            recommended=recommended,
            complaint=bool(complaint.strip()),
        )


def waiting_to_be_listed(session: Session, since: date, until: date) -> list[int]:
    """Ids of participations whose last step is the list over this period."""
    statement = (
        select(ParticipationRow.id)
        .join(CourseRow, ParticipationRow.course_id == CourseRow.id)
        .where(
            _took_part(),
            ParticipationRow.waiting_for == Step.LIST,
            CourseRow.starts_on >= since,
            CourseRow.starts_on <= until,
        )
        .order_by(ParticipationRow.id)
    )
    return list(session.scalars(statement))


def _took_part() -> ColumnElement[bool]:
    row = ParticipationRow
    return (
        row.deleted_at.is_(None)
        & row.outcome.in_((Outcome.OPEN, Outcome.COMPLETED))
        & (row.seat == Seat.CONFIRMED)
        & row.attendance.in_((Attendance.PRESENT, Attendance.PARTLY))
    )
