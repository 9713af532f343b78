"""The list of organisations in the columns of the seed (slide 17): name, address and phone, kind of activity."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.core.dates import format_date
from app.core.progress import NoProgress, Progress
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.block_table import BlockTable
from app.printing.blocks import Block, Heading, Paragraph
from app.printing.document import LANDSCAPE, Document, Running, SecondHalf
from app.printing.fonts import Cut
from app.printing.pictures import picture
from app.printing.styles import ACCENT, MUTED, TextStyle, Typography, Variant
from app.printing.tagging import Anchor, Metadata
from app.printing.text import Span
from app.registers.ngos.organisations.printout.entry import (
    CONSENT,
    INTERNAL,
    NOBODY,
    NOBODY_INSIDE,
    TITLE,
    Arrangement,
    Entry,
    arranged,
)
from app.registers.ngos.organisations.words import organisations

HEADERS = ("Lp.", "Nazwa organizacji", "Adres, telefon", "Rodzaj działalności")
_TITLE_STYLE = TextStyle(17.5, 22, Cut.BOLD)
_ROW = TextStyle(8.1, 9.8)
"""Of the rows: a register of a hundred organisations is read in one sitting and copied on paper."""
_SHARES = (26.0, 184.0, 158.0, 402.0)


def listing_pdf(
    entries: Sequence[Entry],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    *,
    arrangement: Arrangement = Arrangement.NAME,
    internal: bool = False,
    source: str = "",
    progress: Progress | None = None,
) -> bytes:
    """The list; ``internal`` marks every page, ``source`` says where the list of spheres comes from."""
    t, progress = Typography(Variant.STANDARD), progress or NoProgress()
    metadata = Metadata(f"{TITLE} – {office.name}", office.name, TITLE, "", f"{printed_on:%Y%m%d}")
    document = Document(metadata, t, LANDSCAPE)
    arms = picture(coat_of_arms) if coat_of_arms else None
    badge = ("Wykaz organizacji", INTERNAL) if internal else ("Wykaz organizacji", organisations(len(entries)))
    state = f"Stan na {format_date(printed_on)}. {organisations(len(entries)).capitalize()}."
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title=badge[0], badge=badge[1]),
        Heading(1, TITLE, _TITLE_STYLE, gap=16, anchor=Anchor(TITLE, 0)),
        Paragraph(f"{state} {'Zawiera dane, których nie wolno publikować.' if internal else CONSENT}", t.lead, gap=3),
        *_groups(entries, arrangement, t, progress, internal=internal),
    ]
    if source and entries:
        blocks.append(Paragraph(f"Sfery działania: {source}.", t.note, gap=10))
    footer = " · ".join(filter(None, ("Wykaz organizacji", office.name, f"stan na {format_date(printed_on)}")))
    marked = " · ".join(filter(None, (INTERNAL if internal else "", notice(office))))
    document.add(document.flow(blocks, Running(footer, "Wykaz organizacji – Mapa aktywności", marked), title=TITLE))
    return document.save(SecondHalf(progress))


def _groups(
    entries: Sequence[Entry], arrangement: Arrangement, t: Typography, progress: Progress, *, internal: bool
) -> Iterator[Block]:
    if not entries:
        yield Paragraph(NOBODY_INSIDE if internal else NOBODY, t.body, gap=16)
        return
    number = 0
    for title, members in arranged(entries, arrangement):
        if title:
            yield Heading(2, title, t.heading, gap=18, anchor=Anchor(title, 1))
        rows = []
        for entry in members:
            progress.report(number, 2 * len(entries), entry.name)
            number += 1
            rows.append(_row(number, entry))
        names = [entry.short_name or entry.name for entry in members]
        yield BlockTable(HEADERS, rows, _SHARES, t.subheading, names=names, gap=4 if title else 12)


def _row(number: int, entry: Entry) -> list[list[Block]]:
    return [
        [Paragraph(f"{number}.", _ROW.but(colour=MUTED))],
        list(_name(entry)),
        list(_contact(entry)),
        list(_activity(entry)),
    ]


def _name(entry: Entry) -> Iterator[Block]:
    yield Paragraph(entry.name, _ROW.but(cut=Cut.BOLD))
    if told := " · ".join(filter(None, (entry.short_name, entry.about))):
        yield Paragraph(told, _ROW.but(colour=MUTED))
    for person in entry.people:
        yield Paragraph(", ".join(filter(None, person)), _ROW)


def _contact(entry: Entry) -> Iterator[Block]:
    phones = ", ".join(number.replace(" ", "\N{NO-BREAK SPACE}") for number in entry.phones)
    told = f"tel.\N{NO-BREAK SPACE}{phones}" if phones else ""
    for line in (entry.seat, told, entry.email, entry.website):
        if line:
            yield Paragraph(line, _ROW)
    for what, where in entry.other_addresses:
        yield Paragraph([Span(f"{what}:", _ROW.but(colour=MUTED)), Span(where, _ROW)], _ROW, gap=2)


def _activity(entry: Entry) -> Iterator[Block]:
    """The seed's three headings at the head of their texts, before them the spheres, after them whom it helps."""
    quiet = _ROW.but(colour=MUTED)
    if entry.spheres:
        leading, *others = (each.replace(". ", ".\N{NO-BREAK SPACE}", 1) for each in entry.spheres)
        spheres = [Span(f"{leading}." if others else leading, _ROW.but(colour=ACCENT))]
        if others:
            spheres.append(Span(f"Także: {'; '.join(others)}", quiet))
        yield Paragraph(spheres, _ROW)
    gap = 2.0 if entry.spheres else 0.0
    for title, text in (
        ("Cele statutowe", _run_on(entry.aims)),
        ("Wykonywane zadania", _run_on(entry.tasks)),
        ("Osiągnięcia", "; ".join(_run_on(each).rstrip(".") for each in entry.achievements)),
    ):
        if text:
            head = Span(f"{title}:", _ROW.but(cut=Cut.BOLD))
            yield Paragraph([head, Span(text, _ROW)], _ROW, gap=gap)
            gap = 0.0
    known = (("Pomaga", entry.served), ("Zasięg", entry.reach), ("Udostępnia", entry.premises))
    last = " · ".join(f"{title}: {_run_on(text)}" for title, text in known if text)
    if last:
        yield Paragraph(last, quiet, gap=gap)


def _run_on(text: str) -> str:
    """A text of several lines as one that runs on; lines without an end of their own are set apart."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    ended = [line if line[-1] in ".,;:!?" else f"{line};" for line in lines[:-1]]
    return " ".join([*ended, *lines[-1:]]).replace(" –", "\N{NO-BREAK SPACE}–")
