"""Prints about people with all they need looked up; what the tab and commands call."""

from collections.abc import Callable, Sequence
from datetime import date

from app.core.clock import Clock
from app.core.dates import format_date
from app.core.errors import NotFound, Refusal
from app.core.polish import sort_key
from app.core.progress import Progress
from app.people.employees.domain import Employee
from app.people.employees.usecases import Employees
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.people.structure.domain import Structure
from app.people.units.domain import Unit
from app.people.units.usecases import Units
from app.records.files import StoredFiles


class EmployeePrints:
    """PDF bytes for screens and the command line. ReportLab is loaded at the first print, not at start-up."""

    def __init__(
        self,
        employees: Employees,
        units: Units,
        structure: Callable[[], Structure],
        offices: Offices,
        files: StoredFiles,
        clock: Clock,
    ) -> None:
        self._employees, self._units, self._structure = employees, units, structure
        self._offices, self._files, self._clock = offices, files, clock

    def badges(self, employees: Sequence[Employee], progress: Progress | None = None) -> bytes:
        """Name badges of these people, in the order given.

        NotAllowed; Refusal when there is nobody, or when somebody has left the office.
        """
        from app.people.employees.badges import Wearer, badges_pdf

        self._employees.actor().require("employee.read")
        today = self._clock.today()
        left = [each for each in employees if each.employed_to is not None and each.employed_to < today]
        if left:
            person = left[0]
            assert person.employed_to is not None
            raise Refusal(
                f"{person.full_name} pracuje w urzędzie do {format_date(person.employed_to)}. Odznacz osoby, które "
                "odeszły, albo ustaw filtr „Zatrudnienie” na „pracują”."
            )
        if not employees:
            raise Refusal("Nie ma kogo wydrukować. Wybierz osoby na liście albo zmień filtry.")
        office, arms = heading(self._offices, self._files)
        wearers = [Wearer(each, self._photo(each)) for each in employees]
        return badges_pdf(wearers, office, arms, today, progress)

    def working(self, unit: Unit | None = None) -> tuple[Employee, ...]:
        """Who works today, by surname; with a unit those in it and in the units below it."""
        structure, today = self._structure(), self._clock.today()
        wanted = None if unit is None else _below(structure, unit.id, today)
        known = {each.id: each for each in self._employees.all()}
        held = (position for position in structure.positions(today) if wanted is None or position.unit_id in wanted)
        people = [known[position.employee_id] for position in held if position.employee_id in known]
        return tuple(sorted(people, key=lambda each: (sort_key(f"{each.surname} {each.first_name}"), each.id)))

    def unit(self, symbol: str) -> Unit:
        """The unit with that symbol, whatever its case; NotFound when there is none."""
        for unit in self._units.all():
            if unit.symbol.casefold() == symbol.strip().casefold():
                return unit
        raise NotFound(f"Nie ma komórki o symbolu „{symbol}”. Symbole są w rejestrze „Komórki organizacyjne”.")

    def _photo(self, employee: Employee) -> bytes | None:
        try:
            return None if employee.photo is None else self._files.content(employee.photo)
        except NotFound:
            # a print without one picture is better than none
            return None


def _below(structure: Structure, unit_id: int, day: date) -> set[int]:
    """The unit and every unit below it on that day."""
    found = {unit_id}
    units = structure.units(day)
    grown = True
    while grown:
        more = {each for each, (_, parent) in units.items() if parent in found} - found
        found, grown = found | more, bool(more)
    return found
