"""Trainings: what they may refer to, who is told of changes, cancelled and brought back, filters and counts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.errors import Invalid, Refusal
from app.core.permissions import Actor
from app.core.records import Query
from app.registers.trainings.courses.domain import Course, CourseDraft, CourseKind, Headcount
from app.registers.trainings.courses.usecases import Courses, with_concern
from tests.registers.trainings.courses.invented import TODAY, add_institution, add_people, internal

BOTH_ENGINES = True


def refused(services: Services, draft: Any) -> list[tuple[str, str]]:
    """Places and codes of what is wrong with a new training."""
    with pytest.raises(Invalid) as refusal:
        services.courses.create(draft)
    return [(problem.field, problem.code) for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("draft", "place"),
    [
        (internal(institution_id=99), "institution_id"),
        (internal(offer_id=99), "offer_id"),
        (internal(plan_item_id=99), "plan_item_id"),
    ],
)
def test_a_training_may_not_point_to_nothing(services: Services, draft: CourseDraft, place: str) -> None:
    assert refused(services, draft) == [(place, "missing_reference")]


def test_a_file_that_the_database_lacks_is_refused(services: Services) -> None:
    assert refused(services, internal(file="0" * 64, file_name="umowa.pdf")) == [("file", "missing_reference")]


def test_blank_days_are_filled_in_and_given_ones_kept(services: Services) -> None:
    three = internal(ends_on=date(2026, 12, 3))
    assert services.courses.create(three).record.days == 3
    assert services.courses.create(replace(three, days=2)).record.days == 2


def test_an_institution_that_was_deleted_stays_where_it_stands_and_is_offered_no_more(services: Services) -> None:
    number = add_institution(services)
    course = services.courses.create(internal(kind=CourseKind.EXTERNAL, institution_id=number)).record
    other = add_institution(services, "Akademia Samorządu")
    changed = internal(kind=CourseKind.EXTERNAL, institution_id=other)
    assert services.courses.update(course.id, course.version, changed).record.institution == "Akademia Samorządu"


def test_a_training_is_found_by_every_name_of_its_institution(services: Services) -> None:
    number = add_institution(services, "Ośrodek Kształcenia", aliases=("OKS Opole",))
    draft = internal("Finanse publiczne", kind=CourseKind.EXTERNAL, institution_id=number)
    course = services.courses.create(draft).record
    services.courses.create(internal("Finanse publiczne"))
    assert [each.id for each in services.courses.page(Query("oks finanse"), 0, 9)] == [course.id]
    assert services.courses.count(Query("finanse")) == 2


# -- people ------------------------------------------------------------------------------------------------------


def test_people_are_counted_with_their_cost_and_places_may_not_fall_below_them(services: Services) -> None:
    course = services.courses.create(internal(places=3)).record
    empty = services.courses.create(internal("Inne")).record
    add_people(services, course, 2, 12_345, waiting=1)
    assert services.courses.headcounts() == {course.id: Headcount(2, 1, 24_690)}
    with pytest.raises(Invalid, match="potwierdzono już 2 osobom"):
        services.courses.update(course.id, course.version, internal(places=1))
    assert services.courses.update(course.id, course.version, internal(places=2)).record.places == 2
    assert services.courses.update(empty.id, empty.version, internal("Inne", places=1)).record.places == 1


def test_who_may_see_no_participations_learns_nothing_of_them(services: Services) -> None:
    course = services.courses.create(internal()).record
    add_people(services, course, 1)
    services.courses.actor = lambda: Actor("jan", frozenset({"training_course.read"}))
    assert services.courses.headcounts() == {}
    assert set(services.courses.facets(Query())["concern"]) == {"soon"}


def test_a_training_with_people_is_cancelled_and_not_deleted(services: Services) -> None:
    course = services.courses.create(internal()).record
    add_people(services, course, 1)
    with pytest.raises(Refusal, match="Odwołaj szkolenie"):
        services.courses.delete(course.id, course.version)
    assert services.courses.get(course.id) == course


# -- who is told -------------------------------------------------------------------------------------------------


class Told:
    """Remembers changes of trainings, or refuses them."""

    def __init__(self) -> None:
        self.heard: list[tuple[Course | None, Course | None]] = []
        self.refuses = False

    def __call__(self, _session: Any, before: Course | None, after: Course | None) -> None:
        self.heard.append((before, after))
        if self.refuses:
            raise Refusal("Nie można.")


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def courses(services: Services, told: Told) -> Courses:
    """Use cases with somebody who is told."""
    return Courses(services.store, services.clock, changed=(told,))


def test_every_change_is_told_with_what_was_before(courses: Courses, told: Told) -> None:
    made = courses.create(internal()).record
    changed = courses.update(made.id, made.version, internal("Inny temat")).record
    courses.update(made.id, changed.version, internal("Inny temat", days=1))
    cancelled = courses.cancel(made.id, changed.version, TODAY, "brak chętnych")
    assert told.heard == [(None, made), (made, changed), (changed, cancelled.record)]
    assert cancelled.undo is not None
    back = cancelled.undo.run().record
    assert told.heard[-1] == (cancelled.record, back)
    courses.delete(back.id, back.version)
    assert told.heard[-1][1] is None


def test_what_somebody_refuses_is_not_saved(courses: Courses, told: Told, services: Services) -> None:
    made = courses.create(internal()).record
    told.refuses = True
    deeds: tuple[Callable[[], object], ...] = (
        lambda: courses.update(made.id, made.version, internal("Inny temat")),
        lambda: courses.cancel(made.id, made.version, TODAY, "brak chętnych"),
        lambda: courses.delete(made.id, made.version),
        lambda: courses.create(internal("Nowe")),
    )
    for deed in deeds:
        with pytest.raises(Refusal, match="Nie można"):
            deed()
    assert services.courses.all() == (made,)


# -- cancelling --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "reason", "place", "code"),
    [
        (None, "powód", "cancelled_on", "required"),
        (TODAY + timedelta(days=1), "powód", "cancelled_on", "cancelled_day_future"),
        (TODAY, "  ", "cancel_reason", "required"),
        (TODAY, "x" * 301, "cancel_reason", "too_long"),
    ],
)
def test_a_cancellation_needs_its_day_and_its_reason(
    services: Services, on: date | None, reason: str, place: str, code: str
) -> None:
    course = services.courses.create(internal()).record
    with pytest.raises(Invalid) as refusal:
        services.courses.cancel(course.id, course.version, on, reason)
    assert [(problem.field, problem.code) for problem in refusal.value.problems] == [(place, code)]
    assert services.courses.get(course.id) == course


def test_a_cancelled_training_comes_back_and_is_cancelled_again_by_undo(services: Services) -> None:
    courses, course = services.courses, services.courses.create(internal()).record
    cancelled = courses.cancel(course.id, course.version, TODAY, " brak chętnych ")
    assert (cancelled.record.cancelled_on, cancelled.record.cancel_reason) == (TODAY, "brak chętnych")
    with pytest.raises(Refusal, match="jest już odwołane"):
        courses.cancel(course.id, cancelled.record.version, TODAY, "znów")
    assert cancelled.undo is not None
    back = cancelled.undo.run()
    assert replace(back.record, version=course.version) == course
    assert back.undo is not None
    assert back.undo.run().record.cancel_reason == "brak chętnych"


def test_a_saved_form_leaves_the_cancellation_alone(services: Services) -> None:
    course = services.courses.create(internal()).record
    cancelled = services.courses.cancel(course.id, course.version, TODAY, "brak chętnych").record
    changed = services.courses.update(cancelled.id, cancelled.version, internal("Inny temat")).record
    assert (changed.topic, changed.cancelled_on) == ("Inny temat", TODAY)


# -- lists -------------------------------------------------------------------------------------------------------


def test_filters_tell_states_years_and_what_calls_for_attention(services: Services) -> None:
    courses = services.courses
    week = courses.create(internal("za tydzień", TODAY + timedelta(days=7))).record
    courses.create(internal("za 8 dni", TODAY + timedelta(days=8)))
    courses.create(internal("trwa", TODAY - timedelta(days=1), ends_on=TODAY))
    courses.create(internal("wczoraj", TODAY - timedelta(days=1)))
    courses.create(internal("za rok", date(2027, 12, 1), area="prawo"))
    gone = courses.create(internal("odwołane", TODAY + timedelta(days=1))).record
    courses.cancel(gone.id, gone.version, TODAY, "choroba wykładowcy")
    add_people(services, week, 1)
    facets = courses.facets(Query())
    assert facets["state"] == {"ahead": 3, "running": 1, "over": 1, "cancelled": 1}
    assert facets["year"] == {"2026": 5, "2027": 1}
    assert facets["area"] == {"": 5, "prawo": 1}
    assert courses.attention() == {"soon": 1, "empty": 1}
    assert [each.topic for each in courses.page(with_concern("empty"), 0, 9)] == ["za 8 dni"]
    next_year = Query(filters={"year": frozenset({"2027", "x"})})
    assert [each.topic for each in courses.page(next_year, 0, 9)] == ["za rok"]


def test_what_was_written_before_is_suggested_once_in_polish_order(services: Services) -> None:
    for number, area in enumerate(("żywność", "łączność", "zamówienia", "łączność", "")):
        services.courses.create(internal(f"Temat {number}", area=area))
    assert services.courses.suggestions()["area"] == ("łączność", "zamówienia", "żywność")
