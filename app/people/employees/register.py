"""Employees in the catalogue of registers."""

from collections.abc import Sequence
from typing import Any

from app.core.records import Query
from app.people.employees.tab import WORDS, EmployeeServices, create_tab
from app.widgets.workspace import Found, Register


def find(services: EmployeeServices, words: str, limit: int) -> Sequence[Found]:
    """Employees for the search over everything."""
    found = services.employees.page(Query(words), 0, limit)
    return [Found(person.id, person.full_name, person.post) for person in found]


def count(services: EmployeeServices) -> int:
    """How many there are."""
    return services.employees.count(Query())


def name(services: EmployeeServices, record_id: int) -> str:
    """What people call it."""
    return services.employees.get(record_id).full_name


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


REGISTER: Register[EmployeeServices] = Register(
    "employees",
    WORDS.title,
    "people",
    "employee",
    create_tab,
    find,
    count=count,
    name=name,
    begin_text="Nowy pracownik…",
    begin=begin,
)
