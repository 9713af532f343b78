"""Records to and from spreadsheets: one layout for XLSX and CSV, written and read by the same description."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from app.core.collector import collector_paused
from app.core.errors import Refusal
from app.core.file_sizes import size_text
from app.core.files import content, whole_file
from app.core.progress import Progress
from app.exchange.layout import Layout
from app.exchange.reading import Assembly, Check, Reading, Tables
from app.exchange.separated import read_separated, write_separated
from app.exchange.workbook import is_workbook, read_workbook, write_workbook

D = TypeVar("D")
MAX_FILE = 128 * 1024 * 1024
"""Largest file read, in bytes."""
_WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")


class Format(StrEnum):
    """Kinds of files written."""

    XLSX = "xlsx"
    CSV = "csv"


def write_records(
    layout: Layout[D], records: Sequence[D], path: Path, form: Format, progress: Progress, notice: str = ""
) -> None:
    """Write all records; the file appears whole or not at all.

    ``notice`` is a sentence about the whole content, for a workbook's description and properties. CSV has no place
    for it: a line above the headers would break every program that reads the file.
    Raises EnvironmentProblem (rights, full disk, file open elsewhere), Refusal and Cancelled.
    """
    with whole_file(path) as temporary:
        if form is Format.XLSX:
            write_workbook(layout, records, temporary, progress, notice)
        else:
            write_separated(layout, records, temporary, progress)


def read_records(layout: Layout[D], path: Path, check: Check, progress: Progress) -> Reading[D]:
    """Read a file of either kind; its content decides, not its name.

    Raises Refusal when the file as a whole cannot be read, EnvironmentProblem when the computer fails, Cancelled.
    Bad rows are told in the result. ``check`` gives the broken rules of a draft; those that concern fields
    absent from the file are left to the use case, which knows the stored values.
    """
    data = content(path, MAX_FILE)
    if len(data) > MAX_FILE:
        raise Refusal(f"Plik „{path.name}” jest większy niż {size_text(MAX_FILE)}. Podziel go na mniejsze.")
    if not data.strip():
        raise Refusal(f"Plik „{path.name}” jest pusty. Wskaż plik z danymi.")
    with collector_paused():
        return Assembly(layout, _tables(layout, path, data, progress), check, progress).reading()


def _tables(layout: Layout[D], path: Path, data: bytes, progress: Progress) -> Tables:
    if is_workbook(data):
        return read_workbook(layout, data, progress)
    if path.suffix.lower() in _WORKBOOK_SUFFIXES:
        raise Refusal(
            f"Plik „{path.name}” nie jest skoroszytem albo jest uszkodzony. Otwórz go w arkuszu kalkulacyjnym, "
            "zapisz jako .xlsx i wczytaj ponownie."
        )
    return read_separated(layout, data, path.stem, progress)
