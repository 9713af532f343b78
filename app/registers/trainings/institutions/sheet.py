"""Institutions in spreadsheets: which field stands where."""

from collections.abc import Sequence
from pathlib import Path

from app.core.problems import Problem
from app.core.progress import Progress
from app.exchange.cells import Text
from app.exchange.layout import Layout, columns_of
from app.exchange.reading import Reading, RefusedRow, Row, refusal
from app.exchange.spreadsheets import Format, read_records, write_records
from app.registers.trainings.institutions.domain import InstitutionDraft, validate
from app.registers.trainings.institutions.words import FIELDS, LABELS, PROBLEMS


def layout() -> Layout[InstitutionDraft]:
    """The layout of institutions; one is known by its name, whichever of its names that is."""
    special = {"note": Text(exact=True), "nip": Text(), "regon": Text()}
    columns = tuple(columns_of(InstitutionDraft, FIELDS, LABELS, special=special))
    return Layout("Instytucje", InstitutionDraft, "name", columns, (), FIELDS, PROBLEMS)


def write_institutions(
    institutions: Sequence[InstitutionDraft], path: Path, form: Format, progress: Progress, notice: str = ""
) -> None:
    """Write institutions to XLSX or CSV."""
    write_records(layout(), institutions, path, form, progress, notice)


def read_institutions(path: Path, progress: Progress) -> Reading[InstitutionDraft]:
    """Read institutions from XLSX or CSV.

    Raises Refusal when the file as a whole cannot be read, EnvironmentProblem and Cancelled; bad rows are listed in
    the result.
    """
    return read_records(layout(), path, validate, progress)


def refused(row: Row[InstitutionDraft], problem: Problem) -> RefusedRow:
    """Where in the file a problem stands that only the use case could find."""
    return refusal(layout(), row, problem)
