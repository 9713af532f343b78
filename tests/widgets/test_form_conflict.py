"""Two people at one record: the form shows what differs, and what was erased meanwhile stays erased."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from app.core.errors import Conflict
from app.core.records import Outcome
from app.widgets.forms.conflict import ConflictDialog
from tests.keyboard import replace_text
from tests.widgets.form_fixtures import THING, Bench, ThingForm, entry, open_form, saved


def _conflicting(qtbot: QtBot, bench: Bench, erasures: int = 0) -> tuple[ThingForm, ConflictDialog, list[Any]]:
    theirs = replace(THING, version=4, name="Bocian", story="leci")
    calls: list[Any] = []

    def save(draft: Any, record: Any) -> Outcome[Any]:
        calls.append((draft, record))
        bench.erasures = erasures
        if record.version < 4:
            raise Conflict(draft, theirs)
        return saved(draft, record)

    form = open_form(qtbot, bench, save=save)
    replace_text(entry(form, "name"), "Żółw")
    replace_text(entry(form, "count"), "5")
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


def test_their_version_replaces_mine(qtbot: QtBot, bench: Bench) -> None:
    form, dialog, _ = _conflicting(qtbot, bench)
    dialog.theirs.click()
    assert (form.draft().name, form.draft().count) == ("Bocian", None)
    assert not form.modified
    assert not list(bench.folder.glob("*.json"))
