"""Absences in spreadsheets, for people: written only."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.core.progress import Progress
from app.exchange.cells import Choice
from app.exchange.layout import Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.people.absences.domain import Absence, AbsenceDraft
from app.people.absences.words import FIELDS, LABELS, PROBLEMS


def write_absences(
    absences: Sequence[Absence],
    path: Path,
    form: Format,
    people: Mapping[int, str],
    progress: Progress,
    notice: str = "",
) -> None:
    """Write absences to XLSX or CSV; ``people`` must know everybody that an absence names, each by other words."""
    columns = tuple(columns_of(AbsenceDraft, FIELDS, LABELS, special={"employee_id": Choice(people)}))
    layout = Layout("Nieobecności", AbsenceDraft, "employee_id", columns, (), FIELDS, PROBLEMS)
    write_records(layout, absences, path, form, progress, notice)
