"""The January list: worked out from cards, approved with them, taken back, and whose business it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.access.roles import matrix
from app.bootstrap import Services
from app.core.errors import Conflict, NotAllowed, NotFound, Refusal
from app.core.permissions import Actor
from app.core.records import Query
from app.records.mapping import draft_of
from app.registers.trainings.participations.domain import Card, Outcome, Participation, Step
from app.registers.trainings.preferred.domain import InstitutionNote, ListState, PreferredList, PreferredListDraft
from tests.registers.trainings.people import CARD, People, add_course, add_institution, noted, refused

BOTH_ENGINES = True
IN_2025 = date(2025, 3, 3)
JANUARY = date(2026, 1, 20)
FIVES = Card(content=5, lecturer=5, usefulness=5, materials=5, organisation=5, value=5, recommended=True)


def card_of(
    services: Services, person: int, institution: str = "Ośrodek Żagiel", on: date = IN_2025, card: Card = CARD
) -> Participation:
    """Somebody's card of a training in 2025, up to the note in the register."""
    course = add_course(services, starts_on=on, institution_id=add_institution(services, institution))
    return noted(services, course.id, person, card, requested_on=date(on.year, 2, 1))


def list_2025(services: Services, **more: object) -> PreferredList:
    draft = PreferredListDraft(year=2025, since=date(2025, 1, 1), until=date(2025, 12, 31))
    return services.preferred_lists.create(replace(draft, **more)).record  # type: ignore[arg-type]


def approved_list(services: Services) -> PreferredList:
    record = list_2025(services)
    return services.preferred_lists.approve(record.id, record.version, JANUARY, "Jan Mazur").record


def as_role(services: Services, role: str, employee_id: int | None = None, *units: int) -> None:
    granted = matrix().granted((role,))
    actor = Actor(role, granted.rights, employee_id, frozenset(units), granted.own)
    services.preferred_lists.actor = lambda: actor


def test_the_approval_ends_the_way_of_its_cards_and_its_undo_opens_it_again(services: Services, people: People) -> None:
    inside = card_of(services, people.clerk)
    later = card_of(services, people.clerk, on=date(2026, 3, 2))
    record = list_2025(services)
    outcome = services.preferred_lists.approve(record.id, record.version, JANUARY, " Jan Mazur ")
    assert (outcome.record.state, outcome.record.approved_by) == (ListState.APPROVED, "Jan Mazur")
    read = services.participations.get
    done = read(inside.id)
    assert (done.outcome, done.waiting_for) == (Outcome.COMPLETED, None)
    last = done.steps[-1]
    assert (last.step, last.done_on, "2025" in last.document) == (Step.LIST, JANUARY, True)
    assert read(later.id).waiting_for is Step.LIST, "a training of another year"
    assert outcome.undo is not None
    taken_back = outcome.undo.run()
    assert taken_back.record.state is ListState.DRAFT
    again = read(inside.id)
    assert (again.outcome, again.waiting_for, again.steps) == (Outcome.OPEN, Step.LIST, inside.steps)
    assert taken_back.undo is not None
    assert taken_back.undo.run().record.approved_on == JANUARY
    assert read(inside.id).outcome is Outcome.COMPLETED


def test_an_approved_list_stays_as_it_was_when_a_late_card_comes(services: Services, people: People) -> None:
    card_of(services, people.clerk)
    record = approved_list(services)
    before = services.preferred_lists.ranking(record.id)
    card_of(services, people.other, card=FIVES)
    assert services.preferred_lists.ranking(record.id) == before
    assert services.preferred_lists.ranking_of(2025) == before
    services.preferred_lists.take_approval_back(record.id, record.version)
    assert services.preferred_lists.ranking(record.id).cards == before.cards + 1


def test_an_approved_list_is_neither_changed_nor_deleted(services: Services, people: People) -> None:
    card_of(services, people.clerk)
    record, lists = approved_list(services), services.preferred_lists
    draft = replace(draft_of(record, PreferredListDraft), note="później")
    assert "wycofaj zatwierdzenie" in refused(
        lambda: lists.update(record.id, record.version, draft), "list_is_approved"
    )
    with pytest.raises(Refusal, match="Wycofaj zatwierdzenie"):
        lists.delete(record.id, record.version)


@pytest.mark.parametrize(
    ("on", "code"),
    [(date(2026, 11, 23), "approval_in_future"), (date(2025, 12, 31), "approved_too_early")],
)
def test_a_list_is_approved_after_its_period_and_not_ahead(
    services: Services, people: People, on: date, code: str
) -> None:
    card_of(services, people.clerk)
    record = list_2025(services)
    refused(lambda: services.preferred_lists.approve(record.id, record.version, on, "Jan Mazur"), code)


