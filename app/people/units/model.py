"""The table of organisational units."""

from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned


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
    sort: Mapped[str] = mapped_column(String(160))
    find: Mapped[str] = mapped_column(String(600))
