"""The way of a participation through the office: requests, decisions, cards, and the way back of each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.errors import Conflict, Refusal
from app.core.records import Query
from app.people.office.domain import HeadTitle, OfficeDraft
from app.people.units.domain import UnitDraft
from app.people.units.model import UnitRow
from app.records.mapping import draft_of
from app.registers.trainings.courses.domain import CourseKind
from app.registers.trainings.offers.domain import OfferDraft, Reply, Routing
from app.registers.trainings.participations.domain import (
    Attendance,
    Card,
    Outcome,
    OwnCost,
    Participation,
    ParticipationDraft,
    Seat,
    Step,
    StepDone,
)
from tests.registers.trainings.people import (
    AHEAD,
    CARD,
    ENDS,
    REQUESTED,
    People,
    add_course,
    add_person,
    approved,
    attended,
    change_person,
    noted,
    refused,
    registered,
    request_draft,
    requested,
    with_card,
)

BOTH_ENGINES = True
TODAY = date(2026, 11, 22)


def test_a_card_goes_all_the_way(services: Services, people: People) -> None:
    course = add_course(services)
    found = noted(services, course.id, people.clerk)
    assert (found.outcome, found.waiting_for, found.mean) == (Outcome.OPEN, Step.LIST, 417)
    assert [done.step for done in found.steps] == list(Step)[:-1]
    assert found.cost == 300_00
    assert (found.number, found.topic, found.institution) == ("1/2026", course.topic, "Ośrodek Szkoleniowy Żagiel")


def test_who_took_a_step_is_named_without_being_asked(services: Services, people: People) -> None:
    found = noted(services, add_course(services).id, people.clerk)
    who = {done.step: done.actor for done in found.steps}
    assert who[Step.FILL_CARD] == found.person
    assert {who[step] for step in (Step.REQUEST, Step.READ_CARD, Step.TALK, Step.HAND_OVER)} == {"Ewa Wrona"}
    assert (who[Step.APPROVE], who[Step.NOTE]) == ("Burmistrz", "Sekretarz")


def test_the_head_of_the_office_is_called_as_this_office_does(services: Services, people: People) -> None:
    services.offices.save(OfficeDraft(name="Urząd Gminy Przykładowa", head_title=HeadTitle.WOJT))
    asked = requested(services, add_course(services).id, people.clerk)
    assert [each.turn for each in services.participations.waiting()] == ["Wójt"]
    done = services.participations.take(asked.id, asked.version, StepDone(step=Step.APPROVE, done_on=TODAY)).record
    assert done.steps[-1].actor == "Wójt"


def test_the_person_stands_as_on_the_day_of_the_training(services: Services, people: People) -> None:
    course = add_course(services, starts_on=AHEAD)
    found = requested(services, course.id, people.clerk)
    assert (found.person_number, found.post, found.unit, found.unit_id) == ("17", "inspektor", "RF", people.unit)
    change_person(services, people.clerk, post="starszy inspektor")
    again = services.participations.update(
        found.id, found.version, replace(draft_of(found, ParticipationDraft), note="uwaga")
    ).record
    assert again.post == "starszy inspektor", "the training lies ahead, so that a save renews it"


# -- what a request must hold ------------------------------------------------------------------------------------------


def test_nobody_takes_part_twice_but_may_ask_again_after_a_refusal(services: Services, people: People) -> None:
    course, use_cases = add_course(services), services.participations
    first = requested(services, course.id, people.clerk)
    draft = request_draft(course.id, people.clerk)
    assert "1/2026" in refused(lambda: use_cases.create(draft), "already_takes_part")
    use_cases.refuse(first.id, first.version, REQUESTED, "brak środków")
    assert use_cases.create(draft).record.number == "2/2026"


@pytest.mark.parametrize(
    ("employed_to", "closed_on", "codes"),
    [
        (date(2026, 11, 8), None, ["not_employed"]),
        (date(2026, 11, 9), None, []),
        (None, date(2026, 11, 8), ["unit_closed"]),
        (None, date(2026, 11, 9), []),
    ],
)
def test_the_person_must_work_in_an_open_unit_on_the_first_day(
    services: Services, people: People, employed_to: date | None, closed_on: date | None, codes: list[str]
) -> None:
    unit = services.units.create(UnitDraft(symbol="AR", name="Archiwum", parent_id=people.top)).record
    person = add_person(services, "Bąk", unit.id, employed_to=employed_to)
    with services.store.writing() as session:
        # the register of units keeps a unit open while somebody works there; older databases may hold such a one
        row = session.get(UnitRow, unit.id)
        assert row is not None
        row.closed_on = closed_on
    draft = request_draft(add_course(services).id, person)
    assert [problem.code for problem in services.participations.problems(draft)] == codes


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"requested_on": date(2026, 11, 23)}, ["request_in_future"]),
        ({"requested_on": None}, ["required"]),
        ({"no_offer_reason": "  "}, ["no_offer"]),
        ({"employee_id": 999}, ["missing_reference"]),
        ({"course_id": 999}, ["missing_reference"]),
        ({"need_id": 999}, ["missing_reference"]),
        ({"costs": (OwnCost(),)}, ["required"]),
        ({"certificate_on": TODAY, "valid_until": date(2026, 1, 1)}, ["validity_before_certificate"]),
    ],
)
def test_a_request_that_lacks_something_is_refused_at_its_place(
    services: Services, people: People, changes: dict[str, Any], codes: list[str]
) -> None:
    draft = replace(request_draft(add_course(services).id, people.clerk), **changes)
    refused(lambda: services.participations.create(draft), *codes)
    assert services.participations.count(Query()) == 0


def test_nobody_asks_for_a_training_that_was_cancelled(services: Services, people: People) -> None:
    course = add_course(services, starts_on=AHEAD)
    services.courses.cancel(course.id, course.version, TODAY, "mało zgłoszeń")
    refused(lambda: requested(services, course.id, people.clerk), "course_cancelled")


def test_steps_one_and_two_come_from_the_offer(services: Services, people: People) -> None:
    offer = services.training_offers.create(
        OfferDraft(
            topic="KPA",
            received_on=date(2026, 8, 31),
            selected_on=date(2026, 9, 1),
            selected_by="Jan Sekretarz",
            routings=(Routing(unit_id=people.top, passed_on=date(2026, 9, 2)),),
        )
    ).record
    course = add_course(services, offer_id=offer.id)
    draft = request_draft(course.id, people.clerk, no_offer_reason="")
    refused(lambda: services.participations.create(draft), "offer_not_answered")
    answered = Routing(unit_id=people.top, passed_on=date(2026, 9, 2), reply=Reply.WANTED, replied_on=date(2026, 9, 10))
    services.training_offers.update(offer.id, offer.version, replace(draft_of(offer, OfferDraft), routings=(answered,)))
    first, second, third = services.participations.create(draft).record.steps
    assert (first.done_on, first.actor, first.document) == (date(2026, 9, 1), "Jan Sekretarz", "oferta z 31.08.2026")
    assert (second.done_on, second.reason, third.done_on) == (date(2026, 9, 10), "", REQUESTED)


def test_for_the_office_s_own_trainings_the_program_says_why_there_is_no_offer(
    services: Services, people: People
) -> None:
    for kind, said in ((CourseKind.INTERNAL, "szkolenie wewnętrzne"), (CourseKind.SELF_STUDY, "samokształcenie")):
        course = add_course(services, kind=kind, costs=())
        found = requested(services, course.id, people.clerk, no_offer_reason="")
        assert [done.reason for done in found.steps] == [f"{said}, bez oferty"] * 2 + [""]


def test_a_decided_request_keeps_what_it_rests_on(services: Services, people: People) -> None:
    course = add_course(services)
    found = approved(services, course.id, people.clerk)
    draft = draft_of(found, ParticipationDraft)
    for changed in (replace(draft, employee_id=people.other), replace(draft, requested_on=date(2026, 9, 1))):
        refused(lambda d=changed: services.participations.update(found.id, found.version, d), "request_is_decided")  # type: ignore[misc]
    kept = services.participations.update(found.id, found.version, replace(draft, goal="Pisać decyzje")).record
    assert (kept.goal, kept.waiting_for, kept.steps) == ("Pisać decyzje", Step.REGISTER, found.steps)


# -- deeds and the way back --------------------------------------------------------------------------------------------


def procedure(found: Participation) -> Participation:
    return replace(found, version=0)


DEEDS: dict[str, tuple[Callable[..., Participation], Callable[[Any, Participation], Any]]] = {
    "approve": (requested, lambda use, p: use.approve(p.id, p.version, TODAY)),
    "refuse": (requested, lambda use, p: use.refuse(p.id, p.version, TODAY, "brak środków")),
    "withdraw": (registered, lambda use, p: use.withdraw(p.id, p.version, TODAY, "choroba")),
    "register": (approved, lambda use, p: use.take(p.id, p.version, StepDone(step=Step.REGISTER, done_on=TODAY))),
    "skip": (attended, lambda use, p: use.skip(p.id, p.version, Step.FILL_CARD, TODAY, "nie oddano")),
    "attend": (registered, lambda use, p: use.attend(p.course_id, {p.id: (Attendance.PARTLY, ("2026-11-09",))})),
    "absent": (registered, lambda use, p: use.attend(p.course_id, {p.id: (Attendance.ABSENT, ())})),
    "fill_card": (attended, lambda use, p: use.fill_card(p.id, p.version, TODAY, CARD)),
    "correct_card": (with_card, lambda use, p: use.correct_card(p.id, p.version, replace(CARD, value=1))),
    "fill_cards": (attended, lambda use, p: use.fill_cards({p.id: (TODAY, CARD)})),
    "read_card": (with_card, lambda use, p: use.read_card(p.id, p.version, TODAY, "Dobre szkolenie")),
    "back": (with_card, lambda use, p: use.step_back(p.id, p.version)),
    "note": (noted, lambda use, p: use.skip(p.id, p.version, Step.LIST, TODAY, "instytucja nie istnieje")),
}


@pytest.mark.parametrize("name", DEEDS)
def test_every_deed_is_taken_back_whole_and_done_again(services: Services, people: People, name: str) -> None:
    make, deed = DEEDS[name]
    use_cases = services.participations
    before = use_cases.get(make(services, add_course(services).id, people.clerk).id)
    done = deed(use_cases, before)
    after = use_cases.get(before.id)
    assert procedure(after) != procedure(before)
    assert before.id in done.change.ids
    back = done.undo.run()
    assert procedure(use_cases.get(before.id)) == procedure(before)
    back.undo.run()
    assert procedure(use_cases.get(before.id)) == procedure(after)


@pytest.mark.parametrize("name", [name for name in DEEDS if name not in ("attend", "absent", "fill_cards")])
def test_of_two_clerks_the_second_learns_of_the_first(services: Services, people: People, name: str) -> None:
    make, deed = DEEDS[name]
    use_cases = services.participations
    seen = use_cases.get(make(services, add_course(services).id, people.clerk).id)
    use_cases.update(seen.id, seen.version, replace(draft_of(seen, ParticipationDraft), note="ktoś był szybszy"))
    with pytest.raises(Conflict):
        deed(use_cases, seen)
    assert use_cases.get(seen.id).steps == seen.steps


def test_a_refusal_needs_a_reason_and_keeps_who_refused(services: Services, people: People) -> None:
    use_cases = services.participations
    found = requested(services, add_course(services).id, people.clerk)
    refused(lambda: use_cases.refuse(found.id, found.version, TODAY, "  "), "required")
    done = use_cases.refuse(found.id, found.version, TODAY, "brak środków", actor="Adam Burmistrz").record
    assert (done.outcome, done.outcome_on, done.outcome_reason) == (Outcome.REFUSED, TODAY, "brak środków")
    assert (done.steps[-1].step, done.steps[-1].actor, done.waiting_for) == (Step.APPROVE, "Adam Burmistrz", None)
    refused(lambda: use_cases.approve(done.id, done.version, TODAY), "closed")
    again = use_cases.step_back(done.id, done.version).record
    assert (again.outcome, again.waiting_for, again.outcome_reason) == (Outcome.OPEN, Step.APPROVE, "")


def test_a_step_is_skipped_with_a_reason_only(services: Services, people: People) -> None:
    use_cases = services.participations
    found = approved(services, add_course(services).id, people.clerk)
    refused(lambda: use_cases.skip(found.id, found.version, Step.REGISTER, TODAY, " "), "reason_required")
    refused(lambda: use_cases.skip(found.id, found.version, Step.TALK, TODAY, "po co"), "other_step")
    done = use_cases.skip(found.id, found.version, Step.REGISTER, TODAY, "szkolenie na miejscu").record
    assert (done.steps[-1].reason, done.waiting_for) == ("szkolenie na miejscu", Step.FILL_CARD)


def test_there_is_no_card_of_somebody_absent(services: Services, people: People) -> None:
    found = attended(services, add_course(services).id, people.clerk, Attendance.ABSENT)
    assert (found.outcome, found.outcome_on) == (Outcome.ABSENT, ENDS)
    deed = lambda: services.participations.fill_card(found.id, found.version, TODAY, CARD)  # noqa: E731
    assert "nie było" in refused(deed, "was_absent")


def test_a_card_is_corrected_without_losing_the_steps_after_it(services: Services, people: People) -> None:
    course = add_course(services)
    use, found = services.participations, noted(services, course.id, people.clerk)
    after = use.correct_card(found.id, found.version, replace(CARD, value=1, applied="Nic.")).record
    assert (after.value, after.applied, after.steps) == (1, "Nic.", found.steps)
    assert after.mean != found.mean
    assert refused(lambda: use.correct_card(after.id, after.version, Card()), "blank_card")


def test_what_is_no_card_or_was_signed_for_is_not_corrected(services: Services, people: People) -> None:
    course = add_course(services)
    use, without = services.participations, attended(services, course.id, people.clerk)
    assert refused(lambda: use.correct_card(without.id, without.version, CARD), "no_card_to_correct")
    found = noted(services, course.id, people.other)
    with services.store.writing("x") as session:
        use.list_cards(session, [found.id], TODAY, "Lista za rok 2026")
    found = use.get(found.id)
    assert refused(lambda: use.correct_card(found.id, found.version, CARD), "listed")


@pytest.mark.parametrize(
    ("card", "codes"),
    [
        (Card(), ["blank_card"]),
        (replace(CARD, content=6), ["out_of_range"]),
        (replace(CARD, value=0), ["out_of_range"]),
        (replace(CARD, applied="x" * 2001), ["too_long"]),
    ],
)
def test_a_card_has_marks_from_one_to_five(services: Services, people: People, card: Card, codes: list[str]) -> None:
    found = attended(services, add_course(services).id, people.clerk)
    refused(lambda: services.participations.fill_card(found.id, found.version, TODAY, card), *codes)


def test_cards_of_a_workbook_are_saved_together_or_not_at_all(services: Services, people: People) -> None:
    course, use_cases = add_course(services), services.participations
    one = attended(services, course.id, people.clerk)
    other = attended(services, course.id, people.other, Attendance.ABSENT)
    told = refused(lambda: use_cases.fill_cards({one.id: (TODAY, CARD), other.id: (TODAY, CARD)}), "was_absent")
    assert told.startswith(other.person)
    assert use_cases.get(one.id).mean is None
    assert [each.id for each in use_cases.cards_to_fill(course.id)] == [one.id]


def test_only_a_request_nobody_decided_about_is_deleted(services: Services, people: People) -> None:
    course, use_cases = add_course(services), services.participations
    found = approved(services, course.id, people.clerk)
    with pytest.raises(Refusal, match="wycofaj"):
        use_cases.delete(found.id, found.version)
    fresh = requested(services, course.id, people.other)
    undo = use_cases.delete(fresh.id, fresh.version).undo
    assert undo is not None
    assert undo.run().record.person == fresh.person


def test_a_group_is_added_together_or_not_at_all(services: Services, people: People) -> None:
    course, use_cases = add_course(services, places=2), services.participations
    gone = add_person(services, "Bąk", people.unit, employed_to=date(2026, 6, 30))
    draft = request_draft(course.id, people.clerk)
    told = refused(lambda: use_cases.add_people(course.id, (people.clerk, gone), draft), "not_employed")
    assert told.startswith("Ewa Bąk:")
    assert use_cases.of_course(course.id) == ()
    done = use_cases.add_people(course.id, (people.clerk, people.other, people.head, people.clerk), draft)
    assert [each.seat for each in done.record] == [Seat.CONFIRMED, Seat.CONFIRMED, Seat.WAITING]
    assert "1" in done.warning
    assert len({each.number for each in done.record}) == 3
    assert done.undo is not None
    done.undo.run()
    assert use_cases.of_course(course.id) == ()


# -- looking -----------------------------------------------------------------------------------------------------------


def test_every_card_is_somewhere(services: Services, people: People) -> None:
    course, use_cases = add_course(services), services.participations
    read = with_card(services, course.id, people.clerk, on=date(2026, 11, 13))
    asked = requested(services, course.id, people.other, requested_on=date(2026, 11, 20))
    ahead = registered(services, add_course(services, topic="Bhp", starts_on=AHEAD).id, people.head)
    found = {each.participation_id: each for each in use_cases.waiting()}
    assert [(found[read.id].step, found[read.id].turn, found[read.id].days, found[read.id].late)] == [
        (Step.READ_CARD, "kierownik komórki: Ewa Wrona", 9, 7)
    ]
    assert (found[asked.id].turn, found[asked.id].days, found[asked.id].late) == ("Burmistrz", 2, 0)
    assert (found[ahead.id].turn, found[ahead.id].days) == ("pracownik: Ewa Wrona", 0)
    assert [each.days for each in use_cases.waiting()] == [9, 2, 0]


def test_concerns_in_the_database_are_those_of_the_lists(services: Services, people: People) -> None:
    course, use_cases = add_course(services), services.participations
    with_card(services, course.id, people.clerk, on=date(2026, 11, 13))
    requested(services, course.id, people.other)
    registered(services, course.id, people.head)
    effect = add_course(services, topic="Bhp", starts_on=date(2026, 6, 15))
    attended(services, effect.id, people.clerk, requested_on=date(2026, 6, 1))
    counts = use_cases.facets(Query())["concern"]
    late = [each.late for each in use_cases.waiting()]
    assert (counts["late"], counts["very_late"]) == (late.count(7), late.count(14))
    assert (counts["to_approve"], counts["no_attendance"], counts["waiting_list"]) == (1, 1, 0)
    assert counts["effect_due"] == 1
    assert use_cases.facets(Query())["year"] == {"2026": 4}


@pytest.mark.parametrize(
    ("words", "found"),
    [("nowak 17", 1), ("kodeks", 2), ("zagiel", 2), ("inspektor kodeks", 2), ("1/2026", 1), ("bhp", 0)],
)
def test_a_participation_is_found_by_person_number_training_and_institution(
    services: Services, people: People, words: str, found: int
) -> None:
    course = add_course(services)
    for person in (people.clerk, people.other):
        requested(services, course.id, person)
    assert services.participations.count(Query(words)) == found


@pytest.mark.parametrize("sort", ["person", "number", "starts_on", "topic", "unit", "cost", "waiting_since", "mean"])
def test_the_table_is_sorted_either_way(services: Services, people: People, sort: str) -> None:
    course = add_course(services)
    with_card(services, course.id, people.clerk)
    requested(services, add_course(services, topic="Bhp", starts_on=AHEAD, costs=()).id, people.head)
    up = [each.id for each in services.participations.page(Query(sort=sort), 0, 9)]
    down = [each.id for each in services.participations.page(Query(sort=sort, descending=True), 0, 9)]
    assert len(up) == 2
    assert down == (up if sort in ("mean", "unit") else up[::-1])


def test_what_a_person_took_part_in_stands_from_the_last_training_on(services: Services, people: People) -> None:
    first = requested(services, add_course(services).id, people.clerk)
    last = requested(services, add_course(services, starts_on=AHEAD).id, people.clerk)
    assert [each.id for each in services.participations.of_person(people.clerk)] == [last.id, first.id]
