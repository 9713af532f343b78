"""A small office for tests of campaigns: a head of the office, a head of a unit, clerks, and a regulation."""

from datetime import date
from typing import Any

from app.bootstrap import Services
from app.people.employees.domain import EmployeeDraft
from app.people.posts.domain import PostKind
from app.people.units.domain import UnitDraft
from app.registers.evaluations.campaigns.domain import CampaignDraft

DAY, END = date(2026, 11, 2), date(2026, 12, 15)
LONG_AGO = date(2020, 1, 1)


def person(services: Services, surname: str, unit: int, **more: Any) -> int:
    """An employee in a clerical post since 2020; the id."""
    given: dict[str, Any] = {
        "first_name": "Ewa",
        "post": "inspektor",
        "post_kind": PostKind.CLERICAL,
        "post_since": LONG_AGO,
        "employed_from": LONG_AGO,
    }
    draft = EmployeeDraft(surname=surname, unit_id=unit, **(given | more))
    return services.employees.create(draft).record.id


def small_office(services: Services, clerks: int = 3) -> dict[str, int]:
    """Ids by name: ``unit``, ``mayor`` (elected, heads the office), ``head`` and ``clerk1`` … of the unit."""
    top = services.units.create(UnitDraft(symbol="KU", name="Kierownictwo")).record.id
    unit = services.units.create(UnitDraft(symbol="RF", name="Referat Finansowy", parent_id=top)).record.id
    ids = {"top": top, "unit": unit}
    ids["mayor"] = person(services, "Burmistrz", top, post_kind=PostKind.ELECTED, heads_unit=True, post="burmistrz")
    ids["head"] = person(services, "Kierownik", unit, post_kind=PostKind.MANAGERIAL, heads_unit=True, post="kierownik")
    for number in range(1, clerks + 1):
        ids[f"clerk{number}"] = person(services, f"Urzędnik {number}", unit, number=str(100 + number))
    ids["regulation"] = services.regulations.add_pattern("trzynascie_kryteriow", LONG_AGO).record.id
    return ids


def draft(ids: dict[str, int], **more: Any) -> CampaignDraft:
    """A valid campaign of that office."""
    given: dict[str, Any] = {
        "name": "Oceny 2026",
        "regulation_id": ids["regulation"],
        "structure_on": DAY,
        "starts_on": DAY,
        "ends_on": END,
    }
    return CampaignDraft(**(given | more))
