"""Training budgets: one a year, each unit once, closed units left out, lists filled and carried over."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.errors import Invalid
from app.core.records import Query
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from app.registers.trainings.budgets.domain import BudgetDraft, UnitBudget
from app.registers.trainings.budgets.repository import planned
from tests.registers.service_cards.drafts import add_unit

BOTH_ENGINES = True


def budget(*units: UnitBudget, year: int | None = 2026, **more: Any) -> BudgetDraft:
    """A budget of these amounts."""
    return BudgetDraft(year=year, units=units, **more)


def of(unit_id: int | None, amount: int | None = 100_000, **more: Any) -> UnitBudget:
    """An amount of a unit."""
    return UnitBudget(unit_id=unit_id, amount=amount, **more)


def refused(services: Services, draft: BudgetDraft) -> list[tuple[str, str]]:
    """Places and codes of what is wrong."""
    with pytest.raises(Invalid) as refusal:
        services.training_budgets.create(draft)
    return [(problem.field, problem.code) for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("draft", "problems"),
    [
        (budget(year=None), [("year", "required")]),
        (budget(year=1989), [("year", "out_of_range")]),
        (budget(of(None), of(None)), [("units.1.unit_id", "unit_twice")]),
        (budget(of(None, None)), [("units.0.amount", "required")]),
        (budget(of(None, -1)), [("units.0.amount", "out_of_range")]),
        (budget(of(99)), [("units.0.unit_id", "missing_reference")]),
        (budget(approved_by="burmistrz"), [("approved_on", "approval_without_day")]),
        (budget(approved_on=date(2026, 1, 8)), [("approved_by", "approval_without_person")]),
    ],
)
def test_a_bad_budget_is_refused_at_its_place(
    services: Services, draft: BudgetDraft, problems: list[tuple[str, str]]
) -> None:
    assert refused(services, draft) == problems
    assert services.training_budgets.count(Query()) == 0


def test_a_year_has_one_budget_until_it_is_deleted(services: Services) -> None:
    first = services.training_budgets.create(budget()).record
    with pytest.raises(Invalid, match="na rok 2026 już jest"):
        services.training_budgets.create(budget())
    services.training_budgets.delete(first.id, first.version)
    assert services.training_budgets.create(budget()).record.year == 2026


def test_a_unit_is_planned_for_until_the_year_after_it_was_closed(services: Services) -> None:
    closed = add_unit(services, "ST", "Stara", closed_on=date(2026, 6, 30))
    saved = services.training_budgets.create(budget(of(closed))).record
    assert refused(services, budget(of(closed), year=2027)) == [("units.0.unit_id", "unit_closed")]
    unit = services.units.get(closed)
    services.units.update(unit.id, unit.version, replace(draft_of(unit, UnitDraft), closed_on=date(2025, 12, 31)))
    # what was planned before stays as it was planned
    kept = services.training_budgets.update(saved.id, saved.version, budget(of(closed, 5)))
    assert kept.record.total == 5


def test_what_is_planned_is_known_by_unit(services: Services) -> None:
    unit = add_unit(services)
    saved = services.training_budgets.create(budget(of(unit, 123_456), of(None, 1))).record
    services.training_budgets.create(budget(of(unit, 7), year=2027))
    assert saved.total == 123_457
    with services.store.reading() as session:
        assert planned(session, 2026) == {unit: 123_456, None: 1}
        assert planned(session, 2030) == {}
    services.training_budgets.delete(saved.id, saved.version)
    with services.store.reading() as session:
        assert planned(session, 2026) == {}


def test_a_list_is_filled_with_the_units_of_the_year_and_keeps_what_it_has(services: Services) -> None:
    last = add_unit(services, "ZZ", "Zamówienia")
    first = add_unit(services, "AA", "Administracja")
    add_unit(services, "ST", "Stara", closed_on=date(2025, 12, 31))
    filled = services.training_budgets.filled_with_units(2026, (of(last),))
    assert filled == (of(last), of(first, 0), of(None, 0))
    assert services.training_budgets.filled_with_units(2026, filled) == filled


def test_amounts_come_over_from_the_year_before_where_there_are_none(services: Services) -> None:
    unit, closed = add_unit(services), add_unit(services, "ST", "Stara", closed_on=date(2026, 6, 30))
    services.training_budgets.create(budget(of(unit, 5, line="4700"), of(closed, 6), of(None, 7)))
    carry = services.training_budgets.carried_over
    assert carry(2027, ()) == (of(unit, 5, line="4700"), of(None, 7))
    assert carry(2027, (of(None, 1), of(unit, 0))) == (of(None, 1), of(unit, 5, line="4700"))
    assert carry(2030, (of(None, 1),)) == (of(None, 1),)


def test_the_next_year_is_the_first_without_a_budget(services: Services) -> None:
    assert services.training_budgets.next_year() == 2026
    for year in (2026, 2027, 2029):
        services.training_budgets.create(budget(year=year))
    assert services.training_budgets.next_year() == 2028
