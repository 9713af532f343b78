"""Invented trainings of many people of all units."""

from dataclasses import dataclass

from app.registers.trainings.courses.domain import CourseKind


@dataclass(frozen=True, kw_only=True)
class DemoGroup:
    """A training of many people of all units.

    It is external where an ``institution`` holds it for a ``price`` for the group in grosze; ``co_funding`` is what
    a project pays of it. ``meetings`` are a week apart.
    """

    topic: str
    area: str
    kind: CourseKind = CourseKind.EXTERNAL
    institution: str = ""
    price: int = 0
    co_funding: int = 0
    people: int
    hours: int = 5
    meetings: int = 1
    entitlement: str = ""
    validity_months: int | None = None


GROUPS = (
    DemoGroup(
        topic="Szkolenie okresowe BHP pracowników administracyjno-biurowych",
        area="bezpieczeństwo pracy",
        institution="OSTOJA",
        price=1_450_00,
        people=14,
        entitlement="Szkolenie okresowe BHP",
        validity_months=72,
    ),
    DemoGroup(
        topic="Ochrona danych: instrukcje urzędu i przykłady",
        area="ochrona danych",
        kind=CourseKind.INTERNAL,
        people=16,
    ),
    DemoGroup(topic="Etyka pracownika samorządowego", area="zarządzanie", price=900_00, institution="ECHO", people=18),
    DemoGroup(
        topic="Pierwsza pomoc przedmedyczna",
        area="bezpieczeństwo pracy",
        institution="OSTOJA",
        price=1_100_00,
        people=11,
        entitlement="Pierwsza pomoc",
        validity_months=24,
    ),
    DemoGroup(
        topic="Warsztaty: sprawy w systemie elektronicznym",
        area="obieg dokumentów",
        kind=CourseKind.INTERNAL,
        people=7,
        hours=9,
        meetings=3,
    ),
    DemoGroup(
        topic="Samokształcenie: dostępność cyfrowa dokumentów",
        area="informatyka",
        kind=CourseKind.SELF_STUDY,
        people=2,
    ),
    DemoGroup(
        topic="Cyberbezpieczeństwo w małym urzędzie",
        area="informatyka",
        institution="BIT",
        price=3_200_00,
        co_funding=2_560_00,
        people=3,
    ),
)
DEFIBRILLATOR = DemoGroup(
    topic="Obsługa defibrylatora",
    area="bezpieczeństwo pracy",
    institution="OSTOJA",
    price=360_00,
    people=2,
    entitlement="Obsługa defibrylatora",
    validity_months=24,
)
