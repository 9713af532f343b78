"""Lists of preferred institutions as files with all they need looked up; what the tab and the command line call."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.core.clock import Clock
from app.core.progress import NoProgress, Progress
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.trainings.preferred import sheet, words
from app.registers.trainings.preferred.ranking import Line, Ranking
from app.registers.trainings.preferred.usecases import PreferredLists


class PreferredPrints:
    """PDF bytes, workbooks and the data of a report."""

    def __init__(self, lists: PreferredLists, offices: Offices, files: StoredFiles, clock: Clock) -> None:
        self._lists, self._offices, self._files, self._clock = lists, offices, files, clock

    def pdf(self, list_id: int) -> bytes:
        """The list as it was approved, or as it would be now."""
        from app.registers.trainings.preferred.printout import preferred_pdf

        record, ranking = self._lists.get(list_id), self._lists.ranking(list_id)
        office, arms = heading(self._offices, self._files)
        return preferred_pdf(record, ranking, office, arms, self._clock.today())

    def workbook(self, list_id: int, path: Path, progress: Progress | None = None) -> int:
        """Write the list to XLSX; the number of its lines. Raises EnvironmentProblem."""
        from app.exchange.tables import ReportTable, write_tables
        from app.people.office.printout import notice

        record, ranking = self._lists.get(list_id), self._lists.ranking(list_id)
        about = (
            f"Okres: {words.period(record)}",
            words.formula(ranking.shrink, ranking.least_cards, ranking.office_mean),
        )
        rows = tuple(sheet.cells(line) for line in ranking.lines)
        table = ReportTable("Lista", words.title(record), about, sheet.HEADINGS, rows)
        shown = notice(self._offices.current_or_blank())
        write_tables(words.title(record), (table,), path, progress or NoProgress(), shown)
        self._lists.log("export", (record,), format="xlsx")
        return len(rows)


def report(ranking: Ranking) -> Mapping[str, Any]:
    """The list as JSON data: marks and the score in hundredths, prices in grosze, days as ISO."""
    return {
        "since": None if ranking.since is None else ranking.since.isoformat(),
        "until": None if ranking.until is None else ranking.until.isoformat(),
        "cards": ranking.cards,
        "office_mean": ranking.office_mean,
        "shrink": ranking.shrink,
        "least_cards": ranking.least_cards,
        "formula": words.formula(ranking.shrink, ranking.least_cards, ranking.office_mean),
        "institutions": [_data(line) for line in ranking.lines],
    }


def _data(line: Line) -> Mapping[str, Any]:
    return {
        "place": line.place,
        "why_not": line.why_not or None,
        "institution": line.institution,
        "score": line.score,
        "mean": line.mean,
        "cards": line.cards,
        "people": line.people,
        "price_per_participant_day": line.price,
        "trend": line.trend,
        "recommended": line.recommended,
        "answered": line.answered,
        "complaints": line.complaints,
        "note": line.note,
    }
