"""Grants in the catalogue of registers, and the deed that makes one of a chosen offer."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.core.polish import plural
from app.registers.ngos.grants.domain import Grant, state_on
from app.registers.ngos.grants.words import STATES, WORDS
from app.registers.ngos.shared import NgoServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, OfferedDeed, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab

_LINES: Mapping[str, tuple[Tone, tuple[str, str, str]]] = {
    "posting_late": (
        Tone.DANGER,
        (
            "oferta małego grantu niezamieszczona w terminie",
            "oferty małych grantów niezamieszczone w terminie",
            "ofert małych grantów niezamieszczonych w terminie",
        ),
    ),
    "report_late": (
        Tone.DANGER,
        ("sprawozdanie po terminie", "sprawozdania po terminie", "sprawozdań po terminie"),
    ),
    "tranche_late": (
        Tone.DANGER,
        ("dotacja z transzą po terminie", "dotacje z transzą po terminie", "dotacji z transzą po terminie"),
    ),
    "return": (Tone.WARNING, ("dotacja do zwrotu", "dotacje do zwrotu", "dotacji do zwrotu")),
    "posting": (
        Tone.WARNING,
        (
            "oferta małego grantu do zamieszczenia",
            "oferty małych grantów do zamieszczenia",
            "ofert małych grantów do zamieszczenia",
        ),
    ),
    "settlement": (
        Tone.WARNING,
        (
            "sprawozdanie czeka na rozliczenie",
            "sprawozdania czekają na rozliczenie",
            "sprawozdań czeka na rozliczenie",
        ),
    ),
    "tranche_soon": (
        Tone.WARNING,
        ("dotacja z transzą wkrótce", "dotacje z transzą wkrótce", "dotacji z transzą wkrótce"),
    ),
    "report_soon": (Tone.WARNING, ("sprawozdanie wkrótce", "sprawozdania wkrótce", "sprawozdań wkrótce")),
}
"""What the dashboard tells, the most urgent first."""


def create_tab(workspace: Workspace, services: NgoServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.ngos.grants.tab import create_tab as create

    return create(workspace, services)


def found(services: NgoServices, each: Grant) -> Found:
    """A hit of the search over everything."""
    today = services.clock.today()
    return Found(each.id, f"{each.organisation} – {each.title}", f"{each.number}, {STATES[state_on(each, today)]}")


def attention(services: NgoServices) -> Sequence[Attention]:
    """Tranches, reports, settlements and returns that wait for somebody."""
    counts = services.grants.attention()
    return [
        Attention(f"{counts[key]} {plural(counts[key], *forms)}", tone, {"concern": frozenset({key})})
        for key, (tone, forms) in _LINES.items()
        if counts[key]
    ]


def make(workspace: Workspace, services: NgoServices, offer_id: int) -> None:
    """A new grant filled in from a chosen offer."""
    from app.registers.ngos.grants.windows import open_for

    open_for(workspace, services, offer_id)


REGISTER: Register[NgoServices] = register_of(
    lambda services: services.grants,
    found,
    key="grants",
    words=WORDS,
    icon="grants",
    entity="ngo_grant",
    create_tab=create_tab,
    attention=attention,
    begin_text="Nowa dotacja…",
    group=Group.COMMUNITY,
)
DEED: OfferedDeed[NgoServices] = OfferedDeed(
    key="make_grant",
    entity="ngo_offer",
    right="ngo_grant.edit",
    icon="grants",
    text="Zawrzyj umowę…",
    help="Dotacja z wybranej oferty, z wypełnioną organizacją, zadaniem, terminem i kwotami.",
    open=make,
)
