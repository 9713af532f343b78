"""Training budgets in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.core.money import format_money
from app.core.records import Query
from app.registers.trainings.budgets.words import WORDS
from app.registers.trainings.shared import TrainingServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.budgets.tab import create_tab as create

    return create(workspace, services)


def find(services: TrainingServices, words: str, limit: int) -> Sequence[Found]:
    """Budgets for the search over everything."""
    found = services.training_budgets.page(Query(words), 0, limit)
    return [Found(each.id, f"Budżet szkoleń {each.year}", format_money(each.total)) for each in found]


def attention(services: TrainingServices) -> Sequence[Attention]:
    """Trainings of this year are planned without money: other years have a budget, this one none."""
    budgets, year = services.training_budgets, services.clock.today().year
    if budgets.count(Query()) and budgets.of_year(year) is None:
        return (Attention(f"Nie ma budżetu szkoleń na rok {year}", Tone.WARNING),)
    return ()


def count(services: TrainingServices) -> int:
    """How many there are."""
    return services.training_budgets.count(Query())


def name(services: TrainingServices, record_id: int) -> str:
    """What people call it."""
    return f"Budżet szkoleń {services.training_budgets.title(services.training_budgets.get(record_id))}"


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


REGISTER: Register[TrainingServices] = Register(
    "training_budgets",
    WORDS.title,
    "training_budgets",
    "training_budget",
    create_tab,
    find,
    attention,
    count=count,
    name=name,
    begin_text="Nowy budżet szkoleń…",
    begin=begin,
    group=Group.TRAININGS,
)
