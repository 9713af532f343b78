"""Queries about rounds of confirming; no commit, no rules."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from app.core.polish import fold
from app.registers.ngos.confirmations.domain import Answer, RoundState
from app.registers.ngos.confirmations.model import ConfirmationLineRow, ConfirmationRoundRow
from app.registers.ngos.organisations.domain import OrganisationStatus
from app.registers.ngos.organisations.model import OrganisationRow


def states(today: date) -> Mapping[str, ColumnElement[bool]]:
    """As ``domain.state_on`` says."""
    row = ConfirmationRoundRow
    opened, listed = row.closed_on.is_(None), row.line_count > 0
    late = and_(row.answered_count < row.line_count, row.answer_by < today)
    return {
        RoundState.EMPTY: and_(opened, row.line_count == 0),
        RoundState.RUNNING: and_(opened, listed, ~late),
        RoundState.LATE: and_(opened, listed, late),
        RoundState.CLOSED: row.closed_on.is_not(None),
    }


def newest_months(session: Session, today: date) -> int | None:
    """How long a confirmation holds by the newest round that has begun; None before the first one."""
    row = ConfirmationRoundRow
    statement = select(row.valid_months).where(row.deleted_at.is_(None), row.starts_on <= today)
    return session.scalar(statement.order_by(row.starts_on.desc(), row.id.desc()).limit(1))


def names(session: Session) -> frozenset[str]:
    """What rounds are called, folded."""
    row = ConfirmationRoundRow
    return frozenset(map(fold, session.scalars(select(row.name).where(row.deleted_at.is_(None)))))


def living(session: Session) -> list[tuple[int, str]]:
    """Organisations that were not dissolved, with their names, by name."""
    row = OrganisationRow
    statement = select(row.id, row.name).where(row.deleted_at.is_(None), row.status != OrganisationStatus.DISSOLVED)
    return [(found[0], found[1]) for found in session.execute(statement.order_by(row.sort, row.id))]


def earlier_answers(session: Session, ngo_ids: Collection[int], round_id: int) -> dict[int, date]:
    """The last day on which each of the organisations confirmed its data in another round; nothing for the others."""
    row, line = ConfirmationRoundRow, ConfirmationLineRow
    true = line.answer.in_((Answer.CONFIRMED, Answer.CHANGED))
    asked = (
        select(line.ngo_id, func.max(line.answered_on))
        .join(row, row.id == line.round_id)
        .where(row.deleted_at.is_(None), row.id != round_id, line.ngo_id.in_(ngo_ids), true)
        .group_by(line.ngo_id)
    )
    return {ngo_id: day for ngo_id, day in session.execute(asked) if ngo_id is not None and day is not None}


def standing(session: Session, ngo_ids: Collection[int]) -> dict[int, tuple[date | None, OrganisationStatus]]:
    """When each of the organisations was confirmed last, and its status; nothing of deleted ones."""
    row = OrganisationRow
    asked = select(row.id, row.confirmed_on, row.status).where(row.deleted_at.is_(None), row.id.in_(ngo_ids))
    return {ngo_id: (day, status) for ngo_id, day, status in session.execute(asked)}


def open_lines(session: Session, today: date) -> tuple[int, int]:
    """In rounds that go on: how many answers are late, and how many forms were never sent."""
    row, line = ConfirmationRoundRow, ConfirmationLineRow
    waiting = and_(line.sent_on.is_not(None), line.answer.is_(None), row.answer_by < today)
    unsent = and_(line.sent_on.is_(None), line.answer.is_(None), row.starts_on <= today)
    statement = (
        select(func.count().filter(waiting), func.count().filter(unsent))
        .select_from(line)
        .join(row, row.id == line.round_id)
        .where(row.deleted_at.is_(None), row.closed_on.is_(None))
    )
    late, never = session.execute(statement).one()
    return late, never
