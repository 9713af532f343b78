"""Service cards on paper: one card, or a batch; ``guide`` binds them to „Przewodnik po usługach”.

Pure functions from records to the bytes of a PDF. What people ask first (how much, how long, where, when)
stands in the first third, sections below.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256

from app.core.dates import format_date
from app.core.opening_hours import hours_lines
from app.core.polish import plural
from app.core.progress import NoProgress, Progress
from app.people.office.domain import Office
from app.people.office.printout import coming_exceptions, exception_text, letterhead, web_address
from app.printing.blocks import Block, Heading, Panel, Paragraph, Stack, plain_text
from app.printing.document import Document, Flow, Running, SecondHalf
from app.printing.fonts import Cut
from app.printing.lists import Facts
from app.printing.pictures import beside_code, picture
from app.printing.styles import ACCENT, NOTICE, Typography, Variant
from app.printing.tagging import Anchor, Element, Metadata
from app.printing.text import Span
from app.registers.service_cards.domain import (
    CardStatus,
    ServiceCard,
)
from app.registers.service_cards.printout.paper import Paper
from app.registers.service_cards.printout.sections import sections, shown_fees
from app.registers.service_cards.words import (
    duration_text,
    fee_text,
    label,
    limit_text,
)


def card_pdf(
    cards: Sequence[ServiceCard],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    variant: Variant = Variant.STANDARD,
    progress: Progress | None = None,
) -> bytes:
    """One card, or several one after another, each starting on a new page and numbered by itself.

    ``coat_of_arms`` are the bytes of a PNG, JPEG or SVG file. Raises Cancelled when ``progress`` says so and
    ValueError for an empty batch.
    """
    if not cards:
        raise ValueError("nothing to print")
    progress = progress or NoProgress()
    arms = picture(coat_of_arms) if coat_of_arms else None
    paper = Paper(office, printed_on, Typography(variant), arms)
    document = Document(_metadata(cards, office, printed_on), paper.typography)
    for index, card in enumerate(cards):
        progress.report(index, 2 * len(cards), f"Karta {card.symbol}")
        document.add(card_flow(document, card, paper, Anchor(f"{card.symbol} {card.name}", 0)), own_numbers=True)
    return document.save(SecondHalf(progress))


def check_code(card: ServiceCard) -> str:
    """Short code of a card's content: two prints with the same code say the same."""
    content = replace(card, id=0, version=0, unit_id=None, supervising_unit_id=None)
    digest = sha256(repr(content).encode("utf-8", "replace")).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def _metadata(cards: Sequence[ServiceCard], office: Office, day: date) -> Metadata:
    count = len(cards)
    title = (
        f"{cards[0].symbol} {cards[0].name} – karta usługi"
        if count == 1
        else f"Karty usług: {count} {plural(count, 'karta', 'karty', 'kart')}"
    )
    words = ", ".join(word for card in cards[:20] for word in card.synonyms[:8])
    return Metadata(title, office.name, "Karta usługi", words, f"{day:%Y%m%d}")


# -- one card ------------------------------------------------------------------------------------------------


def card_flow(
    document: Document,
    card: ServiceCard,
    paper: Paper,
    anchor: Anchor,
    lead: Sequence[Block] = (),
    parent: Element | None = None,
) -> Flow:
    """A card's pages, set a little smaller where that spares a page.

    Best is one page; next best a first page that holds everything but the data-protection clause.
    """
    best = _laid_out(document, card, paper, anchor, lead, parent)
    if paper.typography.large:
        return best
    for tightness in (1, 2):
        if len(best.pages) == 1:
            break
        tight = replace(paper, typography=_tight(tightness))
        flow = _laid_out(document, card, tight, anchor, lead, parent)
        if len(flow.pages) < len(best.pages) or (_only_clause_overleaf(flow) and not _only_clause_overleaf(best)):
            best = flow
    return best


@cache
def _tight(tightness: int) -> Typography:
    return Typography(Variant.STANDARD, tightness)


def _only_clause_overleaf(flow: Flow) -> bool:
    return len(flow.pages) == 2 and [type(block) for block in flow.pages[1].stack.blocks] == [_Clause]


