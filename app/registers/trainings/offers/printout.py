"""An offer on paper, to go round: what is offered, who decides, and a place for each head's reply and signature."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.dates import format_date
from app.people.office.domain import Office
from app.people.office.printout import head_signature, letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph, Space
from app.printing.document import Document, Running
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.signatures import signatures
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.registers.trainings.offers.domain import Offer, OfferState, Reply, Routing
from app.registers.trainings.offers.words import REPLIES, STATES, facts, people_in_words

_BLANK_ROWS = 6
"""Places for units on an offer that was not passed on yet."""
_ROOM = 34.0
"""Points of a row, for handwriting."""


@dataclass(frozen=True)
class Routed:
    """A unit on the print: symbol, name, who heads it, and what was noted."""

    symbol: str
    unit: str
    head: str
    routing: Routing


@dataclass(frozen=True)
class OfferPaper:
    """Everything the print says; ``contact`` is how to reach the institution."""

    offer: Offer
    routed: Sequence[Routed]
    contact: str = ""


def offer_pdf(paper: OfferPaper, office: Office, coat_of_arms: bytes | None, printed_on: date) -> bytes:
    """The offer as PDF; ``coat_of_arms`` are the bytes of a picture file."""
    offer, t = paper.offer, Typography(Variant.STANDARD)
    title, kind = offer.topic, "Oferta szkolenia"
    metadata = Metadata(f"{title} – oferta szkolenia", office.name, kind, "", f"{printed_on:%Y%m%d}")
    document = Document(metadata, t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    known = [(label, value, ()) for label, value in facts(offer, offer.institution)]
    if paper.contact:
        known.insert(1, ("Kontakt", paper.contact, ()))
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title="Oferta szkolenia", badge=_badge(offer)),
        Heading(1, title, t.title, gap=18, anchor=Anchor(title, 0)),
        Space(6),
        Facts(known, t.question, t.strong, t.note, columns=2),
        *([Paragraph(offer.description, t.body, gap=10)] if offer.description else []),
        *([Paragraph(f"Plik oferty w programie: {offer.file_name}.", t.note, gap=4)] if offer.file else []),
        *_decision(offer, office, t),
        *_units(paper.routed, offer, t),
    ]
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    document.add(document.flow(blocks, Running(footer, title, notice(office)), title=title))
    return document.save()


def _badge(offer: Offer) -> str:
    going_round = offer.state in (OfferState.RECEIVED, OfferState.SELECTED)
    return "Obieg w urzędzie" if going_round else STATES[offer.state].capitalize()


def _decision(offer: Offer, office: Office, t: Typography) -> Iterator[Block]:
    """Until somebody has decided: a place for it."""
    if offer.state is not OfferState.RECEIVED:
        return
    title, name = head_signature(office)
    yield Heading(2, "Decyzja o ofercie", t.heading, gap=16)
    yield Paragraph("Ofertę (niepotrzebne skreślić): przekazać kierownikom komórek / odrzucić.", t.body, gap=4)
    places = [("Sekretarz", "", "data i podpis"), (title, name, "data i podpis")]
    yield signatures(places, t, gap=6)


def _units(routed: Sequence[Routed], offer: Offer, t: Typography) -> Iterator[Block]:
    if offer.state is OfferState.REJECTED and not routed:
        return
    yield Heading(2, "Odpowiedzi kierowników komórek", t.heading, gap=16)
    yield Paragraph(
        "W kolumnie „Chętni” proszę wpisać „tak” i liczbę osób albo „nie”. Wniosek o szkolenie składa się osobno.",
        t.note,
        gap=2,
    )
    rows = [_row(each) for each in routed] or [("", "", "", "", "")] * _BLANK_ROWS
    headers = ("Komórka", "Przekazano", "Chętni, ile osób", "Uwagi kierownika", "Data i podpis")
    shares = (5.2, 2.3, 3.2, 4.0, 3.3)
    yield Table(headers, rows, shares, t.subheading, t.body, gap=6, room=_ROOM, upright=True)


def _row(each: Routed) -> tuple[str, str, str, str, str]:
    routing = each.routing
    passed = "" if routing.passed_on is None else format_date(routing.passed_on)
    unit = f"{each.symbol} {each.unit}".strip()
    name = f"{unit}\n{each.head}" if each.head else unit
    if routing.reply is Reply.AWAITED:
        return name, passed, "", routing.note, ""
    people = f", {people_in_words(routing.people)}" if routing.people else ""
    said = f"tak{people}" if routing.reply is Reply.WANTED else f"nie ({REPLIES[routing.reply]})"
    day = "" if routing.replied_on is None else format_date(routing.replied_on)
    return name, passed, said, routing.note, day
