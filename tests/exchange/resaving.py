"""Saves a workbook again as another spreadsheet program would: the same values, nothing else the same."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import python_calamine  # noqa: TID253 a test may pay for it
import xlsxwriter  # noqa: TID253 a test may pay for it

from app.exchange.layout import position

Sheets = dict[str, dict[tuple[int, int], Any]]


def values_of(path: Path) -> Sheets:
    """Every value by sheet and place."""
    book = python_calamine.load_workbook(str(path))
    return {
        name: {
            (row, column): value
            for row, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for column, value in enumerate(cells)
            if value != ""
        }
        for name in book.sheet_names
    }


def save(sheets: Sheets, path: Path) -> Path:
    """Write the values as a plain workbook."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, cells in sheets.items():
        sheet = book.add_worksheet(name)
        for (row, column), value in cells.items():
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write(row, column, value)
    book.close()
    return path


def edited(
    path: Path,
    target: Path,
    cells: Mapping[tuple[str, str], Any] | None = None,
    change: Callable[[Sheets], None] | None = None,
) -> Path:
    """The workbook saved again with other values, by sheet and reference; None empties a cell."""
    sheets = values_of(path)
    for (name, reference), value in (cells or {}).items():
        if value is None:
            sheets[name].pop(position(reference), None)
        else:
            sheets[name][position(reference)] = value
    if change is not None:
        change(sheets)
    return save(sheets, target)
