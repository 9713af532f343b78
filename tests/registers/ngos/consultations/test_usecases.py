"""Consultations: who is put on the list, what they answered, states in SQL as in Python, measures."""

from datetime import date
from typing import Any

import pytest

from app.bootstrap import Services, build
from app.core.clock import FixedClock
from app.core.errors import Invalid, Refusal
from app.core.records import Query
from app.registers.ngos.consultations.domain import (
    Asked,
    Channel,
    Consultation,
    ConsultationDraft,
    ConsultationState,
    Measures,
    Subject,
    Taken,
    measures,
    state_on,
)
from app.registers.ngos.consultations.usecases import matching
from app.registers.ngos.organisations.domain import (
    Address,
    AddressKind,
    LegalForm,
    OrganisationDraft,
    OrganisationStatus,
)
from app.registers.ngos.programmes.domain import PriorityTask, ProgrammeDraft
from db.store import Store
from tests.registers.ngos.programmes.days import at

BOTH_ENGINES = True
DAY = date(2026, 11, 3)


def consultation(**more: Any) -> ConsultationDraft:
    """One of two weeks."""
    values: dict[str, Any] = {"subject": "Regulamin świetlic", "starts_on": DAY, "ends_on": date(2026, 11, 17)}
    return ConsultationDraft(**{**values, **more})


def organisation(name: str, *spheres: str, place: str = "Dębina", **more: Any) -> OrganisationDraft:
    """One with a seat."""
    return OrganisationDraft(
        name=name,
        legal_form=LegalForm.SPORTS_CLUB,
        spheres=spheres,
        addresses=(Address(place=place, number="1"), Address(kind=AddressKind.MAIL, place="Opole")),
        **more,
    )


def add(services: Services, *drafts: OrganisationDraft) -> list[int]:
    """Ids of new organisations."""
    return [services.organisations.create(draft).record.id for draft in drafts]


@pytest.mark.parametrize(
    ("wrong", "problems"),
    [
        (consultation(subject=""), [("subject", "required")]),
        (consultation(ends_on=date(2026, 11, 1)), [("ends_on", "ends_before_start")]),
        (consultation(starts_on=None), [("starts_on", "required")]),
        (
            consultation(programme_id=7),
            [("programme_id", "not_about_programme"), ("programme_id", "missing_reference")],
        ),
        (consultation(results="Bez uwag."), [("results_on", "results_without_day")]),
        (consultation(results_on=date(2026, 11, 20)), [("results", "results_without_text")]),
        (consultation(results="Tak.", results_on=date(2026, 11, 16)), [("results_on", "results_too_early")]),
        (consultation(spheres=("99z",)), [("spheres", "unknown_sphere")]),
        (consultation(asked=(Asked(),)), [("asked.0.name", "required")]),
        (consultation(asked=(Asked(ngo_id=99, name="Nikt"),)), [("asked.0.ngo_id", "missing_reference")]),
        (consultation(asked=(Asked(name="Rada", asked_on=DAY),)), [("asked.0.channel", "required")]),
        (
            consultation(
                asked=(Asked(name="Rada", asked_on=DAY, channel=Channel.POST, answered_on=date(2026, 11, 2)),)
            ),
            [("asked.0.answered_on", "answered_before_asked")],
        ),
        (consultation(asked=(Asked(name="Rada", opinion="Tak"),)), [("asked.0.answered_on", "answer_without_day")]),
        (
            consultation(asked=(Asked(name="Rada", answered_on=DAY, opinion="Tak", taken=Taken.PARTLY),)),
            [("asked.0.reason", "refusal_without_reason")],
        ),
        (
            consultation(asked=(Asked(name="Rada", answered_on=DAY, taken=Taken.YES),)),
            [("asked.0.opinion", "taken_without_opinion")],
        ),
    ],
)
def test_a_wrong_consultation_is_refused_at_its_place(
    services: Services, wrong: ConsultationDraft, problems: list[tuple[str, str]]
) -> None:
    with pytest.raises(Invalid) as refusal:
        services.consultations.create(wrong)
    assert [(problem.field, problem.code) for problem in refusal.value.problems] == problems


