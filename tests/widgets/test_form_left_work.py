"""Drafts of the form window: unsaved work survives a crash, and only what is nobody else's is offered again."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.widgets.forms.form_drafts import FormDrafts
from tests.keyboard import replace_text
from tests.widgets.form_fixtures import (
    CLOCK,
    THING,
    Bench,
    ThingDraft,
    entry,
    error_at,
    open_form,
    rows_of,
)


def test_work_survives_a_crash_also_text_that_is_no_value(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    replace_text(entry(form, "name"), "Żółw")
    replace_text(entry(form, "price"), "12,5a")
    qtbot.waitUntil(lambda: bool(list(bench.folder.glob("*.json"))), timeout=4000)
    form.keep_draft()
    form.hide()  # the program died: nobody closed the form

    again = open_form(qtbot, bench)
    assert again.banner.isVisible()
    assert "Przywrócić je?" in again.banner.text.text()
    assert not again.page.isEnabled(), "typing now would overwrite the work left behind"
    again.banner.keep.click()
    assert again.draft().name == "Żółw"
    assert "12,5a" in error_at(again, "price")
    assert again.modified


def test_unreadable_text_in_a_row_survives_a_crash(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    rows_of(form).cards[0].unfold()
    amount = rows_of(form).cards[0].fields[1]
    replace_text(amount.editor.focus_target(), "1,2,3")
    form._check()
    form.keep_draft()
    again = open_form(qtbot, bench)
    again.banner.keep.click()
    assert rows_of(again).cards[0].fields[1].note.error_text.startswith("„1,2,3” to nie jest kwota")


def test_work_left_behind_can_be_refused(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    replace_text(entry(form, "name"), "Żółw")
    form._check()
    form.keep_draft()
    again = open_form(qtbot, bench)
    again.banner.drop.click()
    assert again.draft().name == "Żuraw"
    assert not list(bench.folder.glob("*.json"))


def test_work_left_behind_goes_onto_a_record_that_others_saved_since(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    replace_text(entry(form, "name"), "Żółw")
    form._check()
    form.keep_draft()
    again = open_form(qtbot, bench, replace(THING, version=4, story="leci"))
    again.banner.keep.click()
    assert (again.draft().name, again.draft().story) == ("Żółw", "leci")


def test_work_left_behind_before_an_erasure_does_not_bring_anybody_back(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    replace_text(entry(form, "name"), "Żółw")
    replace_text(entry(form, "count"), "5")
    form._check()
    form.keep_draft()
    bench.erasures = 1
    again = open_form(qtbot, bench, replace(THING, version=4, name="Bocian"))
    again.banner.keep.click()
    assert (again.draft().name, again.draft().count) == ("Bocian", 5)


def test_an_open_form_keeps_no_draft_of_who_was_erased_until_it_is_saved(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    replace_text(entry(form, "name"), "Żółw")
    form._check()
    form.keep_draft()
    bench.erasures = 1
    form.forget_draft()
    replace_text(entry(form, "count"), "5")
    form._check()
    form.keep_draft()
    assert not list(bench.folder.glob("*.json"))
    assert "kopia robocza tych zmian nie jest odkładana" in form.status.text()
    form.save()
    assert bench.jobs.wait(5000)
    replace_text(entry(form, "name"), "Żuraw")
    form._check()
    form.keep_draft()
    assert list(bench.folder.glob("*.json"))


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
