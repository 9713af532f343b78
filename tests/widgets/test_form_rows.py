"""Lists of rows in the form window: added, moved, removed, faulty, reached by Tab."""

from dataclasses import replace
from itertools import pairwise

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.keyboard import type_text
from tests.widgets.form_fixtures import THING, Bench, Part, entry, error_at, open_form, rows_of


def test_rows_are_added_moved_and_removed_with_a_way_back(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench)
    rows = rows_of(form)
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
    form = open_form(qtbot, bench, replace(THING, parts=(Part(title=""), Part(title="ok"))))
    rows = rows_of(form)
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
    form = open_form(qtbot, bench, replace(THING, parts=tuple(Part(title=str(n)) for n in range(4))))
    form.save()
    assert "najwyżej 3" in error_at(form, "parts")


def test_tab_follows_the_order_on_the_screen_also_after_moving_rows(qtbot: QtBot, bench: Bench) -> None:
    form = open_form(qtbot, bench, replace(THING, parts=(Part(title="a"), Part(title="b"))))
    rows = rows_of(form)
    for card in rows.cards:
        card.unfold()
    rows.cards[1].up.click()
    QApplication.processEvents()
    places = []
    entry(form, "name").setFocus()
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
