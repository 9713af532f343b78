"""The clerk's way of participations and of cards to and from spreadsheets, with file dialogs and a dry run."""

from collections.abc import Callable
from pathlib import Path

from app.core.progress import Progress
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.records.import_report import ImportReport
from app.registers.trainings.shared import TrainingServices
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.workspace import Workspace


def register_spreadsheets(workspace: Workspace, services: TrainingServices, query: Callable[[], Query]) -> Spreadsheets:
    """What the list shows, for people; ``query`` is the question as it stands."""

    def export(path: Path, csv: bool, progress: Progress) -> int:
        from app.people.office.printout import notice
        from app.registers.trainings.participations.sheet import write_participations

        participations, form = services.participations, Format.CSV if csv else Format.XLSX
        asked = query()
        found = participations.page(asked, 0, participations.count(asked))
        write_participations(found, path, form, progress, notice(services.offices.current_or_blank()))
        participations.log("export", found, format=form.value)
        return len(found)

    return Spreadsheets(workspace, SpreadsheetWords("udział w szkoleniach", "udzial-w-szkoleniach.xlsx"), export)


def card_spreadsheets(
    workspace: Workspace, services: TrainingServices, course: Callable[[], int | None]
) -> Spreadsheets:
    """Cards to fill in and to read back; ``course`` is the training chosen, None for all."""
    exchange = services.card_exchange

    def export(path: Path, csv: bool, progress: Progress) -> int:
        return exchange.export(path, Format.CSV if csv else Format.XLSX, progress, course_id=course())

    def load(path: Path, dry_run: bool, progress: Progress) -> ImportReport:
        return exchange.load(path, dry_run=dry_run, progress=progress)

    return Spreadsheets(workspace, SpreadsheetWords("karty", "karty-uczestnictwa.xlsx"), export, load)
