"""The frame with more than twenty registers: room, groups, keys, what is remembered and what a screen reader sees."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QStyle, QWidget

from app.bootstrap import Services
from app.core import paths
from app.core.contrast import contrast
from app.shell import catalogue, navigation_drawing
from app.shell.frame import Frame
from app.shell.navigation import NavigationList
from app.shell.navigation_drawing import Entry
from app.shell.search_everywhere import SearchEverywhere
from app.shell.window_state import WindowState
from app.widgets.layout_store import LayoutStore
from app.widgets.register_tab import RegisterTab
from app.widgets.theme import DARK, LIGHT, Colors
from app.widgets.widths import TABLE_CHARS, digits
from app.widgets.workspace import Group
from tests.keyboard import press
from tests.shell.windows import Desk, desk
from tests.widgets.fakes import MemoryLayouts

SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
MANY = {
    Group.OFFICE: ("Karty usług", "Komórki organizacyjne", "Rejestr umów"),
    Group.STAFF: ("Pracownicy", "Stanowiska", "Nieobecności"),
    Group.EVALUATIONS: ("Kampanie ocen", "Oceny", "Zdarzenia w pracy", "Regulaminy ocen"),
    Group.TRAININGS: (
        "Szkolenia",
        "Udział w szkoleniach",
        "Oferty szkoleń",
        "Potrzeby szkoleniowe",
        "Plan szkoleń",
        "Budżet szkoleń",
        "Instytucje szkolące",
        "Preferowane instytucje",
        "Delegacje",
        "Umowy szkoleniowe",
    ),
    Group.PROGRAM: ("Konta", "Dziennik czynności"),
}
ENTRIES = (
    Entry("dashboard", "Pulpit", "home", keys="Ctrl+1"),
    *(Entry(title, title, "cards", catalogue.GROUPS[group]) for group, titles in MANY.items() for title in titles),
)


def make_frame(layouts: LayoutStore, size: tuple[int, int] = (1366, 700)) -> Frame:
    """The frame alone, over empty pages that take the focus."""
    frame = Frame(layouts, focusable("opening"), ENTRIES[0])
    frame.pages.open(focusable("dashboard"), [entry.key for entry in ENTRIES[1:]], focusable)
    frame.fill(ENTRIES)
    frame.resize(*size)
    frame.show()
    frame.activateWindow()
    QTest.qWaitForWindowActive(frame)
    frame.pages.currentWidget().setFocus()
    return frame


def list_of(frame: Frame) -> NavigationList:
    """The list of a frame that was filled."""
    assert frame.pane.list is not None
    return frame.pane.list


def focusable(name: str) -> QWidget:
    page = QWidget()
    page.setObjectName(name)
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return page


@pytest.fixture
def layouts() -> MemoryLayouts:
    return MemoryLayouts()


@pytest.fixture
def frame(qapp: QApplication, layouts: MemoryLayouts) -> Iterator[Frame]:
    made = make_frame(layouts)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def many(qapp: QApplication, demo_services: Services, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The main window with registers made of the one of units, so many that only some have numbers."""
    units = next(register for register in catalogue.REGISTERS if register.key == "units")
    first = ("service_cards", "units", "employees", "accounts", "audit")
    known = {register.title: register for register in catalogue.REGISTERS if register.key in first}
    made = [
        known.get(title) or replace(units, key=f"fake_{number}", title=title, group=group)
        for number, (group, title) in enumerate((group, title) for group, titles in MANY.items() for title in titles)
    ]
    monkeypatch.setattr(catalogue, "REGISTERS", catalogue.in_groups(reversed(made)))
    with desk(qapp, demo_services) as opened:
        yield opened


def shown_keys(menu: QMenu) -> dict[str, str]:
    return {action.text().replace("&", ""): action.shortcut().toString() for action in menu.actions() if action.text()}


# -- the catalogue ---------------------------------------------------------------------------------------------


def test_every_group_has_a_heading_and_its_registers_stand_together() -> None:
    assert set(catalogue.GROUPS) == set(Group)
    order = [register.group for register in catalogue.REGISTERS]
    assert order == sorted(order, key=list(catalogue.GROUPS).index)


