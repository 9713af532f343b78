"""Employees in spreadsheets: which field stands where, in „Pracownicy” and „Wcześniejsze stanowiska”."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path

from app.core.problems import Problem
from app.core.progress import Progress
from app.exchange.cells import Cell, Choice, Text
from app.exchange.layout import Layout, SideSheet, columns_of
from app.exchange.reading import Reading, RefusedRow, Row, refusal
from app.exchange.spreadsheets import Format, read_records, write_records
from app.people.employees.domain import Employee, EmployeeDraft, EmployeeLine, PastLine, PastPosition, validate
from app.people.employees.words import FIELDS, LABELS, LINE_FIELDS, PROBLEMS

_NOT_EXCHANGED = ("photo", "superior_id", "history.superior_id")
_YES_NO = Choice({True: "tak", False: "nie"})
_WORDS = {**FIELDS, **LINE_FIELDS}


def layout(unit_symbols: Mapping[int, str]) -> Layout[EmployeeLine]:
    """The layout of employees; ``unit_symbols`` gives the symbol of every organisational unit by its id."""
    units = Choice(unit_symbols)
    special: dict[str, Cell] = {
        "unit_id": units,
        "history.unit_id": units,
        "heads_unit": _YES_NO,
        "history.heads_unit": _YES_NO,
        "number": Text(),
    }
    columns = sorted(
        columns_of(EmployeeLine, _WORDS, LABELS, special=special, omit=_NOT_EXCHANGED),
        key=lambda column: column.field != "number",
    )
    past = columns_of(PastLine, _WORDS, LABELS, special=special, omit=_NOT_EXCHANGED, prefix="history.")
    history = SideSheet("history", "Wcześniejsze stanowiska", PastLine, tuple(past), _WORDS["history"].help)
    return Layout("Pracownicy", EmployeeLine, "number", tuple(columns), (history,), _WORDS, PROBLEMS)


def write_employees(
    employees: Sequence[Employee],
    path: Path,
    form: Format,
    unit_symbols: Mapping[int, str],
    progress: Progress,
    notice: str = "",
) -> None:
    """Write employees to XLSX or CSV; ``unit_symbols`` must know every unit that an employee names."""
    called = {each.id: each.number or each.full_name for each in employees}
    lines = [_line(each, called) for each in employees]
    write_records(layout(unit_symbols), lines, path, form, progress, notice)


def read_employees(path: Path, unit_ids: Mapping[str, int], progress: Progress) -> Reading[EmployeeLine]:
    """Read employees from XLSX or CSV; ``unit_ids`` by symbol.

    Raises Refusal when the file as a whole cannot be read, EnvironmentProblem and Cancelled; bad rows are listed in
    the result.
    """
    return read_records(layout(_by_id(unit_ids)), path, validate, progress)


def refused(row: Row[EmployeeLine], problem: Problem, unit_ids: Mapping[str, int]) -> RefusedRow:
    """Where in the file a problem stands that only the use case could find."""
    place = problem.field.replace("superior_id", "superior")
    return refusal(layout(_by_id(unit_ids)), row, Problem(place, problem.code, problem.details))


def _line(employee: Employee, called: Mapping[int, str]) -> EmployeeLine:
    present = {spec.name: getattr(employee, spec.name) for spec in fields(EmployeeDraft) if spec.name != "history"}
    history = tuple(_past(position, called) for position in employee.history)
    return EmployeeLine(**present, superior=called.get(employee.superior_id or 0, ""), history=history)


def _past(position: PastPosition, called: Mapping[int, str]) -> PastLine:
    known = {spec.name: getattr(position, spec.name) for spec in fields(PastPosition)}
    return PastLine(**known, superior=called.get(position.superior_id or 0, ""))


def _by_id(unit_ids: Mapping[str, int]) -> dict[int, str]:
    return {unit_id: symbol for symbol, unit_id in unit_ids.items()}