def test_organisations_of_a_sphere_and_a_place_are_found(services: Services) -> None:
    add(
        services,
        organisation("Żagiel", "17", "15"),
        organisation("Łuk", "16", place="Lipinki"),
        organisation("Ćma", "17", place="Lipinki"),
        organisation("Dawna", "17", status=OrganisationStatus.DISSOLVED),
    )
    one = services.consultations.create(consultation()).record
    found = services.consultations.candidates(one.id)
    assert [each.name for each in found] == ["Ćma", "Łuk", "Żagiel"]

    def names(**given: Any) -> list[str]:
        return [each.name for each in matching(found, **given)]

    assert names(spheres=("17",)) == ["Ćma", "Żagiel"]
    assert names(spheres=("17", "16"), place="lipinki ") == ["Ćma", "Łuk"]
    # the address for letters is no place of work
    assert names(place="Opole") == []
    assert len(names()) == 3


def test_organisations_come_to_the_list_once_and_by_name(services: Services) -> None:
    first, second = add(services, organisation("Żagiel", "17"), organisation("Łuk", "16"))
    consultations = services.consultations
    one = consultations.create(consultation(asked=(Asked(name="Rada Seniorów"),))).record
    added = consultations.add_organisations(one.id, one.version, (first, second), DAY, Channel.EMAIL)
    assert [each.name for each in added.record.asked] == ["Rada Seniorów", "Łuk", "Żagiel"]
    assert (added.message, added.record.asked_count) == ("Dodano do listy: 2 organizacje.", 2)
    with pytest.raises(Refusal, match="Nie ma na kogo"):
        consultations.add_organisations(one.id, added.record.version, (first,))
    assert added.undo is not None
    assert added.undo.run().record.asked == one.asked


def test_an_organisation_that_left_the_register_stays_on_the_list(services: Services) -> None:
    (one_id,) = add(services, organisation("Żagiel", "17"))
    consultations = services.consultations
    one = consultations.create(consultation()).record
    one = consultations.add_organisations(one.id, one.version, (one_id,)).record
    gone = services.organisations.get(one_id)
    services.organisations.delete(gone.id, gone.version)
    one = consultations.note_asked(one.id, one.version, (0,), DAY, Channel.POST).record
    answered = consultations.note_answer(one.id, one.version, 0, date(2026, 11, 9), "Tak").record
    line = consultations.lines(answered.id)[0]
    assert (line.asked.name, line.asked.opinion, line.organisation, line.email) == ("Żagiel", "Tak", None, "")


@pytest.fixture
def listed(services: Services) -> Consultation:
    """With three on the list."""
    asked = tuple(Asked(name=name) for name in ("Bez", "Czas", "Dąb"))
    return services.consultations.create(consultation(asked=asked)).record


def test_those_chosen_are_asked_answer_and_leave(services: Services, listed: Consultation) -> None:
    consultations = services.consultations
    one = consultations.note_asked(listed.id, listed.version, (0, 2), DAY, Channel.POST).record
    assert [each.asked_on for each in one.asked] == [DAY, None, DAY]
    one = consultations.note_answer(one.id, one.version, 2, DAY, " Nie ", Taken.NO, " Brak środków ").record
    assert (one.asked[2].opinion, one.asked[2].reason, one.answered_count) == ("Nie", "Brak środków", 1)
    one = consultations.note_answer(one.id, one.version, 2, None).record
    assert (one.asked[2].answered, one.answered_count) == (False, 0)
    one = consultations.remove(one.id, one.version, (0, 1)).record
    assert [each.name for each in one.asked] == ["Dąb"]


def test_places_that_are_not_on_the_list_are_refused(services: Services, listed: Consultation) -> None:
    consultations = services.consultations
    with pytest.raises(Refusal, match="Wybierz co najmniej jedną"):
        consultations.remove(listed.id, listed.version, ())
    with pytest.raises(Refusal, match="nie ma już na liście"):
        consultations.note_answer(listed.id, listed.version, 3, DAY)
    with pytest.raises(Invalid):
        consultations.note_asked(listed.id, listed.version, (0,), DAY, None)
    with pytest.raises(Invalid):
        consultations.add_other(listed.id, listed.version, " ")
    assert consultations.get(listed.id) == listed


