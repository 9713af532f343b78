"""Travel orders: numbers, rules, the settlement with the cost of the training in one transaction, every way back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.errors import Conflict, Invalid, NotAllowed, Refusal
from app.core.permissions import Actor
from app.core.records import Outcome, Query
from app.registers.trainings.travel.domain import (
    Bill,
    BillKind,
    Leg,
    Meals,
    Transport,
    TravelOrder,
    TravelState,
    Vehicle,
)
from tests.registers.trainings.travel.orders import (
    MONDAY,
    RETURN,
    TUESDAY,
    order,
    own_car,
    participation,
    person,
    settlement,
)

BOTH_ENGINES = True


@pytest.fixture
def ewa(services: Services) -> int:
    """Somebody employed."""
    return person(services, employed_from=date(2020, 1, 1), employed_to=date(2026, 12, 31))


def _always(actor: Actor) -> Callable[[], Actor]:
    return lambda: actor


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in refusal.value.problems]


def cost(services: Services, participation_id: int) -> tuple[int, int, int]:
    """What the participation's travel, its lodging and all of it cost."""
    found = services.participations.get(participation_id)
    return found.travel_costs, found.lodging_costs, found.cost


# -- issuing ---------------------------------------------------------------------------------------------------


def test_orders_are_numbered_in_each_year_and_keep_who_went(services: Services, ewa: int) -> None:
    first = services.travel_orders.create(order(ewa)).record
    second = services.travel_orders.create(order(ewa, starts_on=date(2025, 5, 5), ends_on=date(2025, 5, 5))).record
    other_year = order(ewa, starts_on=date(2026, 1, 5), ends_on=date(2026, 1, 5), ordered_on=date(2026, 1, 2))
    third = services.travel_orders.create(other_year).record

    assert [each.number for each in (first, second, third)] == ["D/1/2025", "D/2/2025", "D/1/2026"]
    assert (first.person, first.post, first.unit, first.state) == ("Ewa Żak", "inspektor", "OR", TravelState.ORDERED)
    assert (first.total, first.balance) == (0, 0)
    assert [each.number for each in services.travel_orders.all()] == ["D/1/2026", "D/2/2025", "D/1/2025"]


def test_everything_is_filled_in_from_the_participation(services: Services, ewa: int) -> None:
    taking_part = participation(services, ewa)

    draft = services.travel_orders.draft_for(taking_part)
    assert (draft.employee_id, draft.participation_id, draft.destination) == (ewa, taking_part, "Opole")
    assert draft.purpose == "udział w szkoleniu „Kodeks postępowania administracyjnego”"
    assert (draft.starts_on, draft.ends_on, draft.ordered_on) == (MONDAY, TUESDAY, date(2026, 11, 22))
    assert services.travel_orders.create(draft).record.participation_id == taking_part


