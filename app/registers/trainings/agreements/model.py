"""The table of training agreements."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.registers.trainings.agreements.domain import Ending
from db.base import Base, Versioned
from db.personal import OWNER, PERSONAL, name_of
from db.types import SORT_KEY, StrEnumType


class AgreementRow(Versioned, Base):
    """One agreement; amounts are grosze."""

    __tablename__ = "training_agreement"
    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "deleted_at", "sort", "id"),
    )
    entity: ClassVar[str] = "training_agreement"

    number: Mapped[str] = mapped_column(String(40))
    participation_id: Mapped[int | None] = mapped_column(ForeignKey("training_participation.id"), index=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True, info=OWNER)
    person: Mapped[str] = mapped_column(String(160), info=name_of("employee_id"))
    post: Mapped[str] = mapped_column(String(160), info=PERSONAL)
    unit: Mapped[str] = mapped_column(String(12))
    signed_on: Mapped[date]
    subject: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    training_starts_on: Mapped[date | None]
    training_ends_on: Mapped[date | None]
    cost: Mapped[int | None] = mapped_column(BigInteger)
    months: Mapped[int | None]
    leave_days: Mapped[int | None]
    benefits: Mapped[str] = mapped_column(Text, info=PERSONAL)
    duties: Mapped[str] = mapped_column(Text, info=PERSONAL)
    left_on: Mapped[date | None]
    ending: Mapped[Ending | None] = mapped_column(StrEnumType(Ending))
    waived: Mapped[int | None] = mapped_column(BigInteger)
    waived_reason: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    repaid_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, info=PERSONAL)
    stay_until: Mapped[date | None]
    repayment: Mapped[int | None] = mapped_column(BigInteger)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    number_sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