def test_results_end_a_consultation(services: Services, listed: Consultation) -> None:
    outcome = services.consultations.note_results(listed.id, listed.version, date(2026, 11, 20), " Bez uwag. ", "BIP")
    assert (outcome.record.results, outcome.record.results_where) == ("Bez uwag.", "BIP")
    assert state_on(outcome.record, date(2026, 11, 20)) is ConsultationState.CLOSED


DAYS = tuple(date(2026, 11, day) for day in (2, 3, 17, 18))
KINDS = {
    "no days": consultation(starts_on=None, ends_on=None),
    "open": consultation(ends_on=None),
    "two weeks": consultation(),
    "closed": consultation(results="Tak.", results_on=date(2026, 11, 18)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_filter_tells_the_same_state_as_the_table(store: Store, clock: FixedClock, kind: str) -> None:
    kept = build(store, clock).consultations.create(KINDS[kind]).record
    for day in DAYS:
        counts = build(store, at(day)).consultations.facets(Query())["state"]
        assert [state for state in ConsultationState if counts[state]] == [state_on(kept, day)], day


@pytest.mark.parametrize(
    ("kept", "on", "concerns"),
    [
        (consultation(), date(2026, 11, 17), {"nobody_asked"}),
        (consultation(), date(2026, 11, 18), {"no_results"}),
        (consultation(asked=(Asked(name="A", asked_on=DAY, channel=Channel.POST),)), date(2026, 11, 17), set()),
        (
            consultation(asked=(Asked(name="A", answered_on=DAY, opinion="Tak"),)),
            date(2026, 11, 18),
            {"no_results", "undecided"},
        ),
        (KINDS["closed"], date(2026, 11, 19), set()),
    ],
)
def test_what_calls_for_attention(
    store: Store, clock: FixedClock, kept: ConsultationDraft, on: date, concerns: set[str]
) -> None:
    build(store, clock).consultations.create(kept)
    found = build(store, at(on)).consultations.attention()
    assert {key for key, number in found.items() if number} == concerns


def test_measures_count_what_came_in() -> None:
    sent: dict[str, Any] = {"asked_on": DAY, "channel": Channel.EMAIL}
    answered = {**sent, "answered_on": DAY}
    draft = consultation(
        asked=(
            Asked(name="A"),
            Asked(name="B", **sent),
            Asked(name="C", **answered),
            Asked(name="D", **answered, opinion="Tak", taken=Taken.YES),
            Asked(name="E", **answered, opinion="Tak", taken=Taken.PARTLY, reason="x"),
            Asked(name="F", **answered, opinion="Tak", taken=Taken.NO, reason="x"),
            Asked(name="G", **answered, opinion="Tak"),
        )
    )
    expected = Measures(asked=6, answered=5, opinions=4, taken=1, partly=1, refused=1, undecided=1, days=15)
    assert measures(draft) == expected


def test_a_consultation_of_a_programme_takes_over_its_spheres_and_days(services: Services) -> None:
    tasks = tuple(PriorityTask(task="x", sphere=sphere) for sphere in ("17", "", "16", "17"))
    programme = services.programmes.create(
        ProgrammeDraft(title="Program", first_year=2027, last_year=2027, tasks=tasks, consulted_from=DAY)
    ).record
    found = services.consultations.proposal(programme)
    assert (found.kind, found.programme_id, found.starts_on) == (Subject.PROGRAMME, programme.id, DAY)
    assert found.spheres == ("17", "16")
    assert services.consultations.create(found).record.programme_id == programme.id


def test_a_consultation_is_found_by_who_was_asked_and_belongs_to_the_year_it_began_in(services: Services) -> None:
    services.consultations.create(consultation(asked=(Asked(name="Rada Seniorów"),)))
    assert services.consultations.count(Query("seniorow")) == 1
    assert [len(services.consultations.in_year(year)) for year in (2025, 2026)] == [0, 1]
