"""The form window: words at the field, keys, saving, closing without losing anything."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.errors import EnvironmentProblem, Invalid
from app.core.problems import Problem
from app.core.records import Outcome
from app.widgets.forms.record_form import Subject
from app.widgets.forms.section_list import _STATE, _drawing
from tests.keyboard import press, replace_text, type_text
from tests.widgets.form_fixtures import (
    THING,
    Bench,
    Part,
    ThingDraft,
    ThingForm,
    append,
    entry,
    error_at,
    leave,
    let_go,
    open_form,
    rows_of,
    saved,
)


def test_every_field_has_label_buddy_name_and_description(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    for name, row in form.page.rows.items():
        target = row.editor.focus_target()
        assert row.editor.objectName() == name
        assert target.accessibleName(), name
        if row.label is not None:
            assert row.label.buddy() is target, name
            assert "&" in row.label.text(), name
            assert row.label.sizeHint().width() <= row.label.width(), f"label of {name} is cut"
    assert entry(form, "name").accessibleName() == "Nazwa, wymagane"
    assert entry(form, "name").accessibleDescription() == "Krótka."


def test_a_problem_shows_when_the_field_is_left_not_before(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    replace_text(entry(form, "name"), "")
    form._check()
    assert error_at(form, "name") == ""
    leave(form, "name", "story")
    assert "wymagane" in error_at(form, "name")
    assert form.page.rows["name"].note.isVisible()
    assert entry(form, "name").accessibleDescription().startswith("Błąd: To pole jest wymagane")


def test_a_corrected_field_loses_its_problem_while_typing(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    replace_text(entry(form, "price"), "12,5a")
    leave(form, "price", "name")
    assert error_at(form, "price").startswith("„12,5a” to nie jest kwota")
    replace_text(entry(form, "price"), "12.50")
    qtbot.waitUntil(lambda: error_at(form, "price") == "", timeout=2000)
    assert form.draft().price == 1250
    assert entry(form, "price").accessibleDescription() == ""


def test_text_over_the_limit_is_reported_not_cut(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    type_text(entry(form, "story"), "ą" * 50)
    leave(form, "story", "name")
    assert "liczba znaków to 54," in error_at(form, "story")
    assert len(form.draft().story) == 54


def test_the_room_left_shows_near_the_limit(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench, None)
    note = form.page.rows["story"].note
    type_text(entry(form, "story"), "a" * 30)
    assert note.room_text == ""
    type_text(entry(form, "story"), "a" * 8)
    assert note.room_text == "Można wpisać jeszcze 2 znaki z 40."


def test_a_short_field_counts_only_what_is_too_much(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench, None)
    note = form.page.rows["name"].note
    type_text(entry(form, "name"), "a" * 20)
    assert note.room_text == ""
    type_text(entry(form, "name"), "a" * 3)
    assert note.room_text == "Tekst jest za długi o 3 znaki (limit: 20)."


def test_an_entry_too_long_in_a_list_is_named_by_its_place(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    type_text(entry(form, "words"), "krótkie\n" + "ś" * 11)
    leave(form, "words", "name")
    assert error_at(form, "words").startswith("Pozycja 2: Tekst jest za długi: liczba znaków to 11")


def test_saving_a_faulty_form_shows_every_problem_and_goes_to_the_first(qtbot: QtBot, bench: Bench) -> None:
    calls: list[Any] = []
    form = open_form(qtbot, bench, save=lambda *a: calls.append(a))
    replace_text(entry(form, "name"), "")
    type_text(entry(form, "story"), " smok")
    replace_text(entry(form, "count"), "100")
    press(entry(form, "count"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    form.save()
    assert calls == []
    assert error_at(form, "story") == "Bez smoków."
    assert error_at(form, "count") == "Wpisz liczbę od 1 do 99."
    assert form.focusWidget() is entry(form, "name")
    assert "3 pola wymagają poprawy" in form.status.text()
    assert form.section_list.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Teksty: 1 błąd, brakuje 1 pola"


def test_typing_and_saving_gives_the_draft_to_the_use_case(qtbot: QtBot, bench: Bench) -> None:
    got: list[Any] = []

    def save(draft: Any, record: Any) -> Outcome[Any]:
        got.append((draft, record))
        return saved(draft, record)

    form = open_form(qtbot, bench, None, save)
    assert form.windowTitle() == "Nowa rzecz"
    type_text(entry(form, "name"), "Źdźbło")
    assert form.windowTitle().startswith("• ")
    type_text(entry(form, "words"), "łąka\nćma")
    with qtbot.waitSignal(form.saved):
        form.save()
    draft, record = got[0]
    assert (draft.name, draft.words, record) == ("Źdźbło", ("łąka", "ćma"), None)
    assert form.windowTitle() == "Źdźbło"
    assert not form.modified
    append(form, "name", "!")
    with qtbot.waitSignal(form.saved):
        form.save()
    assert got[1][1].id == 7, "the second save must know the record of the first"


@pytest.mark.parametrize(("key", "stays"), [(Qt.Key.Key_S, True), (Qt.Key.Key_Return, False)])
@pytest.mark.parametrize("place", ["name", "story", "unit_id"])
def test_keys_save_from_every_kind_of_field(qtbot: QtBot, bench: Bench, place: str, key: Qt.Key, stays: bool) -> None:
    form = open_form(qtbot, bench)
    append(form, "name", "!")
    entry(form, place).setFocus()
    with qtbot.waitSignal(form.saved):
        QTest.keyClick(entry(form, place), key, Qt.KeyboardModifier.ControlModifier)
    assert form.isVisible() is stays


def test_alt_and_the_underlined_letter_lead_to_the_field(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    for name in ("count", "price", "unit_id"):
        label = form.page.rows[name].label
        assert label is not None
        letter = label.text()[label.text().index("&") + 1]
        entry(form, "name").setFocus()
        for _ in range(4):
            QTest.keyClick(form, Qt.Key(ord(letter.upper())), Qt.KeyboardModifier.AltModifier)
            if form.focusWidget() is entry(form, name):
                break
        assert form.focusWidget() is entry(form, name), name


def test_the_cursor_scrolls_the_page_and_the_list_of_sections_follows(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench, replace(THING, parts=tuple(Part(title=str(n)) for n in range(3))))
    form.resize(700, 320)
    QApplication.processEvents()
    target = rows_of(form).add
    target.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    inside = target.mapTo(form.page.viewport(), target.rect().center())
    assert form.page.viewport().rect().contains(inside)
    assert form.section_list.currentRow() == 3
    form.section_list.itemActivated.emit(form.section_list.item(0))
    assert form.focusWidget() is entry(form, "name")
    assert form.section_list.currentRow() == 0


def test_the_list_of_sections_names_the_one_that_has_the_cursor(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench, replace(THING, parts=(Part(title="a"),)))
    form.resize(700, 520)
    QApplication.processEvents()
    there, named = [], []
    for row in form.page.rows.values():
        target = row.editor.focus_target()
        target.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        there.append(next(i for i, section in enumerate(form.page.sections) if section.isAncestorOf(target)))
        named.append(form.section_list.currentRow())
    assert named == there


def test_problems_of_the_use_case_stand_at_their_fields_until_changed(qtbot: QtBot, bench: Bench) -> None:
    def refuse(draft: Any, record: Any) -> Outcome[Any]:
        raise Invalid((Problem("name", "not_unique", {"value": draft.name}),))

    form = open_form(qtbot, bench, save=refuse)
    append(form, "name", "!")
    form.save()
    bench.jobs.wait()
    assert "jest już zajęta" in error_at(form, "name")
    assert form.focusWidget() is entry(form, "name")
    form._check()
    assert "jest już zajęta" in error_at(form, "name")
    append(form, "name", "?")
    form._check()
    assert error_at(form, "name") == ""


def test_a_failing_computer_leaves_form_and_draft_as_they_are(qtbot: QtBot, bench: Bench) -> None:
    def refuse(draft: Any, record: Any) -> Outcome[Any]:
        raise EnvironmentProblem("Dysk jest pełny.")

    form = open_form(qtbot, bench, save=refuse)
    append(form, "name", "ek")
    form.save_and_leave()
    bench.jobs.wait()
    assert [str(error) for error in bench.dialogs.refused] == ["Dysk jest pełny."]
    assert form.isVisible()
    assert form.modified
    assert form.draft().name == "Żurawek"
    assert list(bench.folder.glob("*.json"))


def test_a_bug_in_the_use_case_gives_the_form_back(qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr("sys.excepthook", lambda _kind, error, _trace: seen.append(str(error)))

    def broken(draft: Any, record: Any) -> Outcome[Any]:
        raise ZeroDivisionError("ups")

    form = open_form(qtbot, bench, save=broken)
    append(form, "name", "ek")
    with qtbot.captureExceptions() as raised:
        form.save()
        bench.jobs.wait()
    assert "ups" in [*seen, *(str(error) for _, error, _ in raised)]
    assert form.page.isEnabled()
    assert form.modified


def test_closing_with_unsaved_work_asks_and_throws_away_only_on_demand(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    append(form, "name", "!")
    form.close()
    assert form.isVisible()
    text, answers = bench.dialogs.asked[-1]
    assert "niezapisane zmiany" in text
    assert [(answer.deed, answer.destructive) for answer in answers] == [
        ("Zapisz i zamknij", False),
        ("Porzuć zmiany", True),
    ]
    with qtbot.waitSignal(form.closed):
        bench.dialogs.answer("Porzuć zmiany")
    assert not form.isVisible()
    assert not list(bench.folder.glob("*.json"))


def test_escape_closes_an_untouched_form_without_a_question(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    with qtbot.waitSignal(form.closed):
        QTest.keyClick(entry(form, "name"), Qt.Key.Key_Escape)
    assert bench.dialogs.asked == []


def test_a_new_record_has_nothing_to_restore_until_it_is_saved(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench, record=None)
    assert form.restore.isHidden()
    replace_text(entry(form, "name"), "Żuraw")
    with qtbot.waitSignal(form.saved):
        form.save_only.click()
    assert not form.restore.isHidden()


def test_restoring_goes_back_to_the_saved_values(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    replace_text(entry(form, "name"), "coś")
    replace_text(entry(form, "price"), "źle")
    form._check()
    form.restore.click()
    bench.dialogs.answer("Przywróć zapisane")
    assert form.draft() == ThingDraft(name="Żuraw", story="stoi", parts=THING.parts)
    assert not form.modified


def test_read_only_lets_nothing_change(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench, read_only=True)
    type_text(entry(form, "name"), "zmiana")
    assert form.draft().name == "Żuraw"
    assert not form.modified
    assert not form.save_only.isVisible()
    assert not rows_of(form).add.isVisible()
    with qtbot.waitSignal(form.closed):
        form.cancel.click()


def test_a_section_with_nothing_but_the_programs_own_values_stays_neutral(qtbot: QtBot, bench: Bench) -> None:
    suggested = ThingDraft(count=5)
    form = ThingForm(Subject(start=suggested, blank=suggested), bench.services(), saved)
    qtbot.addWidget(form, before_close_func=let_go)
    assert _drawn(form, 1) == "", "nobody entered the suggested number"
    replace_text(entry(form, "count"), "6")
    form._check()
    assert _drawn(form, 1) == "ok"


def _drawn(form: ThingForm, section: int) -> str:
    return _drawing(form.section_list.item(section).data(_STATE))[0]
