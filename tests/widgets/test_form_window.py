"""The form window: words at the field, nothing lost, drafts that survive a crash, two people at one record."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import Conflict, EnvironmentProblem, Invalid
from app.core.problems import Problem
from app.core.records import Outcome
from app.widgets.forms.conflict import ConflictDialog
from app.widgets.forms.form_drafts import FormDrafts
from app.widgets.forms.record_form import Subject
from app.widgets.forms.row_list import RowsEditor
from app.widgets.forms.section_list import _STATE, _drawing
from app.widgets.jobs import Jobs
from tests.keyboard import press, replace_text, type_text
from tests.widgets.form_fixtures import CLOCK, Bench, FakeDialogs, Part, Thing, ThingDraft, ThingForm, saved

THING = Thing(id=7, version=3, name="Żuraw", story="stoi", parts=(Part(title="szyja", amount=1250),))


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    dialogs = FakeDialogs()
    jobs = Jobs(dialogs)
    yield Bench(jobs, dialogs, tmp_path / "drafts")
    jobs.shutdown()


def _open(qtbot: QtBot, bench: Bench, record: Thing | None = THING, save: Any = saved, **more: Any) -> ThingForm:
    start = ThingDraft() if record is None else None
    form = ThingForm(Subject(start=start, record=record, **more), bench.services(), save)
    qtbot.addWidget(form, before_close_func=_let_go)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    return form


def _let_go(form: QWidget) -> None:
    assert isinstance(form, ThingForm)
    form._drop_changes()


def _widget(form: ThingForm, name: str) -> QWidget:
    return form.page.rows[name].editor.focus_target()


def _append(form: ThingForm, name: str, text: str) -> None:
    press(_widget(form, name), Qt.Key.Key_End)
    type_text(_widget(form, name), text)


def _error(form: ThingForm, name: str) -> str:
    return form.page.rows[name].note.error_text


def _leave(form: ThingForm, name: str, to: str) -> None:
    _widget(form, name).setFocus()
    _widget(form, to).setFocus()
    QApplication.processEvents()


def test_every_field_has_label_buddy_name_and_description(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench)
    for name, row in form.page.rows.items():
        target = row.editor.focus_target()
        assert row.editor.objectName() == name
        assert target.accessibleName(), name
        if row.label is not None:
            assert row.label.buddy() is target, name
            assert "&" in row.label.text(), name
            assert row.label.sizeHint().width() <= row.label.width(), f"label of {name} is cut"
    assert _widget(form, "name").accessibleName() == "Nazwa, wymagane"
    assert _widget(form, "name").accessibleDescription() == "Krótka."


def test_a_problem_shows_when_the_field_is_left_not_before(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench)
    replace_text(_widget(form, "name"), "")
    form._check()
    assert _error(form, "name") == ""
    _leave(form, "name", "story")
    assert "wymagane" in _error(form, "name")
    assert form.page.rows["name"].note.isVisible()
    assert _widget(form, "name").accessibleDescription().startswith("Błąd: To pole jest wymagane")


def test_a_corrected_field_loses_its_problem_while_typing(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench)
    replace_text(_widget(form, "price"), "12,5a")
    _leave(form, "price", "name")
    assert _error(form, "price").startswith("„12,5a” to nie jest kwota")
    replace_text(_widget(form, "price"), "12.50")
    qtbot.waitUntil(lambda: _error(form, "price") == "", timeout=2000)
    assert form.draft().price == 1250
    assert _widget(form, "price").accessibleDescription() == ""


def test_text_over_the_limit_is_reported_not_cut(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench)
    type_text(_widget(form, "story"), "ą" * 50)
    _leave(form, "story", "name")
    assert "liczba znaków to 54," in _error(form, "story")
    assert len(form.draft().story) == 54


def test_the_room_left_shows_near_the_limit(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, None)
    note = form.page.rows["story"].note
    type_text(_widget(form, "story"), "a" * 30)
    assert note.room_text == ""
    type_text(_widget(form, "story"), "a" * 8)
    assert note.room_text == "Można wpisać jeszcze 2 znaki z 40."


def test_a_short_field_counts_only_what_is_too_much(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, None)
    note = form.page.rows["name"].note
    type_text(_widget(form, "name"), "a" * 20)
    assert note.room_text == ""
    type_text(_widget(form, "name"), "a" * 3)
    assert note.room_text == "Tekst jest za długi o 3 znaki (limit: 20)."


def test_an_entry_too_long_in_a_list_is_named_by_its_place(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench)
    type_text(_widget(form, "words"), "krótkie\n" + "ś" * 11)
    _leave(form, "words", "name")
    assert _error(form, "words").startswith("Pozycja 2: Tekst jest za długi: liczba znaków to 11")


def test_saving_a_faulty_form_shows_every_problem_and_goes_to_the_first(qtbot: QtBot, bench: Bench) -> None:
    calls: list[Any] = []
    form = _open(qtbot, bench, save=lambda *a: calls.append(a))
    replace_text(_widget(form, "name"), "")
    type_text(_widget(form, "story"), " smok")
    replace_text(_widget(form, "count"), "100")
    press(_widget(form, "count"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    form.save()
    assert calls == []
    assert _error(form, "story") == "Bez smoków."
    assert _error(form, "count") == "Wpisz liczbę od 1 do 99."
    assert form.focusWidget() is _widget(form, "name")
    assert "3 pola wymagają poprawy" in form.status.text()
    assert form.section_list.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Teksty: 1 błąd, brakuje 1 pola"


def test_typing_and_saving_gives_the_draft_to_the_use_case(qtbot: QtBot, bench: Bench) -> None:
    got: list[Any] = []

    def save(draft: Any, record: Any) -> Outcome[Any]:
        got.append((draft, record))
        return saved(draft, record)

    form = _open(qtbot, bench, None, save)
    assert form.windowTitle() == "Nowa rzecz"
    type_text(_widget(form, "name"), "Źdźbło")
    assert form.windowTitle().startswith("• ")
    type_text(_widget(form, "words"), "łąka\nćma")
    with qtbot.waitSignal(form.saved):
        form.save()
    draft, record = got[0]
    assert (draft.name, draft.words, record) == ("Źdźbło", ("łąka", "ćma"), None)
    assert form.windowTitle() == "Źdźbło"
    assert not form.modified
    _append(form, "name", "!")
    with qtbot.waitSignal(form.saved):
        form.save()
    assert got[1][1].id == 7, "the second save must know the record of the first"


@pytest.mark.parametrize(("key", "stays"), [(Qt.Key.Key_S, True), (Qt.Key.Key_Return, False)])
@pytest.mark.parametrize("place", ["name", "story", "unit_id"])
def test_keys_save_from_every_kind_of_field(qtbot: QtBot, bench: Bench, place: str, key: Qt.Key, stays: bool) -> None:
    form = _open(qtbot, bench)
    _append(form, "name", "!")
    _widget(form, place).setFocus()
    with qtbot.waitSignal(form.saved):
        QTest.keyClick(_widget(form, place), key, Qt.KeyboardModifier.ControlModifier)
    assert form.isVisible() is stays


def test_alt_and_the_underlined_letter_lead_to_the_field(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench)
    for name in ("count", "price", "unit_id"):
        label = form.page.rows[name].label
        assert label is not None
        letter = label.text()[label.text().index("&") + 1]
        _widget(form, "name").setFocus()
        for _ in range(4):
            QTest.keyClick(form, Qt.Key(ord(letter.upper())), Qt.KeyboardModifier.AltModifier)
            if form.focusWidget() is _widget(form, name):
                break
        assert form.focusWidget() is _widget(form, name), name


def test_the_cursor_scrolls_the_page_and_the_list_of_sections_follows(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, replace(THING, parts=tuple(Part(title=str(n)) for n in range(3))))
    form.resize(700, 320)
    QApplication.processEvents()
    target = _rows(form).add
    target.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    inside = target.mapTo(form.page.viewport(), target.rect().center())
    assert form.page.viewport().rect().contains(inside)
    assert form.section_list.currentRow() == 3
    form.section_list.itemActivated.emit(form.section_list.item(0))
    assert form.focusWidget() is _widget(form, "name")
    assert form.section_list.currentRow() == 0


def test_the_list_of_sections_names_the_one_that_has_the_cursor(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, replace(THING, parts=(Part(title="a"),)))
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

    form = _open(qtbot, bench, save=refuse)
    _append(form, "name", "!")
    form.save()
    bench.jobs.wait()
    assert "jest już zajęta" in _error(form, "name")
    assert form.focusWidget() is _widget(form, "name")
    form._check()
    assert "jest już zajęta" in _error(form, "name")
    _append(form, "name", "?")
    form._check()
    assert _error(form, "name") == ""


def test_a_failing_computer_leaves_form_and_draft_as_they_are(qtbot: QtBot, bench: Bench) -> None:
    def refuse(draft: Any, record: Any) -> Outcome[Any]:
        raise EnvironmentProblem("Dysk jest pełny.")

    form = _open(qtbot, bench, save=refuse)
    _append(form, "name", "ek")
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

    form = _open(qtbot, bench, save=broken)
    _append(form, "name", "ek")
    with qtbot.captureExceptions() as raised:
        form.save()
        bench.jobs.wait()
    assert "ups" in [*seen, *(str(error) for _, error, _ in raised)]
    assert form.page.isEnabled()
    assert form.modified


def test_closing_with_unsaved_work_asks_and_throws_away_only_on_demand(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench)
    _append(form, "name", "!")
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
    form = _open(qtbot, bench)
    with qtbot.waitSignal(form.closed):
        QTest.keyClick(_widget(form, "name"), Qt.Key.Key_Escape)
    assert bench.dialogs.asked == []


def test_a_new_record_has_nothing_to_restore_until_it_is_saved(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, record=None)
    assert form.restore.isHidden()
    replace_text(_widget(form, "name"), "Żuraw")
    with qtbot.waitSignal(form.saved):
        form.save_only.click()
    assert not form.restore.isHidden()


def test_restoring_goes_back_to_the_saved_values(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench)
    replace_text(_widget(form, "name"), "coś")
    replace_text(_widget(form, "price"), "źle")
    form._check()
    form.restore.click()
    bench.dialogs.answer("Przywróć zapisane")
    assert form.draft() == ThingDraft(name="Żuraw", story="stoi", parts=THING.parts)
    assert not form.modified


def test_work_survives_a_crash_also_text_that_is_no_value(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench)
    replace_text(_widget(form, "name"), "Żółw")
    replace_text(_widget(form, "price"), "12,5a")
    qtbot.waitUntil(lambda: bool(list(bench.folder.glob("*.json"))), timeout=4000)
    form.keep_draft()
    form.hide()  # the program died: nobody closed the form

    again = _open(qtbot, bench)
    assert again.banner.isVisible()
    assert "Przywrócić je?" in again.banner.text.text()
    assert not again.page.isEnabled(), "typing now would overwrite the work left behind"
    again.banner.keep.click()
    assert again.draft().name == "Żółw"
    assert "12,5a" in _error(again, "price")
    assert again.modified


def test_unreadable_text_in_a_row_survives_a_crash(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench)
    _rows(form).cards[0].unfold()
    amount = _rows(form).cards[0].fields[1]
    replace_text(amount.editor.focus_target(), "1,2,3")
    form._check()
    form.keep_draft()
    again = _open(qtbot, bench)
    again.banner.keep.click()
    assert _rows(again).cards[0].fields[1].note.error_text.startswith("„1,2,3” to nie jest kwota")


def test_work_left_behind_can_be_refused(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench)
    replace_text(_widget(form, "name"), "Żółw")
    form._check()
    form.keep_draft()
    again = _open(qtbot, bench)
    again.banner.drop.click()
    assert again.draft().name == "Żuraw"
    assert not list(bench.folder.glob("*.json"))


def test_work_left_behind_goes_onto_a_record_that_others_saved_since(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench)
    replace_text(_widget(form, "name"), "Żółw")
    form._check()
    form.keep_draft()
    again = _open(qtbot, bench, replace(THING, version=4, story="leci"))
    again.banner.keep.click()
    assert (again.draft().name, again.draft().story) == ("Żółw", "leci")


def test_a_damaged_draft_is_set_aside(bench: Bench) -> None:
    bench.folder.mkdir()
    slot = FormDrafts(bench.folder, CLOCK).claim("thing", 7, ThingDraft)
    (bench.folder / "thing-7.json").write_text('{"format": 1, "kin', "utf-8")
    assert slot.read() is None
    assert sorted(path.name for path in bench.folder.iterdir()) == ["thing-7.bad", "thing-7.lock"]


def test_a_draft_is_replaced_as_a_whole(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    slot = FormDrafts(bench.folder, CLOCK).claim("thing", 7, ThingDraft)
    slot.write(version=1, base=ThingDraft(), values=ThingDraft(name="pierwszy"), typed={})

    def full(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        slot.write(version=1, base=ThingDraft(), values=ThingDraft(name="drugi"), typed={})
    left = slot.read()
    assert left is not None
    assert left.values.name == "pierwszy"
    assert sorted(path.suffix for path in bench.folder.iterdir()) == [".json", ".lock"]


def test_two_new_forms_keep_their_work_apart(qtbot: QtBot, bench: Bench) -> None:
    drafts = FormDrafts(bench.folder, CLOCK)
    one, two = (drafts.claim("thing", None, ThingDraft) for _ in range(2))
    for slot, name in ((one, "a"), (two, "b")):
        slot.write(version=None, base=ThingDraft(), values=ThingDraft(name=name), typed={})
    assert [slot.read().values.name for slot in (one, two)] == ["a", "b"]  # type: ignore[union-attr]
    assert FormDrafts(bench.folder, CLOCK).left_behind() == ("thing-new-1", "thing-new-2")


_OTHER_PROGRAM = """
import sys
from pathlib import Path
from app.core.clock import SystemClock
from app.widgets.forms.form_drafts import FormDrafts
from tests.widgets.form_fixtures import ThingDraft

