"""What statistics read: plain rows of closed sheets and their marks; no commit, no rules."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.registers.evaluations.campaigns.domain import CampaignState
from app.registers.evaluations.campaigns.model import CampaignRow
from app.registers.evaluations.sheets.domain import CLOSED, Kind, State
from app.registers.evaluations.sheets.model import CriterionMarkRow, EvaluationRow


class SheetRow(NamedTuple):
    """A final sheet."""

    id: int
    origin_id: int | None
    kind: Kind
    employee_id: int
    person: str
    person_number: str
    unit_id: int | None
    unit: str
    rater_id: int | None
    rater: str
    rater_post: str
    campaign_id: int | None
    regulation_id: int | None
    signed_on: date


class CampaignFact(NamedTuple):
    """What a period takes from its campaign."""

    id: int
    name: str
    starts_on: date | None
    state: CampaignState


def _counting(statement: Select[Any]) -> Select[Any]:
    """Closed sheets made in the program: what is recorded from paper has no marks."""
    row = EvaluationRow
    return statement.where(row.deleted_at.is_(None), row.state == State.FINAL, row.kind != Kind.PAPER)


def sheets(session: Session) -> list[SheetRow]:
    """Every final sheet, the oldest signature first."""
    row = EvaluationRow
    columns: Select[Any] = select(*(getattr(row, name) for name in SheetRow._fields))
    statement = _counting(columns).where(row.signed_on.is_not(None)).order_by(row.signed_on, row.id)
    return [SheetRow(*found) for found in session.execute(statement)]


def origins(session: Session) -> dict[int, tuple[int, Kind]]:
    """By sheet that comes from another: that other one, and why."""
    row = EvaluationRow
    statement = select(row.id, row.origin_id, row.kind).where(row.deleted_at.is_(None), row.origin_id.is_not(None))
    return {number: (origin or 0, kind) for number, origin, kind in session.execute(statement)}


def marks(session: Session) -> Sequence[Any]:
    """Sheet, criterion and mark of everything marked on final sheets."""
    mark, row = CriterionMarkRow, EvaluationRow
    columns = (mark.evaluation_id, mark.criterion, mark.mark)
    statement: Any = select(*columns).join(row, row.id == mark.evaluation_id)
    return session.execute(_counting(statement).where(mark.mark.is_not(None))).all()


def rules(session: Session) -> list[tuple[int | None, int, Any]]:
    """Regulation, sheet and frozen rules: one sheet for each regulation, and each sheet without one.

    Groups, criteria and scale of a regulation never change once sheets rest on it.
    """
    row = EvaluationRow
    first = _counting(select(func.min(row.id))).where(row.regulation_id.is_not(None)).group_by(row.regulation_id)
    wanted = row.id.in_(first.scalar_subquery()) | row.regulation_id.is_(None)
    statement = _counting(select(row.regulation_id, row.id, row.rules)).where(wanted).order_by(row.id)
    return [(regulation, number, frozen) for regulation, number, frozen in session.execute(statement)]


def campaigns(session: Session) -> dict[int, CampaignFact]:
    """Campaigns by id, deleted ones among them."""
    row = CampaignRow
    statement = select(row.id, row.name, row.starts_on, row.state)
    return {found[0]: CampaignFact(*found) for found in session.execute(statement)}


def waiting(session: Session) -> set[tuple[int | None, int | None]]:
    """Campaign and year of signature of sheets that are still open; no year before the signature."""
    row = EvaluationRow
    statement = select(row.campaign_id, row.signed_on).where(row.deleted_at.is_(None), row.state.not_in(sorted(CLOSED)))
    return {(campaign, None if day is None else day.year) for campaign, day in session.execute(statement.distinct())}
