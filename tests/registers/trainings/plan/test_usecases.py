"""The plan: needs merged into lines and taken out again, progress, the next year, totals against the budget."""

from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Services
from app.core.errors import Conflict, NotAllowed, Refusal
from app.core.permissions import Actor
from app.core.records import Query
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from app.registers.trainings.budgets.domain import BudgetDraft, UnitBudget
from app.registers.trainings.courses.domain import CourseKind
from app.registers.trainings.needs.domain import Need, NeedDraft, NeedState, Priority, Source
from app.registers.trainings.plan import figures
from app.registers.trainings.plan.domain import PlanItem, PlanItemDraft, Progress, quarter_of, when_wanted
from tests.registers.trainings.people import People, add_course, approved, refused

BOTH_ENGINES = True
TODAY = date(2026, 11, 22)


def need(services: Services, **more: object) -> Need:
    """A saved need, changed by ``more``."""
    values = {"topic": "Zamówienia publiczne", **more}
    return services.training_needs.create(NeedDraft(**values)).record  # type: ignore[arg-type]


def line(services: Services, **more: object) -> PlanItem:
    """A saved line of this year's plan, changed by ``more``."""
    values = {"year": 2026, "topic": "Zamówienia publiczne", **more}
    return services.training_plan.create(PlanItemDraft(**values)).record  # type: ignore[arg-type]


def keys(*needs: Need) -> list[tuple[int, int]]:
    """Ids and versions."""
    return [(each.id, each.version) for each in needs]


@pytest.mark.parametrize(
    ("day", "quarter"), [(date(2026, 1, 1), 1), (date(2026, 3, 31), 1), (date(2026, 4, 1), 2), (date(2026, 12, 31), 4)]
)
def test_quarters(day: date, quarter: int) -> None:
    assert quarter_of(day) == quarter


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        ([], (2026, None)),
        ([date(2027, 5, 1), date(2027, 2, 1)], (2027, 1)),
        ([date(2026, 3, 1)], (2026, 4)),
    ],
)
def test_a_line_is_proposed_for_the_earliest_day_that_has_not_passed(
    days: list[date], wanted: tuple[int, int | None]
) -> None:
    assert when_wanted(days, TODAY) == wanted


def test_needs_are_merged_with_the_highest_priority_and_people_counted_once(services: Services, people: People) -> None:
    first = need(services, employee_id=people.clerk, wanted_by=date(2027, 3, 1), area="finanse")
    second = need(services, employee_id=people.clerk, topic="Zamówienia publiczne w gminie", priority=Priority.HIGH)
    third = need(services, unit_id=people.top, people=4)
    proposal = services.training_plan.proposal([first.id, second.id, third.id])
    assert proposal == PlanItemDraft(
        year=2027,
        topic="Zamówienia publiczne",
        area="finanse",
        group="KU, RF",
        people=5,
        quarter=1,
        priority=Priority.HIGH,
    )
    outcome = services.training_plan.take_in(keys(first, second, third), replace(proposal, estimate=120_000))
    planned = services.training_needs.get(first.id)
    assert (planned.state, planned.plan_item_id) == (NeedState.PLANNED, outcome.record.id)
    standing = services.training_plan.standings()[outcome.record.id]
    assert standing.sources == {Source.HEAD: 3}
    assert {each.person for each in standing.needs} == {"Ewa Nowak", ""}

    assert outcome.undo is not None
    outcome.undo.run()
    assert services.training_plan.all() == ()
    back = services.training_needs.get(first.id)
    assert (back.state, back.plan_item_id) == (NeedState.NEW, None)


def test_an_earlier_deed_on_a_need_is_undone_after_the_plan_was(services: Services, people: People) -> None:
    saved = need(services)
    changed = services.training_needs.update(
        saved.id, saved.version, replace(draft_of(saved, NeedDraft), topic="Inny temat")
    )
    merged = services.training_plan.take_in(keys(changed.record), PlanItemDraft(year=2027, topic="Inny temat"))
    assert merged.undo is not None
    assert changed.undo is not None
    merged.undo.run()
    assert changed.undo.run().record.topic == "Zamówienia publiczne"


