"""The tables of rounds in which organisations confirm their data."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.registers.ngos.confirmations.domain import Answer, Way
from app.registers.ngos.organisations.domain import OrganisationStatus
from db.audit_changes import DERIVED
from db.base import Base, Positioned, Versioned
from db.types import SORT_KEY, JsonValue, StrEnumType


class ConfirmationRoundRow(Versioned, Base):
    """One round; the counts follow from its lines."""

    __tablename__ = "ngo_confirmation"
    __table_args__ = (Index(None, "deleted_at", "starts_on", "id"),)
    entity: ClassVar[str] = "ngo_confirmation"

    name: Mapped[str] = mapped_column(String(120))
    starts_on: Mapped[date | None]
    answer_by: Mapped[date | None]
    valid_months: Mapped[int | None]
    closed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text)
    line_count: Mapped[int] = mapped_column(info=DERIVED)
    sent_count: Mapped[int] = mapped_column(info=DERIVED)
    answered_count: Mapped[int] = mapped_column(info=DERIVED)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    lines: Mapped[list["ConfirmationLineRow"]] = relationship(
        order_by="ConfirmationLineRow.position", cascade="all, delete-orphan", lazy="selectin"
    )


class ConfirmationLineRow(Positioned, Base):
    """One organisation in a round; ``reminders`` are days with how they were sent.

    ``former_confirmed_on`` and ``former_status`` are what the register said of it until its answer.
    """

    __tablename__ = "ngo_confirmation_line"
    entity: ClassVar[str] = "ngo_confirmation"

    round_id: Mapped[int] = mapped_column(ForeignKey("ngo_confirmation.id", ondelete="CASCADE"), index=True)
    ngo_id: Mapped[int | None] = mapped_column(ForeignKey("ngo.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    sent_on: Mapped[date | None]
    sent_by: Mapped[Way | None] = mapped_column(StrEnumType(Way))
    answered_on: Mapped[date | None]
    answer: Mapped[Answer | None] = mapped_column(StrEnumType(Answer))
    reminders: Mapped[Any] = mapped_column(JsonValue)
    note: Mapped[str] = mapped_column(Text)
    former_confirmed_on: Mapped[date | None]
    former_status: Mapped[OrganisationStatus | None] = mapped_column(StrEnumType(OrganisationStatus))
