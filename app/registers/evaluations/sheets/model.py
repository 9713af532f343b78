"""The tables of evaluation sheets."""

import json
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import Dialect, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.codec import CodecError, decode
from app.registers.evaluations.regulations.domain import RegulationDraft
from app.registers.evaluations.sheets.domain import Decision, Delivery, Kind, State, Verdict
from db.audit_changes import DERIVED
from db.base import Base, Positioned, Versioned
from db.errors import BrokenValue
from db.personal import OWNER, PERSONAL, name_of
from db.types import SORT_KEY, JsonValue, StrEnumType


class FrozenRules(JsonValue):
    """The regulation frozen into a sheet, blank where a sheet from paper has none; BrokenValue for anything else."""

    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        found = super().process_result_value(value, dialect)
        if value is not None:
            _require_rules(value)
        return found


@lru_cache(maxsize=64)
def _require_rules(text: str) -> None:
    """BrokenValue for a text that is no regulation; the sheets of a campaign have the same one, read once."""
    try:
        decode(RegulationDraft, json.loads(text))
    except CodecError:
        raise BrokenValue("no regulation") from None


class EvaluationRow(Versioned, Base):
    """One sheet; ``sort`` orders by the person's name, ``number_sort`` by number, ``mean`` is hundredths of a mark."""

    __tablename__ = "evaluation"
    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "deleted_at", "sort", "id"),
        Index(None, "deleted_at", "campaign_id", "state", "sort", "id"),
        Index(None, "deleted_at", "employee_id", "state"),
    )
    entity: ClassVar[str] = "evaluation"

    number: Mapped[str] = mapped_column(String(40))
    kind: Mapped[Kind] = mapped_column(StrEnumType(Kind))
    state: Mapped[State] = mapped_column(StrEnumType(State))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("evaluation_campaign.id"), index=True)
    campaign: Mapped[str] = mapped_column(String(120))
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("evaluation.id"), index=True)
    regulation_id: Mapped[int | None] = mapped_column(ForeignKey("evaluation_regulation.id"), index=True)
    # the regulation's own history is in the log; here it would only repeat, sheet by sheet
    rules: Mapped[Any] = mapped_column(FrozenRules, info=DERIVED)
    frozen_on: Mapped[date]
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True, info=OWNER)
    person: Mapped[str] = mapped_column(String(160), info=name_of("employee_id"))
    person_number: Mapped[str] = mapped_column(String(20), info=PERSONAL)
    post: Mapped[str] = mapped_column(String(160), info=PERSONAL)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[str] = mapped_column(String(180))
    rater_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    rater: Mapped[str] = mapped_column(String(160), info=name_of("rater_id"))
    rater_post: Mapped[str] = mapped_column(String(160))
    rater_reason: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    period_from: Mapped[date | None]
    due_by: Mapped[date | None]
    not_before: Mapped[date | None]
    due_by_why: Mapped[str] = mapped_column(Text)
    not_before_why: Mapped[str] = mapped_column(Text)
    planned_on: Mapped[date | None]
    criteria_approved_on: Mapped[date | None]
    criteria_on: Mapped[date | None]
    self_assessed_on: Mapped[date | None]
    marked_on: Mapped[date | None]
    talk_planned_on: Mapped[date | None]
    talk_place: Mapped[str] = mapped_column(String(200), info=PERSONAL)
    talk_on: Mapped[date | None]
    signed_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    delivery: Mapped[Delivery | None] = mapped_column(StrEnumType(Delivery))
    delivery_note: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    head_delivered_on: Mapped[date | None]
    appeal_on: Mapped[date | None]
    appeal_grounds: Mapped[str] = mapped_column(Text, info=PERSONAL)
    restore_on: Mapped[date | None]
    restore_grounds: Mapped[str] = mapped_column(Text, info=PERSONAL)
    restore_granted: Mapped[bool | None]
    restore_decided_on: Mapped[date | None]
    decision: Mapped[Decision | None] = mapped_column(StrEnumType(Decision))
    decision_on: Mapped[date | None]
    decision_grounds: Mapped[str] = mapped_column(Text, info=PERSONAL)
    decision_delivered_on: Mapped[date | None]
    final_on: Mapped[date | None]
    cancelled_on: Mapped[date | None]
    cancel_reason: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    override_reason: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    origin_reason: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    opinion: Mapped[str] = mapped_column(Text, info=PERSONAL)
    conclusions: Mapped[str] = mapped_column(Text, info=PERSONAL)
    mean: Mapped[int | None]
    level: Mapped[str] = mapped_column(String(60))
    proposed_negative: Mapped[bool]
    verdict: Mapped[Verdict | None] = mapped_column(StrEnumType(Verdict))
    verdict_reason: Mapped[str] = mapped_column(Text, info=PERSONAL)
    seal: Mapped[str] = mapped_column(String(64))
    sort: Mapped[str] = mapped_column(SORT_KEY)
    number_sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    marks: Mapped[list["CriterionMarkRow"]] = relationship(
        order_by="CriterionMarkRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    goals: Mapped[list["GoalRow"]] = relationship(
        order_by="GoalRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    needs: Mapped[list["TrainingNeedRow"]] = relationship(
        order_by="TrainingNeedRow.position", cascade="all, delete-orphan", lazy="selectin"
    )


class CriterionMarkRow(Positioned, Base):
    """A criterion on a sheet."""

    __tablename__ = "evaluation_mark"
    entity: ClassVar[str] = "evaluation"

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id", ondelete="CASCADE"), index=True)
    criterion: Mapped[str] = mapped_column(String(160))
    group: Mapped[str] = mapped_column("group_symbol", String(8))
    weight: Mapped[int | None]
    mark: Mapped[int | None]
    self_mark: Mapped[int | None]
    not_applicable: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, info=PERSONAL)


class GoalRow(Positioned, Base):
    """A development goal."""

    __tablename__ = "evaluation_goal"
    entity: ClassVar[str] = "evaluation"

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id", ondelete="CASCADE"), index=True)
    goal: Mapped[str] = mapped_column(String(400), info=PERSONAL)
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]


class TrainingNeedRow(Positioned, Base):
    """A training need."""

    __tablename__ = "evaluation_need"
    entity: ClassVar[str] = "evaluation"

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id", ondelete="CASCADE"), index=True)
    topic: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    reason: Mapped[str] = mapped_column(String(400), info=PERSONAL)
    wanted_by: Mapped[date | None]
