"""A report as a workbook: several tables, each on its own sheet with a title and sentences above; never read back."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.files import whole_file
from app.core.progress import Progress
from app.exchange.new_workbook import new_workbook
from app.exchange.row_heights import NARROWEST, WIDEST, Texts, add_sheet
from app.exchange.separated import neutral

_FORBIDDEN = dict.fromkeys(map(ord, "[]:*?/\\"), " ")
_REPORT_EVERY = 100
_MAX_TITLE = 31
"""Characters of a sheet's name (a limit of the format)."""
_BEGINS = tuple("=+-@")
"""What a spreadsheet takes for the beginning of a formula."""

ReportCell = str | float | None
"""A whole number (``int``) is shown without decimals."""


@dataclass(frozen=True)
class ReportTable:
    """One sheet: its short name, the sentences above, and the table; a number is written as a number.

    ``decimals`` are those shown; the whole value is kept.
    """

    name: str
    title: str
    sentences: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[ReportCell, ...], ...]
    decimals: int = 2


def write_tables(title: str, tables: Sequence[ReportTable], path: Path, progress: Progress, notice: str = "") -> None:
    """Write the report; the file appears whole or not at all.

    Every text is written as text: nothing becomes a formula. Raises EnvironmentProblem and Cancelled.
    """
    with whole_file(path) as temporary, new_workbook(temporary) as book:
        told = f"{title} ({notice})" if notice else title
        book.set_properties({"title": told, "comments": "Przejrzysty Urząd"})
        taken: set[str] = set()
        for number, table in enumerate(tables):
            progress.report(number, len(tables), "Zapisywanie arkusza")
            _write(book, table, _free(table.name, taken), notice)


def write_separated_table(table: ReportTable, path: Path, progress: Progress) -> None:
    """Write one table as CSV, headings first and without its sentences; whole or not at all.

    UTF-8 with semicolons and decimal commas, as Polish spreadsheets expect; formulas are defused. Raises
    EnvironmentProblem and Cancelled.
    """
    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow([neutral(heading) for heading in table.headings])
        for number, row in enumerate(table.rows):
            if number % _REPORT_EVERY == 0:
                progress.report(number, len(table.rows), "Zapisywanie pliku")
            writer.writerow([_separated(cell, table.decimals) for cell in row])


def _separated(cell: ReportCell, decimals: int) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return neutral(cell)
    return str(cell) if isinstance(cell, int) else f"{cell:.{decimals}f}".replace(".", ",")


def _free(name: str, taken: set[str]) -> str:
    """A name that the format allows and no other sheet has, whatever its case."""
    plain = " ".join(name.translate(_FORBIDDEN).strip("' ").split()) or "Arkusz"
    found, number = plain[:_MAX_TITLE].strip(), 1
    while found.casefold() in taken:
        number += 1
        found = f"{plain[: _MAX_TITLE - len(str(number)) - 1].strip()} {number}"
    taken.add(found.casefold())
    return found


def _write(book: Any, table: ReportTable, name: str, notice: str) -> None:
    sheet, texts, widths = add_sheet(book, name), Texts(), {}
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D9E5F2"})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    # Excel shows such a cell with an apostrophe, so that editing it does not make it a formula
    quoted = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True})
    code = "0" if table.decimals == 0 else f"0.{'0' * table.decimals}"
    figure = book.add_format({"valign": "top", "num_format": f"{code}_ "})
    whole = book.add_format({"valign": "top", "num_format": "0_ "})
    above = (table.title, *([notice] if notice else []), *table.sentences)
    for row, sentence in enumerate(above):
        # not wrapped: a sentence runs on over the blank cells of its row
        sheet.write_string(row, 0, sentence, bold if row == 0 else None)
    top = len(above) + 1
    for column, heading in enumerate(table.headings):
        listed = [heading, *(row[column] for row in table.rows)]
        widest = max(len(cell) if isinstance(cell, str) else 8 for cell in listed)
        widths[column] = min(max(widest + 2, NARROWEST), WIDEST)
        sheet.set_column(column, column, widths[column])
        sheet.write_string(top, column, heading, head)
        texts.add(top, column, heading)
    for row, cells in enumerate(table.rows, start=top + 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell, quoted if cell[:1] in _BEGINS else text)
                texts.add(row, column, cell)
            elif cell is not None:
                sheet.write_number(row, column, cell, whole if isinstance(cell, int) else figure)
    for row, height in texts.heights(widths, headings=top).items():
        sheet.set_row(row, height)
    sheet.freeze_panes(top + 1, 1)
