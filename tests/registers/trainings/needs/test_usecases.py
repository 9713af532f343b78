"""Needs: whose they may be, gathered once from talks and from validity that ends, dropped and brought back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest

from app.bootstrap import Services
from app.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from app.core.permissions import Actor
from app.core.records import Query
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from app.registers.trainings.courses.domain import CourseKind
from app.registers.trainings.needs.domain import NeedDraft, NeedState, Priority, Source
from app.registers.trainings.needs.usecases import TrainingNeeds
from tests.registers.trainings.people import (
    People,
    add_course,
    add_person,
    attended,
    change_person,
    refused,
)

BOTH_ENGINES = True
TODAY = date(2026, 11, 22)
OWN = frozenset({"training_need.read", "training_need.edit"})


@dataclass(frozen=True)
class Wanted:
    """A need of a talk."""

    topic: str
    reason: str = "nowe zadania"
    wanted_by: date | None = None


@dataclass(frozen=True)
class Aim:
    """A goal of a talk."""

    goal: str
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True)
class Held:
    """A talk with what was agreed."""

    employee_id: int
    needs: tuple[Wanted, ...] = ()
    goals: tuple[Aim, ...] = ()
    person: str = "Ewa Nowak"
    unit: str = "Referat Finansowy"
    number: str = "7/2026"
    talk_on: date = date(2026, 6, 1)


def need(services: Services, **more: object) -> NeedDraft:
    """A need of the whole office, changed by ``more``."""
    return NeedDraft(**{"topic": "Zamówienia publiczne", **more})  # type: ignore[arg-type]


def with_talks(services: Services, *talks: Held) -> TrainingNeeds:
    """Use cases that hear of these talks and of what really ends."""
    asked: Callable[[date | None, date | None], Sequence[Held]] = lambda since, until: [  # noqa: E731
        talk for talk in talks if (since or date.min) <= talk.talk_on <= (until or date.max)
    ]
    return TrainingNeeds(
        services.store,
        services.clock,
        services.training_needs.actor,
        agreed=asked,
        expiring=services.participations.expiring,
    )


def as_head(services: Services, needs: TrainingNeeds, people: People) -> None:
    """From now on the head of the unit works."""
    actor = Actor("ewa", OWN, employee_id=people.head, units=frozenset({people.unit}), own=OWN)
    needs.actor = lambda: actor


@pytest.mark.parametrize(
    ("values", "place", "code"),
    [
        ({"topic": " "}, "topic", "required"),
        ({"employee_id": 999}, "employee_id", "missing_reference"),
        ({"unit_id": 999}, "unit_id", "missing_reference"),
        ({"people": 0}, "people", "out_of_range"),
    ],
)
def test_a_bad_need_is_refused_at_its_place(
    services: Services, people: People, values: dict[str, object], place: str, code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        services.training_needs.create(need(services, **values))
    assert [(problem.field, problem.code) for problem in refusal.value.problems] == [(place, code)]


def test_one_persons_need_is_for_one_and_takes_the_persons_unit(services: Services, people: People) -> None:
    refused(lambda: services.training_needs.create(need(services, employee_id=people.clerk, people=2)), "one_person")
    saved = services.training_needs.create(need(services, employee_id=people.clerk)).record
    assert (saved.unit_id, saved.person, saved.state) == (people.unit, "Ewa Nowak", NeedState.NEW)


def test_nobody_plans_for_who_left_or_for_a_unit_that_closed(services: Services, people: People) -> None:
    mine = services.training_needs.create(need(services, employee_id=people.clerk)).record
    change_person(services, people.clerk, employed_to=date(2026, 10, 31))
    refused(lambda: services.training_needs.create(need(services, employee_id=people.clerk)), "not_employed")
    # what was written before may still be put right
    services.training_needs.update(mine.id, mine.version, replace(draft_of(mine, NeedDraft), topic="Inny temat"))
    gone = services.units.create(UnitDraft(symbol="ZL", name="Zlikwidowana", closed_on=date(2026, 1, 31))).record
    refused(lambda: services.training_needs.create(need(services, unit_id=gone.id)), "unit_closed")


def test_a_head_sees_and_enters_needs_of_own_people_only(services: Services, people: People) -> None:
    needs = services.training_needs
    mine = needs.create(need(services, employee_id=people.clerk)).record
    ours = needs.create(need(services, unit_id=people.unit)).record
    foreign = needs.create(need(services, employee_id=people.mayor)).record
    office = needs.create(need(services, people=20)).record
    as_head(services, needs, people)
    assert {each.id for each in needs.all()} == {mine.id, ours.id}
    assert needs.attention()["new"] == 2
    for hidden in (foreign, office):
        with pytest.raises(NotFound):
            needs.drop(hidden.id, hidden.version, "Nie moje")
    for values, code in (
        ({"employee_id": people.mayor}, "not_own"),
        ({"unit_id": people.top}, "not_own_unit"),
        ({}, "office_by_personnel"),
        ({"unit_id": people.unit, "source": Source.LAW}, "law_by_personnel"),
    ):
        refused(lambda values=values: needs.create(need(services, **values)), code)  # type: ignore[misc]
    needs.create(need(services, employee_id=people.other))


def test_gathering_finds_needs_open_goals_and_validity_that_ends_each_once(services: Services, people: People) -> None:
    course = add_course(
        services,
        topic="BHP dla urzędników",
        kind=CourseKind.INTERNAL,
        entitlement="BHP okresowe",
        starts_on=date(2026, 11, 9),
        validity_months=1,
        costs=(),
    )
    attended(services, course.id, people.other, valid_until=date(2026, 12, 9))
    talk = Held(
        people.clerk,
        (Wanted("Zamówienia publiczne", wanted_by=date(2027, 3, 1)),),
        (Aim("Poznać program", date(2027, 6, 30)), Aim("Osiągnięty", done_on=date(2026, 9, 1))),
    )
    # a corrected sheet repeats what was agreed at the same talk
    needs = with_talks(services, talk, replace(talk, number="9/2026"))
    found = needs.gather(date(2026, 1, 1), TODAY)
    assert found.notices == ()
    assert {(each.topic, each.likely, each.priority) for group in found.groups for each in group.candidates} == {
        ("Zamówienia publiczne", True, Priority.MEDIUM),
        ("Poznać program", False, Priority.MEDIUM),
        ("BHP okresowe", True, Priority.HIGH),
    }
    outcome = needs.take(found.groups)
    assert {each.source for each in outcome.record} == {Source.EVALUATION, Source.EXPIRY}
    again = needs.gather(date(2026, 1, 1), TODAY)
    assert (again.groups, again.known) == ((), 3)
    assert with_talks(services, talk).gather(date(2026, 7, 1), TODAY).known == 1


def test_what_was_gathered_is_taken_back_in_one_step_and_found_again(services: Services, people: People) -> None:
    needs = with_talks(services, Held(people.clerk, (Wanted("RODO"), Wanted("Excel"))))
    found = needs.gather()
    outcome = needs.take(found.groups)
    assert "2 potrzeby szkoleniowe" in outcome.message
    assert outcome.undo is not None
    outcome.undo.run()
    assert needs.count(Query()) == 0
    assert needs.gather().groups == found.groups


def test_taking_back_stops_at_a_need_that_somebody_changed(services: Services, people: People) -> None:
    needs = with_talks(services, Held(people.clerk, (Wanted("RODO"), Wanted("Excel"))))
    outcome = needs.take(needs.gather().groups)
    first = outcome.record[0]
    needs.drop(first.id, first.version, "Było w zeszłym roku")
    assert outcome.undo is not None
    with pytest.raises(Conflict):
        outcome.undo.run()
    assert needs.count(Query()) == 2


def test_people_of_one_group_get_its_topic_and_keep_their_own_words(services: Services, people: People) -> None:
    needs = with_talks(
        services,
        Held(people.clerk, (Wanted("Zamówienia publiczne"),)),
        Held(people.other, (Wanted("zamówienia  publiczne."),)),
    )
    (group,) = needs.gather().groups
    saved = needs.take([group]).record
    assert {each.topic for each in saved} == {group.topic}
    other = "zamówienia publiczne." if group.topic == "Zamówienia publiczne" else "Zamówienia publiczne"
    assert sum(f"„{other}”" in each.reason for each in saved) == 1


def test_who_was_dropped_once_is_not_found_again_but_a_deleted_need_is(services: Services, people: People) -> None:
    needs = with_talks(services, Held(people.clerk, (Wanted("RODO"), Wanted("Excel"))))
    first, second = needs.take(needs.gather().groups).record
    needs.drop(first.id, first.version, "Było")
    needs.delete(second.id, second.version)
    assert [group.topic for group in needs.gather().groups] == [second.topic]
    with pytest.raises(Refusal, match="ktoś zrobił to przed chwilą"):
        needs.take([replace(group, candidates=()) for group in needs.gather().groups])


def test_who_may_not_read_a_source_gets_none_of_it_and_is_told(services: Services, people: People) -> None:
    def forbidden(*_days: object) -> Sequence[Held]:
        raise NotAllowed("Nie wolno.")

    needs = TrainingNeeds(services.store, services.clock, services.training_needs.actor, agreed=forbidden)
    found = needs.gather()
    assert (found.groups, len(found.notices)) == ((), 1)
    assert "czytania ocen" in found.notices[0]


def test_a_head_gathers_for_own_people_only(services: Services, people: People) -> None:
    needs = with_talks(
        services, Held(people.clerk, (Wanted("RODO"),)), Held(people.mayor, (Wanted("Wystąpienia publiczne"),))
    )
    as_head(services, needs, people)
    assert [group.topic for group in needs.gather().groups] == ["RODO"]


def test_people_are_called_as_lists_call_them_today(services: Services, people: People) -> None:
    group = with_talks(services, Held(people.clerk, (Wanted("RODO"),))).gather().groups[0]
    assert [(each.person, each.unit) for each in group.candidates] == [("Nowak Ewa", "RF")]


def test_who_left_needs_nothing(services: Services, people: People) -> None:
    gone = add_person(services, "Dawny", people.unit, employed_to=date(2026, 10, 31))
    assert with_talks(services, Held(gone, (Wanted("RODO"),))).gather().groups == ()


def test_a_need_is_dropped_with_a_reason_brought_back_and_both_are_undone(services: Services, people: People) -> None:
    needs = services.training_needs
    saved = needs.create(need(services, employee_id=people.clerk)).record
    refused(lambda: needs.drop(saved.id, saved.version, "  "), "no_reason")
    outcome = needs.drop(saved.id, saved.version, " Było w maju ")
    assert (outcome.record.state, outcome.record.dropped_reason) == (NeedState.DROPPED, "Było w maju")
    assert outcome.undo is not None
    back = outcome.undo.run().record
    assert (back.state, back.dropped_reason) == (NeedState.NEW, "")
    dropped = needs.drop(back.id, back.version, "Jednak nie").record
    again = needs.reopen(dropped.id, dropped.version).record
    assert again.state is NeedState.NEW
    with pytest.raises(Refusal, match="nie czeka już na decyzję"):
        needs.reopen(again.id, again.version)
    with pytest.raises(Conflict):
        needs.drop(again.id, saved.version, "Stara wersja")


@pytest.mark.parametrize(
    ("wanted_by", "concern"),
    [
        (date(2026, 11, 21), "late"),
        (date(2026, 11, 22), "soon"),
        (date(2027, 2, 20), "soon"),
        (date(2027, 2, 21), None),
        (None, None),
    ],
)
def test_a_waiting_need_calls_for_attention_before_and_after_its_day(
    services: Services, people: People, wanted_by: date | None, concern: str | None
) -> None:
    needs = services.training_needs
    saved = needs.create(need(services, wanted_by=wanted_by)).record
    found = needs.attention()
    assert {key for key in ("late", "soon") if found[key]} == ({concern} if concern else set())
    needs.drop(saved.id, saved.version, "Nie trzeba")
    assert set(needs.attention().values()) == {0}


@pytest.mark.parametrize("words", ["zamowienia", "nowak publiczne", "braki"])
def test_a_need_is_found_by_person_topic_and_reason(services: Services, people: People, words: str) -> None:
    saved = services.training_needs.create(need(services, employee_id=people.clerk, reason="Widać braki")).record
    services.training_needs.create(need(services, topic="RODO", employee_id=people.mayor))
    assert [each.id for each in services.training_needs.page(Query(words), 0, 10)] == [saved.id]
