"""The clerk's way of participations and of cards to and from spreadsheets, with file dialogs and a dry run."""

from collections.abc import Callable, Sequence
from pathlib import Path

from app.core.progress import Progress
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.people.office.spreadsheets import both_ways, exporting
from app.registers.trainings.participations.domain import Participation
from app.registers.trainings.shared import TrainingServices
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.workspace import Workspace


def register_spreadsheets(workspace: Workspace, services: TrainingServices, query: Callable[[], Query]) -> Spreadsheets:
    """What the list shows, for people; ``query`` is the question as it stands."""

    participations = services.participations

    def found() -> Sequence[Participation]:
        asked = query()
        return participations.page(asked, 0, participations.count(asked))

    def write(found: Sequence[Participation], path: Path, form: Format, progress: Progress, said: str) -> None:
        from app.registers.trainings.participations.sheet import write_participations

        write_participations(found, path, form, progress, said)

    export = exporting(participations, services.offices, found, write)
    return Spreadsheets(workspace, SpreadsheetWords("udział w szkoleniach", "udzial-w-szkoleniach.xlsx"), export)


def card_spreadsheets(
    workspace: Workspace, services: TrainingServices, course: Callable[[], int | None]
) -> Spreadsheets:
    """Cards to fill in and to read back; ``course`` is the training chosen, None for all."""
    exchange = services.card_exchange

    def write(path: Path, form: Format, progress: Progress) -> int:
        return exchange.export(path, form, progress, course_id=course())

    return both_ways(workspace, SpreadsheetWords("karty", "karty-uczestnictwa.xlsx"), write, exchange.load)
