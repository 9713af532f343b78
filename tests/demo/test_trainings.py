"""The invented trainings of the demonstration office."""

from collections import Counter
from datetime import date

from app.bootstrap import Services
from app.core.holidays_pl import polish_holidays
from app.core.records import Query
from app.registers.trainings.courses.domain import CourseKind
from app.registers.trainings.participations.domain import Step
from app.registers.trainings.plan.domain import Progress


def test_each_of_three_years_has_about_a_hundred_and_fifty_trainings_with_cards(demo_services: Services) -> None:
    found = demo_services.participations.page(Query(), 0, 1000)
    this_year = demo_services.clock.today().year
    years = Counter(each.starts_on.year for each in found)
    cards = Counter(each.starts_on.year for each in found if each.mean is not None)
    assert set(years) == {this_year - 2, this_year - 1, this_year}
    for year in years:
        assert 130 <= years[year] <= 190
        assert cards[year] > 0.9 * years[year] - 10


def test_every_step_that_was_taken_names_who_took_it_and_none_is_skipped_without_a_reason(
    demo_services: Services,
) -> None:
    for each in demo_services.participations.page(Query(), 0, 1000):
        for step in each.steps:
            assert bool(step.actor) != bool(step.reason) or step.step is Step.TALK, (each.number, step)


def test_no_training_is_held_on_a_day_off(demo_services: Services) -> None:
    days_off = polish_holidays()
    held = [
        session.held_on
        for course in demo_services.courses.page(Query(), 0, 1000)
        for session in course.sessions
        if session.held_on is not None
    ]
    starts = [
        each.starts_on for each in demo_services.participations.page(Query(), 0, 1000) if each.kind.value == "external"
    ]
    assert held
    assert not [day for day in (*held, *starts) if days_off.day_off(day)]


def test_all_kinds_a_co_funded_training_and_several_meetings_are_shown(demo_services: Services) -> None:
    courses = demo_services.courses.page(Query(), 0, 1000)
    assert {course.kind for course in courses} == set(CourseKind)
    assert any(len(course.sessions) > 1 for course in courses)
    assert any(line.component.value == "co_funding" for course in courses for line in course.costs)


def test_something_ends_within_each_alarm_and_something_has_ended(demo_services: Services) -> None:
    assert {each.alarm for each in demo_services.participations.expiring()} == {0, 30, 90}


def test_the_plan_is_carried_out_by_trainings(demo_services: Services) -> None:
    standings = demo_services.training_plan.standings().values()
    assert Progress.DONE in {standing.progress for standing in standings}
    assert any(line.planned_ahead for line in demo_services.training_summaries.year(2026).lines)


def test_criteria_linked_to_trainings_are_those_of_the_regulation(demo_services: Services) -> None:
    found = demo_services.participations.page(Query(), 0, 1000)
    linked = {criterion for each in found for criterion in each.criteria}
    assert len(linked) > 1
    assert linked <= set(demo_services.criteria_names())
    changed = demo_services.training_summaries.effects(*_last_year(demo_services))
    assert any(effect.changes for effect in changed)


def _last_year(services: Services) -> tuple[date, date]:
    today = services.clock.today()
    return today.replace(year=today.year - 1, month=1, day=1), today.replace(year=today.year - 1, month=12, day=31)
