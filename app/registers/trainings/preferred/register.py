"""Lists of preferred institutions in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.core.records import Query
from app.registers.trainings.preferred.words import STATES, WORDS, title
from app.registers.trainings.shared import TrainingServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.preferred.tab import create_tab as create

    return create(workspace, services)


def find(services: TrainingServices, words: str, limit: int) -> Sequence[Found]:
    """Lists for the search over everything."""
    found = services.preferred_lists.page(Query(words), 0, limit)
    return [Found(record.id, title(record), STATES[record.state]) for record in found]


def attention(services: TrainingServices) -> Sequence[Attention]:
    """In January and later: the list of the last year is not there yet."""
    year = services.preferred_lists.due()
    if year is None:
        return ()
    return (Attention(f"Sporządź listę preferowanych instytucji za rok {year}", Tone.WARNING),)


def count(services: TrainingServices) -> int:
    """How many there are."""
    return services.preferred_lists.count(Query())


def name(services: TrainingServices, record_id: int) -> str:
    """What people call it."""
    return title(services.preferred_lists.get(record_id))


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


REGISTER: Register[TrainingServices] = Register(
    "preferred_lists",
    WORDS.title,
    "preferred_lists",
    "preferred_list",
    create_tab,
    find,
    attention,
    count=count,
    name=name,
    begin_text="Nowa lista preferowanych instytucji…",
    begin=begin,
    group=Group.TRAININGS,
)
