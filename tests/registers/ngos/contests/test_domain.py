from dataclasses import replace
from datetime import date

import pytest

from app.registers.ngos.contests.domain import (
    Cancelling,
    ContestDraft,
    ContestState,
    Criterion,
    Member,
    NoticeItem,
    Origin,
    missing_items,
    offers_term,
    reasons_term,
    state_on,
    validate,
)
from app.registers.ngos.contests.words import warnings

ANNOUNCED = ContestDraft(
    title="Sport w gminie",
    sphere="17",
    year=2026,
    notice_bip=date(2026, 2, 2),
    notice_seat=date(2026, 2, 2),
    notice_site=date(2026, 2, 4),
    offers_until=date(2026, 2, 27),
)


def codes(draft: ContestDraft) -> set[tuple[str, str]]:
    return {(problem.field, problem.code) for problem in validate(draft)}


@pytest.mark.parametrize(
    ("until", "right"), [(date(2026, 2, 24), False), (date(2026, 2, 25), True), (date(2026, 2, 26), True)]
)
def test_offers_are_open_for_21_days_from_the_last_of_three_announcements(until: date, right: bool) -> None:
    found = codes(replace(ANNOUNCED, offers_until=until))
    assert (("offers_until", "offers_too_short") in found) is not right


def test_a_contest_before_2010_needed_30_days() -> None:
    old = ContestDraft(title="Dawny", sphere="17", year=2009, notice_bip=date(2009, 2, 2))
    term = offers_term(old)
    assert term is not None
    assert (term.number, term.end) == (30, date(2009, 3, 4))


def test_the_end_of_the_term_says_from_which_day_it_was_counted_and_why_it_is_not_moved() -> None:
    term = offers_term(replace(ANNOUNCED, notice_site=date(2026, 2, 7)))
    assert term is not None
    assert term.end == date(2026, 2, 28)  # a Saturday
    assert "07.02.2026 (art. 13 ust. 1" in term.explanation()
    assert "Końca terminu nie przesuwa się" in term.explanation()


def test_a_notice_in_two_places_is_no_announcement_yet() -> None:
    partly = replace(ANNOUNCED, notice_site=None)
    assert partly.announced_on is None
    assert state_on(partly, date(2026, 2, 20)) is ContestState.PREPARED
    assert any("trzech miejscach" in said for said in warnings(partly, date(2026, 2, 20)))


@pytest.mark.parametrize(
    ("changes", "day", "state"),
    [
        ({}, date(2026, 2, 3), ContestState.PREPARED),
        ({}, date(2026, 2, 4), ContestState.OPEN),
        ({}, date(2026, 2, 27), ContestState.OPEN),
        ({}, date(2026, 2, 28), ContestState.ASSESSED),
        ({"decided_on": date(2026, 3, 5)}, date(2026, 3, 6), ContestState.DECIDED),
        ({"decided_on": date(2026, 3, 5), "results_on": date(2026, 3, 6)}, date(2026, 3, 6), ContestState.FINISHED),
        (
            {"cancelled_on": date(2026, 3, 2), "cancelled_why": Cancelling.NO_OFFERS},
            date(2026, 3, 6),
            ContestState.CANCELLED,
        ),
    ],
)
def test_the_state_follows_from_the_dates(changes: dict[str, object], day: date, state: ContestState) -> None:
    assert state_on(replace(ANNOUNCED, **changes), day) is state  # type: ignore[arg-type]


def test_the_notice_names_each_of_the_seven_items_that_is_missing() -> None:
    assert missing_items(ContestDraft(title="Pusty")) == tuple(NoticeItem)
    whole = replace(
        ANNOUNCED,
        task="Zajęcia",
        planned=100,
        grant_rules="Zasady",
        task_from=date(2026, 4, 1),
        task_until=date(2026, 11, 30),
        task_terms="Warunki",
        choice_way="Tryb",
        decision_by=date(2026, 3, 20),
        criteria=(Criterion(name="pomysł", points=10),),
        spent_this_year=0,
        spent_last_year=0,
    )
    assert missing_items(whole) == ()
    # item 7 asks for both years, and a zero is an answer
    assert missing_items(replace(whole, spent_last_year=None)) == (NoticeItem.PAST,)


def test_reasons_may_be_asked_for_30_days_moved_from_a_day_off() -> None:
    term = reasons_term(replace(ANNOUNCED, results_on=date(2026, 3, 6)))
    assert term is not None
    # 30 days end on 5 April, Easter Sunday, and the day after is a holiday, too
    assert term.end == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"decided_on": date(2026, 2, 27)}, ("decided_on", "decided_too_soon")),
        ({"results_on": date(2026, 3, 6)}, ("results_on", "results_without_decision")),
        ({"decision_by": date(2026, 2, 27)}, ("decision_by", "decision_before_offers")),
        ({"cancelled_on": date(2026, 3, 2)}, ("cancelled_why", "required")),
        (
            {"cancelled_on": date(2026, 2, 26), "cancelled_why": Cancelling.NO_OFFERS},
            ("cancelled_on", "cancelled_too_soon"),
        ),
        ({"members": (Member(name="Ewa Żak", origin=Origin.ORGANISATION),)}, ("members.0.ngo_id", "member_of_whom")),
        (
            {"criteria": (Criterion(name="Pomysł", points=5), Criterion(name=" pomysł ", points=5))},
            ("criteria.1.name", "criterion_twice"),
        ),
    ],
)
def test_what_contradicts_the_act_or_itself_is_found(changes: dict[str, object], problem: tuple[str, str]) -> None:
    assert problem in codes(replace(ANNOUNCED, **changes))  # type: ignore[arg-type]
