"""Organisational units in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.core.records import Query
from app.people.shared import SharedServices
from app.people.units.words import WORDS
from app.widgets.workspace import Found, Register, Workspace

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: SharedServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.people.units.tab import create_tab as create

    return create(workspace, services)


def find(services: SharedServices, words: str, limit: int) -> Sequence[Found]:
    """Units for the search over everything."""
    units = services.units.page(Query(words), 0, limit)
    return [Found(unit.id, f"{unit.symbol} {unit.name}", f"pokój {unit.room}" if unit.room else "") for unit in units]


def count(services: SharedServices) -> int:
    """How many there are."""
    return services.units.count(Query())


def name(services: SharedServices, record_id: int) -> str:
    """What people call it."""
    return services.units.get(record_id).name


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


REGISTER: Register[SharedServices] = Register(
    "units",
    WORDS.title,
    "units",
    "unit",
    create_tab,
    find,
    count=count,
    name=name,
    begin_text="Nowa komórka organizacyjna…",
    begin=begin,
)
