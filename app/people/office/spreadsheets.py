"""Registers as their tabs write and read spreadsheets: with the office's notice on personal data, noted in the log."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from app.core.progress import Progress
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.people.office.usecases import Offices
from app.records.import_report import ImportReport
from app.records.usecases import Records
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.workspace import Workspace

R = TypeVar("R")


class Read(Protocol):
    """Reads a file, or only tries."""

    def __call__(self, path: Path, *, dry_run: bool, progress: Progress) -> ImportReport: ...


class Exchange(Protocol):
    """Writes the records that a question finds, and reads a file; a ``RegisterTransfer`` is one."""

    def export(self, path: Path, form: Format, progress: Progress, query: Query) -> int: ...

    def load(self, path: Path, *, dry_run: bool, progress: Progress) -> ImportReport: ...


def exporting(
    records: Records[R, Any],
    offices: Offices,
    found: Callable[[], Sequence[R]],
    write: Callable[[Sequence[R], Path, Format, Progress, str], object],
) -> Callable[[Path, bool, Progress], int]:
    """The ``export`` of a tab's :class:`Spreadsheets`: ``write(found, path, form, progress, notice)``, then the log."""

    def export(path: Path, csv: bool, progress: Progress) -> int:
        # the kit of prints comes with it, which nothing but an export needs here
        from app.people.office.printout import notice

        form, written = Format.CSV if csv else Format.XLSX, found()
        write(written, path, form, progress, notice(offices.current_or_blank()))
        records.log("export", written, format=form.value)
        return len(written)

    return export


def both_ways(
    workspace: Workspace, words: SpreadsheetWords, write: Callable[[Path, Format, Progress], Any], read: Read
) -> Spreadsheets:
    """Deeds of a tab whose register has a ``transfer``, which looks things up, keeps the log and reports by itself."""

    def export(path: Path, csv: bool, progress: Progress) -> Any:
        return write(path, Format.CSV if csv else Format.XLSX, progress)

    def load(path: Path, dry_run: bool, progress: Progress) -> ImportReport:
        return read(path, dry_run=dry_run, progress=progress)

    return Spreadsheets(workspace, words, export, load)


def as_shown(
    workspace: Workspace, words: SpreadsheetWords, exchange: Exchange, query: Callable[[], Query]
) -> Spreadsheets:
    """The same for a tab that writes what its table shows; ``query`` is its question as it stands."""

    def write(path: Path, form: Format, progress: Progress) -> int:
        return exchange.export(path, form, progress, query())

    return both_ways(workspace, words, write, exchange.load)
