"""Service cards on paper: one card, a batch, and the guide „Przewodnik po usługach”.

Pure functions from records to the bytes of a PDF. What people ask first (how much, how long, where, when)
stands in the first third; what they must do is on the left, reference on the right; sections without content
are not printed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256

from app.core.dates import format_date
from app.core.identifiers import format_nrb
from app.core.money import format_money
from app.core.opening_hours import hours_lines
from app.core.polish import plural
from app.core.progress import NoProgress, Progress
from app.people.office.domain import Office
from app.people.office.printout import coming_exceptions, exception_text, letterhead, notice, web_address
from app.printing.blocks import Block, Heading, Panel, Paragraph, Stack, balanced, paragraphs, plain_text
from app.printing.document import Document, Flow, Running, SecondHalf
from app.printing.fonts import Cut
from app.printing.lists import Checkbox, Facts, Listing, Numbered, bullets
from app.printing.pictures import Picture, beside_code, picture
from app.printing.styles import ACCENT, MUTED, NOTICE, Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Element, Metadata
from app.printing.text import Span
from app.registers.service_cards.domain import (
    CardStatus,
    DocumentForm,
    DocumentHandling,
    Fee,
    NeededDocument,
    ServiceCard,
)
from app.registers.service_cards.words import (
    appeal_text,
    basis_text,
    duration_text,
    fee_facts,
    fee_text,
    fee_title,
    label,
    limit_text,
    silence_text,
)


@dataclass(frozen=True)
class Paper:
    """What all cards of one print share; ``level`` is the heading level of a card's name."""

    office: Office
    day: date
    typography: Typography
    arms: Picture | None = None
    level: int = 1
    clause: bool = True
    letterhead: bool = True

    @property
    def notice(self) -> str:
        return notice(self.office)


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
    blocks += _sections(card, paper, width)
    blocks += _small_print(card, paper, width)
    return blocks


def _facts(card: ServiceCard, paper: Paper) -> Iterator[tuple[str, str, Sequence[str]]]:
    """The four questions with their answers; one that the card does not answer is left out."""
    if cost := fee_text(card, paper.day):
        shown = _shown_fees(card, paper.day)
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


def _sections(card: ServiceCard, paper: Paper, width: float) -> list[Block]:
    t = paper.typography
    left = [_who(card, paper), _documents(card, paper), _steps(card, paper)]
    right = [_contact(card, paper), _fees(card, paper)]
    floating = [
        _ways(card, paper),
        _appeal(card, paper),
        _silence(card, paper),
        _notes(card, paper),
        _attachments(card, paper),
    ]
    last = [_legal(card, paper)]
    if t.large:
        return _spaced([*left, floating[0], *right, *floating[1:], *last], t)
    columns = balanced(_spaced(left, t), _spaced(right, t), _spaced([*floating, *last], t), width, gutter=24.0)
    if columns is None:
        return []
    columns.gap = 13 * t.unit
    return [columns]


def _spaced(sections: Sequence[Block | None], t: Typography) -> list[Block]:
    present = [section for section in sections if section is not None]
    for section in present:
        section.gap = 11 * t.unit
    return present


def _section(paper: Paper, title: str, blocks: Sequence[Block]) -> Block | None:
    if not blocks:
        return None
    blocks[0].gap = 0.0
    heading = Heading(paper.level + 1, title, paper.typography.heading, ruled=True)
    return Stack([heading, *blocks], role="Sect")


def _who(card: ServiceCard, paper: Paper) -> Block | None:
    t = paper.typography
    blocks = bullets(card.who_may_apply, t.body, between=2 * t.unit)
    if not_for := bullets(card.not_for, t.body, between=2 * t.unit):
        blocks += [Paragraph("Karta nie dotyczy:", t.subheading, gap=4 * t.unit, keep_with_next=True), *not_for]
    return _section(paper, "Kto może to załatwić", blocks)


