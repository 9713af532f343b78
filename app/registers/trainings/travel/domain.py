"""Travel orders (polecenie wyjazdu służbowego) and the bill of what the journey cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.drafts import day, number, shape_problems, text
from app.core.money import MAX_GROSZE
from app.core.problems import Problem


class Transport(StrEnum):
    """Means of transport."""

    TRAIN = "train"
    BUS = "bus"
    OFFICE_CAR = "office_car"
    OWN_CAR = "own_car"
    OTHER = "other"


class Vehicle(StrEnum):
    """What own vehicle it is; the rate for a kilometre depends on it."""

    CAR_ABOVE_900 = "car_above_900"
    CAR_UP_TO_900 = "car_up_to_900"
    MOTORCYCLE = "motorcycle"
    MOPED = "moped"


class BillKind(StrEnum):
    """What a bill or ticket is for."""

    FARE = "fare"
    LODGING = "lodging"
    OTHER = "other"


class TravelState(StrEnum):
    """Where an order stands."""

    ORDERED = "ordered"
    SETTLED = "settled"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Leg:
    """One stretch of the journey; times are local, ``HH:MM``."""

    from_place: str = text(120)
    departs_on: date | None = day()
    departs_at: str = text(5)
    to_place: str = text(120)
    arrives_on: date | None = day()
    arrives_at: str = text(5)
    transport: Transport = Transport.TRAIN
    kilometres: int | None = number(0, 99_999)


@dataclass(frozen=True, kw_only=True)
class Meals:
    """Meals that somebody else paid for on one day."""

    on: date | None = day()
    breakfast: bool = False
    lunch: bool = False
    dinner: bool = False


@dataclass(frozen=True, kw_only=True)
class Bill:
    """A bill or ticket, in grosze; ``nights`` of lodging."""

    kind: BillKind = BillKind.FARE
    amount: int | None = number(0, MAX_GROSZE)
    nights: int | None = number(1, 99)
    document: str = text(160)


@dataclass(frozen=True, kw_only=True)
class TravelOrderDraft:
    """What the form of an order and of its settlement edits; ``advance`` is grosze paid beforehand."""

    participation_id: int | None = None
    employee_id: int | None = None
    destination: str = text(160, required=True)
    purpose: str = text(400, required=True)
    starts_on: date | None = day()
    ends_on: date | None = day()
    transport: Transport = Transport.TRAIN
    vehicle: Vehicle | None = None
    plate: str = text(12)
    ordered_on: date | None = day()
    ordered_by: str = text(160)
    advance: int | None = number(0, MAX_GROSZE)
    legs: tuple[Leg, ...] = ()
    meals: tuple[Meals, ...] = ()
    bills: tuple[Bill, ...] = ()
    lump_nights: int | None = number(0, 99)
    local_transport: bool = False
    settled_on: date | None = day()
    note: str = text(1000)


@dataclass(frozen=True, kw_only=True)
class TravelOrder(TravelOrderDraft):
    """An order as saved; amounts are grosze, ``balance`` is what the office still owes (negative: is owed)."""

    id: int
    version: int
    number: str
    person: str
    post: str
    unit: str
    topic: str
    state: TravelState
    cancel_reason: str
    allowance: int
    fares: int
    lodging: int
    other: int
    total: int
    balance: int


def validate(draft: TravelOrderDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: TravelOrderDraft) -> Iterator[Problem]:
    for name in ("employee_id", "starts_on", "ends_on", "ordered_on"):
        if getattr(draft, name) is None:
            yield Problem(name, "required")
    if draft.starts_on is not None and draft.ends_on is not None and draft.ends_on < draft.starts_on:
        yield Problem("ends_on", "ends_before_start")
