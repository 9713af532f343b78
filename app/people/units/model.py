"""The table of organisational units."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Positioned, Versioned
from db.types import SORT_KEY


class UnitRow(Versioned, Base):
    """One organisational unit; ``sort`` orders by name in Polish, ``find`` is folded text for searching."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("symbol"), Index(None, "deleted_at", "sort", "id"))
    entity: ClassVar[str] = "unit"

    symbol: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(160))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    building: Mapped[str] = mapped_column(String(80))
    floor: Mapped[str] = mapped_column(String(40))
    room: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str] = mapped_column(String(40))
    email: Mapped[str] = mapped_column(String(120))
    card_pattern: Mapped[str] = mapped_column(String(24))
    since: Mapped[date | None]
    closed_on: Mapped[date | None]
    sort: Mapped[str] = mapped_column(SORT_KEY)
    symbol_sort: Mapped[str] = mapped_column(SORT_KEY)
    room_sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    history: Mapped[list["PastUnitRow"]] = relationship(
        cascade="all, delete-orphan",
        order_by="PastUnitRow.position",
        lazy="selectin",
        foreign_keys="PastUnitRow.unit_id",
    )


class PastUnitRow(Positioned, Base):
    """A former name and place of a unit."""

    __tablename__ = "unit_past"
    entity: ClassVar[str] = "unit"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
