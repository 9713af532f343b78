"""Absences in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.core.records import Query
from app.people.absences.words import WORDS, span_in_words
from app.people.shared import SharedServices
from app.widgets.workspace import Found, Group, Register, Workspace

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: SharedServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.people.absences.tab import create_tab as create

    return create(workspace, services)


def find(services: SharedServices, words: str, limit: int) -> Sequence[Found]:
    """Absences for the search over everything."""
    found = services.absences.page(Query(words), 0, limit)
    return [Found(absence.id, absence.person, span_in_words(absence.valid_from, absence.valid_to)) for absence in found]


def count(services: SharedServices) -> int:
    """How many there are."""
    return services.absences.count(Query())


def name(services: SharedServices, record_id: int) -> str:
    """What people call it."""
    return services.absences.title(services.absences.get(record_id))


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


REGISTER: Register[SharedServices] = Register(
    "absences",
    WORDS.title,
    "absences",
    "absence",
    create_tab,
    find,
    count=count,
    name=name,
    begin_text="Nowa nieobecność…",
    begin=begin,
    group=Group.STAFF,
)
