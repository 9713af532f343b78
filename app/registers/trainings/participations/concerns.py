"""What in participations waits for somebody, as SQL: for the table, the dashboard and the lists of what is due."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from app.core.periods import add_months
from app.records.listing import YearFilter
from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.courses.rates import TrainingRules
from app.registers.trainings.participations.domain import Attendance, Outcome, Seat, Step
from app.registers.trainings.participations.due import Validity, late_since
from app.registers.trainings.participations.model import ParticipationRow


class Concern(StrEnum):
    """Why a participation waits, the most pressing first."""

    VERY_LATE = "very_late"
    LATE = "late"
    TO_APPROVE = "to_approve"
    NO_ATTENDANCE = "no_attendance"
    EFFECT_DUE = "effect_due"
    WAITING_LIST = "waiting_list"


def conditions(today: date, rules: TrainingRules) -> Mapping[str, ColumnElement[bool]]:
    """Each concern as a condition; ``due`` says the same of one participation."""
    row = ParticipationRow
    is_open = row.outcome == Outcome.OPEN
    first, second = rules.card_alarms
    return {
        Concern.VERY_LATE: and_(is_open, _late(today, second)),
        Concern.LATE: and_(is_open, _late(today, first), ~_late(today, second)),
        Concern.TO_APPROVE: and_(is_open, row.waiting_for == Step.APPROVE),
        Concern.NO_ATTENDANCE: and_(
            is_open,
            row.seat == Seat.CONFIRMED,
            row.waiting_for == Step.FILL_CARD,
            row.attendance == Attendance.EXPECTED,
            row.course_id.in_(select(CourseRow.id).where(CourseRow.ends_on < today)),
        ),
        Concern.EFFECT_DUE: row.id.in_(effect_ids(*effect_ends(today, rules)).with_only_columns(row.id).order_by(None)),
        Concern.WAITING_LIST: and_(is_open, row.seat == Seat.WAITING),
    }


def _late(today: date, alarm: int) -> ColumnElement[bool]:
    row = ParticipationRow
    listing = row.waiting_for == Step.LIST
    return or_(
        and_(~listing, row.waiting_since <= late_since(Step.FILL_CARD, today, alarm)),
        and_(listing, row.waiting_since <= late_since(Step.LIST, today, alarm)),
    )


def effect_ends(today: date, rules: TrainingRules) -> tuple[date, date]:
    """Between which last days trainings lie whose effect is to be checked today."""
    first, last = add_months(today, -rules.effect_to_months), add_months(today, -rules.effect_from_months)
    # months differ in length: some day more or less belongs
    while add_months(first, rules.effect_to_months) < today:
        first += timedelta(days=1)
    while add_months(last + timedelta(days=1), rules.effect_from_months) <= today:
        last += timedelta(days=1)
    return first, last


class CourseYear:
    """A filter: the year in which the training starts."""

    _years = YearFilter(CourseRow.starts_on)

    def where(self, values: frozenset[str]) -> ColumnElement[bool]:
        return ParticipationRow.course_id.in_(select(CourseRow.id).where(self._years.where(values)))

    def counts(self, session: Session, matching: Select[Any]) -> dict[str, int]:
        return self._years.counts(session, matching.join(CourseRow, ParticipationRow.course_id == CourseRow.id))


class WaitingRow(NamedTuple):
    """One card on its way."""

    id: int
    version: int
    number: str
    employee_id: int
    person: str
    unit_id: int | None
    unit: str
    course_id: int
    topic: str
    ends_on: date
    seat: Seat
    attendance: Attendance
    step: Step
    since: date


def waiting() -> Select[*tuple[Any, ...]]:
    """What ``WaitingRow`` holds of every participation that waits for a step, the longest waiting first."""
    row = ParticipationRow
    return (
        select(
            row.id,
            row.version,
            row.number,
            row.employee_id,
            row.person,
            row.unit_id,
            row.unit,
            row.course_id,
            CourseRow.topic,
            CourseRow.ends_on,
            row.seat,
            row.attendance,
            row.waiting_for,
            row.waiting_since,
        )
        .join(CourseRow, row.course_id == CourseRow.id)
        .where(
            row.deleted_at.is_(None),
            row.outcome == Outcome.OPEN,
            row.waiting_for.is_not(None),
            row.waiting_since.is_not(None),
        )
        .order_by(row.waiting_since, row.sort, row.id)
    )


class CertifiedRow(NamedTuple):
    """Somebody who was at a training that gives an entitlement."""

    id: int
    employee_id: int
    entitlement: str
    certificate: str
    certificate_on: date | None
    valid_until: date | None
    ends_on: date
    months: int | None

    def validity(self, until: date | None) -> Validity:
        """The certificate, valid until that day."""
        given = self.certificate_on or self.ends_on
        return Validity(
            participation_id=self.id,
            employee_id=self.employee_id,
            entitlement=self.entitlement,
            certificate=self.certificate,
            given_on=given,
            valid_until=until,
        )


def certified() -> Select[*tuple[Any, ...]]:
    """What ``CertifiedRow`` holds of everybody who was at a training that gives an entitlement."""
    row, course = ParticipationRow, CourseRow
    return (
        select(
            row.id,
            row.employee_id,
            course.entitlement,
            row.certificate,
            row.certificate_on,
            row.valid_until,
            course.ends_on,
            course.validity_months,
        )
        .join(course, row.course_id == course.id)
        .where(
            row.deleted_at.is_(None),
            course.entitlement != "",
            row.outcome.in_((Outcome.OPEN, Outcome.COMPLETED)),
            row.attendance.in_((Attendance.PRESENT, Attendance.PARTLY)),
        )
        .order_by(row.id)
    )


def renewals(after: date) -> Select[*tuple[Any, ...]]:
    """Employee, entitlement and first day of trainings after that day that renew an entitlement, the first one last."""
    row, course = ParticipationRow, CourseRow
    return (
        select(row.employee_id, course.entitlement, course.starts_on)
        .join(course, row.course_id == course.id)
        .where(
            row.deleted_at.is_(None),
            row.outcome == Outcome.OPEN,
            row.seat == Seat.CONFIRMED,
            course.entitlement != "",
            course.starts_on > after,
        )
        .order_by(course.starts_on.desc())
    )


def effect_ids(first_end: date, last_end: date) -> Select[*tuple[Any, ...]]:
    """Ids of those whose training ended between these days, both included, and whose effect nobody has checked."""
    row = ParticipationRow
    return (
        select(row.id)
        .join(CourseRow, row.course_id == CourseRow.id)
        .where(
            row.deleted_at.is_(None),
            row.outcome.in_((Outcome.OPEN, Outcome.COMPLETED)),
            row.attendance.in_((Attendance.PRESENT, Attendance.PARTLY)),
            row.effect_on.is_(None),
            CourseRow.ends_on.between(first_end, last_end),
        )
        .order_by(CourseRow.ends_on, row.sort, row.id)
    )
