"""The tables of trainings."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.registers.trainings.courses.domain import Component, CourseKind, Mode
from app.registers.trainings.institutions.model import InstitutionRow
from db.base import Base, Positioned, Versioned
from db.types import SORT_KEY, StrEnumType


class CourseRow(Versioned, Base):
    """One training; ``sort`` orders by the topic, ``find`` is what words are looked for in, folded."""

    __tablename__ = "training_course"
    __table_args__ = (
        Index(None, "deleted_at", "starts_on", "id"),
        Index(None, "deleted_at", "institution_id"),
    )
    entity: ClassVar[str] = "training_course"

    topic: Mapped[str] = mapped_column(String(300))
    area: Mapped[str] = mapped_column(String(80))
    kind: Mapped[CourseKind] = mapped_column(StrEnumType(CourseKind))
    mode: Mapped[Mode] = mapped_column(StrEnumType(Mode))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("training_institution.id"), index=True)
    lecturer: Mapped[str] = mapped_column(String(160))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("training_offer.id"), index=True)
    plan_item_id: Mapped[int | None] = mapped_column(ForeignKey("training_plan_item.id"), index=True)
    place: Mapped[str] = mapped_column(String(160))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    days: Mapped[int | None]
    hours: Mapped[int | None]
    places: Mapped[int | None]
    entitlement: Mapped[str] = mapped_column(String(120))
    validity_months: Mapped[int | None]
    programme: Mapped[str] = mapped_column(Text)
    file: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"))
    file_name: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text)
    cancelled_on: Mapped[date | None]
    cancel_reason: Mapped[str] = mapped_column(String(300))
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    sessions: Mapped[list["SessionRow"]] = relationship(
        order_by="SessionRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    costs: Mapped[list["CostLineRow"]] = relationship(
        order_by="CostLineRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    institution_row: Mapped[InstitutionRow | None] = relationship()


class SessionRow(Positioned, Base):
    """A meeting of a training."""

    __tablename__ = "training_session"
    entity: ClassVar[str] = "training_course"

    course_id: Mapped[int] = mapped_column(ForeignKey("training_course.id", ondelete="CASCADE"), index=True)
    held_on: Mapped[date | None]
    starts_at: Mapped[str] = mapped_column(String(5))
    ends_at: Mapped[str] = mapped_column(String(5))
    place: Mapped[str] = mapped_column(String(160))
    subject: Mapped[str] = mapped_column(String(300))


class CostLineRow(Positioned, Base):
    """A cost of a training, in grosze."""

    __tablename__ = "training_cost"
    entity: ClassVar[str] = "training_course"

    course_id: Mapped[int] = mapped_column(ForeignKey("training_course.id", ondelete="CASCADE"), index=True)
    component: Mapped[Component] = mapped_column(StrEnumType(Component))
    shared: Mapped[bool]
    amount: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(String(200))
