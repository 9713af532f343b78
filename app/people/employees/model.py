"""The table of employees."""

from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned
from db.types import SORT_KEY


class EmployeeRow(Versioned, Base):
    """One employee; ``sort`` orders by surname and first name in Polish, ``find`` is folded text for searching."""

    __tablename__ = "employee"
    __table_args__ = (Index(None, "deleted_at", "sort", "id"), Index(None, "deleted_at", "unit_id"))
    entity: ClassVar[str] = "employee"

    surname: Mapped[str] = mapped_column(String(80))
    first_name: Mapped[str] = mapped_column(String(60))
    post: Mapped[str] = mapped_column(String(160))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    room: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str] = mapped_column(String(40))
    email: Mapped[str] = mapped_column(String(120))
    sort: Mapped[str] = mapped_column(SORT_KEY)
    post_sort: Mapped[str] = mapped_column(SORT_KEY)
    room_sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
