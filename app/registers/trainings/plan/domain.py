"""The yearly training plan: what, for whom, in which quarter, how pressing and for how much."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.drafts import number, shape_problems, text
from app.core.money import MAX_GROSZE
from app.core.problems import Problem
from app.registers.trainings.budgets.domain import FIRST_YEAR, LAST_YEAR
from app.registers.trainings.needs.domain import Priority


@dataclass(frozen=True, kw_only=True)
class PlanItemDraft:
    """What the form of a line of the plan edits; ``estimate`` is grosze for everybody, ``quarter`` 1 to 4."""

    year: int | None = number(FIRST_YEAR, LAST_YEAR)
    topic: str = text(300, required=True)
    area: str = text(80)
    unit_id: int | None = None
    group: str = text(200)
    people: int | None = number(1, 9999)
    quarter: int | None = number(1, 4)
    priority: Priority = Priority.MEDIUM
    estimate: int | None = number(0, MAX_GROSZE)
    note: str = text(1000)


@dataclass(frozen=True, kw_only=True)
class PlanItem(PlanItemDraft):
    """A line of the plan as saved."""

    id: int
    version: int


def validate(draft: PlanItemDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: PlanItemDraft) -> Iterator[Problem]:
    if draft.year is None:
        yield Problem("year", "required")