# -- room ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["wide", "narrow"])
@pytest.mark.parametrize(("percent", "size"), [(100, (1366, 768)), (100, (1024, 640)), (150, (1920, 1080))])
def test_many_registers_need_no_scrolling(many: Desk, percent: int, size: tuple[int, int], shape: str) -> None:
    many.zoom.set_percent(percent)
    many.window.resize(*size)
    many.settle()
    frame = many.window.frame
    if frame.wide != (shape == "wide"):
        frame.fold()
    many.settle()
    assert frame.wide == (shape == "wide")
    entries = list_of(frame)
    assert entries.verticalScrollBar().maximum() == 0
    last = entries.visualItemRect(entries.item(entries.count() - 1))
    assert entries.viewport().rect().contains(last)


@pytest.mark.parametrize("shape", ["wide", "narrow"])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 640)])
def test_large_letters_scroll_and_what_is_in_front_is_seen(many: Desk, size: tuple[int, int], shape: str) -> None:
    many.zoom.set_percent(150)
    many.window.resize(*size)
    frame = many.window.frame
    if frame.wide != (shape == "wide"):
        frame.fold()
    many.settle()
    entries, last = list_of(frame), many.window.tabs.count() - 1
    assert entries.verticalScrollBar().maximum() > 0 or shape == "narrow"
    many.window.tabs.setCurrentIndex(last)
    many.settle()
    item = entries.item(entries.count() - 1)
    assert entries.viewport().rect().contains(entries.visualItemRect(item))
    for group in set(MANY) - {Group.PROGRAM, Group.STAFF}:
        entries.fold(catalogue.GROUPS[group], folded=True)
    many.settle()
    assert entries.verticalScrollBar().maximum() == 0, "folded groups make room for the others"


@pytest.mark.parametrize("chosen", [None, "wide", "narrow"])
@pytest.mark.parametrize("width", [600, 900, 1100, 1366, 1920, 2560])
def test_titles_never_take_the_room_of_filters_and_table(
    qapp: QApplication, layouts: MemoryLayouts, width: int, chosen: str | None
) -> None:
    if chosen is not None:
        layouts.save("navigation/shape", chosen)
    frame = make_frame(layouts, (width, 700))
    if frame.wide:
        assert frame.pages.width() >= digits(frame, TABLE_CHARS)
    assert frame.wide == (chosen != "narrow" and width >= (1920 if chosen is None else 1366))
    frame.close()


@pytest.mark.parametrize("width", [1366, 1920])
def test_the_first_picture_stays_when_the_list_comes(qapp: QApplication, layouts: MemoryLayouts, width: int) -> None:
    frame = Frame(layouts, focusable("opening"), ENTRIES[0])
    frame.resize(width, 900)
    frame.show()
    frame.pages.currentWidget().setFocus()
    page, edge = frame.pages.geometry(), frame.pane.rect()
    edge.setHeight(frame.pane.fold.geometry().bottom() + frame.fontMetrics().height() * 2)
    before = frame.pane.grab(edge).toImage()
    frame.pages.open(focusable("dashboard"), [entry.key for entry in ENTRIES[1:]], focusable)
    frame.fill(ENTRIES)
    frame.pages.currentWidget().setFocus()
    assert frame.pages.geometry() == page
    assert frame.pane.grab(edge).toImage() == before
    frame.close()


def test_a_list_of_one_entry_is_not_there(frame: Frame) -> None:
    frame.fill(ENTRIES[:1])
    QTest.qWait(1)
    assert not frame.pane.isVisible()
    assert frame.pages.x() == 0
    frame.change_side()
    assert frame.pages.currentWidget().hasFocus()


def test_pages_are_made_when_somebody_looks(many: Desk) -> None:
    assert len(many.window.findChildren(RegisterTab)) == 0
    many.window.tabs.setCurrentIndex(5)
    assert [tab.objectName() for tab in many.window.findChildren(RegisterTab)] == ["units"]


# -- folding ---------------------------------------------------------------------------------------------------


def test_folding_is_remembered_for_the_next_start(qapp: QApplication, demo_services: Services) -> None:
    with desk(qapp, demo_services) as first:
        first.window.resize(1920, 1000)
        assert first.window.frame.wide
        first.shortcut(Qt.Key.Key_F9, NONE)
        assert not first.window.frame.wide
    assert WindowState(paths.config_folder()).load("navigation/shape") == "narrow"
    with desk(qapp, demo_services) as second:
        assert not second.window.frame.wide
        second.shortcut(Qt.Key.Key_F9, NONE)
        assert second.window.frame.wide


