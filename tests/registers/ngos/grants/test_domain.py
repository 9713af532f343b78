"""Grants without a database: terms with their days, states, money, and the four limits of small grants."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.registers.ngos.cooperation_figures import GrantKind
from app.registers.ngos.grants.domain import (
    GrantDraft,
    GrantState,
    Tranche,
    posting_term,
    remarks_term,
    report_term,
    state_on,
    validate,
)
from app.registers.ngos.grants.thresholds import Limit, SmallGrant, SmallGrants, Verdict, checks, small_problems
from app.registers.ngos.grants.words import warnings

TODAY = date(2026, 6, 1)
GRANT = GrantDraft(
    ngo_id=1,
    title="Szkółka",
    sphere="17",
    year=2026,
    granted=1_000_000,
    agreement_on=date(2026, 1, 5),
    task_from=date(2026, 1, 12),
    task_until=date(2026, 3, 31),
    tranches=(Tranche(amount=600_000, paid_on=date(2026, 1, 9)), Tranche(amount=400_000, due_on=date(2026, 2, 27))),
)
SMALL = GrantDraft(
    kind=GrantKind.SMALL,
    ngo_id=1,
    title="Festyn",
    sphere="16",
    year=2026,
    filed_on=date(2026, 4, 30),
    asked=1_000_000,
    task_from=date(2026, 6, 1),
    task_until=date(2026, 8, 29),
)


def codes(draft: GrantDraft) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in validate(draft)]


def verdicts(draft: GrantDraft, others: SmallGrants) -> dict[Limit, Verdict]:
    return {check.limit: check.verdict for check in checks(draft, others, None, {1: "Klub Iskra"}, TODAY)}


def test_the_report_is_due_30_days_after_the_end_of_the_task_and_moves_from_a_day_off() -> None:
    term = report_term(replace(GRANT, task_until=date(2026, 4, 2)))
    assert term is not None
    # 30 days after 2 April are 2 May, a Saturday, and 3 May is a Sunday and a holiday
    assert (term.raw_end, term.end) == (date(2026, 5, 2), date(2026, 5, 4))
    assert "zakończenia realizacji zadania 02.04.2026 (art. 18 ust. 1" in term.explanation()


def test_the_offer_of_a_small_grant_is_posted_in_seven_working_days() -> None:
    term = posting_term(SMALL)
    # 30 April is a Thursday; 1 May is a holiday
    assert term is not None
    assert term.end == date(2026, 5, 12)


@pytest.mark.parametrize(
    ("changes", "day", "state"),
    [
        ({"agreement_on": None}, date(2026, 1, 4), GrantState.PREPARED),
        ({}, date(2026, 3, 31), GrantState.RUNNING),
        ({}, date(2026, 4, 1), GrantState.REPORT_DUE),
        ({}, date(2026, 4, 30), GrantState.REPORT_DUE),
        ({}, date(2026, 5, 1), GrantState.REPORT_LATE),
        ({"agreement_on": None, "granted": 0, "tranches": ()}, date(2026, 1, 4), GrantState.REFUSED),
        ({"report_on": date(2026, 5, 4)}, date(2026, 5, 5), GrantState.TO_SETTLE),
        ({"report_on": date(2026, 5, 4), "settled": 500_000}, date(2026, 5, 5), GrantState.TO_RETURN),
        (
            {"report_on": date(2026, 5, 4), "settled": 500_000, "returned": 100_000},
            date(2026, 5, 5),
            GrantState.SETTLED,
        ),
    ],
)
def test_the_state_follows_from_days_and_money(changes: dict[str, Any], day: date, state: GrantState) -> None:
    assert state_on(replace(GRANT, **changes), day) is state


def test_only_paid_tranches_are_to_be_settled_and_a_grant_without_any_is_paid_in_one_sum() -> None:
    assert GRANT.paid == 600_000
    assert replace(GRANT, tranches=()).paid == 1_000_000
    assert replace(GRANT, tranches=(), agreement_on=None).paid == 0


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"task_until": date(2031, 1, 12)}, ("task_until", "agreement_too_long")),
        ({"granted": 999_999}, ("tranches", "tranches_over_grant")),
        ({"agreement_on": date(2026, 1, 10)}, ("tranches.0.paid_on", "paid_before_agreement")),
        ({"settled": 100}, ("settled", "settled_without_report")),
        ({"report_on": date(2026, 4, 8), "settled": 1_000_001}, ("settled", "settled_over_grant")),
        ({"returned": 600_001, "returned_on": date(2026, 5, 5)}, ("returned", "returned_over_paid")),
        ({"offer_id": 3, "kind": GrantKind.OTHER}, ("offer_id", "offer_of_contest")),
    ],
)
def test_what_the_agreement_does_not_allow_is_refused(changes: dict[str, Any], problem: tuple[str, str]) -> None:
    assert codes(replace(GRANT, **changes)) == [problem]


def test_an_agreement_of_exactly_five_years_is_allowed() -> None:
    assert codes(replace(GRANT, task_until=date(2031, 1, 11))) == []


def test_an_unpaid_tranche_and_a_missing_report_are_said() -> None:
    said = list(warnings(GRANT, date(2026, 5, 4)))
    assert any("4000,00" in each.replace("\u00a0", "").replace(" ", "") and "nie wypłacono" in each for each in said)
    assert any("Sprawozdania nie ma, a termin minął 30.04.2026" in each for each in said)


@pytest.mark.parametrize(
    ("changes", "broken"),
    [
        ({}, set()),
        ({"granted": 1_000_001}, {Limit.AMOUNT}),
        ({"task_until": date(2026, 8, 30)}, {Limit.DAYS}),
        ({"granted": 1_000_100, "task_until": date(2026, 9, 30)}, {Limit.AMOUNT, Limit.DAYS}),
        ({"kind": GrantKind.OTHER, "granted": 9_000_000}, set()),
    ],
)
def test_one_small_grant_is_10_000_zl_and_90_days_at_most(changes: dict[str, Any], broken: set[Limit]) -> None:
    found = verdicts(replace(SMALL, **changes), SmallGrants(planned=lambda _year: 100_000_000))
    assert {limit for limit, verdict in found.items() if verdict is Verdict.BROKEN} == broken


@pytest.mark.parametrize(("before", "kept"), [(1_000_000, True), (1_000_001, False)])
def test_an_organisation_gets_20_000_zl_a_year_also_as_a_partner(before: int, kept: bool) -> None:
    others = SmallGrants(
        grants=(
            SmallGrant(id=1, year=2026, ngo_ids=(7, 1), handed_over=((2026, before),)),
            SmallGrant(id=2, year=2025, ngo_ids=(1,), handed_over=((2025, 900_000),)),
            SmallGrant(id=3, year=2026, ngo_ids=(7,), handed_over=((2026, 900_000),)),
        )
    )
    assert verdicts(SMALL, others)[Limit.YEAR] is (Verdict.KEPT if kept else Verdict.BROKEN)


@pytest.mark.parametrize(("planned", "verdict"), [(9_500_000, Verdict.KEPT), (9_499_999, Verdict.BROKEN)])
def test_small_grants_are_a_fifth_of_the_planned_grants_at_most(planned: int, verdict: Verdict) -> None:
    others = SmallGrants(
        grants=(SmallGrant(id=1, year=2026, ngo_ids=(7,), amount=900_000),), planned=lambda _year: planned
    )
    assert verdicts(SMALL, others)[Limit.SHARE] is verdict


def test_without_planned_money_the_share_is_said_to_be_unknown_and_nothing_is_refused() -> None:
    assert verdicts(SMALL, SmallGrants())[Limit.SHARE] is Verdict.UNKNOWN
    assert list(small_problems(SMALL, SmallGrants(), None, {}, TODAY)) == []


def test_the_grant_itself_does_not_count_twice_when_it_is_saved_again() -> None:
    others = SmallGrants(grants=(SmallGrant(id=5, year=2026, ngo_ids=(1,), handed_over=((2026, 1_000_000),)),))
    again = replace(SMALL, granted=900_000, partners=())
    assert not list(small_problems(again, others, 5, {}, TODAY))
    # as another grant it would still fit: 19 000 zł together
    assert others.of(1, 2026, 5) == 0
    assert others.of(1, 2026, None) == 1_000_000


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"filed_on": None}, [("filed_on", "required")]),
        ({"posted_on": date(2026, 4, 29)}, [("posted_on", "posted_before_filing")]),
        (
            {"posted_on": date(2026, 5, 5), "posted_until": date(2026, 5, 11)},
            [("posted_until", "posted_too_short")],
        ),
        ({"posted_on": date(2026, 5, 5), "posted_until": date(2026, 5, 12)}, []),
        (
            {"posted_on": date(2026, 5, 5), "agreement_on": date(2026, 5, 12), "granted": 900_000},
            [("agreement_on", "agreement_before_remarks")],
        ),
        ({"posted_on": date(2026, 5, 5), "agreement_on": date(2026, 5, 13), "granted": 900_000}, []),
        ({"agreement_on": date(2026, 5, 13), "granted": 900_000}, [("posted_on", "agreement_without_posting")]),
    ],
)
def test_the_three_dates_of_a_small_grant(changes: dict[str, Any], problems: list[tuple[str, str]]) -> None:
    assert codes(replace(SMALL, **changes)) == problems


def test_remarks_end_later_when_the_seventh_day_is_off() -> None:
    term = remarks_term(replace(SMALL, posted_on=date(2026, 5, 2)))
    assert term is not None
    assert (term.raw_end, term.end) == (date(2026, 5, 9), date(2026, 5, 11))
