"""„Do planu”: chosen needs become one line of the plan, a new one or one that is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from app.core.records import Outcome
from app.registers.trainings.needs.domain import Need, NeedState
from app.registers.trainings.needs.similarity import compared, nearest
from app.registers.trainings.needs.words import PRIORITIES, people
from app.registers.trainings.needs.words import WORDS as NEED_WORDS
from app.registers.trainings.plan.domain import PlanItem, PlanItemDraft, validate
from app.registers.trainings.plan.usecases import TrainingPlan, grown
from app.registers.trainings.plan.words import FIELDS, ITEM, PROBLEMS, QUARTERS
from app.registers.trainings.shared import TrainingServices
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed import Deed, Effect, Values
from app.widgets.forms.deed_window import open_deed
from app.widgets.forms.fields import Choice, Money, Number, Reference, Text
from app.widgets.workspace import Workspace

_NAMED = 8
_DRAFT = tuple(field.name for field in fields(PlanItemDraft))


@dataclass(frozen=True)
class Material:
    """What the window needs: the needs, the line proposed, lines to add to, and units and their symbols."""

    needs: Sequence[Need]
    proposal: PlanItemDraft
    items: Mapping[int, PlanItem]
    units: Sequence[Option]
    alike: Sequence[Need]


def open_planning(workspace: Workspace, services: TrainingServices, need_ids: Sequence[int]) -> None:
    """Show the window for these needs; those that do not wait for a decision are left out."""
    plan = services.training_plan
    needs = [need for need in services.training_needs.many(need_ids) if need.state is NeedState.NEW]
    if not needs:
        workspace.say(PROBLEMS["no_needs"])
        return
    deed = planning(_material(services, needs), plan)
    open_deed(deed, workspace)


def _material(services: TrainingServices, needs: Sequence[Need]) -> Material:
    plan, today = services.training_plan, services.clock.today()
    units = [unit for unit in services.units.all() if unit.closed_on is None or unit.closed_on >= today]
    chosen = {need.id for need in needs}
    keys = [compared(need.topic) for need in needs]
    waiting = [need for need in services.training_needs.all() if need.state is NeedState.NEW and need.id not in chosen]
    return Material(
        needs=needs,
        proposal=plan.proposal([need.id for need in needs]),
        items={item.id: item for item in plan.open_items()},
        units=[Option(unit.id, f"{unit.symbol} – {unit.name}") for unit in units],
        alike=[need for need in waiting if nearest(compared(need.topic), keys) is not None],
    )


def planning(material: Material, plan: TrainingPlan) -> Deed:
    """The deed for these needs."""
    items = material.items
    taken = [(need.id, need.version) for need in material.needs]

    def call(values: Values) -> Outcome[PlanItem]:
        item = items.get(values["item_id"] or 0)
        return plan.take_in(taken, _draft(values)) if item is None else plan.add_to(item.id, item.version, taken)

    def effects(values: Values) -> Sequence[Effect]:
        item = items.get(values["item_id"] or 0)
        if item is None:
            return ()
        after = grown(item, material.needs)
        said = (
            f"Potrzeby dołączą do pozycji {plan.title(item)}, {_when(item)}: osoby {item.people or 0} → "
            f"{after.people or 0}, priorytet {PRIORITIES[after.priority]}. Pozostałych pól tego okna program nie użyje."
        )
        return (Effect(said),)

    number = len(material.needs)
    options = [Option(item.id, f"{item.topic} – {item.year}, {_when(item)}") for item in items.values()]
    return Deed(
        key="plan_needs",
        title="Do planu szkoleń",
        about=f"{NEED_WORDS.counted(number)}: {_named(material.needs)}",
        text="&Wpisz do planu",
        call=call,
        fields=(
            Reference(name="item_id", options=options, span=12),
            Text(name="topic", required=True),
            Reference(name="unit_id", options=material.units, span=8),
            Number(name="people", span=4),
            Text(name="group", span=8),
            Money(name="estimate", span=4),
            Number(name="year", span=4, required=True),
            Number(name="quarter", span=4),
            Choice(name="priority", labels=PRIORITIES, span=4),
        ),
        start={"item_id": None, **{name: getattr(material.proposal, name) for name in _DRAFT}},
        facts=_alike(material),
        words={**FIELDS, "item_id": ITEM},
        sentences=PROBLEMS,
        shape=PlanItemDraft,
        check=lambda values: validate(_draft(values)) if not values["item_id"] else (),
        effects=effects,
    )


def _draft(values: Mapping[str, Any]) -> PlanItemDraft:
    return PlanItemDraft(**{name: values[name] for name in _DRAFT})


def _when(item: PlanItemDraft) -> str:
    return QUARTERS[item.quarter].replace("Bez kwartału", "bez kwartału")


def _named(needs: Sequence[Need]) -> str:
    names = [f"{need.topic} ({need.person or people(need.people or 1)})" for need in needs[:_NAMED]]
    more = len(needs) - len(names)
    return "; ".join(names) + (f" i jeszcze {more}" if more else "")


def _alike(material: Material) -> tuple[Effect, ...]:
    if not material.alike:
        return ()
    said = f"Podobne potrzeby, których nie zaznaczono: {_named(material.alike)}."
    return (Effect(said, color="warning"),)
