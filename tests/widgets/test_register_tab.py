"""The register tab: typing answers, the best answer is chosen, empty lists help, changes refresh."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.records import Change, Query
from app.widgets.filter_panel import FilterGroup
from app.widgets.register_tab import RegisterTab
from app.widgets.register_view import Place as Where
from app.widgets.register_view import RegisterView, always_complete
from app.widgets.register_words import RegisterWords
from app.widgets.zoom import Zoom
from tests.widgets.fakes import PLACE_COLUMNS, FakeKit, Place, Places

_WORDS = RegisterWords(
    title="Miejscowości",
    one="miejscowość",
    few="miejscowości",
    many="miejscowości",
    search="Szukaj miejscowości",
    placeholder="Nazwa",
    empty_title="Nie ma miejscowości",
    empty_hint="Dodaj pierwszą.",
)


class _Tab(RegisterTab):
    opened: list[Any]

    def open_record(self, record: Any) -> None:
        self.opened.append(record)


def _tab(
    qtbot: QtBot,
    kit: FakeKit,
    source: Places,
    width: int = 1300,
    complete: Callable[[Query], bool] = always_complete,
) -> _Tab:
    view: RegisterView[Place] = RegisterView(
        key="places",
        icon="home",
        entities=frozenset({"place"}),
        source=source,
        columns=PLACE_COLUMNS,
        filters=(FilterGroup(key="county", title="Powiat", label=str),),
        words=_WORDS,
        complete=complete,
    )
    tab = _Tab(view, kit)
    tab.opened = []
    action = QAction("Dodaj…", tab)
    action.setObjectName("new")
    tab.place_action(action, Where.BUTTON)
    tab.offer_when_empty((action,))
    tab.finish_menu()
    qtbot.addWidget(tab)
    tab.resize(width, 700)
    tab.show()
    qtbot.waitUntil(tab.isActiveWindow)
    return tab


@pytest.fixture
def source() -> Places:
    return Places([Place(1, "Łódź"), Place(2, "Zabrze", county="b"), Place(3, "Zawoja")])


def _line(tab: RegisterTab) -> str:
    label = tab.findChild(QLabel, "result_line")
    assert isinstance(label, QLabel)
    return label.text()


def test_the_search_field_has_the_focus_when_the_tab_opens(qtbot: QtBot, kit: FakeKit, source: Places) -> None:
    tab = _tab(qtbot, kit, source)
    qtbot.waitUntil(tab.search.hasFocus)
    assert _line(tab) == "3 miejscowości · Enter otwiera"
    assert tab.table.current_record() is None


def test_typing_answers_and_enter_opens_the_best_answer(
    qtbot: QtBot, kit: FakeKit, source: Places, type_text: Callable[[Any, str], None]
) -> None:
    tab = _tab(qtbot, kit, source)
    type_text(tab.search, "Łódź")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    assert _line(tab) == "1 miejscowość pasuje do „Łódź” · Enter otwiera"
    QTest.keyClick(tab.search, Qt.Key.Key_Return)
    assert tab.opened == [Place(1, "Łódź")]


def test_the_nearest_answers_are_named_so_and_none_is_chosen(qtbot: QtBot, kit: FakeKit, source: Places) -> None:
    tab = _tab(qtbot, kit, source, complete=lambda query: query.words != "za")
    tab.show_query("zab")
    assert tab.table.current_record() == source.places[1]
    tab.show_query("za")
    assert _line(tab) == "Nic nie zawiera wszystkich słów „za”; najbliższe: 2 miejscowości"
    assert (tab.table.current_record(), tab.selected()) == (None, ())
    tab.show_query("")
    assert _line(tab) == "3 miejscowości · Enter otwiera"


def test_enter_does_not_wait_for_the_pause(
    qtbot: QtBot, kit: FakeKit, source: Places, type_text: Callable[[Any, str], None]
) -> None:
    tab = _tab(qtbot, kit, source)
    type_text(tab.search, "zaw")
    QTest.keyClick(tab.search, Qt.Key.Key_Return)
    assert tab.opened == [Place(3, "Zawoja")]


def test_a_slow_source_is_asked_after_a_pause_only(qtbot: QtBot, kit: FakeKit, source: Places) -> None:
    tab = _tab(qtbot, kit, source)
    tab.show_query("ł")
    assert tab.search.pause_ms == 0
    tab.search.adapt(60)
    assert tab.search.pause_ms == 90
    tab.search.adapt(5000)
    assert tab.search.pause_ms == 150


def test_arrows_in_the_search_field_move_in_the_table(qtbot: QtBot, kit: FakeKit, source: Places) -> None:
    tab = _tab(qtbot, kit, source)
    for _press in range(2):
        QTest.keyClick(tab.search, Qt.Key.Key_Down)
    assert tab.table.current_record() == source.places[1]
    assert tab.search.hasFocus()


def test_escape_empties_the_search(qtbot: QtBot, kit: FakeKit, source: Places) -> None:
    tab = _tab(qtbot, kit, source)
    tab.show_query("zab")
    assert tab.model.rowCount() == 1
    QTest.keyClick(tab.search, Qt.Key.Key_Escape)
    assert tab.model.rowCount() == 3


def test_nothing_found_offers_to_clear_words_and_filters(qtbot: QtBot, kit: FakeKit, source: Places) -> None:
    tab = _tab(qtbot, kit, source)
    tab.show_query("łódź", {"county": frozenset({"b"})})
    empty = tab.findChild(QWidget, "nothing_found")
    assert isinstance(empty, QWidget)
    assert empty.isVisible()
    assert empty.accessibleName() == "Nic nie pasuje do „łódź”"
    button = empty.findChild(QPushButton, "clear_all")
    assert isinstance(button, QPushButton)
    button.click()
    assert tab.model.rowCount() == 3
    assert tab.table.isVisible()


def test_an_empty_register_says_what_to_do_first(qtbot: QtBot, kit: FakeKit) -> None:
    tab = _tab(qtbot, kit, Places([]))
    empty = tab.findChild(QWidget, "no_records")
    assert isinstance(empty, QWidget)
    assert empty.isVisible()
    assert not tab.filters.isVisible()
    (button,) = empty.findChildren(QPushButton)
    assert button.text() == "Dodaj…"


def test_a_change_refreshes_and_keeps_the_chosen_record(qtbot: QtBot, kit: FakeKit, source: Places) -> None:
    tab = _tab(qtbot, kit, source)
    assert tab.select_record(3)
    source.places.insert(0, Place(9, "Aleksandrów"))
    kit.bus.announce(Change("card", frozenset({9})))
    assert tab.model.rowCount() == 3
    kit.bus.announce(Change("place", frozenset({9})))
    assert tab.model.rowCount() == 4
    assert [place.id for place in tab.selected()] == [3]


def test_a_hidden_tab_waits_with_its_refresh(qtbot: QtBot, kit: FakeKit, source: Places) -> None:
    tab = _tab(qtbot, kit, source)
    tab.hide()
    pages = len(source.pages)
    source.places.pop()
    kit.bus.announce(Change("place", frozenset({3})))
    assert len(source.pages) == pages
    tab.show()
    assert tab.model.rowCount() == 2


def test_a_record_hidden_by_the_question_is_shown_all_the_same(qtbot: QtBot, kit: FakeKit, source: Places) -> None:
    tab = _tab(qtbot, kit, source)
    tab.show_query("łódź")
    assert tab.select_record(2)
    assert tab.search.words == ""
    assert not tab.select_record(77)


def test_filters_count_and_narrow(qtbot: QtBot, kit: FakeKit, source: Places) -> None:
    tab = _tab(qtbot, kit, source)
    choice = None
    qtbot.waitUntil(lambda: tab.filters.findChild(QWidget, "b") is not None)
    choice = tab.filters.findChild(QWidget, "b")
    assert isinstance(choice, QWidget)
    assert choice.accessibleName() == "b, pozycji: 1"
    QTest.keyClick(choice, Qt.Key.Key_Space)
    assert [tab.model.record(row) for row in range(tab.model.rowCount())] == [source.places[1]]


def test_panels_grow_with_the_zoom(qtbot: QtBot, qapp: QApplication, kit: FakeKit, source: Places) -> None:
    tab = _tab(qtbot, kit, source)
    zoom = Zoom(qapp)
    before, search = tab.filters.width(), tab.search.height()
    try:
        zoom.set_percent(150)
        qtbot.waitUntil(lambda: tab.filters.width() > before * 1.35)
        assert tab.search.height() > search * 1.35
    finally:
        zoom.reset()


def test_splitters_are_remembered(qtbot: QtBot, kit: FakeKit, source: Places) -> None:
    tab = _tab(qtbot, kit, source)
    tab._inner.setSizes([300, 900])
    tab._inner.splitterMoved.emit(300, 1)
    sizes = tab._inner.sizes()
    again = _tab(qtbot, kit, source)
    assert again._inner.sizes() == pytest.approx(sizes, abs=2)


def test_a_remembered_order_is_asked_for_at_once(qtbot: QtBot, kit: FakeKit, source: Places) -> None:
    kit.layouts.kept["table/places"] = '{"sort": ["name", true]}'
    tab = _tab(qtbot, kit, source)
    assert (tab.query.sort, tab.query.descending) == ("name", True)
    first = tab.model.record(0)
    assert first is not None
    assert first.name == "Zawoja"


def test_tab_goes_from_the_search_over_the_deeds_to_the_menu(qtbot: QtBot, kit: FakeKit, source: Places) -> None:
    tab = _tab(qtbot, kit, source)
    edit = QAction("Edytuj…", tab)
    edit.setObjectName("edit")
    tab.place_action(edit, Where.BUTTON)
    passed, widget = [], tab.search.nextInFocusChain()
    while widget is not None and widget.objectName() != "more":
        passed.append(widget.objectName())
        widget = widget.nextInFocusChain()
    assert [name for name in passed if name in {"new", "edit"}] == ["new", "edit"]
