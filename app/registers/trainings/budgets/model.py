"""The tables of training budgets."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Positioned, Versioned
from db.types import SORT_KEY


class BudgetRow(Versioned, Base):
    """One year; ``total`` is the sum of its units in grosze."""

    __tablename__ = "training_budget"
    __table_args__ = (Index(None, "deleted_at", "year", "id"),)
    entity: ClassVar[str] = "training_budget"

    year: Mapped[int]
    approved_on: Mapped[date | None]
    approved_by: Mapped[str] = mapped_column(String(160))
    note: Mapped[str] = mapped_column(Text)
    total: Mapped[int] = mapped_column(BigInteger)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    units: Mapped[list["UnitBudgetRow"]] = relationship(
        order_by="UnitBudgetRow.position", cascade="all, delete-orphan", lazy="selectin"
    )


class UnitBudgetRow(Positioned, Base):
    """What one unit may spend."""

    __tablename__ = "training_budget_unit"
    entity: ClassVar[str] = "training_budget"

    budget_id: Mapped[int] = mapped_column(ForeignKey("training_budget.id", ondelete="CASCADE"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    line: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(String(300))
