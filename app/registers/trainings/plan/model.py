"""The table of the training plan."""

from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.registers.trainings.needs.domain import Priority
from db.base import Base, Versioned
from db.types import SORT_KEY, StrEnumType


class PlanItemRow(Versioned, Base):
    """One line of a year's plan; ``sort`` orders by the topic."""

    __tablename__ = "training_plan_item"
    __table_args__ = (Index(None, "deleted_at", "year", "quarter", "id"),)
    entity: ClassVar[str] = "training_plan_item"

    year: Mapped[int]
    topic: Mapped[str] = mapped_column(String(300))
    area: Mapped[str] = mapped_column(String(80))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    group: Mapped[str] = mapped_column("target_group", String(200))
    people: Mapped[int | None]
    quarter: Mapped[int | None]
    priority: Mapped[Priority] = mapped_column(StrEnumType(Priority))
    estimate: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(Text)
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("training_plan_item.id"), index=True)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
