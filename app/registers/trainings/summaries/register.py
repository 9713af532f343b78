"""Summaries in the catalogue: no register of their own, but deeds on trainings and on who takes part in them."""

from app.registers.trainings.shared import TrainingServices
from app.registers.trainings.summaries.words import COSTS
from app.widgets.workspace import Workspace


def open_register(workspace: Workspace, services: TrainingServices, _record_id: int) -> None:
    """Show „Zestawienie szkoleń”; the window is loaded when it is first needed."""
    from app.registers.trainings.summaries.windows.register_window import open_register as show

    show(workspace, services)


def open_summaries(workspace: Workspace, services: TrainingServices, _record_id: int) -> None:
    """Show costs, access and effects."""
    from app.registers.trainings.summaries.windows.summary_window import open_summaries as show

    show(workspace, services, COSTS)
