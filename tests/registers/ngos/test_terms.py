"""Terms of cooperation at their borders: leap years, days off, the turn of the year; each says how it was counted."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bootstrap import Services
from app.core.terms import Term
from app.registers.ngos.contests.domain import ContestDraft, offers_term, reasons_term, validate
from app.registers.ngos.cooperation_figures import GrantKind
from app.registers.ngos.grants import domain as grants
from app.registers.ngos.grants.domain import GrantDraft, Tranche, posted_term, posting_term, remarks_term, report_term
from app.registers.ngos.programmes import due
from tests.registers.ngos.offers.filed import club
from tests.registers.ngos.programmes.days import at


def contest(day: date) -> ContestDraft:
    """Announced everywhere, and with results, that day."""
    return ContestDraft(
        title="S", sphere="17", year=2026, notice_bip=day, notice_seat=day, notice_site=day, results_on=day
    )


def grant(day: date) -> GrantDraft:
    """A small grant whose offer came, was posted, and whose task ended that day."""
    return GrantDraft(kind=GrantKind.SMALL, title="F", filed_on=day, posted_on=day, task_until=day)


def _offers(day: date) -> Term | None:
    return offers_term(contest(day))


def _reasons(day: date) -> Term | None:
    return reasons_term(contest(day))


def _report(day: date) -> Term | None:
    return report_term(grant(day))


def _posting(day: date) -> Term | None:
    return posting_term(grant(day))


def _posted(day: date) -> Term | None:
    return posted_term(grant(day))


def _remarks(day: date) -> Term | None:
    return remarks_term(grant(day))


@pytest.mark.parametrize(
    ("term", "start", "end", "article"),
    [
        # 21 days for offers: over 29 February, over 28 February, over the turn of the year; never moved
        (_offers, date(2028, 2, 10), date(2028, 3, 2), "art. 13 ust. 1"),
        (_offers, date(2027, 2, 10), date(2027, 3, 3), "art. 13 ust. 1"),
        (_offers, date(2026, 12, 11), date(2027, 1, 1), "art. 13 ust. 1"),
        (_offers, date(2026, 12, 5), date(2026, 12, 26), "art. 13 ust. 1"),
        # 30 days to ask for reasons: 1 and 2 January 2027 are a holiday and a Saturday
        (_reasons, date(2026, 12, 2), date(2027, 1, 4), "art. 15 ust. 2i"),
        (_reasons, date(2028, 1, 30), date(2028, 2, 29), "art. 15 ust. 2i"),
        # 30 days for the report: from 30 January of a leap year, from 31 December, moved over Easter
        (_report, date(2028, 1, 30), date(2028, 2, 29), "art. 18 ust. 1"),
        (_report, date(2027, 1, 30), date(2027, 3, 1), "art. 18 ust. 1"),
        (_report, date(2026, 12, 31), date(2027, 2, 1), "art. 18 ust. 1"),
        (_report, date(2027, 2, 26), date(2027, 3, 30), "art. 18 ust. 1"),
        # 7 working days to post: Christmas Eve is off since 2025, 1 and 6 January are holidays
        (_posting, date(2026, 12, 22), date(2027, 1, 5), "art. 19a ust. 3"),
        (_posting, date(2024, 12, 20), date(2025, 1, 3), "art. 19a ust. 3"),
        (_posting, date(2028, 2, 25), date(2028, 3, 7), "art. 19a ust. 3"),
        # posted for 7 days whatever they are; remarks move from a day off
        (_posted, date(2026, 12, 18), date(2026, 12, 25), "art. 19a ust. 3"),
        (_remarks, date(2026, 12, 18), date(2026, 12, 28), "art. 19a ust. 4"),
        (_remarks, date(2028, 2, 22), date(2028, 2, 29), "art. 19a ust. 4"),
        (_remarks, date(2026, 12, 25), date(2027, 1, 4), "art. 19a ust. 4"),
    ],
)
def test_a_term_ends_on_its_day_and_says_from_when_and_why(
    term: Callable[[date], Term | None], start: date, end: date, article: str
) -> None:
    found = term(start)
    assert found is not None
    assert found.end == end
    assert f"{start:%d.%m.%Y} ({article}" in found.explanation()


@given(st.dates(date(2010, 3, 12), date(2099, 10, 1)))
def test_offers_have_at_least_21_days_and_the_day_before_is_refused(day: date) -> None:
    term = offers_term(contest(day))
    assert term is not None
    assert term.end - day == timedelta(days=21)
    draft = ContestDraft(title="S", sphere="17", year=2026, notice_bip=day, notice_seat=day, notice_site=day)
    for until, right in ((term.end, True), (term.end - timedelta(days=1), False)):
        found = validate(ContestDraft(**{**vars(draft), "offers_until": until}))
        assert ("offers_too_short" in {problem.code for problem in found}) is not right


@pytest.mark.parametrize(
    ("starts", "last"),
    [
        (date(2026, 1, 1), date(2030, 12, 31)),
        (date(2026, 3, 1), date(2031, 2, 28)),
        (date(2027, 3, 1), date(2032, 2, 29)),
        # 2029 has no 29 February: five years end with the last day of that month
        (date(2024, 2, 29), date(2029, 2, 28)),
    ],
)
def test_an_agreement_lasts_five_years_and_not_a_day_more(starts: date, last: date) -> None:
    def too_long(ends: date) -> bool:
        draft = GrantDraft(title="F", sphere="17", ngo_id=1, year=2026, task_from=starts, task_until=ends)
        return "agreement_too_long" in {problem.code for problem in grants.validate(draft)}

    assert not too_long(last)
    assert too_long(last + timedelta(days=1))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # 30.11.2025 is a Sunday, 31.05.2027 a Monday, 31.05.2029 Corpus Christi, a Thursday
        (due.passing_explained(2026), "niedziela 30.11.2025. Ustawa podaje datę, więc nie przesuwa się jej"),
        (due.report_explained(2026), "poniedziałek 31.05.2027. Art. 5a ust. 3"),
        (due.report_explained(2028), "czwartek 31.05.2029 (Boże Ciało). Ustawa podaje datę"),
        (due.passing_explained(2101), "wtorek 30.11.2100. Art. 5a ust. 1"),
        (due.report_explained(2100), "wtorek 31.05.2101. Art. 5a ust. 3"),
    ],
)
def test_a_date_of_the_act_is_not_moved_and_says_so(said: str, expected: str) -> None:
    assert expected in said


@pytest.mark.parametrize(
    ("today", "concern"),
    [
        (date(2026, 12, 22), None),
        (date(2026, 12, 24), "tranche_soon"),
        (date(2026, 12, 31), "tranche_soon"),
        (date(2027, 1, 1), "tranche_late"),
    ],
)
def test_a_tranche_is_late_the_day_after_its_day(services: Services, today: date, concern: str | None) -> None:
    draft = GrantDraft(
        kind=GrantKind.OTHER,
        ngo_id=club(services),
        title="Zadanie",
        sphere="17",
        year=2026,
        granted=100,
        agreement_on=date(2026, 3, 2),
        task_from=date(2026, 3, 2),
        task_until=date(2027, 12, 31),
        tranches=(Tranche(amount=100, due_on=date(2026, 12, 31)),),
    )
    services.grants.create(draft)
    services.grants.clock = at(today)
    found = {key for key, number in services.grants.attention().items() if number}
    assert found == ({concern} if concern else set())
