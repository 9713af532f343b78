"""Summaries in the catalogue: no register of their own, but deeds on trainings and on who takes part in them."""

from app.registers.trainings.shared import TrainingServices
from app.registers.trainings.summaries.words import COSTS
from app.widgets.workspace import OfferedDeed, Workspace


def open_register(workspace: Workspace, services: TrainingServices, _record_id: int) -> None:
    """Show „Zestawienie szkoleń”; the window is loaded when it is first needed."""
    from app.registers.trainings.summaries.windows.register_window import open_register as show

    show(workspace, services)


def open_summaries(workspace: Workspace, services: TrainingServices, _record_id: int) -> None:
    """Show costs, access and effects."""
    from app.registers.trainings.summaries.windows.summary_window import open_summaries as show

    show(workspace, services, COSTS)


def load_old_register(workspace: Workspace, services: TrainingServices, _record_id: int) -> None:
    """Choose an office's old register, try it out and save it."""
    from app.registers.trainings.summaries.spreadsheets import load_old_register as load

    load(workspace, services)


def _register(register: str) -> OfferedDeed[TrainingServices]:
    return OfferedDeed(
        key="training_register",
        entity=register,
        right="training_participation.read",
        icon="statistics",
        text="Zestawienie szkoleń…",
        help="Rejestr szkoleń roku albo okresu z sumą kosztów, liczbą szkoleń i podziałem na komórki.",
        open=open_register,
    )


def _summaries(register: str) -> OfferedDeed[TrainingServices]:
    return OfferedDeed(
        key="training_summaries",
        entity=register,
        right="training_participation.read",
        icon="statistics",
        text="Koszty i efekty szkoleń…",
        help="Koszty wobec planu, dostęp do szkoleń i ich efekty, z wykresami.",
        open=open_summaries,
    )


def _old_register(register: str) -> OfferedDeed[TrainingServices]:
    return OfferedDeed(
        key="import_old_training_register",
        entity=register,
        # who may set up trainings: an old register brings them with their people
        right="training_course.edit",
        icon="import",
        text="Wczytaj dawne zestawienie…",
        help="Rejestr szkoleń, który urząd prowadził w arkuszu XLSX lub CSV: najpierw próba, potem zapis.",
        open=load_old_register,
    )


REGISTERS = ("courses", "participations")
DEEDS = (
    *map(_register, REGISTERS),
    *map(_summaries, (*REGISTERS, "training_plan", "training_budgets")),
    *map(_old_register, REGISTERS),
)
"""On the whole tabs of these registers."""
