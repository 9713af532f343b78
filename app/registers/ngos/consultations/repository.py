"""Queries about consultations; no commit, no rules."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.core.polish import sort_key
from app.registers.ngos.consultations.domain import ConsultationState
from app.registers.ngos.consultations.model import AskedRow, ConsultationRow
from app.registers.ngos.organisations.model import OrganisationRow
from app.registers.ngos.organisations.repository import name_key


def states(today: date) -> Mapping[str, ColumnElement[bool]]:
    """As ``domain.state_on`` says."""
    row = ConsultationRow
    waiting = row.results_on.is_(None)
    begun = and_(waiting, row.starts_on.is_not(None), row.starts_on <= today)
    over = and_(row.ends_on.is_not(None), row.ends_on < today)
    open_still = or_(row.ends_on.is_(None), row.ends_on >= today)
    return {
        ConsultationState.PLANNED: and_(waiting, or_(row.starts_on.is_(None), row.starts_on > today)),
        ConsultationState.RUNNING: and_(begun, open_still),
        ConsultationState.WAITING: and_(begun, over),
        ConsultationState.CLOSED: row.results_on.is_not(None),
    }


def concerns(today: date) -> Mapping[str, ColumnElement[bool]]:
    """What calls for attention."""
    row, asked = ConsultationRow, AskedRow
    found = states(today)
    undecided = select(asked.consultation_id).where(asked.opinion != "", asked.taken.is_(None))
    return {
        "no_results": found[ConsultationState.WAITING],
        "nobody_asked": and_(found[ConsultationState.RUNNING], row.asked_count == 0),
        "undecided": and_(found[ConsultationState.WAITING], row.id.in_(undecided)),
    }


def living(session: Session, ids: Iterable[int]) -> set[int]:
    """Those of the organisations that are in the register."""
    wanted = sorted(set(ids))
    found: set[int] = set()
    for start in range(0, len(wanted), 500):
        chunk = wanted[start : start + 500]
        found.update(
            session.scalars(
                select(OrganisationRow.id).where(OrganisationRow.id.in_(chunk), OrganisationRow.deleted_at.is_(None))
            )
        )
    return found


def in_year(session: Session, year: int) -> list[int]:
    """Ids of consultations that began in the year, by their first day."""
    row = ConsultationRow
    statement = (
        select(row.id)
        .where(row.deleted_at.is_(None), row.starts_on.between(date(year, 1, 1), date(year, 12, 31)))
        .order_by(row.starts_on, row.id)
    )
    return list(session.scalars(statement))


def about(session: Session, subject: str, starts_on: date | None) -> Any:
    """The living consultation about the subject that begins that day; of several the oldest."""
    row = ConsultationRow
    begins = row.starts_on.is_(None) if starts_on is None else row.starts_on == starts_on
    return session.scalar(
        select(row).where(row.deleted_at.is_(None), row.sort == sort_key(subject), begins).order_by(row.id).limit(1)
    )


def by_name(session: Session) -> dict[str, int]:
    """Ids of the organisations that are in the register, by their names; the oldest of one name."""
    row = OrganisationRow
    listed = select(row.name, row.id).where(row.deleted_at.is_(None)).order_by(row.id.desc())
    return {name_key(name): number for name, number in session.execute(listed)}
