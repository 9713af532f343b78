"""Employees in spreadsheets, for people: written only."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.core.progress import Progress
from app.exchange.cells import Choice
from app.exchange.layout import Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.people.employees.domain import Employee, EmployeeDraft
from app.people.employees.words import FIELDS, PROBLEMS


def write_employees(
    employees: Sequence[Employee],
    path: Path,
    form: Format,
    unit_symbols: Mapping[int, str],
    progress: Progress,
    notice: str = "",
) -> None:
    """Write employees to XLSX or CSV; ``unit_symbols`` must know every unit that an employee names."""
    columns = tuple(columns_of(EmployeeDraft, FIELDS, {}, special={"unit_id": Choice(unit_symbols)}))
    layout = Layout("Pracownicy", EmployeeDraft, "surname", columns, (), FIELDS, PROBLEMS)
    write_records(layout, employees, path, form, progress, notice)
