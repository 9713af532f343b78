"""A programme of cooperation on paper: principles, contents of the act, money, tasks, terms met and not met."""

from collections.abc import Callable, Iterator
from datetime import date

from app.core.dates import format_date
from app.core.money import format_money
from app.people.office.domain import Office
from app.people.office.printout import head_signature, letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph, Space, Stack, paragraphs
from app.printing.document import Document, Running
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.signatures import signatures
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.printing.text import Span
from app.registers.ngos.programmes.domain import (
    LONG_TEXTS,
    PRINCIPLES,
    Programme,
    ProgrammeKind,
    of_sphere,
    period,
    state_on,
    total_of,
)
from app.registers.ngos.programmes.due import Term, Timing, contents_of, missing, most_small_grants, terms
from app.registers.ngos.programmes.words import CONTENTS, FIELDS, KINDS, STATES

TERMS = {
    "passing": "Uchwalenie programu",
    "report": "Sprawozdanie dla rady",
    "publishing": "Ogłoszenie sprawozdania w BIP",
}
TIMINGS = {
    Timing.MET: "dotrzymany",
    Timing.LATE: "po terminie",
    Timing.WAITING: "jeszcze czas",
    Timing.SOON: "wkrótce",
    Timing.OVERDUE: "minął",
}


def programme_pdf(
    programme: Programme,
    label: Callable[[str], str],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
) -> bytes:
    """The sheet of a programme as a tagged PDF; ``label`` names a sphere by its code."""
    t, title = Typography(Variant.STANDARD), f"Program współpracy – karta ({period(programme)})"
    metadata = Metadata(title, office.name, "Program współpracy", period(programme), f"{printed_on:%Y%m%d}")
    document = Document(metadata, t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title="Program współpracy", badge=period(programme)),
        Heading(1, "Program współpracy – karta", t.title, gap=18, anchor=Anchor(title, 0)),
        Paragraph(programme.title, t.lead, gap=2),
        Space(6),
        Facts(list(_facts(programme, printed_on)), t.question, t.strong, t.note, columns=3),
        *_terms(programme, t, printed_on),
        *_contents(programme, t),
        *_money(programme, label, t),
        *_principles(programme, t),
        *_texts(programme, t),
        _signed(office, t),
    ]
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    document.add(document.flow(blocks, Running(footer, title, notice(office)), title=title))
    return document.save()


def term_result(term: Term) -> str:
    """``dotrzymany: 27.11.2025``, ``minął``."""
    said = TIMINGS[term.timing]
    return f"{said}: {format_date(term.done_on)}" if term.done_on is not None else said


def consulted(programme: Programme) -> str:
    """``12.10.2026–26.10.2026``; blank where nobody was asked."""
    days = (programme.consulted_from, programme.consulted_to)
    return "–".join(format_date(day) for day in days if day is not None)


def _facts(programme: Programme, today: date) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    passed = "jeszcze nie" if programme.passed_on is None else format_date(programme.passed_on)
    yield "Rodzaj i lata", f"{KINDS[programme.kind]}, {period(programme)}", ()
    yield "Stan", STATES[state_on(programme, today)], ()
    yield "Uchwalono", passed, (f"uchwała nr {programme.resolution}",) if programme.resolution else ()
    yield "Projekt gotowy", _day(programme.draft_on), ()
    yield "Konsultacje", consulted(programme) or "–", ()
    yield "Opinia rady pożytku", _day(programme.opinion_on), ()


def _terms(programme: Programme, t: Typography, today: date) -> Iterator[Block]:
    yield Heading(2, "Terminy", t.heading, gap=14)
    found = [
        (TERMS[term.key], format_date(term.due), term_result(term))
        for term in terms(programme, today)
        # a programme of many years is reported on with the yearly ones
        if programme.kind is ProgrammeKind.YEARLY or term.key == "passing"
    ]
    until, passed = programme.consulted_to, programme.passed_on
    held = until is not None and (passed is None or until <= passed)
    found.insert(0, ("Konsultacje przed uchwaleniem", "–", consulted(programme) if held else "nie zapisano"))
    yield Table(("Czynność", "Ostatni dzień", "Termin"), found, (7, 3, 5), t.subheading, t.body, gap=2)
    shown = {TERMS[term.key]: term for term in terms(programme, today)}
    for said in dict.fromkeys(shown[name].explanation for name, *_ in found if name in shown):
        yield Paragraph(said, t.note, gap=4)


