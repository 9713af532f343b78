"""Summaries as files with all they need looked up; what windows and commands call. Each is logged."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.clock import Clock
from app.core.progress import NoProgress, Progress
from app.core.report_pages import Page
from app.exchange.spreadsheets import Format
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.trainings.summaries import pages, words
from app.registers.trainings.summaries.figures import Execution, whole
from app.registers.trainings.summaries.pages import Year
from app.registers.trainings.summaries.usecases import TrainingRegister, TrainingSummaries

if TYPE_CHECKING:
    from app.exchange.tables import ReportTable


class SummaryPrints:
    """PDF bytes, workbooks, and data for other programs."""

    def __init__(self, summaries: TrainingSummaries, offices: Offices, files: StoredFiles, clock: Clock) -> None:
        self._summaries, self._offices, self._files, self._clock = summaries, offices, files, clock

    def page(self, key: str, since: date, until: date) -> Page:
        """One page; that of costs is about the year in which the period ends. KeyError for another key."""
        if key == words.COSTS:
            return pages.costs_page(self._summaries.year(until.year))
        if key == words.ACCESS:
            return self._access(since, until, with_people=True)
        if key == words.EFFECTS:
            return self._effects(since, until, with_names=True)
        raise KeyError(key)

    def _access(self, since: date, until: date, *, with_people: bool) -> Page:
        lines, months = self._summaries.access(since, until), self._summaries.rules(until).months_without
        return pages.access_page(lines, since, until, months, with_people=with_people)

    def _effects(self, since: date, until: date, *, with_names: bool) -> Page:
        rules = self._summaries.rules(until)
        months = (rules.effect_from_months, rules.effect_to_months)
        return pages.effects_page(self._summaries.effects(since, until), since, until, months, with_names=with_names)

    def register_pdf(self, register: TrainingRegister, progress: Progress | None = None) -> bytes:
        """„Zestawienie szkoleń” of a period. Raises Cancelled."""
        from app.registers.trainings.summaries.printout import register_pdf

        office, arms = heading(self._offices, self._files)
        pdf = register_pdf(register, office, arms, self._clock.today(), progress)
        self._summaries.log("print", "pdf", len(register.rows))
        return pdf

    def report_pdf(self, since: date, until: date) -> bytes:
        """The yearly report: costs, access by unit and not by person, and effects by topic and not by person."""
        from app.registers.trainings.summaries.printout import report_pdf

        register = self._summaries.register(since, until)
        office, arms = heading(self._offices, self._files)
        made = [
            self.page(words.COSTS, since, until),
            self._access(since, until, with_people=False),
            self._effects(since, until, with_names=False),
        ]
        pdf = report_pdf(made, until.year, register.totals, office, arms, self._clock.today())
        self._summaries.log("print", "pdf", len(register.rows))
        return pdf

    def register_workbook(
        self, register: TrainingRegister, path: Path, form: Format = Format.XLSX, progress: Progress | None = None
    ) -> int:
        """The register in the seed's columns, with its totals; the number of entries.

        Raises EnvironmentProblem and Cancelled.
        """
        from app.people.office.printout import notice
        from app.registers.trainings.summaries.sheet.register import write_register

        shown = notice(self._offices.current_or_blank())
        write_register(register, path, form, progress or NoProgress(), shown)
        self._summaries.log("export", form.value, len(register.rows))
        return len(register.rows)

    def pages_workbook(self, made: Iterable[Page], about: str, path: Path, progress: Progress | None = None) -> None:
        """Pages as a workbook. Raises EnvironmentProblem and Cancelled."""
        from app.exchange.report_pages import tables
        from app.exchange.tables import write_tables
        from app.people.office.printout import notice

        listed = list(made)
        shown = notice(self._offices.current_or_blank())
        found: tuple[ReportTable, ...] = tables(listed, (about,))
        write_tables(words.REPORT_TITLE, found, path, progress or NoProgress(), shown)
        self._summaries.log("export", "xlsx", len(listed))


def costs_report(found: Year) -> Mapping[str, Any]:
    """The year's costs as JSON data, amounts in grosze."""
    return {
        "year": found.year,
        "entries": len(found.rows),
        "office": _execution_data(whole(found.lines)),
        "units": [{"unit": line.unit or None, **_execution_data(line)} for line in found.lines],
    }


def _execution_data(line: Execution) -> Mapping[str, int | None]:
    return {
        "plan": line.plan,
        "spent": line.spent,
        "committed": line.committed,
        "requested": line.requested,
        "planned_ahead": line.planned_ahead,
        "forecast": line.forecast,
        "left": line.left,
    }
