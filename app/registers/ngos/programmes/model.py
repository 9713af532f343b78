"""The tables of programmes of cooperation; amounts are grosze."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.audit_changes import DERIVED
from db.base import Base, Positioned, Versioned
from db.types import SORT_KEY


class ProgrammeRow(Versioned, Base):
    """One programme; ``passing_due`` and ``report_due`` follow from its years."""

    __tablename__ = "ngo_programme"
    __table_args__ = (Index(None, "deleted_at", "first_year", "id"),)
    entity: ClassVar[str] = "ngo_programme"

    title: Mapped[str] = mapped_column(String(300))
    first_year: Mapped[int]
    last_year: Mapped[int]
    draft_on: Mapped[date | None]
    consulted_from: Mapped[date | None]
    consulted_to: Mapped[date | None]
    opinion_on: Mapped[date | None]
    opinion: Mapped[str] = mapped_column(Text)
    passed_on: Mapped[date | None]
    resolution: Mapped[str] = mapped_column(String(60))
    report_on: Mapped[date | None]
    published_on: Mapped[date | None]
    money: Mapped[int | None] = mapped_column(BigInteger)
    grants: Mapped[int | None] = mapped_column(BigInteger)
    small_grants: Mapped[int | None] = mapped_column(BigInteger)
    subsidiarity: Mapped[str] = mapped_column(Text)
    sovereignty: Mapped[str] = mapped_column(Text)
    partnership: Mapped[str] = mapped_column(Text)
    efficiency: Mapped[str] = mapped_column(Text)
    competition: Mapped[str] = mapped_column(Text)
    openness: Mapped[str] = mapped_column(Text)
    aims: Mapped[str] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(Text)
    forms: Mapped[str] = mapped_column(Text)
    way: Mapped[str] = mapped_column(Text)
    assessment: Mapped[str] = mapped_column(Text)
    making: Mapped[str] = mapped_column(Text)
    commissions: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    passing_due: Mapped[date] = mapped_column(info=DERIVED)
    report_due: Mapped[date] = mapped_column(info=DERIVED)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    tasks: Mapped[list["PriorityTaskRow"]] = relationship(
        order_by="PriorityTaskRow.position", cascade="all, delete-orphan", lazy="selectin"
    )


class PriorityTaskRow(Positioned, Base):
    """One priority task of a programme."""

    __tablename__ = "ngo_programme_task"
    entity: ClassVar[str] = "ngo_programme"

    programme_id: Mapped[int] = mapped_column(ForeignKey("ngo_programme.id", ondelete="CASCADE"), index=True)
    sphere: Mapped[str] = mapped_column(String(8))
    task: Mapped[str] = mapped_column(String(500))
    amount: Mapped[int | None] = mapped_column(BigInteger)
