"""Training budgets in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.money import format_money
from app.core.records import Query
from app.registers.trainings.budgets.domain import Budget
from app.registers.trainings.budgets.words import WORDS
from app.registers.trainings.shared import TrainingServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.budgets.tab import create_tab as create

    return create(workspace, services)


def found(_services: TrainingServices, each: Budget) -> Found:
    """A hit of the search over everything."""
    return Found(each.id, f"Budżet szkoleń {each.year}", format_money(each.total))


def attention(services: TrainingServices) -> Sequence[Attention]:
    """Trainings of this year are planned without money: other years have a budget, this one none."""
    budgets, year = services.training_budgets, services.clock.today().year
    if budgets.count(Query()) and budgets.of_year(year) is None:
        return (Attention(f"Nie ma budżetu szkoleń na rok {year}", Tone.WARNING),)
    return ()


REGISTER: Register[TrainingServices] = register_of(
    lambda services: services.training_budgets,
    found,
    key="training_budgets",
    words=WORDS,
    icon="training_budgets",
    entity="training_budget",
    create_tab=create_tab,
    attention=attention,
    called=lambda each: f"Budżet szkoleń {each.year!s}",
    begin_text="Nowy budżet szkoleń…",
    group=Group.TRAININGS,
)
