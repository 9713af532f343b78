"""Buttons, legend and the list of one place."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.geo.shapes import Marker
from app.printing import render
from app.widgets.jobs import Jobs
from app.widgets.map.cluster_list import ClusterList
from app.widgets.map.register_pane import CARD, MAP, FindingMap, MapPane
from app.widgets.map.tools import MapTools
from app.widgets.preview import PagePreview
from tests.map_samples import CENTRE, GROUPS, base_map, place
from tests.widgets.map.conftest import Shown


def test_buttons_move_the_map(shown: Shown, qtbot: QtBot) -> None:
    view = shown()
    tools = MapTools(view)
    qtbot.addWidget(tools)
    buttons = {button.objectName(): button for button in tools.findChildren(QToolButton)}
    assert [button.accessibleName() for button in buttons.values()] == [
        "Dopasuj do gminy",
        "Przybliż",
        "Oddal",
        "Zmierz odległość",
    ]
    fitted = view.camera
    buttons["zoom_in_button"].click()
    assert view.camera.scale > fitted.scale
    buttons["zoom_out_button"].click()
    buttons["zoom_out_button"].click()
    assert view.camera.scale < fitted.scale
    buttons["fit_button"].click()
    assert view.camera.scale == fitted.scale
    buttons["measure_button"].click()
    assert view.mode == "measuring"
    buttons["measure_button"].click()
    assert view.mode == "looking"


def test_print_and_map_are_changed_without_a_click_as_assistive_programs_do(qtbot: QtBot, jobs: Jobs) -> None:
    pane = MapPane(PagePreview(jobs, render), GROUPS)
    qtbot.addWidget(pane)
    told: list[str] = []
    pane.shown_changed.connect(told.append)
    for name in (MAP, CARD):
        button = pane.findChild(QPushButton, f"show_{name}")
        assert isinstance(button, QPushButton)
        button.toggle()
        assert pane.shown == name
        assert button.isChecked()
    assert told == [MAP, CARD]


def several() -> list[Marker]:
    common = Marker(id=1, x=CENTRE[0], y=CENTRE[1], group="sport", title="Żuraw", address="Rynek 1")
    return [common, replace(common, id=2, title="Łabędź", exact=False), replace(common, id=3, title="Czapla")]


def rows_of(window: ClusterList) -> QListWidget:
    rows = window.findChild(QListWidget)
    assert isinstance(rows, QListWidget)
    return rows


def test_a_place_is_a_list_in_polish_order(qtbot: QtBot) -> None:
    window = ClusterList(several(), GROUPS)
    qtbot.addWidget(window)
    rows = rows_of(window)
    texts = [rows.item(row).text().splitlines() for row in range(rows.count())]
    assert texts == [
        ["Czapla", "Sport i rekreacja"],
        ["Łabędź", "Sport i rekreacja · położenie przybliżone"],
        ["Żuraw", "Sport i rekreacja"],
    ]
    assert window.windowTitle() == "3 organizacje"
    assert rows.accessibleName() == "3 organizacje, Rynek 1"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_chooses_and_closes(qtbot: QtBot, key: Qt.Key) -> None:
    window = ClusterList(several(), GROUPS)
    qtbot.addWidget(window)
    window.show()
    chosen: list[int] = []
    window.chosen.connect(chosen.append)
    rows = rows_of(window)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, key)
    assert (chosen, window.isVisible()) == ([2], False)


def test_escape_chooses_nothing(qtbot: QtBot) -> None:
    window = ClusterList(several(), GROUPS)
    qtbot.addWidget(window)
    window.show()
    chosen: list[int] = []
    window.chosen.connect(chosen.append)
    QTest.keyClick(rows_of(window), Qt.Key.Key_Escape)
    assert (chosen, window.isVisible()) == ([], False)


def test_a_tool_added_later_comes_before_the_map_for_the_tab_key(qtbot: QtBot, jobs: Jobs) -> None:
    pane = MapPane(PagePreview(jobs, render), GROUPS)
    qtbot.addWidget(pane)
    later = pane.add_tool(QAction("Popraw położenie", pane))
    passed, widget = [], pane.tools.findChildren(QToolButton)[0].nextInFocusChain()
    while widget is not None and widget is not pane.view:
        passed.append(widget)
        widget = widget.nextInFocusChain()
    assert later in passed


def test_the_legend_of_a_low_pane_says_the_heads_of_names(qtbot: QtBot, jobs: Jobs) -> None:
    groups = [replace(GROUPS[0], name="Zdrowie, seniorzy, niepełnosprawność"), *GROUPS[1:]]
    pane = MapPane(PagePreview(jobs, render), groups)
    qtbot.addWidget(pane)
    said = []
    for size in ((1200, 900), (260, 300)):
        pane.legend.fit(*size)
        said.append(pane.legend.findChildren(QLabel)[0].text() or pane.legend.findChildren(QLabel)[1].text())
    assert said == ["Zdrowie, seniorzy, niepełnosprawność", "Zdrowie"]


@pytest.mark.parametrize("name", ["Przykładów", "Zarzecze"])
def test_the_cross_over_what_was_found_covers_no_name(qtbot: QtBot, name: str) -> None:
    view = FindingMap(GROUPS)
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show_base(base_map())
    found = place(name)
    view.mark((found.x, found.y))
    view.fly_to(found.x, found.y)
    view.rest()
    assert view.picture.mark is not None
    _, reach = view.picture.mark
    (written,) = (each for each in view.picture.written if each.name.wish.text == name)
    wish = written.name.wish
    # the cross is where the name's point is
    beside = max(written.across, -written.across - wish.width), max(written.down, -written.down - wish.height)
    assert max(beside) >= reach * 0.9
