"""The data of the map in the catalogue of registers."""

from typing import TYPE_CHECKING

from app.registers.ngos.geography.domain import MapImport
from app.registers.ngos.geography.words import LAYERS, WORDS
from app.registers.ngos.shared import NgoServices
from app.widgets.workspace import Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.registers.ngos.geography.tab import MapDataTab


def create_tab(workspace: Workspace, services: NgoServices) -> "MapDataTab":
    """The tab; loaded when it is first shown."""
    from app.registers.ngos.geography.tab import create_tab as create

    return create(workspace, services)


def found(_services: NgoServices, each: MapImport) -> Found:
    """A hit of the search over everything."""
    return Found(each.id, LAYERS[each.layer], each.file_name)


REGISTER: Register[NgoServices] = register_of(
    lambda services: services.map_data,
    found,
    key="map_data",
    words=WORDS,
    icon="map_data",
    entity="ngo_map",
    create_tab=create_tab,
    begin_text="Wczytaj dane mapy…",
    group=Group.COMMUNITY,
)
