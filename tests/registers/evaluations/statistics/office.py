"""An office whose closed campaign has enough people for statistics: two units of six and one of two."""

from datetime import date

from app.bootstrap import Services
from app.people.units.domain import UnitDraft
from tests.registers.evaluations.sheets.people import add_people, add_person, delivered, planned

DAY = date(2026, 10, 1)


def evaluated(services: Services, sizes: tuple[int, ...] = (6, 6, 2)) -> list[int]:
    """Final evaluations of so many people in each of the units, by the mayor; their ids."""
    mayor = add_people(services).mayor
    sheets = []
    for number, size in enumerate(sizes):
        unit = services.units.create(UnitDraft(symbol=f"R{number}", name=f"Referat {number}")).record.id
        for place in range(size):
            person = add_person(services, f"Nowak{chr(97 + place)}", unit, number=f"{number}{place}", superior_id=mayor)
            sheet = delivered(services, planned(services, person), 2 + (number + place) % 4, DAY)
            sheets.append(services.evaluations.make_final(sheet.id, sheet.version, date(2026, 11, 3)).record.id)
    return sheets
