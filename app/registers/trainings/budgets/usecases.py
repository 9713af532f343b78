"""Use cases of training budgets: one for each year, with an amount for each unit."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core.dates import format_date
from app.core.polish import fold
from app.core.problems import Problem
from app.people.units.model import UnitRow
from app.records import environment
from app.records.listing import CaseFilter, Filter
from app.records.usecases import Noun, Records
from app.registers.trainings.budgets import repository
from app.registers.trainings.budgets.domain import (
    Budget,
    BudgetDraft,
    UnitBudget,
    carried_over,
    filled,
    total_of,
    validate,
)
from app.registers.trainings.budgets.model import BudgetRow
from app.registers.trainings.budgets.words import FIELDS, PROBLEMS


class TrainingBudgets(Records[Budget, BudgetDraft]):
    """Training budgets (budżety szkoleń), art. 29 of the act on local-government staff."""

    entity = "training_budget"
    noun = Noun("budżet szkoleń", "budżet szkoleń")
    row, record, draft = BudgetRow, Budget, BudgetDraft
    fields, sentences = FIELDS, PROBLEMS
    order = (BudgetRow.year,)
    shown_first = (BudgetRow.year.desc(),)

    def title(self, record: Budget | BudgetDraft) -> str:
        return f"na rok {record.year}"

    def validate(self, draft: BudgetDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        approved = BudgetRow.approved_on.is_not(None)
        return {"approval": CaseFilter(lambda: {"approved": approved, "waiting": ~approved})}

    def sorts(self) -> Mapping[str, Any]:
        return {"year": BudgetRow.year, "total": BudgetRow.total, "approved_on": BudgetRow.approved_on}

    def of_year(self, year: int) -> Budget | None:
        """The budget of a year, None where there is none yet."""
        self._require("read")
        with environment.reading(self.store) as session:
            found = repository.of_year(session, year)
            return None if found is None else self._fetch(session, (found,))[0]

    def next_year(self) -> int:
        """The first year from this one on that has no budget yet."""
        self._require("read")
        with environment.reading(self.store) as session:
            known = set(repository.years(session))
        year = self.clock.today().year
        while year in known:
            year += 1
        return year

    def filled_with_units(self, year: int, units: tuple[UnitBudget, ...]) -> tuple[UnitBudget, ...]:
        """The list with every unit that works in the year, those it lacked with no money yet."""
        self._require("read")
        with environment.reading(self.store) as session:
            return filled(units, [unit.id for unit in repository.open_units(session, year)])

    def carried_over(self, year: int, units: tuple[UnitBudget, ...]) -> tuple[UnitBudget, ...]:
        """The list with the amounts of the year before, where it had a budget."""
        before = self.of_year(year - 1)
        if before is None:
            return units
        with environment.reading(self.store) as session:
            return carried_over(units, before.units, {unit.id for unit in repository.open_units(session, year)})

    def _check(self, session: Session, draft: BudgetDraft, row: Any) -> Iterator[Problem]:
        if draft.year is None:
            return
        taken = repository.of_year(session, draft.year)
        if taken is not None and (row is None or taken != row.id):
            yield Problem("year", "year_taken", {"year": draft.year})
        # what was planned before a unit was closed stays as it was planned
        kept = set() if row is None or row.year != draft.year else {each.unit_id for each in row.units}
        for index, unit in enumerate(draft.units):
            if unit.unit_id is not None and unit.unit_id not in kept:
                yield from _unit(session, unit.unit_id, draft.year, f"units.{index}.unit_id")

    def _before_save(self, session: Session, row: Any, draft: BudgetDraft, before: Budget | None) -> None:
        row.total = total_of(draft.units)
        row.sort = f"{draft.year:04d}"
        row.find = fold(f"{self.noun.nominative} {self.title(draft)} {draft.approved_by} {draft.note}")


def _unit(session: Session, unit_id: int, year: int, place: str) -> Iterator[Problem]:
    unit = session.get(UnitRow, unit_id)
    if unit is None or unit.deleted_at is not None:
        yield Problem(place, "missing_reference", {"value": unit_id})
    elif unit.closed_on is not None and unit.closed_on < date(year, 1, 1):
        yield Problem(place, "unit_closed", {"unit": unit.symbol, "year": year, "day": format_date(unit.closed_on)})
