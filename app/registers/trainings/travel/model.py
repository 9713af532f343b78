"""The table of travel orders."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.registers.trainings.travel.domain import Transport, TravelState, Vehicle
from db.base import Base, Versioned
from db.personal import OWNER, PERSONAL, name_of
from db.types import SORT_KEY, JsonValue, StrEnumType


class TravelOrderRow(Versioned, Base):
    """One order; ``legs``, ``meals`` and ``bills`` are JSON lists of the dataclasses of the domain."""

    __tablename__ = "travel_order"
    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "deleted_at", "starts_on", "id"),
        Index(None, "deleted_at", "participation_id"),
    )
    entity: ClassVar[str] = "travel_order"

    number: Mapped[str] = mapped_column(String(40))
    participation_id: Mapped[int | None] = mapped_column(ForeignKey("training_participation.id"), index=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True, info=OWNER)
    person: Mapped[str] = mapped_column(String(160), info=name_of("employee_id"))
    post: Mapped[str] = mapped_column(String(160), info=PERSONAL)
    unit: Mapped[str] = mapped_column(String(12))
    destination: Mapped[str] = mapped_column(String(160), info=PERSONAL)
    purpose: Mapped[str] = mapped_column(String(400), info=PERSONAL)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    transport: Mapped[Transport] = mapped_column(StrEnumType(Transport))
    vehicle: Mapped[Vehicle | None] = mapped_column(StrEnumType(Vehicle))
    plate: Mapped[str] = mapped_column(String(12), info=PERSONAL)
    ordered_on: Mapped[date]
    ordered_by: Mapped[str] = mapped_column(String(160))
    advance: Mapped[int | None] = mapped_column(BigInteger)
    legs: Mapped[Any] = mapped_column(JsonValue, info=PERSONAL)
    meals: Mapped[Any] = mapped_column(JsonValue)
    bills: Mapped[Any] = mapped_column(JsonValue, info=PERSONAL)
    lump_nights: Mapped[int | None]
    local_transport: Mapped[bool]
    allowance_rate: Mapped[int | None] = mapped_column(BigInteger)
    settled_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, info=PERSONAL)
    state: Mapped[TravelState] = mapped_column(StrEnumType(TravelState))
    cancel_reason: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    allowance: Mapped[int] = mapped_column(BigInteger)
    fares: Mapped[int] = mapped_column(BigInteger)
    lodging: Mapped[int] = mapped_column(BigInteger)
    other: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int] = mapped_column(BigInteger)
    balance: Mapped[int] = mapped_column(BigInteger)
    sort: Mapped[str] = mapped_column(SORT_KEY)
    number_sort: Mapped[str] = mapped_column(SORT_KEY)
    find: Mapped[str] = mapped_column(Text)
