"""Organisational units in the catalogue of registers."""

from typing import TYPE_CHECKING

from app.people.shared import SharedServices
from app.people.units.domain import Unit
from app.people.units.words import WORDS
from app.widgets.workspace import Found, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: SharedServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.people.units.tab import create_tab as create

    return create(workspace, services)


def found(_services: SharedServices, unit: Unit) -> Found:
    """A hit of the search over everything."""
    return Found(unit.id, f"{unit.symbol} {unit.name}", f"pokój {unit.room}" if unit.room else "")


REGISTER: Register[SharedServices] = register_of(
    lambda services: services.units,
    found,
    key="units",
    words=WORDS,
    icon="units",
    entity="unit",
    create_tab=create_tab,
    called=lambda each: each.name,
    begin_text="Nowa komórka organizacyjna…",
)
