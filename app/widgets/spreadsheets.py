"""The clerk's way to and from spreadsheets: choose a file, see what would happen, then save."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication

from app.core.progress import Progress
from app.core.records import Change, Outcome
from app.widgets.import_window import ImportWindow, Preview, Refused
from app.widgets.output import Output
from app.widgets.workspace import Workspace


class RefusedRow(Protocol):
    """A row of the file that was not taken, and why."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str


class Report(Protocol):
    """What an import did or would do."""

    @property
    def new(self) -> int: ...
    @property
    def changed(self) -> int: ...
    @property
    def refused(self) -> Sequence[Any]: ...
    @property
    def change(self) -> Change: ...
    def lines(self) -> Iterator[str]: ...


@dataclass(frozen=True)
class SpreadsheetWords:
    """Texts for people: ``records`` in the accusative („karty”), ``file_name`` proposed for an export."""

    records: str
    file_name: str


class Spreadsheets:
    """Import with a dry run first, and export, as a tab's deeds.

    ``export(path, csv, progress)`` writes the file; ``load(path, dry_run, progress)`` reads one; None where a register
    is only read or only written.
    """

    def __init__(
        self,
        workspace: Workspace,
        words: SpreadsheetWords,
        export: Callable[[Path, bool, Progress], Any] | None,
        load: Callable[[Path, bool, Progress], Report] | None = None,
    ) -> None:
        self._workspace, self._words, self._write, self._load_file = workspace, words, export, load

    @property
    def can_read(self) -> bool:
        """Whether a file can be read."""
        return self._load_file is not None

    def export(self) -> None:
        """Ask for a file name; its ending chooses the format."""
        records = self._words.records
        Output(self._workspace, self._workspace.window).save_workbook(
            self._export_to,
            self._words.file_name,
            title=_tr("Zapisz {records} w arkuszu").format(records=records),
            said=lambda name, _number: _tr("Zapisano {records} w pliku {name}.").format(records=records, name=name),
        )

    def _export_to(self, path: Path, csv: bool, progress: Progress) -> Any:
        if self._write is None:
            raise TypeError("nothing writes these files")
        return self._write(path, csv, progress)

    def choose_import(self) -> None:
        """Ask for a file and try it out."""
        self._workspace.dialogs.choose_open_file(
            _tr("Wczytaj {records} z arkusza").format(records=self._words.records),
            _tr("Arkusze (*.xlsx *.csv)"),
            self._try_out,
        )

    def _read(self, path: Path, dry_run: bool, progress: Progress) -> Report:
        if self._load_file is None:
            raise TypeError("nothing reads these files")
        return self._load_file(path, dry_run, progress)

    def _try_out(self, path: Path) -> None:
        def work(progress: Progress) -> Report:
            return self._read(path, True, progress)

        self._run(work, lambda report: self._show(path, report), _tr("Sprawdzam arkusz…"), writes=False)

    def _show(self, path: Path, report: Report) -> None:
        refused = [Refused(row.sheet, row.row, row.column, row.value, row.reason) for row in report.refused]
        preview = Preview(
            _tr("Wczytanie pliku {name}").format(name=path.name),
            tuple(report.lines()),
            refused,
            _tr("Zapisz dobre wiersze") if refused else _tr("Zapisz {records}").format(records=self._words.records),
            something=bool(report.new or report.changed),
        )
        window = ImportWindow(preview, self._workspace.window)
        window.accepted_import.connect(lambda: self._load(path))
        window.open()

    def _load(self, path: Path) -> None:
        def work(progress: Progress) -> Report:
            return self._read(path, False, progress)

        def say(report: Report) -> None:
            message = _tr("Wczytano {name}: {summary}").format(name=path.name, summary=next(report.lines()))
            self._workspace.report(Outcome(None, report.change, message))

        self._run(work, say, _tr("Wczytuję {records}…").format(records=self._words.records), writes=True)

    def _run(self, work: Callable[[Progress], Any], done: Callable[[Any], None], title: str, *, writes: bool) -> None:
        self._workspace.jobs.run(work, done=done, title=title, writes=writes, owner=self._workspace.window)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Spreadsheets", text)
