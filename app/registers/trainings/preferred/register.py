"""Lists of preferred institutions in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.registers.trainings.preferred.domain import PreferredList
from app.registers.trainings.preferred.words import STATES, WORDS, title
from app.registers.trainings.shared import TrainingServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.preferred.tab import create_tab as create

    return create(workspace, services)


def found(_services: TrainingServices, record: PreferredList) -> Found:
    """A hit of the search over everything."""
    return Found(record.id, title(record), STATES[record.state])


def attention(services: TrainingServices) -> Sequence[Attention]:
    """In January and later: the list of the last year is not there yet."""
    year = services.preferred_lists.due()
    if year is None:
        return ()
    return (Attention(f"Sporządź listę preferowanych instytucji za rok {year}", Tone.WARNING),)


REGISTER: Register[TrainingServices] = register_of(
    lambda services: services.preferred_lists,
    found,
    key="preferred_lists",
    words=WORDS,
    icon="preferred_lists",
    entity="preferred_list",
    create_tab=create_tab,
    attention=attention,
    called=title,
    begin_text="Nowa lista preferowanych instytucji…",
    group=Group.TRAININGS,
)
