"""The data of the map in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.records import Query
from app.registers.ngos.geography.words import LAYERS, WORDS
from app.registers.ngos.shared import NgoServices
from app.widgets.workspace import Found, Group, Register, Workspace

if TYPE_CHECKING:
    from app.registers.ngos.geography.tab import MapDataTab


def create_tab(workspace: Workspace, services: NgoServices) -> "MapDataTab":
    """The tab; loaded when it is first shown."""
    from app.registers.ngos.geography.tab import create_tab as create

    return create(workspace, services)


def find(services: NgoServices, words: str, limit: int) -> Sequence[Found]:
    """Imports for the search over everything."""
    found = services.map_data.page(Query(words), 0, limit)
    return [Found(each.id, LAYERS[each.layer], each.file_name) for each in found]


def count(services: NgoServices) -> int:
    """How many there are."""
    return services.map_data.count(Query())


def name(services: NgoServices, record_id: int) -> str:
    """What people call it."""
    return services.map_data.title(services.map_data.get(record_id))


def begin(tab: "MapDataTab") -> None:
    """Start an import in the tab."""
    tab.new_action.trigger()


REGISTER: Register[NgoServices] = Register(
    "map_data",
    WORDS.title,
    "map_data",
    "ngo_map",
    create_tab,
    find,
    count=count,
    name=name,
    begin_text="Wczytaj dane mapy…",
    begin=begin,
    group=Group.COMMUNITY,
)
