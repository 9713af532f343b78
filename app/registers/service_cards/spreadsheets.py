"""The clerk's way to and from spreadsheets: choose a file, see what would happen, then save."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.core.progress import Progress
from app.core.records import Outcome
from app.exchange.spreadsheets import Format
from app.registers.service_cards.transfer import CardTransfer, ImportReport
from app.widgets.import_window import ImportWindow, Preview, Refused
from app.widgets.workspace import Workspace


class CardSpreadsheets:
    """Import with a dry run first, and export, as the tab's deeds."""

    def __init__(self, workspace: Workspace, transfer: CardTransfer) -> None:
        self._workspace, self._transfer = workspace, transfer

    def export(self) -> None:
        """Ask for a file name; its ending chooses the format."""
        self._workspace.dialogs.choose_save_file(
            _tr("Zapisz karty w arkuszu"),
            "karty-uslug.xlsx",
            _tr("Arkusz Excel (*.xlsx);;Plik CSV (*.csv)"),
            self._export_to,
        )

    def _export_to(self, path: Path) -> None:
        form = Format.CSV if path.suffix.casefold() == ".csv" else Format.XLSX

        def work(progress: Progress) -> int:
            return self._transfer.export(path, form, progress)

        def say(_number: int) -> None:
            self._workspace.say(_tr("Zapisano karty w pliku {name}.").format(name=path.name))

        self._run(work, say, _tr("Zapisuję arkusz…"), writes=False)

    def choose_import(self) -> None:
        """Ask for a file and try it out."""
        self._workspace.dialogs.choose_open_file(
            _tr("Wczytaj karty z arkusza"), _tr("Arkusze (*.xlsx *.csv)"), self._try_out
        )

    def _try_out(self, path: Path) -> None:
        def work(progress: Progress) -> ImportReport:
            return self._transfer.load(path, dry_run=True, progress=progress)

        self._run(work, lambda report: self._show(path, report), _tr("Sprawdzam arkusz…"), writes=False)

    def _show(self, path: Path, report: ImportReport) -> None:
        refused = [Refused(row.sheet, row.row, row.column, row.value, row.reason) for row in report.refused]
        preview = Preview(
            _tr("Wczytanie pliku {name}").format(name=path.name),
            tuple(report.lines()),
            refused,
            _tr("Zapisz dobre wiersze") if refused else _tr("Zapisz karty"),
            something=bool(report.new or report.changed),
        )
        window = ImportWindow(preview, self._workspace.window)
        window.accepted_import.connect(lambda: self._load(path))
        window.open()

    def _load(self, path: Path) -> None:
        def work(progress: Progress) -> ImportReport:
            return self._transfer.load(path, dry_run=False, progress=progress)

        def say(report: ImportReport) -> None:
            message = _tr("Wczytano {name}: {summary}").format(name=path.name, summary=next(report.lines()))
            self._workspace.report(Outcome(None, report.change, message))

        self._run(work, say, _tr("Wczytuję karty…"), writes=True)

    def _run(self, work: Callable[[Progress], Any], done: Callable[[Any], None], title: str, *, writes: bool) -> None:
        self._workspace.jobs.run(work, done=done, title=title, writes=writes, owner=self._workspace.window)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CardSpreadsheets", text)
