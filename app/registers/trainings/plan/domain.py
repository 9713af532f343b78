"""The yearly training plan: what, for whom, in which quarter, how pressing and for how much."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.drafts import FIRST_YEAR, LAST_YEAR, number, shape_problems, text
from app.core.money import MAX_GROSZE
from app.core.problems import Problem
from app.registers.trainings.courses.domain import CourseState
from app.registers.trainings.needs.domain import Priority, Source


class Progress(StrEnum):
    """How far a line of the plan is: nothing arranged, a training arranged, all its trainings over."""

    PLANNED = "planned"
    ORGANISED = "organised"
    DONE = "done"


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
    """A line of the plan as saved; ``carried_from_id`` is the line of the year before from which it was moved."""

    id: int
    version: int
    carried_from_id: int | None


@dataclass(frozen=True)
class Behind:
    """A need that stands behind a line; ``person`` is blank for a need of a unit or of the office."""

    need_id: int
    topic: str
    person: str
    source: Source


@dataclass(frozen=True)
class Realising:
    """A training that carries a line out; ``cost`` is grosze of everybody who takes part."""

    course_id: int
    topic: str
    starts_on: date
    state: CourseState
    people: int
    cost: int


@dataclass(frozen=True)
class Standing:
    """What stands behind a line and what became of it.

    ``cost`` is the sum over its trainings in grosze, None for whoever may not see it. ``carried_to`` is the year to
    which the line was moved.
    """

    needs: tuple[Behind, ...] = ()
    courses: tuple[Realising, ...] = ()
    carried_to: int | None = None
    costs_shown: bool = True

    @property
    def progress(self) -> Progress:
        """Cancelled trainings carry nothing out."""
        live = [course.state for course in self.courses if course.state is not CourseState.CANCELLED]
        if not live:
            return Progress.PLANNED
        return Progress.DONE if all(state is CourseState.OVER for state in live) else Progress.ORGANISED

    @property
    def cost(self) -> int | None:
        """What its trainings cost until now."""
        return sum(course.cost for course in self.courses) if self.costs_shown else None

    @property
    def sources(self) -> Mapping[Source, int]:
        """How many needs came from where, in the order of ``Source``."""
        counted = {source: sum(need.source is source for need in self.needs) for source in Source}
        return {source: count for source, count in counted.items() if count}


@dataclass(frozen=True)
class YearPlan:
    """A year's plan with what stands behind it.

    ``units`` are symbols and names by id. ``budget`` is grosze by unit, None for the common reserve; None altogether
    for whoever may not read budgets.
    """

    year: int
    items: tuple[PlanItem, ...]
    standings: Mapping[int, Standing]
    units: Mapping[int, tuple[str, str]]
    budget: Mapping[int | None, int] | None

    def standing(self, item: PlanItem) -> Standing:
        """That of one line."""
        return self.standings.get(item.id, Standing())


def validate(draft: PlanItemDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: PlanItemDraft) -> Iterator[Problem]:
    if draft.year is None:
        yield Problem("year", "required")


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


def when_wanted(days: Sequence[date], today: date) -> tuple[int, int | None]:
    """Year and quarter of the earliest day, of today when it has passed; without a day this year, no quarter."""
    if not days:
        return today.year, None
    first = max(min(days), today)
    return first.year, quarter_of(first)
