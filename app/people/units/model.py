"""The table of organisational units."""

from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Versioned
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
    sort: Mapped[str] = mapped_column(SORT_KEY)
    symbol_sort: Mapped[str] = mapped_column(SORT_KEY)
    room_sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
