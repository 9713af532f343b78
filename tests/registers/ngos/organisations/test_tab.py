"""The tab of organisations: the form keeps places, the map shows what the table shows, nothing moves by itself."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QToolButton

from app.bootstrap import Services
from app.geo.mapdata import DataKind
from app.geo.placing import PlacingMethod
from app.geo.shapes import AddressPoint, Area, Level, Place
from app.registers.ngos.geography.usecases import about
from app.registers.ngos.organisations.domain import Address, AddressKind
from app.registers.ngos.organisations.form import with_all
from app.registers.ngos.organisations.windows import map_desk
from app.registers.ngos.organisations.windows.proposals import ProposalsWindow
from app.widgets.forms.deed_window import DeedWindow
from app.widgets.forms.ticked_list import TickedListEditor
from app.widgets.map.cluster_list import ClusterList
from app.widgets.map.register_pane import CARD, MAP
from app.widgets.map.view import MARKER_MIME
from tests.contracts.test_gui import check_names
from tests.registers.ngos.organisations.test_usecases import SEAT, add
from tests.shell.windows import Desk, desk

ON_MAP = Address(
    place="Zalesie", number="3", x=5e5, y=3e5, method=PlacingMethod.EXACT, certainty=100, placed_as="Zalesie 3"
)


def on_map(opened: Desk) -> Any:
    """The tab with its map in front."""
    tab: Any = opened.window.go_to("organisations")
    opened.settle()
    # also unfolds the side of a narrow window
    tab.map_action.trigger()
    assert tab.pane.shown == MAP
    opened.settle()
    return tab


def titles(tab: Any) -> set[str]:
    return {marker.title for marker in tab.map.markers.values()}


def addresses(services: Services) -> None:
    """Two address points and a locality, as an import of the map brings them."""
    points = [AddressPoint("Przykładów", "Polna", number, 5e5 + n, 3e5) for n, number in enumerate(("5", "7"))]
    services.map_data.take(
        [
            about(DataKind.ADDRESSES, "adresy.shp", points),
            about(DataKind.PLACES, "miejscowosci.shp", [Place(name="Lipiny", x=5.1e5, y=3.1e5)]),
        ]
    )


def test_the_map_shows_what_the_table_shows_and_both_choose_together(qapp: QApplication, services: Services) -> None:
    first = add(services, "Pierwsza", addresses=(ON_MAP,), spheres=("16",), leading="16")
    second = add(services, "Druga", addresses=(ON_MAP,), spheres=("17",), leading="17")
    add(services, "Bez miejsca")
    with desk(qapp, services) as opened:
        tab = on_map(opened)
        assert titles(tab) == {"Pierwsza", "Druga"}
        check_names(opened.window)
        tab.filters.choose({"group": frozenset({"culture"})})
        opened.settle()
        assert titles(tab) == {"Pierwsza"}
        tab.clear()
        opened.settle()
        tab.select_record(second.id)
        assert tab.pane.view.picture.chosen // 100 == second.id
        (number,) = (key for key in tab.map.markers if key // 100 == first.id)
        tab.pane.view.marker_clicked.emit(number)
        assert [each.name for each in tab.selected()] == ["Pierwsza"]
        tab.pane.view.cluster_opened.emit(tuple(tab.map.markers))
        window = opened.dialog(ClusterList)
        places = window.findChild(QListWidget, "places")
        assert [places.item(row).text().split("\n")[0] for row in range(places.count())] == ["Druga", "Pierwsza"]
        places.itemClicked.emit(places.item(0))
        opened.settle()
        assert [each.name for each in tab.selected()] == ["Druga"]


def test_a_register_that_opens_on_its_map_has_room_for_the_card_too(qapp: QApplication, services: Services) -> None:
    add(services, "Klub", addresses=(ON_MAP,))
    with desk(qapp, services) as opened:
        opened.window.resize(1366, 768)
        opened.window.workspace.layouts.save("tab/organisations/side", MAP)
        tab: Any = opened.window.go_to("organisations")
        opened.settle()
        assert tab.pane.shown == MAP
        tab.map_action.trigger()
        opened.settle()
        assert (tab.pane.shown, tab.pane.isVisible()) == (CARD, True)
        assert tab.pane.width() > 200


def test_borders_are_seen_before_the_first_organisation(qapp: QApplication, services: Services) -> None:
    with desk(qapp, services) as opened:
        tab: Any = opened.window.go_to("organisations")
        opened.settle()
        assert tab.empty
        assert tab.pane.isHidden()
        ring = ((5e5, 3e5), (5.2e5, 3e5), (5.1e5, 3.2e5), (5e5, 3e5))
        own = Area(code="1601013", name="Przykładów", own=True, levels=(Level(0.0, ((ring,),)),))
        taken = services.map_data.take([about(DataKind.AREAS, "granice.zip", [own])])
        opened.window.bus.announce(taken.change)
        opened.settle()
        assert tab.empty
        assert (tab.pane.isHidden(), tab.pane.shown) == (False, MAP)
        assert [each.name for each in tab.pane.view.picture.base.areas] == ["Przykładów"]
        gone = services.map_data.delete(taken.record[0].id, taken.record[0].version)
        opened.window.bus.announce(gone.change)
        opened.settle()
        assert tab.pane.isHidden()


def test_a_place_given_on_the_map_can_be_taken_back(qapp: QApplication, services: Services) -> None:
    saved = add(services, "Klub Sokół")
    with desk(qapp, services) as opened:
        tab = on_map(opened)
        tab.select_record(saved.id)
        tab.map.point_action.trigger()
        assert tab.pane.view.mode == "placing"
        tab.pane.view.placed.emit(saved.id * 100, 5.2e5, 3.2e5)
        opened.settle()
        assert [(each.x, each.y) for each in tab.map.markers.values()] == [(5.2e5, 3.2e5)]
        placed = services.organisations.get(saved.id).addresses[0]
        assert (placed.method, placed.certainty) == (PlacingMethod.BY_HAND, 100)
        assert opened.said == "Zmieniono położenie na mapie: Klub Sokół."
        undo = opened.window.status.findChild(QToolButton, "undo")
        assert undo is not None
        undo.click()
        opened.settle()
        assert titles(tab) == set()


def test_proposals_are_placed_only_when_ticked(qapp: QApplication, services: Services) -> None:
    addresses(services)
    add(services, "Dokładna")
    add(services, "Obok", addresses=(Address(street="ul. Polna", number="6", place="Przykładów"),))
    add(services, "Nigdzie", addresses=(Address(place="Daleka Wieś", number="1"),))
    with desk(qapp, services) as opened:
        tab = on_map(opened)
        tab.map.open_proposals()
        opened.settle()
        window = opened.dialog(ProposalsWindow)
        assert [each.organisation.name for each in window.ticked] == ["Dokładna"]
        assert services.organisations.markers() == ()
        window.place.click()
        opened.settle()
        assert [(each.title, each.exact) for each in services.organisations.markers()] == [("Dokładna", True)]


def test_of_several_places_that_an_address_may_mean_somebody_chooses_one(
    qapp: QApplication, services: Services
) -> None:
    points = [
        AddressPoint("Przykładów", street, "5", 5e5 + n, 3e5)
        for n, street in enumerate(("ul. Wolności", "pl. Wolności"))
    ]
    services.map_data.take([about(DataKind.ADDRESSES, "adresy.shp", points)])
    add(services, "Klub", addresses=(Address(street="Wolności", number="5", place="Przykładów"),))
    with desk(qapp, services) as opened:
        tab = on_map(opened)
        tab.map.open_proposals()
        opened.settle()
        window = opened.dialog(ProposalsWindow)
        assert (window.ticked, window.table.rowCount()) == ((), 2)
        for row in (0, 1):
            window.table.item(row, 0).setCheckState(Qt.CheckState.Checked)
        assert len(window.ticked) == 1
        window.close()


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ("Polna 7, Przykładów", (5e5 + 1, 3e5)),
        ("lipiny", (5.1e5, 3.1e5)),
        ("Kraków", None),
        ("polna 7", (5e5 + 1, 3e5)),
    ],
)
def test_the_map_flies_to_what_is_looked_for(
    qapp: QApplication, services: Services, asked: str, where: tuple[float, float] | None
) -> None:
    addresses(services)
    add(services)
    with desk(qapp, services) as opened:
        tab = on_map(opened)
        tab.pane.search.setText(asked)
        tab.pane.search.returnPressed.emit()
        opened.settle()
        assert tab.pane.view.marked == where
        assert ("Nie znaleziono" in opened.said) == (where is None)


@pytest.mark.parametrize(
    ("asked", "offered", "chosen"),
    [("Kocia Łapka", 0, ["Fundacja Kocia Łapka"]), ("koty", 2, []), ("Bezdomna", 0, []), ("Pies", 0, [])],
)
def test_the_map_finds_organisations_by_what_the_register_knows_of_them(
    qapp: QApplication, services: Services, asked: str, offered: int, chosen: list[str]
) -> None:
    addresses(services)
    add(services, "Fundacja Kocia Łapka", addresses=(ON_MAP,), aims="Pomoc kotom.")
    add(services, "Klub Mruczek", addresses=(ON_MAP,), aims="Wystawy kotów.")
    add(services, "Bezdomna")
    with desk(qapp, services) as opened:
        tab = on_map(opened)
        tab.pane.search.setText(asked)
        tab.pane.search.returnPressed.emit()
        opened.settle()
        assert [each.name for each in tab.selected()] == chosen
        assert ("Nie znaleziono na mapie" in opened.said) == (not offered and not chosen)
        if offered:
            window = opened.dialog(ClusterList)
            assert window.findChild(QListWidget, "places").count() == offered
            window.close()


def test_one_of_several_at_one_address_gets_another_place(qapp: QApplication, services: Services) -> None:
    add(services, "Pierwsza", addresses=(ON_MAP,))
    second = add(services, "Druga", addresses=(ON_MAP,))
    with desk(qapp, services) as opened:
        tab = on_map(opened)
        view = tab.pane.view
        view.fit()
        view.rest()
        tab.map.move_action.trigger()
        symbol = view.picture.symbols[0]
        click_on(view, *view.camera.pixel(symbol.x, symbol.y))
        places = opened.dialog(ClusterList).findChild(QListWidget, "places")
        assert places.currentItem().text().startswith("Druga")
        QTest.keyClick(places, Qt.Key.Key_Return)
        opened.settle()
        assert view.mode == "placing"
        click_on(view, 40, 40)
        opened.settle()
        assert opened.said == "Zmieniono położenie na mapie: Druga."
        address = services.organisations.get(second.id).addresses[0]
        assert (address.x, address.y) != (ON_MAP.x, ON_MAP.y)


def click_on(view: Any, across: float, down: float) -> None:
    at = QPointF(across, down).toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def test_of_several_addresses_somebody_says_which_is_pointed_at(qapp: QApplication, services: Services) -> None:
    saved = add(services, "Klub", addresses=(ON_MAP, replace(ON_MAP, kind=AddressKind.ACTIVITY, number="7")))
    with desk(qapp, services) as opened:
        tab = on_map(opened)
        tab.select_record(saved.id)
        tab.map.point_action.trigger()
        window = opened.dialog(DeedWindow)
        assert tab.pane.view.mode == "looking"
        window.rows["address"].editor.load(1)
        window.do.click()
        opened.settle()
        assert tab.pane.view.hint.startswith("Klub, Zalesie 7")
        click_on(tab.pane.view, 40, 40)
        opened.settle()
        seat, other = services.organisations.get(saved.id).addresses
        assert (seat.x, seat.y) == (ON_MAP.x, ON_MAP.y)
        assert (other.x, other.y) != (ON_MAP.x, ON_MAP.y)


def test_saving_the_form_leaves_places_and_spheres_as_they_are(qapp: QApplication, services: Services) -> None:
    saved = add(services, "Klub", addresses=(ON_MAP, SEAT), spheres=("17", "1"), leading="17")
    with desk(qapp, services) as opened:
        tab: Any = opened.window.go_to("organisations")
        opened.settle()
        tab.select_record(saved.id)
        tab.edit_action.trigger()
        form = opened.form()
        form.page.rows["short_name"].editor.load("KS")
        editor = form.page.rows["spheres"].editor
        assert isinstance(editor, TickedListEditor)
        editor.search.setText("nauka szkolnictwo")
        shown = [editor.list.item(row) for row in range(editor.list.count()) if not editor.list.item(row).isHidden()]
        shown[0].setCheckState(Qt.CheckState.Checked)
        form.save_and_leave()
        opened.settle()
        after = services.organisations.get(saved.id)
        assert (after.addresses, after.leading, len(after.spheres)) == (saved.addresses, "17", 3)
        assert after.spheres[:2] == ("17", "1")


def test_consent_to_all_adds_what_is_missing_once() -> None:
    once = with_all((), date(2026, 1, 2), "formularz")
    assert len(once) == 14
    assert with_all(once, date(2026, 3, 4), "inny") == once


def test_chosen_rows_are_confirmed_together(qapp: QApplication, services: Services) -> None:
    add(services, "Pierwsza")
    add(services, "Druga")
    with desk(qapp, services) as opened:
        tab: Any = opened.window.go_to("organisations")
        opened.settle()
        tab.table.selectAll()
        tab.confirm_action.trigger()
        opened.settle()
        assert {each.confirmed_on for each in services.organisations.all()} == {date(2026, 11, 22)}


@pytest.mark.parametrize(("across", "down", "taken"), [(60, 5, True), (5, 60, False)])
def test_a_row_drawn_aside_goes_to_the_map_and_downwards_chooses_rows(
    qapp: QApplication, services: Services, monkeypatch: pytest.MonkeyPatch, across: int, down: int, taken: bool
) -> None:
    saved = add(services, "Klub Sokół", addresses=(ON_MAP, SEAT))
    carried: list[str] = []

    class Hand:
        """Stands for the drag of the window system, which waits for a real mouse."""

        def __init__(self, _table: object) -> None:
            """Takes hold."""

        def setMimeData(self, data: Any) -> None:  # noqa: N802 - Qt's name
            carried.append(data.data(MARKER_MIME).toStdString())

        def exec(self, _action: object) -> None:
            """Lets go at once."""

    monkeypatch.setattr(map_desk, "QDrag", Hand)
    with desk(qapp, services) as opened:
        tab = on_map(opened)
        viewport = tab.table.viewport()
        start = tab.table.visualRect(tab.model.index(0, 0)).center()
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(start + QPoint(across, down)),
            QPointF(viewport.mapToGlobal(start + QPoint(across, down))),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(viewport, move)
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start)
        # the address without a place is meant
        assert carried == ([str(map_desk.marker_number(saved.id, 1))] if taken else [])