def test_a_list_without_cards_is_not_approved(services: Services, people: People) -> None:
    record = list_2025(services)
    refused(lambda: services.preferred_lists.approve(record.id, record.version, JANUARY, "Jan Mazur"), "no_cards")


def test_an_approved_list_is_not_approved_again(services: Services, people: People) -> None:
    card_of(services, people.clerk)
    record, lists = approved_list(services), services.preferred_lists
    refused(lambda: lists.approve(record.id, record.version, JANUARY, "Ewa Nowak"), "list_is_approved")


def test_two_who_approve_at_once(services: Services, people: People) -> None:
    card_of(services, people.clerk)
    record = list_2025(services)
    services.preferred_lists.approve(record.id, record.version, JANUARY, "Jan Mazur")
    with pytest.raises(Conflict):
        services.preferred_lists.approve(record.id, record.version, JANUARY, "Jan Mazur")


def test_the_list_of_the_last_year_is_due_from_january_until_it_is_there(
    services: Services, people: People, at: Callable[[date], None]
) -> None:
    lists = services.preferred_lists
    assert lists.due() is None, "nobody filled in a card of 2025"
    card_of(services, people.clerk)
    assert lists.due() == 2025
    assert lists.next_draft() == PreferredListDraft(year=2025, since=date(2025, 1, 1), until=date(2025, 12, 31))
    at(date(2025, 12, 31))
    assert lists.due() is None, "the year is not over"
    at(date(2026, 1, 2))
    record = lists.create(lists.next_draft()).record
    assert lists.due() is None
    assert lists.next_draft().year == 2026, "the list of 2025 is there"
    lists.delete(record.id, record.version)
    assert lists.due() == 2025


def test_one_list_a_year_and_one_remark_an_institution(services: Services, people: People) -> None:
    institution = add_institution(services)
    list_2025(services)
    assert "2025" in refused(lambda: list_2025(services), "year_taken")
    note = InstitutionNote(institution_id=institution, note="drogo")
    refused(lambda: list_2025(services, year=2024, notes=(note, note)), "institution_twice")
    refused(
        lambda: list_2025(services, year=2024, notes=(replace(note, left_out=True, note=" "),)), "left_out_needs_reason"
    )
    refused(lambda: list_2025(services, year=2024, notes=(InstitutionNote(note="x"),)), "note_needs_institution")
    refused(lambda: list_2025(services, year=2024, notes=(replace(note, institution_id=99_999),)), "missing_reference")
    refused(lambda: list_2025(services, year=2024, until=date(2024, 12, 31)), "ends_before_start")


def test_who_was_absent_or_refused_counts_nowhere_and_a_left_out_institution_gets_no_place(
    services: Services, people: People
) -> None:
    names = ("Ośrodek Żagiel", "Instytut Echo")
    for name in names:
        for person in (people.clerk, people.other, people.head):
            card_of(services, person, name, card=FIVES if name == names[0] else CARD)
    out = add_institution(services, names[0])
    record = list_2025(services, notes=(InstitutionNote(institution_id=out, left_out=True, note="skarga w toku"),))
    first, last = services.preferred_lists.ranking(record.id).lines
    assert (first.institution, first.place) == (names[1], 1)
    assert (last.institution, last.place, last.why_not, last.note) == (names[0], None, "left_out", "skarga w toku")
    assert (last.cards, last.people, last.recommended, last.answered) == (3, 3, 3, 3)


def test_a_year_is_compared_with_the_year_before(services: Services, people: People) -> None:
    card_of(services, people.clerk, on=date(2024, 6, 3), card=FIVES)
    card_of(services, people.clerk, card=replace(FIVES, content=2, lecturer=2, usefulness=2))
    record = list_2025(services)
    (line,) = services.preferred_lists.ranking(record.id).lines
    assert (line.mean, line.trend) == (350, -150)


def test_heads_of_units_see_a_list_when_it_is_approved(services: Services, people: People) -> None:
    """A draft is worked out from everybody's cards; on a server a head would get another list than the mayor."""
    card_of(services, people.clerk)
    record = list_2025(services)
    as_role(services, "unit_head", people.head, people.unit)
    lists = services.preferred_lists
    assert (lists.count(Query()), lists.due()) == (0, None)
    with pytest.raises(NotFound):
        lists.ranking(record.id)
    with pytest.raises(Refusal, match="nie jest jeszcze zatwierdzona"):
        lists.ranking_of(2025)
    with pytest.raises(NotAllowed):
        lists.approve(record.id, record.version, JANUARY, "Jan Mazur")
    as_role(services, "executive")
    approved = lists.approve(record.id, record.version, JANUARY, "Jan Mazur").record
    as_role(services, "unit_head", people.head, people.unit)
    assert lists.ranking(approved.id).cards == 1
    assert lists.ranking_of(2025).cards == 1