def _documents(card: ServiceCard, paper: Paper) -> Block | None:
    t = paper.typography
    blocks: list[Block] = []
    for handling, title in ((DocumentHandling.ATTACH, "Do złożenia"), (DocumentHandling.SHOW, "Do wglądu")):
        chosen = [document for document in card.documents if document.handling is handling]
        if not chosen:
            continue
        gap = 5 * t.unit if blocks else 0.0
        blocks.append(Paragraph(title, t.subheading, gap=gap, keep_with_next=True))
        items = [_document(document, t) for document in chosen]
        blocks.append(Listing(items, Checkbox(), t.strong, gap=3 * t.unit, between=4 * t.unit))
    return _section(paper, "Co przygotować", blocks)


def _document(document: NeededDocument, t: Typography) -> list[Block]:
    form = "" if document.form is DocumentForm.ORIGINAL else label(document.form)
    details = [part for part in (document.condition, form, document.note) if part]
    if document.form_file or document.form_file_name:
        details.append(f"wzór: {document.form_file_name or 'formularz'} – w urzędzie")
    blocks: list[Block] = [Paragraph(document.name, t.strong, keep_with_next=bool(details))]
    if details:
        blocks.append(Paragraph("; ".join(details), t.note))
    return blocks


def _steps(card: ServiceCard, paper: Paper) -> Block | None:
    t = paper.typography
    items = [[Paragraph(step, t.body)] for step in card.steps if step.strip()]
    blocks: list[Block] = [Listing(items, Numbered(), t.body, between=5 * t.unit)] if items else []
    blocks += _said((("Wynik:", card.result), ("Termin się wydłuża:", card.limit_extension)), t)
    return _section(paper, "Jak to przebiega", blocks)


def _ways(card: ServiceCard, paper: Paper) -> Block | None:
    said = (
        ("Jak złożyć:", ", ".join(label(way) for way in card.submit_ways)),
        ("Gdzie złożyć:", card.submit_address),
        ("Jak odebrać:", ", ".join(label(way) for way in card.collect_ways)),
    )
    return _section(paper, "Złożenie i odbiór", _said(said, paper.typography))


def _said(said: Sequence[tuple[str, str]], t: Typography) -> list[Block]:
    """Short facts behind bold words; those without text are left out."""
    present = [(Span(title, t.strong), Span(_sentence(text), t.body)) for title, text in said if text.strip()]
    return [Paragraph(spans, t.body, gap=4 * t.unit) for spans in present]


def _sentence(text: str) -> str:
    """With a full stop, unless the text ends with a mark or an address."""
    return text if text[-1] in ".!?…" or "@" in text or "AE:PL" in text else f"{text}."


def _contact(card: ServiceCard, paper: Paper) -> Block | None:
    t = paper.typography
    blocks: list[Block] = []
    if card.unit_name:
        blocks.append(Paragraph(card.unit_name, t.strong))
    if card.clerk_post:
        blocks.append(Paragraph(card.clerk_post, t.body))
    if card.phone:
        blocks.append(Paragraph(f"tel. {card.phone}", t.body))
    if card.email:
        link = t.body.but(colour=ACCENT)
        target, announced = f"mailto:{card.email}", f"Napisz na adres {card.email}"
        blocks.append(Paragraph(card.email, link, link=target, link_text=announced))
    if card.sign_language:
        spans = [Span("Język migowy:", t.small.but(cut=Cut.BOLD)), Span(card.sign_language, t.small)]
        blocks.append(Paragraph(spans, t.small, gap=4 * t.unit))
    return _section(paper, "Kto załatwia", blocks)


