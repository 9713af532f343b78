"""An office's old register of trainings, read in by a clerk: choose the file, see what would happen, then save."""

from app.registers.trainings.shared import TrainingServices
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.workspace import Workspace


def load_old_register(workspace: Workspace, services: TrainingServices) -> None:
    """Ask for the file and try it out."""
    exchange = services.training_exchange
    words = SpreadsheetWords("zestawienie szkoleń", "")
    Spreadsheets(
        workspace, words, None, lambda path, dry_run, progress: exchange.load(path, dry_run=dry_run, progress=progress)
    ).choose_import()
