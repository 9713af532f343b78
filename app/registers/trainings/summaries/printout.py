"""„Zestawienie szkoleń” in the columns of the seed (slide 34), and the yearly report, as tagged PDF."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.core.dates import format_date
from app.core.money import format_money
from app.core.progress import NoProgress, Progress
from app.core.report_pages import Page
from app.people.office.domain import HeadTitle, Office
from app.people.office.printout import letterhead, notice
from app.people.office.words import LABELS
from app.printing.blocks import Block, Heading, Paragraph, Space, Stack
from app.printing.document import A4, LANDSCAPE, Document, Running, SecondHalf
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.report_pages import page_blocks
from app.printing.signatures import signatures
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.registers.trainings.participations.repository import RegisterRow
from app.registers.trainings.participations.words import surname_first
from app.registers.trainings.summaries import words
from app.registers.trainings.summaries.figures import Totals
from app.registers.trainings.summaries.usecases import TrainingRegister

SHARES = (0.9, 1.5, 3.6, 3.4, 3.1, 6.2, 4.3, 2.4)
"""Widths of the columns against each other."""
_ALIGNS = (1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)


def register_pdf(
    register: TrainingRegister,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    progress: Progress | None = None,
) -> bytes:
    """The register of a period; ``coat_of_arms`` is a picture file. Raises Cancelled."""
    t, progress = Typography(Variant.STANDARD), progress or NoProgress()
    period = words.period(register.since, register.until)
    title = f"{words.REGISTER_TITLE}, {period}"
    document = _document(title, office, printed_on, t, LANDSCAPE)
    blocks: list[Block] = [
        _letterhead(office, coat_of_arms, t, period),
        Heading(1, title, t.title, gap=14, anchor=Anchor(title, 0)),
        Space(6),
        *_lines(register.rows, t, progress),
        *_totals(register.totals, t),
        _signed(office, t, words.COUNTED),
    ]
    document.add(document.flow(blocks, _running(office, title, printed_on), title=title))
    return document.save(SecondHalf(progress))


def report_pdf(
    pages: Sequence[Page],
    year: int,
    totals: Totals,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
) -> bytes:
    """The yearly report: totals and the pages of costs, access and effects."""
    t = Typography(Variant.STANDARD)
    title = f"{words.REPORT_TITLE} za rok {year}"
    document = _document(title, office, printed_on, t, A4)
    blocks: list[Block] = [
        _letterhead(office, coat_of_arms, t, str(year)),
        Heading(1, title, t.title, gap=14, anchor=Anchor(title, 0)),
        Space(6),
        Facts(
            [
                (words.TOTAL_COST, format_money(totals.cost), ()),
                (words.TOTAL_COUNT, str(totals.count), ()),
                ("Komórki ze szkoleniami", str(len(totals.units)), ()),
            ],
            t.question,
            t.strong,
            t.note,
            columns=3,
        ),
        *(block for page in pages for block in page_blocks(page, t)),
        _signed(office, t, f"Stan rejestru szkoleń z dnia {format_date(printed_on)}."),
    ]
    document.add(document.flow(blocks, _running(office, title, printed_on), title=title))
    return document.save()


def cells(rows: Sequence[RegisterRow]) -> Iterator[tuple[str, ...]]:
    """The rows as the columns of the seed say them."""
    for number, row in enumerate(rows, 1):
        yield (
            str(number),
            row.unit or "–",
            surname_first(row.person),
            row.post,
            words.when(row.starts_on, row.ends_on, row.days),
            row.topic,
            row.institution or "–",
            format_money(row.total),
        )


def _document(title: str, office: Office, printed_on: date, t: Typography, size: tuple[float, float]) -> Document:
    metadata = Metadata(title, office.name, words.REGISTER_TITLE, "", f"{printed_on:%Y%m%d}")
    return Document(metadata, t, size)


def _letterhead(office: Office, coat_of_arms: bytes | None, t: Typography, badge: str) -> Block:
    arms = picture(coat_of_arms) if coat_of_arms else None
    return letterhead(office, arms, t, badge_title="Szkolenia", badge=badge)


def _running(office: Office, title: str, printed_on: date) -> Running:
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    return Running(footer, title, notice(office))


def _lines(rows: Sequence[RegisterRow], t: Typography, progress: Progress) -> Iterator[Block]:
    if not rows:
        yield Paragraph(words.EMPTY, t.body)
        return
    yield Table(words.COLUMNS, list(cells(rows)), SHARES, t.subheading, t.small, aligns=_ALIGNS, progress=progress)


def _totals(totals: Totals, t: Typography) -> Iterator[Block]:
    """The three totals, numbered as on the seed's form."""
    yield Heading(2, "Podsumowanie", t.heading, gap=14)
    yield Paragraph(f"1. {words.TOTAL_COST}: {format_money(totals.cost)}", t.body, gap=4)
    yield Paragraph(f"2. {words.TOTAL_COUNT}: {totals.count}", t.body, gap=4)
    yield Paragraph(f"3. {words.BY_UNIT}:", t.body, gap=4)
    rows = [(unit.unit or words.NO_UNIT, str(unit.count), format_money(unit.cost)) for unit in totals.units]
    if rows:
        yield Table(
            ("Komórka", "Liczba szkoleń", "Koszt"),
            rows,
            (3, 2, 2.5),
            t.subheading,
            t.small,
            aligns=(0.0, 1.0, 1.0),
            gap=4,
        )


def _signed(office: Office, t: Typography, said: str) -> Block:
    """The last sentence with the signatures, so that they never stand on a page of their own."""
    head = LABELS[HeadTitle][office.head_title]
    places = [("Sporządził(a)", "", "data i podpis"), (f"Sprawdził(a): {head}", office.head_name, "data i podpis")]
    return Stack([Paragraph(said, t.note, gap=6), signatures(places, t, gap=24)], gap=6, keep=True)
