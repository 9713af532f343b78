"""The training budget of a year: how much each unit may spend (art. 29 of the act on local-government staff)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.drafts import FIRST_YEAR, LAST_YEAR, day, number, shape_problems, text
from app.core.money import MAX_GROSZE
from app.core.problems import Problem


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
    if draft.approved_by.strip() and draft.approved_on is None:
        yield Problem("approved_on", "approval_without_day")
    if draft.approved_on is not None and not draft.approved_by.strip():
        yield Problem("approved_by", "approval_without_person")


def total_of(units: Iterable[UnitBudget]) -> int:
    """The sum in grosze; an amount not given yet counts nothing."""
    return sum(unit.amount or 0 for unit in units)


def filled(units: Sequence[UnitBudget], open_units: Iterable[int]) -> tuple[UnitBudget, ...]:
    """The list with a line of nothing for each unit that it lacks, and for the common reserve."""
    listed = {unit.unit_id for unit in units}
    added = (UnitBudget(unit_id=each, amount=0) for each in (*open_units, None) if each not in listed)
    return (*units, *added)


def carried_over(
    units: Sequence[UnitBudget], before: Iterable[UnitBudget], open_units: Collection[int]
) -> tuple[UnitBudget, ...]:
    """The list with the lines of another year's budget: in place of those without an amount, and as new ones.

    Units that are closed in the year are left out.
    """
    known = {unit.unit_id: unit for unit in before if unit.unit_id is None or unit.unit_id in open_units}
    kept = tuple(unit if unit.amount else known.get(unit.unit_id, unit) for unit in units)
    listed = {unit.unit_id for unit in kept}
    return (*kept, *(unit for number, unit in known.items() if number not in listed))
