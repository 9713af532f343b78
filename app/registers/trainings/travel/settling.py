"""A draft as a journey with its bill, and what is still missing before it can be settled."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.money import format_money
from app.core.polish import plural
from app.core.problems import Problem
from app.registers.trainings.travel.allowance import (
    DAY,
    Account,
    Drive,
    Expense,
    Hotel,
    Line,
    LineKind,
    Trip,
    account,
    in_words,
    lump_sum_nights,
    nights,
)
from app.registers.trainings.travel.domain import LONGEST, BillKind, Leg, Transport, TravelOrderDraft, moment
from app.registers.trainings.travel.domain import validate as order_problems
from app.registers.trainings.travel.rates import TravelRates, travel_rates


@dataclass(frozen=True)
class Amounts:
    """What an order keeps of its bill, in grosze; ``balance`` is negative when the traveller gives money back."""

    allowance: int = 0
    fares: int = 0
    lodging: int = 0
    other: int = 0
    total: int = 0
    balance: int = 0


def journey(draft: TravelOrderDraft) -> tuple[datetime, datetime] | None:
    """The first departure and the last arrival; None while they are not known."""
    if not draft.legs:
        return None
    first, last = draft.legs[0], draft.legs[-1]
    departure, back = moment(first.departs_on, first.departs_at), moment(last.arrives_on, last.arrives_at)
    return None if departure is None or back is None or back <= departure else (departure, back)


def proposed(draft: TravelOrderDraft, from_place: str) -> TravelOrderDraft:
    """The draft with a way there and back, by the ordered days and means, where it has no legs yet."""
    if draft.legs:
        return draft
    there = Leg(
        from_place=from_place,
        departs_on=draft.starts_on,
        to_place=draft.destination[:120],
        arrives_on=draft.starts_on,
        transport=draft.transport,
    )
    back = Leg(
        from_place=draft.destination[:120],
        departs_on=draft.ends_on,
        to_place=from_place,
        arrives_on=draft.ends_on,
        transport=draft.transport,
    )
    return replace(draft, legs=(there, back))


def validate(draft: TravelOrderDraft) -> tuple[Problem, ...]:
    """Every broken rule of a settlement: those of the order and what the bill cannot do without."""
    found = (*order_problems(draft), *_legs(draft), *_day(draft))
    return found or (*_against_the_journey(draft), *_rates(draft))


def account_of(draft: TravelOrderDraft) -> Account | None:
    """The bill; None while something that it follows from is missing or wrong."""
    legs = tuple(replace(leg, from_place=leg.from_place or "?", to_place=leg.to_place or "?") for leg in draft.legs)
    told = replace(draft, legs=legs, settled_on=_last_day(draft))
    return None if validate(told) else _account(told)


def amounts(draft: TravelOrderDraft) -> Amounts:
    """What a settled order keeps; ValueError for a draft that ``validate`` refuses."""
    found = _account(draft)
    return Amounts(
        allowance=found.of(LineKind.ALLOWANCE, LineKind.MEALS),
        fares=found.of(LineKind.FARE, LineKind.MILEAGE),
        lodging=found.of(LineKind.LODGING),
        other=found.of(LineKind.LOCAL, LineKind.OTHER),
        total=found.total,
        balance=found.total - (draft.advance or 0),
    )


def quantity_words(line: Line) -> str:
    """``2 diety``, ``0,5 diety``, ``96 km``; blank for a single document."""
    if not line.unit:
        return ""
    forms = _UNITS.get(line.unit)
    if forms is None:
        return f"{_decimal(line.quantity)} {line.unit}"
    whole = line.quantity.denominator == 1
    return f"{_decimal(line.quantity)} {plural(int(line.quantity), *forms) if whole else forms[1]}"


def rate_words(line: Line) -> str:
    """``45,00 zł``, ``0,8358 zł``; blank for a single document."""
    if not line.unit:
        return ""
    whole = line.rate.denominator == 1
    return format_money(int(line.rate)) if whole else f"{_decimal(line.rate / 100)}\u00a0zł"


def _decimal(value: Fraction) -> str:
    """At most four decimals, with a comma."""
    return f"{float(value):.4f}".rstrip("0").rstrip(".").replace(".", ",")


_UNITS = {
    "dieta": ("dieta", "diety", "diet"),
    "doba": ("doba", "doby", "dób"),
    "noc": ("noc", "noce", "nocy"),
}


def settle_by(draft: TravelOrderDraft) -> date | None:
    """The last day to settle the costs (§ 5 of the regulation); None while the days are unknown."""
    last = _last_day(draft)
    if last is None:
        return None
    rates = travel_rates()
    # an older order is late by any rule
    rules = rates.rules_on(max(last, rates.rules[0].valid_from))
    return last + rules.settle_within_days * DAY


def _last_day(draft: TravelOrderDraft) -> date | None:
    known = journey(draft)
    return draft.ends_on if known is None else known[1].date()


def _account(draft: TravelOrderDraft) -> Account:
    known = travel_rates()
    found = account(_trip(draft), _rates_of(draft, known))
    if draft.allowance_rate is None:
        return found
    entered, usual = format_money(draft.allowance_rate), known.allowance_on(_trip(draft).departure.date()).daily
    remark = f"Dietę policzono według stawki {entered} z tego rozliczenia, a nie {format_money(usual)} z programu."
    return replace(found, remarks=(*found.remarks, remark))


def _rates_of(draft: TravelOrderDraft, known: TravelRates) -> TravelRates:
    return known if draft.allowance_rate is None else known.with_daily(draft.allowance_rate)


def _trip(draft: TravelOrderDraft) -> Trip:
    known = journey(draft)
    if known is None:
        raise ValueError(draft.legs)
    bills = draft.bills
    return Trip(
        departure=known[0],
        back=known[1],
        meals=draft.meals,
        hotels=[
            Hotel(each.nights or 0, each.amount or 0, each.above_cap_agreed)
            for each in bills
            if each.kind is BillKind.LODGING
        ],
        lump_nights=draft.lump_nights or 0,
        local_transport=draft.local_transport,
        drives=[
            Drive(leg.departs_on, leg.kilometres or 0, draft.vehicle)
            for leg in draft.legs
            if leg.transport is Transport.OWN_CAR and leg.departs_on is not None and draft.vehicle is not None
        ],
        expenses=[
            Expense(each.document or _NAMES[each.kind], each.amount or 0, each.kind is BillKind.FARE)
            for each in bills
            if each.kind is not BillKind.LODGING
        ],
    )


_NAMES = {BillKind.FARE: "Bilet", BillKind.OTHER: "Inny wydatek"}


def _legs(draft: TravelOrderDraft) -> Iterator[Problem]:
    if not draft.legs:
        yield Problem("legs", "no_legs")
    for index, leg in enumerate(draft.legs):
        for name in ("from_place", "departs_on", "departs_at", "to_place", "arrives_on", "arrives_at"):
            if not getattr(leg, name):
                yield Problem(f"legs.{index}.{name}", "required")
        if leg.transport is Transport.OWN_CAR and leg.kilometres is None:
            yield Problem(f"legs.{index}.kilometres", "kilometres_needed")
    driven = any(leg.transport is Transport.OWN_CAR for leg in draft.legs)
    if driven and draft.vehicle is None and draft.transport is not Transport.OWN_CAR:
        yield Problem("vehicle", "vehicle_needed")


def _day(draft: TravelOrderDraft) -> Iterator[Problem]:
    last = _last_day(draft)
    if draft.settled_on is None:
        yield Problem("settled_on", "required")
    elif last is not None and draft.settled_on < last:
        yield Problem("settled_on", "settled_too_early", {"day": format_date(last)})


def _against_the_journey(draft: TravelOrderDraft) -> Iterator[Problem]:
    known = journey(draft)
    if known is None:
        yield Problem("legs", "no_legs")
        return
    first, last = known[0].date(), known[1].date()
    if draft.starts_on and draft.ends_on and not (first <= draft.ends_on and draft.starts_on <= last):
        details = {"first": format_date(draft.starts_on), "last": format_date(draft.ends_on)}
        yield Problem("legs.0.departs_on", "not_the_ordered_days", details)
    if (last - first).days > LONGEST:
        yield Problem(f"legs.{len(draft.legs) - 1}.arrives_on", "too_long_journey", {"days": LONGEST})
    for index, meals in enumerate(draft.meals):
        if meals.on is not None and not first <= meals.on <= last:
            details = {"first": format_date(first), "last": format_date(last)}
            yield Problem(f"meals.{index}.on", "meal_outside", details)


def _rates(draft: TravelOrderDraft) -> Iterator[Problem]:
    known = journey(draft)
    if known is None:
        return
    rates = _rates_of(draft, travel_rates())
    try:
        rules = rates.rules_on(known[0].date())
        rates.allowance_on(known[0].date())
    except Refusal:
        day = format_date(travel_rates().rules[0].valid_from)
        yield Problem("legs.0.departs_on", "before_the_rates", {"day": day})
        return
    slept, billed = len(nights(*known)), sum(each.nights or 0 for each in draft.bills)
    if billed > slept:
        last = max(index for index, each in enumerate(draft.bills) if each.nights)
        yield Problem(f"bills.{last}.nights", "too_many_nights", {"nights": slept, "billed": billed})
    elif (draft.lump_nights or 0) > (most := min(slept - billed, len(lump_sum_nights(*known, rules)))):
        details = {
            "nights": most,
            "hours": in_words(timedelta(hours=rules.night_least_hours), accusative=True),
            "first": rules.night_from,
            "last": rules.night_to,
        }
        yield Problem("lump_nights", "too_many_lump_nights", details)
