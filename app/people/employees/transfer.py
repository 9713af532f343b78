"""Employees to and from spreadsheets: the file, the comparison with what is stored, and the report for people."""

from collections.abc import Callable
from pathlib import Path

from app.core.progress import NoProgress, Progress
from app.exchange.spreadsheets import Format
from app.people.employees import sheet
from app.people.employees.usecases import Employees
from app.people.office.usecases import Offices
from app.people.units.usecases import Units
from app.records.import_report import ImportReport, report
from app.records.intake import Incoming

_WORDS = ("osoba", "osoby", "osób")


class EmployeeTransfer:
    """Export and import of employees; ``before_import`` makes a copy of the data."""

    def __init__(
        self,
        employees: Employees,
        units: Units,
        offices: Offices,
        before_import: Callable[[], None] = lambda: None,
    ) -> None:
        self._employees, self._units, self._offices = employees, units, offices
        self._before_import = before_import

    def export(self, path: Path, form: Format, progress: Progress | None = None) -> int:
        """Write every employee that is not deleted; returns how many."""
        # the kit of prints comes with it, which nothing but an export needs here
        from app.people.office.printout import notice

        employees = self._employees.all()
        symbols = {unit.id: unit.symbol for unit in self._units.all()}
        said = notice(self._offices.current_or_blank())
        sheet.write_employees(employees, path, form, symbols, progress or NoProgress(), said)
        self._employees.log("export", employees, format=form.value)
        return len(employees)

    def load(self, path: Path, *, dry_run: bool, progress: Progress | None = None) -> ImportReport:
        """Read a file and save its good rows in one transaction; a dry run takes all of it back."""
        self._employees.actor().require("employee.edit")
        progress = progress or NoProgress()
        ids = {unit.symbol: unit.id for unit in self._units.all()}
        reading = sheet.read_employees(path, ids, progress)
        if not dry_run:
            # a backup: many people change at once, and undo does not reach that far
            self._before_import()
        incoming = [Incoming(row.draft, row.given) for row in reading.drafts]
        result = self._employees.take_over(incoming, dry_run=dry_run, progress=progress)
        late = [
            sheet.refused(row, problem, ids)
            for row, taken in zip(reading.drafts, result.taken, strict=True)
            for problem in taken.problems
        ]
        return report(_WORDS, result, (*reading.refused, *late), reading.notices, dry_run=dry_run)
