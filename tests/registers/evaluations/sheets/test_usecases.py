"""Evaluation sheets from their making to finality: what is frozen, refused, linked and told."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.clock import FixedClock
from app.core.errors import Conflict, Invalid, Refusal
from app.core.records import Query
from app.people.posts.domain import PostKind
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from app.registers.evaluations.regulations.domain import RegulationDraft
from app.registers.evaluations.sheets.domain import (
    Decision,
    Delivery,
    Evaluation,
    EvaluationDraft,
    Goal,
    Kind,
    State,
    TrainingNeed,
    Verdict,
)
from app.registers.evaluations.sheets.marking import rules_of
from app.registers.evaluations.sheets.sealing import seal_ok
from app.registers.evaluations.sheets.steps import Step
from tests.registers.evaluations.sheets.people import (
    People,
    add_people,
    add_person,
    change_person,
    delivered,
    marked,
    planned,
    signed,
    with_marks,
)

BOTH_ENGINES = True
TODAY = date(2026, 11, 22)


@pytest.fixture
def people(services: Services) -> People:
    return add_people(services)


@pytest.fixture
def at(clock: FixedClock) -> Callable[[date], None]:
    def set_day(day: date) -> None:
        clock.moment = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)

    return set_day


def refused(deed: Callable[[], Any], *wanted: str) -> str:
    with pytest.raises(Invalid) as refusal:
        deed()
    assert [problem.code for problem in refusal.value.problems] == list(wanted)
    return str(refusal.value)


# -- making --------------------------------------------------------------------------------------------------------


def test_a_sheet_freezes_who_rates_whom_and_by_which_rules(services: Services, people: People) -> None:
    sheet = planned(services, people.clerk)
    assert (sheet.number, sheet.kind, sheet.state) == ("1/2026", Kind.PERIODIC, State.PLANNED)
    assert (sheet.person, sheet.person_number, sheet.post) == ("Ewa Nowak", "17", "inspektor")
    assert (sheet.unit, sheet.rater, sheet.rater_post) == ("Referat Finansowy", "Ewa Wrona", "kierownik")
    assert (sheet.period_from, sheet.due_by) == (date(2024, 1, 2), date(2026, 1, 2))
    change_person(services, people.clerk, post="starszy inspektor", surname="Żak")
    change_person(services, people.head, surname="Kruk")
    (regulation,) = services.regulations.all()
    services.regulations.update(
        regulation.id,
        regulation.version,
        replace(draft_of(regulation, RegulationDraft), appeal_instruction="Inne pouczenie"),
    )
    kept = services.evaluations.get(sheet.id)
    assert (kept.person, kept.post, kept.rater) == ("Ewa Nowak", "inspektor", "Ewa Wrona")
    assert rules_of(kept) == draft_of(regulation, RegulationDraft)


def test_numbers_run_without_gaps_and_begin_anew_each_year(
    services: Services, people: People, at: Callable[[date], None]
) -> None:
    first = planned(services, people.clerk)
    with pytest.raises(Invalid):
        planned(services, people.clerk)
    assert planned(services, people.other).number == "2/2026"
    services.evaluations.cancel(first.id, first.version, TODAY, "pomyłka")
    at(date(2027, 1, 4))
    assert planned(services, people.clerk).number == "1/2027"


def test_the_head_of_a_unit_is_rated_by_the_head_above(services: Services, people: People) -> None:
    assert planned(services, people.head).rater_id == people.mayor


def test_two_people_of_one_name_stay_apart(services: Services, people: People) -> None:
    sheets = [planned(services, people.clerk), planned(services, people.other)]
    assert {sheet.person for sheet in sheets} == {"Ewa Nowak"}
    assert [sheet.person_number for sheet in sheets] == ["17", "18"]
    found = services.evaluations.page(Query("nowak 18"), 0, 10)
    assert [sheet.employee_id for sheet in found] == [people.other]


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"post_kind": PostKind.AUXILIARY}, "not_evaluated_post", "nie podlega ocenie okresowej (art. 27 ust. 1"),
        ({"post_kind": None}, "no_post_kind", "Uzupełnij go w rejestrze pracowników."),
        ({"employed_to": date(2026, 10, 31)}, "not_employed", "nie pracuje w urzędzie dnia 22.11.2026"),
    ],
)
def test_for_whom_no_sheet_is_made(
    services: Services, people: People, changes: dict[str, Any], code: str, words: str
) -> None:
    change_person(services, people.clerk, **changes)
    assert words in refused(lambda: planned(services, people.clerk), code)
    assert services.evaluations.count(Query()) == 0


def test_somebody_without_a_superior_has_no_rater(services: Services) -> None:
    people = add_people(services)
    change_person(services, people.head, heads_unit=False)
    change_person(services, people.mayor, heads_unit=False)
    said = refused(lambda: planned(services, people.clerk), "no_rater")
    assert "Nie wiadomo, kto jest bezpośrednim przełożonym" in said


def test_a_superior_who_left_is_told(services: Services, people: People) -> None:
    change_person(services, people.clerk, superior_id=people.other)
    change_person(services, people.other, employed_to=date(2026, 10, 31))
    assert "Wskazany przełożony" in refused(lambda: planned(services, people.clerk), "superior_gone")


def test_without_a_regulation_in_force_no_sheet_is_made(
    services: Services, people: People, at: Callable[[date], None]
) -> None:
    (regulation,) = services.regulations.all()
    services.regulations.delete(regulation.id, regulation.version)
    assert "nie obowiązuje żaden regulamin" in refused(lambda: planned(services, people.clerk), "no_regulation")


def test_a_second_open_sheet_for_the_same_time_is_refused(services: Services, people: People) -> None:
    sheet = planned(services, people.clerk)
    said = refused(lambda: planned(services, people.clerk), "open_sheet")
    assert said == (
        "Oceniany: Ta osoba ma już otwarty arkusz 1/2026 (zaplanowana) za ten sam okres. Dokończ go albo anuluj."
    )
    gone = services.evaluations.delete(sheet.id, sheet.version).record
    planned(services, people.clerk)
    refused(lambda: services.evaluations.undelete(gone.id, gone.version), "open_sheet")


def test_a_planned_day_before_the_first_lawful_one_is_refused(services: Services, people: People) -> None:
    services.evaluations.record_earlier(people.clerk, date(2026, 8, 3), Verdict.POSITIVE)
    draft = EvaluationDraft(employee_id=people.clerk, planned_on=date(2026, 12, 1))
    said = refused(lambda: services.evaluations.create(draft), "planned_too_early")
    assert "Ocenę wolno zaplanować najwcześniej na 04.02.2027." in said
    sheet = services.evaluations.create(replace(draft, planned_on=date(2027, 2, 4))).record
    assert (sheet.not_before, sheet.due_by) == (date(2027, 2, 4), date(2028, 8, 3))
    assert sheet.period_from == date(2026, 8, 4)


# -- writing -------------------------------------------------------------------------------------------------------


def test_drafts_are_always_saved_and_completeness_is_asked_at_the_end(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, planned(services, people.clerk)
    sheet = evaluations.give_criteria(sheet.id, sheet.version, TODAY).record
    assert len(sheet.marks) == 13
    marks = (replace(sheet.marks[0], mark=1), *sheet.marks[1:])
    sheet = evaluations.update(sheet.id, sheet.version, with_marks(sheet, marks)).record
    with pytest.raises(Invalid) as refusal:
        evaluations.close_marks(sheet.id, sheet.version, TODAY, Verdict.POSITIVE)
    codes = [problem.code for problem in refusal.value.problems]
    assert codes.count("mark_missing") == 12
    assert "Kryteria, pozycja 1: Uzasadnienie: Ocena 1 wymaga uzasadnienia" in str(refusal.value)
    assert evaluations.get(sheet.id).state is State.CRITERIA_GIVEN


@pytest.mark.parametrize("mark", [0, 6, 9])
def test_a_mark_out_of_the_scale_is_refused_at_once(services: Services, people: People, mark: int) -> None:
    sheet = planned(services, people.clerk)
    sheet = services.evaluations.give_criteria(sheet.id, sheet.version, TODAY).record
    marks = (*sheet.marks[:3], replace(sheet.marks[3], mark=mark), *sheet.marks[4:])
    draft = with_marks(sheet, marks)
    said = refused(lambda: services.evaluations.update(sheet.id, sheet.version, draft), "mark_not_on_scale")
    assert said == f"Kryteria, pozycja 4: Ocena: Oceny {mark} nie ma w skali. Wybierz jedną z ocen: 1, 2, 3, 4, 5."
    assert services.evaluations.get(sheet.id).marks == sheet.marks


def test_what_was_given_is_not_rewritten_by_a_draft(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, planned(services, people.clerk)
    draft = draft_of(sheet, EvaluationDraft)
    refused(
        lambda: evaluations.update(sheet.id, sheet.version, replace(draft, employee_id=people.other)),
        "person_is_fixed",
    )
    given = evaluations.give_criteria(sheet.id, sheet.version, TODAY).record
    for change, code in (
        ({"criterion": "Inne"}, "criteria_are_fixed"),
        ({"weight": 7}, "criteria_are_fixed"),
        ({"self_mark": 5}, "self_marks_are_fixed"),
    ):
        marks = (replace(given.marks[0], **change), *given.marks[1:])
        changed = with_marks(given, marks)
        refused(lambda changed=changed: evaluations.update(given.id, given.version, changed), code)  # type: ignore[misc]
    closed = marked(services, given)
    closed = evaluations.close_marks(closed.id, closed.version, TODAY, Verdict.POSITIVE).record
    marks = tuple(replace(mark, mark=5) for mark in closed.marks)
    refused(lambda: evaluations.update(closed.id, closed.version, with_marks(closed, marks)), "marks_are_closed")
    written = replace(draft_of(closed, EvaluationDraft), opinion="Opinia po ocenach")
    assert evaluations.update(closed.id, closed.version, written).record.opinion == "Opinia po ocenach"


def test_the_self_assessment_stands_beside_the_rater_s_marks(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, marked(services, planned(services, people.clerk), 3)
    own = tuple(replace(mark, self_mark=5, mark=1) for mark in sheet.marks)
    sheet = evaluations.enter_self_assessment(sheet.id, sheet.version, TODAY, own).record
    assert {(mark.mark, mark.self_mark) for mark in sheet.marks} == {(3, 5)}
    assert sheet.state is State.SELF_ASSESSED
    again = planned(services, people.other)
    again = evaluations.give_criteria(again.id, again.version, TODAY).record
    bad = tuple(replace(mark, self_mark=6) for mark in again.marks[:1])
    refused(lambda: evaluations.enter_self_assessment(again.id, again.version, TODAY, bad), "mark_not_on_scale")
    strange = (replace(again.marks[0], criterion="Obce"),)
    refused(lambda: evaluations.enter_self_assessment(again.id, again.version, TODAY, strange), "only_mark_once")


@pytest.mark.parametrize(
    ("mark", "verdict", "reason", "code"),
    [
        (4, None, "", "required"),
        (4, Verdict.NEGATIVE, "", "negative_in_words"),
        (1, Verdict.NEGATIVE, " ", "negative_in_words"),
        (1, Verdict.POSITIVE, "", "verdict_against_proposal"),
    ],
)
def test_the_rater_confirms_the_result_in_words(
    services: Services, people: People, mark: int, verdict: Verdict | None, reason: str, code: str
) -> None:
    sheet = marked(services, planned(services, people.clerk), mark)
    refused(lambda: services.evaluations.close_marks(sheet.id, sheet.version, TODAY, verdict, reason), code)
    closed = services.evaluations.close_marks(sheet.id, sheet.version, TODAY, Verdict.NEGATIVE, "Bo tak").record
    assert (closed.mean, closed.proposed_negative) == (mark * 100, mark == 1)
    assert closed.verdict_reason == "Bo tak"


def test_the_talk_keeps_goals_and_needs(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, marked(services, planned(services, people.clerk))
    sheet = evaluations.invite(sheet.id, sheet.version, date(2026, 11, 30), "pokój 12").record
    sheet = evaluations.close_marks(sheet.id, sheet.version, TODAY, Verdict.POSITIVE).record
    goals = (Goal(goal="Poznać program", due_on=date(2027, 6, 30)),)
    needs = (TrainingNeed(topic="Zamówienia", wanted_by=date(2027, 3, 1)),)
    with pytest.raises(Invalid, match="Cele rozwojowe, pozycja 1: Cel"):
        evaluations.hold_talk(sheet.id, sheet.version, TODAY, "x", (Goal(),), needs)
    held = evaluations.hold_talk(sheet.id, sheet.version, TODAY, "Wnioski", goals, needs).record
    kept = evaluations.get(held.id)
    assert (kept.conclusions, kept.goals, kept.needs) == ("Wnioski", goals, needs)
    assert (kept.talk_planned_on, kept.talk_place) == (date(2026, 11, 30), "pokój 12")


def test_each_step_can_be_undone_until_delivery(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, marked(services, planned(services, people.clerk))
    closed = evaluations.close_marks(sheet.id, sheet.version, TODAY, Verdict.POSITIVE)
    assert closed.undo is not None
    back = closed.undo.run().record
    assert (back.state, back.mean, back.verdict) == (State.CRITERIA_GIVEN, None, None)
    assert back.marks == sheet.marks
    done = signed(services, back)
    undone = evaluations.step_back(done.id, done.version).record
    assert (undone.state, undone.seal) == (State.TALK_HELD, "")
    done = evaluations.sign(undone.id, undone.version, TODAY).record
    handed = evaluations.deliver(done.id, done.version, TODAY, Delivery.HAND)
    assert handed.undo is None
    refused(lambda: evaluations.step_back(done.id, handed.record.version), "no_way_back")


def test_a_step_on_a_stale_sheet_conflicts(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, planned(services, people.clerk)
    evaluations.give_criteria(sheet.id, sheet.version, TODAY)
    deeds: tuple[Callable[[], Any], ...] = (
        lambda: evaluations.give_criteria(sheet.id, sheet.version, TODAY),
        lambda: evaluations.cancel(sheet.id, sheet.version, TODAY, "x"),
        lambda: evaluations.change_rater(sheet.id, sheet.version, people.mayor, "x"),
    )
    for deed in deeds:
        with pytest.raises(Conflict):
            deed()


# -- signature and closing -----------------------------------------------------------------------------------------


def test_a_signed_sheet_is_sealed_and_not_written_any_more(services: Services, people: People) -> None:
    sheet = signed(services, planned(services, people.clerk))
    assert re.fullmatch(r"[0-9a-f]{64}", sheet.seal)
    assert seal_ok(sheet)
    assert services.evaluations.warnings(sheet) == ()
    draft = replace(draft_of(sheet, EvaluationDraft), opinion="Inna")
    said = refused(lambda: services.evaluations.update(sheet.id, sheet.version, draft), "sheet_is_signed")
    assert "Przed doręczeniem możesz cofnąć podpisanie" in said


@pytest.mark.parametrize(
    "change", [{"opinion": "Inna"}, {"verdict": Verdict.NEGATIVE}, {"rater": "Ktoś inny"}, {"marks": ()}]
)
def test_a_wrong_seal_is_told_on_opening(services: Services, people: People, change: dict[str, Any]) -> None:
    sheet = replace(signed(services, planned(services, people.clerk)), **change)
    assert not seal_ok(sheet)
    (warning,) = services.evaluations.warnings(sheet)
    assert warning.startswith(f"Suma kontrolna arkusza {sheet.number} nie zgadza się z jego treścią")


def test_a_closed_sheet_is_immutable_and_a_correction_is_a_linked_one(services: Services, people: People) -> None:
    evaluations = services.evaluations
    sheet = delivered(services, planned(services, people.clerk), on=date(2026, 11, 2))
    sheet = evaluations.make_final(sheet.id, sheet.version, TODAY).record
    draft = replace(draft_of(sheet, EvaluationDraft), opinion="Inna")
    said = refused(lambda: evaluations.update(sheet.id, sheet.version, draft), "closed")
    assert "Błąd popraw korektą" in said
    with pytest.raises(Refusal, match="Usunąć można tylko arkusz"):
        evaluations.delete(sheet.id, sheet.version)
    refused(lambda: evaluations.correct(sheet.id, sheet.version, " "), "required")
    correction = evaluations.correct(sheet.id, sheet.version, "Zła waga").record
    assert (correction.kind, correction.origin_id, correction.origin_reason) == (Kind.CORRECTION, sheet.id, "Zła waga")
    assert (correction.marks, correction.talk_on) == (sheet.marks, sheet.talk_on)
    said = refused(lambda: evaluations.correct(sheet.id, sheet.version, "x"), "corrected_already")
    assert correction.number in said
    done = signed(services, correction, 5)
    assert evaluations.get(sheet.id) == sheet
    assert [each.id for each in evaluations.linked(sheet.id)] == [done.id]
    assert [each.id for each in evaluations.linked(done.id)] == [sheet.id]


def test_finality_comes_the_day_after_the_term_whenever_it_is_recorded(services: Services, people: People) -> None:
    evaluations, sheet = (
        services.evaluations,
        delivered(services, planned(services, people.clerk), on=date(2026, 11, 4)),
    )
    said = refused(lambda: evaluations.make_final(sheet.id, sheet.version, date(2026, 11, 12)), "appeal_term_runs")
    assert "pracownik może się odwołać do 12.11.2026" in said
    assert evaluations.make_final(sheet.id, sheet.version, TODAY).record.final_on == date(2026, 11, 13)


# -- appeals -------------------------------------------------------------------------------------------------------


def appealed(services: Services, people: People, on: date = date(2026, 11, 9)) -> Evaluation:
    sheet = delivered(services, planned(services, people.clerk), on=date(2026, 11, 3))
    return services.evaluations.file_appeal(sheet.id, sheet.version, on, "Nie zgadzam się").record


def test_an_appeal_before_delivery_is_refused(services: Services, people: People) -> None:
    sheet = signed(services, planned(services, people.clerk))
    said = refused(
        lambda: services.evaluations.file_appeal(sheet.id, sheet.version, TODAY, "x"), "appeal_before_delivery"
    )
    assert said.startswith("Odwołanie wniesione dnia: Odwołanie przysługuje od doręczenia oceny (art. 27 ust. 5")


def test_delivery_before_signature_is_refused(services: Services, people: People) -> None:
    sheet = planned(services, people.clerk)
    said = refused(
        lambda: services.evaluations.deliver(sheet.id, sheet.version, TODAY, Delivery.HAND),
        "delivery_before_signature",
    )
    assert "Najpierw zapisz podpisanie." in said


def test_an_upheld_mark_is_final_with_delivery_of_the_decision(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, appealed(services, people)
    refused(lambda: evaluations.decide_appeal(sheet.id, sheet.version, TODAY, Decision.UPHELD, ""), "required")
    done = evaluations.decide_appeal(sheet.id, sheet.version, TODAY, Decision.UPHELD, "Oceny są uzasadnione")
    assert (done.warning, done.record.state) == ("", State.APPEALED)
    final = evaluations.deliver_decision(sheet.id, done.record.version, TODAY).record
    assert (final.state, final.final_on) == (State.FINAL, TODAY)


@pytest.mark.parametrize("decision", [Decision.CHANGED, Decision.REPEATED])
def test_a_changed_or_repeated_mark_makes_a_linked_sheet(
    services: Services, people: People, decision: Decision
) -> None:
    evaluations, sheet = services.evaluations, appealed(services, people)
    decided = evaluations.decide_appeal(sheet.id, sheet.version, TODAY, decision, "Ma rację")
    (made,) = evaluations.linked(sheet.id)
    assert decided.change.ids == {sheet.id, made.id}
    assert f"Powstał arkusz {made.number}" in decided.message
    assert (made.rater_id, made.rules, made.period_from) == (sheet.rater_id, sheet.rules, sheet.period_from)
    assert [mark.criterion for mark in made.marks] == [mark.criterion for mark in sheet.marks]
    changed = decision is Decision.CHANGED
    assert {mark.mark for mark in made.marks} == ({4} if changed else {None})
    assert (made.talk_on is not None) is changed
    closed = evaluations.deliver_decision(sheet.id, decided.record.version, TODAY).record
    assert closed.state is (State.CHANGED if changed else State.REPEATED)
    assert closed.closed
    done = delivered(services, evaluations.get(made.id), 5)
    assert Step.FILE_APPEAL in evaluations.deeds(done), "the new one may be appealed as well"
    assert evaluations.get(sheet.id) == closed, "both versions are kept"


def test_after_fourteen_days_the_mark_cannot_be_upheld(
    services: Services, people: People, at: Callable[[date], None]
) -> None:
    sheet = appealed(services, people)
    at(date(2026, 11, 24))
    said = refused(
        lambda: services.evaluations.decide_appeal(sheet.id, sheet.version, date(2026, 11, 24), Decision.UPHELD, "x"),
        "upheld_too_late",
    )
    assert "Termin na rozpatrzenie odwołania minął 23.11.2026" in said
    assert "Wybierz zmianę oceny albo jej powtórzenie." in said
    services.evaluations.decide_appeal(sheet.id, sheet.version, date(2026, 11, 24), Decision.REPEATED, "x")


def test_upholding_in_the_disputed_days_warns(services: Services, people: People, at: Callable[[date], None]) -> None:
    # fourteen days from Saturday 7.11.2026 end on a Saturday
    sheet = appealed(services, people, date(2026, 11, 7))
    at(date(2026, 11, 23))
    done = services.evaluations.decide_appeal(sheet.id, sheet.version, date(2026, 11, 23), Decision.UPHELD, "x")
    assert "minął 21.11.2026, w dniu wolnym" in done.warning


def test_a_late_appeal_is_accepted_and_waits_for_the_term(services: Services, people: People) -> None:
    evaluations = services.evaluations
    sheet = delivered(services, planned(services, people.clerk), on=date(2026, 11, 3))
    sheet = evaluations.make_final(sheet.id, sheet.version, date(2026, 11, 12)).record
    late = evaluations.file_appeal(sheet.id, sheet.version, date(2026, 11, 13), "Byłam nieobecna")
    assert "po terminie, który minął 10.11.2026" in late.warning
    assert late.record.state is State.FINAL
    asked = evaluations.ask_restore(sheet.id, late.record.version, date(2026, 11, 13), "Nieobecność").record
    restored = evaluations.decide_restore(sheet.id, asked.version, date(2026, 11, 16), granted=True).record
    assert (restored.state, restored.final_on, restored.seal) == (State.APPEALED, None, sheet.seal)
    decided = evaluations.decide_appeal(sheet.id, restored.version, date(2026, 11, 18), Decision.UPHELD, "x").record
    assert evaluations.deliver_decision(sheet.id, decided.version, TODAY).record.final_on == TODAY


# -- after a negative one ------------------------------------------------------------------------------------------


def negative(services: Services, people: People) -> Evaluation:
    sheet = delivered(services, planned(services, people.clerk), 1, on=date(2026, 11, 3))
    return services.evaluations.make_final(sheet.id, sheet.version, TODAY).record


def test_the_next_after_a_negative_one_waits_three_months_unless_a_reason_is_given(
    services: Services, people: People
) -> None:
    evaluations, sheet = services.evaluations, negative(services, people)
    early, first = date(2027, 1, 15), date(2027, 2, 12)
    said = refused(lambda: evaluations.plan_again(sheet.id, sheet.version, early), "again_too_early")
    assert "Nie wcześniej niż po 3 miesiącach od późniejszego z dni" in said
    assert "najwcześniej w piątek 12.02.2027" in said
    again = evaluations.plan_again(sheet.id, sheet.version, early, "Zmiana zakresu obowiązków").record
    assert (again.kind, again.origin_id, again.not_before) == (Kind.AFTER_NEGATIVE, sheet.id, first)
    entries = services.audit.page(Query("", {"record": frozenset({f"evaluation:{again.id}"})}), 0, 5)
    told = {change.name: change.new for change in entries[0].changes}
    assert told["override_reason"] == "Zmiana zakresu obowiązków"
    assert again.number in refused(lambda: evaluations.plan_again(sheet.id, sheet.version, first), "again_already")


def test_in_time_no_reason_is_kept_and_the_signature_waits(
    services: Services, people: People, at: Callable[[date], None]
) -> None:
    evaluations, sheet = services.evaluations, negative(services, people)
    again = evaluations.plan_again(sheet.id, sheet.version, date(2027, 2, 12), "zbędny powód").record
    assert again.override_reason == ""
    with pytest.raises(Invalid, match=r"Ocenę wolno sporządzić najwcześniej 12\.02\.2027"):
        signed(services, again)
    at(date(2027, 2, 12))
    held = evaluations.get(again.id)
    assert evaluations.sign(held.id, held.version, date(2027, 2, 12)).record.state is State.SIGNED


def test_a_second_negative_one_names_its_legal_effect_and_does_nothing(
    services: Services, people: People, at: Callable[[date], None]
) -> None:
    evaluations, sheet = services.evaluations, negative(services, people)
    again = evaluations.plan_again(sheet.id, sheet.version, date(2027, 2, 12)).record
    at(date(2027, 2, 12))
    ready = marked(services, again, 1)
    told = evaluations.close_marks(ready.id, ready.version, date(2027, 2, 12), Verdict.NEGATIVE, "Bo tak").warning
    assert "rozwiązać umowę o pracę z zachowaniem okresów wypowiedzenia" in told
    assert "art. 27 ust. 9" in told
    assert evaluations.warnings(evaluations.get(again.id)) == (told,)
    # one negative alone says nothing of the kind
    assert evaluations.warnings(sheet) == ()
    assert services.employees.get(people.clerk).employed_to is None


def test_a_corrected_verdict_counts_from_then_on(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, negative(services, people)
    correction = evaluations.correct(sheet.id, sheet.version, "Pomylono skalę").record
    done = delivered(services, correction, 5)
    lines = [line for line in evaluations.due(TODAY) if line.employee_id == people.clerk]
    assert "again" not in {line.key for line in lines if line.evaluation_id != done.id}


# -- people who come and go ----------------------------------------------------------------------------------------


def test_a_rater_who_left_is_replaced_with_a_reason(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, planned(services, people.clerk)
    change_person(services, people.head, employed_to=date(2026, 10, 31))
    said = refused(lambda: evaluations.give_criteria(sheet.id, sheet.version, TODAY), "rater_left")
    assert "Oceniający Ewa Wrona nie pracuje w urzędzie dnia 22.11.2026. Kadry muszą wskazać nowego" in said
    assert evaluations.warnings(sheet) == (
        "Oceniający Ewa Wrona nie pracuje już w urzędzie. Kadry muszą wskazać nowego oceniającego.",
    )
    for rater_id, reason, code in (
        (people.mayor, " ", "required"),
        (people.clerk, "x", "rater_is_person"),
        (people.head, "x", "same_rater"),
        (999, "x", "rater_not_employed"),
    ):
        refused(lambda r=rater_id, w=reason: evaluations.change_rater(sheet.id, sheet.version, r, w), code)  # type: ignore[misc]
    changed = evaluations.change_rater(sheet.id, sheet.version, people.mayor, "Kierownik odszedł").record
    assert (changed.rater, changed.rater_post, changed.rater_reason) == ("Ewa Mazur", "burmistrz", "Kierownik odszedł")
    assert evaluations.give_criteria(sheet.id, changed.version, TODAY).record.state is State.CRITERIA_GIVEN
    done = signed(services, evaluations.get(sheet.id))
    refused(lambda: evaluations.change_rater(done.id, done.version, people.other, "x"), "rater_after_signature")


def test_an_employee_who_left_leaves_a_sheet_to_cancel(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, planned(services, people.clerk)
    change_person(services, people.clerk, employed_to=date(2026, 10, 31))
    assert evaluations.warnings(sheet) == ("Ewa Nowak nie pracuje już w urzędzie. Anuluj arkusz, podając powód.",)
    refused(lambda: evaluations.give_criteria(sheet.id, sheet.version, TODAY), "employee_left")
    refused(lambda: evaluations.cancel(sheet.id, sheet.version, TODAY, ""), "required")
    gone = evaluations.cancel(sheet.id, sheet.version, TODAY, "Pracownik odszedł").record
    assert (gone.state, gone.cancel_reason) == (State.CANCELLED, "Pracownik odszedł")


def test_a_unit_closed_meanwhile_is_told_and_the_people_are_frozen_anew(services: Services, people: People) -> None:
    evaluations, sheet = services.evaluations, planned(services, people.clerk)
    above = services.units.get(people.unit).parent_id
    for moved in (people.clerk, people.other, people.head):
        change_person(services, moved, unit_id=above, heads_unit=False)
    unit = services.units.get(people.unit)
    services.units.update(
        unit.id, unit.version, replace(draft_of(unit, UnitDraft), closed_on=date(2026, 10, 31), since=date(2020, 1, 1))
    )
    assert evaluations.warnings(sheet) == (
        "Komórka „Referat Finansowy” już nie działa. Sprawdź, czy oceniający nadal jest bezpośrednim przełożonym.",
    )
    changed = evaluations.change_rater(sheet.id, sheet.version, people.mayor, "Likwidacja referatu").record
    assert (changed.unit, changed.rater) == ("Kierownictwo", "Ewa Mazur")
    assert evaluations.warnings(changed) == ()


# -- paper and terms -----------------------------------------------------------------------------------------------


def test_an_earlier_evaluation_from_paper_starts_the_clocks(services: Services, people: People) -> None:
    evaluations = services.evaluations
    made = evaluations.record_earlier(people.clerk, date(2025, 3, 14), Verdict.POSITIVE, "dobry").record
    assert (made.number, made.kind, made.state, made.rater_id) == ("P1/2026", Kind.PAPER, State.FINAL, None)
    assert evaluations.deeds(made) == ()
    said = refused(lambda: evaluations.record_earlier(people.clerk, date(2025, 3, 14), Verdict.POSITIVE), "paper_twice")
    assert "P1/2026" in said
    refused(lambda: evaluations.record_earlier(people.clerk, date(2026, 12, 1), Verdict.POSITIVE), "paper_in_future")
    (line,) = [line for line in evaluations.due() if line.employee_id == people.clerk]
    assert (line.day, line.last_on, line.number) == (date(2027, 3, 14), date(2025, 3, 14), "P1/2026")
    evaluations.delete(made.id, made.version)
    assert {line.last_on for line in evaluations.due()} == {None}


def test_due_lists_everybody_evaluated_overdue_first_and_the_clocks_of_open_sheets(
    services: Services, people: People
) -> None:
    evaluations = services.evaluations
    new = add_person(services, "Zięba", people.unit, post_since=date(2026, 9, 1), employed_from=date(2026, 9, 1))
    add_person(services, "Goniec", people.unit, post_kind=PostKind.AUXILIARY)
    sheet = delivered(services, planned(services, people.clerk), on=date(2026, 11, 16))
    found = [(line.employee_id, line.key, line.status.value, line.day) for line in evaluations.due()]
    assert found == [
        (people.other, "due", "late", date(2026, 1, 2)),
        (people.head, "due", "late", date(2026, 1, 2)),
        (people.clerk, "head_delivery", "late", date(2026, 11, 16)),
        (people.clerk, "appeal", "calm", date(2026, 11, 23)),
        (new, "not_before", "calm", date(2027, 3, 1)),
        (people.clerk, "not_before", "calm", date(2027, 5, 17)),
        (new, "due", "calm", date(2028, 9, 1)),
        (people.clerk, "due", "calm", date(2028, 11, 16)),
    ]
    assert [line.number for line in evaluations.due() if line.key == "appeal"] == [sheet.number]
    # asked about a day long ago, nobody has been evaluated yet
    assert {line.last_on for line in evaluations.due(date(2025, 1, 1))} == {None}
