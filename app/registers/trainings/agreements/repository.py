"""Questions about training agreements that need the database; no commit, no rules."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.people.employees.model import EmployeeRow
from app.registers.trainings.agreements.domain import AgreementState
from app.registers.trainings.agreements.model import AgreementRow
from app.registers.trainings.courses.model import CourseRow
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.participations.domain import Outcome
from app.registers.trainings.participations.model import ParticipationRow


def states(today: date) -> Mapping[str, ColumnElement[bool]]:
    """As ``domain.state_on`` says; one that has neither ended nor a last day runs."""
    row = AgreementRow
    open_still, over = row.ending.is_(None), row.stay_until < today
    due = func.coalesce(row.repayment, 0)
    return {
        AgreementState.RUNNING: and_(open_still, or_(row.stay_until.is_(None), row.stay_until >= today)),
        AgreementState.KEPT: and_(open_still, over),
        AgreementState.NOTHING_DUE: and_(row.ending.is_not(None), due == 0),
        AgreementState.TO_REPAY: and_(row.ending.is_not(None), due > 0, row.repaid_on.is_(None)),
        AgreementState.REPAID: and_(row.ending.is_not(None), due > 0, row.repaid_on.is_not(None)),
    }


def concerns(today: date) -> Mapping[str, ColumnElement[bool]]:
    """People who leave, or left, before their duty ends and nobody settled it; duties that end soon."""
    row = AgreementRow
    open_still = row.ending.is_(None)
    leaves = select(EmployeeRow.id).where(
        EmployeeRow.employed_to.is_not(None),
        EmployeeRow.employed_to < row.stay_until,
        EmployeeRow.id == row.employee_id,
    )
    left = and_(open_still, leaves.exists())
    told_until = today + timedelta(days=rules_on(today).agreement_alarm)
    soon = and_(open_still, row.stay_until >= today, row.stay_until <= told_until)
    return {"left": left, "soon": and_(soon, ~left)}


def other_about(session: Session, participation_id: int, own_id: int | None) -> AgreementRow | None:
    """Another agreement about the same participation."""
    statement = select(AgreementRow).where(
        AgreementRow.deleted_at.is_(None), AgreementRow.participation_id == participation_id
    )
    if own_id is not None:
        statement = statement.where(AgreementRow.id != own_id)
    return session.scalars(statement.limit(1)).first()


def participations(session: Session, since: date) -> list[Any]:
    """Participations with their trainings that end on that day or later and still stand, by name."""
    gone = (Outcome.REFUSED, Outcome.WITHDRAWN, Outcome.CANCELLED)
    statement = (
        select(ParticipationRow, CourseRow)
        .join(CourseRow, ParticipationRow.course_id == CourseRow.id)
        .where(
            ParticipationRow.deleted_at.is_(None),
            ParticipationRow.outcome.not_in(gone),
            CourseRow.deleted_at.is_(None),
            CourseRow.ends_on >= since,
        )
        .order_by(ParticipationRow.sort, CourseRow.starts_on.desc(), ParticipationRow.id)
    )
    return list(session.execute(statement))


def name_key(session: Session, employee_id: int | None) -> str | None:
    """The key by which the person is ordered."""
    return session.scalar(select(EmployeeRow.sort).where(EmployeeRow.id == employee_id))
