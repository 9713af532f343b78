"""The tables of lists of preferred institutions."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.registers.trainings.preferred.domain import ListState
from db.audit_changes import DERIVED
from db.base import Base, Positioned, Versioned
from db.types import SORT_KEY, JsonValue, StrEnumType


class PreferredListRow(Versioned, Base):
    """One year's list; ``lines`` is JSON of ``ranking.Ranking``, frozen with the approval."""

    __tablename__ = "preferred_list"
    __table_args__ = (Index(None, "deleted_at", "year", "id"),)
    entity: ClassVar[str] = "preferred_list"

    year: Mapped[int]
    since: Mapped[date]
    until: Mapped[date]
    note: Mapped[str] = mapped_column(Text)
    state: Mapped[ListState] = mapped_column(StrEnumType(ListState))
    approved_on: Mapped[date | None]
    approved_by: Mapped[str] = mapped_column(String(160))
    # worked out from the cards, each of which is logged by itself
    lines: Mapped[Any] = mapped_column(JsonValue, nullable=True, info=DERIVED)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    notes: Mapped[list["InstitutionNoteRow"]] = relationship(
        order_by="InstitutionNoteRow.position", cascade="all, delete-orphan", lazy="selectin"
    )


class InstitutionNoteRow(Positioned, Base):
    """A remark on one institution."""

    __tablename__ = "preferred_list_note"
    entity: ClassVar[str] = "preferred_list"

    list_id: Mapped[int] = mapped_column(ForeignKey("preferred_list.id", ondelete="CASCADE"), index=True)
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("training_institution.id"), index=True)
    left_out: Mapped[bool]
    note: Mapped[str] = mapped_column(String(300))
