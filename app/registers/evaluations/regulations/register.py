"""Evaluation regulations in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.core.records import Query
from app.registers.evaluations.regulations.words import WORDS, validity
from app.registers.evaluations.shared import EvaluationServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: EvaluationServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.evaluations.regulations.tab import create_tab as create

    return create(workspace, services)


def find(services: EvaluationServices, words: str, limit: int) -> Sequence[Found]:
    """Regulations for the search over everything."""
    found = services.regulations.page(Query(words), 0, limit)
    return [Found(regulation.id, regulation.name, validity(regulation)) for regulation in found]


def attention(services: EvaluationServices) -> Sequence[Attention]:
    """Regulations exist, yet none holds today: nobody can be evaluated."""
    if services.regulations.count(Query()) and services.regulations.in_force(services.clock.today()) is None:
        return (Attention("Dziś nie obowiązuje żaden regulamin ocen", Tone.WARNING),)
    return ()


def count(services: EvaluationServices) -> int:
    """How many there are."""
    return services.regulations.count(Query())


def name(services: EvaluationServices, record_id: int) -> str:
    """What people call it."""
    return services.regulations.get(record_id).name


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


REGISTER: Register[EvaluationServices] = Register(
    "regulations",
    WORDS.title,
    "regulations",
    "evaluation_regulation",
    create_tab,
    find,
    attention,
    count=count,
    name=name,
    begin_text="Nowy regulamin ocen…",
    begin=begin,
    group=Group.EVALUATIONS,
)