def test_folding_says_what_the_button_would_do(frame: Frame) -> None:
    frame.resize(1920, 700)
    assert frame.pane.fold.accessibleName() == "Zwiń listę rejestrów"
    frame.pane.fold.click()
    assert frame.pane.fold.accessibleName() == "Rozwiń listę rejestrów"


@pytest.mark.parametrize("way", ["keys", "button"])
def test_where_titles_do_not_fit_they_open_over_the_page_and_leave_with_the_focus(frame: Frame, way: str) -> None:
    frame.resize(800, 700)
    before = frame.pages.geometry()
    if way == "keys":
        frame.change_side()
    else:
        frame.pane.fold.click()
    assert list_of(frame).hasFocus()
    assert frame.wide
    assert frame.pane.geometry().right() > before.left()
    assert frame.pages.geometry() == before
    frame.pages.currentWidget().setFocus()
    assert not frame.wide
    assert frame.pane.geometry().right() < before.left()


def test_a_press_beside_the_list_closes_what_lies_over_the_page(frame: Frame) -> None:
    frame.resize(800, 700)
    frame.change_side()
    QTest.mouseClick(frame.pages.currentWidget(), Qt.MouseButton.LeftButton, NONE, QPoint(600, 300))
    assert not frame.wide


def test_a_click_on_an_icon_opens_nothing_over_the_page(frame: Frame) -> None:
    frame.resize(800, 700)
    click(frame, 3)
    assert frame.pages.currentIndex() == 3
    assert frame.pages.currentWidget().hasFocus()
    assert not frame.wide


def click(frame: Frame, number: int) -> None:
    entries = list_of(frame)
    (item,) = entries.findItems(ENTRIES[number].title, Qt.MatchFlag.MatchExactly)[-1:]
    QTest.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, NONE, entries.visualItemRect(item).center())


# -- groups ----------------------------------------------------------------------------------------------------


def not_hidden(entries: NavigationList) -> list[str]:
    """What is on the list, headings included."""
    return [item.text() for row in range(entries.count()) if not (item := entries.item(row)).isHidden()]


def press_heading(entries: NavigationList, group: str) -> None:
    (item,) = (
        item
        for item in entries.findItems(group, Qt.MatchFlag.MatchExactly)
        if not item.toolTip() or "rozwiń" in item.toolTip()
    )
    QTest.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, NONE, entries.visualItemRect(item).center())


def test_a_press_on_a_heading_folds_its_group_and_the_next_start_remembers(
    qapp: QApplication, layouts: MemoryLayouts
) -> None:
    frame = make_frame(layouts, (1920, 900))
    entries = list_of(frame)
    press_heading(entries, "Szkolenia")
    press_heading(entries, "Urząd")
    expected = ["Pulpit", "Urząd", "Kadry", *MANY[Group.STAFF], "Oceny", *MANY[Group.EVALUATIONS], "Szkolenia"]
    assert not_hidden(entries) == [*expected, "Program", *MANY[Group.PROGRAM]]
    assert frame.pages.currentIndex() == 0, "a heading is no register"
    frame.close()
    again = make_frame(layouts, (1920, 900))
    assert not_hidden(list_of(again)) == not_hidden(entries)
    press_heading(list_of(again), "Urząd")
    assert layouts.load("navigation/folded") == "Szkolenia"
    again.close()


