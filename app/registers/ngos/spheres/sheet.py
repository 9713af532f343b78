"""The list of spheres in a spreadsheet: one line a version of a point."""

from collections.abc import Sequence
from pathlib import Path

from app.core.drafts import shape_problems
from app.core.problems import Problem
from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Text
from app.exchange.layout import Layout, columns_of
from app.exchange.reading import Reading
from app.exchange.spreadsheets import Format, read_records, write_records
from app.registers.ngos.spheres.domain import SphereLine
from app.registers.ngos.spheres.words import FIELDS, PROBLEMS

_FIELDS: dict[str, FieldWords] = {
    name.removeprefix("spheres."): words for name, words in FIELDS.items() if name.startswith("spheres.")
}


def layout() -> Layout[SphereLine]:
    """Lines are known by nothing: a code may stand in several, one after another."""
    columns = tuple(columns_of(SphereLine, _FIELDS, {}, special={"code": Text()}))
    return Layout("Sfery", SphereLine, "name", columns, (), _FIELDS, PROBLEMS)


def write_spheres(lines: Sequence[SphereLine], path: Path, form: Format, progress: Progress, notice: str = "") -> None:
    """Write the list to XLSX or CSV."""
    write_records(layout(), lines, path, form, progress, notice)


def read_spheres(path: Path, progress: Progress) -> Reading[SphereLine]:
    """Read a list from XLSX or CSV; bad rows are listed in the result. Raises Refusal and Cancelled."""
    return read_records(layout(), path, _problems, progress)


def _problems(line: SphereLine) -> tuple[Problem, ...]:
    required = () if line.valid_from is not None else (Problem("valid_from", "required"),)
    return (*shape_problems(line), *required)
