"""The table of training needs."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.people.employees.model import EmployeeRow
from app.registers.trainings.needs.domain import NeedState, Priority, Source
from db.base import Base, Versioned
from db.personal import OWNER, PERSONAL
from db.types import SORT_KEY, StrEnumType


class NeedRow(Versioned, Base):
    """One need; ``sort`` orders by the topic."""

    __tablename__ = "training_need"
    __table_args__ = (
        Index(None, "deleted_at", "sort", "id"),
        Index(None, "deleted_at", "origin"),
    )
    entity: ClassVar[str] = "training_need"

    source: Mapped[Source] = mapped_column(StrEnumType(Source))
    topic: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    area: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(Text, info=PERSONAL)
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True, info=OWNER)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    people: Mapped[int | None]
    wanted_by: Mapped[date | None]
    priority: Mapped[Priority] = mapped_column(StrEnumType(Priority))
    state: Mapped[NeedState] = mapped_column(StrEnumType(NeedState))
    plan_item_id: Mapped[int | None] = mapped_column(ForeignKey("training_plan_item.id"), index=True)
    dropped_reason: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    origin: Mapped[str] = mapped_column(String(80))
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    employee: Mapped[EmployeeRow | None] = relationship()
