"""Sheets as bare grids of cells with their merged cells, for files that follow no layout of this program."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from app.core.errors import Refusal
from app.core.file_sizes import size_text
from app.core.files import content
from app.core.progress import Progress
from app.exchange.cells import CellError, Raw
from app.exchange.package import BROKEN, MAX_AREA, TOO_LARGE, Package
from app.exchange.separated import MAX_LINE, MAX_ROWS, csv_records, decoded, original
from app.exchange.spreadsheets import MAX_FILE
from app.exchange.workbook import is_workbook, ole_reason

_LINES_LOOKED_AT = 200
"""Lines of a text file from which the separator is told."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged cell: rows and columns from 0, the last ones included. Its value stands top left."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """One sheet: rows from the first of the sheet on, cells from column A on; a blank cell is ``""``.

    ``broken`` are rows of a text file (from 0) whose quotes are never closed; they are blank in ``rows``.
    """

    name: str
    rows: list[list[Raw]]
    merged: tuple[Merged, ...] = ()
    broken: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Grids:
    """All visible sheets, and the names of hidden ones, which are not read."""

    sheets: tuple[Grid, ...]
    hidden: tuple[str, ...] = ()


def read_grids(path: Path, progress: Progress) -> Grids:
    """The sheets of a workbook or the one of a CSV file; the content decides, not the name.

    Raises Refusal when the file as a whole cannot be read, EnvironmentProblem when the computer fails, Cancelled.
    """
    data = content(path, MAX_FILE)
    if len(data) > MAX_FILE:
        raise Refusal(f"Plik „{path.name}” jest większy niż {size_text(MAX_FILE)}. Podziel go na mniejsze.")
    if not data.strip():
        raise Refusal(f"Plik „{path.name}” jest pusty. Wskaż plik z danymi.")
    progress.report(0, 0, "Otwieranie pliku")
    return _of_workbook(data) if is_workbook(data) else Grids((_of_text(data, path.stem),))


def _of_workbook(data: bytes) -> Grids:
    import python_calamine
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    if not data.startswith(b"PK"):
        raise Refusal(ole_reason(data))
    errors = Package(data).inspect()
    room = MAX_AREA
    grids, hidden = [], []
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        for sheet in book.sheets_metadata:
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible != SheetVisibleEnum.Visible:
                hidden.append(sheet.name)
                continue
            cells = book.get_sheet_by_name(sheet.name)
            room -= cells.total_height * cells.total_width
            if room < 0:
                raise Refusal(TOO_LARGE)
            rows = cast("list[list[Raw]]", cells.to_python(skip_empty_area=False))
            for (row, column), value in errors.get(sheet.name, {}).items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = CellError(value)
            grids.append(Grid(sheet.name, rows, tuple(_merged(cells.merged_cell_ranges or (), rows))))
    except (python_calamine.CalamineError, OSError, ValueError, LookupError) as error:
        raise Refusal(BROKEN) from error
    return Grids(tuple(grids), tuple(hidden))


def _merged(ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]], rows: list[list[Raw]]) -> Iterator[Merged]:
    """The merged cells as far as the sheet has rows and columns.

    Raises Refusal when they cover the sheet more than once: no spreadsheet makes such, and filling them would last.
    """
    height, width = len(rows), len(rows[0]) if rows else 0
    room = height * width
    for (top, left), (bottom, right) in ranges:
        found = Merged(top, left, min(bottom, height - 1), min(right, width - 1))
        if found.top > found.bottom or found.left > found.right:
            continue
        room -= (found.bottom - found.top + 1) * (found.right - found.left + 1)
        if room < 0:
            raise Refusal(BROKEN)
        yield found


def _of_text(data: bytes, name: str) -> Grid:
    lines = io.StringIO(decoded(data), newline="").readlines()
    if any(len(line) > MAX_LINE for line in lines):
        raise Refusal(f"Plik „{name}” ma wiersz dłuższy niż {MAX_LINE} znaków. Sprawdź, czy to właściwy plik.")
    separator = max(";", ",", "\t", key=lambda sign: _cells(lines[:_LINES_LOOKED_AT], sign))
    rows: list[list[Raw]] = []
    broken = set()
    for record in csv_records(lines, separator):
        if len(rows) >= MAX_ROWS:
            raise Refusal(f"Plik „{name}” ma więcej niż {MAX_ROWS} wierszy. Podziel go na mniejsze i wczytaj po kolei.")
        if record is None:
            broken.add(len(rows))
        rows.append([original(cell) for cell in record or ()])
    return Grid(name, rows, broken=frozenset(broken))


def _cells(lines: list[str], separator: str) -> int:
    return sum(len(record) for record in csv_records(lines, separator) if record)
