"""The tables of service cards: the card, its four lists that others will ask about, and its use at the desk."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.people.units.model import UnitRow
from app.registers.service_cards.domain import (
    AppealKind,
    CardStatus,
    DocumentForm,
    DocumentHandling,
    FeeKind,
    SilenceEffect,
    TimeUnit,
)
from db.audit_changes import DERIVED
from db.base import Base, Positioned, Versioned
from db.types import SORT_KEY, JsonValue, StrEnumType


class ServiceCardRow(Versioned, Base):
    """One service card.

    ``symbol`` is unique over all cards, deleted ones included: a symbol once given is never used again.
    ``*_sort`` columns order in Polish; ``fee_sort`` is the lowest amount in grosze, ``limit_sort`` the time limit
    in days.
    """

    __tablename__ = "service_card"
    __table_args__ = (
        UniqueConstraint("symbol"),
        # tables are counted, filtered and ordered over living cards: these answer without reading the wide rows
        Index(None, "deleted_at", "symbol_sort", "id"),
        Index(None, "deleted_at", "name_sort", "id"),
        Index(None, "deleted_at", "status", "symbol_sort", "id"),
        Index(None, "deleted_at", "unit_id", "status", "symbol_sort", "id"),
        Index(None, "deleted_at", "category", "symbol_sort", "id"),
        Index(None, "deleted_at", "review_on"),
    )
    entity: ClassVar[str] = "service_card"

    symbol: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(200))
    status: Mapped[CardStatus] = mapped_column(StrEnumType(CardStatus))
    edition: Mapped[int]
    edition_on: Mapped[date | None]
    category: Mapped[str] = mapped_column(String(80))
    life_event: Mapped[str] = mapped_column(String(80))
    purpose: Mapped[str] = mapped_column(Text)
    steps: Mapped[tuple[str, ...]]
    who_may_apply: Mapped[tuple[str, ...]]
    not_for: Mapped[tuple[str, ...]]
    synonyms: Mapped[tuple[str, ...]]
    payment_ways: Mapped[tuple[str, ...]]
    limit_unit: Mapped[TimeUnit | None] = mapped_column(StrEnumType(TimeUnit))
    limit_number: Mapped[int | None]
    limit_note: Mapped[str] = mapped_column(String(300))
    limit_extension: Mapped[str] = mapped_column(String(300))
    resident_limit_unit: Mapped[TimeUnit | None] = mapped_column(StrEnumType(TimeUnit))
    resident_limit_number: Mapped[int | None]
    resident_limit_note: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    supervising_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    building: Mapped[str] = mapped_column(String(80))
    floor: Mapped[str] = mapped_column(String(40))
    room: Mapped[str] = mapped_column(String(40))
    window: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str] = mapped_column(String(40))
    email: Mapped[str] = mapped_column(String(120))
    clerk_post: Mapped[str] = mapped_column(String(160))
    hours: Mapped[Any] = mapped_column(JsonValue)
    submit_ways: Mapped[tuple[str, ...]]
    submit_address: Mapped[str] = mapped_column(String(300))
    collect_ways: Mapped[tuple[str, ...]]
    appeal_kind: Mapped[AppealKind] = mapped_column(StrEnumType(AppealKind))
    appeal_body: Mapped[str] = mapped_column(String(200))
    appeal_days: Mapped[int | None]
    appeal_through: Mapped[str] = mapped_column(String(200))
    appeal_note: Mapped[str] = mapped_column(String(600))
    result: Mapped[str] = mapped_column(String(300))
    silence_effect: Mapped[SilenceEffect] = mapped_column(StrEnumType(SilenceEffect))
    silence_note: Mapped[str] = mapped_column(String(600))
    notes: Mapped[str] = mapped_column(Text)
    data_protection: Mapped[str] = mapped_column(Text)
    sign_language: Mapped[str] = mapped_column(String(300))
    prepared_by: Mapped[str] = mapped_column(String(160))
    prepared_on: Mapped[date | None]
    checked_by: Mapped[str] = mapped_column(String(160))
    checked_on: Mapped[date | None]
    approved_by: Mapped[str] = mapped_column(String(160))
    approved_on: Mapped[date | None]
    valid_from: Mapped[date | None]
    review_on: Mapped[date | None]
    facts_as_of: Mapped[date | None]
    symbol_sort: Mapped[str] = mapped_column(SORT_KEY)
    name_sort: Mapped[str] = mapped_column(SORT_KEY)
    category_sort: Mapped[str] = mapped_column(SORT_KEY)
    room_sort: Mapped[str] = mapped_column(SORT_KEY)
    prepared_by_sort: Mapped[str] = mapped_column(SORT_KEY)
    fee_sort: Mapped[int | None] = mapped_column(BigInteger)
    limit_sort: Mapped[int | None]
    archived_from: Mapped[CardStatus | None] = mapped_column(StrEnumType(CardStatus), info=DERIVED)

    unit: Mapped[UnitRow] = relationship(foreign_keys=[unit_id], lazy="joined", innerjoin=True, viewonly=True)
    supervising_unit: Mapped[UnitRow | None] = relationship(
        foreign_keys=[supervising_unit_id], lazy="selectin", viewonly=True
    )
    legal_bases: Mapped[list["LegalBasisRow"]] = relationship(
        order_by="LegalBasisRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    documents: Mapped[list["NeededDocumentRow"]] = relationship(
        order_by="NeededDocumentRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    fees: Mapped[list["FeeRow"]] = relationship(
        order_by="FeeRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    attachments: Mapped[list["AttachmentRow"]] = relationship(
        order_by="AttachmentRow.position", cascade="all, delete-orphan", lazy="selectin"
    )


class LegalBasisRow(Positioned, Base):
    """An act a card rests on."""

    __tablename__ = "service_card_legal_basis"
    entity: ClassVar[str] = "service_card"

    card_id: Mapped[int] = mapped_column(ForeignKey("service_card.id", ondelete="CASCADE"), index=True)
    act: Mapped[str] = mapped_column(String(400))
    journal_year: Mapped[int | None]
    journal_number: Mapped[int | None]
    journal_item: Mapped[int | None]
    articles: Mapped[str] = mapped_column(String(200))


class NeededDocumentRow(Positioned, Base):
    """A document a resident brings."""

    __tablename__ = "service_card_document"
    entity: ClassVar[str] = "service_card"

    card_id: Mapped[int] = mapped_column(ForeignKey("service_card.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    handling: Mapped[DocumentHandling] = mapped_column(StrEnumType(DocumentHandling))
    form: Mapped[DocumentForm] = mapped_column(StrEnumType(DocumentForm))
    condition: Mapped[str] = mapped_column(String(300))
    note: Mapped[str] = mapped_column(String(300))
    form_file: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    form_file_name: Mapped[str] = mapped_column(String(160))


class FeeRow(Positioned, Base):
    """A fee line; ``amount`` in grosze."""

    __tablename__ = "service_card_fee"
    entity: ClassVar[str] = "service_card"

    card_id: Mapped[int] = mapped_column(ForeignKey("service_card.id", ondelete="CASCADE"), index=True)
    kind: Mapped[FeeKind] = mapped_column(StrEnumType(FeeKind))
    title: Mapped[str] = mapped_column(String(200))
    amount: Mapped[int | None] = mapped_column(BigInteger)
    formula: Mapped[str] = mapped_column(String(300))
    basis: Mapped[str] = mapped_column(String(300))
    exemption: Mapped[str] = mapped_column(String(600))
    account_purpose: Mapped[str] = mapped_column(String(80))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class AttachmentRow(Positioned, Base):
    """A file that goes with a card; ``size`` in bytes."""

    __tablename__ = "service_card_attachment"
    entity: ClassVar[str] = "service_card"

    card_id: Mapped[int] = mapped_column(ForeignKey("service_card.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(160))
    file_name: Mapped[str] = mapped_column(String(160))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    file: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"))


class CardUseRow(Base):
    """How often a card was looked up or printed, and when last; no data of residents."""

    __tablename__ = "service_card_use"
    entity: ClassVar[str] = "service_card_use"

    card_id: Mapped[int] = mapped_column(ForeignKey("service_card.id", ondelete="CASCADE"), primary_key=True)
    printed: Mapped[int]
    opened: Mapped[int]
    last_used_at: Mapped[datetime] = mapped_column(index=True)
