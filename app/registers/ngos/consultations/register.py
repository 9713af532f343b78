"""Consultations in the catalogue of registers, and the deed that begins one about a programme."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.polish import plural
from app.registers.ngos.consultations.domain import Consultation, state_on
from app.registers.ngos.consultations.words import STATES, WORDS, period
from app.registers.ngos.shared import NgoServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, OfferedDeed, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: NgoServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.ngos.consultations.tab import create_tab as create

    return create(workspace, services)


def found(services: NgoServices, each: Consultation) -> Found:
    """A hit of the search over everything."""
    today = services.clock.today()
    return Found(each.id, each.subject, ", ".join(filter(None, (period(each), STATES[state_on(each, today)]))))


def attention(services: NgoServices) -> Sequence[Attention]:
    """Consultations that are over without results, and those that go on with nobody asked."""
    counts = services.consultations.attention()
    lines = []
    if late := counts["no_results"]:
        said = plural(late, "konsultacja zakończona", "konsultacje zakończone", "konsultacji zakończonych")
        lines.append(_line(f"{late} {said} bez wyników", Tone.WARNING, "no_results"))
    if lonely := counts["nobody_asked"]:
        said = plural(lonely, "konsultacja trwa", "konsultacje trwają", "konsultacji trwa")
        lines.append(_line(f"{lonely} {said}, a nikogo nie zapytano", Tone.WARNING, "nobody_asked"))
    return lines


def _line(text: str, tone: Tone, concern: str) -> Attention:
    return Attention(text, tone, {"concern": frozenset({concern})})


def about_programme(workspace: Workspace, services: NgoServices, programme_id: int) -> None:
    """A new consultation about a programme."""
    from app.registers.ngos.consultations.windows.about_programme import open_for

    open_for(workspace, services, programme_id)


REGISTER: Register[NgoServices] = register_of(
    lambda services: services.consultations,
    found,
    key="consultations",
    words=WORDS,
    icon="consultations",
    entity="ngo_consultation",
    create_tab=create_tab,
    attention=attention,
    called=lambda each: each.subject,
    begin_text="Nowe konsultacje…",
    group=Group.COMMUNITY,
)
DEED: OfferedDeed[NgoServices] = OfferedDeed(
    key="consult_programme",
    entity="ngo_programme",
    right="ngo_consultation.edit",
    icon="consultations",
    text="Konsultuj program…",
    help="Nowe konsultacje projektu tego programu, ze sferami jego zadań.",
    open=about_programme,
)
