"""Places, attendance and what follows: certificates, validity, effects; and what a cancelled training does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.errors import Refusal
from app.core.records import Query
from app.registers.trainings.courses.domain import CourseKind
from app.registers.trainings.participations.domain import Attendance, Outcome, Participation, Seat, Step
from tests.registers.trainings.people import (
    AHEAD,
    ENDS,
    STARTS,
    People,
    add_course,
    add_person,
    approved,
    attended,
    change_course,
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
HERE: tuple[Attendance, tuple[str, ...]] = (Attendance.PRESENT, ())
GONE: tuple[Attendance, tuple[str, ...]] = (Attendance.ABSENT, ())


# -- places ----------------------------------------------------------------------------------------------------------


def test_whoever_comes_too_late_waits_and_is_named_when_a_place_is_free(services: Services, people: People) -> None:
    course, use_cases = add_course(services, starts_on=AHEAD, places=1), services.participations
    first = requested(services, course.id, people.clerk)
    done = use_cases.create(request_draft(course.id, people.head))
    assert (done.record.seat, done.warning != "") == (Seat.WAITING, True)
    waits = done.record
    assert (waits.cost, waits.waiting_for) == (0, Step.APPROVE)
    refused(lambda: use_cases.admit(waits.id, waits.version), "no_free_place")
    gone = use_cases.withdraw(first.id, first.version, TODAY, "choroba")
    assert "Ewa Wrona (RF)" in gone.message
    admitted = use_cases.admit(waits.id, waits.version)
    assert (admitted.record.seat, admitted.record.cost) == (Seat.CONFIRMED, 300_00)
    refused(lambda: use_cases.admit(waits.id, admitted.record.version), "has_seat")
    assert gone.undo is not None
    back = gone.undo.run().record
    assert (back.outcome, back.seat) == (Outcome.OPEN, Seat.WAITING), "the place was given away"


def test_who_waits_for_a_place_is_approved_but_not_registered(services: Services, people: People) -> None:
    course = add_course(services, starts_on=AHEAD, places=1)
    requested(services, course.id, people.clerk)
    waits = approved(services, course.id, people.other)
    skip = lambda: services.participations.skip(waits.id, waits.version, Step.REGISTER, TODAY, "po co")  # noqa: E731
    refused(skip, "on_waiting_list")


# -- attendance ------------------------------------------------------------------------------------------------------


def test_the_list_of_attendance_is_one_deed(services: Services, people: People) -> None:
    course, use_cases = add_course(services), services.participations
    one, other = registered(services, course.id, people.clerk), registered(services, course.id, people.other)
    done = use_cases.attend(course.id, {one.id: HERE, other.id: (Attendance.PARTLY, (STARTS.isoformat(),))})
    assert [each.missed for each in done.record] == [(), (STARTS.isoformat(),)]
    again = use_cases.attend(course.id, {one.id: HERE})
    assert (again.message, again.undo) == ("Bez zmian.", None)
    assert done.undo is not None
    done.undo.run()
    assert {each.attendance for each in use_cases.of_course(course.id)} == {Attendance.EXPECTED}


@pytest.mark.parametrize(
    ("make", "more", "state", "code"),
    [
        (requested, {}, HERE, "not_approved"),
        (registered, {"starts_on": AHEAD}, HERE, "before_training"),
        (registered, {}, (Attendance.PARTLY, ("2026-11-12",)), "missed_not_session"),
        (with_card, {}, GONE, "card_is_filled"),
        (with_card, {}, (Attendance.EXPECTED, ()), "card_is_filled"),
    ],
)
def test_attendance_out_of_place_is_refused_and_names_the_person(
    services: Services, people: People, make: Callable[..., Participation], more: dict[str, Any], state: Any, code: str
) -> None:
    course = add_course(services, **more)
    found = make(services, course.id, people.clerk)
    told = refused(lambda: services.participations.attend(course.id, {found.id: state}), code)
    assert told.startswith("Ewa Nowak")


def test_the_list_is_of_one_training(services: Services, people: People) -> None:
    found = registered(services, add_course(services).id, people.clerk)
    other = add_course(services, topic="Bhp")
    refused(lambda: services.participations.attend(other.id, {found.id: HERE}), "not_of_course")


def test_a_mistake_on_the_list_is_corrected(services: Services, people: People) -> None:
    course, use_cases = add_course(services), services.participations
    found = attended(services, course.id, people.clerk, Attendance.ABSENT)
    use_cases.attend(course.id, {found.id: HERE})
    there = use_cases.get(found.id)
    assert (there.outcome, there.waiting_for) == (Outcome.OPEN, Step.FILL_CARD)
    use_cases.attend(course.id, {found.id: (Attendance.EXPECTED, ())})
    back = use_cases.get(found.id)
    assert use_cases.step_back(back.id, back.version).record.waiting_for is Step.REGISTER


# -- certificates and validity ---------------------------------------------------------------------------------------


def internal(services: Services, **more: Any) -> int:
    usual = {"kind": CourseKind.INTERNAL, "entitlement": "Szkolenie BHP", "validity_months": 12, "costs": ()}
    return add_course(services, **{**usual, **more}).id


def test_certificates_are_numbered_for_whoever_was_there(services: Services, people: People) -> None:
    course, use_cases = internal(services), services.participations
    for person, state in ((people.head, HERE), (people.clerk, HERE), (people.other, GONE)):
        found = registered(services, course, person)
        use_cases.attend(course, {found.id: state})
    done = use_cases.issue_certificates(course, TODAY)
    assert [(each.person, each.certificate, each.valid_until) for each in done.record] == [
        ("Ewa Nowak", "1/2026", date(2027, 11, 10)),
        ("Ewa Wrona", "2/2026", date(2027, 11, 10)),
    ]
    with pytest.raises(Refusal, match="Nie ma komu"):
        use_cases.issue_certificates(course, TODAY)
    assert done.undo is not None
    done.undo.run()
    assert {each.certificate for each in use_cases.of_course(course)} == {""}


def test_others_give_their_certificates_themselves(services: Services, people: People) -> None:
    course = add_course(services)
    attended(services, course.id, people.clerk)
    with pytest.raises(Refusal, match="instytucja szkoląca"):
        services.participations.issue_certificates(course.id, TODAY)


@pytest.mark.parametrize(
    ("on", "code"), [(date(2026, 11, 23), "in_the_future"), (date(2026, 11, 9), "before_training_end")]
)
def test_a_certificate_is_given_after_the_training_and_not_ahead(
    services: Services, people: People, on: date, code: str
) -> None:
    course = internal(services)
    attended(services, course, people.clerk)
    refused(lambda: services.participations.issue_certificates(course, on), code)


def test_the_newest_certificate_counts_and_who_left_is_left_out(services: Services, people: People) -> None:
    use_cases, old = services.participations, date(2025, 6, 2)
    first = internal(services, starts_on=old)
    for person in (people.clerk, people.other, people.head):
        attended(services, first, person, requested_on=old)
    attended(services, internal(services, entitlement="szkolenie  bhp"), people.other)
    assert {(each.employee_id, each.alarm) for each in use_cases.expiring()} == {(people.clerk, 0), (people.head, 0)}
    change_person(services, people.head, employed_to=date(2026, 11, 21))
    ahead = internal(services, starts_on=AHEAD)
    requested(services, ahead, people.clerk)
    (left,) = use_cases.expiring()
    assert (left.valid_until, left.unit, left.renewal_on) == (date(2026, 6, 2), "RF", AHEAD)
    (soon,) = [each for each in use_cases.expiring(date(2027, 8, 12)) if each.employee_id == people.other]
    assert (soon.days, soon.alarm) == (90, 90)


def test_what_is_valid_for_ever_does_not_end(services: Services, people: People) -> None:
    attended(services, internal(services, starts_on=date(2025, 6, 2)), people.clerk, requested_on=date(2025, 6, 2))
    attended(services, internal(services, validity_months=None), people.clerk)
    assert services.participations.expiring() == ()


# -- effects ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ended", "codes", "late"),
    [
        (date(2026, 8, 23), ["effect_too_early"], False),
        (date(2026, 8, 22), [], False),
        (date(2026, 5, 22), [], False),
        (date(2026, 5, 21), [], True),
    ],
)
def test_an_effect_is_checked_from_three_months_on_and_late_after_six(
    services: Services, people: People, ended: date, codes: list[str], late: bool
) -> None:
    course, use_cases = add_course(services, starts_on=ended), services.participations
    found = with_card(services, course.id, people.clerk, requested_on=date(2026, 5, 4))
    due = Query(filters={"concern": frozenset({"effect_due"})})
    assert bool(use_cases.count(due)) == (not codes and not late)
    if codes:
        refused(lambda: use_cases.record_effect(found.id, found.version, TODAY, 4), *codes)
        return
    done = use_cases.record_effect(found.id, found.version, TODAY, 4, "Pisze decyzje sama")
    assert (done.record.effect_mark, bool(done.warning)) == (4, late)
    assert use_cases.count(due) == 0


@pytest.mark.parametrize(("mark", "codes"), [(None, ["required"]), (0, ["out_of_range"]), (6, ["out_of_range"])])
def test_an_effect_has_a_mark_from_one_to_five(
    services: Services, people: People, mark: int | None, codes: list[str]
) -> None:
    course = add_course(services, starts_on=date(2026, 6, 1))
    found = attended(services, course.id, people.clerk, requested_on=date(2026, 5, 4))
    refused(lambda: services.participations.record_effect(found.id, found.version, TODAY, mark), *codes)


def test_there_is_no_effect_on_somebody_absent(services: Services, people: People) -> None:
    course = add_course(services, starts_on=date(2026, 6, 1))
    found = attended(services, course.id, people.clerk, Attendance.ABSENT, requested_on=date(2026, 5, 4))
    refused(lambda: services.participations.record_effect(found.id, found.version, TODAY, 3), "not_attended")


# -- the training itself changes -------------------------------------------------------------------------------------


def test_a_cancelled_training_ends_what_is_open_and_its_undo_opens_it_again(services: Services, people: People) -> None:
    course, use_cases = add_course(services, starts_on=AHEAD), services.participations
    open_one, gone = registered(services, course.id, people.clerk), requested(services, course.id, people.other)
    gone = use_cases.refuse(gone.id, gone.version, TODAY, "brak środków").record
    cancelled = services.courses.cancel(course.id, course.version, TODAY, "mało zgłoszeń")
    now = use_cases.get(open_one.id)
    assert (now.outcome, now.outcome_reason, now.cost) == (Outcome.CANCELLED, "mało zgłoszeń", 0)
    refused(lambda: use_cases.step_back(now.id, now.version), "back_over_cancelled")
    assert use_cases.get(gone.id) == gone
    assert cancelled.undo is not None
    cancelled.undo.run()
    back = use_cases.get(open_one.id)
    assert replace(back, version=0) == replace(open_one, version=0)


def test_a_moved_training_moves_what_is_waited_for_and_freezes_people_anew(services: Services, people: People) -> None:
    course, use_cases = add_course(services, starts_on=AHEAD), services.participations
    found = registered(services, course.id, people.clerk)
    assert found.waiting_since == AHEAD
    change_person(services, people.clerk, post="starszy inspektor")
    change_course(services, course.id, starts_on=date(2026, 12, 14), ends_on=date(2026, 12, 15))
    now = use_cases.get(found.id)
    assert (now.waiting_since, now.post, now.starts_on) == (date(2026, 12, 15), "starszy inspektor", date(2026, 12, 14))


def test_a_training_somebody_takes_part_in_is_not_deleted(services: Services, people: People) -> None:
    course = add_course(services)
    requested(services, course.id, people.clerk)
    with pytest.raises(Refusal, match="Odwołaj"):
        services.courses.delete(course.id, course.version)


# -- the January list ------------------------------------------------------------------------------------------------


def test_the_approved_list_takes_its_cards_and_gives_them_back(services: Services, people: People) -> None:
    course, use_cases = add_course(services), services.participations
    waits, read = noted(services, course.id, people.clerk), with_card(services, course.id, people.other)
    on, name = date(2027, 1, 20), "Lista za rok 2026"
    with services.store.writing() as session:
        use_cases.list_cards(session, (waits.id, read.id), on, name)
    listed = use_cases.get(waits.id)
    assert (listed.outcome, listed.outcome_on, listed.steps[-1].document) == (Outcome.COMPLETED, on, name)
    assert use_cases.get(read.id) == read
    refused(lambda: use_cases.step_back(listed.id, listed.version), "listed")
    with services.store.writing() as session:
        use_cases.unlist_cards(session, "Lista za rok 2025")
        use_cases.unlist_cards(session, name)
    back = use_cases.get(waits.id)
    assert replace(back, version=0) == replace(waits, version=0)


def test_the_day_of_a_training_is_the_last_one(services: Services, people: People) -> None:
    found = registered(services, add_course(services).id, add_person(services, "Bąk", people.unit))
    assert (found.waiting_for, found.waiting_since) == (Step.FILL_CARD, ENDS)
