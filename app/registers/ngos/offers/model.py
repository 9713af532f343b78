"""The tables of offers in contests: the offer and the partners of a joint one."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.registers.ngos.contests.model import ContestRow
from app.registers.ngos.offers.domain import Formal, OfferDecision, OfferState
from app.registers.ngos.organisations.model import OrganisationRow
from db.audit_changes import DERIVED
from db.base import Base, Positioned, Versioned
from db.types import SORT_KEY, JsonValue, StrEnumType


class ContestOfferRow(Versioned, Base):
    """One offer; amounts are grosze. ``mean`` is the sum of means of its points, in hundredths of a point."""

    __tablename__ = "ngo_offer"
    __table_args__ = (
        Index(None, "deleted_at", "contest_id", "id"),
        Index(None, "deleted_at", "sort", "id"),
    )
    entity: ClassVar[str] = "ngo_offer"
    evidence: ClassVar[str] = "ngo_contest"

    number: Mapped[str] = mapped_column(String(40))
    contest_id: Mapped[int] = mapped_column(ForeignKey("ngo_contest.id"), index=True)
    ngo_id: Mapped[int] = mapped_column(ForeignKey("ngo.id"), index=True)
    partners: Mapped[list["PartnerRow"]] = relationship(
        order_by="PartnerRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    title: Mapped[str] = mapped_column(String(300))
    filed_on: Mapped[date]
    task_from: Mapped[date | None]
    task_until: Mapped[date | None]
    asked: Mapped[int] = mapped_column(BigInteger)
    own_share: Mapped[int | None] = mapped_column(BigInteger)
    formal: Mapped[Formal | None] = mapped_column(StrEnumType(Formal))
    formal_reasons: Mapped[str] = mapped_column(Text)
    scores: Mapped[Any] = mapped_column(JsonValue)
    opinion: Mapped[str] = mapped_column(Text)
    decision: Mapped[OfferDecision | None] = mapped_column(StrEnumType(OfferDecision))
    granted: Mapped[int | None] = mapped_column(BigInteger)
    decision_reasons: Mapped[str] = mapped_column(Text)
    reasons_asked_on: Mapped[date | None]
    reasons_given_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text)
    state: Mapped[OfferState] = mapped_column(StrEnumType(OfferState), info=DERIVED)
    mean: Mapped[int | None] = mapped_column(info=DERIVED)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    contest_row: Mapped[ContestRow] = relationship()
    ngo_row: Mapped[OrganisationRow] = relationship()


class PartnerRow(Positioned, Base):
    """A further organisation of a joint offer."""

    __tablename__ = "ngo_offer_partner"
    entity: ClassVar[str] = "ngo_offer"
    evidence: ClassVar[str] = "ngo_contest"

    offer_id: Mapped[int] = mapped_column(ForeignKey("ngo_offer.id", ondelete="CASCADE"), index=True)
    ngo_id: Mapped[int | None] = mapped_column(ForeignKey("ngo.id"), index=True)
    part: Mapped[str] = mapped_column(String(300))