@pytest.mark.parametrize(
    ("values", "place", "code"),
    [
        ({"employee_id": None}, "employee_id", "required"),
        ({"employee_id": 999}, "employee_id", "missing_reference"),
        ({"participation_id": 999}, "participation_id", "missing_reference"),
        ({"destination": " "}, "destination", "required"),
        ({"purpose": ""}, "purpose", "required"),
        ({"starts_on": None}, "starts_on", "required"),
        ({"ordered_on": None}, "ordered_on", "required"),
        ({"ends_on": date(2025, 3, 9)}, "ends_on", "ends_before_start"),
        ({"ends_on": date(2026, 3, 11)}, "ends_on", "too_long_journey"),
        ({"starts_on": date(2019, 12, 31), "ends_on": date(2019, 12, 31)}, "starts_on", "not_employed"),
        ({"starts_on": date(2026, 12, 31), "ends_on": date(2027, 1, 1)}, "ends_on", "not_employed"),
        ({"transport": Transport.OWN_CAR}, "vehicle", "vehicle_needed"),
        ({"advance": -1}, "advance", "out_of_range"),
    ],
)
def test_a_bad_order_is_refused_at_its_place(
    services: Services, ewa: int, values: dict[str, Any], place: str, code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        services.travel_orders.create(replace(order(ewa), **values))

    assert codes(refusal) == [(place, code)]
    assert services.travel_orders.count(Query()) == 0


def test_nobody_is_in_two_places_on_one_day(services: Services, ewa: int) -> None:
    first = services.travel_orders.create(order(ewa)).record
    next_day = order(ewa, starts_on=TUESDAY, ends_on=date(2025, 3, 12))
    with pytest.raises(Invalid, match=r"delegację D/1/2025 \(10\.03\.2025 – 11\.03\.2025\)"):
        services.travel_orders.create(next_day)
    services.travel_orders.create(order(person(services, "Nowak")))

    services.travel_orders.cancel(first.id, first.version, "szkolenie odwołane")
    taken = services.travel_orders.create(next_day).record
    assert taken.number == "D/3/2025"
    cancelled = services.travel_orders.get(first.id)
    with pytest.raises(Invalid, match="D/3/2025"):
        services.travel_orders.restore(cancelled.id, cancelled.version)


def test_the_participation_must_be_the_persons_own(services: Services, ewa: int) -> None:
    taking_part = participation(services, ewa)

    with pytest.raises(Invalid, match=r"innej osoby \(Ewa Żak\)"):
        services.travel_orders.create(order(person(services, "Nowak"), participation_id=taking_part))


# -- settling --------------------------------------------------------------------------------------------------


def test_a_settlement_counts_the_bill_and_flows_into_the_training(services: Services, ewa: int) -> None:
    taking_part = participation(services, ewa)
    issued = services.travel_orders.create(order(ewa, participation_id=taking_part)).record
    assert cost(services, taking_part) == (0, 0, 40_000)

    outcome = services.travel_orders.settle(issued.id, issued.version, settlement(ewa, participation_id=taking_part))
    settled = outcome.record
    assert (settled.allowance, settled.fares, settled.lodging, settled.other) == (9_000 - 2_250, 3_050, 20_000, 0)
    assert (settled.total, settled.balance, settled.state) == (29_800, 24_800, TravelState.SETTLED)
    assert outcome.message == "Rozliczono delegację D/1/2025: do wypłaty 248,00\N{NO-BREAK SPACE}zł."
    assert cost(services, taking_part) == (9_800, 20_000, 40_000 + 29_800)

    assert outcome.undo is not None
    back = outcome.undo.run()
    assert (back.record.state, back.record.total, back.record.legs) == (TravelState.ORDERED, 0, ())
    assert cost(services, taking_part) == (0, 0, 40_000)
    assert back.undo is not None
    assert back.undo.run().record.total == 29_800
    assert cost(services, taking_part) == (9_800, 20_000, 69_800)


def test_two_orders_of_one_participation_add_up(services: Services, ewa: int) -> None:
    taking_part = participation(services, ewa)
    for day in (MONDAY, TUESDAY):
        draft = order(ewa, participation_id=taking_part, starts_on=day, ends_on=day)
        issued = services.travel_orders.create(draft).record
        legs = tuple(replace(leg, departs_on=day, arrives_on=day) for leg in RETURN)
        done = replace(draft, legs=legs, settled_on=TUESDAY, bills=(Bill(kind=BillKind.FARE, amount=1_000),))
        services.travel_orders.settle(issued.id, issued.version, done)

    # ten hours give half an allowance
    assert cost(services, taking_part)[:2] == (2 * (2_250 + 1_000), 0)


def test_a_settlement_is_corrected_and_taken_back(services: Services, ewa: int) -> None:
    issued = services.travel_orders.create(order(ewa)).record
    settled = services.travel_orders.settle(issued.id, issued.version, settlement(ewa)).record

    outcome = services.travel_orders.settle(settled.id, settled.version, settlement(ewa, meals=(), advance=50_000))
    assert outcome.record.balance == 32_050 - 50_000
    assert outcome.message == "Poprawiono rozliczenie delegacji D/1/2025: do zwrotu 179,50\N{NO-BREAK SPACE}zł."
    assert outcome.undo is not None
    assert outcome.undo.run().record.total == 29_800

    again = services.travel_orders.get(issued.id)
    open_again = services.travel_orders.unsettle(again.id, again.version).record
    # what was entered is not entered twice
    assert (open_again.state, open_again.settled_on, open_again.legs) == (TravelState.ORDERED, None, RETURN)
    with pytest.raises(Refusal, match="nie jest rozliczona"):
        services.travel_orders.unsettle(open_again.id, open_again.version)


@pytest.mark.parametrize(
    ("values", "place", "code"),
    [
        ({"legs": ()}, "legs", "no_legs"),
        ({"legs": (replace(RETURN[0], departs_at=""), RETURN[1])}, "legs.0.departs_at", "required"),
        ({"legs": (replace(RETURN[0], departs_at="25:00"), RETURN[1])}, "legs.0.departs_at", "bad_time"),
        ({"legs": (replace(RETURN[0], arrives_at="06:59"), RETURN[1])},
         "legs.0.arrives_at", "arrives_before_departure"),
        ({"legs": RETURN[::-1]}, "legs.1.departs_at", "departs_before_arrival"),
        ({"legs": (replace(RETURN[0], transport=Transport.OWN_CAR), RETURN[1]), "vehicle": Vehicle.MOPED},
         "legs.0.kilometres", "kilometres_needed"),
        ({"settled_on": None}, "settled_on", "required"),
        ({"settled_on": MONDAY}, "settled_on", "settled_too_early"),
        ({"settled_on": date(2026, 11, 23)}, "settled_on", "settled_ahead"),
        ({"meals": (Meals(on=date(2025, 3, 12), lunch=True),)}, "meals.0.on", "meal_outside"),
        ({"meals": (Meals(on=MONDAY, lunch=True), Meals(on=MONDAY, dinner=True))}, "meals.1.on", "day_twice"),
        ({"bills": (Bill(kind=BillKind.LODGING, amount=100),)}, "bills.0.nights", "nights_needed"),
        ({"bills": (Bill(kind=BillKind.FARE, amount=100, nights=1),)}, "bills.0.nights", "nights_of_no_lodging"),
        ({"bills": (Bill(kind=BillKind.FARE),)}, "bills.0.amount", "required"),
        ({"bills": (Bill(kind=BillKind.LODGING, amount=100, nights=2),)}, "bills.0.nights", "too_many_nights"),
        ({"lump_nights": 1}, "lump_nights", "too_many_lump_nights"),
        ({"starts_on": date(2025, 4, 1), "ends_on": date(2025, 4, 2)}, "legs.0.departs_on", "not_the_ordered_days"),
    ],
)  # fmt: skip
def test_a_bad_settlement_is_refused_at_its_place_and_nothing_is_saved(
    services: Services, ewa: int, values: dict[str, Any], place: str, code: str
) -> None:
    issued = services.travel_orders.create(order(ewa)).record
    with pytest.raises(Invalid) as refusal:
        services.travel_orders.settle(issued.id, issued.version, replace(settlement(ewa), **values))

    assert codes(refusal) == [(place, code)]
    assert services.travel_orders.get(issued.id) == issued


def test_a_journey_in_ones_own_vehicle_needs_its_kind(services: Services, ewa: int) -> None:
    issued = services.travel_orders.create(order(ewa)).record
    driven = own_car(settlement(ewa), 48)
    with pytest.raises(Invalid) as refusal:
        services.travel_orders.settle(issued.id, issued.version, driven)
    assert codes(refusal) == [("vehicle", "vehicle_needed")]

    driven = replace(driven, vehicle=Vehicle.CAR_UP_TO_900)
    assert services.travel_orders.settle(issued.id, issued.version, driven).record.fares == 3_050 + 96 * 89


def test_a_journey_older_than_the_rates_is_refused_in_polish(services: Services) -> None:
    days = {"starts_on": date(2012, 3, 5), "ends_on": date(2012, 3, 5), "ordered_on": date(2012, 3, 1)}
    old = person(services)
    issued = services.travel_orders.create(order(old, **days)).record
    leg = Leg(
        from_place="A", to_place="B", departs_on=date(2012, 3, 5), departs_at="7:00",
        arrives_on=date(2012, 3, 5), arrives_at="20:00",
    )  # fmt: skip
    with pytest.raises(Invalid, match=r"zna stawki diet od 01\.03\.2013"):
        services.travel_orders.settle(
            issued.id, issued.version, order(old, **days, legs=(leg,), settled_on=date(2012, 3, 6))
        )


def test_another_daily_allowance_counts_everywhere_and_is_remarked(services: Services, ewa: int) -> None:
    issued = services.travel_orders.create(order(ewa)).record
    draft = settlement(ewa, meals=(), bills=(), allowance_rate=6_000, local_transport=True, lump_nights=1)

    settled = services.travel_orders.settle(issued.id, issued.version, draft).record
    assert (settled.allowance, settled.other, settled.lodging) == (12_000, 2_400, 9_000)


def test_a_settled_or_cancelled_order_is_not_edited_or_deleted(services: Services, ewa: int) -> None:
    issued = services.travel_orders.create(order(ewa)).record
    settled = services.travel_orders.settle(issued.id, issued.version, settlement(ewa)).record
    refusals: tuple[Callable[[], object], ...] = (
        lambda: services.travel_orders.update(settled.id, settled.version, order(ewa, note="x")),
        lambda: services.travel_orders.cancel(settled.id, settled.version, "x"),
        lambda: services.travel_orders.delete(settled.id, settled.version),
    )
    for refused in refusals:
        with pytest.raises(Refusal, match="Cofnij rozliczenie"):
            refused()

    again = services.travel_orders.unsettle(settled.id, settled.version).record
    cancelled = services.travel_orders.cancel(again.id, again.version, " choroba ").record
    assert (cancelled.state, cancelled.cancel_reason) == (TravelState.CANCELLED, "choroba")
    with pytest.raises(Refusal, match="Przywróć ją"):
        services.travel_orders.settle(cancelled.id, cancelled.version, settlement(ewa))
    with pytest.raises(Refusal, match="Przywróć ją"):
        services.travel_orders.update(cancelled.id, cancelled.version, order(ewa))


@pytest.mark.parametrize(("reason", "code"), [("  ", "required"), ("x" * 301, "too_long")])
def test_cancelling_needs_a_reason_that_fits(services: Services, ewa: int, reason: str, code: str) -> None:
    issued = services.travel_orders.create(order(ewa)).record

    with pytest.raises(Invalid) as refusal:
        services.travel_orders.cancel(issued.id, issued.version, reason)
    assert codes(refusal) == [("cancel_reason", code)]


def test_cancelling_is_undone_and_done_again(services: Services, ewa: int) -> None:
    issued = services.travel_orders.create(order(ewa)).record
    outcome = services.travel_orders.cancel(issued.id, issued.version, "brak miejsc")
    assert outcome.undo is not None
    back = outcome.undo.run()

    assert (back.record.state, back.record.cancel_reason) == (TravelState.ORDERED, "")
    assert back.undo is not None
    assert back.undo.run().record.cancel_reason == "brak miejsc"


def test_a_stale_version_conflicts_in_every_deed(services: Services, ewa: int) -> None:
    issued = services.travel_orders.create(order(ewa)).record
    services.travel_orders.update(issued.id, issued.version, order(ewa, note="inna"))
    deeds: tuple[Callable[[], object], ...] = (
        lambda: services.travel_orders.settle(issued.id, issued.version, settlement(ewa)),
        lambda: services.travel_orders.unsettle(issued.id, issued.version),
        lambda: services.travel_orders.cancel(issued.id, issued.version, "x"),
    )
    for stale in deeds:
        with pytest.raises(Conflict):
            stale()


def test_every_deed_raises_the_version_once(services: Services, ewa: int) -> None:
    orders = services.travel_orders
    deeds: tuple[Callable[[int, int], Outcome[TravelOrder]], ...] = (
        lambda number, at: orders.update(number, at, order(ewa, note="x")),
        lambda number, at: orders.cancel(number, at, "x"),
        orders.restore,
        lambda number, at: orders.settle(number, at, settlement(ewa)),
        orders.unsettle,
    )
    record = orders.create(order(ewa)).record
    for version, deed in enumerate(deeds, record.version + 1):
        assert deed(record.id, version - 1).record.version == version


# -- tables ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends_on", "due"),
    [
        (date(2026, 11, 22), "ahead"),
        (date(2026, 11, 21), "to_settle"),
        (date(2026, 11, 8), "to_settle"),
        (date(2026, 11, 7), "late"),
    ],
)
def test_what_waits_is_found_by_the_term_of_the_settlement(
    services: Services, ewa: int, ends_on: date, due: str
) -> None:
    services.travel_orders.create(order(ewa, starts_on=ends_on, ends_on=ends_on, ordered_on=ends_on))

    found = services.travel_orders.facets(Query())["due"]
    assert {key for key, number in found.items() if number} == {due}


