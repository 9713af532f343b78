"""Programmes of cooperation: rules of the draft, the terms of the act, states in SQL as in Python, the next year."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.core.errors import Invalid
from app.core.records import Query
from app.registers.ngos.organisations.domain import LegalForm, OrganisationDraft
from app.registers.ngos.programmes import due
from app.registers.ngos.programmes.domain import (
    LONG_TEXTS,
    PRINCIPLES,
    PriorityTask,
    Programme,
    ProgrammeDraft,
    ProgrammeState,
    following,
    state_on,
    usual_title,
)
from db.store import Store
from tests.registers.ngos.programmes.days import at

BOTH_ENGINES = True


def draft(year: int = 2026, **more: Any) -> ProgrammeDraft:
    """A yearly programme."""
    values: dict[str, Any] = {"title": usual_title(year, year), "first_year": year, "last_year": year}
    return ProgrammeDraft(**{**values, **more})


def passed(year: int = 2026, **more: Any) -> ProgrammeDraft:
    """One that was passed in time."""
    return draft(year, **{"passed_on": date(year - 1, 11, 26), "resolution": "XII/1", **more})


@pytest.mark.parametrize(
    ("wrong", "problems"),
    [
        (draft(first_year=None), [("first_year", "required")]),
        (draft(last_year=2025), [("last_year", "years_order")]),
        (draft(last_year=2050), [("last_year", "too_many_years")]),
        (draft(1995), [("first_year", "year_unknown")]),
        (draft(title=" "), [("title", "required")]),
        (
            draft(consulted_from=date(2025, 10, 9), consulted_to=date(2025, 10, 1)),
            [("consulted_to", "consulted_order")],
        ),
        (draft(consulted_to=date(2025, 10, 1)), [("consulted_from", "required")]),
        (draft(opinion="Bez uwag."), [("opinion_on", "opinion_without_day")]),
        (draft(passed_on=date(2025, 11, 3)), [("resolution", "resolution_without_number")]),
        (draft(resolution="XII/1"), [("passed_on", "resolution_without_day")]),
        (passed(draft_on=date(2025, 12, 1)), [("draft_on", "after_passing")]),
        (draft(2025, report_on=date(2026, 3, 1)), [("passed_on", "report_without_passing")]),
        (passed(2025, report_on=date(2025, 12, 31)), [("report_on", "report_too_early")]),
        # the day of these tests is 22.11.2026
        (passed(2027, passed_on=date(2026, 11, 23)), [("passed_on", "in_future")]),
        (draft(2027, opinion="Tak.", opinion_on=date(2062, 11, 2)), [("opinion_on", "in_future")]),
        (draft(money=100, grants=200), [("grants", "grants_above_money")]),
        (draft(small_grants=100), [("grants", "grants_needed")]),
        (draft(money=10_000, grants=10_000, small_grants=2_001), [("small_grants", "small_too_much")]),
        (draft(tasks=(PriorityTask(),)), [("tasks.0.task", "required")]),
        (draft(tasks=(PriorityTask(task="Sport", sphere="99z"),)), [("tasks.0.sphere", "unknown_sphere")]),
    ],
)
def test_a_wrong_programme_is_refused_at_its_place(
    services: Services, wrong: ProgrammeDraft, problems: list[tuple[str, str]]
) -> None:
    with pytest.raises(Invalid) as refusal:
        services.programmes.create(wrong)
    assert [(problem.field, problem.code) for problem in refusal.value.problems] == problems


def test_one_programme_for_the_same_years(services: Services) -> None:
    services.programmes.create(draft())
    with pytest.raises(Invalid) as refusal:
        services.programmes.create(draft())
    assert [problem.code for problem in refusal.value.problems] == ["year_taken"]
    # a programme of many years may stand beside the yearly one
    services.programmes.create(draft(last_year=2030))


def test_a_fifth_of_the_grants_may_be_small(services: Services) -> None:
    kept = services.programmes.create(draft(money=10_003, grants=10_003, small_grants=2_000)).record
    assert due.most_small_grants(kept) == 2_000


@pytest.mark.parametrize(
    ("year", "passing", "report"),
    [(2026, date(2025, 11, 30), date(2027, 5, 31)), (2014, date(2013, 11, 30), date(2015, 4, 30))],
)
def test_terms_follow_the_law_of_their_time(services: Services, year: int, passing: date, report: date) -> None:
    kept = services.programmes.create(draft(year)).record
    assert (kept.passing_due, kept.report_due) == (passing, report)


@pytest.mark.parametrize(
    ("on", "done", "timing"),
    [
        (date(2025, 9, 30), None, due.Timing.WAITING),
        (date(2025, 10, 1), None, due.Timing.SOON),
        (date(2025, 11, 30), None, due.Timing.SOON),
        (date(2025, 12, 1), None, due.Timing.OVERDUE),
        (date(2026, 5, 1), date(2025, 11, 30), due.Timing.MET),
        (date(2026, 5, 1), date(2025, 12, 1), due.Timing.LATE),
    ],
)
def test_the_passing_stands_to_its_term(on: date, done: date | None, timing: due.Timing) -> None:
    assert due.timing(date(2025, 11, 30), done, on, 60) is timing


def test_a_yearly_programme_has_eleven_parts_and_one_of_many_years_five() -> None:
    yearly = draft(money=100, tasks=(PriorityTask(task="Sport"),))
    assert len(due.contents_of(yearly).items) == 11
    told: dict[str, Any] = dict.fromkeys((*PRINCIPLES, *LONG_TEXTS), "Tekst.")
    assert due.missing(replace(yearly, **told)) == ()
    assert due.missing(replace(yearly, **{**told, "openness": " ", "way": ""})) == ("principles", "way")
    assert due.missing(draft(last_year=2028)) == ("aims", "scope", "way", "money")


DAYS = tuple(
    date(*day)
    for day in ((2025, 9, 1), (2025, 10, 10), (2025, 11, 30), (2026, 1, 1), (2026, 12, 31), (2027, 1, 1), (2027, 6, 1))
)
KINDS = {
    "empty": draft(),
    "consulted": draft(consulted_from=date(2025, 10, 1), consulted_to=date(2025, 10, 20)),
    "open": draft(consulted_from=date(2025, 10, 1)),
    "passed": passed(),
    "published only": passed(published_on=date(2027, 3, 1)),
    "reported": passed(report_on=date(2027, 3, 1), published_on=date(2027, 3, 2)),
    "many years": draft(last_year=2027, passed_on=date(2025, 11, 3), resolution="XI/9"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_filter_tells_the_same_state_as_the_table(store: Store, kind: str) -> None:
    kept = build(store, at(DAYS[-1])).programmes.create(KINDS[kind]).record
    for day in DAYS:
        programmes = build(store, at(day)).programmes
        counts = programmes.facets(Query())["state"]
        assert [state for state in ProgrammeState if counts[state]] == [state_on(kept, day)], day


@pytest.mark.parametrize(
    ("kept", "on", "concern"),
    [
        (draft(), date(2025, 9, 30), None),
        (draft(), date(2025, 10, 1), "passing_soon"),
        (draft(), date(2025, 11, 30), "passing_soon"),
        (draft(), date(2025, 12, 1), "not_passed"),
        (draft(last_year=2030), date(2025, 12, 1), None),
        (passed(), date(2026, 12, 31), None),
        (passed(), date(2027, 4, 16), "report_soon"),
        (passed(report_on=date(2027, 3, 1)), date(2027, 5, 31), "report_soon"),
        (passed(), date(2027, 6, 1), "no_report"),
        (passed(report_on=date(2027, 3, 1), published_on=date(2027, 3, 1)), date(2027, 6, 1), None),
        (passed(passed_on=date(2025, 12, 1)), date(2026, 6, 1), "passed_late"),
    ],
)
def test_what_calls_for_attention(store: Store, kept: ProgrammeDraft, on: date, concern: str | None) -> None:
    build(store, at(DAYS[-1])).programmes.create(kept)
    found = {key: number for key, number in build(store, at(on)).programmes.attention().items() if number}
    assert found == ({} if concern is None else {concern: 1})


@pytest.mark.parametrize(
    ("known", "on", "missing"),
    [
        ((), date(2026, 6, 1), None),
        # an office that has just begun, with nobody to work with
        ((), date(2026, 11, 1), None),
        ((2026,), date(2026, 6, 1), None),
        ((2026,), date(2026, 10, 2), 2027),
        ((2026,), date(2026, 12, 31), 2027),
        ((2025,), date(2026, 6, 1), 2026),
        ((2026, 2027), date(2026, 11, 1), None),
    ],
)
def test_a_year_without_a_programme_is_told(
    store: Store, clock: FixedClock, known: tuple[int, ...], on: date, missing: int | None
) -> None:
    build(store, clock).programmes.create_many(draft(year) for year in known)
    assert build(store, at(on)).programmes.missing_year() == missing


def test_whoever_has_organisations_but_no_programme_is_told(store: Store, clock: FixedClock) -> None:
    build(store, clock).organisations.create(OrganisationDraft(name="Klub", legal_form=LegalForm.SPORTS_CLUB))
    assert build(store, at(date(2026, 11, 1))).programmes.missing_year() == 2027


def test_the_next_programme_takes_over_texts_and_money_but_no_days(services: Services) -> None:
    last = passed(
        2027,
        passed_on=date(2026, 11, 20),
        money=500,
        tasks=(PriorityTask(task="Sport", sphere="17", amount=300),),
        openness="W BIP.",
        making="Przebieg.",
        note="Uwaga.",
    )
    services.programmes.create(last)
    found = services.programmes.next_draft()
    assert found == following(last, 2028)
    assert (found.title, found.first_year, found.tasks, found.openness) == (
        usual_title(2028, 2028),
        2028,
        last.tasks,
        "W BIP.",
    )
    assert (found.passed_on, found.resolution, found.making, found.note) == (None, "", "", "")


def test_passing_and_report_are_noted_and_undone(services: Services) -> None:
    programmes = services.programmes
    kept: Programme = programmes.create(draft(2025)).record
    late = programmes.note_passing(kept.id, kept.version, date(2024, 12, 4), " XII/1 ")
    assert (late.record.passed_on, late.record.resolution) == (date(2024, 12, 4), "XII/1")
    assert "Termin minął 30.11.2024" in late.message
    reported = programmes.note_report(kept.id, late.record.version, date(2026, 3, 1), None)
    assert reported.record.report_on == date(2026, 3, 1)
    assert reported.undo is not None
    assert reported.undo.run().record.report_on is None
    with pytest.raises(Invalid):
        programmes.note_report(kept.id, kept.version, None, None)


def test_the_course_of_a_consultation_is_not_written_over(services: Services) -> None:
    programmes = services.programmes
    kept = programmes.create(draft()).record
    first = programmes.note_consulting(kept.id, kept.version, date(2025, 10, 1), date(2025, 10, 9), "Odpowiedzi: 3.")
    assert (first.record.making, first.record.consulted_to) == ("Odpowiedzi: 3.", date(2025, 10, 9))
    again = programmes.note_consulting(kept.id, first.record.version, date(2025, 10, 1), date(2025, 10, 12), "Inne.")
    assert (again.record.making, again.record.consulted_to) == ("Odpowiedzi: 3.", date(2025, 10, 12))


def test_a_programme_is_found_by_its_tasks_and_resolution(services: Services) -> None:
    services.programmes.create(passed(tasks=(PriorityTask(task="Zajęcia żeglarskie"),)))
    for words in ("zeglarskie", "XII/1", "2026"):
        assert services.programmes.count(Query(words)) == 1
