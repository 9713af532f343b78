"""The tables of evaluation campaigns."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.registers.evaluations.campaigns.domain import CampaignState
from db.audit_changes import DERIVED
from db.base import Base, Positioned, Versioned
from db.personal import OWNER, PERSONAL, names_inside
from db.types import SORT_KEY, JsonValue, StrEnumType

_PEOPLE_INSIDE = names_inside(employee_id=("person", "number", "post", "reasons"), rater_id=("rater", "rater_number"))


class CampaignRow(Versioned, Base):
    """One campaign; ``candidates`` is the list frozen at its start (JSON of ``domain.Candidate``)."""

    __tablename__ = "evaluation_campaign"
    __table_args__ = (Index(None, "deleted_at", "sort", "id"),)
    entity: ClassVar[str] = "evaluation_campaign"

    name: Mapped[str] = mapped_column(String(120))
    regulation_id: Mapped[int] = mapped_column(ForeignKey("evaluation_regulation.id"), index=True)
    structure_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    extended: Mapped[tuple[str, ...]]
    note: Mapped[str] = mapped_column(Text)
    state: Mapped[CampaignState] = mapped_column(StrEnumType(CampaignState))
    # the log tells of every sheet made from it; the whole list would drown the entry of the start
    candidates: Mapped[Any] = mapped_column(JsonValue, nullable=True, info=DERIVED | _PEOPLE_INSIDE)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    choices: Mapped[list["ChoiceRow"]] = relationship(
        order_by="ChoiceRow.position", cascade="all, delete-orphan", lazy="selectin"
    )


class ChoiceRow(Positioned, Base):
    """A decision about one employee."""

    __tablename__ = "evaluation_campaign_choice"
    entity: ClassVar[str] = "evaluation_campaign"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("evaluation_campaign.id", ondelete="CASCADE"), index=True)
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True, info=OWNER)
    included: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(300), info=PERSONAL)
