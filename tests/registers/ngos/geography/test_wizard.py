"""The wizard for map files: nothing is saved before „Wczytaj”, a bad file is told in the window, undo takes it away."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from app.bootstrap import Services
from app.core.progress import Progress
from app.core.records import Outcome
from app.geo.shapes import SurfaceKind
from app.people.office.domain import OfficeDraft
from app.registers.ngos.geography.transfer import PreparedMap
from app.registers.ngos.geography.windows import MapImportWindow
from tests.geo.surface_files import LAKE, collection, lake
from tests.geo.surface_files import border as made_border
from tests.shell.windows import Desk, desk

_RING = "480000 350000, 490000 350000, 490000 360000, 480000 350000"


@pytest.fixture
def border(tmp_path: Path) -> Path:
    """The border of one gmina, as ULDK answers."""
    path = tmp_path / "granica.txt"
    path.write_text(f"1604023|Wymyślona|SRID=2180;POLYGON(({_RING}))", encoding="utf-8")
    return path


def opened_wizard(opened: Desk) -> MapImportWindow:
    """Open the wizard from the register."""
    tab = opened.window.go_to("map_data")
    opened.settle()
    tab.new_action.trigger()  # type: ignore[attr-defined]
    window = opened.dialog(MapImportWindow)
    assert isinstance(window, MapImportWindow)
    return window


def press(opened: Desk, window: MapImportWindow, name: str) -> None:
    """Press a button and wait for what it does."""
    button = window.findChild(QPushButton, name)
    assert button is not None
    button.click()
    opened.settle()


def test_files_are_checked_shown_and_only_then_saved(qapp: QApplication, services: Services, border: Path) -> None:
    services.offices.save(OfficeDraft(name="Urząd", gmina="Wymyślona", teryt="1604023"))
    with desk(qapp, services) as opened:
        window = opened_wizard(opened)
        assert window.teryt.text() == "1604023"
        assert not window.check.isEnabled()
        window.add_paths([border, border])
        assert window.files.count() == 1
        press(opened, window, "check")
        assert "Wymyślona (1604023), 50,00 km²" in window.found.text()
        assert services.map_data.all() == ()
        press(opened, window, "save_map")
        assert "granice gmin" in opened.said
        assert services.map_data.base().own is not None
        undo = opened.window.status.findChild(QToolButton, "undo")
        assert undo is not None
        undo.click()
        opened.settle()
        assert services.map_data.base().own is None


def test_bad_file_is_told_in_the_window_and_the_list_stays(
    qapp: QApplication, services: Services, tmp_path: Path, border: Path
) -> None:
    bad = tmp_path / "uszkodzony.zip"
    bad.write_bytes(b"PK\x03\x04 to nie archiwum")
    with desk(qapp, services) as opened:
        window = opened_wizard(opened)
        window.add_paths([border, bad])
        press(opened, window, "check")
        assert window.problem.isVisible()
        assert "uszkodzony.zip" in window.problem.text()
        assert window.files.count() == 2
        assert window.focusWidget() is window.check
        assert services.map_data.all() == ()
        window.reject()


def test_day_that_is_none_is_told_before_reading(qapp: QApplication, services: Services, border: Path) -> None:
    with desk(qapp, services) as opened:
        window = opened_wizard(opened)
        window.add_paths([border])
        window.state_on.line.setText("32.13.2026")
        press(opened, window, "check")
        assert "Dzień jest błędny" in window.problem.text()
        assert window.pages.currentIndex() == 0
        window.reject()


def test_surfaces_that_do_not_tell_are_asked_about(qapp: QApplication, services: Services, tmp_path: Path) -> None:
    services.offices.save(OfficeDraft(name="Urząd", gmina="Kluczbork", teryt="1604023"))
    silent = collection(tmp_path / "powierzchnie.json", lake(nr="1"))
    with desk(qapp, services) as opened:
        window = opened_wizard(opened)
        window.add_paths([made_border(tmp_path / "granica.json"), silent])
        assert not window.surfaces.isVisible()
        press(opened, window, "check")
        assert "powierzchnie.json" in window.problem.text()
        assert window.surfaces.isVisible()
        assert window.surfaces.hasFocus()
        window.surfaces.setCurrentIndex(1)
        press(opened, window, "check")
        assert "Lasy: 1 – powierzchnie.json" in window.found.text()
        assert not window.problem.isVisible()
        press(opened, window, "save_map")
        assert [each.kind for each in services.map_data.base().surfaces] == [SurfaceKind.FOREST]


def test_several_gminas_put_the_person_into_the_field_that_decides(
    qapp: QApplication, services: Services, tmp_path: Path
) -> None:
    two = collection(
        tmp_path / "granice.json",
        lake(JPT_KOD_JE="1604023", JPT_NAZWA_="Kluczbork"),
        lake([(x + 2000, y) for x, y in LAKE], JPT_KOD_JE="1604043", JPT_NAZWA_="Wołczyn"),
    )
    with desk(qapp, services) as opened:
        window = opened_wizard(opened)
        window.add_paths([two])
        press(opened, window, "check")
        assert "Wpisz TERYT gminy" in window.problem.text()
        assert window.teryt.hasFocus()
        window.reject()


def test_files_of_a_folder_that_are_no_map_are_told(qapp: QApplication, services: Services, tmp_path: Path) -> None:
    stick = tmp_path / "nośnik"
    stick.mkdir()
    made_border(stick / "granica.json")
    (stick / "adresy.csv").write_text("miejscowosc;numer\nZakątek;1\n", encoding="utf-8")
    with desk(qapp, services) as opened:
        window = opened_wizard(opened)
        window.add_paths([stick])
        press(opened, window, "check")
        assert "Bez danych mapy: adresy.csv." in window.found.text()
        window.reject()


def test_window_closed_while_it_saves_tells_what_was_saved(
    qapp: QApplication, services: Services, border: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved_before_it_hears(prepared: PreparedMap, _progress: Progress) -> Outcome[Any]:
        outcome = save(prepared)
        saved.set()
        assert window._job is not None
        assert window._job.stop.wait(10)
        return outcome

    save, saved = services.map_exchange.save, Event()
    services.offices.save(OfficeDraft(name="Urząd", gmina="Wymyślona", teryt="1604023"))
    with desk(qapp, services) as opened:
        window = opened_wizard(opened)
        window.add_paths([border])
        press(opened, window, "check")
        monkeypatch.setattr(services.map_exchange, "save", saved_before_it_hears)
        window.save.click()
        assert saved.wait(10)
        window.reject()
        opened.settle()
        assert "granice gmin" in opened.said
