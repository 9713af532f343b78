"""Limits of small grants (art. 19a) and money by calendar year, against plain arithmetic for many grants."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.registers.ngos.cooperation_figures import GrantKind
from app.registers.ngos.grants.domain import GrantDraft, Tranche
from app.registers.ngos.grants.thresholds import Limit, SmallGrants, Verdict, checks, small_grant

TODAY = date(2028, 6, 1)
DAYS = st.one_of(st.none(), st.dates(date(2027, 12, 20), date(2029, 1, 10)))
AMOUNTS = st.integers(0, 1_000_100)


@st.composite
def grants(draw: st.DrawFn) -> GrantDraft:
    """A small grant from the budget of 2028 or 2029, with tranches over the turn of the year; perhaps undecided."""
    tranches = draw(st.lists(st.builds(Tranche, amount=st.integers(0, 400_000), due_on=DAYS, paid_on=DAYS), max_size=4))
    total = sum(each.amount or 0 for each in tranches)
    granted = draw(st.one_of(st.none(), st.integers(total, total + 1_000_000)))
    decided = granted is not None
    starts = draw(st.dates(date(2028, 1, 1), date(2028, 12, 31)))
    return GrantDraft(
        kind=GrantKind.SMALL,
        title="Festyn",
        sphere="16",
        ngo_id=draw(st.integers(1, 3)),
        year=draw(st.sampled_from((2028, 2029))),
        asked=draw(AMOUNTS),
        granted=granted,
        agreement_on=draw(DAYS) if decided else None,
        tranches=tuple(tranches) if decided else (),
        task_from=starts,
        task_until=starts + timedelta(days=draw(st.integers(0, 120))),
    )


@given(grants())
def test_what_is_handed_over_by_year_adds_up_to_the_grant_and_what_is_done_to_what_was_paid(draft: GrantDraft) -> None:
    assert sum(each.amount for each in draft.passings) == (draft.granted or 0)
    if draft.agreement_on is not None:
        assert sum(each.amount for each in draft.passings if each.done) == draft.paid
    years = {each.year for each in draft.passings}
    assert sum(draft.handed_over(year) for year in years) == (draft.granted or 0)


@given(grants(), st.lists(grants(), max_size=5), st.integers(0, 9_999_999))
def test_a_limit_is_broken_exactly_when_the_act_says_so(
    draft: GrantDraft, before: list[GrantDraft], planned: int
) -> None:
    others = SmallGrants(
        grants=tuple(small_grant(number, each) for number, each in enumerate(before)), planned=lambda _year: planned
    )
    found = checks(draft, others, None, {}, TODAY)
    broken = {each.limit for each in found if each.verdict is Verdict.BROKEN}
    whole = draft if draft.granted is not None else replace(draft, granted=draft.asked)
    assert (Limit.AMOUNT in broken) is ((whole.granted or 0) > 1_000_000)
    assert draft.task_from is not None
    assert draft.task_until is not None
    assert (Limit.DAYS in broken) is (draft.task_until - draft.task_from > timedelta(days=89))
    same = [each for each in (whole, *before) if each.ngo_id == draft.ngo_id]
    years = {each.year for each in whole.passings}
    assert (Limit.YEAR in broken) is any(sum(each.handed_over(year) for each in same) > 2_000_000 for year in years)
    total = sum(each.granted or 0 for each in (whole, *before) if each.year == draft.year)
    assert (Limit.SHARE in broken) is (total > Fraction(20, 100) * planned)


@pytest.mark.parametrize(
    ("starts", "ends", "kept"),
    [
        # ninety days with both ends, over 29 February, over the turn of a year, in a year without 29 February
        (date(2028, 1, 15), date(2028, 4, 13), True),
        (date(2028, 1, 15), date(2028, 4, 14), False),
        (date(2027, 1, 15), date(2027, 4, 14), True),
        (date(2027, 11, 3), date(2028, 1, 31), True),
        (date(2027, 11, 3), date(2028, 2, 1), False),
        (date(2028, 2, 29), date(2028, 2, 29), True),
    ],
)
def test_ninety_days_count_both_ends(starts: date, ends: date, kept: bool) -> None:
    draft = GrantDraft(kind=GrantKind.SMALL, title="Festyn", task_from=starts, task_until=ends)
    (verdict,) = (each.verdict for each in checks(draft, SmallGrants(), None, {}, TODAY) if each.limit is Limit.DAYS)
    assert verdict is (Verdict.KEPT if kept else Verdict.BROKEN)


@pytest.mark.parametrize(
    ("changes", "years"),
    [
        ({}, {2028: 1_000_000}),
        # no tranches: paid on the day of the agreement, whose year may be another
        ({"agreement_on": date(2027, 12, 31)}, {2027: 1_000_000}),
        (
            {
                "tranches": (
                    Tranche(amount=300_000, due_on=date(2028, 12, 30), paid_on=date(2029, 1, 2)),
                    Tranche(amount=300_000, due_on=date(2029, 2, 28)),
                    Tranche(amount=100_000),
                )
            },
            {2028: 400_000, 2029: 600_000},
        ),
        # what came back was handed over all the same
        ({"agreement_on": date(2028, 3, 1), "returned": 1_000_000}, {2028: 1_000_000}),
    ],
)
def test_money_belongs_to_the_year_in_which_it_is_handed_over(
    changes: dict[str, object], years: dict[int, int]
) -> None:
    draft = replace(GrantDraft(kind=GrantKind.SMALL, title="Festyn", year=2028, granted=1_000_000), **changes)  # type: ignore[arg-type]
    assert {year: draft.handed_over(year) for year in (2027, 2028, 2029) if draft.handed_over(year)} == years
