"""The yearly report as pages and files with all they need looked up; what windows and commands call. Each is logged."""

from collections.abc import Iterator
from pathlib import Path

from app.core.clock import Clock
from app.core.progress import NoProgress, Progress
from app.core.report_pages import Page
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.ngos.summaries import pages, words
from app.registers.ngos.summaries.figures import CooperationYear
from app.registers.ngos.summaries.usecases import CooperationSummaries


class CooperationPrints:
    """PDF bytes, workbooks and pages."""

    def __init__(self, summaries: CooperationSummaries, offices: Offices, files: StoredFiles, clock: Clock) -> None:
        self._summaries, self._offices, self._files, self._clock = summaries, offices, files, clock

    def page(self, key: str, year: int) -> Page:
        """One page of a year. KeyError for another key."""
        if key == words.MEASURES:
            return pages.measures_page(self._summaries.compared(year))
        if key == words.ORGANISATIONS:
            return pages.organisations_page(self._summaries.register(), year)
        if key == words.MONEY:
            return pages.money_page(self._summaries.year(year), self._summaries.spheres().label)
        if key == words.CONSULTATIONS:
            return pages.consultations_page(self._summaries.year(year))
        raise KeyError(key)

    def report_pdf(self, year: int) -> bytes:
        """The whole report of a year."""
        from app.registers.ngos.summaries.printout import report_pdf

        compared = self._summaries.compared(year)
        office, arms = heading(self._offices, self._files)
        pdf = report_pdf(tuple(self._pages(compared)), compared[-1], office, arms, self._clock.today())
        self._summaries.log("print", "pdf", year)
        return pdf

    def workbook(self, year: int, path: Path, progress: Progress | None = None) -> None:
        """The report as a workbook. Raises EnvironmentProblem and Cancelled."""
        from app.exchange.report_pages import tables
        from app.exchange.tables import write_tables
        from app.people.office.printout import notice

        made = list(self._pages(self._summaries.compared(year)))
        shown = notice(self._offices.current_or_blank())
        about = (f"Rok: {year}",)
        write_tables(words.REPORT_TITLE, tables(made, about), path, progress or NoProgress(), shown)
        self._summaries.log("export", "xlsx", year)

    def _pages(self, compared: tuple[CooperationYear, ...]) -> Iterator[Page]:
        """Every page, reading each register once."""
        now = compared[-1]
        yield pages.measures_page(compared)
        yield pages.organisations_page(self._summaries.register(), now.year)
        yield pages.money_page(now, self._summaries.spheres().label)
        yield pages.consultations_page(now)
