"""The gap matrix on paper: the table, then empty cells and overlaps as lists, so that nobody has to read a grid."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.core.dates import format_date
from app.core.polish import plural
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Heading, Newspaper, Paragraph, Space
from app.printing.document import LANDSCAPE, Document, Running
from app.printing.pictures import picture
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.printing.text import Span
from app.registers.ngos.gaps.domain import ColumnKind, GapMatrix, RowKind
from app.registers.ngos.gaps.words import FIRST, SUBTITLE, TITLE, key_of
from app.registers.ngos.organisations.printout.entry import INTERNAL

_NAME_SHARE = {ColumnKind.GROUPS: 1.5, ColumnKind.SPHERES: 5.0}
"""Width of the first column against each of the others."""
_MOSTLY = 2 / 3
"""From this share of empty rows on, those that are not empty are told."""
_MOST_COLUMNS = 21
"""Of one table: with more of them codes and „brak” would be broken inside the word."""

_NOTHING = "Nie ma jeszcze ani miejscowości na mapie, ani organizacji z adresem."


def gap_matrix_pdf(
    matrix: GapMatrix,
    rows: RowKind,
    columns: ColumnKind,
    names: Mapping[int, str],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
) -> bytes:
    """The matrix as tagged PDF; ``names`` of organisations by id are for the list of overlaps."""
    t = Typography(Variant.STANDARD)
    title = f"{TITLE}. {SUBTITLE}"
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    document = Document(Metadata(title, office.name, TITLE, "", f"{printed_on:%Y%m%d}"), t, LANDSCAPE)
    # it counts and names organisations that agreed to no publication
    marked = " · ".join(filter(None, (INTERNAL, notice(office))))
    arms = picture(coat_of_arms) if coat_of_arms else None
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title=INTERNAL, badge=f"Stan na {format_date(printed_on)}"),
        Heading(1, title, t.title, gap=14, anchor=Anchor(title, 0)),
        *(_told(matrix, rows, columns, names, t) if matrix.rows else (Paragraph(_NOTHING, t.body),)),
    ]
    document.add(document.flow(blocks, Running(footer, title, marked), title=title))
    return document.save()


def _told(
    matrix: GapMatrix, rows: RowKind, columns: ColumnKind, names: Mapping[int, str], t: Typography
) -> Iterator[Block]:
    yield Paragraph(_summary(matrix), t.body, gap=4)
    yield Paragraph(key_of(rows), t.small, gap=2)
    yield Space(6)
    yield from _grid(matrix, rows, columns, t)
    yield from _spheres(matrix, columns, t)
    yield from _gaps(matrix, t)
    yield from _overlaps(matrix, names, t)


def _summary(matrix: GapMatrix) -> str:
    empty, all_cells, twice = matrix.number_of_gaps, len(matrix.rows) * len(matrix.columns), len(matrix.overlaps())
    return (
        f"{empty} z {all_cells} pól jest pustych. W {twice} {plural(twice, 'polu', 'polach', 'polach')} to samo robią "
        "co najmniej dwie organizacje."
    )


def _grid(matrix: GapMatrix, rows: RowKind, columns: ColumnKind, t: Typography) -> Iterator[Block]:
    # tables of nearly the same number of columns
    parts = -(-len(matrix.columns) // _MOST_COLUMNS)
    each = -(-len(matrix.columns) // max(parts, 1))
    for start in range(0, len(matrix.columns), max(each, 1)):
        shown = matrix.columns[start : start + each]
        if parts > 1:
            title = f"Sfery {shown[0].short}–{shown[-1].short}"
            yield Heading(2, title, t.heading, gap=14, anchor=Anchor(title, 1))
        yield Table(
            (FIRST[rows], *(column.short for column in shown)),
            [(row.label, *(matrix.cell(row.key, column.key).text for column in shown)) for row in matrix.all_rows],
            # the columns of a shorter last table are as wide as those before
            (_NAME_SHARE[columns] + each - len(shown), *(1.0 for _ in shown)),
            t.small,
            t.small,
            aligns=(0.0, *(0.5 for _ in shown)),
            gap=4,
            upright=True,
        )


def _spheres(matrix: GapMatrix, columns: ColumnKind, t: Typography) -> Iterator[Block]:
    """Headings that are codes are told in full."""
    if columns is ColumnKind.SPHERES:
        yield Heading(2, "Kody sfer", t.heading, gap=14, anchor=Anchor("Kody sfer", 1))
        codes = [Paragraph(column.label, t.small) for column in matrix.columns]
        yield Newspaper(codes, columns=2, gap=2)


def _gaps(matrix: GapMatrix, t: Typography) -> Iterator[Block]:
    yield Heading(2, "Na miejscu nie działa nikt", t.heading, gap=14, anchor=Anchor("Na miejscu nie działa nikt", 1))
    for column in matrix.columns:
        missing = matrix.gaps(column.key)
        if not missing:
            told = "bez białych plam"
        elif len(missing) == len(matrix.rows):
            told = "wszędzie"
        elif len(missing) > len(matrix.rows) * _MOSTLY:
            gone = {row.key for row in missing}
            told = "wszędzie oprócz: " + ", ".join(row.label for row in matrix.rows if row.key not in gone)
        else:
            told = ", ".join(row.label for row in missing)
        yield Paragraph([Span(f"{column.label}:", t.strong), Span(f"{told}.", t.body)], t.body, gap=3)


def _overlaps(matrix: GapMatrix, names: Mapping[int, str], t: Typography) -> Iterator[Block]:
    found = matrix.overlaps()
    yield Heading(2, "To samo robi kilka organizacji", t.heading, gap=14, anchor=Anchor("Kilka organizacji", 1))
    if not found:
        yield Paragraph("Nigdzie.", t.body, gap=4)
        return
    rows = [
        (row.label, column.label, "; ".join(names.get(each, f"nr {each}") for each in cell.here))
        for row, column, cell in found
    ]
    yield Table(("Gdzie", "Sfera", "Organizacje"), rows, (2, 3, 7), t.subheading, t.small, gap=4)