def _contents(programme: Programme, t: Typography) -> Iterator[Block]:
    contents, gone = contents_of(programme), missing(programme)
    here = len(contents.items) - len(gone)
    yield Heading(2, f"Treść programu: {here} z {len(contents.items)} części", t.heading, gap=14)
    rows = [
        (str(number), CONTENTS[item], _bold("brak", t) if item in gone else "jest")
        for number, item in enumerate(contents.items, start=1)
    ]
    yield Table(("Lp.", "Część programu", "W programie"), rows, (0.9, 11, 3.1), t.subheading, t.body, gap=2)
    yield Paragraph(contents.source, t.note, gap=4)


def _money(programme: Programme, label: Callable[[str], str], t: Typography) -> Iterator[Block]:
    yield Heading(2, "Pieniądze i zadania", t.heading, gap=14)
    most = most_small_grants(programme)
    limit = () if most is None else (f"limit z art. 19a ust. 7: {format_money(most)}",)
    amounts: list[tuple[str, str, tuple[str, ...]]] = [
        ("Środki na program", _money_text(programme.money), ()),
        ("W tym dotacje", _money_text(programme.grants), ()),
        ("W tym małe granty", _money_text(programme.small_grants), limit),
    ]
    yield Facts(amounts, t.question, t.strong, t.note, columns=3, gap=2)
    if not programme.tasks:
        yield Paragraph("Nie wpisano zadań priorytetowych.", t.body, gap=6)
        return
    rows = [
        (str(number), task.task, label(task.sphere) if task.sphere else "–", _money_text(task.amount))
        for number, task in enumerate(programme.tasks, start=1)
    ]
    yield Heading(3, "Priorytetowe zadania publiczne", t.strong, gap=10)
    yield Table(
        ("Lp.", "Zadanie", "Sfera (art. 4 ust. 1)", "Kwota"),
        [*rows, ("", _bold("Razem", t), "", _bold(format_money(total_of(programme.tasks)), t))],
        (0.9, 6, 5.1, 3),
        t.subheading,
        t.body,
        aligns=(0.0, 0.0, 0.0, 1.0),
        gap=2,
    )
    sums = of_sphere(programme.tasks)
    if 1 < len(sums) < len(programme.tasks):
        yield Heading(3, "Kwoty według sfer", t.strong, gap=10)
        yield Table(
            ("Sfera (art. 4 ust. 1)", "Kwota"),
            [(label(code) if code else "bez sfery", format_money(amount)) for code, amount in sums.items()],
            (12, 3),
            t.subheading,
            t.body,
            aligns=(0.0, 1.0),
            gap=2,
        )


def _principles(programme: Programme, t: Typography) -> Iterator[Block]:
    yield Heading(2, "Zasady współpracy (art. 5 ust. 3)", t.heading, gap=14)
    for name in PRINCIPLES:
        said = getattr(programme, name)
        yield Stack(
            [
                Heading(3, FIELDS[name].label, t.strong),
                *(paragraphs(said, t.body, gap=2) if said.strip() else [Paragraph("Nie opisano.", t.note, gap=2)]),
            ],
            gap=8,
        )


def _texts(programme: Programme, t: Typography) -> Iterator[Block]:
    for name in (*LONG_TEXTS, "opinion", "note"):
        said = getattr(programme, name)
        if said.strip():
            yield Heading(2, FIELDS[name].label, t.heading, gap=14)
            yield from paragraphs(said, t.body, gap=4)


def _signed(office: Office, t: Typography) -> Block:
    title, name = head_signature(office)
    return signatures([("Sporządził(a)", "", "data i podpis"), (title, name, "data i podpis")], t, gap=24)


def _bold(text: str, t: Typography) -> tuple[Span, ...]:
    return (Span(text, t.strong),)


def _money_text(amount: int | None) -> str:
    return "–" if amount is None else format_money(amount)


def _day(day: date | None) -> str:
    return "–" if day is None else format_date(day)
