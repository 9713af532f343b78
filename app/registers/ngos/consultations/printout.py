"""Consultations on paper: the list of those who were asked, as a proof, and the protocol."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from app.core.dates import format_date
from app.people.office.domain import Office
from app.people.office.printout import head_signature, letterhead, notice
from app.printing.blocks import Block, Heading, Newspaper, Paragraph, Space, Stack, paragraphs
from app.printing.document import Document, Running
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.signatures import signatures
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.registers.ngos.consultations.domain import Asked, Channel, Consultation, measures, state_on
from app.registers.ngos.consultations.words import (
    CHANNELS,
    FIELDS,
    STATES,
    SUBJECTS,
    TAKEN,
    WAYS,
    WORDS,
    measured,
    period,
)
from app.registers.ngos.organisations.printout.entry import INTERNAL
from app.registers.ngos.organisations.words import organisations

PROTOCOL = "Protokół konsultacji"
LISTING = "Lista zapytanych organizacji"
_ROOM = 30.0
"""Points in a row for a signature."""

Contact = Callable[[Asked], str]
"""Where an organisation was asked: its e-mail or postal address; blank where it is not known."""


def protocol_pdf(
    consultation: Consultation,
    label: Callable[[str], str],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
) -> bytes:
    """What was consulted, with whom, who said what and what came of it; ``label`` names a sphere by its code."""
    t = Typography(Variant.STANDARD)
    blocks = [
        Facts(list(_facts(consultation, printed_on)), t.question, t.strong, t.note, columns=3),
        *_spheres(consultation, label, t),
        *_figures(consultation, t),
        *_opinions(consultation, t),
        *_answers_without_remarks(consultation, t),
        *_silent(consultation, t),
        *_results(consultation, t),
        _signed(office, t),
    ]
    return _saved(PROTOCOL, consultation, office, coat_of_arms, printed_on, t, blocks)


def listing_pdf(
    consultation: Consultation,
    contact: Contact,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
) -> bytes:
    """Who was asked, when and how, with room for a signature or a note of posting."""
    t = Typography(Variant.STANDARD)
    rows = [
        (str(number), each.name, contact(each) or "–", _when(each), "")
        for number, each in enumerate(consultation.asked, start=1)
    ]
    blocks: list[Block] = [
        Facts(
            [
                ("Rodzaj", SUBJECTS[consultation.kind], ()),
                ("Konsultacje", period(consultation) or "–", ()),
                ("Na liście", organisations(len(consultation.asked)), ()),
            ],
            t.question,
            t.strong,
            t.note,
            columns=3,
        ),
        Space(10),
    ]
    if rows:
        blocks.append(
            Table(
                ("Lp.", "Organizacja", "Adres", "Kiedy i jak zapytano", "Podpis albo potwierdzenie"),
                rows,
                (0.9, 4.6, 5, 2.2, 3.5),
                t.subheading,
                t.small,
                room=_ROOM,
                upright=True,
            )
        )
    else:
        blocks.append(Paragraph("Na liście nie ma jeszcze nikogo.", t.body))
    blocks.append(signatures([("Sporządził(a)", "", "data i podpis")], t, gap=24, at_right=True))
    # postal addresses may be homes
    return _saved(LISTING, consultation, office, coat_of_arms, printed_on, t, blocks, internal=True)


def _saved(
    what: str,
    consultation: Consultation,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    t: Typography,
    blocks: Sequence[Block],
    *,
    internal: bool = False,
) -> bytes:
    title = f"{what}: {consultation.subject}"
    marked = " · ".join(filter(None, (INTERNAL if internal else "", notice(office))))
    document = Document(Metadata(title, office.name, WORDS.title, consultation.draft_number, f"{printed_on:%Y%m%d}"), t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    year = "" if consultation.starts_on is None else str(consultation.starts_on.year)
    head: list[Block] = [
        letterhead(
            office,
            arms,
            t,
            badge_title=INTERNAL if internal else "Konsultacje",
            badge=f"Konsultacje {year}".strip() if internal else year,
        ),
        Heading(1, what, t.title, gap=18, anchor=Anchor(title, 0)),
        Paragraph(consultation.subject, t.lead, gap=2),
        Space(6),
    ]
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    document.add(document.flow([*head, *blocks], Running(footer, what, marked), title=title))
    return document.save()


def _facts(consultation: Consultation, today: date) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    number = (f"nr {consultation.draft_number}",) if consultation.draft_number else ()
    yield "Rodzaj", SUBJECTS[consultation.kind], number
    yield "Konsultacje", period(consultation) or "–", (", ".join(WAYS[way] for way in consultation.ways),)
    yield "Stan", STATES[state_on(consultation, today)], ()
    announced = "–" if consultation.announced_on is None else format_date(consultation.announced_on)
    yield "Ogłoszono", announced, (consultation.announced_where,)
    results = "–" if consultation.results_on is None else format_date(consultation.results_on)
    yield "Wyniki", results, (consultation.results_where,)
    open_for = measures(consultation).days
    yield "Czas trwania", "–" if open_for is None else f"{open_for} {'dzień' if open_for == 1 else 'dni'}", ()


def _spheres(consultation: Consultation, label: Callable[[str], str], t: Typography) -> Iterator[Block]:
    if consultation.spheres:
        said = "; ".join(label(code) for code in consultation.spheres)
        yield Paragraph(f"Sfery z art. 4 ust. 1: {said}.", t.body, gap=8)


def _figures(consultation: Consultation, t: Typography) -> Iterator[Block]:
    found = measures(consultation)
    yield Heading(2, "Przebieg", t.heading, gap=14)
    yield Paragraph(measured(found), t.body)
    channels: dict[Channel, int] = {}
    for each in consultation.asked:
        if each.asked_on is not None and each.channel is not None:
            channels[each.channel] = channels.get(each.channel, 0) + 1
    if channels:
        said = ", ".join(f"{CHANNELS[channel]}: {number}" for channel, number in channels.items())
        yield Paragraph(f"Jak pytano – {said}.", t.body, gap=2)


def _opinions(consultation: Consultation, t: Typography) -> Iterator[Block]:
    said = [each for each in consultation.asked if each.answered and each.opinion.strip()]
    yield Heading(2, "Opinie i ich rozpatrzenie", t.heading, gap=14)
    if not said:
        yield Paragraph("Nikt nie zgłosił opinii ani uwag.", t.body)
        return
    rows = [
        (
            str(number),
            f"{each.name}\n{_day(each.answered_on)}",
            each.opinion,
            "\n".join(filter(None, (TAKEN[each.taken] if each.taken else "nierozstrzygnięto", each.reason))),
        )
        for number, each in enumerate(said, start=1)
    ]
    yield Table(
        ("Lp.", "Kto i kiedy", "Opinia albo uwagi", "Rozpatrzenie i uzasadnienie"),
        rows,
        (0.9, 4, 6, 5),
        t.subheading,
        t.body,
        gap=2,
    )


def _answers_without_remarks(consultation: Consultation, t: Typography) -> Iterator[Block]:
    named = [each.name for each in consultation.asked if each.answered and not each.opinion.strip()]
    if named:
        yield Heading(2, "Odpowiedzi bez uwag", t.heading, gap=14)
        yield Paragraph("; ".join(named) + ".", t.body)


def _silent(consultation: Consultation, t: Typography) -> Iterator[Block]:
    silent = [each.name for each in consultation.asked if each.asked_on is not None and not each.answered]
    if silent:
        yield Heading(2, f"Bez odpowiedzi: {organisations(len(silent))}", t.heading, gap=14)
        yield Newspaper([Paragraph(name, t.small) for name in silent], columns=2, gap=2)


def _results(consultation: Consultation, t: Typography) -> Iterator[Block]:
    for name in ("results", "note"):
        said: str = getattr(consultation, name)
        if said.strip():
            yield Heading(2, FIELDS[name].label, t.heading, gap=14)
            yield from paragraphs(said, t.body, gap=4)


def _signed(office: Office, t: Typography) -> Block:
    title, name = head_signature(office)
    places = [("Sporządził(a)", "", "data i podpis"), (title, name, "data i podpis")]
    return Stack([Space(8), signatures(places, t)], gap=18, keep=True)


def _when(each: Asked) -> str:
    channel = CHANNELS[each.channel] if each.channel else ""
    return "\n".join(filter(None, (_day(each.asked_on), channel))) or "–"


def _day(day: date | None) -> str:
    return "" if day is None else format_date(day)
