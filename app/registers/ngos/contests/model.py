"""The tables of open contests: the contest, its commission and its criteria."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.registers.ngos.contests.domain import Cancelling, Origin, Presence, TaskForm
from db.audit_changes import DERIVED
from db.base import Base, Positioned, Versioned
from db.personal import people
from db.types import SORT_KEY, JsonValue, StrEnumType


class ContestRow(Versioned, Base):
    """One contest; amounts are grosze. ``announced_on`` is the last of its three announcements, once all are made."""

    __tablename__ = "ngo_contest"
    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "deleted_at", "year", "id"),
    )
    entity: ClassVar[str] = "ngo_contest"
    evidence: ClassVar[str] = "ngo_contest"

    number: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300))
    task: Mapped[str] = mapped_column(Text)
    sphere: Mapped[str] = mapped_column(String(8))
    other_spheres: Mapped[Any] = mapped_column(JsonValue)
    year: Mapped[int]
    form: Mapped[TaskForm] = mapped_column(StrEnumType(TaskForm))
    case_sign: Mapped[str] = mapped_column(String(60))
    planned: Mapped[int | None] = mapped_column(BigInteger)
    past_tasks: Mapped[str] = mapped_column(Text)
    spent_this_year: Mapped[int | None] = mapped_column(BigInteger)
    spent_last_year: Mapped[int | None] = mapped_column(BigInteger)
    grant_rules: Mapped[str] = mapped_column(Text)
    task_from: Mapped[date | None]
    task_until: Mapped[date | None]
    task_terms: Mapped[str] = mapped_column(Text)
    choice_way: Mapped[str] = mapped_column(Text)
    decision_by: Mapped[date | None]
    notice_bip: Mapped[date | None]
    notice_seat: Mapped[date | None]
    notice_site: Mapped[date | None]
    offers_until: Mapped[date | None]
    offers_where: Mapped[str] = mapped_column(String(300))
    commission_order: Mapped[str] = mapped_column(String(160))
    quorum: Mapped[int | None]
    members: Mapped[list["MemberRow"]] = relationship(
        order_by="MemberRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    criteria: Mapped[Any] = mapped_column(JsonValue)
    decided_on: Mapped[date | None]
    results_on: Mapped[date | None]
    cancelled_on: Mapped[date | None]
    cancelled_why: Mapped[Cancelling | None] = mapped_column(StrEnumType(Cancelling))
    note: Mapped[str] = mapped_column(Text)
    announced_on: Mapped[date | None] = mapped_column(info=DERIVED)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    number_sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)


class MemberRow(Positioned, Base):
    """A member of the commission of a contest."""

    __tablename__ = "ngo_contest_member"
    entity: ClassVar[str] = "ngo_contest"
    evidence: ClassVar[str] = "ngo_contest"

    contest_id: Mapped[int] = mapped_column(ForeignKey("ngo_contest.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(160), info=people("ngo_contest", role="role"))
    role: Mapped[str] = mapped_column(String(120))
    origin: Mapped[Origin] = mapped_column(StrEnumType(Origin))
    ngo_id: Mapped[int | None] = mapped_column(ForeignKey("ngo.id"), index=True)
    declared_on: Mapped[date | None]
    presence: Mapped[Presence | None] = mapped_column(StrEnumType(Presence))
