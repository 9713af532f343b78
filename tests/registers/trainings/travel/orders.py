"""Valid travel orders and what they need, for tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.bootstrap import Services
from app.people.employees.domain import EmployeeDraft
from app.registers.trainings.courses.domain import CostLine, CourseDraft, CourseKind
from app.registers.trainings.participations.domain import ParticipationDraft
from app.registers.trainings.travel.domain import Bill, BillKind, Leg, Meals, Transport, TravelOrderDraft
from tests.registers.service_cards.drafts import add_unit

MONDAY, TUESDAY = date(2025, 3, 10), date(2025, 3, 11)
"""In a year with 45 zł a day, before the day of the tests' clock."""
RETURN = (
    Leg(
        from_place="Przykładowa", departs_on=MONDAY, departs_at="07:00",
        to_place="Opole", arrives_on=MONDAY, arrives_at="08:30",
    ),
    Leg(
        from_place="Opole", departs_on=TUESDAY, departs_at="15:30",
        to_place="Przykładowa", arrives_on=TUESDAY, arrives_at="17:00",
    ),
)  # fmt: skip
"""A day and ten hours: two allowances."""


def person(services: Services, surname: str = "Żak", **more: Any) -> int:
    """A saved employee; returns its id."""
    unit = next((each.id for each in services.units.all() if each.symbol == "OR"), None) or add_unit(
        services, "OR", "Organizacja"
    )
    draft = EmployeeDraft(surname=surname, first_name="Ewa", post="inspektor", unit_id=unit, **more)
    return services.employees.create(draft).record.id


def order(employee_id: int | None, **more: Any) -> TravelOrderDraft:
    """A valid order, changed by ``more``."""
    draft = TravelOrderDraft(
        employee_id=employee_id,
        destination="Opole",
        purpose="udział w szkoleniu",
        starts_on=MONDAY,
        ends_on=TUESDAY,
        ordered_on=date(2025, 3, 3),
        advance=5_000,
    )
    return replace(draft, **more)


def settlement(employee_id: int | None, **more: Any) -> TravelOrderDraft:
    """A complete settlement: 90,00 zł less a lunch, a night for 200 zł, a ticket for 30,50 zł."""
    draft = order(
        employee_id,
        legs=RETURN,
        meals=(Meals(on=MONDAY, lunch=True),),
        bills=(
            Bill(kind=BillKind.LODGING, amount=20_000, nights=1, document="faktura 7/2025"),
            Bill(kind=BillKind.FARE, amount=3_050, document="bilet"),
        ),
        settled_on=date(2025, 3, 14),
    )
    return replace(draft, **more)


def own_car(draft: TravelOrderDraft, kilometres: int) -> TravelOrderDraft:
    """The same journey in one's own vehicle, so many kilometres each way."""
    legs = tuple(replace(leg, transport=Transport.OWN_CAR, kilometres=kilometres) for leg in draft.legs)
    return replace(draft, legs=legs)


def participation(services: Services, employee_id: int, **more: Any) -> int:
    """Somebody's participation in a training of Monday and Tuesday; returns its id."""
    draft = CourseDraft(
        topic="Kodeks postępowania administracyjnego",
        kind=CourseKind.INTERNAL,
        place="Opole",
        starts_on=MONDAY,
        ends_on=TUESDAY,
        costs=(CostLine(amount=40_000),),
    )
    course = services.courses.create(replace(draft, **more)).record
    wanted = ParticipationDraft(course_id=course.id, employee_id=employee_id, requested_on=date(2025, 3, 1))
    return services.participations.create(wanted).record.id
