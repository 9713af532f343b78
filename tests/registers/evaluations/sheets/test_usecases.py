"""Evaluation sheets from their making to finality: what is frozen, refused, linked and told."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.bootstrap import Services
from app.core.errors import Conflict, Invalid, Refusal
from app.core.records import Query
from app.people.employees.domain import Employee
from app.people.posts.domain import PostKind
from app.people.structure.domain import Structure
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
from app.registers.evaluations.sheets.opening import person_problems
from app.registers.evaluations.sheets.sealing import seal_ok
from app.registers.evaluations.sheets.steps import Step
from tests.registers.evaluations.sheets.people import (
    People,
    add_people,
    change_person,
    delivered,
    marked,
    planned,
    refused,
    signed,
    with_marks,
)

BOTH_ENGINES = True
TODAY = date(2026, 11, 22)


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


def employee(number: int, **more: Any) -> Employee:
    given = {"surname": f"N{number}", "first_name": "Ewa", "unit_id": 1, "post": "inspektor", "employed_from": TODAY}
    return Employee(id=number, version=1, post_kind=PostKind.CLERICAL, **{**given, **more})


@pytest.mark.parametrize(
    ("superiors", "code"),
    [
        ({1: 1}, "own_superior"),
        ({1: 2, 2: 1}, "superior_ring"),
        ({1: 2, 2: 3, 3: 1}, "superior_ring"),
        ({1: None, 2: None, 3: None}, "no_rater"),
        ({1: 9}, "superior_gone"),
        ({1: 2}, ""),
    ],
)
def test_superiors_that_make_no_sense_are_told(superiors: dict[int, int | None], code: str) -> None:
    # a register refuses them, but an imported or older database may hold them
    structure = Structure([employee(each, superior_id=superiors.get(each)) for each in (1, 2, 3)], [])
    found = [problem.code for problem in person_problems(structure, 1, TODAY)]
    assert found == ([code] if code else [])


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
