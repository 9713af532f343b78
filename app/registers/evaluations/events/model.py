"""The table of events at work."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.people.employees.model import EmployeeRow
from app.registers.evaluations.events.domain import Sign
from db.base import Base, Versioned
from db.personal import OWNER, PERSONAL
from db.types import SORT_KEY, StrEnumType


class WorkEventRow(Versioned, Base):
    """One event; ``sort`` orders by day, ``find`` is what happened, folded."""

    __tablename__ = "work_event"
    __table_args__ = (
        Index(None, "deleted_at", "happened_on", "id"),
        Index(None, "deleted_at", "employee_id", "happened_on"),
    )
    entity: ClassVar[str] = "work_event"

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True, info=OWNER)
    happened_on: Mapped[date]
    sign: Mapped[Sign] = mapped_column(StrEnumType(Sign))
    criterion: Mapped[str] = mapped_column(String(160))
    event: Mapped[str] = mapped_column(Text, info=PERSONAL)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    employee: Mapped[EmployeeRow] = relationship()
