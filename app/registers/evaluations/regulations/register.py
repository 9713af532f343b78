"""Evaluation regulations in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.records import Query
from app.registers.evaluations.regulations.domain import Regulation
from app.registers.evaluations.regulations.words import WORDS, validity
from app.registers.evaluations.shared import EvaluationServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: EvaluationServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.evaluations.regulations.tab import create_tab as create

    return create(workspace, services)


def found(_services: EvaluationServices, regulation: Regulation) -> Found:
    """A hit of the search over everything."""
    return Found(regulation.id, regulation.name, validity(regulation))


def attention(services: EvaluationServices) -> Sequence[Attention]:
    """Regulations exist, yet none holds today: nobody can be evaluated."""
    if services.regulations.count(Query()) and services.regulations.in_force(services.clock.today()) is None:
        return (Attention("Dziś nie obowiązuje żaden regulamin ocen", Tone.WARNING),)
    return ()


REGISTER: Register[EvaluationServices] = register_of(
    lambda services: services.regulations,
    found,
    key="regulations",
    words=WORDS,
    icon="regulations",
    entity="evaluation_regulation",
    create_tab=create_tab,
    attention=attention,
    called=lambda each: each.name,
    begin_text="Nowy regulamin ocen…",
    group=Group.EVALUATIONS,
)
