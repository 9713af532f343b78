"""Who is in a campaign and why: one case for each reason, and rules that hold in any office."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.absences.domain import Absence
from app.people.employees.domain import Employee, PastPosition
from app.people.posts.domain import PostKind
from app.people.structure.domain import Structure
from app.people.units.domain import Unit
from app.registers.evaluations.campaigns import words
from app.registers.evaluations.campaigns.domain import CampaignDraft, Candidate, Choice
from app.registers.evaluations.campaigns.eligibility import Known, binding, candidates
from app.registers.evaluations.regulations.domain import NotEarlierFrom, RegulationDraft
from app.registers.evaluations.sheets.domain import Previous, Verdict

DAY, END = date(2026, 10, 1), date(2026, 11, 30)
CAMPAIGN = CampaignDraft(name="2026", regulation_id=1, structure_on=DAY, starts_on=DAY, ends_on=END)
LONG_AGO = date(2024, 1, 1)
BOSS, CLERK = 1, 2
RULES = RegulationDraft(name="R", valid_from=LONG_AGO, months_in_post=6)


def unit(key: int, **more: Any) -> Unit:
    return Unit(id=key, version=1, symbol=f"U{key}", name=f"Referat {key}", **more)


def person(key: int, **more: Any) -> Employee:
    given: dict[str, Any] = {
        "surname": f"Nr {key}",
        "first_name": "Ewa",
        "post": "inspektor",
        "unit_id": 1,
        "post_kind": PostKind.CLERICAL,
        "post_since": LONG_AGO,
        "employed_from": LONG_AGO,
    }
    return Employee(id=key, version=1, **(given | more))


def away(key: int, first: date, last: date | None) -> Absence:
    return Absence(id=key, version=1, person="", employee_id=key, valid_from=first, valid_to=last)


def known(*people: Employee, **more: Any) -> Known:
    boss = person(BOSS, post_kind=PostKind.ELECTED, heads_unit=True)
    heads = () if any(each.heads_unit or each.superior_id for each in people) else (boss,)
    given: dict[str, Any] = {"regulation": RULES}
    return Known(structure=Structure((*heads, *people), (unit(1),)), **(given | more))


def found(about: Known, campaign: CampaignDraft = CAMPAIGN, key: int = CLERK) -> Candidate:
    (one,) = [each for each in candidates(campaign, about) if each.employee_id == key]
    return one


def codes(one: Candidate) -> tuple[str, ...]:
    return tuple(reason.code for reason in one.reasons)


def previous(key: int, on: date, *, negative: bool = False, **more: Any) -> Previous:
    verdict = Verdict.NEGATIVE if negative else Verdict.POSITIVE
    return Previous(employee_id=key, evaluation_id=1, number="OC/1", on=on, verdict=verdict, **more)


def after(on: date, **more: Any) -> dict[int, Previous]:
    return {CLERK: previous(CLERK, on, **more)}


YEARLY = RegulationDraft(name="R", valid_from=LONG_AGO, months_at_most=12)
MONTHS_12 = RegulationDraft(name="R", valid_from=LONG_AGO, months_at_least=12)
CASES = {
    "clerical": (known(person(CLERK)), True, ("none_recorded",)),
    "managerial": (known(person(CLERK, post_kind=PostKind.MANAGERIAL)), True, ("none_recorded",)),
    "auxiliary": (known(person(CLERK, post_kind=PostKind.AUXILIARY)), False, ("kind_auxiliary",)),
    "adviser": (known(person(CLERK, post_kind=PostKind.ADVISER)), False, ("kind_adviser",)),
    "elected": (known(person(CLERK, post_kind=PostKind.ELECTED)), False, ("kind_elected",)),
    "no kind": (known(person(CLERK, post_kind=None)), False, ("kind_missing",)),
    "hired later": (
        known(person(CLERK, post_since=date(2026, 11, 2), employed_from=date(2026, 11, 2))),
        False,
        ("not_employed",),
    ),
    # six months with the first day counted: the last of them is the day before the structure day
    "six months today": (known(person(CLERK, post_since=date(2026, 4, 1))), True, ("first",)),
    "six months tomorrow": (known(person(CLERK, post_since=date(2026, 4, 2))), False, ("short_in_post",)),
    "no months wanted": (
        known(
            person(CLERK, post_since=date(2026, 9, 1)),
            regulation=RegulationDraft(name="R", valid_from=LONG_AGO, months_in_post=0),
        ),
        True,
        ("first",),
    ),
    "three months wanted": (
        known(
            person(CLERK, post_since=date(2026, 7, 1)),
            regulation=RegulationDraft(name="R", valid_from=LONG_AGO, months_in_post=3),
        ),
        True,
        ("first",),
    ),
    "post kept in a new unit": (
        known(
            person(
                CLERK,
                post_since=date(2026, 8, 1),
                history=(PastPosition(post="Inspektor", unit_id=9, valid_from=LONG_AGO, valid_to=date(2026, 7, 31)),),
            )
        ),
        True,
        ("none_recorded",),
    ),
    "since unknown": (known(person(CLERK, post_since=None, employed_from=None)), True, ("first_since_unknown",)),
    "year mistyped": (known(person(CLERK, post_since=date(1026, 1, 1))), False, ("bad_dates",)),
    "late by the regulation": (
        known(person(CLERK), regulation=YEARLY, last=after(date(2025, 9, 14))),
        True,
        ("overdue",),
    ),
    "half a year ago": (known(person(CLERK), last=after(date(2026, 3, 31))), True, ("due",)),
    "less than half a year ago": (known(person(CLERK), last=after(date(2026, 4, 1))), False, ("too_early",)),
    "after the structure day": (known(person(CLERK), last=after(date(2026, 10, 5))), False, ("too_early",)),
    "two years ago to the day": (known(person(CLERK), last=after(date(2024, 10, 1))), True, ("due",)),
    "more than two years ago": (known(person(CLERK), last=after(date(2024, 9, 30))), True, ("overdue",)),
    "yearly by the regulation": (
        known(person(CLERK), last=after(date(2025, 11, 1)), regulation=MONTHS_12),
        False,
        ("too_early_by_regulation",),
    ),
    "negative three months ago": (
        known(person(CLERK), last=after(date(2026, 6, 20), delivered_on=date(2026, 6, 30), negative=True)),
        True,
        ("after_negative",),
    ),
    "negative, final less than three months ago": (
        known(
            person(CLERK),
            last=after(date(2026, 6, 20), delivered_on=date(2026, 6, 30), final_on=date(2026, 7, 8), negative=True),
        ),
        False,
        ("too_early_after_negative",),
    ),
    "the same, counted from delivery": (
        known(
            person(CLERK),
            last=after(date(2026, 6, 20), delivered_on=date(2026, 6, 30), final_on=date(2026, 7, 8), negative=True),
            regulation=RegulationDraft(name="R", valid_from=LONG_AGO, not_earlier_from=NotEarlierFrom.DELIVERY),
        ),
        True,
        ("after_negative",),
    ),
    "sheet open elsewhere": (
        known(person(CLERK), open_sheets={CLERK: "OC/3/2026"}),
        False,
        ("open_sheet",),
    ),
    "away": (
        known(person(CLERK), absences={CLERK: (away(CLERK, date(2026, 9, 1), date(2026, 10, 1)),)}),
        False,
        ("absent",),
    ),
    "away without an end": (
        known(person(CLERK), absences={CLERK: (away(CLERK, date(2026, 10, 1), None),)}),
        False,
        ("absent_without_end",),
    ),
    "back the day before": (
        known(person(CLERK), absences={CLERK: (away(CLERK, date(2026, 9, 1), date(2026, 9, 30)),)}),
        True,
        ("none_recorded",),
    ),
    "no superior": (known(person(CLERK, heads_unit=True)), True, ("none_recorded", "rater_none")),
    "own superior": (known(person(CLERK, superior_id=CLERK)), True, ("none_recorded", "rater_self")),
    "ring": (
        known(person(CLERK, superior_id=3), person(3, superior_id=CLERK)),
        True,
        ("none_recorded", "rater_ring"),
    ),
    "superior left": (
        known(
            person(CLERK, superior_id=3),
            person(3, employed_to=date(2026, 9, 30)),
            person(BOSS, heads_unit=True),
        ),
        True,
        ("none_recorded", "rater_gone"),
    ),
    "rater away": (
        known(person(CLERK), absences={BOSS: (away(BOSS, date(2026, 9, 1), None),)}),
        True,
        ("none_recorded", "rater_absent"),
    ),
    "unit not there": (
        known(person(CLERK, unit_id=7, superior_id=3), person(3)),
        True,
        ("none_recorded", "unit_closed"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_reason(name: str) -> None:
    about, included, expected = CASES[name]
    one = found(about)
    assert (one.included, codes(one)) == (included, expected)
    assert words.why(one)


@pytest.mark.parametrize(
    ("name", "opens", "due_by"),
    [
        ("less than half a year ago", date(2026, 10, 2), date(2028, 4, 1)),
        ("six months tomorrow", date(2026, 10, 2), date(2028, 4, 2)),
        ("yearly by the regulation", date(2026, 11, 2), date(2027, 11, 1)),
        ("negative, final less than three months ago", date(2026, 10, 9), date(2028, 6, 20)),
        ("more than two years ago", date(2025, 3, 31), date(2026, 9, 30)),
        ("late by the regulation", date(2026, 3, 15), date(2026, 9, 14)),
        ("clerical", None, None),
    ],
)
def test_first_allowed_and_last_lawful_day(name: str, opens: date | None, due_by: date | None) -> None:
    one = found(CASES[name][0])
    assert (one.not_before, one.due_by) == (opens, due_by)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("no kind", "uzupełnij rodzaj stanowiska w kartotece"),
        ("less than half a year ago", "następna najwcześniej 02.10.2026 (art. 27 ust. 2 ustawy"),
        ("more than two years ago", "następna miała być najpóźniej 30.09.2026"),
        ("away", "od 01.09.2026 do 01.10.2026; ocena po powrocie, najpóźniej 01.11.2026"),
        ("ring", "(Ewa Nr 2, Ewa Nr 3)"),
        ("superior left", "ocenia Ewa Nr 1"),
        ("sheet open elsewhere", "OC/3/2026"),
        ("year mistyped", "Kalendarz dni wolnych obejmuje lata 1951"),
    ],
)
def test_sentences_say_what_to_do_or_when(name: str, sentence: str) -> None:
    assert sentence in words.why(found(CASES[name][0]))


def test_the_head_of_the_office_extends_the_procedure_to_other_kinds() -> None:
    about = known(person(CLERK, post_kind=PostKind.AUXILIARY))
    one = found(about, replace(CAMPAIGN, extended=(PostKind.AUXILIARY,)))
    assert (one.included, codes(one)) == (True, ("none_recorded", "extended"))


@pytest.mark.parametrize(
    ("name", "included", "expected"),
    [
        ("auxiliary", True, "chosen_in"),
        ("no kind", True, "chosen_in"),
        ("away", True, "chosen_in"),
        ("six months tomorrow", True, "chosen_in"),
        # the act allows it one day later, before the campaign ends
        ("less than half a year ago", True, "chosen_in"),
        ("sheet open elsewhere", False, "choice_void"),
        ("hired later", False, "choice_void"),
    ],
)
def test_a_decision_puts_in_whom_only_local_rules_leave_out(name: str, included: bool, expected: str) -> None:
    campaign = replace(CAMPAIGN, choices=(Choice(employee_id=CLERK, reason="decyzja burmistrza"),))
    one = found(CASES[name][0], campaign)
    assert (one.included, one.chosen, one.reasons[0].code) == (included, included, expected)
    assert "decyzja burmistrza" in words.why(one)
    assert (binding(one, campaign) is None) is included


def test_no_decision_is_earlier_than_the_act_allows() -> None:
    about = known(person(CLERK), last=after(date(2026, 8, 1)))
    campaign = replace(CAMPAIGN, choices=(Choice(employee_id=CLERK, reason="pilne"),))
    assert not found(about, campaign).included


def test_a_decision_leaves_somebody_out_and_names_the_reason() -> None:
    campaign = replace(CAMPAIGN, choices=(Choice(employee_id=CLERK, included=False, reason="odejście w listopadzie"),))
    one = found(CASES["clerical"][0], campaign)
    assert (one.included, one.chosen, codes(one)[0]) == (False, True, "chosen_out")


def test_who_left_before_the_campaign_is_not_listed_and_who_comes_during_it_is() -> None:
    about = known(person(CLERK, employed_to=date(2026, 9, 30)), person(3, post_since=END, employed_from=END))
    assert [each.employee_id for each in candidates(CAMPAIGN, about)] == [BOSS, 3]


def test_every_reason_occurs_here_and_has_words_for_the_filter() -> None:
    tried = {code for _, _, expected in CASES.values() for code in expected}
    assert tried | {"extended", "chosen_in", "chosen_out", "choice_void"} == set(words.REASONS)
    assert set(words.SHORT_REASONS) == set(words.REASONS)


# -- any office --------------------------------------------------------------------------------------------------

DAYS = st.none() | st.dates(date(2019, 1, 1), date(2027, 12, 31))


@st.composite
def offices(draw: st.DrawFn) -> Known:
    """People with any kinds, dates, superiors (rings and themselves among them), units, absences and sheets."""
    count = draw(st.integers(0, 8))
    ids = st.none() | st.integers(1, 9)
    people = [
        person(
            key,
            unit_id=draw(st.integers(1, 3)),
            post_kind=draw(st.none() | st.sampled_from(PostKind)),
            superior_id=draw(ids),
            heads_unit=draw(st.booleans()),
            post_since=draw(DAYS),
            employed_from=draw(DAYS),
            employed_to=draw(DAYS),
        )
        for key in range(1, count + 1)
    ]
    units = (unit(1), unit(2, parent_id=1), unit(3, parent_id=2, closed_on=draw(DAYS)))
    keys = st.integers(1, 9)
    began = st.dates(date(2020, 1, 1), date(2026, 12, 31))
    absences = draw(st.dictionaries(keys, began, max_size=4))
    last = draw(st.dictionaries(keys, st.tuples(began, st.booleans()), max_size=6))
    return Known(
        structure=Structure(people, units),
        regulation=RegulationDraft(
            name="R",
            valid_from=LONG_AGO,
            months_in_post=draw(st.sampled_from((None, 0, 6))),
            months_at_least=draw(st.sampled_from((None, 6, 12))),
        ),
        absences={key: (away(key, first, first + timedelta(days=40)),) for key, first in absences.items()},
        last={key: previous(key, on, negative=negative) for key, (on, negative) in last.items()},
        open_sheets=dict.fromkeys(draw(st.sets(keys, max_size=3)), "OC/1"),
    )


@st.composite
def choices(draw: st.DrawFn) -> tuple[Choice, ...]:
    chosen = draw(st.dictionaries(st.integers(1, 9), st.booleans(), max_size=5))
    return tuple(Choice(employee_id=key, included=value, reason="tak") for key, value in chosen.items())


@given(offices(), choices())
def test_everybody_once_with_a_reason_and_nobody_rates_oneself(about: Known, chosen: tuple[Choice, ...]) -> None:
    campaign = replace(CAMPAIGN, choices=chosen)
    listed = candidates(campaign, about)
    employed = {position.employee_id for position in about.structure.positions(DAY)}
    ids = [one.employee_id for one in listed]
    assert len(ids) == len(set(ids))
    assert employed <= set(ids)
    for one in listed:
        assert one.reasons
        assert all("{" not in words.sentence(reason) for reason in one.reasons)
        assert one.rater_id != one.employee_id
        assert one.included <= (one.employee_id in employed and one.employee_id not in about.open_sheets)
        has_no_rater = bool({"rater_none", "rater_self", "rater_ring"} & {reason.code for reason in one.reasons})
        assert one.lacks_rater is has_no_rater
