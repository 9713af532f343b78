"""Rules that hold on every screen: names for screen readers, Polish words, uncut texts, a deed for the empty."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.modeltest import ModelTester

from app.bootstrap import Services
from app.shell.catalogue import REGISTERS
from app.shell.help_window import topic_of, topics
from app.widgets import icons
from app.widgets.theme import Mode
from app.widgets.workspace import Register
from tests.shell import scenes
from tests.shell.windows import Desk, desk, signed_in

BY_KEY = {register.key: register for register in REGISTERS}
by_edited_register = pytest.mark.parametrize(
    # entries of the log are made by the program alone
    "register",
    [register for register in REGISTERS if register.key in scenes.FORMS],
    ids=lambda register: register.key,
)


@pytest.fixture
def demo(qapp: QApplication, demo_services: Services) -> Iterator[Desk]:
    """The window over the demonstration office, for somebody who signed in and has every right."""
    with desk(qapp, signed_in(demo_services)) as opened:
        opened.window.resize(1366, 768)
        yield opened


@pytest.fixture
def empty(qapp: QApplication, services: Services) -> Iterator[Desk]:
    """The window over an empty database."""
    with desk(qapp, services) as opened:
        opened.window.resize(1366, 768)
        yield opened


# -- registers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", scenes.TABS)
def test_tab_opens_filled_with_a_sound_model_finds_its_records_and_has_names_in_polish(
    demo: Desk, key: str, qtmodeltester: ModelTester
) -> None:
    with scenes.tab(demo, key) as root:
        if key != "dashboard":
            check_filled(demo, BY_KEY[key], qtmodeltester)
        check_names(root)
        check_words(root)
        buttons = [w for w in interactive(root) if isinstance(w, QPushButton | QCheckBox | QRadioButton)]
        assert [described(b) for b in buttons if not b.focusPolicy() & Qt.FocusPolicy.TabFocus] == []
    if key in scenes.FORMS:
        check_found_by_its_own_title(demo, BY_KEY[key])


def check_filled(demo: Desk, register: Register[Services], qtmodeltester: ModelTester) -> None:
    """The register in front shows every record, and no two deeds have one key."""
    tab = demo.window.go_to(register.key)
    assert register.count is not None
    assert tab.model.rowCount() == register.count(demo.services) > 0
    qtmodeltester.check(tab.model)  # type: ignore[no-untyped-call]
    assert all(action.text() for action in tab.actions())
    keys = [action.shortcut().toString() for action in tab.actions() if not action.shortcut().isEmpty()]
    keys += [key.toString() for action in demo.window.menus.actions for key in action.shortcuts()]
    assert len(keys) == len(set(keys)), sorted(keys)


def check_found_by_its_own_title(demo: Desk, register: Register[Services]) -> None:
    """The first record of the register in front is found, and shown when it is asked for."""
    tab = demo.window.go_to(register.key)
    demo.settle()
    record = tab.model.record(0)
    assert record is not None
    assert register.name is not None
    found = register.find(demo.services, register.name(demo.services, record.id), 20)
    assert record.id in [hit.record_id for hit in found]
    demo.window.go_to_record(register.key, record.id)
    assert [chosen.id for chosen in tab.selected()] == [record.id]


@pytest.mark.parametrize("key", scenes.OPEN_TABS)
def test_empty_tab_has_a_name_for_everything_a_sound_model_and_offers_a_deed(
    empty: Desk, key: str, qtmodeltester: ModelTester
) -> None:
    with scenes.tab(empty, key) as root:
        check_names(root)
    if key in scenes.EDITED_TABS:
        check_offers_a_deed(empty, BY_KEY[key], qtmodeltester)


def check_offers_a_deed(empty: Desk, register: Register[Services], qtmodeltester: ModelTester) -> None:
    """What stands in place of the records leads to the first one."""
    tab = empty.window.go_to(register.key)
    empty.settle()
    assert tab.model.rowCount(QModelIndex()) == 0
    qtmodeltester.check(tab.model)  # type: ignore[no-untyped-call]
    state = tab.findChild(QWidget, "no_records")
    assert state is not None
    assert state.isVisible()
    deeds = [button for button in state.findChildren(QPushButton) if button.isVisible() and button.isEnabled()]
    assert deeds, "an empty list says what to do next"
    deeds[0].click()
    if register.key in scenes.BEGUN_BY_WINDOW:
        assert empty.dialog(scenes.BEGUN_BY_WINDOW[register.key]).isVisible()
    else:
        assert empty.form().entity == register.entity


@by_edited_register
def test_register_is_described(register: Register[Services]) -> None:
    assert register.icon in icons.names()
    assert register.key in {topic_of(path.stem) for path in topics()}, "F1 needs a page"
    assert register.begin_text


# -- screen readers -------------------------------------------------------------------------------------------

_PARTS = {"qt_spinbox_lineedit", "qt_scrollarea_viewport", "qt_tabwidget_tabbar", "qt_tabwidget_stackedwidget"}
"""Parts of Qt's own widgets that a screen reader meets through the widget itself."""


