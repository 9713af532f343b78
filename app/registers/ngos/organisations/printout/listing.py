"""The list of organisations in the columns of the seed (slide 17): name, address and phone, kind of activity."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.core.dates import format_date
from app.core.progress import NoProgress, Progress
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.block_table import BlockTable
from app.printing.blocks import Block, Heading, Paragraph, paragraphs
from app.printing.document import LANDSCAPE, Document, Running, SecondHalf
from app.printing.fonts import Cut
from app.printing.pictures import picture
from app.printing.styles import ACCENT, MUTED, TextStyle, Typography, Variant
from app.printing.tagging import Anchor, Metadata
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
_SHARES = (30.0, 208.0, 178.0, 330.0)


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
            rows.append(_row(number, entry, t))
        names = [entry.short_name or entry.name for entry in members]
        yield BlockTable(HEADERS, rows, _SHARES, t.subheading, names=names, gap=4 if title else 12)


def _row(number: int, entry: Entry, t: Typography) -> list[list[Block]]:
    return [
        [Paragraph(f"{number}.", t.small.but(colour=MUTED))],
        list(_name(entry, t)),
        list(_contact(entry, t)),
        list(_activity(entry, t)),
    ]


def _name(entry: Entry, t: Typography) -> Iterator[Block]:
    yield Paragraph(entry.name, t.small.but(cut=t.strong.cut))
    for text in (entry.short_name, entry.about):
        if text:
            yield Paragraph(text, t.small.but(colour=MUTED), gap=1)
    for who, contact in entry.people:
        yield Paragraph(who, t.small, gap=4)
        if contact:
            yield Paragraph(contact, t.small.but(colour=MUTED))


def _contact(entry: Entry, t: Typography) -> Iterator[Block]:
    gap = 0.0
    for line in (
        entry.seat,
        *(f"tel.\N{NO-BREAK SPACE}{number}" for number in entry.phones),
        entry.email,
        entry.website,
    ):
        if line:
            yield Paragraph(line, t.small, gap=gap)
            gap = 1.0
    for what, where in entry.other_addresses:
        yield Paragraph(f"{what}:", t.small.but(colour=MUTED), gap=4, keep_with_next=True)
        yield Paragraph(where, t.small)


def _activity(entry: Entry, t: Typography) -> Iterator[Block]:
    """The seed's three headings, before them the spheres, after them whom it helps."""
    gap = 0.0
    if entry.spheres:
        yield Paragraph(entry.spheres[0], t.small.but(colour=ACCENT))
        gap = 4.0
    if len(entry.spheres) > 1:
        yield Paragraph(f"Także: {'; '.join(entry.spheres[1:])}", t.small.but(colour=MUTED), gap=1)
    for title, text in (
        ("Cele statutowe", entry.aims),
        ("Wykonywane zadania", entry.tasks),
        ("Osiągnięcia", "\n".join(entry.achievements)),
    ):
        if text:
            yield Paragraph(f"{title}:", t.small.but(cut=t.strong.cut), gap=gap, keep_with_next=True)
            yield from paragraphs(text, t.small, gap=1)
            gap = 4.0
    known = (("Pomaga", entry.served), ("Zasięg", entry.reach), ("Udostępnia", entry.premises))
    last = " · ".join(f"{title}: {text}" for title, text in known if text)
    if last:
        yield Paragraph(last, t.small, gap=gap)
