"""What the register, the year, access and effects are made of, and who sees whom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.access.roles import matrix
from app.bootstrap import Services
from app.core.errors import NotAllowed, Refusal
from app.core.permissions import Actor
from app.core.records import Query
from app.registers.trainings.budgets.domain import BudgetDraft, UnitBudget
from app.registers.trainings.participations.domain import Attendance
from app.registers.trainings.plan.domain import PlanItemDraft
from app.registers.trainings.summaries import words
from app.registers.trainings.summaries.domain import CriterionChange, DatedMark
from app.registers.trainings.summaries.prints import costs_report
from tests.registers.trainings.people import (
    AHEAD,
    People,
    add_course,
    add_person,
    approved,
    attended,
    fee,
    noted,
    requested,
    with_card,
)

BOTH_ENGINES = True
YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def works(services: Services) -> Callable[..., None]:
    """Who looks at summaries from now on: a role, the employee, own units."""

    def work(role: str, employee_id: int | None = None, *units: int) -> None:
        granted = matrix().granted((role,))
        actor = Actor(role, granted.rights, employee_id, frozenset(units), granted.own)
        services.training_summaries.actor = lambda: actor

    return work


def test_the_register_holds_who_was_approved_in_the_order_of_days(services: Services, people: People) -> None:
    late = add_course(services, starts_on=AHEAD, topic="Później", costs=(fee(100_01, shared=True),))
    early = add_course(services, topic="Wcześniej")
    approved(services, late.id, people.clerk)
    approved(services, late.id, people.mayor)
    attended(services, early.id, people.other)
    absent = attended(services, early.id, people.clerk, Attendance.ABSENT)
    waiting = requested(services, early.id, people.head)
    gone = approved(services, late.id, people.other)
    services.participations.withdraw(gone.id, gone.version, date(2026, 11, 20), "choroba")
    found = services.training_summaries.register(*YEAR)
    assert [(each.topic, each.person) for each in found.rows] == [
        ("Wcześniej", "Ewa Nowak"),
        ("Wcześniej", "Ewa Nowak"),
        ("Później", "Ewa Mazur"),
        ("Później", "Ewa Nowak"),
    ]
    assert absent.id in {each.id for each in found.rows}, "absence does not give money back"
    assert waiting.id not in {each.id for each in found.rows}
    assert (found.totals.count, found.totals.cost) == (4, 700_01)
    assert [(unit.unit, unit.count) for unit in found.totals.units] == [("KU", 1), ("RF", 3)]
    assert services.training_summaries.register(AHEAD, AHEAD).totals.count == 2


def test_a_period_that_ends_before_it_starts_is_refused(services: Services) -> None:
    for read in ("register", "access", "effects"):
        with pytest.raises(Refusal, match="Koniec okresu"):
            getattr(services.training_summaries, read)(*reversed(YEAR))


def test_the_year_stands_against_its_budget_and_its_plan(services: Services, people: People) -> None:
    lines = (UnitBudget(unit_id=people.unit, amount=1_000_00), UnitBudget(amount=500_00))
    services.training_budgets.create(BudgetDraft(year=2026, units=lines))
    plan = services.training_plan
    item = plan.create(PlanItemDraft(year=2026, topic="KPA", unit_id=people.unit, people=1, estimate=400_00)).record
    plan.create(PlanItemDraft(year=2026, topic="RODO", unit_id=people.unit, people=2, estimate=250_00))
    plan.create(PlanItemDraft(year=2027, topic="Inny rok", unit_id=people.unit, people=2, estimate=9_000_00))
    approved(services, add_course(services, plan_item_id=item.id).id, people.clerk)
    ahead = add_course(services, starts_on=AHEAD)
    approved(services, ahead.id, people.clerk)
    requested(services, ahead.id, people.other)
    found = services.training_summaries.year(2026)
    unit, office = found.lines
    assert (unit.unit, unit.plan, unit.spent, unit.committed, unit.requested) == ("RF", 100_000, 300_00, 300_00, 300_00)
    assert (unit.planned_ahead, unit.forecast, unit.left) == (250_00, 1_150_00, 400_00)
    assert (office.unit, office.plan, office.forecast) == ("", 500_00, 0)
    data = costs_report(found)
    assert (data["entries"], data["office"]["plan"], data["office"]["left"]) == (2, 1_500_00, 900_00)
    page = services.summary_prints.page(words.COSTS, *YEAR)
    assert "RF: prognoza przekracza plan o 150,00\xa0zł." in page.sentences
    assert services.training_summaries.years() == (2026,)


def test_the_head_of_a_unit_sees_own_people_and_no_budget(
    services: Services, people: People, works: Callable[..., None]
) -> None:
    services.training_budgets.create(
        BudgetDraft(year=2026, units=(UnitBudget(unit_id=people.unit, amount=1_00), UnitBudget(amount=2_00)))
    )
    plan = PlanItemDraft(year=2026, topic="Cudzy", unit_id=people.top, people=1, estimate=400_00)
    services.training_plan.create(plan)
    course = add_course(services, costs=(fee(100_00, shared=True),))
    own, _other = with_card(services, course.id, people.clerk), with_card(services, course.id, people.mayor)
    works("unit_head", people.head, people.unit)
    summaries, prints = services.training_summaries, services.summary_prints
    assert [row.id for row in summaries.register(*YEAR).rows] == [own.id]
    assert summaries.register(*YEAR).totals.cost == 50_00
    (line,) = summaries.year(2026).lines
    assert (line.unit, line.plan, line.spent, line.planned_ahead) == ("RF", None, 50_00, 0)
    assert {each.who.employee_id for each in summaries.access(*YEAR)} == {people.head, people.clerk, people.other}
    for key in words.PAGES:
        page = prints.page(key, *YEAR)
        said = " ".join((*page.sentences, *(cell for table in page.tables for row in table.texts() for cell in row)))
        assert "Mazur" not in said
        assert "KU" not in said.split()
    assert "nie masz do niego wglądu" in " ".join(prints.page(words.COSTS, *YEAR).sentences)


def test_people_without_training_are_those_of_today(services: Services, people: People) -> None:
    add_person(services, "Nowa", people.unit, employed_from=date(2024, 11, 23), post_since=date(2024, 11, 23))
    left = add_person(services, "Odeszła", people.unit, employed_to=date(2026, 6, 30))
    attended(services, add_course(services).id, people.clerk)
    found = {each.who.employee_id: each for each in services.training_summaries.access(*YEAR)}
    assert left not in found
    assert found[people.clerk].days == 2
    without = {each.who.employee_id for each in found.values() if each.without}
    assert without == {people.mayor, people.head, people.other}, "counted to today and not to the end of the year"


def test_effects_are_due_after_three_months_and_compared_with_evaluations(
    services: Services, people: People, at: Callable[[date], None]
) -> None:
    course = add_course(services)
    linked = noted(services, course.id, people.clerk, criteria=("Sumienność",))
    summaries = services.training_summaries
    assert summaries.effects(*YEAR) == ()
    at(date(2027, 2, 10))
    (effect,) = summaries.effects(*YEAR)
    assert (effect.due, effect.mark, effect.changes) == (True, None, ())
    done = services.participations.record_effect(linked.id, linked.version, date(2027, 2, 10), 4, "Szybciej").record
    before, after = date(2025, 5, 5), date(2027, 1, 5)
    marks = tuple(
        DatedMark(signed_on=day, criterion="Sumienność", mark=mark) for day, mark in ((before, 3), (after, 5))
    )
    summaries._marks_of = lambda ids: dict.fromkeys(ids, marks)
    (effect,) = summaries.effects(*YEAR)
    assert (effect.participation_id, effect.due, effect.mark, effect.note) == (done.id, False, 4, "Szybciej")
    assert effect.changes == (CriterionChange("Sumienność", 3, 5),)

    def refuse(_ids: object) -> dict[int, tuple[DatedMark, ...]]:
        raise NotAllowed("oceny")

    summaries._marks_of = refuse
    (effect,) = summaries.effects(*YEAR)
    assert effect == replace(effect, mark=4, changes=()), "without a right to evaluations the check is still shown"


def test_who_has_no_right_sees_nothing(services: Services, works: Callable[..., None]) -> None:
    works("front_desk")
    for deed in (
        lambda: services.training_summaries.register(*YEAR),
        lambda: services.training_summaries.year(2026),
        lambda: services.summary_prints.report_pdf(*YEAR),
        lambda: services.summary_prints.page(words.ACCESS, *YEAR),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_prints_and_files_are_logged(services: Services, people: People) -> None:
    approved(services, add_course(services).id, people.clerk)
    services.summary_prints.register_pdf(services.training_summaries.register(*YEAR))
    entry = services.audit.page(Query(), 0, 1)[0]
    assert (entry.deed, entry.entity, entry.record_id) == ("print", "training_participation", None)