def interactive(root: QWidget) -> Iterator[QWidget]:
    """What a person can put the focus on or press."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or widget.window() is not root or widget.objectName() in _PARTS:
            continue
        if isinstance(widget.parent(), QComboBox):
            continue
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, QAbstractButton):
            yield widget


def spoken(widget: QWidget) -> str:
    """The name that a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None, widget
    return str(interface.text(QAccessible.Text.Name)).strip()


def described(widget: QWidget) -> str:
    chain: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(chain) < 4:
        chain.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return " < ".join(chain)


_FOCUSABLE = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Table,
    QAccessible.Role.List,
    QAccessible.Role.Tree,
    QAccessible.Role.ListItem,
    QAccessible.Role.PageTab,
    QAccessible.Role.MenuItem,
    QAccessible.Role.Slider,
    QAccessible.Role.Link,
}


def unnamed_interfaces(interface: QAccessibleInterface, path: str = "") -> Iterator[str]:
    """Focusable things in the accessible tree that have no name."""
    state, role = interface.state(), interface.role()
    if state.invisible or state.offscreen:  # type: ignore[attr-defined]
        return
    here = f"{path}/{role.name}"
    if role in _FOCUSABLE and state.focusable and not interface.text(QAccessible.Text.Name).strip():  # type: ignore[attr-defined]
        yield here
    if role in (QAccessible.Role.Table, QAccessible.Role.ComboBox):
        return
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None:
            yield from unnamed_interfaces(child, here)


def check_names(root: QWidget) -> None:
    assert [described(widget) for widget in interactive(root) if not spoken(widget)] == []
    interface = QAccessible.queryAccessibleInterface(root)
    assert interface is not None
    assert list(unnamed_interfaces(interface)) == []


# -- words ----------------------------------------------------------------------------------------------------

_ENGLISH = re.compile(
    r"\b(open|save|cancel|ok|yes|no|close|apply|file|edit|search|help|delete|new|error|warning|the|and|of|for|with|"
    r"find|next|previous|copy|paste|undo|redo|print|exit|settings|options|view|tools|about|select|reset|discard)\b",
    re.IGNORECASE,
)
_NAMES = ("SQLAlchemy", "ReportLab", "builtins.")


def texts(root: QWidget) -> Iterator[str]:
    """All words on a screen: titles, labels, buttons, hints, lists, tips, actions."""
    yield root.windowTitle()
    for widget in root.findChildren(QWidget):
        if widget.window() is not root:
            continue
        yield widget.toolTip()
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(n) for n in range(widget.count()))
        elif isinstance(widget, QTableView):
            columns, across = range(widget.horizontalHeader().count()), Qt.Orientation.Horizontal
            yield from (str(widget.model().headerData(n, across) or "") for n in columns)
    for action in root.findChildren(QAction):
        yield action.text()
        yield action.toolTip()


def check_words(root: QWidget) -> None:
    english = {text for text in texts(root) if _ENGLISH.search(_without_keys(text)) and not _is_name(text)}
    assert english == set()


def _without_keys(text: str) -> str:
    """Polish keyboards say Delete, too."""
    return re.sub(r"\((Ctrl\+|Shift\+)*[A-Z]\w*\)", "", text.replace("&", ""))


def _is_name(text: str) -> bool:
    return any(name in text for name in _NAMES)


# -- room -----------------------------------------------------------------------------------------------------

_SLACK = 2
"""Logical pixels lost to rounding."""
_ROOMS: list[tuple[int, tuple[int, int], Mode]] = [
    (100, (1366, 768), Mode.LIGHT),
    (150, (1366, 768), Mode.DARK),
    (100, (1024, 640), Mode.DARK),
    (150, (1024, 640), Mode.LIGHT),
]


