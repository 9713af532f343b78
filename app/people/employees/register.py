"""Employees in the catalogue of registers."""

from typing import TYPE_CHECKING

from app.people.employees.domain import Employee
from app.people.employees.words import WORDS
from app.people.shared import SharedServices
from app.widgets.workspace import Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: SharedServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.people.employees.tab import create_tab as create

    return create(workspace, services)


def found(_services: SharedServices, person: Employee) -> Found:
    """A hit of the search over everything."""
    return Found(person.id, person.full_name, person.post)


REGISTER: Register[SharedServices] = register_of(
    lambda services: services.employees,
    found,
    key="employees",
    words=WORDS,
    icon="people",
    entity="employee",
    create_tab=create_tab,
    called=lambda each: each.full_name,
    begin_text="Nowy pracownik…",
    group=Group.STAFF,
)
