"""The tables of training offers."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.registers.trainings.institutions.model import InstitutionRow
from app.registers.trainings.offers.domain import OfferState, Reply
from db.base import Base, Positioned, Versioned
from db.types import SORT_KEY, StrEnumType


class OfferRow(Versioned, Base):
    """One offer; ``sort`` orders by the topic, ``find`` is what words are looked for in, folded."""

    __tablename__ = "training_offer"
    __table_args__ = (Index(None, "deleted_at", "received_on", "id"),)
    entity: ClassVar[str] = "training_offer"

    topic: Mapped[str] = mapped_column(String(300))
    area: Mapped[str] = mapped_column(String(80))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("training_institution.id"), index=True)
    received_on: Mapped[date]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(160))
    price: Mapped[int | None] = mapped_column(BigInteger)
    description: Mapped[str] = mapped_column(Text)
    file: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    file_name: Mapped[str] = mapped_column(String(200))
    selected_on: Mapped[date | None]
    selected_by: Mapped[str] = mapped_column(String(160))
    rejected_reason: Mapped[str] = mapped_column(String(300))
    state: Mapped[OfferState] = mapped_column(StrEnumType(OfferState))
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    routings: Mapped[list["RoutingRow"]] = relationship(
        order_by="RoutingRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    institution_row: Mapped[InstitutionRow | None] = relationship()


class RoutingRow(Positioned, Base):
    """A unit to whose head the offer was passed."""

    __tablename__ = "training_offer_routing"
    entity: ClassVar[str] = "training_offer"

    offer_id: Mapped[int] = mapped_column(ForeignKey("training_offer.id", ondelete="CASCADE"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    passed_on: Mapped[date | None]
    reply: Mapped[Reply] = mapped_column(StrEnumType(Reply))
    replied_on: Mapped[date | None]
    people: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(300))