@pytest.mark.parametrize("words", ["D/1/2025", "żak", "opole szkoleniu", "ewa opole"])
def test_an_order_is_found_by_number_person_place_and_purpose(services: Services, ewa: int, words: str) -> None:
    services.travel_orders.create(order(ewa))

    assert services.travel_orders.count(Query(words)) == 1
    assert services.travel_orders.count(Query("Warszawa")) == 0


def test_the_head_of_a_unit_who_may_see_own_people_sees_no_others(services: Services, ewa: int) -> None:
    services.travel_orders.create(order(ewa))
    unit = services.employees.get(ewa).unit_id
    assert unit is not None
    key = frozenset({"travel_order.read"})
    heads = [Actor("kierownik", key, None, frozenset({number}), key) for number in (unit, unit + 1)]
    seen = []
    for head in heads:
        services.travel_orders.actor = _always(head)
        seen.append(services.travel_orders.count(Query()))
    assert seen == [1, 0]


def test_who_may_only_read_settles_nothing(services: Services, ewa: int) -> None:
    issued = services.travel_orders.create(order(ewa)).record
    services.travel_orders.actor = _always(Actor("sekretarz", frozenset({"travel_order.read"})))

    with pytest.raises(NotAllowed):
        services.travel_orders.settle(issued.id, issued.version, settlement(ewa))