def test_a_need_joins_a_line_that_is_there_and_leaves_it_as_it_was(services: Services, people: People) -> None:
    item = line(services, people=2, priority=Priority.LOW)
    joining = need(services, people=3, priority=Priority.HIGH)
    outcome = services.training_plan.add_to(item.id, item.version, keys(joining))
    assert (outcome.record.people, outcome.record.priority) == (5, Priority.HIGH)
    assert outcome.undo is not None
    outcome.undo.run()
    again = services.training_plan.get(item.id)
    assert draft_of(again, PlanItemDraft) == draft_of(item, PlanItemDraft)
    assert services.training_needs.get(joining.id).state is NeedState.NEW


def test_nothing_is_planned_twice_nor_from_an_old_version(services: Services, people: People) -> None:
    saved = need(services)
    draft = PlanItemDraft(year=2027, topic="RODO")
    services.training_plan.take_in(keys(saved), draft)
    with pytest.raises(Conflict):
        services.training_plan.take_in(keys(saved), draft)
    with pytest.raises(Conflict):
        services.training_plan.take_in(keys(services.training_needs.get(saved.id)), draft)
    assert len(services.training_plan.all()) == 1
    with pytest.raises(Refusal, match="co najmniej jedną potrzebę"):
        services.training_plan.take_in([], draft)


def test_planning_needs_both_rights(services: Services, people: People) -> None:
    saved = need(services)
    rights = frozenset({"training_plan_item.read", "training_plan_item.edit", "training_need.read"})
    services.training_plan.actor = lambda: Actor("jan", rights)
    with pytest.raises(NotAllowed):
        services.training_plan.take_in(keys(saved), PlanItemDraft(year=2027, topic="RODO"))


def test_needs_of_a_deleted_line_wait_again_and_come_back_with_it(services: Services, people: People) -> None:
    saved = need(services)
    item = services.training_plan.take_in(keys(saved), PlanItemDraft(year=2027, topic="RODO")).record
    outcome = services.training_plan.delete(item.id, item.version)
    assert services.training_needs.get(saved.id).state is NeedState.NEW
    assert outcome.undo is not None
    outcome.undo.run()
    again = services.training_needs.get(saved.id)
    assert (again.state, again.plan_item_id) == (NeedState.PLANNED, item.id)


def test_a_need_that_went_elsewhere_stays_there_when_its_old_line_comes_back(
    services: Services, people: People
) -> None:
    saved = need(services)
    plan = services.training_plan
    first = plan.take_in(keys(saved), PlanItemDraft(year=2027, topic="RODO")).record
    deleted = plan.delete(first.id, first.version)
    second = plan.take_in(keys(services.training_needs.get(saved.id)), PlanItemDraft(year=2028, topic="RODO")).record
    assert deleted.undo is not None
    deleted.undo.run()
    assert services.training_needs.get(saved.id).plan_item_id == second.id


def test_progress_follows_the_trainings_of_a_line(services: Services, people: People) -> None:
    plan = services.training_plan
    item = line(services, estimate=50_000)

    def progress() -> Progress:
        standing = plan.standings().get(item.id)
        found = Progress.PLANNED if standing is None else standing.progress
        # the filter of the table says the same
        assert [each.id for each in plan.page(Query(filters={"progress": frozenset({found.value})}), 0, 9)] == [item.id]
        return found

    assert progress() is Progress.PLANNED
    course = add_course(services, plan_item_id=item.id)
    assert progress() is Progress.DONE
    ahead = add_course(services, plan_item_id=item.id, starts_on=date(2026, 12, 7), kind=CourseKind.INTERNAL, costs=())
    assert progress() is Progress.ORGANISED
    approved(services, course.id, people.clerk)
    assert plan.standings()[item.id].cost == 300_00
    services.courses.cancel(ahead.id, ahead.version, TODAY, "Za mało chętnych")
    assert progress() is Progress.DONE
    with pytest.raises(Refusal, match="realizują ją szkolenia"):
        plan.delete(item.id, item.version)


