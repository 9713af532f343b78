"""Prints about people with all they need looked up; what the tab and commands call."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.core.clock import Clock
from app.core.dates import format_date
from app.core.errors import NotFound, Refusal
from app.core.polish import sort_key
from app.core.progress import Progress
from app.people.employees.domain import Employee
from app.people.employees.usecases import Employees
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.people.structure.domain import Branch, Structure
from app.people.units.domain import Unit
from app.people.units.usecases import Units
from app.records.files import StoredFiles

if TYPE_CHECKING:
    # the printing kit is loaded at the first print, not at start-up
    from app.people.employees.directory import Department


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

    def directory(self, *, by_surname: bool = False, variant: str = "standard") -> bytes:
        """„Kontakt z urzędnikiem” with who works today; ``variant`` is ``standard`` or ``large`` (18 pt).

        Refusal when nobody works yet, and for who sees a part of the office only: the print would lack the others.
        """
        from app.people.employees.directory import directory_pdf
        from app.printing.styles import Variant

        if self._employees.actor().own_only("employee.read"):
            raise Refusal(
                "Książka kontaktów obejmuje cały urząd, a widzisz tylko swoją komórkę. Poproś kadry o wydruk."
            )
        structure, today = self._structure(), self._clock.today()
        known = {each.id: each for each in self._employees.all()}
        units = {unit.id: unit for unit in self._units.all()}
        listed = [each for branch in structure.tree(today) for each in _departments(branch, units, known, 0)]
        if not any(each.people for each in listed):
            raise Refusal("Nikt dziś nie pracuje w urzędzie, więc wydruk byłby pusty. Dodaj pracowników.")
        office, arms = heading(self._offices, self._files)
        return directory_pdf(listed, office, arms, today, by_surname=by_surname, variant=Variant(variant))

    def card(self, employee: Employee, superior: str = "") -> bytes:
        """The employee's sheet with photograph and history; ``superior`` in words."""
        from app.people.employees.printout import employee_pdf

        units = {unit.id: f"{unit.symbol} {unit.name}" for unit in self._units.all()}
        names = {each.id: each.full_name for each in self._employees.all()}
        office, arms = heading(self._offices, self._files)
        return employee_pdf(
            employee,
            units.get(employee.unit_id or 0, ""),
            office,
            arms,
            self._clock.today(),
            superior=superior,
            photo=self._photo(employee),
            units=units,
            names=names,
        )

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


def _departments(
    branch: Branch, units: Mapping[int, Unit], known: Mapping[int, Employee], depth: int
) -> "Iterator[Department]":
    """The branch and those below it; closed units only while somebody is still in them."""
    from app.people.employees.directory import Department, Official

    unit = units.get(branch.unit_id or 0)
    symbol = "" if unit is None else unit.symbol
    people = tuple(
        Official(
            person.first_name,
            person.surname,
            position.post,
            symbol,
            person.room,
            person.phone,
            person.email,
            branch.head == person.id,
        )
        for position in branch.people
        for person in (known[position.employee_id],)
    )
    if people or branch.closed_on is None:
        place = ""
        if unit is not None:
            room = f"pokój {unit.room}" if unit.room else ""
            place = ", ".join(filter(None, (unit.building, unit.floor, room)))
        reach = ("", "") if unit is None else (unit.phone, unit.email)
        yield Department(symbol, branch.name or "Bez komórki", depth, place, *reach, people)
    for lower in branch.below:
        yield from _departments(lower, units, known, depth + 1)


def _below(structure: Structure, unit_id: int, day: date) -> set[int]:
    """The unit and every unit below it on that day."""
    found = {unit_id}
    units = structure.units(day)
    grown = True
    while grown:
        more = {each for each, (_, parent) in units.items() if parent in found} - found
        found, grown = found | more, bool(more)
    return found
