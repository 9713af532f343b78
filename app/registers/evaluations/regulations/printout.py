"""An evaluation regulation on paper: criteria, scale, how the result is found, and the texts people get."""

from collections.abc import Iterator
from datetime import date

from app.core.dates import format_date
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph, Space, paragraphs
from app.printing.document import Document, Running
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.registers.evaluations.regulations.clocks import filled
from app.registers.evaluations.regulations.domain import TEXTS, CriterionKind, NotEarlierFrom, Regulation, mean_text
from app.registers.evaluations.regulations.words import FIELDS, facts, formula, label, negative_rule

_WAITING = {
    NotEarlierFrom.LATER: "od późniejszego z dni: doręczenia oceny i dnia, w którym stała się ostateczna",
    NotEarlierFrom.DELIVERY: "od dnia doręczenia oceny",
    NotEarlierFrom.FINALITY: "od dnia, w którym ocena stała się ostateczna",
}


def regulation_pdf(regulation: Regulation, office: Office, coat_of_arms: bytes | None, printed_on: date) -> bytes:
    """The regulation as PDF, its texts with the law of the day of printing; ``coat_of_arms`` is a picture file."""
    t, name = Typography(Variant.STANDARD), regulation.name
    created = f"{printed_on:%Y%m%d}"
    metadata = Metadata(name, office.name, "Regulamin ocen", regulation.order_number, created)
    document = Document(metadata, t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title="Regulamin ocen", badge=regulation.order_number),
        Heading(1, name, t.title, gap=18, anchor=Anchor(name, 0)),
        Space(6),
        Facts([(lead, value, ()) for lead, value in facts(regulation)], t.question, t.strong, t.note, columns=3),
        *_criteria(regulation, t),
        *_scale(regulation, t),
        *_result(regulation, t),
        *_texts(regulation, printed_on, t),
    ]
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    document.add(document.flow(blocks, Running(footer, name, notice(office)), title=name))
    return document.save()


def _criteria(regulation: Regulation, t: Typography) -> Iterator[Block]:
    yield Heading(2, f"Kryteria ({len(regulation.criteria)})", t.heading, gap=16)
    number = 0
    several = any(criterion.kind is not CriterionKind.COMPULSORY for criterion in regulation.criteria)
    for group in regulation.groups:
        rows = []
        for criterion in regulation.criteria:
            if criterion.group == group.symbol:
                number += 1
                kind = (label(criterion.kind),) if several else ()
                about = "\n".join((criterion.description, *criterion.descriptors)).strip()
                rows.append((str(number), criterion.name, about, *kind, str(criterion.weight or 1)))
        yield Heading(3, f"{group.symbol}. {group.name}", t.strong, gap=10)
        kind_head, kind_share, kind_align = (("Rodzaj",), (2.3,), (0.0,)) if several else ((), (), ())
        yield Table(
            ("Lp.", "Kryterium", "Opis", *kind_head, "Waga"),
            rows,
            (0.8, 5, 7.5, *kind_share, 1.2),
            t.subheading,
            t.body,
            aligns=(0.0, 0.0, 0.0, *kind_align, 1.0),
            gap=4,
        )


def _scale(regulation: Regulation, t: Typography) -> Iterator[Block]:
    yield Heading(2, "Skala ocen", t.heading, gap=16)
    rows = [
        (str(mark.value), mark.name, mark.description, "wymagane" if mark.needs_reason else "–")
        for mark in regulation.scale
    ]
    yield Table(("Ocena", "Nazwa", "Opis", "Uzasadnienie"), rows, (1.3, 3.2, 8, 2.5), t.subheading, t.body)


def _result(regulation: Regulation, t: Typography) -> Iterator[Block]:
    yield Heading(2, "Wynik", t.heading, gap=16)
    yield Paragraph(formula(regulation), t.body)
    if regulation.levels:
        rows = [(f"od {mean_text(level.from_mean or 0)}", level.name) for level in regulation.levels]
        yield Table(("Średnia", "Poziom"), rows, (2, 8), t.subheading, t.body, gap=6)
    if rule := negative_rule(regulation):
        yield Paragraph(rule, t.body, gap=6)
    start = _WAITING[regulation.not_earlier_from]
    yield Paragraph(f"Czas do ponownej oceny po ocenie negatywnej liczy się {start}.", t.body, gap=6)


def _texts(regulation: Regulation, on: date, t: Typography) -> Iterator[Block]:
    for name in TEXTS:
        text = filled(getattr(regulation, name), on)
        if text.strip():
            yield Heading(2, FIELDS[name].label, t.heading, gap=16)
            yield from paragraphs(text, t.body, gap=4)
