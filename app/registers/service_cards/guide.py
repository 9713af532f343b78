"""„Przewodnik po usługach”: every card of the office as one book, with contents and an alphabetical index."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.core.dates import format_date
from app.core.polish import plural, sort_key
from app.core.progress import NoProgress, Progress
from app.people.office.domain import Office
from app.people.office.printout import account_blocks, arms_figure, contact_blocks, hours_blocks, office_blocks
from app.people.units.domain import Unit
from app.printing.blocks import Block, Columns, Heading, Newspaper, Panel, Paragraph, Space, Stack, paragraphs
from app.printing.contents import Entry, index_blocks
from app.printing.document import Document, Flow, Running, SecondHalf
from app.printing.fonts import Cut
from app.printing.pictures import picture
from app.printing.styles import ACCENT, NOTICE, WHITE, TextStyle, Typography, Variant
from app.printing.tagging import Anchor, Element, Metadata
from app.registers.service_cards.domain import ServiceCard
from app.registers.service_cards.printout.card import card_flow
from app.registers.service_cards.printout.paper import Paper

GUIDE_TITLE = "Przewodnik po usługach"


def guide_pdf(
    cards: Sequence[ServiceCard],
    units: Sequence[Unit],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    progress: Progress | None = None,
) -> bytes:
    """„Przewodnik po usługach”: title page, linked contents, cards by unit, alphabetical index, clause.

    Units stand in the order given, cards in the Polish order of their symbols; a card whose unit is not
    among ``units`` stands at the end under its own unit's name. Raises Cancelled when ``progress`` says so.
    """
    progress = progress or NoProgress()
    arms = picture(coat_of_arms) if coat_of_arms else None
    typography = Typography(Variant.STANDARD)
    paper = Paper(office, printed_on, typography, arms, level=2, clause=False, letterhead=False)
    words = f"usługi, karty usług, {office.gmina}"
    metadata = Metadata(f"{GUIDE_TITLE} – {office.name}", office.name, GUIDE_TITLE, words, f"{printed_on:%Y%m%d}")
    document = Document(metadata, typography)
    chapters: list[_Chapter] = []
    flows: list[Flow] = []
    done = 0
    for name, unit, chosen in _by_unit(cards, units):
        chapter = _Chapter(Anchor(name, 0), Element("Part", title=name), [])
        for card in chosen:
            if done % 10 == 0:
                progress.report(done, 2 * len(cards), f"Karta {card.symbol}")
            anchor = Anchor(f"{card.symbol} {card.name}", 1)
            lead = _unit_heading(name, unit, chapter.anchor, typography) if not chapter.entries else []
            flows.append(card_flow(document, card, paper, anchor, lead, chapter.part))
            chapter.entries.append((card, anchor))
            done += 1
        chapters.append(chapter)
    _assemble(document, paper, chapters, flows)
    return document.save(SecondHalf(progress))


@dataclass
class _Chapter:
    anchor: Anchor
    part: Element
    entries: list[tuple[ServiceCard, Anchor]]


def _assemble(document: Document, paper: Paper, chapters: Sequence[_Chapter], flows: Sequence[Flow]) -> None:
    running = Running(f"{GUIDE_TITLE} · {paper.office.name}", GUIDE_TITLE, paper.notice, from_first=True)
    cards = [entry for chapter in chapters for entry in chapter.entries]
    document.add(document.flow(_cover(paper, len(cards)), Running(numbered=False), title=GUIDE_TITLE))
    document.add(document.flow(_contents(paper, chapters), running, title="Spis treści"))
    for chapter in chapters:
        chapter.part.under(document.surface.root)
    for flow in flows:
        document.add(flow)
    if cards:
        document.add(document.flow(_index(paper, cards), running, title="Skorowidz"))
    if clauses := _clauses(paper, cards):
        document.add(document.flow(clauses, running, title="Ochrona danych osobowych"))


def _by_unit(
    cards: Sequence[ServiceCard], units: Sequence[Unit]
) -> Iterator[tuple[str, Unit | None, list[ServiceCard]]]:
    known = {unit.id: place for place, unit in enumerate(units)}

    def place(card: ServiceCard) -> tuple[int, str]:
        here = known.get(card.unit_id) if card.unit_id is not None else None
        return (len(units), sort_key(card.unit_name)) if here is None else (here, "")

    ordered = sorted(cards, key=lambda card: (place(card), sort_key(card.symbol), sort_key(card.name)))
    for (position, _), group in groupby(ordered, key=place):
        chosen = list(group)
        unit = units[position] if position < len(units) else None
        yield (unit.name if unit else chosen[0].unit_name or "Pozostałe karty"), unit, chosen


def _unit_heading(name: str, unit: Unit | None, anchor: Anchor, t: Typography) -> list[Block]:
    contact = ""
    if unit:
        parts = (
            unit.building,
            unit.floor,
            f"pokój {unit.room}" if unit.room else "",
            f"tel. {unit.phone}" if unit.phone else "",
            unit.email,
        )
        contact = " · ".join(part for part in parts if part)
    heading = Heading(1, name, TextStyle(15, 19, Cut.BOLD, ACCENT), anchor=anchor)
    blocks: list[Block] = [heading]
    if contact:
        blocks.append(Paragraph(contact, t.note, keep_with_next=True))
    return [*blocks, Space(8)]


def _cover(paper: Paper, count: int) -> list[Block]:
    office, t = paper.office, paper.typography
    white = TextStyle(13, 19, colour=WHITE)
    cards = plural(count, "karta usługi", "karty usług", "kart usług")
    promise = f"{count} {cards}: co przygotować, ile to kosztuje, ile trwa i gdzie to załatwić."
    title = [
        Paragraph(office.name, white),
        Heading(1, GUIDE_TITLE, t.cover.but(colour=WHITE), gap=6, anchor=Anchor(GUIDE_TITLE, 0)),
        Paragraph(promise, white, gap=8),
        Paragraph(f"Stan na {format_date(paper.day)}.", white, gap=26),
    ]
    arms = arms_figure(office, paper.arms, 130)
    blocks: list[Block] = [Space(40), arms, Space(50)] if arms else [Space(120)]
    blocks.append(Panel(title, padding=30, fill=ACCENT))
    if paper.notice:
        blocks.append(Paragraph(paper.notice, TextStyle(12, 17, Cut.BOLD, NOTICE), gap=18))
    rows = (
        (contact_blocks(office, t), hours_blocks(office, paper.day, t)),
        (office_blocks(office, t), account_blocks(office, t)),
    )
    for row, gap in zip(rows, (44, 18), strict=True):
        if filled := [column for column in row if column]:
            blocks.append(Columns(filled, [1] * len(filled), gutter=24, gap=gap))
    return blocks


def _contents(paper: Paper, chapters: Sequence[_Chapter]) -> list[Block]:
    t = paper.typography
    entries: list[Block] = []
    for chapter in chapters:
        first = Entry(chapter.anchor.title, [chapter.anchor], t.strong, gap=9)
        first.keep_with_next = True
        entries.append(first)
        entries += [
            Entry(f"{card.symbol}  {card.name}", [anchor], t.body, gap=2, indent=14) for card, anchor in chapter.entries
        ]
    heading = Heading(1, "Spis treści", t.title, anchor=Anchor("Spis treści", 0))
    return [heading, Space(6), Stack(entries, role="TOC")] if entries else [heading]


def _index(paper: Paper, cards: Sequence[tuple[ServiceCard, Anchor]]) -> list[Block]:
    """Names of cards and the residents' own words, in Polish alphabetical order, under their first letters."""
    t = paper.typography
    words = ((word, anchor) for card, anchor in cards for word in (card.name, *card.synonyms))
    title = Heading(1, "Skorowidz", t.title, anchor=Anchor("Skorowidz", 0))
    hint = Paragraph("Nazwy usług i słowa, którymi mieszkańcy pytają o sprawy.", t.lead, gap=2)
    return [title, hint, Newspaper(index_blocks(words, t), gap=8)]


def _clauses(paper: Paper, cards: Sequence[tuple[ServiceCard, Anchor]]) -> list[Block]:
    """The office's clause and those of single cards, which would not fit on the cards' own pages."""
    t = paper.typography
    own = [(f"{card.symbol} {card.name}", card.data_protection) for card, _ in cards if card.data_protection.strip()]
    if not own and not paper.office.data_protection.strip():
        return []
    title = "Ochrona danych osobowych"
    blocks: list[Block] = [
        Heading(1, title, t.title, anchor=Anchor(title, 0)),
        *paragraphs(paper.office.data_protection, t.body, gap=5),
    ]
    for name, clause in own:
        blocks += [Heading(2, name, t.heading, gap=12), *paragraphs(clause, t.body, gap=5)]
    return blocks
