"""The table of absences."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.people.absences.domain import AbsenceKind
from app.people.employees.model import EmployeeRow
from db.base import Base, Versioned
from db.personal import OWNER, PERSONAL
from db.types import SORT_KEY, StrEnumType


class AbsenceRow(Versioned, Base):
    """One absence; ``sort`` orders by the first day, ``find`` is the folded days and note."""

    __tablename__ = "absence"
    __table_args__ = (Index(None, "deleted_at", "sort", "id"), Index(None, "deleted_at", "employee_id"))
    entity: ClassVar[str] = "absence"

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True, info=OWNER)
    kind: Mapped[AbsenceKind] = mapped_column(StrEnumType(AbsenceKind))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(200), info=PERSONAL)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    employee: Mapped[EmployeeRow] = relationship()
