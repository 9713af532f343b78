"""Questions about contests that need the database; no commit, no rules."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from app.registers.ngos.contests.domain import ContestState
from app.registers.ngos.contests.model import ContestRow
from app.registers.ngos.organisations.model import OrganisationRow


def states(today: date) -> Mapping[str, ColumnElement[bool]]:
    """As ``domain.state_on`` says."""
    row = ContestRow
    alive = row.cancelled_on.is_(None)
    going = and_(alive, row.results_on.is_(None), row.decided_on.is_(None))
    announced = func.coalesce(row.announced_on <= today, false())
    over = func.coalesce(row.offers_until < today, false())
    return {
        ContestState.PREPARED: and_(going, ~announced),
        ContestState.OPEN: and_(going, announced, ~over),
        ContestState.ASSESSED: and_(going, announced, over),
        ContestState.DECIDED: and_(alive, row.results_on.is_(None), row.decided_on.is_not(None)),
        ContestState.FINISHED: and_(alive, row.results_on.is_not(None)),
        ContestState.CANCELLED: ~alive,
    }


def concerns(today: date, alarm_days: int) -> Mapping[str, ColumnElement[bool]]:
    """What calls for attention: offers end soon, nobody decided in time, a notice in some places only, no results."""
    row, by_state = ContestRow, states(today)
    somewhere = or_(row.notice_bip.is_not(None), row.notice_seat.is_not(None), row.notice_site.is_not(None))
    return {
        "ending": and_(by_state[ContestState.OPEN], row.offers_until <= today + timedelta(days=alarm_days)),
        "decision": and_(by_state[ContestState.ASSESSED], row.decision_by < today),
        "notice": and_(by_state[ContestState.PREPARED], row.announced_on.is_(None), somewhere),
        "results": by_state[ContestState.DECIDED],
    }


def by_number(session: Session, number: str) -> ContestRow | None:
    """The contest with the number, a deleted one too: no two ever have the same."""
    return session.scalar(select(ContestRow).where(ContestRow.number == number))


def of_year(session: Session, year: int) -> list[int]:
    """Contests of the programme of a year, by the day of their announcement."""
    row = ContestRow
    asked = select(row.id).where(row.deleted_at.is_(None), row.year == year)
    return list(session.scalars(asked.order_by(row.announced_on.is_(None), row.announced_on, row.number_sort)))


def names(session: Session) -> dict[int, str]:
    """Names of all organisations by id, those of the register first: a paper keeps the name of who is gone."""
    row = OrganisationRow
    found = session.execute(select(row.id, row.name).order_by(row.deleted_at.is_not(None), row.sort, row.id))
    return {row.id: row.name for row in found}
