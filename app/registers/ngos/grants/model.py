"""The tables of grants: the grant, partners of a joint agreement, and tranches."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.registers.ngos.contests.domain import TaskForm
from app.registers.ngos.cooperation_figures import GrantKind
from app.registers.ngos.organisations.model import OrganisationRow
from db.audit_changes import DERIVED
from db.base import Base, Positioned, Versioned
from db.types import SORT_KEY, JsonValue, StrEnumType


class GrantRow(Versioned, Base):
    """One grant; amounts are grosze. ``report_due`` follows from the end of the task, ``owed`` must come back."""

    __tablename__ = "ngo_grant"
    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "deleted_at", "year", "id"),
        Index(None, "deleted_at", "sort", "id"),
    )
    entity: ClassVar[str] = "ngo_grant"
    evidence: ClassVar[str] = "ngo_contest"

    number: Mapped[str] = mapped_column(String(40))
    kind: Mapped[GrantKind] = mapped_column(StrEnumType(GrantKind))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("ngo_offer.id"), index=True)
    ngo_id: Mapped[int] = mapped_column(ForeignKey("ngo.id"), index=True)
    partners: Mapped[list["GrantPartnerRow"]] = relationship(
        order_by="GrantPartnerRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    title: Mapped[str] = mapped_column(String(300))
    sphere: Mapped[str] = mapped_column(String(8))
    year: Mapped[int]
    form: Mapped[TaskForm] = mapped_column(StrEnumType(TaskForm))
    case_sign: Mapped[str] = mapped_column(String(60))
    filed_on: Mapped[date | None]
    posted_on: Mapped[date | None]
    posted_until: Mapped[date | None]
    remarks: Mapped[str] = mapped_column(Text)
    asked: Mapped[int | None] = mapped_column(BigInteger)
    granted: Mapped[int | None] = mapped_column(BigInteger)
    own_share: Mapped[int | None] = mapped_column(BigInteger)
    agreement_number: Mapped[str] = mapped_column(String(60))
    agreement_on: Mapped[date | None]
    task_from: Mapped[date | None]
    task_until: Mapped[date | None]
    tranches: Mapped[list["TrancheRow"]] = relationship(
        order_by="TrancheRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    annexes: Mapped[Any] = mapped_column(JsonValue)
    report_on: Mapped[date | None]
    settled: Mapped[int | None] = mapped_column(BigInteger)
    settled_on: Mapped[date | None]
    returned: Mapped[int | None] = mapped_column(BigInteger)
    returned_on: Mapped[date | None]
    interest: Mapped[int | None] = mapped_column(BigInteger)
    control: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    report_due: Mapped[date | None] = mapped_column(info=DERIVED)
    owed: Mapped[int] = mapped_column(BigInteger, info=DERIVED)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    number_sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    ngo_row: Mapped[OrganisationRow] = relationship()


class GrantPartnerRow(Positioned, Base):
    """A further organisation that is a side of the agreement."""

    __tablename__ = "ngo_grant_partner"
    entity: ClassVar[str] = "ngo_grant"
    evidence: ClassVar[str] = "ngo_contest"

    grant_id: Mapped[int] = mapped_column(ForeignKey("ngo_grant.id", ondelete="CASCADE"), index=True)
    ngo_id: Mapped[int | None] = mapped_column(ForeignKey("ngo.id"), index=True)
    part: Mapped[str] = mapped_column(String(300))


class TrancheRow(Positioned, Base):
    """A part of a grant."""

    __tablename__ = "ngo_grant_tranche"
    entity: ClassVar[str] = "ngo_grant"

    grant_id: Mapped[int] = mapped_column(ForeignKey("ngo_grant.id", ondelete="CASCADE"), index=True)
    due_on: Mapped[date | None]
    amount: Mapped[int | None] = mapped_column(BigInteger)
    paid_on: Mapped[date | None]