def test_what_nothing_was_arranged_for_moves_to_the_next_year_once_with_its_needs(
    services: Services, people: People
) -> None:
    plan = services.training_plan
    saved = need(services)
    waiting = plan.take_in(keys(saved), PlanItemDraft(year=2026, topic="RODO", quarter=2, estimate=10_000)).record
    done = line(services, topic="Zrobione")
    add_course(services, plan_item_id=done.id)
    outcome = plan.carry_over(2026)
    (moved,) = outcome.record
    assert (moved.year, moved.quarter, moved.estimate, moved.carried_from_id) == (2027, 2, 10_000, waiting.id)
    assert "Przeniesiono z planu na rok 2026." in moved.note
    assert services.training_needs.get(saved.id).plan_item_id == moved.id
    assert plan.standings()[waiting.id].carried_to == 2027
    with pytest.raises(Refusal, match="nie ma pozycji do przeniesienia"):
        plan.carry_over(2026)
    assert outcome.undo is not None
    outcome.undo.run()
    assert [each.year for each in plan.all()] == [2026, 2026]
    assert services.training_needs.get(saved.id).plan_item_id == waiting.id


def test_only_chosen_lines_move(services: Services, people: People) -> None:
    first, _second = line(services, topic="RODO"), line(services, topic="BHP")
    assert [each.topic for each in services.training_plan.carry_over(2026, [first.id]).record] == ["RODO"]


def test_a_unit_that_closed_before_the_year_gets_no_line(services: Services, people: People) -> None:
    gone = services.units.create(UnitDraft(symbol="ZL", name="Zlikwidowana", closed_on=date(2026, 6, 30))).record
    draft = PlanItemDraft(year=2027, topic="RODO", unit_id=gone.id)
    refused(lambda: services.training_plan.create(draft), "unit_closed")
    services.training_plan.create(replace(draft, year=2026))


def test_totals_by_quarter_and_unit_add_up_to_the_year_and_stand_against_its_budget(
    services: Services, people: People
) -> None:
    line(services, quarter=1, unit_id=people.unit, people=2, estimate=100_01)
    line(services, quarter=1, people=20, estimate=250_00)
    line(services, unit_id=people.unit, people=1, estimate=None)
    line(services, year=2027, estimate=999_99)
    units = (UnitBudget(unit_id=people.unit, amount=50_00), UnitBudget(unit_id=people.top, amount=30_00))
    services.training_budgets.create(BudgetDraft(year=2026, units=(*units, UnitBudget(amount=500_00))))
    plan = services.training_plan.year_plan(2026)
    whole = figures.whole(plan)
    assert (whole.items, whole.people, whole.estimate, whole.budget, whole.left) == (3, 23, 350_01, 580_00, 229_99)
    quarters = dict(figures.by_quarter(plan))
    assert list(quarters) == [1, 2, 3, 4, None]
    assert sum(total.estimate for total in quarters.values()) == whole.estimate
    by_unit = dict(figures.by_unit(plan))
    assert list(by_unit) == [people.top, people.unit, None]
    assert (by_unit[people.unit].estimate, by_unit[people.unit].left) == (100_01, -50_01)
    assert (by_unit[people.top].items, by_unit[None].budget) == (0, 500_00)


def test_who_may_not_read_budgets_costs_or_needs_sees_the_plan_without_them(services: Services, people: People) -> None:
    item = line(services)
    course = add_course(services, plan_item_id=item.id)
    approved(services, course.id, people.clerk)
    saved = need(services)
    services.training_plan.add_to(item.id, item.version, keys(saved))
    services.training_plan.actor = lambda: Actor("jan", frozenset({"training_plan_item.read"}))
    plan = services.training_plan.year_plan(2026)
    standing = plan.standings[item.id]
    assert (plan.budget, standing.cost, standing.needs, len(standing.courses)) == (None, None, (), 1)
