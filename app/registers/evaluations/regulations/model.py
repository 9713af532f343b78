"""The tables of evaluation regulations."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.registers.evaluations.regulations.domain import CriterionKind, NotEarlierFrom
from db.base import Base, Positioned, Versioned
from db.types import SORT_KEY, StrEnumType


class RegulationRow(Versioned, Base):
    """One regulation; thresholds are hundredths of a mark."""

    __tablename__ = "evaluation_regulation"
    __table_args__ = (Index(None, "deleted_at", "sort", "id"),)
    entity: ClassVar[str] = "evaluation_regulation"

    name: Mapped[str] = mapped_column(String(200))
    order_number: Mapped[str] = mapped_column(String(60))
    order_date: Mapped[date | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    elective_least: Mapped[int | None]
    elective_most: Mapped[int | None]
    own_most: Mapped[int | None]
    may_not_apply: Mapped[bool]
    negative_below: Mapped[int | None]
    negative_mark: Mapped[int | None]
    negative_groups: Mapped[tuple[str, ...]]
    months_at_most: Mapped[int | None]
    months_at_least: Mapped[int | None]
    months_in_post: Mapped[int | None]
    not_earlier_from: Mapped[NotEarlierFrom] = mapped_column(StrEnumType(NotEarlierFrom))
    with_self_assessment: Mapped[bool]
    appeal_instruction: Mapped[str] = mapped_column(Text)
    notice_text: Mapped[str] = mapped_column(Text)
    invitation_text: Mapped[str] = mapped_column(Text)
    second_negative_warning: Mapped[str] = mapped_column(Text)
    health_warning: Mapped[str] = mapped_column(Text)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    groups: Mapped[list["CriteriaGroupRow"]] = relationship(
        order_by="CriteriaGroupRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    criteria: Mapped[list["CriterionRow"]] = relationship(
        order_by="CriterionRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    scale: Mapped[list["ScaleMarkRow"]] = relationship(
        order_by="ScaleMarkRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    levels: Mapped[list["LevelRow"]] = relationship(
        order_by="LevelRow.position", cascade="all, delete-orphan", lazy="selectin"
    )


class CriteriaGroupRow(Positioned, Base):
    """A group of criteria."""

    __tablename__ = "evaluation_group"
    entity: ClassVar[str] = "evaluation_regulation"

    regulation_id: Mapped[int] = mapped_column(ForeignKey("evaluation_regulation.id", ondelete="CASCADE"), index=True)
    symbol: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(120))


class CriterionRow(Positioned, Base):
    """A criterion."""

    __tablename__ = "evaluation_criterion"
    entity: ClassVar[str] = "evaluation_regulation"

    regulation_id: Mapped[int] = mapped_column(ForeignKey("evaluation_regulation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    group: Mapped[str] = mapped_column("group_symbol", String(8))
    kind: Mapped[CriterionKind] = mapped_column(StrEnumType(CriterionKind))
    weight: Mapped[int | None]
    description: Mapped[str] = mapped_column(Text)
    descriptors: Mapped[tuple[str, ...]]


class ScaleMarkRow(Positioned, Base):
    """A mark of the scale."""

    __tablename__ = "evaluation_scale_mark"
    entity: ClassVar[str] = "evaluation_regulation"

    regulation_id: Mapped[int] = mapped_column(ForeignKey("evaluation_regulation.id", ondelete="CASCADE"), index=True)
    value: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(60))
    description: Mapped[str] = mapped_column(Text)
    needs_reason: Mapped[bool]


class LevelRow(Positioned, Base):
    """A level of the result."""

    __tablename__ = "evaluation_level"
    entity: ClassVar[str] = "evaluation_regulation"

    regulation_id: Mapped[int] = mapped_column(ForeignKey("evaluation_regulation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    from_mean: Mapped[int | None]
