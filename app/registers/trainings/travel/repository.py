"""Queries about travel orders that take a session."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.participations.domain import Outcome
from app.registers.trainings.participations.model import ParticipationRow
from app.registers.trainings.travel.domain import TravelState
from app.registers.trainings.travel.model import TravelOrderRow
from app.registers.trainings.travel.rates import travel_rates

WITHOUT_JOURNEY = (Outcome.REFUSED, Outcome.WITHDRAWN, Outcome.CANCELLED)
"""Outcomes of participations after which nobody goes."""


def due(today: date) -> Mapping[str, ColumnElement[bool]]:
    """Orders by what they wait for: the journey, the bill in its time, the bill that is late."""
    waits = TravelOrderRow.state == TravelState.ORDERED
    late_from = today - timedelta(days=travel_rates().rules_on(today).settle_within_days)
    return {
        "late": and_(waits, TravelOrderRow.ends_on < late_from),
        "to_settle": and_(waits, TravelOrderRow.ends_on < today, TravelOrderRow.ends_on >= late_from),
        "ahead": and_(waits, TravelOrderRow.ends_on >= today),
    }


def overlapping(
    session: Session, employee_id: int, first: date, last: date, own_id: int | None
) -> TravelOrderRow | None:
    """Another order of this person that shares a day with these and was not cancelled."""
    statement = select(TravelOrderRow).where(
        TravelOrderRow.employee_id == employee_id,
        TravelOrderRow.deleted_at.is_(None),
        TravelOrderRow.state != TravelState.CANCELLED,
        TravelOrderRow.starts_on <= last,
        TravelOrderRow.ends_on >= first,
    )
    if own_id is not None:
        statement = statement.where(TravelOrderRow.id != own_id)
    return session.scalars(statement.order_by(TravelOrderRow.starts_on).limit(1)).first()


def settled_costs(session: Session, participation_id: int) -> tuple[int, int]:
    """Grosze of travel and of lodging in all settled orders of a participation."""
    lodging = func.coalesce(func.sum(TravelOrderRow.lodging), 0)
    total = func.coalesce(func.sum(TravelOrderRow.total), 0)
    found = session.execute(
        select(total - lodging, lodging).where(
            TravelOrderRow.participation_id == participation_id,
            TravelOrderRow.deleted_at.is_(None),
            TravelOrderRow.state == TravelState.SETTLED,
        )
    ).one()
    return int(found[0]), int(found[1])


def participations(session: Session, since: date) -> list[Any]:
    """Participations with their trainings that end on that day or later and that somebody goes to, by name."""
    statement = (
        select(ParticipationRow, CourseRow)
        .join(CourseRow, ParticipationRow.course_id == CourseRow.id)
        .where(
            ParticipationRow.deleted_at.is_(None),
            ParticipationRow.outcome.not_in(WITHOUT_JOURNEY),
            CourseRow.deleted_at.is_(None),
            CourseRow.ends_on >= since,
        )
        .order_by(ParticipationRow.sort, CourseRow.starts_on.desc(), ParticipationRow.id)
    )
    return list(session.execute(statement))
