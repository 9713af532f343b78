"""Training institutions in the catalogue of registers."""

from typing import TYPE_CHECKING

from app.registers.trainings.institutions.domain import Institution
from app.registers.trainings.institutions.words import WORDS
from app.registers.trainings.shared import TrainingServices
from app.widgets.workspace import Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.institutions.tab import create_tab as create

    return create(workspace, services)


def found(_services: TrainingServices, each: Institution) -> Found:
    """A hit of the search over everything."""
    return Found(each.id, each.name, each.town)


REGISTER: Register[TrainingServices] = register_of(
    lambda services: services.institutions,
    found,
    key="institutions",
    words=WORDS,
    icon="institutions",
    entity="training_institution",
    create_tab=create_tab,
    called=lambda each: each.name,
    begin_text="Nowa instytucja szkoląca…",
    group=Group.TRAININGS,
)