class _Clause(Stack):
    """The data-protection clause of a card; told apart because it may stand overleaf alone."""


def _laid_out(
    document: Document, card: ServiceCard, paper: Paper, anchor: Anchor, lead: Sequence[Block], parent: Element | None
) -> Flow:
    running = Running(
        _edition(card, paper), f"{card.symbol} · {card.name}", paper.notice, from_first=not paper.letterhead
    )
    blocks = [*lead, *_card_blocks(card, paper, anchor, document.width)]
    return document.flow(blocks, running, title=f"{card.symbol} {card.name}", parent=parent)


def _edition(card: ServiceCard, paper: Paper) -> str:
    edition = f"Wydanie {card.edition}"
    if card.edition_on:
        edition += f" z {format_date(card.edition_on)}"
    return f"{edition} · wydrukowano {format_date(paper.day)} · kod kontrolny {check_code(card)}"


def card_text(card: ServiceCard, office: Office, day: date) -> str:
    """All that the print of a card says, in plain lines; neither fonts nor ReportLab are loaded.

    The card itself comes first and the office's letterhead last: who listens to one card after another would
    otherwise hear the office's address before each.
    """
    paper = Paper(office, day, Typography(Variant.LARGE))
    blocks: list[Block] = [Paragraph(f"Karta usługi {card.symbol}", paper.typography.body)]
    blocks += _content(card, paper, Anchor(), 0.0)
    head = letterhead(office, None, paper.typography)
    return f"{plain_text(blocks)}\n\n{plain_text([head])}\n\n{_edition(card, paper)}"


def _card_blocks(card: ServiceCard, paper: Paper, anchor: Anchor, width: float) -> list[Block]:
    t = paper.typography
    blocks: list[Block] = []
    if paper.letterhead:
        blocks.append(letterhead(paper.office, paper.arms, t, badge_title="Karta usługi", badge=card.symbol))
    elif card.symbol:
        blocks.append(Paragraph(f"Karta usługi {card.symbol}", t.question, keep_with_next=True, gap=6 * t.unit))
    return blocks + _content(card, paper, anchor, width)


def _content(card: ServiceCard, paper: Paper, anchor: Anchor, width: float) -> list[Block]:
    """The card below its letterhead; ``width`` in points does not matter in large print."""
    t = paper.typography
    blocks: list[Block] = []
    if warning := STATUS_WARNINGS.get(card.status):
        blocks.append(Panel([Paragraph(warning, t.strong)], gap=10 * t.unit, padding=max(8.0, 8 * t.unit), bar=NOTICE))
    gap = 16 * t.unit if paper.letterhead else 0.0
    if group := " · ".join(part for part in (card.category, card.life_event) if part):
        blocks.append(Paragraph(group, t.note, gap=gap / 2, keep_with_next=True))
        gap /= 8
    blocks.append(Heading(paper.level, card.name, t.title, gap=gap, anchor=anchor))
    if card.purpose:
        blocks.append(Paragraph(card.purpose, t.lead, gap=3 * t.unit))
    facts = list(_facts(card, paper))
    if facts:
        columns = min(len(facts), 2 if t.large else 4)
        blocks.append(Facts(facts, t.question, t.answer, t.note, columns=columns, gap=12 * t.unit))
    blocks += _exceptions(paper)
    if card.resident_limit_unit or card.resident_limit_note:
        blocks.append(_resident_limit(card, t))
    blocks += sections(card, paper, width)
    blocks += _small_print(card, paper, width)
    return blocks


def _facts(card: ServiceCard, paper: Paper) -> Iterator[tuple[str, str, Sequence[str]]]:
    """The four questions with their answers; one that the card does not answer is left out."""
    if cost := fee_text(card, paper.day):
        shown = shown_fees(card, paper.day)
        details = shown[0].title or label(shown[0].kind) if len(shown) == 1 else "szczegóły w części „Opłaty”"
        yield "Ile kosztuje", cost, [details]
    limit = limit_text(card)
    if limit or card.limit_note:
        yield "Ile to trwa", limit, [card.limit_note]
    place = ", ".join(part for part in (f"pokój {card.room}" if card.room else "", card.floor) if part)
    more = ", ".join(part for part in (f"okienko {card.window}" if card.window else "", card.building) if part)
    if place or more:
        yield "Gdzie", place or more, [more if place else ""]
    hours = card.hours or paper.office.hours
    if hours:
        yield "Kiedy", "\n".join(hours_lines(hours)), []


