"""Editors give back what they were loaded with, read what people type, and refuse in words what they cannot read."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.opening_hours import OpeningHours
from app.widgets.forms.choice_editors import ChoiceEditor, Option, ReferenceEditor
from app.widgets.forms.date_editor import DateEditor
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.hours_editor import HoursEditor
from app.widgets.forms.line_editors import MoneyEditor, NumberEditor, TextEditor, TimeEditor
from app.widgets.forms.text_editors import LongTextEditor, TextsEditor
from tests.keyboard import press, replace_text, type_text
from tests.widgets.form_fixtures import LABELS, UNITS, Color


def _shown(qtbot: QtBot, editor: FieldEditor) -> Any:
    qtbot.addWidget(editor)
    editor.show()
    editor.focus_target().setFocus()
    return editor


@pytest.mark.parametrize("text", ["Zażółć gęślą jaźń", "ŁÓDŹ – „ćma”", "  ze spacjami  "])
def test_polish_text_is_typed_letter_by_letter(qtbot: QtBot, text: str) -> None:
    editor = _shown(qtbot, TextEditor())
    with qtbot.waitSignal(editor.edited):
        type_text(editor.line, text)
    assert editor.read().value == text.strip()


def test_several_spaces_that_are_typed_become_one_and_stored_ones_stay_until_then(qtbot: QtBot) -> None:
    editor = _shown(qtbot, TextEditor())
    editor.load("Koło  Gospodyń")
    editor.tidy()
    assert editor.read().value == "Koło  Gospodyń" == editor.line.text()
    replace_text(editor.line, "Stowarzyszenie \u00a0 Sąsiedzka Pomoc 20\u00a0lat")
    assert editor.read().value == "Stowarzyszenie Sąsiedzka Pomoc 20\u00a0lat"
    editor.tidy()
    assert editor.line.text() == editor.read().value


@pytest.mark.parametrize(
    ("typed", "grosze", "tidied"),
    [("12,50", 1250, "12,50"), ("12.50", 1250, "12,50"), ("0", 0, "0,00"), ("1 234,5 zł", 123450, "1\u00a0234,50")],
)
def test_amounts_are_read_both_ways_and_written_one_way(qtbot: QtBot, typed: str, grosze: int, tidied: str) -> None:
    editor = _shown(qtbot, MoneyEditor())
    type_text(editor.line, typed)
    assert editor.read().value == grosze
    editor.tidy()
    assert editor.line.text() == tidied
    assert editor.read().value == grosze


@pytest.mark.parametrize(
    ("editor_type", "typed", "code"),
    [
        (MoneyEditor, "12,5a", "bad_amount"),
        (MoneyEditor, "-5", "bad_amount"),
        (NumberEditor, "trzy", "bad_number"),
        (NumberEditor, "1_000", "bad_number"),
        (NumberEditor, "٣", "bad_number"),
        (DateEditor, "30.2.2026", "bad_date"),
        (DateEditor, "jutro", "bad_date"),
    ],
)
def test_what_is_no_value_is_named_and_kept_as_typed(
    qtbot: QtBot, editor_type: type[MoneyEditor], typed: str, code: str
) -> None:
    editor = _shown(qtbot, editor_type())
    type_text(editor.line, typed)
    editor.tidy()
    reading = editor.read()
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.problems[0].sentence().startswith(f"„{typed}”")
    assert reading.typed == {"": typed}
    assert editor.line.text() == typed


@pytest.mark.parametrize("typed", ["1.9.2026", "01.09.2026", "2026-09-01", "1-9-2026"])
def test_dates_are_typed_freely(qtbot: QtBot, typed: str) -> None:
    editor = _shown(qtbot, DateEditor())
    type_text(editor.line, typed)
    assert editor.read().value == date(2026, 9, 1)
    editor.tidy()
    assert editor.line.text() == "01.09.2026"


def test_a_day_that_must_be_there_keeps_the_last_one_and_reports_the_blank(qtbot: QtBot) -> None:
    editor = _shown(qtbot, DateEditor(required=True))
    editor.load(date(2026, 1, 2))
    replace_text(editor.line, "")
    reading = editor.read()
    assert reading.value == date(2026, 1, 2)
    assert [problem.code for problem in reading.problems] == ["required"]


def test_the_calendar_opens_by_keyboard_and_gives_a_day(qtbot: QtBot) -> None:
    editor = _shown(qtbot, DateEditor())
    editor.load(date(2026, 9, 1))
    editor._on_calendar_wanted()
    popup = editor._popup
    assert popup is not None
    assert popup.calendar.selectedDate().toString("yyyy-MM-dd") == "2026-09-01"
    popup.calendar.clicked.emit(popup.calendar.selectedDate().addDays(1))
    assert editor.read().value == date(2026, 9, 2)
    assert not popup.isVisible()


def test_blank_means_nothing(qtbot: QtBot) -> None:
    for editor in (MoneyEditor(), NumberEditor(), DateEditor(), ReferenceEditor(UNITS)):
        qtbot.addWidget(editor)
        editor.load(None)
        assert editor.read().value is None
        assert editor.read().problems == ()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("SO – Referat Spraw Obywatelskich", 1), ("so", 1), ("FN", 2), ("fn – referat finansow i ksiegowosci", 2)],
)
def test_a_unit_is_found_by_its_symbol_or_name_without_diacritics(qtbot: QtBot, typed: str, found: int) -> None:
    editor = _shown(qtbot, ReferenceEditor(UNITS))
    type_text(editor.combo.lineEdit(), typed)
    assert editor.read().value == found


@pytest.mark.parametrize("typed", ["ksieg", "ksieg fin", "fin referat fn"])
def test_suggestions_for_a_unit_find_words_in_any_order_without_diacritics(qtbot: QtBot, typed: str) -> None:
    editor = _shown(qtbot, ReferenceEditor(UNITS))
    completer = editor.combo.completer()
    completer.setCompletionPrefix(typed)
    assert completer.completionCount() == 1
    assert completer.currentCompletion() == UNITS[1].text


def test_an_arrow_does_not_swap_a_half_typed_name_for_the_first_of_the_list(qtbot: QtBot) -> None:
    editor = _shown(qtbot, ReferenceEditor(UNITS))
    line = editor.combo.lineEdit()
    type_text(line, "smoki")
    press(line, Qt.Key.Key_Down)
    assert (line.text(), editor.read().value) == ("smoki", None)
    editor.load(UNITS[0].value)
    press(line, Qt.Key.Key_Down)
    assert editor.read().value == UNITS[1].value


def test_a_unit_that_does_not_exist_is_a_problem(qtbot: QtBot) -> None:
    editor = _shown(qtbot, ReferenceEditor(UNITS))
    type_text(editor.combo.lineEdit(), "Referat Smoków")
    assert [problem.code for problem in editor.read().problems] == ["unknown_name"]


@pytest.mark.parametrize(("typed", "found"), [("1", 1), ("17", 3), ("1a", 2), ("17.", 3), ("7", None)])
def test_a_number_alone_is_enough(qtbot: QtBot, typed: str, found: int | None) -> None:
    spheres = (Option(1, "1. pomoc społeczna"), Option(2, "1a. wspieranie rodziny"), Option(3, "17. kultura fizyczna"))
    editor = _shown(qtbot, ReferenceEditor(spheres))
    type_text(editor.combo.lineEdit(), typed)
    assert editor.read().value == found


def test_the_only_name_with_the_typed_letters_is_taken_and_shown_in_full(qtbot: QtBot) -> None:
    editor = _shown(qtbot, ReferenceEditor(UNITS))
    line = editor.combo.lineEdit()
    type_text(line, "ksieg")
    editor.tidy()
    assert (line.text(), editor.read().value) == (UNITS[1].text, 2)
    replace_text(line, "referat")
    assert [problem.code for problem in editor.read().problems] == ["unknown_name"]


def test_a_choice_gives_back_the_member_not_its_text(qtbot: QtBot) -> None:
    editor = _shown(qtbot, ChoiceEditor(LABELS, optional=True))
    for value in (None, Color.RED, Color.BLUE):
        editor.load(value)
        assert editor.read().value is value


def test_the_wheel_does_not_change_a_choice(qtbot: QtBot) -> None:
    editor = _shown(qtbot, ChoiceEditor(LABELS))
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor.combo, event)
    assert editor.read().value is Color.RED
    assert not event.isAccepted(), "the page must get the wheel"


def test_one_entry_in_a_line_and_blank_lines_do_not_count(qtbot: QtBot) -> None:
    editor = _shown(qtbot, TextsEditor())
    type_text(editor.box, "złóż wniosek\n\n  odbierz dowód \n")
    assert editor.read().value == ("złóż wniosek", "odbierz dowód")


def test_tab_leaves_a_long_text(qtbot: QtBot) -> None:
    editor = _shown(qtbot, LongTextEditor())
    type_text(editor.box, "ąę")
    press(editor.box, Qt.Key.Key_Tab, text="\t")
    assert editor.read().value == "ąę"


@pytest.mark.parametrize(
    ("editor", "value"),
    [(LongTextEditor, "razem 12\xa0000,00\xa0zł\nw\u202froku"), (TextsEditor, ("12\xa0000,00\xa0zł", "w\u202froku"))],
)
def test_spaces_that_do_not_break_come_back_as_they_were(
    qtbot: QtBot, editor: type[LongTextEditor | TextsEditor], value: object
) -> None:
    shown = _shown(qtbot, editor())
    shown.load(value)
    assert shown.read().value == value


def test_hours_are_read_leniently_and_come_back_by_day(qtbot: QtBot) -> None:
    editor = _shown(qtbot, HoursEditor())
    spans = (
        OpeningHours(weekday=0, opens="07:30", closes="12:00"),
        OpeningHours(weekday=0, opens="13:00", closes="17:00"),
        OpeningHours(weekday=4, opens="07:30", closes="14:00"),
    )
    editor.load(spans)
    assert editor.read().value == spans
    replace_text(editor._lines[(4, 0, "closes")], "14.30")
    assert editor.read().value[2].closes == "14:30"
    editor.tidy()
    assert editor._lines[(4, 0, "closes")].text() == "14:30"


def test_hours_with_three_spans_on_a_day_lose_none(qtbot: QtBot) -> None:
    editor = _shown(qtbot, HoursEditor())
    spans = tuple(OpeningHours(weekday=2, opens=f"{hour:02d}:00", closes=f"{hour + 1:02d}:00") for hour in (7, 9, 11))
    editor.load(spans)
    assert editor.read().value == spans


def test_monday_is_repeated_until_friday(qtbot: QtBot) -> None:
    editor = _shown(qtbot, HoursEditor())
    editor.load((OpeningHours(weekday=0, opens="07:30", closes="15:30"),))
    editor._copy.click()
    assert [span.weekday for span in editor.read().value] == [0, 1, 2, 3, 4]


def test_a_time_that_is_none_stays_for_the_domain_to_name(qtbot: QtBot) -> None:
    editor = _shown(qtbot, TimeEditor())
    type_text(editor.line, "25:00")
    editor.tidy()
    assert editor.read().value == "25:00"


def test_pasted_text_over_the_limit_is_not_cut(qtbot: QtBot) -> None:
    editor = _shown(qtbot, TextEditor())
    QApplication.clipboard().setText("ż" * 5000 + "\nkoniec")
    editor.line.paste()
    assert editor.read().value == "ż" * 5000 + " koniec"
    assert editor.length() == 5007
