"""Evaluations made before the program, in a spreadsheet: the latest one of each person in a line."""

from collections.abc import Sequence
from pathlib import Path

from app.core.drafts import shape_problems
from app.core.problems import Problem
from app.core.progress import Progress
from app.exchange.cells import Text
from app.exchange.layout import Layout, columns_of
from app.exchange.reading import Reading, RefusedRow, Row, refusal
from app.exchange.spreadsheets import Format, read_records, write_records
from app.registers.evaluations.sheets.domain import EarlierLine
from app.registers.evaluations.sheets.words import EARLIER_FIELDS, LABELS, PROBLEMS


def layout() -> Layout[EarlierLine]:
    """Which field stands where."""
    columns = tuple(columns_of(EarlierLine, EARLIER_FIELDS, LABELS, special={"number": Text()}))
    return Layout("Wcześniejsze oceny", EarlierLine, "number", columns, (), EARLIER_FIELDS, PROBLEMS)


def write_lines(lines: Sequence[EarlierLine], path: Path, form: Format, progress: Progress, notice: str = "") -> None:
    """Write a workbook to fill in."""
    write_records(layout(), lines, path, form, progress, notice)


def read_lines(path: Path, progress: Progress) -> Reading[EarlierLine]:
    """Read a filled one. Raises Refusal when the file as a whole cannot be read, EnvironmentProblem and Cancelled."""
    return read_records(layout(), path, _shape, progress)


def refused(row: Row[EarlierLine], problem: Problem) -> RefusedRow:
    """Where in the file a problem stands that only the use case could find."""
    return refusal(layout(), row, problem)


def _shape(line: EarlierLine) -> tuple[Problem, ...]:
    return tuple(shape_problems(line))
