"""The window of one sheet: filled by keys alone, told to screen readers, kept when it is closed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from app.core.errors import Conflict
from app.core.records import Change, Outcome
from app.registers.evaluations.regulations.domain import RegulationDraft, ScaleMark
from app.registers.evaluations.sheets.domain import Evaluation, State
from app.registers.evaluations.sheets.windows.criterion_row import CriterionRow
from app.registers.evaluations.sheets.windows.known import Known
from app.registers.evaluations.sheets.windows.marking import EvaluationForm, MarkingDeeds
from app.registers.evaluations.sheets.windows.self_assessment import SelfAssessmentForm
from app.widgets.forms.conflict import ConflictDialog
from app.widgets.forms.record_form import Subject
from tests.keyboard import press, type_text
from tests.registers.evaluations.sheets.sample_sheets import THIRTEEN, known, marks, sheet
from tests.widgets.form_fixtures import CLOCK, Bench

Key = Qt.Key
Open = Callable[..., EvaluationForm]


class Office:
    """Saves sheets in memory."""

    def __init__(self) -> None:
        self.saved: list[Any] = []
        self.steps: list[Evaluation] = []
        self.refusal: Exception | None = None

    def save(self, draft: Any, record: Any) -> Outcome[Any]:
        """As ``Evaluations.update``."""
        if self.refusal is not None:
            raise self.refusal
        self.saved.append(draft)
        changes = {name: getattr(draft, name) for name in draft.__dataclass_fields__}
        return Outcome(
            replace(record, version=record.version + 1, **changes), Change("evaluation", frozenset({12})), "Zapisano."
        )


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def open_sheet(qtbot: QtBot, bench: Bench, office: Office) -> Open:
    def show(evaluation: Evaluation | None = None, known: Known | None = None, **more: Any) -> EvaluationForm:
        deeds = MarkingDeeds(
            next_step=lambda _sheet: "Wystaw oceny…", take_next=lambda taken, _form: office.steps.append(taken)
        )
        form = EvaluationForm(
            Subject(record=evaluation or sheet()),
            bench.services(),
            office.save,
            known=known or Known(),
            deeds=deeds,
            **more,
        )
        qtbot.addWidget(form)
        form.show()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        form.marks.focus_target().setFocus()
        return form

    return show


def keys(text: str) -> None:
    """Types into whatever has the focus, as a person does."""
    for char in text:
        focus = QApplication.focusWidget()
        assert focus is not None
        type_text(focus, char)


def given(form: EvaluationForm) -> list[int | None]:
    return [row.value.mark for row in form.marks.rows]


def focused(form: EvaluationForm) -> int:
    """The number of the row with the focus, from 1."""
    return next(number for number, row in enumerate(form.marks.rows, 1) if row.holds_focus())


def test_thirteen_digits_set_thirteen_marks(open_sheet: Open) -> None:
    form = open_sheet()
    keys("4323443242343")
    assert given(form) == [4, 3, 2, 3, 4, 4, 3, 2, 4, 2, 3, 4, 3]
    # nothing is missing, so the focus goes on to the opinion
    assert QApplication.focusWidget() is form.page.rows["opinion"].editor.focus_target()
    assert form.bar.missing.text() == "Niczego nie brakuje."
    assert form.bar.result.text() == "Średnia 3,15 · poziom: dobry · proponowany wynik: pozytywny"


@pytest.mark.parametrize(
    ("typed", "mark", "row"),
    [
        ((Key.Key_Down,), None, 2),
        ((Key.Key_Return,), None, 2),
        ((Key.Key_Down, Key.Key_Up), None, 1),
        ((Key.Key_End,), None, 13),
        ((Key.Key_End, Key.Key_Home), None, 1),
        ((Key.Key_Right,), 1, 1),
        ((Key.Key_Right, Key.Key_Right), 2, 1),
        ((Key.Key_Left, Key.Key_Left), 4, 1),
        ((Key.Key_Right, Key.Key_Backspace), None, 1),
    ],
)
def test_keys_move_and_change(open_sheet: Open, typed: tuple[Qt.Key, ...], mark: int | None, row: int) -> None:
    form = open_sheet()
    for key in typed:
        focus = QApplication.focusWidget()
        assert focus is not None
        press(focus, key)
    assert (given(form)[0], focused(form)) == (mark, row)


def test_a_word_typed_beside_the_justification_commands_nothing(open_sheet: Open) -> None:
    form = open_sheet()
    keys("samodzielnie2")
    assert given(form) == [None] * 13
    assert "naciśnij U" in form.bar.missing.text() + form.bar.result.text() + form.status.text()


@pytest.mark.parametrize("key", ["n", "N", "0"])
def test_not_applicable_has_keys_and_needs_a_reason(open_sheet: Open, key: str) -> None:
    form = open_sheet()
    keys(f"{key}4")
    first = form.marks.rows[0]
    assert (first.value.not_applicable, first.value.mark, first.lacks_reason) == (True, None, True)
    assert given(form)[1] == 4


def test_nought_is_a_mark_where_the_scale_has_it(open_sheet: Open) -> None:
    rules = replace(THIRTEEN, scale=(ScaleMark(value=0, name="brak"), *THIRTEEN.scale))
    form = open_sheet(sheet(rules=rules))
    keys("0n")
    assert [(row.value.mark, row.value.not_applicable) for row in form.marks.rows[:2]] == [(0, False), (None, True)]


def test_not_applicable_is_refused_where_the_regulation_forbids_it(open_sheet: Open) -> None:
    form = open_sheet(sheet(rules=replace(THIRTEEN, may_not_apply=False)))
    keys("n")
    assert not form.marks.rows[0].value.not_applicable
    assert form.status.text() == "Regulamin nie pozwala pominąć kryterium: wybierz ocenę."


def test_a_digit_outside_the_scale_is_refused_in_words(open_sheet: Open) -> None:
    form = open_sheet()
    keys("7")
    assert (given(form)[0], focused(form)) == (None, 1)
    assert form.status.text() == "Oceny 7 nie ma w skali: 1, 2, 3, 4, 5."


def test_one_and_five_ask_for_a_justification_at_the_row(open_sheet: Open) -> None:
    form = open_sheet()
    assert not form.marks.rows[0].reason.isVisible()
    keys("51" + "3" * 11)
    assert [row.reason.isVisible() for row in form.marks.rows[:3]] == [True, True, False]
    assert form.bar.missing.text() == ("Brakuje 2 uzasadnień: Przygotowanie merytoryczne, Wypełnianie obowiązków.")
    # past the last mark the focus comes to the first justification, Enter goes on, F8 to the next one
    assert form.marks.rows[0].reason.hasFocus()
    keys("Przygotował wzory decyzji.\n")
    QTest.keyClick(form, Key.Key_F8)
    assert form.marks.rows[1].reason.hasFocus()
    keys("Trzy wnioski po terminie.")
    assert form.marks.missing() == ()
    assert form.marks.rows[0].value.reason == "Przygotował wzory decyzji."


def test_escape_leaves_the_justification_and_not_the_window(open_sheet: Open) -> None:
    form = open_sheet()
    keys("u")
    QTest.keyClick(form.marks.rows[0].reason, Key.Key_Escape)
    assert form.isVisible()
    assert form.marks.rows[0].hasFocus()


def test_rows_tell_criterion_mark_and_state_to_screen_readers(open_sheet: Open) -> None:
    form = open_sheet(sheet(marks=marks(self_mark=3)), known=known())
    row = form.marks.rows[0]
    assert row.accessibleName() == "Kryterium 1 z 13: Przygotowanie merytoryczne. Ocena: bez oceny"
    keys("5")
    assert row.accessibleName() == (
        "Kryterium 1 z 13: Przygotowanie merytoryczne. Ocena: 5 – wyróżniająca, brakuje uzasadnienia"
    )
    assert row.accessibleDescription() == "grupa I; poprzednia ocena: 3; samoocena: 3"


def test_the_panel_shows_the_criterion_in_focus_its_past_and_events(open_sheet: Open) -> None:
    form = open_sheet(sheet(marks=marks(self_mark=3)), known=known())
    form.resize(1300, 720)
    keys("4")
    press(form.marks.rows[1], Key.Key_Up)
    QApplication.processEvents()  # layouts show what was added
    text = "\n".join(label.text() for label in form.panel.findChildren(type(form.bar.result)) if label.isVisible())
    for wanted in (
        "Przygotowanie merytoryczne",
        "Poprzednia ocena (08.11.2024): 3",
        "Samoocena: 3, ocena względem niej: +1",
        "+ 09.03.2026: Sam przygotował wzór decyzji",
        "Nie wpisuj danych o zdrowiu",
    ):
        assert wanted in text, wanted
    button = form.panel.findChild(QToolButton, "take_event_9")
    assert isinstance(button, QToolButton)
    button.click()
    assert form.marks.rows[0].value.reason.startswith("+ 09.03.2026: Sam przygotował")


def test_tab_goes_through_criteria_and_justifications_to_the_opinion(open_sheet: Open) -> None:
    form = open_sheet()
    keys("5")
    form.marks.rows[0].setFocus()
    reached = []
    for _ in range(15):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.append(focus)
        QTest.keyClick(focus, Key.Key_Tab)
    first, *others = form.marks.rows
    assert reached == [first, first.reason, *others, form.page.rows["opinion"].editor.focus_target()]


def test_a_planned_sheet_says_where_its_criteria_come_from(open_sheet: Open) -> None:
    form = open_sheet(sheet(State.PLANNED, marks=(), criteria_on=None))
    assert not form.bar.isVisible()
    form.refresh(sheet(version=4))
    assert form.bar.isVisible()
    assert len(form.marks.rows) == 13


def test_negative_is_proposed_with_its_reason(open_sheet: Open) -> None:
    form = open_sheet()
    keys("1" + "4" * 12)
    assert form.bar.result.text().endswith(
        "proponowany wynik: negatywny, bo ocena 1 w grupie I: Przygotowanie merytoryczne"
    )


# -- keeping ---------------------------------------------------------------------------------------------------------


def test_closing_an_unfinished_sheet_saves_it_without_a_question(
    open_sheet: Open, office: Office, bench: Bench, qtbot: QtBot
) -> None:
    form = open_sheet()
    keys("44")
    form.close()
    assert bench.jobs.wait()
    qtbot.waitUntil(lambda: not form.isVisible())
    assert [mark.mark for mark in office.saved[0].marks[:3]] == [4, 4, None]
    assert bench.dialogs.asked == []


def test_what_was_typed_before_a_crash_is_offered_again(open_sheet: Open, bench: Bench, qtbot: QtBot) -> None:
    form = open_sheet()
    keys("43")
    form.leave_work()
    again = open_sheet()
    assert again.banner.isVisible()
    again.banner.keep.click()
    assert given(again)[:3] == [4, 3, None]


def test_somebody_elses_change_is_shown_beside_mine(open_sheet: Open, office: Office, bench: Bench) -> None:
    form = open_sheet()
    keys("4")
    theirs = sheet(version=4, opinion="Opinia kadr")
    office.refusal = Conflict(form.draft(), theirs)
    form.save()
    assert bench.jobs.wait()
    dialog = form.findChild(ConflictDialog)
    assert isinstance(dialog, ConflictDialog)
    office.refusal = None
    dialog.mine.click()
    assert (given(form)[0], form.draft().opinion) == (4, "Opinia kadr")
    form.save()
    assert bench.jobs.wait()
    assert office.saved[0].opinion == "Opinia kadr"


def test_a_step_taken_elsewhere_refreshes_the_window(open_sheet: Open) -> None:
    form = open_sheet()
    form.refresh(sheet(State.MARKED, version=4, marks=marks(mark=4)))
    assert given(form)[0] == 4
    keys("3")
    assert given(form)[0] == 4, "closed marks take no key"


@pytest.mark.parametrize("state", [State.SIGNED, State.DELIVERED, State.FINAL, State.CANCELLED])
def test_a_signed_sheet_only_shows(open_sheet: Open, state: State) -> None:
    form = open_sheet(sheet(state, marks=marks(mark=4)))
    keys("2")
    assert given(form)[0] == 4
    assert form.page.rows["opinion"].editor.focus_target().isReadOnly()  # type: ignore[attr-defined]
    assert not form.save_and_close.isVisible()


def test_the_next_step_saves_first(open_sheet: Open, office: Office, bench: Bench) -> None:
    form = open_sheet()
    keys("4")
    QTest.keyClick(form, Key.Key_F7)
    assert bench.jobs.wait()
    assert (office.saved[0].marks[0].mark, office.steps[0].version) == (4, 4)


# -- self-assessment -------------------------------------------------------------------------------------------------


@pytest.fixture
def self_assessment(qtbot: QtBot, bench: Bench, office: Office) -> SelfAssessmentForm:
    evaluation = sheet(marks=marks(mark=None))
    form = SelfAssessmentForm(evaluation, CLOCK.today(), bench.services(), office.save, known=Known())
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.marks.focus_target().setFocus()
    return form


def test_self_assessment_takes_the_same_keys(self_assessment: SelfAssessmentForm, office: Office, bench: Bench) -> None:
    form = self_assessment
    keys("5432154321543")
    assert [row.value.self_mark for row in form.marks.rows] == [5, 4, 3, 2, 1, 5, 4, 3, 2, 1, 5, 4, 3]
    assert given(form) == [None] * 13
    assert not any(row.lacks_reason or row.reason.isVisible() for row in form.marks.rows)
    assert QApplication.focusWidget() is form.page.rows["self_assessed_on"].editor.focus_target()
    form.save_and_close.click()
    assert bench.jobs.wait()
    assert office.saved[0].self_assessed_on == CLOCK.today()
    assert not form.isVisible()


def test_a_self_assessment_keeps_its_unsaved_work_apart(self_assessment: SelfAssessmentForm, open_sheet: Open) -> None:
    keys("44")
    self_assessment.leave_work()
    assert not open_sheet().banner.isVisible()


def test_a_row_outside_any_window_names_a_mark_that_left_the_scale(qtbot: QtBot) -> None:
    rules = RegulationDraft(scale=(ScaleMark(value=1, name="zła"), ScaleMark(value=2, name="dobra")))
    row = CriterionRow(1, 1, rules, own=False, parent=None)  # type: ignore[arg-type]
    qtbot.addWidget(row)
    row.load(replace(marks()[0], mark=5))
    assert row.state_in_words() == "5 – poza skalą"
