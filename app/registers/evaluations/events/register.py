"""Events at work in the catalogue of registers."""

from typing import TYPE_CHECKING

from app.core.dates import format_date
from app.registers.evaluations.events.domain import WorkEvent
from app.registers.evaluations.events.words import SIGNS, WORDS
from app.registers.evaluations.shared import EvaluationServices
from app.widgets.workspace import Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: EvaluationServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.evaluations.events.tab import create_tab as create

    return create(workspace, services)


def found(_services: EvaluationServices, each: WorkEvent) -> Found:
    """A hit of the search over everything."""
    day = "" if each.happened_on is None else format_date(each.happened_on)
    return Found(each.id, each.person, ", ".join(filter(None, (SIGNS[each.sign], day))))


REGISTER: Register[EvaluationServices] = register_of(
    lambda services: services.work_events,
    found,
    key="work_events",
    words=WORDS,
    icon="events",
    entity="work_event",
    create_tab=create_tab,
    begin_text="Nowe zdarzenie w pracy…",
    group=Group.EVALUATIONS,
)
