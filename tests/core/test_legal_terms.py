"""The dictionary of terms: what it says about evaluations, versions by date, mistakes in it."""

from datetime import date
from typing import Any

import pytest

from app.core import legal_terms
from app.core.errors import Refusal
from app.core.legal_terms import LegalTerm, TermKind, legal_term

MAY = date(2026, 5, 9)


def version(**changes: Any) -> dict[str, Any]:
    given = {
        "label": "Wniosek",
        "kind": "deadline",
        "number": 7,
        "unit": "days",
        "shifted": True,
        "shift_reason": "art. 115 KC",
        "events": ["doręczenia"],
        "article": "art. 1",
        "act": "ustawy",
        "source": "Ustawa.",
        "valid_from": date(2009, 1, 1),
    }
    return given | changes


@pytest.fixture
def two_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = [version(number=14, valid_from=date(2020, 1, 1)), version(valid_to=date(2018, 12, 31))]
    found = {"request": legal_terms._versions("request", tables)}
    monkeypatch.setattr(legal_terms, "legal_terms", lambda: found)


@pytest.mark.parametrize(
    ("key", "end"),
    [
        # 16 May is a Saturday, 23 May another, 24 May Pentecost
        ("evaluation_appeal", date(2026, 5, 18)),
        ("evaluation_appeal_decision", date(2026, 5, 23)),
        ("evaluation_least_every", date(2028, 5, 9)),
    ],
)
def test_deadlines_of_evaluations(key: str, end: date) -> None:
    assert legal_term(key, MAY).from_day(MAY).end == end


@pytest.mark.parametrize(
    ("key", "opens"),
    [("evaluation_most_often", date(2026, 11, 10)), ("evaluation_time_in_post", date(2026, 11, 9))],
)
def test_what_evaluations_must_wait_for(key: str, opens: date) -> None:
    assert legal_term(key, MAY).earliest(MAY).opens == opens


@pytest.mark.parametrize(
    ("delivered", "final", "opens"),
    [
        (MAY, date(2026, 5, 18), date(2026, 8, 19)),
        (date(2026, 5, 18), MAY, date(2026, 8, 19)),
        (MAY, None, date(2026, 8, 10)),
    ],
)
def test_a_second_evaluation_waits_from_the_later_of_delivery_and_finality(
    delivered: date, final: date | None, opens: date
) -> None:
    assert legal_term("reevaluation_not_before", MAY).earliest(delivered, final).opens == opens


def test_the_office_s_own_term_is_left_on_a_saturday_with_its_reason_and_alarms() -> None:
    term = legal_term("evaluation_appeal_decision", MAY).from_day(MAY)
    assert "art. 27 ust. 6 ustawy o pracownikach samorządowych" in term.explanation()
    assert "Końca terminu nie przesuwa się na dzień roboczy: termin wiąże urząd" in term.explanation()
    assert term.alarm_days == (date(2026, 5, 16), date(2026, 5, 19))
    assert [term.alarms_reached(date(2026, 5, day)) for day in (15, 16, 18, 19, 30)] == [0, 1, 1, 2, 2]


def test_another_event_may_start_a_term() -> None:
    term = legal_term("evaluation_least_every", MAY).from_day(MAY, "zatrudnienia")
    assert term.explanation().startswith("24 miesiące od zatrudnienia 09.05.2026 (art. 27 ust. 2")


@pytest.mark.parametrize("term", [term for terms in legal_terms.legal_terms().values() for term in terms])
def test_every_term_names_its_source_and_what_to_confirm(term: LegalTerm) -> None:
    assert term.label
    assert term.source
    assert term.shift_reason
    assert term.basis.text
    assert term.confirmed or term.note
    assert not (term.shifted and term.kind is TermKind.NOT_EARLIER)
    counted = term.from_day(MAY) if term.kind is TermKind.DEADLINE else term.earliest(*(MAY for _ in term.events))
    assert term.basis.text in counted.explanation()


@pytest.mark.parametrize(("day", "number"), [(date(2009, 1, 1), 7), (date(2018, 12, 31), 7), (date(2020, 1, 1), 14)])
@pytest.mark.usefixtures("two_versions")
def test_an_old_case_keeps_the_law_of_its_day(day: date, number: int) -> None:
    assert legal_term("request", day).number == number


@pytest.mark.parametrize("day", [date(2008, 12, 31), date(2019, 6, 1)])
@pytest.mark.usefixtures("two_versions")
def test_a_day_without_a_version_is_refused_with_the_days_that_have_one(day: date) -> None:
    with pytest.raises(Refusal, match=r"„Wniosek”; zna go od 01\.01\.2009 do 31\.12\.2018, od 01\.01\.2020\."):
        legal_term("request", day)


def test_overlapping_versions_are_a_mistake_in_the_dictionary() -> None:
    with pytest.raises(ValueError, match="request: 2020-01-01"):
        legal_terms._versions("request", [version(), version(valid_from=date(2020, 1, 1))])


@pytest.mark.parametrize("changes", [{"kind": "never"}, {"unit": "weeks"}, {"colour": "red"}])
def test_unknown_words_in_the_dictionary_are_mistakes(changes: dict[str, str]) -> None:
    with pytest.raises((ValueError, TypeError), match=next(iter(changes.values())) + "|colour"):
        legal_terms._versions("request", [version(**changes)])


def test_a_deadline_is_nothing_to_wait_for_and_the_other_way_round() -> None:
    with pytest.raises(ValueError, match="evaluation_appeal"):
        legal_term("evaluation_appeal", MAY).earliest(MAY)
    with pytest.raises(ValueError, match="evaluation_most_often"):
        legal_term("evaluation_most_often", MAY).from_day(MAY)
