"""The tables of participations in trainings."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.registers.trainings.courses.domain import Component
from app.registers.trainings.participations.domain import Attendance, Outcome, Seat, Step
from db.base import Base, Positioned, Versioned
from db.personal import OWNER, PERSONAL, name_of
from db.types import SORT_KEY, StrEnumType


class ParticipationRow(Versioned, Base):
    """One person in one training; ``sort`` orders by the person's name, ``number_sort`` by number."""

    __tablename__ = "training_participation"
    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "deleted_at", "sort", "id"),
        Index(None, "deleted_at", "course_id"),
        Index(None, "deleted_at", "employee_id"),
        Index("ix_training_participation_waiting", "deleted_at", "outcome", "waiting_for", "waiting_since"),
    )
    entity: ClassVar[str] = "training_participation"

    number: Mapped[str] = mapped_column(String(40))
    course_id: Mapped[int] = mapped_column(ForeignKey("training_course.id"), index=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True, info=OWNER)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("training_need.id"), index=True)
    person: Mapped[str] = mapped_column(String(160), info=name_of("employee_id"))
    person_number: Mapped[str] = mapped_column(String(20), info=PERSONAL)
    post: Mapped[str] = mapped_column(String(160), info=PERSONAL)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[str] = mapped_column(String(12))
    requested_on: Mapped[date]
    justification: Mapped[str] = mapped_column(Text, info=PERSONAL)
    duties: Mapped[str] = mapped_column(String(400), info=PERSONAL)
    goal: Mapped[str] = mapped_column(String(400), info=PERSONAL)
    criteria: Mapped[tuple[str, ...]]
    budget_line: Mapped[str] = mapped_column(String(40))
    head_opinion: Mapped[str] = mapped_column(Text, info=PERSONAL)
    secretary_opinion: Mapped[str] = mapped_column(Text, info=PERSONAL)
    treasurer_opinion: Mapped[str] = mapped_column(Text, info=PERSONAL)
    no_offer_reason: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    certificate: Mapped[str] = mapped_column(String(80), info=PERSONAL)
    certificate_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, info=PERSONAL)
    seat: Mapped[Seat] = mapped_column(StrEnumType(Seat))
    outcome: Mapped[Outcome] = mapped_column(StrEnumType(Outcome))
    outcome_on: Mapped[date | None]
    outcome_reason: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    waiting_for: Mapped[Step | None] = mapped_column(StrEnumType(Step))
    waiting_since: Mapped[date | None]
    attendance: Mapped[Attendance] = mapped_column(StrEnumType(Attendance))
    missed: Mapped[tuple[str, ...]]
    content: Mapped[int | None]
    lecturer: Mapped[int | None]
    usefulness: Mapped[int | None]
    materials: Mapped[int | None]
    organisation: Mapped[int | None]
    value: Mapped[int | None]
    applied: Mapped[str] = mapped_column(Text, info=PERSONAL)
    recommended: Mapped[bool | None]
    complaint: Mapped[str] = mapped_column(Text, info=PERSONAL)
    head_remarks: Mapped[str] = mapped_column(Text, info=PERSONAL)
    mean: Mapped[int | None]
    travel_costs: Mapped[int] = mapped_column(BigInteger)
    lodging_costs: Mapped[int] = mapped_column(BigInteger)
    effect_on: Mapped[date | None]
    effect_mark: Mapped[int | None]
    effect_note: Mapped[str] = mapped_column(Text, info=PERSONAL)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    number_sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
    steps: Mapped[list["StepRow"]] = relationship(
        order_by="StepRow.position", cascade="all, delete-orphan", lazy="selectin"
    )
    costs: Mapped[list["OwnCostRow"]] = relationship(
        order_by="OwnCostRow.position", cascade="all, delete-orphan", lazy="selectin"
    )


class StepRow(Positioned, Base):
    """A step that was taken or skipped."""

    __tablename__ = "training_step"
    entity: ClassVar[str] = "training_participation"

    participation_id: Mapped[int] = mapped_column(
        ForeignKey("training_participation.id", ondelete="CASCADE"), index=True
    )
    step: Mapped[Step] = mapped_column(StrEnumType(Step))
    done_on: Mapped[date | None]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    actor: Mapped[str] = mapped_column(String(160), info=name_of("actor_id"))
    document: Mapped[str] = mapped_column(String(160), info=PERSONAL)
    reason: Mapped[str] = mapped_column(String(300), info=PERSONAL)


class OwnCostRow(Positioned, Base):
    """A cost of this person's participation, in grosze."""

    __tablename__ = "training_own_cost"
    entity: ClassVar[str] = "training_participation"

    participation_id: Mapped[int] = mapped_column(
        ForeignKey("training_participation.id", ondelete="CASCADE"), index=True
    )
    component: Mapped[Component] = mapped_column(StrEnumType(Component))
    amount: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(String(200), info=PERSONAL)


class ShareRow(Base):
    """What the participation costs altogether, grosze by component; ``total`` is their sum less the co-funding.

    There is a row for each participation that counts, and for no other: whoever sees own people only learns from it
    how many places of a training are taken. Derived and without a version of its own: a new participant changes the
    shares of all, and no form that is open for one of them may come into conflict over that.
    """

    __tablename__ = "training_share"
    entity: ClassVar[str] = "training_participation"

    participation_id: Mapped[int] = mapped_column(
        ForeignKey("training_participation.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    course_id: Mapped[int] = mapped_column(ForeignKey("training_course.id"), index=True)
    fee: Mapped[int] = mapped_column(BigInteger)
    vat: Mapped[int] = mapped_column(BigInteger)
    travel: Mapped[int] = mapped_column(BigInteger)
    lodging: Mapped[int] = mapped_column(BigInteger)
    internal: Mapped[int] = mapped_column(BigInteger)
    co_funding: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int] = mapped_column(BigInteger)
