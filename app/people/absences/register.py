"""Absences in the catalogue of registers."""

from typing import TYPE_CHECKING

from app.people.absences.domain import Absence
from app.people.absences.words import WORDS, span_in_words
from app.people.shared import SharedServices
from app.widgets.workspace import Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: SharedServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.people.absences.tab import create_tab as create

    return create(workspace, services)


def found(_services: SharedServices, absence: Absence) -> Found:
    """A hit of the search over everything."""
    return Found(absence.id, absence.person, span_in_words(absence.valid_from, absence.valid_to))


REGISTER: Register[SharedServices] = register_of(
    lambda services: services.absences,
    found,
    key="absences",
    words=WORDS,
    icon="absences",
    entity="absence",
    create_tab=create_tab,
    begin_text="Nowa nieobecność…",
    group=Group.STAFF,
)
