"""Rounds of confirming: who is on the list, what was sent, answers together with the register, and the period."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.clock import FixedClock
from app.core.errors import Conflict, Invalid, Refusal
from app.core.records import Query
from app.records.mapping import draft_of
from app.registers.ngos.confirmations.domain import (
    Answer,
    ConfirmationRound,
    Line,
    LineState,
    Reminder,
    RoundDraft,
    RoundState,
    Way,
    state_on,
    validate,
)
from app.registers.ngos.confirmations.usecases import Confirmations
from app.registers.ngos.organisations.domain import OrganisationStatus
from app.registers.ngos.rules import rules_on
from tests.registers.ngos.organisations.test_usecases import add

BOTH_ENGINES = True
TODAY = date(2026, 11, 22)


def begun(services: Services, **more: Any) -> ConfirmationRound:
    """A saved round that has begun, with every organisation on its list."""
    values = {"name": "Runda 2026", "starts_on": date(2026, 11, 2), "answer_by": date(2026, 11, 20), "valid_months": 6}
    found = services.confirmations.create(RoundDraft(**{**values, **more})).record
    return services.confirmations.gather(found.id, found.version).record


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("name", {"name": " "}),
        ("valid_months", {"valid_months": 0}),
        ("answer_by", {"answer_by": date(2026, 1, 1)}),
        ("closed_on", {"closed_on": date(2026, 1, 1)}),
        ("lines.1.ngo_id", {"lines": (Line(ngo_id=1, name="A"), Line(ngo_id=1, name="A"))}),
        ("lines.0.sent_by", {"lines": (Line(ngo_id=1, sent_on=TODAY),)}),
        ("lines.0.answered_on", {"lines": (Line(ngo_id=1, answer=Answer.GONE),)}),
        ("lines.0.reminders.0.sent_on", {"lines": (Line(ngo_id=1, reminders=(Reminder(sent_on=TODAY),)),)}),
    ],
)
def test_says_what_is_wrong_at_its_place(field: str, given: dict[str, Any]) -> None:
    values = {"name": "R", "starts_on": date(2026, 11, 2), "answer_by": TODAY, "valid_months": 12}
    assert field in [problem.field for problem in validate(RoundDraft(**{**values, **given}))]


def test_everybody_who_acts_is_gathered_once(services: Services) -> None:
    add(services, "Żuk")
    add(services, "Ćma", status=OrganisationStatus.SUSPENDED)
    add(services, "Nie ma", status=OrganisationStatus.DISSOLVED)
    found = begun(services)
    assert [line.name for line in found.lines] == ["Ćma", "Żuk"]
    with pytest.raises(Refusal, match="już na liście"):
        services.confirmations.gather(found.id, found.version)
    add(services, "Nowa")
    more = services.confirmations.gather(found.id, found.version)
    assert [line.name for line in more.record.lines] == ["Ćma", "Żuk", "Nowa"]
    assert more.undo is not None
    assert len(more.undo.run().record.lines) == 2
    last = services.confirmations.get(found.id)
    assert services.confirmations.remove(last.id, last.version, [0]).record.line_count == 1


def test_forms_and_reminders_leave_their_days(services: Services) -> None:
    add(services, "A")
    add(services, "B")
    found, rounds = begun(services), services.confirmations
    with pytest.raises(Refusal, match="wysłano formularz"):
        rounds.note_reminded(found.id, found.version, [0], TODAY, Way.EMAIL)
    sent = rounds.note_sent(found.id, found.version, [0, 1], date(2026, 11, 3), Way.POST).record
    assert [line.state for line in rounds.lines(found.id)] == [LineState.LATE, LineState.LATE]
    answered = rounds.note_answer(sent.id, sent.version, [1], Answer.CONFIRMED, TODAY).record
    reminded = rounds.note_reminded(answered.id, answered.version, [0, 1], TODAY, Way.EMAIL).record
    assert [len(line.reminders) for line in reminded.lines] == [1, 0]
    assert reminded.lines[0].last_asked == TODAY
    assert rounds.attention() == (1, 0)
    # read for a table the record is the same
    assert rounds.page(Query(), 0, 1) == (rounds.get(reminded.id),)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (Answer.CONFIRMED, OrganisationStatus.ACTIVE),
        (Answer.CHANGED, OrganisationStatus.ACTIVE),
        (Answer.GONE, OrganisationStatus.DISSOLVED),
    ],
)
def test_an_answer_and_the_register_change_together_and_are_taken_back_together(
    services: Services, answer: Answer, status: OrganisationStatus
) -> None:
    one = add(services, "A", confirmed_on=date(2024, 1, 1))
    found, rounds = begun(services), services.confirmations
    day = TODAY - timedelta(2)
    outcome = rounds.note_answer(found.id, found.version, [0], answer, day, "zadzwonili")
    line = outcome.record.lines[0]
    assert (line.answer, line.answered_on, line.note) == (answer, day, "zadzwonili")
    stored = services.organisations.get(one.id)
    assert (stored.confirmed_on, stored.status) == (day, status)
    assert outcome.undo is not None
    back = outcome.undo.run().record
    assert (back.lines[0].answer, back.answered_count) == (None, 0)
    stored = services.organisations.get(one.id)
    assert (stored.confirmed_on, stored.status) == (date(2024, 1, 1), OrganisationStatus.ACTIVE)


def test_a_mistaken_end_of_an_organisation_is_put_right_by_the_next_answer(services: Services) -> None:
    one = add(services, "A")
    found, rounds = begun(services), services.confirmations
    wrong = rounds.note_answer(found.id, found.version, [0], Answer.GONE, TODAY).record
    rounds.note_answer(wrong.id, wrong.version, [0], Answer.CONFIRMED, TODAY)
    assert services.organisations.get(one.id).status is OrganisationStatus.ACTIVE


def test_an_answer_noted_at_the_wrong_organisation_is_withdrawn(services: Services) -> None:
    one = add(services, "A")
    found, rounds = begun(services), services.confirmations
    wrong = rounds.note_answer(found.id, found.version, [0], Answer.GONE, TODAY).record
    outcome = rounds.withdraw_answer(wrong.id, wrong.version, [0])
    assert (outcome.record.lines[0].answer, outcome.record.answered_count) == (None, 0)
    assert services.organisations.get(one.id).status is OrganisationStatus.ACTIVE
    assert outcome.undo is not None
    returned = outcome.undo.run()
    assert returned.record.lines[0].answer is Answer.GONE
    assert returned.message == "Przywrócono poprzedni stan: Runda 2026."
    assert services.organisations.get(one.id).status is OrganisationStatus.DISSOLVED
    again = rounds.withdraw_answer(found.id, rounds.get(found.id).version, [0]).record
    with pytest.raises(Refusal, match="nie ma wpisanej odpowiedzi"):
        rounds.withdraw_answer(again.id, again.version, [0])


@pytest.mark.parametrize("answers", [(Answer.CONFIRMED,), (Answer.GONE,), (Answer.GONE, Answer.CHANGED)])
def test_a_withdrawn_answer_gives_back_exactly_what_the_register_said(
    services: Services, answers: tuple[Answer, ...]
) -> None:
    """Whether it had been confirmed, never, or does not act for now; however often the answer was corrected."""
    ever = date(2024, 1, 1)
    known = add(services, "A", confirmed_on=ever, status=OrganisationStatus.SUSPENDED)
    never, later = add(services, "B"), add(services, "C", confirmed_on=ever)
    made = (known.id, never.id, later.id)
    found, rounds = begun(services), services.confirmations
    for past, answer in enumerate(answers):
        day = TODAY - timedelta(1 + past)
        found = rounds.note_answer(found.id, found.version, [0, 1, 2], answer, day).record
    # what was written since the answer stays
    now = services.organisations.get(later.id)
    services.organisations.confirm(later.id, now.version, TODAY)
    said = services.organisations.many(made)
    outcome = rounds.withdraw_answer(found.id, found.version, [0, 1, 2])
    assert "znowu to, co przed odpowiedzią" in outcome.message
    assert [(each.confirmed_on, each.status.value) for each in services.organisations.many(made)] == [
        (ever, "suspended"),
        (None, "active"),
        (TODAY, "active"),
    ]
    assert outcome.undo is not None
    assert outcome.undo.run().record.lines == found.lines
    back = services.organisations.many(made)
    assert [(each.confirmed_on, each.status) for each in back] == [(each.confirmed_on, each.status) for each in said]


def of_before(rounds: Confirmations, found: ConfirmationRound) -> ConfirmationRound:
    """The round as it was saved before answers kept what the register said."""
    lines = tuple(replace(line, former_confirmed_on=None, former_status=None) for line in found.lines)
    return rounds.update(found.id, found.version, replace(draft_of(found, RoundDraft), lines=lines)).record


def test_an_answer_of_before_gives_back_the_day_of_an_earlier_round(services: Services) -> None:
    known, new = add(services, "A"), add(services, "B")
    rounds, earlier = services.confirmations, date(2024, 11, 20)
    old = begun(services)
    rounds.note_answer(old.id, old.version, [0], Answer.CONFIRMED, earlier)
    now = begun(services)
    said = of_before(rounds, rounds.note_answer(now.id, now.version, [0, 1], Answer.CONFIRMED, TODAY).record)
    outcome = rounds.withdraw_answer(said.id, said.version, [0, 1])
    assert "Sprawdź w rejestrze datę potwierdzenia" in outcome.message

    def days() -> list[date | None]:
        return [services.organisations.get(each.id).confirmed_on for each in (known, new)]

    assert days() == [earlier, TODAY]
    assert outcome.undo is not None
    outcome.undo.run()
    assert days() == [TODAY, TODAY]
    # what was confirmed since by another way stays
    services.organisations.confirm(known.id, services.organisations.get(known.id).version, TODAY - timedelta(1))
    rounds.withdraw_answer(now.id, rounds.get(now.id).version, [0])
    assert days()[0] == TODAY - timedelta(1)


def test_an_answer_keeps_a_later_confirmation_and_survives_a_deleted_organisation(services: Services) -> None:
    kept = add(services, "A", confirmed_on=TODAY)
    gone = add(services, "B")
    found, rounds = begun(services), services.confirmations
    services.organisations.delete(gone.id, gone.version)
    rounds.note_answer(found.id, found.version, [0, 1], Answer.CONFIRMED, TODAY - timedelta(5))
    assert services.organisations.get(kept.id).confirmed_on == TODAY
    assert rounds.get(found.id).answered_count == 2


def test_what_cannot_be_is_refused_and_changes_nothing(services: Services) -> None:
    one = add(services, "A")
    found, rounds = begun(services), services.confirmations
    sent = rounds.note_sent(found.id, found.version, [0], date(2026, 11, 10), Way.DESK).record
    cases: tuple[tuple[Callable[[], object], type[Exception]], ...] = (
        (lambda: rounds.note_answer(sent.id, sent.version, [0], Answer.GONE, TODAY + timedelta(1)), Invalid),
        (lambda: rounds.note_answer(sent.id, sent.version, [0], Answer.GONE, date(2026, 11, 9)), Invalid),
        (lambda: rounds.note_answer(sent.id, sent.version, [0], None, TODAY), Invalid),
        (lambda: rounds.note_answer(sent.id, sent.version, [], Answer.GONE, TODAY), Refusal),
        (lambda: rounds.note_answer(sent.id, sent.version, [7], Answer.GONE, TODAY), Refusal),
        (lambda: rounds.note_answer(sent.id, found.version, [0], Answer.GONE, TODAY), Conflict),
    )
    for refused, error in cases:
        with pytest.raises(error):
            refused()
    assert rounds.get(sent.id) == sent
    assert services.organisations.get(one.id) == one


def test_a_closed_round_takes_no_more_deeds(services: Services) -> None:
    add(services, "A")
    found, rounds = begun(services), services.confirmations
    closed = rounds.close(found.id, found.version, TODAY).record
    with pytest.raises(Refusal, match="zakończona"):
        rounds.note_sent(closed.id, closed.version, [0], TODAY, Way.POST)
    assert rounds.attention() == (0, 0)


def test_states_of_the_table_and_of_the_record_agree(services: Services) -> None:
    empty = services.confirmations.create(
        RoundDraft(name="Pusta", starts_on=TODAY, answer_by=TODAY, valid_months=12)
    ).record
    add(services, "A")
    late = begun(services, name="Po terminie")
    runs = begun(services, name="Trwa", answer_by=date(2026, 12, 31))
    done = begun(services, name="Koniec")
    services.confirmations.close(done.id, done.version, TODAY)
    for state in RoundState:
        query = Query(filters={"state": frozenset({state.value})})
        found = {each.id for each in services.confirmations.page(query, 0, 10)}
        stored = services.confirmations.all()
        assert found == {each.id for each in stored if state_on(each, TODAY) is state}, state
    assert {late.id, runs.id, empty.id} <= {each.id for each in services.confirmations.all()}


def test_the_newest_round_says_how_long_a_confirmation_holds(services: Services, clock: FixedClock) -> None:
    one = add(services, "A", confirmed_on=date(2026, 1, 10))
    usual = rules_on(TODAY).confirmation_months
    assert services.organisations.months() == usual
    begun(services, valid_months=6)
    assert services.organisations.months() == 6
    assert services.organisations.state(services.organisations.get(one.id)).value == "unconfirmed"
    later = begun(services, name="Następna", starts_on=date(2027, 1, 1), answer_by=date(2027, 2, 1), valid_months=24)
    assert services.organisations.months() == 6
    clock.moment = datetime(2027, 1, 2, 10, tzinfo=UTC)
    assert services.organisations.months() == 24
    services.confirmations.delete(later.id, later.version)
    assert services.organisations.months() == 6
    assert services.confirmations.next_draft().valid_months == 6


def test_a_new_round_is_called_as_none_before_it(services: Services) -> None:
    called = []
    for _ in range(3):
        called.append(services.confirmations.next_draft().name)
        name = called[-1].upper()
        services.confirmations.create(RoundDraft(name=name, starts_on=TODAY, answer_by=TODAY, valid_months=6))
    assert called == ["Potwierdzenie danych 2026", "Potwierdzenie danych 2026 – 2", "Potwierdzenie danych 2026 – 3"]