def _fees(card: ServiceCard, paper: Paper) -> Block | None:
    t = paper.typography
    shown = _shown_fees(card, paper.day)
    blocks: list[Block] = []
    # a single amount already stands in the answer to „Ile kosztuje”
    if len(shown) > 1 or any(fee.formula or not fee.in_force(paper.day) for fee in shown):
        rows = [(fee_title(fee, shown), _fee_amount(fee, t)) for fee in shown]
        shares = (5, 3) if any(fee.formula for fee in shown) else (7, 3)
        table = Table(("Za co", "Kwota"), rows, shares, t.subheading, t.small, aligns=(0, 1))
        blocks.append(table)
    ways = ", ".join(label(way) for way in card.payment_ways)
    for facts in (fee_facts(shown), _exemptions(shown), [("Jak zapłacić", ways)]):
        spans = [span for lead, text in facts if text for span in _led(lead, text, t)]
        if spans:
            blocks.append(Paragraph(spans, t.small, gap=4 * t.unit))
    blocks += _accounts(shown, paper)
    return _section(paper, "Opłaty", blocks)


def _shown_fees(card: ServiceCard, day: date) -> list[Fee]:
    """Fees in force and those that are announced."""
    return [fee for fee in card.fees if fee.valid_to is None or fee.valid_to >= day]


def _led(lead: str, text: str, t: Typography) -> tuple[Span, Span]:
    return Span(f"{lead}:", t.small.but(cut=Cut.BOLD)), Span(_sentence(text), t.small)


def _exemptions(fees: Sequence[Fee]) -> list[tuple[str, str]]:
    said = " ".join(dict.fromkeys(_sentence(fee.exemption.strip()) for fee in fees if fee.exemption.strip()))
    return [("Zwolnienia", said)]


def _fee_amount(fee: Fee, t: Typography) -> Sequence[Span]:
    if fee.free:
        return (Span("bez opłat", t.small.but(cut=Cut.BOLD)),)
    if fee.amount is None:
        return (Span(fee.formula, t.small),)
    amount = Span(format_money(fee.amount).replace(" ", "\u00a0"), t.small.but(cut=Cut.BOLD))
    return (amount, Span(f"\n{fee.formula}", t.small)) if fee.formula else (amount,)


def _accounts(fees: Sequence[Fee], paper: Paper) -> Iterator[Block]:
    t = paper.typography
    for purpose in dict.fromkeys(fee.account_purpose for fee in fees if fee.account_purpose and not fee.free):
        account = paper.office.account(purpose)
        if account is None:
            continue
        number = format_nrb(account.nrb).replace(" ", "\u00a0")
        yield Paragraph(f"Rachunek – {account.purpose}:", t.small, gap=4 * t.unit, keep_with_next=True)
        yield Paragraph(number, t.small.but(cut=Cut.BOLD))
        if account.note:
            yield Paragraph(account.note, t.small.but(colour=MUTED))


def _appeal(card: ServiceCard, paper: Paper) -> Block | None:
    text = appeal_text(card)
    return _section(paper, "Jeśli się nie zgadzasz", [Paragraph(text, paper.typography.body)] if text else [])


def _silence(card: ServiceCard, paper: Paper) -> Block | None:
    t = paper.typography
    said = (Span(silence_text(card.silence_effect), t.strong), Span(card.silence_note, t.body))
    spans = [span for span in said if span.text.strip()]
    return _section(paper, "Gdy urząd nie odpowie w terminie", [Paragraph(spans, t.body)] if spans else [])


def _notes(card: ServiceCard, paper: Paper) -> Block | None:
    t = paper.typography
    return _section(paper, "Warto wiedzieć", paragraphs(card.notes, t.body, gap=3 * t.unit))


def _attachments(card: ServiceCard, paper: Paper) -> Block | None:
    t = paper.typography
    names = [f"{file.title} ({file.file_name})" if file.title else file.file_name for file in card.attachments]
    return _section(paper, "Załączniki", bullets(names, t.small))


def _legal(card: ServiceCard, paper: Paper) -> Block | None:
    t = paper.typography
    return _section(paper, "Podstawa prawna", bullets([basis_text(basis) for basis in card.legal_bases], t.small))


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


# -- guide ---------------------------------------------------------------------------------------------------
