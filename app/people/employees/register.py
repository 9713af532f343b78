"""Employees in the catalogue of registers."""

from collections.abc import Sequence

from app.core.records import Query
from app.people.employees.tab import WORDS, EmployeeServices, create_tab
from app.widgets.workspace import Found, Register


def find(services: EmployeeServices, words: str, limit: int) -> Sequence[Found]:
    """Employees for the search over everything."""
    found = services.employees.page(Query(words), 0, limit)
    return [Found(person.id, person.full_name, person.post) for person in found]


REGISTER: Register[EmployeeServices] = Register("employees", WORDS.title, "people", "employee", create_tab, find)
