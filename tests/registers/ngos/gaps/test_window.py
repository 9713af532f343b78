"""„Białe plamy” as a clerk uses it: a cell tells who is there, as a list and on the map, and leads to the register."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from app.registers.ngos.gaps.windows import GapWindow
from app.registers.ngos.organisations.domain import Address, LegalForm, OrganisationDraft
from app.registers.ngos.spheres.windows import SphereWindow
from tests.registers.ngos.gaps.test_gaps import localities
from tests.shell.windows import Desk, desk


@pytest.fixture
def opened(qapp: QApplication, services: Services) -> Iterator[Desk]:
    """The window of the program over two localities, one of them with a club."""
    localities(services, "Zalesie", "Łąka")
    seat = Address(place="Łąka", number="1", x=500001.0, y=400000.0)
    services.organisations.create(
        OrganisationDraft(
            name="Klub Łąka", legal_form=LegalForm.SPORTS_CLUB, addresses=(seat,), leading="17", spheres=("17",)
        )
    )
    with desk(qapp, services) as shown:
        yield shown


def shown_cell(window: GapWindow, opened: Desk, row: str, column: str) -> str:
    """Choose a cell by its headings; what is told of it."""
    table = window.table
    rows = [table.model().headerData(number, Qt.Orientation.Vertical) for number in range(table.rowCount())]
    columns = [table.model().headerData(number, Qt.Orientation.Horizontal) for number in range(table.columnCount())]
    table.setCurrentCell(rows.index(row), columns.index(column))
    opened.settle()
    return window.cell_title.text()


def test_chosen_cell_is_told_as_a_list_and_on_the_map(opened: Desk) -> None:
    window = GapWindow(opened.window.workspace, opened.services, opened.window)
    window.show()
    opened.settle()
    assert shown_cell(window, opened, "Łąka", "Sport i turystyka").endswith("1 organizacja")
    assert window.list.count() == 1
    assert window.list.item(0).text().startswith("Klub Łąka")
    assert [marker.title for marker in window._markers] == ["Klub Łąka"]
    assert shown_cell(window, opened, "Zalesie", "Sport i turystyka").endswith("nikt")
    assert window.list.count() == 0
    assert not window.open_button.isEnabled()
    window.columns.setCurrentIndex(1)
    opened.settle()
    assert window.table.columnCount() == 41
    # codes: names would be cut off in columns this narrow
    assert window.table.model().headerData(1, Qt.Orientation.Horizontal) == "1a"
    window.reject()


def test_other_cells_and_columns_ask_the_database_nothing_and_a_change_asks_once(
    opened: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = GapWindow(opened.window.workspace, opened.services, opened.window)
    window.show()
    opened.settle()
    readings, gaps = [], opened.services.gap_matrix
    material = gaps.material

    def counted() -> object:
        readings.append(1)
        return material()

    monkeypatch.setattr(gaps, "material", counted)
    with monkeypatch.context() as nothing_else:
        for method in ("all", "many", "markers", "page"):
            nothing_else.setattr(opened.services.organisations, method, lambda *_: pytest.fail("asked the database"))
        shown_cell(window, opened, "Łąka", "Sport i turystyka")
        window.columns.setCurrentIndex(1)
        opened.settle()
        assert shown_cell(window, opened, "Łąka", "17").endswith("1 organizacja")
        assert readings == []
    window.read()
    # what is shown can still be used while the new reading is on its way
    window.table.setCurrentCell(0, 0)
    opened.settle()
    assert readings == [1]
    window.reject()


def test_organisation_of_a_cell_is_shown_in_the_register(opened: Desk) -> None:
    window = GapWindow(opened.window.workspace, opened.services, opened.window)
    window.show()
    opened.settle()
    shown_cell(window, opened, "Łąka", "Sport i turystyka")
    window.open_button.click()
    opened.settle()
    tab = opened.window.go_to("organisations")
    assert [one.name for one in tab.selected()] == ["Klub Łąka"]


def test_window_of_spheres_shows_the_list_in_use(opened: Desk) -> None:
    window = SphereWindow(opened.window.workspace, opened.services, opened.window)
    window.show()
    opened.settle()
    assert window.table.rowCount() == 41
    assert window.source.text().startswith("wykaz z programu: art. 4 ust. 1")
    assert not window.back_button.isEnabled()
    window.reject()
