"""Totals of a year's plan: by quarter and by unit, against the year's budget; pure sums of whole grosze."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.registers.trainings.plan.domain import PlanItem, Progress, YearPlan


@dataclass(frozen=True)
class Total:
    """Sums of some lines; ``cost`` and ``budget`` are None where they may not be seen or there is none."""

    items: int
    people: int
    estimate: int
    done: int
    cost: int | None
    budget: int | None = None

    @property
    def left(self) -> int | None:
        """Grosze that the budget leaves over what is estimated; negative when it does not suffice."""
        return None if self.budget is None else self.budget - self.estimate


def whole(plan: YearPlan) -> Total:
    """The whole year; a year without a budget has none to compare with."""
    budget = sum(plan.budget.values()) if plan.budget else None
    return _total(plan, plan.items, budget)


def by_quarter(plan: YearPlan) -> tuple[tuple[int | None, Total], ...]:
    """Quarters 1 to 4, and lines without one last where there are any."""
    found: list[tuple[int | None, Total]] = []
    for quarter in (1, 2, 3, 4, None):
        items = [item for item in plan.items if item.quarter == quarter]
        if items or quarter is not None:
            found.append((quarter, _total(plan, items)))
    return tuple(found)


def by_unit(plan: YearPlan) -> tuple[tuple[int | None, Total], ...]:
    """Every unit with a line or money of its own, by symbol; lines of no unit stand last, beside the common reserve."""
    held = {item.unit_id for item in plan.items} | set(plan.budget or {})
    units = sorted((unit for unit in held if unit is not None), key=lambda unit: plan.units.get(unit, ("", ""))[0])
    found = []
    for unit in (*units, *((None,) if None in held else ())):
        items = [item for item in plan.items if item.unit_id == unit]
        found.append((unit, _total(plan, items, plan.budget.get(unit, 0) if plan.budget else None)))
    return tuple(found)


def in_quarter(plan: YearPlan, quarter: int | None) -> tuple[PlanItem, ...]:
    """The lines of one quarter, the most pressing first."""
    order = {item.id: place for place, item in enumerate(plan.items)}
    priorities = list(type(plan.items[0].priority)) if plan.items else []
    chosen = [item for item in plan.items if item.quarter == quarter]
    return tuple(sorted(chosen, key=lambda item: (priorities.index(item.priority), order[item.id])))


def _total(plan: YearPlan, items: Sequence[PlanItem], budget: int | None = None) -> Total:
    standings = [plan.standing(item) for item in items]
    costs = [standing.cost for standing in standings]
    known = [cost for cost in costs if cost is not None]
    return Total(
        items=len(items),
        people=sum(item.people or 0 for item in items),
        estimate=sum(item.estimate or 0 for item in items),
        done=sum(standing.progress is Progress.DONE for standing in standings),
        cost=sum(known) if len(known) == len(costs) else None,
        budget=budget,
    )
