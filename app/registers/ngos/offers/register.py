"""Offers in contests in the catalogue of registers, and what they add to the register of contests."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.polish import plural
from app.registers.ngos.offers.domain import ContestOffer
from app.registers.ngos.offers.words import WORDS, decision_in_words
from app.registers.ngos.shared import NgoServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, OfferedDeed, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: NgoServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.ngos.offers.tab import create_tab as create

    return create(workspace, services)


def found(_services: NgoServices, each: ContestOffer) -> Found:
    """A hit of the search over everything."""
    return Found(each.id, f"{each.organisation} – {each.title}", f"{each.contest_number}, {decision_in_words(each)}")


def attention(services: NgoServices) -> Sequence[Attention]:
    """People who wait for reasons, and late offers that nobody rejected."""
    counts = services.contest_offers.attention()
    lines = []
    if waiting := counts["reasons"]:
        said = plural(waiting, "oferta czeka", "oferty czekają", "ofert czeka")
        text = f"{waiting} {said} na uzasadnienie, którego ktoś zażądał"
        lines.append(Attention(text, Tone.WARNING, {"concern": frozenset({"reasons"})}))
    if late := counts["late"]:
        said = plural(late, "oferta złożona", "oferty złożone", "ofert złożonych")
        text = f"{late} {said} po terminie, bez decyzji"
        lines.append(Attention(text, Tone.QUIET, {"concern": frozenset({"late"})}))
    return lines


def add_to(workspace: Workspace, services: NgoServices, contest_id: int) -> None:
    """A new offer in a contest."""
    from app.registers.ngos.offers.windows import open_for

    open_for(workspace, services, contest_id)


def protocol(workspace: Workspace, services: NgoServices, contest_id: int) -> None:
    """The protocol of the commission of a contest."""
    from app.registers.ngos.offers.windows import print_protocol

    print_protocol(workspace, services, contest_id)


def results(workspace: Workspace, services: NgoServices, contest_id: int) -> None:
    """The notice of results of a contest."""
    from app.registers.ngos.offers.windows import print_results

    print_results(workspace, services, contest_id)


REGISTER: Register[NgoServices] = register_of(
    lambda services: services.contest_offers,
    found,
    key="contest_offers",
    words=WORDS,
    icon="contest_offers",
    entity="ngo_offer",
    create_tab=create_tab,
    attention=attention,
    begin_text="Nowa oferta w konkursie…",
    group=Group.COMMUNITY,
)
DEEDS: tuple[OfferedDeed[NgoServices], ...] = (
    OfferedDeed(
        key="add_contest_offer",
        entity="ngo_contest",
        right="ngo_offer.edit",
        icon="contest_offers",
        text="Dodaj ofertę…",
        help="Nowa oferta w tym konkursie, z kryteriami do wpisania punktów.",
        open=add_to,
    ),
    OfferedDeed(
        key="print_contest_protocol",
        entity="ngo_contest",
        right="ngo_offer.read",
        icon="print",
        text="Drukuj protokół komisji…",
        help="Lista ofert z oceną formalną, punktami, opiniami i miejscem na podpisy komisji.",
        open=protocol,
    ),
    OfferedDeed(
        key="print_contest_results",
        entity="ngo_contest",
        right="ngo_offer.read",
        icon="print",
        text="Drukuj wyniki konkursu…",
        help="Ogłoszenie wyników: nazwa oferenta, zadanie i przyznana kwota (art. 15 ust. 2h).",
        open=results,
    ),
)