slot = FormDrafts(Path(sys.argv[1]), SystemClock()).claim("thing", 7, ThingDraft)
slot.write(version=1, base=ThingDraft(), values=ThingDraft(name="tamten"), typed={})
print("writing", flush=True)
sys.stdin.readline()
"""


def test_work_in_progress_of_another_program_is_not_taken_for_left_work(bench: Bench) -> None:
    bench.folder.mkdir()
    command = [sys.executable, "-c", _OTHER_PROGRAM, str(bench.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "writing"
        drafts = FormDrafts(bench.folder, CLOCK)
        assert drafts.left_behind() == ()
        slot = drafts.claim("thing", 7, ThingDraft)
        assert slot.read() is None
        slot.write(version=1, base=ThingDraft(), values=ThingDraft(name="ten"), typed={})
        slot.remove()
        slot.release()
        other.kill()
    assert drafts.left_behind() == ("thing-7",)
    left = drafts.claim("thing", 7, ThingDraft).read()
    assert left is not None
    assert left.values.name == "tamten"


def _conflicting(qtbot: QtBot, bench: Bench, erasures: int = 0) -> tuple[ThingForm, ConflictDialog, list[Any]]:
    theirs = replace(THING, version=4, name="Bocian", story="leci")
    calls: list[Any] = []

    def save(draft: Any, record: Any) -> Outcome[Any]:
        calls.append((draft, record))
        bench.erasures = erasures
        if record.version < 4:
            raise Conflict(draft, theirs)
        return saved(draft, record)

    form = _open(qtbot, bench, save=save)
    replace_text(_widget(form, "name"), "Żółw")
    replace_text(_widget(form, "count"), "5")
    form.save()
    bench.jobs.wait()
    dialog = form.findChild(ConflictDialog)
    assert isinstance(dialog, ConflictDialog)
    return form, dialog, calls


def test_a_conflict_shows_what_differs(qtbot: QtBot, bench: Bench) -> None:
    _, dialog, _ = _conflicting(qtbot, bench)
    table = dialog.table
    assert isinstance(table, QTableWidget)
    cells = [[table.item(row, column) for column in range(4)] for row in range(table.rowCount())]
    shown = [[cell.text() if cell else None for cell in line] for line in cells]
    assert shown == [
        ["Nazwa", "Żółw", "Bocian", "zmienione w obu"],
        ["Opis", "stoi", "leci", "inna osoba"],
        ["Liczba", "5", "(puste)", "ja"],
    ]
    assert isinstance(dialog.back, QPushButton)
    assert dialog.back.isDefault(), "Enter must not throw work away"
    dialog.back.click()


def test_my_changes_go_onto_their_version_and_are_saved_with_it(qtbot: QtBot, bench: Bench) -> None:
    form, dialog, calls = _conflicting(qtbot, bench)
    dialog.mine.click()
    assert (form.draft().name, form.draft().story, form.draft().count) == ("Żółw", "leci", 5)
    assert form.modified
    with qtbot.waitSignal(form.saved):
        form.save()
    assert calls[-1][1].version == 4


def test_what_was_erased_meanwhile_does_not_come_back_with_my_changes(qtbot: QtBot, bench: Bench) -> None:
    form, dialog, _ = _conflicting(qtbot, bench, erasures=1)
    cells = {dialog.table.item(row, 0).text(): dialog.table.item(row, 3).text() for row in range(3)}  # type: ignore[union-attr]
    assert cells == {"Nazwa": "usunięto dane", "Opis": "inna osoba", "Liczba": "ja"}
    dialog.mine.click()
    assert (form.draft().name, form.draft().story, form.draft().count) == ("Bocian", "leci", 5)


def test_work_left_behind_before_an_erasure_does_not_bring_anybody_back(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench)
    replace_text(_widget(form, "name"), "Żółw")
    replace_text(_widget(form, "count"), "5")
    form._check()
    form.keep_draft()
    bench.erasures = 1
    again = _open(qtbot, bench, replace(THING, version=4, name="Bocian"))
    again.banner.keep.click()
    assert (again.draft().name, again.draft().count) == ("Bocian", 5)


def test_their_version_replaces_mine(qtbot: QtBot, bench: Bench) -> None:
    form, dialog, _ = _conflicting(qtbot, bench)
    dialog.theirs.click()
    assert (form.draft().name, form.draft().count) == ("Bocian", None)
    assert not form.modified
    assert not list(bench.folder.glob("*.json"))


def _rows(form: ThingForm) -> RowsEditor:
    editor = form.page.rows["parts"].editor
    assert isinstance(editor, RowsEditor)
    return editor


def test_rows_are_added_moved_and_removed_with_a_way_back(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench)
    rows = _rows(form)
    rows.add.click()
    focused = form.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Tytuł części, wymagane"
    type_text(focused, "dziób")
    rows.cards[1].up.click()
    assert [part.title for part in form.draft().parts] == ["dziób", "szyja"]
    rows.cards[1].remove.click()
    assert [part.title for part in form.draft().parts] == ["dziób"]
    assert "szyja" in rows.undo.text()
    rows.undo.click()
    assert form.draft().parts == (Part(title="dziób"), THING.parts[0])


def test_a_fault_inside_a_folded_row_unfolds_it(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, replace(THING, parts=(Part(title=""), Part(title="ok"))))
    rows = _rows(form)
    assert not rows.cards[0].unfolded
    form.save()
    assert rows.cards[0].unfolded
    assert not rows.cards[1].unfolded
    assert rows.cards[0].fields[0].note.error_text.startswith("To pole jest wymagane")
    focused = form.focusWidget()
    assert focused is not None
    assert focused.objectName() in ("", "title")
    assert rows.cards[0].isAncestorOf(focused)


def test_too_many_rows_are_said_under_the_list(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, replace(THING, parts=tuple(Part(title=str(n)) for n in range(4))))
    form.save()
    assert "najwyżej 3" in _error(form, "parts")


def test_tab_follows_the_order_on_the_screen_also_after_moving_rows(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, replace(THING, parts=(Part(title="a"), Part(title="b"))))
    rows = _rows(form)
    for card in rows.cards:
        card.unfold()
    rows.cards[1].up.click()
    QApplication.processEvents()
    places = []
    _widget(form, "name").setFocus()
    for _ in range(60):
        now = QApplication.focusWidget()
        assert now is not None
        if not form.page.isAncestorOf(now):
            break
        places.append(now.mapTo(form.page.widget(), now.rect().center()))
        form.focusNextChild()
    assert len(places) > 20
    lines = [place.y() for place in places]
    backwards = [(a, b) for a, b in pairwise(lines) if b < a - 60]
    assert backwards == []


def test_read_only_lets_nothing_change(qtbot: QtBot, bench: Bench) -> None:
    form = _open(qtbot, bench, read_only=True)
    type_text(_widget(form, "name"), "zmiana")
    assert form.draft().name == "Żuraw"
    assert not form.modified
    assert not form.save_only.isVisible()
    assert not _rows(form).add.isVisible()
    with qtbot.waitSignal(form.closed):
        form.cancel.click()


def test_a_section_with_nothing_but_the_programs_own_values_stays_neutral(qtbot: QtBot, bench: Bench) -> None:
    suggested = ThingDraft(count=5)
    form = ThingForm(Subject(start=suggested, blank=suggested), bench.services(), saved)
    qtbot.addWidget(form, before_close_func=_let_go)
    assert _drawn(form, 1) == "", "nobody entered the suggested number"
    replace_text(_widget(form, "count"), "6")
    form._check()
    assert _drawn(form, 1) == "ok"


def _drawn(form: ThingForm, section: int) -> str:
    return _drawing(form.section_list.item(section).data(_STATE))[0]
