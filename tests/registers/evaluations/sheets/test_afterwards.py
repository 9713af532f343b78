"""Evaluation sheets after a negative one, when people come and go, from paper, and the list of who is due."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.clock import FixedClock
from app.core.errors import Invalid
from app.core.records import Query
from app.people.posts.domain import PostKind
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from app.registers.evaluations.sheets.domain import (
    Delivery,
    Evaluation,
    Goal,
    Kind,
    State,
    TrainingNeed,
    Verdict,
)
from tests.registers.evaluations.sheets.people import (
    People,
    add_people,
    add_person,
    change_person,
    delivered,
    marked,
    planned,
    signed,
)

BOTH_ENGINES = True
TODAY = date(2026, 11, 22)


@pytest.fixture
def people(services: Services) -> People:
    return add_people(services)


@pytest.fixture
def at(clock: FixedClock) -> Callable[[date], None]:
    def set_day(day: date) -> None:
        clock.moment = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)

    return set_day


def refused(deed: Callable[[], Any], *wanted: str) -> str:
    with pytest.raises(Invalid) as refusal:
        deed()
    assert [problem.code for problem in refusal.value.problems] == list(wanted)
    return str(refusal.value)


# -- after a negative one ------------------------------------------------------------------------------------------


def negative(services: Services, people: People) -> Evaluation:
    sheet = delivered(services, planned(services, people.clerk), 1, on=date(2026, 11, 3))
    return services.evaluations.make_final(sheet.id, sheet.version, TODAY).record


def test_the_next_after_a_negative_one_waits_three_months_unless_a_reason_is_given(
    services: Services, people: People
) -> None:
    evaluations, sheet = services.evaluations, negative(services, people)
    early, first = date(2027, 1, 15), date(2027, 2, 12)
    said = refused(lambda: evaluations.plan_again(sheet.id, sheet.version, early), "again_too_early")
    assert "Nie wcześniej niż po 3 miesiącach od późniejszego z dni" in said
    assert "najwcześniej w piątek 12.02.2027" in said
    again = evaluations.plan_again(sheet.id, sheet.version, early, "Zmiana zakresu obowiązków").record
    assert (again.kind, again.origin_id, again.not_before) == (Kind.AFTER_NEGATIVE, sheet.id, first)
    entries = services.audit.page(Query("", {"record": frozenset({f"evaluation:{again.id}"})}), 0, 5)
    told = {change.name: change.new for change in entries[0].changes}
    assert told["override_reason"] == "Zmiana zakresu obowiązków"
    assert again.number in refused(lambda: evaluations.plan_again(sheet.id, sheet.version, first), "again_already")


def test_in_time_no_reason_is_kept_and_the_signature_waits(
    services: Services, people: People, at: Callable[[date], None]
) -> None:
    evaluations, sheet = services.evaluations, negative(services, people)
    again = evaluations.plan_again(sheet.id, sheet.version, date(2027, 2, 12), "zbędny powód").record
    assert again.override_reason == ""
    with pytest.raises(Invalid, match=r"Ocenę wolno sporządzić najwcześniej 12\.02\.2027"):
        signed(services, again)
    at(date(2027, 2, 12))
    held = evaluations.get(again.id)
    assert evaluations.sign(held.id, held.version, date(2027, 2, 12)).record.state is State.SIGNED


def test_a_second_negative_one_names_its_legal_effect_and_does_nothing(
    services: Services, people: People, at: Callable[[date], None]
) -> None:
    evaluations, sheet = services.evaluations, negative(services, people)
    again = evaluations.plan_again(sheet.id, sheet.version, date(2027, 2, 12)).record
    at(date(2027, 2, 12))
    ready = marked(services, again, 1)
    told = evaluations.close_marks(ready.id, ready.version, date(2027, 2, 12), Verdict.NEGATIVE, "Bo tak").warning
    assert "rozwiązać umowę o pracę z zachowaniem okresów wypowiedzenia" in told
    assert "art. 27 ust. 9" in told
    assert evaluations.warnings(evaluations.get(again.id)) == (told,)
    # one negative alone says nothing of the kind
    assert evaluations.warnings(sheet) == ()
    assert services.employees.get(people.clerk).employed_to is None


def test_a_sheet_made_the_plain_way_after_a_negative_one_follows_it_too(services: Services, people: People) -> None:
    sheet = negative(services, people)
    again = planned(services, people.clerk)
    assert (again.kind, again.origin_id, again.not_before) == (Kind.AFTER_NEGATIVE, sheet.id, date(2027, 2, 12))


def test_a_corrected_verdict_counts_from_then_on(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, negative(services, people)
    correction = evaluations.correct(sheet.id, sheet.version, "Pomylono skalę").record
    done = delivered(services, correction, 5)
    lines = [line for line in evaluations.due(TODAY) if line.employee_id == people.clerk]
    assert "again" not in {line.key for line in lines if line.evaluation_id != done.id}


# -- people who come and go ----------------------------------------------------------------------------------------


def test_a_rater_who_left_is_replaced_with_a_reason(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, planned(services, people.clerk)
    change_person(services, people.head, employed_to=date(2026, 10, 31))
    said = refused(lambda: evaluations.give_criteria(sheet.id, sheet.version, TODAY), "rater_left")
    assert "Oceniający Ewa Wrona nie pracuje w urzędzie dnia 22.11.2026. Kadry muszą wskazać nowego" in said
    assert evaluations.warnings(sheet) == (
        "Oceniający Ewa Wrona nie pracuje już w urzędzie. Kadry muszą wskazać nowego oceniającego.",
    )
    for rater_id, reason, code in (
        (people.mayor, " ", "required"),
        (people.clerk, "x", "rater_is_person"),
        (people.head, "x", "same_rater"),
        (999, "x", "rater_not_employed"),
    ):
        refused(lambda r=rater_id, w=reason: evaluations.change_rater(sheet.id, sheet.version, r, w), code)  # type: ignore[misc]
    changed = evaluations.change_rater(sheet.id, sheet.version, people.mayor, "Kierownik odszedł").record
    assert (changed.rater, changed.rater_post, changed.rater_reason) == ("Ewa Mazur", "burmistrz", "Kierownik odszedł")
    # kept, for who decides knows more than the structure; but told
    told = evaluations.change_rater(sheet.id, changed.version, people.other, "Zastępstwo")
    assert "bezpośrednim przełożonym tej osoby jest Ewa Mazur (burmistrz)" in told.warning
    back = evaluations.change_rater(sheet.id, told.record.version, people.mayor, "Kierownik odszedł")
    assert back.warning == ""
    changed = back.record
    assert evaluations.give_criteria(sheet.id, changed.version, TODAY).record.state is State.CRITERIA_GIVEN
    done = signed(services, evaluations.get(sheet.id))
    refused(lambda: evaluations.change_rater(done.id, done.version, people.other, "x"), "rater_after_signature")


def test_an_employee_who_left_leaves_a_sheet_to_cancel(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, planned(services, people.clerk)
    change_person(services, people.clerk, employed_to=date(2026, 10, 31))
    assert evaluations.warnings(sheet) == ("Ewa Nowak nie pracuje już w urzędzie. Anuluj arkusz, podając powód.",)
    refused(lambda: evaluations.give_criteria(sheet.id, sheet.version, TODAY), "employee_left")
    refused(lambda: evaluations.cancel(sheet.id, sheet.version, TODAY, ""), "required")
    gone = evaluations.cancel(sheet.id, sheet.version, TODAY, "Pracownik odszedł").record
    assert (gone.state, gone.cancel_reason) == (State.CANCELLED, "Pracownik odszedł")


def test_a_unit_closed_meanwhile_is_told_and_the_people_are_frozen_anew(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, planned(services, people.clerk)
    above = services.units.get(people.unit).parent_id
    for moved in (people.clerk, people.other, people.head):
        change_person(services, moved, unit_id=above, heads_unit=False)
    unit = services.units.get(people.unit)
    services.units.update(
        unit.id, unit.version, replace(draft_of(unit, UnitDraft), closed_on=date(2026, 10, 31), since=date(2020, 1, 1))
    )
    assert evaluations.warnings(sheet) == (
        "Komórka „Referat Finansowy” już nie działa. Sprawdź, czy oceniający nadal jest bezpośrednim przełożonym.",
    )
    changed = evaluations.change_rater(sheet.id, sheet.version, people.mayor, "Likwidacja referatu").record
    assert (changed.unit, changed.rater) == ("Kierownictwo", "Ewa Mazur")
    assert evaluations.warnings(changed) == ()


# -- paper and terms -----------------------------------------------------------------------------------------------


def test_an_earlier_evaluation_from_paper_starts_the_clocks(services: Services, people: People) -> None:
    evaluations = services.evaluations
    made = evaluations.record_earlier(people.clerk, date(2025, 3, 14), Verdict.POSITIVE, "dobry").record
    assert (made.number, made.kind, made.state, made.rater_id) == ("P1/2026", Kind.PAPER, State.FINAL, None)
    assert evaluations.deeds(made) == ()
    said = refused(lambda: evaluations.record_earlier(people.clerk, date(2025, 3, 14), Verdict.POSITIVE), "paper_twice")
    assert "P1/2026" in said
    refused(lambda: evaluations.record_earlier(people.clerk, date(2026, 12, 1), Verdict.POSITIVE), "paper_in_future")
    (line,) = [line for line in evaluations.due() if line.employee_id == people.clerk]
    assert (line.day, line.last_on, line.number) == (date(2027, 3, 14), date(2025, 3, 14), "P1/2026")
    evaluations.delete(made.id, made.version)
    assert {line.last_on for line in evaluations.due()} == {None}


def test_due_lists_everybody_evaluated_overdue_first_and_the_clocks_of_open_sheets(
    services: Services, people: People
) -> None:
    evaluations = services.evaluations
    new = add_person(services, "Zięba", people.unit, post_since=date(2026, 9, 1), employed_from=date(2026, 9, 1))
    add_person(services, "Goniec", people.unit, post_kind=PostKind.AUXILIARY)
    sheet = delivered(services, planned(services, people.clerk), on=date(2026, 11, 16))
    found = [(line.employee_id, line.key, line.status.value, line.day) for line in evaluations.due()]
    assert found == [
        (people.other, "due", "late", date(2026, 1, 2)),
        (people.head, "due", "late", date(2026, 1, 2)),
        (people.clerk, "head_delivery", "late", date(2026, 11, 16)),
        (people.clerk, "appeal", "calm", date(2026, 11, 23)),
        (new, "not_before", "calm", date(2027, 3, 1)),
        (people.clerk, "not_before", "calm", date(2027, 5, 17)),
        (new, "due", "calm", date(2028, 9, 1)),
        (people.clerk, "due", "calm", date(2028, 11, 16)),
    ]
    assert [line.number for line in evaluations.due() if line.key == "appeal"] == [sheet.number]
    # asked about a day long ago, nobody has been evaluated yet, and later sheets do not hide who was due
    asked = [line for line in evaluations.due(date(2025, 1, 1)) if line.employee_id == people.clerk]
    assert [(line.key, line.number, line.last_on) for line in asked] == [("due", "", None)]


def test_the_desk_asks_who_is_due_without_reading_a_sheet(services: Services, people: People) -> None:
    planned(services, people.other)
    done = delivered(services, planned(services, people.clerk))
    before = services.audit.count(Query())
    found = [(line.employee_id, line.status.value, line.day) for line in services.evaluations.people_due()]
    # nobody for whom a sheet is being written, nor who is not evaluated
    assert found == [(people.head, "late", date(2026, 1, 2)), (people.clerk, "calm", date(2028, 11, 22))]
    assert done.employee_id == people.clerk
    assert services.audit.count(Query()) == before


def test_the_desk_s_answer_is_kept_until_something_that_counts_changes(
    services: Services, people: People, at: Callable[[date], None]
) -> None:
    evaluations, first = services.evaluations, services.evaluations.people_due()
    assert evaluations.people_due() is first
    planned(services, people.clerk)
    assert {line.employee_id for line in first} - {line.employee_id for line in evaluations.people_due()} == {
        people.clerk
    }
    at(date(2026, 11, 23))
    assert evaluations.people_due()[0].left != first[0].left, "another day, other words"


def test_who_is_late_for_want_of_a_record_is_told_how_to_give_one(services: Services, people: People) -> None:
    (line,) = [line for line in services.evaluations.due() if line.employee_id == people.other]
    assert "zapisz ostatnią ocenę z papieru" in line.explanation


def test_the_head_s_copy_may_come_after_finality(services: Services, people: People) -> None:
    final = negative(services, people)
    assert services.evaluations.page(Query("", {"concern": frozenset({"not_delivered_to_head"})}), 0, 5) == (final,)
    done = services.evaluations.deliver_to_head(final.id, final.version, TODAY).record
    assert (done.state, done.head_delivered_on) == (State.FINAL, TODAY)
    assert not services.evaluations.page(Query("", {"concern": frozenset({"not_delivered_to_head"})}), 0, 5)


def test_goals_and_needs_of_all_talks_are_there_for_a_training_plan(services: Services, people: People) -> None:
    evaluations = services.evaluations
    goals, needs = (Goal(goal="Poznać program"),), (TrainingNeed(topic="Zamówienia publiczne"),)

    def talked(employee_id: int, on: date) -> Evaluation:
        sheet = marked(services, planned(services, employee_id), on=on)
        sheet = evaluations.close_marks(sheet.id, sheet.version, on, Verdict.POSITIVE).record
        return evaluations.hold_talk(sheet.id, sheet.version, on, "Wnioski", goals, needs).record

    first, second = talked(people.clerk, date(2026, 11, 2)), talked(people.other, date(2026, 11, 9))
    found = evaluations.agreed()
    assert [(each.number, each.talk_on, each.goals, each.needs) for each in found] == [
        (first.number, date(2026, 11, 2), goals, needs),
        (second.number, date(2026, 11, 9), goals, needs),
    ]
    assert [each.number for each in evaluations.agreed(date(2026, 11, 3), TODAY)] == [second.number]
    # a correction repeats the talk: it is listed once, from the signed one
    first = evaluations.sign(first.id, first.version, date(2026, 11, 2)).record
    first = evaluations.deliver(first.id, first.version, date(2026, 11, 2), Delivery.HAND).record
    first = evaluations.make_final(first.id, first.version, TODAY).record
    correction = evaluations.correct(first.id, first.version, "Literówka").record
    assert {each.number for each in evaluations.agreed()} == {first.number, second.number}
    done = signed(services, correction)
    assert {each.number for each in evaluations.agreed()} == {done.number, second.number}
    evaluations.cancel(second.id, second.version, TODAY, "Odszedł")
    assert {each.number for each in evaluations.agreed()} == {done.number}
