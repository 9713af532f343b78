"""The table of employees."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.people.posts.domain import PostKind
from db.base import Base, Positioned, Versioned
from db.types import SORT_KEY, StrEnumType


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
    number: Mapped[str] = mapped_column(String(20))
    post_kind: Mapped[PostKind | None] = mapped_column(StrEnumType(PostKind))
    superior_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    heads_unit: Mapped[bool]
    post_since: Mapped[date | None]
    employed_from: Mapped[date | None]
    employed_to: Mapped[date | None]
    photo: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    post_sort: Mapped[str] = mapped_column(SORT_KEY)
    room_sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    history: Mapped[list["PastPositionRow"]] = relationship(
        cascade="all, delete-orphan",
        order_by="PastPositionRow.position",
        lazy="selectin",
        foreign_keys="PastPositionRow.employee_id",
    )


class PastPositionRow(Positioned, Base):
    """A position held before the present one."""

    __tablename__ = "employee_past_position"
    entity: ClassVar[str] = "employee"

    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    post: Mapped[str] = mapped_column(String(160))
    post_kind: Mapped[PostKind | None] = mapped_column(StrEnumType(PostKind))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    superior_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    heads_unit: Mapped[bool]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
