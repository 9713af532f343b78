"""Wheel, mouse and keyboard do the same things, and screen readers hear them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QProxyStyle, QStyle, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.geo.shapes import Marker, Place
from app.widgets.map import deeds
from app.widgets.map import view as view_module
from app.widgets.map.camera import CLOSEST
from app.widgets.map.view import MapView
from tests.map_samples import CENTRE, GROUPS, base_map, markers
from tests.widgets.map.conftest import Shown

KEY = Qt.Key
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def marker(number: int, east: float = 0, north: float = 0, group: str = "sport", *, exact: bool = True) -> Marker:
    return Marker(
        id=number,
        x=CENTRE[0] + east,
        y=CENTRE[1] + north,
        group=group,
        title=f"Klub {number}",
        address="ul. Długa 1",
        exact=exact,
    )


def pixel(view: MapView, of: Marker) -> QPoint:
    return QPointF(*view.camera.pixel(of.x, of.y)).toPoint()


def click(view: MapView, at: QPoint) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NO_MODIFIER, at)


def focused(view: MapView) -> tuple[int, ...]:
    """Markers of the symbol that the keyboard is on."""
    return view.picture.focused.ids if view.picture.focused else ()


def drag(view: MapView, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, NO_MODIFIER, start)
    QTest.mouseMove(view.viewport(), start + QPoint((end.x() - start.x()) // 2, 0))
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, NO_MODIFIER, end)


def turn(view: MapView, at: QPoint, delta: int, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> bool:
    event = QWheelEvent(
        QPointF(at),
        QPointF(view.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
    return event.isAccepted()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []
    monkeypatch.setattr(deeds, "announce", lambda _widget, text: texts.append(text))
    return texts


# -- moving ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delta", [120, -120, 360, 15])
def test_the_wheel_zooms_around_the_pointer(shown: Shown, delta: int) -> None:
    view = shown()
    at, before = QPoint(640, 130), view.camera
    assert turn(view, at, delta)
    assert (view.camera.scale > before.scale) == (delta > 0)
    assert view.camera.place(640, 130) == pytest.approx(before.place(640, 130))


def test_the_wheel_with_ctrl_belongs_to_the_program(shown: Shown) -> None:
    view = shown()
    before = view.camera
    turn(view, QPoint(10, 10), 120, Qt.KeyboardModifier.ControlModifier)
    assert view.camera == before


def test_dragging_moves_the_map_with_the_hand(shown: Shown) -> None:
    only = marker(1)
    view = shown(only)
    start = pixel(view, only)
    clicked: list[int] = []
    view.marker_clicked.connect(clicked.append)
    drag(view, start, start + QPoint(90, -40))
    assert pixel(view, only) == start + QPoint(90, -40)
    assert clicked == []


@pytest.mark.parametrize(
    ("key", "across", "down"), [(KEY.Key_Right, 1, 0), (KEY.Key_Left, -1, 0), (KEY.Key_Up, 0, -1), (KEY.Key_Down, 0, 1)]
)
def test_arrows_show_what_lies_beyond_the_edge(shown: Shown, key: Qt.Key, across: int, down: int) -> None:
    view = shown()
    before = view.camera
    QTest.keyClick(view, key)
    view.rest()
    moved = view.camera.x - before.x, before.y - view.camera.y
    assert (moved[0] > 1) - (moved[0] < -1) == across
    assert (moved[1] > 1) - (moved[1] < -1) == down


@pytest.mark.parametrize("keys", [(KEY.Key_Plus, KEY.Key_Minus), (KEY.Key_Equal, KEY.Key_Underscore)])
@pytest.mark.parametrize("home", [KEY.Key_Home, KEY.Key_0])
def test_plus_minus_and_home(shown: Shown, keys: tuple[Qt.Key, Qt.Key], home: Qt.Key) -> None:
    view = shown()
    fitted = view.camera
    QTest.keyClick(view, keys[0])
    QTest.keyClick(view, keys[0])
    assert view.camera.scale > fitted.scale * 2
    QTest.keyClick(view, keys[1])
    QTest.keyClick(view, keys[1])
    assert view.camera.scale == pytest.approx(fitted.scale)
    QTest.keyClick(view, KEY.Key_Right)
    QTest.keyClick(view, home)
    view.rest()
    assert (view.camera.x, view.camera.y) == pytest.approx((fitted.x, fitted.y))


def test_the_whole_gmina_stays_in_view_when_the_window_grows(shown: Shown) -> None:
    view = shown()
    before = view.camera
    view.resize(1200, 900)
    assert view.camera.scale == pytest.approx(before.scale * 1.5, rel=0.02)
    QTest.keyClick(view, KEY.Key_Plus)
    view.rest()
    near = view.camera
    view.resize(800, 600)
    assert view.camera.scale == near.scale


def test_no_flight_where_the_system_wants_none(shown: Shown) -> None:
    class Still(QProxyStyle):
        duration = 0

        def styleHint(self, hint: QStyle.StyleHint, *rest: object) -> int:  # noqa: N802 - Qt's name
            if hint is QStyle.StyleHint.SH_Widget_Animation_Duration:
                return self.duration
            return 0

    view, style = shown(), Still()
    view.setStyle(style)
    view.fly_to(CENTRE[0] + 500, CENTRE[1], 2_000)
    assert (view.picture.camera.x, view.picture.resting) == (CENTRE[0] + 500, True)
    style.duration = 200
    view.fly_to(CENTRE[0], CENTRE[1], 4_000)
    assert view.picture.camera.x == CENTRE[0] + 500
    assert view.camera.x == CENTRE[0]
    view.rest()
    assert view.picture.camera.scale == pytest.approx(800 / 4_000)


# -- choosing --------------------------------------------------------------------------------------------------


def test_a_click_on_a_marker_tells_its_number(shown: Shown) -> None:
    first, second = marker(7), marker(8, 3_000, 2_000)
    view = shown(first, second)
    clicked: list[int] = []
    view.marker_clicked.connect(clicked.append)
    click(view, pixel(view, second))
    click(view, pixel(view, first) + QPoint(60, 60))
    assert clicked == [8]
    assert view.picture.chosen == 8


def test_a_click_on_several_goes_nearer_until_they_come_apart(shown: Shown) -> None:
    both = marker(1), marker(2, 150)
    view = shown(*both)
    opened: list[tuple[int, ...]] = []
    clicked: list[int] = []
    view.cluster_opened.connect(opened.append)
    view.marker_clicked.connect(clicked.append)
    click(view, pixel(view, both[0]))
    view.rest()
    click(view, pixel(view, both[1]))
    assert (opened, clicked) == ([], [2])


@pytest.mark.parametrize("apart", [0.0, 0.5, 2.0])
def test_a_click_on_several_at_one_place_opens_them(shown: Shown, apart: float) -> None:
    both = marker(1), marker(2, apart)
    view = shown(*both)
    opened: list[tuple[int, ...]] = []
    view.cluster_opened.connect(opened.append)
    before = view.camera
    click(view, pixel(view, both[0]))
    assert opened == [(1, 2)]
    assert view.camera == before


def test_several_that_still_touch_at_the_last_zoom_are_opened(shown: Shown) -> None:
    both = marker(1), marker(2, 4.2)
    view = shown(*both)
    opened: list[tuple[int, ...]] = []
    view.cluster_opened.connect(opened.append)
    view.fly_to(both[0].x, both[0].y, 1)
    view.rest()
    assert view.camera.scale == CLOSEST
    click(view, pixel(view, both[0]))
    assert opened == [(1, 2)]


def test_select_brings_a_marker_into_view_only_if_it_is_not(shown: Shown) -> None:
    near, far = marker(1), marker(2, 60_000)
    view = shown(near, far)
    before = view.camera
    view.select(1)
    assert view.camera == before
    view.select(2)
    view.rest()
    west, _, east, _ = view.camera.bounds
    assert west < far.x < east
    view.select(None)
    assert view.picture.chosen is None


def test_three_hundred_at_one_address_are_one_symbol(shown: Shown) -> None:
    crowd = [marker(number) for number in range(300)]
    view = shown(*crowd)
    opened: list[tuple[int, ...]] = []
    view.cluster_opened.connect(opened.append)
    click(view, pixel(view, crowd[0]))
    assert opened == [tuple(range(300))]


# -- keyboard and words ----------------------------------------------------------------------------------------


def test_tab_goes_through_the_symbols_and_out_again(qtbot: QtBot, said: list[str]) -> None:
    window, field, after = QWidget(), QLineEdit(), QLineEdit()
    view = MapView(GROUPS)
    layout = QVBoxLayout(window)
    for widget in (field, view, after):
        layout.addWidget(widget)
    qtbot.addWidget(window)
    window.resize(800, 600)
    view.show_base(base_map())
    view.show_markers([marker(1, -3_000, 3_000), marker(2, 3_000, 3_000, "help", exact=False), marker(3, 0, -3_000)])
    window.show()
    window.activateWindow()
    view.setFocus()
    QApplication.processEvents()
    seen = []
    for _ in range(3):
        QTest.keyClick(view, KEY.Key_Tab)
        seen.append(focused(view))
    assert seen == [(1,), (2,), (3,)]
    assert said[1] == "Klub 2, Pomoc społeczna, ul. Długa 1, położenie przybliżone"
    QTest.keyClick(view, KEY.Key_Backtab)
    assert focused(view) == (2,)
    QTest.keyClick(view, KEY.Key_Tab)
    QTest.keyClick(view, KEY.Key_Tab)
    assert not focused(view)
    assert after.hasFocus()


@pytest.mark.parametrize(
    ("away", "told"),
    [(0, "Zalesie: 2 organizacje."), (4_000, "2 organizacje."), (2_400, "Zalesie: 2 organizacje.")],
)
def test_a_ring_is_told_with_the_locality_it_lies_at(shown: Shown, said: list[str], away: float, told: str) -> None:
    places = [
        Place(name="Zalesie", x=CENTRE[0] + away, y=CENTRE[1]),
        Place(name="Łódź", x=CENTRE[0] - 9_000, y=CENTRE[1]),
    ]
    view = shown(marker(4), marker(5), base=replace(base_map(), places=places))
    QTest.keyClick(view, KEY.Key_Tab)
    assert said[-1].startswith(told)


def test_enter_clicks_and_escape_leaves(shown: Shown, said: list[str]) -> None:
    view = shown(marker(4), marker(5), marker(6, 4_000))
    clicked: list[int] = []
    opened: list[tuple[int, ...]] = []
    view.marker_clicked.connect(clicked.append)
    view.cluster_opened.connect(opened.append)
    QTest.keyClick(view, KEY.Key_Tab)
    assert said[-1] == "Przykładów: 2 organizacje. Sport i rekreacja: 2"
    assert "ul. Długa 1" in view.card_text
    QTest.keyClick(view, KEY.Key_Return)
    QTest.keyClick(view, KEY.Key_Tab)
    QTest.keyClick(view, KEY.Key_Return)
    assert (opened, clicked) == ([(4, 5)], [6])
    QTest.keyClick(view, KEY.Key_Escape)
    assert (focused(view), view.card_text) == ((), "")


def test_pointing_shows_a_card_in_plain_text(shown: Shown) -> None:
    odd = replace(marker(1, exact=False), title="<b>Klub & Co</b>")
    view = shown(odd)
    QTest.mouseMove(view.viewport(), pixel(view, odd) + QPoint(3, 0))
    assert view.card_text.splitlines() == [
        "<b>Klub & Co</b>",
        "Sport i rekreacja",
        "ul. Długa 1",
        "położenie przybliżone",
    ]
    QTest.mouseMove(view.viewport(), QPoint(5, 5))
    assert view.card_text == ""


def test_the_card_stays_inside_the_map(shown: Shown) -> None:
    corner = replace(marker(1), title="Towarzystwo " * 25)
    view = shown(corner)
    view.fly_to(corner.x - 4_400, corner.y + 3_200, 9_000)
    view.rest()
    QTest.mouseMove(view.viewport(), pixel(view, corner))
    card = view.findChild(QWidget, "hover_card")
    assert isinstance(card, QWidget)
    assert view.viewport().rect().contains(card.geometry())


def test_the_map_says_what_it_shows(shown: Shown) -> None:
    view = shown(*markers(22))
    assert view.accessibleName() == "Mapa: Gmina Przykładowa, 22 organizacje"
    assert "tabeli" in view.accessibleDescription()
    view.show_markers([])
    assert view.accessibleName().endswith("0 organizacji")


# -- modes -----------------------------------------------------------------------------------------------------


def test_measuring_adds_points_and_says_the_sum(shown: Shown, said: list[str]) -> None:
    view = shown(marker(1))
    view.measure_action.trigger()
    assert (view.mode, view.measure_action.isChecked()) == ("measuring", True)
    east = 2_350 * view.camera.scale
    for across in (0.0, east):
        click(view, QPointF(200 + across, 300).toPoint())
    assert "km" in said[-1]
    clicked: list[int] = []
    view.marker_clicked.connect(clicked.append)
    click(view, pixel(view, marker(1)))
    assert clicked == []
    QTest.keyClick(view, KEY.Key_Backspace)
    metres = float(view.hint.split()[1].replace(",", "."))
    assert metres == pytest.approx(2.35, abs=1.5 / view.camera.scale / 1_000)
    QTest.keyClick(view, KEY.Key_Escape)
    assert (view.mode, view.measure_action.isChecked(), view.hint) == ("looking", False, "")


def test_measuring_with_the_keyboard(shown: Shown) -> None:
    view = shown()
    view.begin_measuring()
    QTest.keyClick(view, KEY.Key_Return)
    for _ in range(10):
        QTest.keyClick(view, KEY.Key_Right)
    QTest.keyClick(view, KEY.Key_Return)
    metres = 120 / view.camera.scale
    assert f"{metres / 1000:.2f} km".replace(".", ",") in view.hint


def test_the_next_click_places_a_marker(shown: Shown) -> None:
    view = shown(marker(1))
    put: list[tuple[int, float, float]] = []
    view.placed.connect(lambda *values: put.append(values))
    view.begin_placing(99, "Klub bez adresu")
    assert view.hint.startswith("Klub bez adresu: kliknij")
    click(view, QPoint(120, 450))
    click(view, QPoint(150, 450))
    assert put == [(99, *view.camera.place(120, 450))]
    assert view.mode == "looking"


def test_placing_with_the_keyboard_begins_where_the_marker_is(shown: Shown) -> None:
    view = shown(marker(1, 500, 700))
    put: list[tuple[int, float, float]] = []
    view.placed.connect(lambda *values: put.append(values))
    view.begin_placing(1)
    QTest.keyClick(view, KEY.Key_Up)
    QTest.keyClick(view, KEY.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, KEY.Key_Return)
    metre = 1 / view.camera.scale
    (found,) = put
    assert found == pytest.approx((1, CENTRE[0] + 500 + metre, CENTRE[1] + 700 + 12 * metre))


def test_escape_puts_nothing(shown: Shown) -> None:
    view = shown(marker(1))
    put: list[object] = []
    view.placed.connect(lambda *values: put.append(values))
    view.begin_placing(1)
    QTest.keyClick(view, KEY.Key_Escape)
    click(view, QPoint(120, 450))
    assert (put, view.mode) == ([], "looking")


@pytest.mark.parametrize("editing", [False, True])
def test_markers_are_dragged_only_while_positions_are_edited(shown: Shown, *, editing: bool) -> None:
    only = marker(1)
    view = shown(only)
    put: list[tuple[int, float, float]] = []
    view.placed.connect(lambda *values: put.append(values))
    view.set_editing(editing)
    start, before = pixel(view, only), view.camera
    drag(view, start, start + QPoint(80, 30))
    assert put == ([(1, *before.place(start.x() + 80, start.y() + 30))] if editing else [])
    assert (view.camera == before) is editing
    assert view.picture.carried is None


def test_the_crosshair_takes_the_map_along_at_the_edge(shown: Shown) -> None:
    view = shown()
    before = view.camera
    view.begin_placing(1)
    for _ in range(40):
        QTest.keyClick(view, KEY.Key_Left)
    assert view.camera.x < before.x


@pytest.mark.parametrize(("data", "numbers"), [(view_module.marker_mime(12), [12]), (QMimeData(), [])])
def test_a_row_dragged_onto_the_map_is_placed(shown: Shown, data: QMimeData, numbers: list[int]) -> None:
    view = shown()
    put: list[int] = []
    view.placed.connect(lambda number, _x, _y: put.append(number))
    event = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NO_MODIFIER)
    view.dropEvent(event)
    assert put == numbers


def test_a_ring_opened_by_the_keyboard_says_what_it_came_apart_to(shown: Shown, said: list[str]) -> None:
    view = shown(marker(1), marker(2, east=300))
    view.setFocus()
    QTest.keyClick(view, KEY.Key_Tab)
    assert said[-1].startswith("Przykładów: 2 organizacje")
    QTest.keyClick(view, KEY.Key_Return)
    view.rest()
    assert said[-1].startswith("Klub ")
    assert len(said) == 2
    assert view.card_text.startswith("Klub ")
