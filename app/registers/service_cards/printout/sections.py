"""The sections of a card: what people must do on the left, reference on the right; empty ones are left out."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.core.identifiers import format_nrb
from app.core.money import format_money
from app.printing.blocks import Block, Heading, Paragraph, Stack, balanced, paragraphs
from app.printing.fonts import Cut
from app.printing.lists import Checkbox, Listing, Numbered, bullets
from app.printing.styles import ACCENT, MUTED, Typography
from app.printing.tables import Table
from app.printing.text import Span
from app.registers.service_cards.domain import (
    DocumentForm,
    DocumentHandling,
    Fee,
    NeededDocument,
    ServiceCard,
)
from app.registers.service_cards.printout.paper import Paper
from app.registers.service_cards.words import (
    appeal_text,
    basis_text,
    fee_facts,
    fee_title,
    label,
    silence_text,
)


def sections(card: ServiceCard, paper: Paper, width: float) -> list[Block]:
    """All that have content; ``width`` in points does not matter in large print."""
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


def _spaced(parts: Sequence[Block | None], t: Typography) -> list[Block]:
    present = [section for section in parts if section is not None]
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
    shown = shown_fees(card, paper.day)
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


def shown_fees(card: ServiceCard, day: date) -> list[Fee]:
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
