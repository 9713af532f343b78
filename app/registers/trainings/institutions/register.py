"""Training institutions in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.core.records import Query
from app.registers.trainings.institutions.words import WORDS
from app.registers.trainings.shared import TrainingServices
from app.widgets.workspace import Found, Group, Register, Workspace

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.institutions.tab import create_tab as create

    return create(workspace, services)


def find(services: TrainingServices, words: str, limit: int) -> Sequence[Found]:
    """Institutions for the search over everything."""
    found = services.institutions.page(Query(words), 0, limit)
    return [Found(each.id, each.name, each.town) for each in found]


def count(services: TrainingServices) -> int:
    """How many there are."""
    return services.institutions.count(Query())


def name(services: TrainingServices, record_id: int) -> str:
    """What people call it."""
    return services.institutions.get(record_id).name


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


REGISTER: Register[TrainingServices] = Register(
    "institutions",
    WORDS.title,
    "institutions",
    "training_institution",
    create_tab,
    find,
    count=count,
    name=name,
    begin_text="Nowa instytucja szkoląca…",
    begin=begin,
    group=Group.TRAININGS,
)
