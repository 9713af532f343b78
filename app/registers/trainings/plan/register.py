"""The training plan in the catalogue of registers, and the deed that brings needs into it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.registers.trainings.plan.domain import PlanItem
from app.registers.trainings.plan.words import QUARTERS, WORDS
from app.registers.trainings.shared import TrainingServices
from app.widgets.workspace import Found, Group, OfferedDeed, Register, Workspace, register_of

if TYPE_CHECKING:
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.plan.tab import create_tab as create

    return create(workspace, services)


def found(_services: TrainingServices, each: PlanItem) -> Found:
    """A hit of the search over everything."""
    return Found(each.id, each.topic, f"{each.year}, {QUARTERS[each.quarter]}")


def plan_one(workspace: Workspace, services: TrainingServices, need_id: int) -> None:
    """Bring one need into the plan."""
    plan_many(workspace, services, (need_id,))


def plan_many(workspace: Workspace, services: TrainingServices, need_ids: Sequence[int]) -> None:
    """Bring needs into the plan as one line; the window is loaded when it is first needed."""
    from app.registers.trainings.plan.windows.planning import open_planning

    open_planning(workspace, services, need_ids)


REGISTER: Register[TrainingServices] = register_of(
    lambda services: services.training_plan,
    found,
    key="training_plan",
    words=WORDS,
    icon="training_plan",
    entity="training_plan_item",
    create_tab=create_tab,
    begin_text="Nowa pozycja planu szkoleń…",
    group=Group.TRAININGS,
)

DEED: OfferedDeed[TrainingServices] = OfferedDeed(
    key="plan_needs",
    entity="training_need",
    right="training_plan_item.edit",
    icon="training_plan",
    text="Do planu…",
    help="Łączy zaznaczone potrzeby w jedną pozycję planu szkoleń, nową albo już wpisaną.",
    open=plan_one,
    open_many=plan_many,
)
