"""Employees in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.core.records import Query
from app.people.employees.words import WORDS
from app.people.shared import SharedServices
from app.widgets.workspace import Found, Group, Register, Workspace

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: SharedServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.people.employees.tab import create_tab as create

    return create(workspace, services)


def find(services: SharedServices, words: str, limit: int) -> Sequence[Found]:
    """Employees for the search over everything."""
    found = services.employees.page(Query(words), 0, limit)
    return [Found(person.id, person.full_name, person.post) for person in found]


def count(services: SharedServices) -> int:
    """How many there are."""
    return services.employees.count(Query())


def name(services: SharedServices, record_id: int) -> str:
    """What people call it."""
    return services.employees.get(record_id).full_name


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


REGISTER: Register[SharedServices] = Register(
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
    group=Group.STAFF,
)