def _exceptions(paper: Paper) -> Iterator[Block]:
    """The office's days with other hours; they also hold for a desk with hours of its own."""
    t = paper.typography
    said = " · ".join(exception_text(exception) for exception in coming_exceptions(paper.office, paper.day))
    if said:
        spans = [Span("Urząd pracuje inaczej:", t.note.but(cut=Cut.BOLD)), Span(said, t.note)]
        yield Paragraph(spans, t.note, gap=4 * t.unit, align=0.0 if t.large else 1.0)


STATUS_WARNINGS = {
    CardStatus.DRAFT: "Projekt karty – jeszcze nie obowiązuje. Nie wydawać mieszkańcom.",
    CardStatus.REVIEW: "Karta w uzgodnieniu – jeszcze nie obowiązuje. Nie wydawać mieszkańcom.",
    CardStatus.ARCHIVED: "Karta wycofana – już nie obowiązuje. Nie wydawać mieszkańcom.",
}
"""What a print says first when the card is not valid for residents."""


def _resident_limit(card: ServiceCard, t: Typography) -> Block:
    duration = duration_text(card.resident_limit_unit, card.resident_limit_number)
    spans = [Span("Twój termin:", t.body), Span(duration, t.strong), Span(card.resident_limit_note, t.body)]
    return Panel([Paragraph(spans, t.body)], gap=8 * t.unit, padding=max(8.0, 8 * t.unit), bar=ACCENT)


def _small_print(card: ServiceCard, paper: Paper, width: float) -> list[Block]:
    """Where the current edition is found, who answers for the card, how fresh it is, and the clause."""
    t = paper.typography
    blocks: list[Block] = []
    about: list[Block] = [Paragraph(text, t.tiny) for text in (_about(card),) if text]
    if paper.letterhead and paper.office.bip:
        blocks.append(_with_code(paper, about, width))
    elif about:
        blocks += about
    if blocks:
        blocks[0].gap = 9 * t.unit
    clause = card.data_protection or paper.office.data_protection
    if paper.clause and clause.strip():
        title = Heading(paper.level + 1, "Ochrona danych osobowych", t.tiny.but(cut=Cut.BOLD))
        text = Paragraph(" ".join(clause.split()), t.tiny)
        blocks.append(_Clause([title, text], gap=7 * t.unit, role="Sect", keep=not t.large))
    return blocks


def _with_code(paper: Paper, about: Sequence[Block], width: float) -> Block:
    t, address = paper.typography, paper.office.bip
    url = web_address(address)
    size = 96.0 if t.large else 44.0
    link = t.small.but(colour=ACCENT)
    text = [
        Paragraph("Zeskanuj kod, aby sprawdzić, czy ta karta jest aktualna, albo zajrzyj do BIP:", t.small),
        Paragraph(address, link, link=url, link_text=f"Biuletyn Informacji Publicznej: {address}"),
        *about,
    ]
    return beside_code(url, text, size, width)


def _about(card: ServiceCard) -> str:
    parts = []
    if card.supervising_unit_name and card.supervising_unit_name != card.unit_name:
        parts.append(f"Za kartę odpowiada: {card.supervising_unit_name}.")
    if card.facts_as_of:
        parts.append(f"Stan przepisów i stawek: {format_date(card.facts_as_of)}.")
    for words, person, day in (
        ("Opracowanie", card.prepared_by, card.prepared_on),
        ("Sprawdzenie", card.checked_by, card.checked_on),
        ("Zatwierdzenie", card.approved_by, card.approved_on),
    ):
        said = ", ".join(part for part in (person, format_date(day) if day else "") if part)
        if said:
            parts.append(f"{words}: {said}.")
    if card.valid_from:
        parts.append(f"Obowiązuje od {format_date(card.valid_from)}.")
    if card.review_on:
        parts.append(f"Następny przegląd: {format_date(card.review_on)}.")
    return " ".join(parts)