def test_two_quick_presses_on_a_heading_undo_each_other(frame: Frame) -> None:
    frame.resize(1920, 900)
    entries = list_of(frame)
    (heading,) = entries.findItems("Kadry", Qt.MatchFlag.MatchExactly)
    place = entries.visualItemRect(heading).center()
    QTest.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    QTest.mouseDClick(entries.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    assert not entries.is_folded("Kadry")


def test_the_group_of_the_register_in_front_opens_for_as_long_as_it_is_there(
    frame: Frame, layouts: MemoryLayouts
) -> None:
    entries = list_of(frame)
    entries.fold("Kadry", folded=True)
    frame.pages.setCurrentIndex(5)
    assert "Stanowiska" in not_hidden(entries)
    frame.pages.setCurrentIndex(1)
    assert "Stanowiska" not in not_hidden(entries), "the person folded it"
    assert layouts.load("navigation/folded") == "Kadry"


def test_the_group_in_front_can_be_folded_and_says_that_it_holds_what_is_in_front(frame: Frame) -> None:
    entries = list_of(frame)
    frame.pages.setCurrentIndex(5)
    before = entries.grab().toImage()
    entries.fold("Kadry", folded=True)
    assert "Stanowiska" not in not_hidden(entries)
    frame.change_side()
    assert entries.currentItem().text() == "Kadry", "the ring is where it can be seen"
    assert entries.grab().toImage() != before
    frame.pages.setCurrentIndex(4)
    assert "Stanowiska" in not_hidden(entries)


def test_left_folds_a_group_right_opens_it_and_arrows_pass_over_what_is_hidden(frame: Frame) -> None:
    entries = list_of(frame)
    frame.change_side()
    for _ in range(4):
        press(entries, Qt.Key.Key_Down)
    press(entries, Qt.Key.Key_Left)
    assert entries.currentItem().text() == "Kadry"
    assert entries.is_folded("Kadry")
    press(entries, Qt.Key.Key_Left)
    assert entries.is_folded("Kadry"), "folded already"
    press(entries, Qt.Key.Key_Down)
    assert entries.currentItem().text() == "Kampanie ocen"
    press(entries, Qt.Key.Key_Up)
    press(entries, Qt.Key.Key_Return)
    assert frame.pages.currentIndex() == 0
    assert entries.currentItem().text() == "Pracownicy", "opened by Enter, the ring on its first register"
    press(entries, Qt.Key.Key_Left)
    press(entries, Qt.Key.Key_Right)
    assert not entries.is_folded("Kadry")
    press(entries, Qt.Key.Key_End)
    assert entries.currentItem().text() == "Dziennik czynności"
    press(entries, Qt.Key.Key_Home)
    assert entries.currentItem().text() == "Pulpit"


@pytest.mark.parametrize("group", ["Urząd", "Kadry"])
def test_beside_icons_alone_a_folded_group_is_an_arrow_that_opens_it(frame: Frame, group: str) -> None:
    frame.resize(900, 700)
    entries = list_of(frame)
    assert not frame.wide
    press_heading(entries, group)
    assert not entries.is_folded(group), "a thin line is nothing to press"
    entries.fold(group, folded=True)
    QTest.qWait(1)
    press_heading(entries, group)
    assert not entries.is_folded(group)


# -- keys ------------------------------------------------------------------------------------------------------


def test_the_first_nine_have_numbers_and_all_stand_in_the_menu(many: Desk) -> None:
    menu = many.window.findChild(QMenu, "way_menu")
    assert menu is not None
    listed = shown_keys(menu)
    titles = [register.title for register in many.window.registers]
    assert list(listed)[: len(titles) + 1] == ["Pulpit", *titles]
    assert [listed[title] for title in ("Pulpit", *titles)][:9] == [f"Ctrl+{number}" for number in range(1, 10)]
    assert {listed[title] for title in titles[8:]} == {""}
    many.shortcut(Qt.Key.Key_9)
    assert many.window.tabs.currentIndex() == 8


@pytest.mark.parametrize(
    ("key", "modifiers", "then"),
    [
        (Qt.Key.Key_PageDown, NONE, 1),
        (Qt.Key.Key_PageUp, NONE, -1),
        (Qt.Key.Key_Tab, NONE, 1),
        (Qt.Key.Key_Tab, SHIFT, -1),
    ],
)
def test_keys_go_to_the_next_register_and_around(
    many: Desk, key: Qt.Key, modifiers: Qt.KeyboardModifier, then: int
) -> None:
    pages = many.window.tabs
    many.shortcut(key, Qt.KeyboardModifier.ControlModifier | modifiers)
    assert pages.currentIndex() == then % pages.count()


def test_ctrl_k_finds_a_register_without_a_number(many: Desk) -> None:
    many.window.search_everywhere()
    window = many.dialog(SearchEverywhere)
    window.field.setText("regulaminy")
    window.field.flush()
    press(window.field, Qt.Key.Key_Return)
    many.settle()
    shown = many.window.registers[many.window.tabs.currentIndex() - 1]
    assert shown.title == "Regulaminy ocen"


def test_arrows_move_the_ring_and_enter_shows_the_register(frame: Frame) -> None:
    entries = list_of(frame)
    frame.change_side()
    assert entries.currentItem().text() == "Pulpit"
    for _ in range(4):
        press(entries, Qt.Key.Key_Down)
    assert entries.currentItem().text() == "Pracownicy", "headings are passed over"
    assert frame.pages.currentIndex() == 0
    press(entries, Qt.Key.Key_Return)
    assert frame.pages.currentWidget().objectName() == "Pracownicy"
    assert frame.pages.currentWidget().hasFocus()


def test_escape_goes_back_and_the_next_visit_starts_where_the_person_is(frame: Frame) -> None:
    entries = list_of(frame)
    frame.change_side()
    press(entries, Qt.Key.Key_End)
    press(entries, Qt.Key.Key_Escape)
    assert frame.pages.currentWidget().hasFocus()
    frame.change_side()
    assert entries.currentItem().text() == "Pulpit"
    frame.change_side()
    assert frame.pages.currentWidget().hasFocus()


def test_f6_comes_back_to_the_same_place_of_the_page(demo: Desk) -> None:
    tab = demo.cards()
    tab.table.setFocus()
    demo.shortcut(Qt.Key.Key_F6, NONE)
    assert list_of(demo.window.frame).hasFocus()
    demo.shortcut(Qt.Key.Key_F6, NONE)
    assert tab.table.hasFocus()


# -- screen readers and eyes -----------------------------------------------------------------------------------


def test_a_screen_reader_meets_a_list_with_names_groups_and_what_is_in_front(frame: Frame) -> None:
    frame.pages.setCurrentIndex(4)
    interface = QAccessible.queryAccessibleInterface(list_of(frame))
    assert interface is not None
    assert interface.role() == QAccessible.Role.List
    assert interface.text(QAccessible.Text.Name) == "Rejestry"
    children = [interface.child(number) for number in range(interface.childCount())]
    by_name = {child.text(QAccessible.Text.Name): child for child in reversed(children) if child is not None}
    assert {child.role() for child in by_name.values()} == {QAccessible.Role.ListItem}
    assert {entry.title for entry in ENTRIES} <= set(by_name)
    in_front = [name for name, child in by_name.items() if child.state().selected]  # type: ignore[attr-defined]
    assert in_front == ["Pracownicy"]
    assert by_name["Pracownicy"].text(QAccessible.Text.Description) == "Kadry"
    assert not by_name["Kadry"].state().selectable  # type: ignore[attr-defined]
    assert by_name["Oceny"].role() == QAccessible.Role.ListItem
    list_of(frame).fold("Kadry", folded=True)
    assert by_name["Kadry"].text(QAccessible.Text.Description) == "grupa zwinięta, 3 rejestry"
    assert by_name["Pracownicy"].state().invisible  # type: ignore[attr-defined]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_bar_at_the_entry_in_front_is_seen_without_colours(scheme: Colors) -> None:
    assert contrast(scheme.accent, scheme.selection) >= 3
    assert contrast(scheme.muted, scheme.soft) >= 4.5, "icons alone carry the meaning where the list is folded"


def test_icons_alone_tell_their_names_and_keys(frame: Frame) -> None:
    tips = [list_of(frame).item(number).toolTip() for number in range(list_of(frame).count())]
    assert [tip for tip in tips if tip] == ["Pulpit (Ctrl+1)", *(entry.title for entry in ENTRIES[1:])]


def test_larger_letters_make_a_wider_list(frame: Frame) -> None:
    before = frame.pane.width_when(wide=True)
    font = frame.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    frame.setFont(font)
    assert frame.pane.width_when(wide=True) > before * 1.3


@pytest.mark.parametrize("points", [8, 9, 10, 12, 15, 18])
def test_no_title_is_cut_where_its_register_is_in_front(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, points: int
) -> None:
    cut = []

    def measure(_painter: object, place: QRect, text: str, font: QFont, *_: object) -> None:
        if QFontMetrics(font).horizontalAdvance(text) > place.width():
            cut.append(text)

    monkeypatch.setattr(navigation_drawing, "draw_words", measure)
    view = QWidget()
    font = QFont(view.font())
    font.setPointSize(points)
    view.setFont(font)
    bar = view.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, view)
    rect = QRect(0, 0, navigation_drawing.width_of(view, wide=True) - bar, 30)
    picture = QPixmap(rect.size())
    painter = QPainter(picture)
    for register in catalogue.REGISTERS:
        look = navigation_drawing.Look(wide=True, in_front=True)
        navigation_drawing.draw_entry(painter, rect, view, register.title, "cards", look)
    painter.end()
    assert cut == []
