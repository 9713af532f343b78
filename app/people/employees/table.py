"""How tables of other registers name employees."""

from collections.abc import Mapping

from app.people.employees.domain import Employee
from app.people.employees.usecases import Employees
from app.widgets.changes import ChangeBus, Remembered


class EmployeesById:
    """Everybody the person at work may see, by id; nobody without the right ``employee.read``."""

    def __init__(self, employees: Employees, bus: ChangeBus) -> None:
        self._employees = employees
        self._known = Remembered(self._read, bus, "employee")

    def _read(self) -> Mapping[int, Employee]:
        if not self._employees.actor().may("employee.read"):
            return {}
        return {each.id: each for each in self._employees.all()}

    def __call__(self) -> Mapping[int, Employee]:
        """Employees by id."""
        return self._known()

    def surname_first(self, employee_id: int | None, otherwise: str) -> str:
        """The name as lists order it; ``otherwise`` for who may not be seen."""
        person = self().get(employee_id or 0)
        return otherwise if person is None else f"{person.surname} {person.first_name}"

    def number_and_post(self, employee_id: int | None) -> str:
        """What tells namesakes apart; blank for who may not be seen."""
        person = self().get(employee_id or 0)
        if person is None:
            return ""
        return ", ".join(filter(None, (f"nr {person.number}" if person.number else "", person.post)))
