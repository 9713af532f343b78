"""A register to and from spreadsheets: the file and what is stored already."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from app.core.progress import NoProgress, Progress
from app.core.records import Query
from app.exchange.layout import Layout
from app.exchange.reading import refusal
from app.exchange.spreadsheets import Format, read_records, write_records
from app.people.office.usecases import Offices
from app.records.import_report import ImportReport, report
from app.records.intake import Incoming, TakingIn, Verdict

R = TypeVar("R")
D = TypeVar("D")


class RegisterTransfer(Generic[R, D]):
    """Export and import of one register; ``before_import`` makes a copy of the data.

    ``words`` are one, few and many of the records. A subclass tells the layout.
    """

    words: ClassVar[tuple[str, str, str]]

    def __init__(
        self, records: TakingIn[R, D], offices: Offices, before_import: Callable[[], None] = lambda: None
    ) -> None:
        self._records, self._offices = records, offices
        self._before_import = before_import

    def _layout(self, found: Sequence[R] = ()) -> Layout[D]:
        """Which field stands where, and what the program works out; ``found`` are to be written, none when it reads."""
        raise NotImplementedError

    def _tied(self, found: Sequence[R]) -> Sequence[Any]:
        """The records as a file has them: each with a key that no other in the file has."""
        return found

    def _write(self, found: Sequence[R], path: Path, form: Format, progress: Progress, notice: str) -> None:
        write_records(self._layout(found), self._tied(found), path, form, progress, notice)

    def _doubts(self, draft: D) -> Iterable[str]:
        """What is doubtful about a record of a file and does not keep it out, in sentences."""
        return ()

    def export(self, path: Path, form: Format, progress: Progress | None = None, query: Query | None = None) -> int:
        """Write the records that match, all unless told otherwise; returns how many."""
        # the kit of prints comes with it, which nothing but an export needs here
        from app.people.office.printout import notice

        asked = query or Query()
        found = self._records.page(asked, 0, self._records.count(asked))
        self._write(found, path, form, progress or NoProgress(), notice(self._offices.current_or_blank()))
        self._records.log("export", found, format=form.value)
        return len(found)

    def write_all(self, path: Path, form: Format, progress: Progress) -> int:
        """Write every record for an export of all data, which has a notice and an entry in the log of its own."""
        found = self._records.all()
        self._write(found, path, form, progress, "")
        return len(found)

    def load(self, path: Path, *, dry_run: bool, progress: Progress | None = None) -> ImportReport:
        """Read a file and save its good rows in one transaction; NotAllowed, Refusal for a file that is none."""
        self._records.actor().require(f"{self._records.entity}.edit")
        watched, layout = progress or NoProgress(), self._layout()
        reading = read_records(layout, path, self._records.validate, watched)
        if not dry_run:
            # a backup: many records change at once, and undo does not reach that far
            self._before_import()
        incoming: list[Incoming[Any]] = [Incoming(row.draft, row.given) for row in reading.drafts]
        result = self._records.take_in(incoming, dry_run=dry_run, progress=watched)
        late = [
            refusal(layout, row, problem)
            for row, taken in zip(reading.drafts, result.taken, strict=True)
            for problem in taken.problems
        ]
        told = [
            f"{row.sheet}, wiersz {row.row_number}: {doubt}"
            for row, taken in zip(reading.drafts, result.taken, strict=True)
            if taken.verdict in (Verdict.NEW, Verdict.CHANGED)
            for doubt in self._doubts(row.draft)
        ]
        return report(self.words, result, (*reading.refused, *late), (*reading.notices, *told), dry_run=dry_run)
