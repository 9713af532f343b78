"""Organisations in the catalogue of registers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.polish import plural
from app.registers.ngos.organisations.domain import Organisation
from app.registers.ngos.organisations.words import WORDS, Concern
from app.registers.ngos.shared import NgoServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: NgoServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.ngos.organisations.tab import create_tab as create

    return create(workspace, services)


def found(_services: NgoServices, each: Organisation) -> Found:
    """A hit of the search over everything."""
    return Found(each.id, each.name, each.seat.line if each.seat else "")


def attention(services: NgoServices) -> Sequence[Attention]:
    """Terms that are over, data that nobody confirmed lately, organisations that are not on the map."""
    counts = services.organisations.attention()
    lines = []
    if ended := counts[Concern.TERM_ENDED]:
        has = plural(ended, "organizacja ma", "organizacje mają", "organizacji ma")
        lines.append(_line(Concern.TERM_ENDED, f"{ended} {has} osobę kierującą, której kadencja minęła"))
    if late := counts[Concern.UNCONFIRMED]:
        has = plural(late, "organizacja ma", "organizacje mają", "organizacji ma")
        lines.append(
            _line(Concern.UNCONFIRMED, f"{late} {has} dane niepotwierdzone od {_months(services)}", Tone.QUIET)
        )
    if unplaced := counts[Concern.UNPLACED]:
        has = plural(unplaced, "organizacja nie ma", "organizacje nie mają", "organizacji nie ma")
        lines.append(_line(Concern.UNPLACED, f"{unplaced} {has} położenia na mapie", Tone.QUIET))
    return lines


def _line(concern: Concern, text: str, tone: Tone = Tone.WARNING) -> Attention:
    return Attention(text, tone, {"concern": frozenset({concern.value})})


def _months(services: NgoServices) -> str:
    months = services.organisations.months()
    return f"{months} {plural(months, 'miesiąca', 'miesięcy', 'miesięcy')}"


REGISTER: Register[NgoServices] = register_of(
    lambda services: services.organisations,
    found,
    key="organisations",
    words=WORDS,
    icon="organisations",
    entity="ngo",
    create_tab=create_tab,
    attention=attention,
    called=lambda each: each.name,
    begin_text="Nowa organizacja…",
    group=Group.COMMUNITY,
)
