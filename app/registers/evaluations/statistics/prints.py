"""Statistics as files with all they need looked up; what the window and the command line both call."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.core.clock import Clock
from app.core.progress import NoProgress, Progress
from app.core.report_pages import Page
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.evaluations.statistics import words
from app.registers.evaluations.statistics.domain import Choice
from app.registers.evaluations.statistics.figures import Statistics
from app.registers.evaluations.statistics.pages import available, page
from app.registers.evaluations.statistics.usecases import EvaluationStatistics

USUAL = (words.DISTRIBUTION, words.CRITERIA, words.UNITS, words.YEARS)
"""What is printed unless asked otherwise: pages without names, for a print is passed on."""


class StatisticsPrints:
    """PDF bytes and workbooks; each is one entry of the log."""

    def __init__(self, statistics: EvaluationStatistics, offices: Offices, files: StoredFiles, clock: Clock) -> None:
        self._statistics, self._offices, self._files, self._clock = statistics, offices, files, clock

    def pdf(self, found: Statistics, choice: Choice, keys: Sequence[str] = USUAL) -> bytes:
        """The pages with these keys as a PDF; KeyError for one that the person at work may not see."""
        from app.registers.evaluations.statistics.printout import statistics_pdf

        office, arms = heading(self._offices, self._files)
        pdf = statistics_pdf(
            pages(found, choice, keys), tuple(chosen(found, choice)), office, arms, self._clock.today()
        )
        self._statistics.log("print", "pdf")
        return pdf

    def workbook(
        self,
        found: Statistics,
        choice: Choice,
        path: Path,
        keys: Sequence[str] = USUAL,
        progress: Progress | None = None,
    ) -> None:
        """The pages as a workbook; raises as ``pdf``, and EnvironmentProblem."""
        from app.exchange.report_pages import tables
        from app.exchange.tables import write_tables
        from app.people.office.printout import notice

        about = [f"{label}: {value}" for label, value in chosen(found, choice)]
        made = tables(pages(found, choice, keys), about)
        write_tables(words.TITLE, made, path, progress or NoProgress(), notice(self._offices.current_or_blank()))
        self._statistics.log("export", "xlsx")


def pages(found: Statistics, choice: Choice, keys: Sequence[str]) -> tuple[Page, ...]:
    """The pages with these keys, in the order of the window."""
    return tuple(page(found, key, choice) for key in sorted(keys, key=[*words.PAGES].index))


def chosen(found: Statistics, choice: Choice) -> Iterator[tuple[str, str]]:
    """What a reader of a file must know: label and value."""
    if not found.materials:
        return
    material = found.materials[choice.yardstick]
    period = material.periods[-1 if choice.period is None else choice.period]
    yield "Okres", period.name if period.complete else f"{period.name} (jeszcze niezakończony)"
    yield "Komórka", words.EVERY_UNIT if choice.unit is None else material.units[choice.unit]
    names = dict(material.yardstick.groups)
    yield "Kryteria", f"{choice.group}. {names[choice.group]}" if choice.group else words.EVERY_GROUP
    yield "Regulamin", words.with_yardstick(material)


def all_keys(found: Statistics, *, raters: bool) -> tuple[str, ...]:
    """The usual pages, and the one about raters where it is asked for and may be seen."""
    return (*USUAL, words.RATERS) if raters and words.RATERS in available(found) else USUAL
