"""The windows of people: the structure of a day, and posts to be ticked from the shipped list."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from app.people.employees.domain import Employee, PastPosition
from app.people.posts.domain import PostDraft, PostKind
from app.people.posts.windows import OfferedPostsWindow
from app.people.structure.domain import Structure
from app.people.structure.windows import StructureWindow
from app.people.units.domain import Unit
from tests.keyboard import replace_text

TODAY = date(2026, 11, 22)
SYMBOLS = {1: "OR", 2: "ST"}


def texts(tree: QTreeWidget) -> list[tuple[str, ...]]:
    """Every row from the top, its columns that say something."""
    found: list[tuple[str, ...]] = []

    def walk(item: QTreeWidgetItem) -> None:
        for number in range(item.childCount()):
            child = item.child(number)
            found.append(tuple(filter(None, (child.text(column) for column in range(3)))))
            walk(child)

    walk(tree.invisibleRootItem())
    return found


@pytest.fixture
def window(qtbot: QtBot) -> StructureWindow:
    """Two namesakes, one of whom headed a unit that was closed."""
    units = (
        Unit(id=1, version=1, symbol="OR", name="Organizacja"),
        Unit(id=2, version=1, symbol="ST", name="Stary", parent_id=1, closed_on=date(2025, 12, 31)),
    )

    def person(number: int, **more: Any) -> Employee:
        return Employee(id=number, version=1, surname="Nowak", first_name="Ewa", number=str(number), unit_id=1, **more)

    past = PastPosition(post="kierownik", unit_id=2, heads_unit=True, valid_to=date(2025, 12, 31))
    people = (person(1, post="burmistrz", heads_unit=True), person(2, post_since=date(2026, 1, 1), history=(past,)))
    opened = StructureWindow(Structure(people, units), SYMBOLS, TODAY)
    qtbot.addWidget(opened)
    opened.show()
    return opened


def test_the_window_shows_today_and_any_day_that_is_typed(window: StructureWindow) -> None:
    assert texts(window.tree) == [
        ("OR Organizacja",),
        ("Ewa Nowak (nr 1) – kieruje", "burmistrz", "brak"),
        ("Ewa Nowak (nr 2)", "Ewa Nowak"),
        ("ST Stary (zlikwidowana z dniem 31.12.2025)",),
    ]
    assert window.summary.text() == "W dniu 22.11.2026: 2 osoby, 1 komórka. Bez przełożonego: 1 osoba."
    replace_text(window.day.focus_target(), "10.5.2024")
    assert texts(window.tree)[2:] == [("ST Stary",), ("Ewa Nowak (nr 2) – kieruje", "kierownik", "Ewa Nowak")]
    assert window.summary.text().startswith("W dniu 10.05.2024: 2 osoby, 2 komórki.")


def test_a_day_that_is_none_is_said_and_changes_nothing(window: StructureWindow) -> None:
    before = texts(window.tree)
    replace_text(window.day.focus_target(), "31.2.2024")
    assert window.note.text() == "Wpisz dzień, na przykład 22.11.2026."
    assert texts(window.tree) == before
    replace_text(window.day.focus_target(), "22.11.2026")
    assert window.note.text() == ""


def test_posts_are_ticked_by_keyboard_one_or_a_whole_kind(qtbot: QtBot) -> None:
    offered = [
        PostDraft(name="sekretarz gminy", kind=PostKind.MANAGERIAL),
        PostDraft(name="inspektor", kind=PostKind.CLERICAL),
        PostDraft(name="referent", kind=PostKind.CLERICAL),
    ]
    window = OfferedPostsWindow(offered)
    qtbot.addWidget(window)
    window.show()
    assert not window.add.isEnabled()
    window.list.setFocus()
    for _ in range(2):
        QTest.keyClick(window.list, Qt.Key.Key_Down)
    QTest.keyClick(window.list, Qt.Key.Key_Space)
    assert window.ticked() == {"inspektor", "referent"}
    assert window.add.text() == "Dodaj 2 stanowiska"
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    QTest.keyClick(window.list, Qt.Key.Key_Space)
    with qtbot.waitSignal(window.chosen) as told:
        window.add.click()
    assert told.args == [frozenset({"referent"})]
