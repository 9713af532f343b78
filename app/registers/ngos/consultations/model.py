"""The tables of consultations with organisations."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.registers.ngos.consultations.domain import Channel, Subject, Taken
from db.audit_changes import DERIVED
from db.base import Base, Positioned, Versioned
from db.types import SORT_KEY, StrEnumType


class ConsultationRow(Versioned, Base):
    """One consultation; ``spheres`` are codes, the counts follow from ``asked``."""

    __tablename__ = "ngo_consultation"
    __table_args__ = (Index(None, "deleted_at", "starts_on", "id"),)
    entity: ClassVar[str] = "ngo_consultation"
    evidence: ClassVar[str] = "ngo_consultation"

    subject: Mapped[str] = mapped_column(String(300))
    kind: Mapped[Subject] = mapped_column(StrEnumType(Subject))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("ngo_programme.id"), index=True)
    draft_number: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    ways: Mapped[tuple[str, ...]]
    spheres: Mapped[tuple[str, ...]]
    announced_on: Mapped[date | None]
    announced_where: Mapped[str] = mapped_column(String(300))
    results_on: Mapped[date | None]
    results: Mapped[str] = mapped_column(Text)
    results_where: Mapped[str] = mapped_column(String(300))
    note: Mapped[str] = mapped_column(Text)
    asked_count: Mapped[int] = mapped_column(info=DERIVED)
    answered_count: Mapped[int] = mapped_column(info=DERIVED)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    asked: Mapped[list["AskedRow"]] = relationship(
        order_by="AskedRow.position", cascade="all, delete-orphan", lazy="selectin"
    )


class AskedRow(Positioned, Base):
    """One organisation that was asked in a consultation."""

    __tablename__ = "ngo_consultation_asked"
    entity: ClassVar[str] = "ngo_consultation"
    evidence: ClassVar[str] = "ngo_consultation"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("ngo_consultation.id", ondelete="CASCADE"), index=True)
    ngo_id: Mapped[int | None] = mapped_column(ForeignKey("ngo.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    asked_on: Mapped[date | None]
    channel: Mapped[Channel | None] = mapped_column(StrEnumType(Channel))
    answered_on: Mapped[date | None]
    opinion: Mapped[str] = mapped_column(Text)
    taken: Mapped[Taken | None] = mapped_column(StrEnumType(Taken))
    reason: Mapped[str] = mapped_column(Text)
