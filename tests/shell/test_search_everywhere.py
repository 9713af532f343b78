"""Ctrl+K finds cards, people, units and deeds, and goes there."""

import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid

from app.shell.search_everywhere import Deed, SearchEverywhere
from app.widgets import icons
from tests.keyboard import press, type_text
from tests.shell.windows import Desk


def look_for(desk: Desk, words: str) -> SearchEverywhere:
    """Open the window and type."""
    desk.shortcut(Qt.Key.Key_K)
    window: SearchEverywhere = desk.dialog(SearchEverywhere)
    type_text(window.field, words)
    window.field.flush()
    return window


def go(desk: Desk, window: SearchEverywhere) -> None:
    press(window.field, Qt.Key.Key_Return, text="\r")
    desk.settle()
    assert not isValid(window) or not window.isVisible()


def test_card_is_found_by_the_residents_words(demo: Desk) -> None:
    window = look_for(demo, "zgubiłem dowód")
    assert window.list.item(0).text().startswith("SO-01")
    go(demo, window)
    assert demo.window.tabs.currentWidget().objectName() == "service_cards"
    assert [card.symbol for card in demo.cards().selected()] == ["SO-01"]


def test_employee_is_found_without_diacritics(demo: Desk) -> None:
    person = next(p for p in demo.services.employees.all() if "ą" in p.surname or "ł" in p.surname)
    window = look_for(demo, person.full_name.translate(str.maketrans("ąćęłńóśźż", "acelnoszz")))
    assert window.list.item(0).text() == person.full_name
    go(demo, window)
    tab = demo.window.tabs.currentWidget()
    assert tab.objectName() == "employees"
    assert tab.selected()[0].id == person.id  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "title", "tab"),
    [("komorki", "Komórki organizacyjne", "units"), ("nowy prac", "Nowy pracownik…", "employees")],
)
def test_deeds_are_found_and_done(demo: Desk, words: str, title: str, tab: str) -> None:
    window = look_for(demo, words)
    rows = [window.list.item(n).text() for n in range(window.list.count())]
    window.list.setCurrentRow(rows.index(title))
    go(demo, window)
    assert demo.window.tabs.currentWidget().objectName() == tab


def test_deed_that_begins_a_record_opens_its_form(demo: Desk) -> None:
    window = look_for(demo, "nowa karta")
    window.list.setCurrentRow(
        [window.list.item(n).text() for n in range(window.list.count())].index("Nowa karta usługi…")
    )
    go(demo, window)
    assert demo.form().entity == "service_card"


def test_deed_on_records_of_a_hidden_tab_is_not_offered(demo: Desk) -> None:
    demo.cards().table.selectAll()
    demo.window.go_to("units")
    window = look_for(demo, "usuń")
    assert not [n for n in range(window.list.count()) if "kart" in window.list.item(n).text()]
    window.close()


def test_nothing_found_is_said(demo: Desk) -> None:
    window = look_for(demo, "xqzwv")
    assert window.list.count() == 0
    assert "Nic nie pasuje" in window._hint.text()
    press(window.field, Qt.Key.Key_Escape)
    assert window.field.text() == ""
    window.close()


def test_arrows_never_leave_the_list(demo: Desk) -> None:
    window = look_for(demo, "zgubiłem dowód")
    for _ in range(3):
        press(window.field, Qt.Key.Key_Up)
    assert window.list.currentRow() == 0
    for _ in range(30):
        press(window.field, Qt.Key.Key_PageDown)
    assert window.list.currentRow() == window.list.count() - 1
    window.close()


def test_every_deed_has_a_picture_that_exists(demo: Desk) -> None:
    demo.cards()
    deeds = [Deed.of(action) for action in (*demo.window._record_actions(), *demo.window.menus.actions)]
    assert {deed.icon for deed in deeds if deed is not None} <= icons.names()
