"""Travel orders (polecenie wyjazdu służbowego) and the bill of what the journey cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from app.core.dates import format_date
from app.core.drafts import day, number, shape_problems, text
from app.core.money import MAX_GROSZE
from app.core.opening_hours import parse_time
from app.core.problems import Problem

LONGEST = 365
"""Days between the first and the last day of a journey at home; more is a slip of the keyboard."""


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
    """A bill or ticket, in grosze; ``nights`` of lodging.

    ``above_cap_agreed``: the employer agreed to repay lodging above the cap.
    """

    kind: BillKind = BillKind.FARE
    amount: int | None = number(0, MAX_GROSZE)
    nights: int | None = number(1, 99)
    document: str = text(160)
    above_cap_agreed: bool = False


@dataclass(frozen=True, kw_only=True)
class TravelOrderDraft:
    """What the form of an order and of its settlement edits; ``advance`` is grosze paid beforehand.

    ``allowance_rate`` is a daily allowance in grosze that replaces the program's, which may be out of date.
    """

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
    allowance_rate: int | None = number(1, 100_000)
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
    state: TravelState
    cancel_reason: str
    allowance: int
    fares: int
    lodging: int
    other: int
    total: int
    balance: int


def moment(on: date | None, at: str) -> datetime | None:
    """A local moment without a zone from a day and ``HH:MM``; None while one of them is missing or unreadable."""
    try:
        return None if on is None else datetime.combine(on, time.fromisoformat(parse_time(at)))
    except ValueError:
        return None


def validate(draft: TravelOrderDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft), *_legs(draft), *_meals(draft), *_bills(draft))


def _rules(draft: TravelOrderDraft) -> Iterator[Problem]:
    for name in ("employee_id", "starts_on", "ends_on", "ordered_on"):
        if getattr(draft, name) is None:
            yield Problem(name, "required")
    if draft.starts_on is not None and draft.ends_on is not None:
        if draft.ends_on < draft.starts_on:
            yield Problem("ends_on", "ends_before_start", {"day": format_date(draft.starts_on)})
        elif (draft.ends_on - draft.starts_on).days > LONGEST:
            yield Problem("ends_on", "too_long_journey", {"days": LONGEST})
    if draft.vehicle is None and draft.transport is Transport.OWN_CAR:
        yield Problem("vehicle", "vehicle_needed")


def _legs(draft: TravelOrderDraft) -> Iterator[Problem]:
    before: datetime | None = None
    for index, leg in enumerate(draft.legs):
        for at in ("departs_at", "arrives_at"):
            text_at = getattr(leg, at)
            if text_at and moment(date(2000, 1, 1), text_at) is None:
                yield Problem(f"legs.{index}.{at}", "bad_time", {"value": text_at})
        departs, arrives = moment(leg.departs_on, leg.departs_at), moment(leg.arrives_on, leg.arrives_at)
        if before is not None and departs is not None and departs < before:
            yield Problem(f"legs.{index}.departs_at", "departs_before_arrival")
        if departs is not None and arrives is not None and arrives <= departs:
            yield Problem(f"legs.{index}.arrives_at", "arrives_before_departure")
        before = arrives or departs or before


def _meals(draft: TravelOrderDraft) -> Iterator[Problem]:
    seen: set[date] = set()
    for index, meals in enumerate(draft.meals):
        if meals.on is None:
            yield Problem(f"meals.{index}.on", "required")
        elif meals.on in seen:
            yield Problem(f"meals.{index}.on", "day_twice", {"day": format_date(meals.on)})
        else:
            seen.add(meals.on)


def _bills(draft: TravelOrderDraft) -> Iterator[Problem]:
    for index, bill in enumerate(draft.bills):
        if bill.amount is None:
            yield Problem(f"bills.{index}.amount", "required")
        if bill.kind is BillKind.LODGING and bill.nights is None:
            yield Problem(f"bills.{index}.nights", "nights_needed")
        elif bill.kind is not BillKind.LODGING and bill.nights is not None:
            yield Problem(f"bills.{index}.nights", "nights_of_no_lodging")
