"""Travel orders as personal data: given out readable to the person, nameless after an erasure, the sums kept."""

import json

from app.administration.personal_data.domain import Subject, as_json
from app.bootstrap import Services
from app.registers.trainings.travel.domain import TravelState
from tests.registers.trainings.travel.orders import order, person, settlement


def test_a_person_gets_own_orders_in_words(services: Services) -> None:
    ewa, other = person(services), person(services, "Nowak")
    issued = services.travel_orders.create(order(ewa)).record
    services.travel_orders.settle(issued.id, issued.version, settlement(ewa))
    services.travel_orders.create(order(other, destination="Tajne Miasto"))

    told = json.dumps(as_json(services.personal_data.file_of(Subject("employee", ewa))), ensure_ascii=False)
    for expected in ("D/1/2025", "Opole", "faktura 7/2025", "Przebieg podróży"):
        assert expected in told, expected
    assert "Tajne Miasto" not in told
    assert "departs_at" not in told


def test_an_erasure_leaves_number_days_and_sums(services: Services) -> None:
    ewa = person(services, "Gżegżółka")
    issued = services.travel_orders.create(order(ewa)).record
    services.travel_orders.settle(issued.id, issued.version, settlement(ewa))

    services.personal_data.erase(Subject("employee", ewa), reason="wniosek 7/2026")
    left = services.travel_orders.get(issued.id)
    assert (left.number, left.total, left.state) == ("D/1/2025", 29_800, TravelState.SETTLED)
    assert (left.legs, left.bills) == ((), ())
    assert "Gżegżółka" not in repr(left)
    assert "Opole" not in repr(left)
    # the sums can still be printed
    assert services.travel_prints.order(left.id).startswith(b"%PDF")
