"""Questions about training needs that need the database; no commit, no rules."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from app.people.employees.model import EmployeeRow
from app.people.units.model import UnitRow
from app.records.listing import in_chunks, select_ids
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.needs.domain import NeedState
from app.registers.trainings.needs.model import NeedRow


def concerns(today: date) -> Mapping[str, ColumnElement[bool]]:
    """Needs that wait for a decision past the day they were wanted by, and near it (as long as validity alarms)."""
    waiting = NeedRow.state == NeedState.NEW
    near = today + timedelta(days=rules_on(today).expiry_alarms[0])
    return {
        "late": and_(waiting, NeedRow.wanted_by < today),
        "soon": and_(waiting, NeedRow.wanted_by >= today, NeedRow.wanted_by <= near),
    }


def of_unit(unit_id: int | None) -> Select[Any]:
    """Ids of the needs of a unit that are not dropped; None for those of the whole office."""
    chosen = NeedRow.unit_id.is_(None) if unit_id is None else NeedRow.unit_id == unit_id
    statement = select_ids(NeedRow).where(chosen, NeedRow.state != NeedState.DROPPED)
    return statement.order_by(NeedRow.state, NeedRow.sort, NeedRow.id)


def known_origins(session: Session, origins: Sequence[str]) -> frozenset[str]:
    """Those of the origins that a need has already, whatever became of it; a deleted one was a mistake."""
    found: set[str] = set()
    for chunk in in_chunks(origins):
        statement = select(NeedRow.origin).where(NeedRow.deleted_at.is_(None), NeedRow.origin.in_(chunk))
        found.update(session.scalars(statement))
    return frozenset(found)


class PlannedFor(NamedTuple):
    """Somebody who works in the office, as lists call people, with the symbol of the unit."""

    person: str
    unit: str


def people_to_plan_for(session: Session, units: frozenset[int] | None, today: date) -> Mapping[int, PlannedFor]:
    """Who works in the office, in these units where some are given; by id."""
    row = EmployeeRow
    statement = (
        select(row.id, row.surname, row.first_name, UnitRow.symbol)
        .outerjoin(UnitRow, UnitRow.id == row.unit_id)
        .where(row.deleted_at.is_(None), or_(row.employed_to.is_(None), row.employed_to >= today))
    )
    if units is not None:
        statement = statement.where(row.unit_id.in_(sorted(units)))
    found = session.execute(statement)
    return {number: PlannedFor(f"{surname} {first}".strip(), symbol or "") for number, surname, first, symbol in found}
