"""Evaluations made before the program, from a file: a workbook to fill in, a dry run, and the report for people."""

from collections.abc import Callable
from pathlib import Path

from app.core.progress import NoProgress, Progress
from app.exchange.spreadsheets import Format
from app.people.employees.usecases import Employees
from app.records.import_report import ImportReport, report
from app.registers.evaluations.sheets import sheet
from app.registers.evaluations.sheets.domain import EarlierLine
from app.registers.evaluations.sheets.usecases import Evaluations

_WORDS = ("ocena", "oceny", "ocen")


class EarlierTransfer:
    """What HR takes over from its papers when it begins with the program."""

    def __init__(
        self, evaluations: Evaluations, employees: Employees, before_import: Callable[[], None] = lambda: None
    ) -> None:
        self._evaluations, self._employees, self._before_import = evaluations, employees, before_import

    def export(self, path: Path, form: Format, progress: Progress | None = None) -> int:
        """Write a workbook with everybody who works in the office and has a number, to be filled in."""
        self._evaluations.actor().require("evaluation.edit")
        today = self._employees.clock.today()
        lines = [
            EarlierLine(number=each.number, surname=each.surname, first_name=each.first_name)
            for each in self._employees.all()
            if each.number and (each.employed_to is None or each.employed_to >= today)
        ]
        sheet.write_lines(lines, path, form, progress or NoProgress())
        return len(lines)

    def load(self, path: Path, *, dry_run: bool, progress: Progress | None = None) -> ImportReport:
        """Read a file and keep its good lines in one transaction; lines without a day and a result are left out."""
        self._evaluations.actor().require("evaluation.edit")
        reading = sheet.read_lines(path, progress or NoProgress())
        rows = [row for row in reading.drafts if row.draft.signed_on or row.draft.verdict or row.draft.level]
        if not dry_run:
            # a backup: many records are made at once
            self._before_import()
        result = self._evaluations.take_over_earlier([row.draft for row in rows], dry_run=dry_run)
        late = [
            sheet.refused(row, problem)
            for row, taken in zip(rows, result.taken, strict=True)
            for problem in taken.problems
        ]
        return report(_WORDS, result, (*reading.refused, *late), reading.notices, dry_run=dry_run)
