"""The training budget of a year: how much each unit may spend (art. 29 of the act on local-government staff)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.core.drafts import day, number, shape_problems, text
from app.core.money import MAX_GROSZE
from app.core.problems import Problem

FIRST_YEAR, LAST_YEAR = 1990, 2099


@dataclass(frozen=True, kw_only=True)
class UnitBudget:
    """Planned grosze of one unit; without a unit it is the office's common reserve."""

    unit_id: int | None = None
    amount: int | None = number(0, MAX_GROSZE)
    line: str = text(40)
    note: str = text(300)


@dataclass(frozen=True, kw_only=True)
class BudgetDraft:
    """What the form of a year's budget edits; the approval is that of the year's plan and budget.

    ``UnitBudget.line`` is the budget classification (dział, rozdział, paragraf).
    """

    year: int | None = number(FIRST_YEAR, LAST_YEAR)
    units: tuple[UnitBudget, ...] = ()
    approved_on: date | None = day()
    approved_by: str = text(160)
    note: str = text(1000)


@dataclass(frozen=True, kw_only=True)
class Budget(BudgetDraft):
    """A year's budget as saved; ``total`` is the sum in grosze."""

    id: int
    version: int
    total: int


def validate(draft: BudgetDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: BudgetDraft) -> Iterator[Problem]:
    if draft.year is None:
        yield Problem("year", "required")
    seen: set[int | None] = set()
    for index, unit in enumerate(draft.units):
        if unit.amount is None:
            yield Problem(f"units.{index}.amount", "required")
        if unit.unit_id in seen:
            yield Problem(f"units.{index}.unit_id", "unit_twice")
        seen.add(unit.unit_id)