def cut(root: QWidget) -> Iterator[str]:
    """Texts that have less room than they need, and things that stick out of the window."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or widget.window() is not root or not _has_text(widget):
            continue
        if widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored:
            continue  # shortens itself with an ellipsis
        needed, given = widget.sizeHint(), widget.size()
        if isinstance(widget, QLabel) and widget.wordWrap():
            short = widget.heightForWidth(given.width()) > given.height() + _SLACK
        else:
            short = needed.width() > given.width() + _SLACK or needed.height() > given.height() + _SLACK
        if short:
            yield f"{described(widget)} „{_words(widget)}” needs {needed.toTuple()}, has {given.toTuple()}"
        elif not _scrolls(widget) and not root.rect().contains(_place(widget, root)):
            yield f"{described(widget)} „{_words(widget)}” sticks out: {_place(widget, root).getRect()}"


def _has_text(widget: QWidget) -> bool:
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
        return False
    kinds = QLabel | QPushButton | QCheckBox | QRadioButton | QToolButton
    return isinstance(widget, kinds) and bool(_words(widget))


def _words(widget: QWidget) -> str:
    return str(widget.text()) if isinstance(widget, QLabel | QAbstractButton) else ""


def _place(widget: QWidget, root: QWidget):  # type: ignore[no-untyped-def]
    return widget.rect().translated(widget.mapTo(root, widget.rect().topLeft()))


def _scrolls(widget: QWidget) -> bool:
    at = widget.parentWidget()
    while at is not None:
        if isinstance(at, QAbstractScrollArea):
            return True
        at = at.parentWidget()
    return False


@pytest.mark.parametrize(("percent", "size", "mode"), _ROOMS)
def test_no_text_is_cut_in_any_tab(demo: Desk, percent: int, size: tuple[int, int], mode: Mode) -> None:
    demo.theme.set_mode(mode)
    demo.zoom.set_percent(percent)
    problems = []
    for key in scenes.TABS:
        with scenes.tab(demo, key) as root:
            root.resize(*size)
            demo.settle()
            problems += [f"{key}: {text}" for text in cut(root)]
    demo.theme.set_mode(Mode.LIGHT)
    assert problems == []


@pytest.mark.parametrize(("percent", "size", "mode"), _ROOMS)
def test_no_text_is_cut_in_an_empty_office(empty: Desk, percent: int, size: tuple[int, int], mode: Mode) -> None:
    empty.theme.set_mode(mode)
    empty.zoom.set_percent(percent)
    problems = []
    for key in scenes.OPEN_TABS:
        with scenes.tab(empty, key) as root:
            root.resize(*size)
            empty.settle()
            problems += [f"{key}: {text}" for text in cut(root)]
    empty.theme.set_mode(Mode.LIGHT)
    assert problems == []


@pytest.mark.parametrize(("percent", "size", "mode"), _ROOMS)
def test_no_text_is_cut_in_any_form(demo: Desk, percent: int, size: tuple[int, int], mode: Mode) -> None:
    demo.theme.set_mode(mode)
    demo.zoom.set_percent(percent)
    problems = []
    for key in scenes.FORMS:
        with scenes.form(demo, key, new=False) as root:
            # as large as the form wants to be, on a screen of this size
            line = root.fontMetrics().height()
            root.resize(min(line * 62, round(size[0] * 0.94)), min(line * 44, round(size[1] * 0.94)))
            demo.settle()
            problems += [f"{key}: {text}" for text in cut(root)]
    demo.theme.set_mode(Mode.LIGHT)
    assert problems == []


# -- all rules at once: opening a window takes longer than looking at it ---------------------------------------


@pytest.mark.parametrize("group", scenes.WINDOW_GROUPS)
def test_windows_have_names_speak_polish_and_cut_nothing(demo: Desk, group: str) -> None:
    for name in scenes.WINDOW_GROUPS[group]:
        with scenes.dialog(demo, name) as root:
            check_names(root)
            check_words(root)
            assert root.windowTitle(), name
            assert list(cut(root)) == [], name


@pytest.mark.parametrize("group", scenes.WINDOW_GROUPS)
def test_no_text_is_cut_in_any_enlarged_window(demo: Desk, group: str) -> None:
    demo.zoom.set_percent(150)
    demo.settle()
    for name in scenes.WINDOW_GROUPS[group]:
        with scenes.dialog(demo, name) as root:
            assert list(cut(root)) == [], name


# -- keyboard -------------------------------------------------------------------------------------------------


def check_tab_key(root: QWidget) -> None:
    wanted = {w for w in interactive(root) if w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus}
    reached: set[QWidget] = set()
    at = root.nextInFocusChain()
    while at is not None and at not in reached:
        reached.add(at)
        at = at.nextInFocusChain()
    assert [described(w) for w in wanted if w not in reached and w.focusProxy() is None] == []


@pytest.mark.parametrize("key", scenes.FORMS)
def test_form_has_names_speaks_polish_and_is_reached_by_tab(demo: Desk, key: str) -> None:
    with scenes.form(demo, key, new=False) as root:
        check_names(root)
        check_words(root)
        check_tab_key(root)
    with scenes.form(demo, key, new=True) as root:
        check_names(root)
