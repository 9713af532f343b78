"""Windows of steps: every lawful step has one, tells which term it starts, and says at the field what is wrong."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import Conflict, Invalid
from app.core.problems import Problem
from app.core.records import Change, Outcome
from app.registers.evaluations.sheets.clocks import clocks
from app.registers.evaluations.sheets.domain import Decision, Evaluation, State, Verdict
from app.registers.evaluations.sheets.steps import Step, allowed
from app.registers.evaluations.sheets.windows.course import course, running
from app.registers.evaluations.sheets.windows.effects import effects
from app.registers.evaluations.sheets.windows.step_deeds import deed_of
from app.registers.evaluations.sheets.windows.step_words import WORDS, next_of
from app.widgets.forms.deed import Deed
from app.widgets.forms.deed_window import DeedWindow
from tests.keyboard import replace_text, type_text
from tests.registers.evaluations.sheets.sample_sheets import marks, sheet
from tests.widgets.form_fixtures import Bench

TODAY = date(2026, 11, 22)
NO_OFFICE: Any = None
RATED = marks(mark=4)
SIGNED: dict[str, Any] = {
    "marks": RATED,
    "marked_on": date(2026, 10, 20),
    "talk_on": date(2026, 10, 25),
    "signed_on": date(2026, 11, 5),
}
DELIVERED: dict[str, Any] = {**SIGNED, "delivered_on": date(2026, 11, 6)}


def told(evaluation: Evaluation, step: Step, **values: Any) -> str:
    return "\n".join(f"{effect.title}\n{effect.text}" for effect in effects(evaluation, step, values, TODAY))


def test_delivery_tells_the_term_to_appeal_with_its_shift_before_it_is_recorded() -> None:
    text = told(sheet(State.SIGNED, **SIGNED), Step.DELIVER, delivered_on=date(2026, 11, 22))
    assert "Odwołanie pracownika: poniedziałek 30.11.2026" in text
    assert "art. 27 ust. 5" in text
    assert "przypada w niedzielę 29.11.2026" in text


def test_an_appeal_tells_the_office_its_term_and_a_late_one_the_way_to_restore_it() -> None:
    delivered = sheet(State.DELIVERED, **DELIVERED)
    assert "Rozpatrzenie odwołania: piątek 27.11.2026" in told(
        delivered, Step.FILE_APPEAL, appeal_on=date(2026, 11, 13)
    )
    late = told(delivered, Step.FILE_APPEAL, appeal_on=date(2026, 11, 16))
    assert "rozpatruje się je dopiero po przywróceniu terminu" in late
    assert "Termin odwołania minął 13.11.2026" in late
    assert "Rozpatrzenie odwołania" not in late


@pytest.mark.parametrize(
    ("decision", "wanted"),
    [(Decision.CHANGED, "z tymi samymi ocenami"), (Decision.REPEATED, "z pustymi ocenami"), (Decision.UPHELD, "")],
)
def test_a_decision_tells_which_sheet_it_makes(decision: Decision, wanted: str) -> None:
    appealed = sheet(State.APPEALED, **DELIVERED, appeal_on=date(2026, 11, 12))
    text = told(appealed, Step.DECIDE_APPEAL, decision_on=TODAY, decision=decision, decision_grounds="x")
    assert "Termin rozpatrzenia: 26.11.2026" in text
    assert ("Powstanie nowy arkusz" in text) == bool(wanted)
    assert wanted in text


def test_finality_and_the_next_evaluation_are_dated_in_words() -> None:
    assert "Ocena ostateczna od 14.11.2026" in told(
        sheet(State.DELIVERED, **DELIVERED), Step.MAKE_FINAL, final_on=TODAY
    )
    negative = sheet(State.FINAL, **DELIVERED, verdict=Verdict.NEGATIVE, final_on=date(2026, 11, 14))
    assert "Nie wcześniej niż po 3 miesiącach" in told(negative, Step.PLAN_AGAIN, planned_on=TODAY)


WITH_THE_HEAD = {**DELIVERED, "head_delivered_on": date(2026, 11, 6)}
STAGES = [
    sheet(State.PLANNED, criteria_on=None),
    sheet(State.CRITERIA_GIVEN, marks=RATED),
    sheet(State.MARKED, marks=RATED, marked_on=date(2026, 10, 20)),
    sheet(State.TALK_HELD, marks=RATED, marked_on=date(2026, 10, 20), talk_on=date(2026, 10, 25)),
    sheet(State.SIGNED, **SIGNED),
    sheet(State.DELIVERED, **DELIVERED),
    sheet(State.APPEALED, **DELIVERED, appeal_on=date(2026, 11, 12)),
    sheet(
        State.APPEALED,
        **DELIVERED,
        appeal_on=date(2026, 11, 12),
        decision=Decision.UPHELD,
        decision_on=date(2026, 11, 20),
    ),
    sheet(State.FINAL, **WITH_THE_HEAD, final_on=date(2026, 11, 14), verdict=Verdict.NEGATIVE),
    sheet(State.FINAL, **WITH_THE_HEAD, final_on=date(2026, 11, 14), appeal_on=date(2026, 11, 18)),
    sheet(
        State.FINAL,
        **WITH_THE_HEAD,
        final_on=date(2026, 11, 14),
        appeal_on=date(2026, 11, 18),
        restore_on=date(2026, 11, 18),
    ),
]


@pytest.mark.parametrize("evaluation", STAGES, ids=lambda each: each.state.value)
def test_every_lawful_step_has_words_and_a_window_whose_start_is_whole(
    evaluation: Evaluation, qtbot: QtBot, bench: Bench
) -> None:
    steps = set(allowed(evaluation, TODAY))
    assert steps <= WORDS.keys()
    for step in steps - {Step.SELF_ASSESS}:
        window = DeedWindow(deed_of(step, evaluation, NO_OFFICE, TODAY), bench.jobs, lambda _window: bench.dialogs)
        qtbot.addWidget(window)
        blank = {problem.field for problem in window.problems() if problem.code == "required"}
        assert [problem for problem in window.problems() if problem.code != "required"] == []
        assert blank <= {name for name, row in window.rows.items() if row.field.required}


@pytest.mark.parametrize(
    ("evaluation", "step"),
    list(
        zip(
            STAGES,
            [
                Step.GIVE_CRITERIA,
                Step.MARK,
                Step.HOLD_TALK,
                Step.SIGN,
                Step.DELIVER,
                Step.DELIVER_TO_HEAD,
                Step.DECIDE_APPEAL,
                Step.DELIVER_DECISION,
                Step.PLAN_AGAIN,
                Step.ASK_RESTORE,
                Step.DECIDE_RESTORE,
            ],
            strict=True,
        )
    ),
    ids=[step.state.value for step in STAGES],
)
def test_the_next_step_is_the_one_that_carries_the_procedure_on(evaluation: Evaluation, step: Step) -> None:
    assert next_of(allowed(evaluation, TODAY)) is step


# -- the window ------------------------------------------------------------------------------------------------------


def show(deed: Deed, qtbot: QtBot, bench: Bench) -> DeedWindow:
    window = DeedWindow(deed, bench.jobs, lambda _window: bench.dialogs)
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_date_before_the_signature_is_refused_at_the_field(qtbot: QtBot, bench: Bench) -> None:
    # a call would fail: there are no use cases to call
    deed = deed_of(Step.DELIVER, sheet(State.SIGNED, **SIGNED), NO_OFFICE, TODAY)
    window = show(deed, qtbot, bench)
    day = window.rows["delivered_on"]
    replace_text(day.editor.focus_target(), "4.11.2026")
    window.do.click()
    assert day.note.error_text == "Ta data nie może być wcześniejsza niż dzień poprzedniego kroku (05.11.2026)."
    assert not bench.jobs.busy
    assert not window.effects.isVisible()


def test_a_deed_reports_its_outcome_and_closes(qtbot: QtBot, bench: Bench) -> None:
    evaluation = sheet(State.SIGNED, **SIGNED)
    outcome = Outcome(evaluation, Change("evaluation", frozenset({12})), "Zapisano.")
    deed = replace(deed_of(Step.DELIVER, evaluation, NO_OFFICE, TODAY), call=lambda _values: outcome)
    # it deletes itself when it closes, so the test must not
    window = DeedWindow(deed, bench.jobs, lambda _window: bench.dialogs)
    window.show()
    told_of: list[Any] = []
    window.done_with.connect(told_of.append)
    with qtbot.waitSignal(window.accepted):
        window.do.click()
    assert told_of == [outcome]


def test_a_second_click_on_the_button_does_nothing(qtbot: QtBot, bench: Bench) -> None:
    evaluation = sheet(State.SIGNED, **SIGNED)
    outcome = Outcome(evaluation, Change("evaluation", frozenset({12})), "Zapisano.")
    calls: list[Any] = []

    def call(values: Any) -> Any:
        calls.append(values)
        return outcome

    window = DeedWindow(
        replace(deed_of(Step.DELIVER, evaluation, NO_OFFICE, TODAY), call=call),
        bench.jobs,
        lambda _window: bench.dialogs,
    )
    window.show()
    with qtbot.waitSignal(window.accepted):
        window.do.click()
        window.do.click()
        window.close()
        assert window.isVisible(), "not while the step is being saved"
    assert len(calls) == 1


def test_leaving_asks_only_where_texts_would_be_lost(qtbot: QtBot, bench: Bench) -> None:
    deed = deed_of(Step.DELIVER, sheet(State.SIGNED, **SIGNED), NO_OFFICE, TODAY)
    window = DeedWindow(deed, bench.jobs, lambda _window: bench.dialogs)
    window.show()
    type_text(window.rows["delivery_note"].editor.focus_target(), "Odbiór odmówiony")
    window.close()
    assert window.isVisible()
    ((_, (leave,)),) = bench.dialogs.asked
    with qtbot.waitSignal(window.rejected):
        leave.then()
    untouched = DeedWindow(deed, bench.jobs, lambda _window: bench.dialogs)
    untouched.show()
    with qtbot.waitSignal(untouched.rejected):
        untouched.close()
    assert len(bench.dialogs.asked) == 1


def _raise(error: Exception) -> Any:
    raise error


def test_a_negative_result_without_words_is_refused_at_its_field(qtbot: QtBot, bench: Bench) -> None:
    problem = Problem("verdict_reason", "negative_in_words")
    deed = deed_of(Step.MARK, sheet(marks=marks(mark=1, reason="bo tak")), NO_OFFICE, TODAY)
    window = show(replace(deed, call=lambda _values: _raise(Invalid((problem,), ("",)))), qtbot, bench)
    assert window.values()["verdict"] is None, "nobody but the rater chooses a negative result"
    assert "Regulamin proponuje wynik negatywny" in window.effects.accessibleName()
    window.rows["verdict"].editor.load(Verdict.NEGATIVE)
    window.do.click()
    assert bench.jobs.wait()
    reason = window.rows["verdict_reason"]
    assert reason.note.error_text.startswith("Wynik negatywny oceniający potwierdza własnymi słowami")
    type_text(reason.editor.focus_target(), "Bo trzy razy odmówił")
    assert reason.note.error_text == ""


def test_a_sheet_changed_meanwhile_is_not_touched(qtbot: QtBot, bench: Bench) -> None:
    evaluation = sheet(State.SIGNED, **SIGNED)
    deed = deed_of(Step.DELIVER, evaluation, NO_OFFICE, TODAY)
    window = show(replace(deed, call=lambda _values: _raise(Conflict(evaluation, evaluation))), qtbot, bench)
    window.do.click()
    assert bench.jobs.wait()
    assert window.status.text().startswith("Ktoś zmienił tę pozycję w międzyczasie")


# -- the course ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("evaluation", STAGES, ids=lambda each: each.state.value)
def test_every_clock_is_explained_in_the_course(evaluation: Evaluation) -> None:
    evaluation = replace(evaluation, due_by=date(2027, 1, 2), planned_on=date(2026, 12, 1))
    texts = [moment.text for moment in (*course(evaluation, TODAY), *running(evaluation, TODAY))]
    for clock in clocks(evaluation, TODAY):
        assert any(clock.explanation in text for text in texts), clock.key


def test_the_course_tells_late_appeals_and_reminders() -> None:
    appealed = sheet(State.APPEALED, **DELIVERED, appeal_on=date(2026, 11, 12))
    said = [f"{moment.title}: {moment.text}" for moment in course(appealed, TODAY)]
    assert any("Ostatni dzień na rozpatrzenie odwołania – zostały 4 dni" in text for text in said)
    assert any("Program przypomina: 19.11.2026, 22.11.2026." in text for text in said)
    late = sheet(State.DELIVERED, **DELIVERED, appeal_on=date(2026, 11, 18))
    assert any(moment.title == "Odwołanie wniesione po terminie" for moment in course(late, TODAY))
