"""Travel orders in the catalogue: what calls for attention; the table says of each order what the filter finds."""

from datetime import date, timedelta

from app.bootstrap import Services
from app.core.records import Query
from app.registers.trainings.travel import register
from app.registers.trainings.travel.table import due_of
from tests.registers.trainings.travel.orders import order, person, settlement

TODAY = date(2026, 11, 22)


def ordered(services: Services, employee_id: int, day: date) -> None:
    services.travel_orders.create(order(employee_id, starts_on=day, ends_on=day, ordered_on=day))


def test_journeys_without_a_bill_call_for_attention_the_late_ones_first(services: Services) -> None:
    ewa = person(services)
    assert register.attention(services) == []
    for days in (1, 14, 15, 40, -3):
        ordered(services, ewa, TODAY - timedelta(days=days))
    done = services.travel_orders.create(order(ewa)).record
    services.travel_orders.settle(done.id, done.version, settlement(ewa))

    lines = register.attention(services)
    assert [line.text for line in lines] == [
        "2 delegacje: bez rozliczenia ponad 14 dni od powrotu",
        "2 delegacje: bez rozliczenia po powrocie",
    ]
    for line in lines:
        assert services.travel_orders.count(Query(filters=line.filters)) == 2


def test_the_table_and_the_filter_agree_on_every_day(services: Services) -> None:
    ewa = person(services)
    for days in range(-2, 18):
        ordered(services, ewa, TODAY - timedelta(days=days))

    for due in ("late", "to_settle", "ahead"):
        found = services.travel_orders.page(Query(filters={"due": frozenset({due})}), 0, 99)
        assert found
        assert {due_of(each, TODAY) for each in found} == {due}


def test_the_search_over_everything_finds_an_order(services: Services) -> None:
    ewa = person(services)
    issued = services.travel_orders.create(order(ewa)).record

    travel = register.REGISTER
    (found,) = travel.find(services, "opole", 5)
    assert (found.record_id, found.title, found.subtitle) == (
        issued.id,
        "D/1/2025 – Ewa Żak",
        "Opole, 10.03.2025 – 11.03.2025",
    )
    assert travel.name is not None
    assert travel.name(services, issued.id) == "D/1/2025"
    assert travel.count is not None
    assert travel.count(services) == 1
