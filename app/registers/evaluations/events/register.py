"""Events at work in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.core.dates import format_date
from app.core.records import Query
from app.registers.evaluations.events.words import SIGNS, WORDS
from app.registers.evaluations.shared import EvaluationServices
from app.widgets.workspace import Found, Group, Register, Workspace

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: EvaluationServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.evaluations.events.tab import create_tab as create

    return create(workspace, services)


def find(services: EvaluationServices, words: str, limit: int) -> Sequence[Found]:
    """Events for the search over everything."""
    found = services.work_events.page(Query(words), 0, limit)
    return [
        Found(event.id, event.person, f"{SIGNS[event.sign]}, {format_date(event.happened_on)}")
        for event in found
        if event.happened_on is not None
    ]


def count(services: EvaluationServices) -> int:
    """How many there are."""
    return services.work_events.count(Query())


def name(services: EvaluationServices, record_id: int) -> str:
    """What people call it."""
    return services.work_events.title(services.work_events.get(record_id))


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


REGISTER: Register[EvaluationServices] = Register(
    "work_events",
    WORDS.title,
    "events",
    "work_event",
    create_tab,
    find,
    count=count,
    name=name,
    begin_text="Nowe zdarzenie w pracy…",
    begin=begin,
    group=Group.EVALUATIONS,
)
