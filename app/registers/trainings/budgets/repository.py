"""Queries about training budgets."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.people.units.model import UnitRow
from app.registers.trainings.budgets.model import BudgetRow, UnitBudgetRow


def planned(session: Session, year: int) -> dict[int | None, int]:
    """Planned grosze by the id of the unit, None for the common reserve; empty where the year has no budget."""
    statement = (
        select(UnitBudgetRow.unit_id, UnitBudgetRow.amount)
        .join(BudgetRow, UnitBudgetRow.budget_id == BudgetRow.id)
        .where(BudgetRow.deleted_at.is_(None), BudgetRow.year == year)
    )
    return dict(session.execute(statement).all())


def of_year(session: Session, year: int) -> int | None:
    """The id of the year's budget."""
    return session.scalar(select(BudgetRow.id).where(BudgetRow.deleted_at.is_(None), BudgetRow.year == year))


def open_units(session: Session, year: int) -> Sequence[UnitRow]:
    """Units that work on some day of the year, as far as the register of units tells, by symbol."""
    statement = select(UnitRow).where(
        UnitRow.deleted_at.is_(None), or_(UnitRow.closed_on.is_(None), UnitRow.closed_on >= date(year, 1, 1))
    )
    return session.scalars(statement.order_by(UnitRow.symbol_sort, UnitRow.id)).all()


def years(session: Session) -> tuple[int, ...]:
    """Years that have a budget, the newest first."""
    return tuple(
        session.scalars(select(BudgetRow.year).where(BudgetRow.deleted_at.is_(None)).order_by(BudgetRow.year.desc()))
    )
