"""Queries of summaries beyond the rows of the register; no commit, no rules."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, extract, select
from sqlalchemy.orm import Session

from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.participations.domain import Attendance, Outcome, Seat
from app.registers.trainings.participations.model import ParticipationRow
from app.registers.trainings.plan.model import PlanItemRow


@dataclass(frozen=True)
class EffectRow:
    """A participation whose effect is or may be looked at."""

    id: int
    employee_id: int
    person: str
    topic: str
    starts_on: date
    ends_on: date
    criteria: tuple[str, ...]
    effect_mark: int | None
    effect_note: str


def years(session: Session) -> Sequence[int]:
    """Years in which trainings began."""
    year = extract("year", CourseRow.starts_on)
    statement = select(year).where(CourseRow.deleted_at.is_(None)).distinct()
    return [int(found) for found in session.scalars(statement)]


def plan_ahead(session: Session, year: int) -> dict[int | None, int]:
    """Estimates (grosze) of the plan's lines that no training realises yet, by unit; None is the whole office."""
    realised = select(CourseRow.plan_item_id).where(
        CourseRow.deleted_at.is_(None), CourseRow.plan_item_id.is_not(None), CourseRow.cancelled_on.is_(None)
    )
    statement = select(PlanItemRow.unit_id, PlanItemRow.estimate).where(
        PlanItemRow.deleted_at.is_(None),
        PlanItemRow.year == year,
        PlanItemRow.estimate.is_not(None),
        PlanItemRow.id.not_in(realised),
    )
    found: dict[int | None, int] = defaultdict(int)
    for unit_id, estimate in session.execute(statement):
        found[unit_id] += estimate or 0
    return dict(found)


def effects(session: Session, since: date, until: date, own: ColumnElement[bool] | None) -> list[EffectRow]:
    """Everybody who was at a training that began in the period, by its end and the person."""
    person, course = ParticipationRow, CourseRow
    statement = (
        select(
            person.id,
            person.employee_id,
            person.person,
            course.topic,
            course.starts_on,
            course.ends_on,
            person.criteria,
            person.effect_mark,
            person.effect_note,
        )
        .join(course, person.course_id == course.id)
        .where(
            person.deleted_at.is_(None),
            person.outcome.in_((Outcome.OPEN, Outcome.COMPLETED)),
            person.seat == Seat.CONFIRMED,
            person.attendance.in_((Attendance.PRESENT, Attendance.PARTLY)),
            course.starts_on >= since,
            course.starts_on <= until,
        )
        .order_by(course.ends_on, person.sort, person.id)
    )
    if own is not None:
        statement = statement.where(own)
    return [EffectRow(*row) for row in session.execute(statement)]
