"""Units and employees in the real window: the tree, the print of the chosen record, its file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from app.widgets.editing_tab import EditingTab
from app.widgets.output import file_name
from tests.shell.windows import Desk, desk


@pytest.fixture
def demo(qapp: QApplication, demo_services: Services) -> Iterator[Desk]:
    """The window over the demonstration office."""
    with desk(qapp, demo_services) as opened:
        yield opened


def _tab(desk: Desk, key: str) -> EditingTab:
    tab = desk.window.go_to(key)
    assert isinstance(tab, EditingTab)
    desk.settle()
    return tab


def _cells(tab: EditingTab, key: str) -> list[str]:
    column = next(column for column in tab.view.columns if column.key == key)
    records = (tab.model.record(row) for row in range(tab.model.rowCount()))
    return [column.text(record) for record in records if record is not None]


def _deed(tab: EditingTab, name: str) -> QAction:
    action = tab.findChild(QAction, name)
    assert isinstance(action, QAction)
    return action


def test_units_stand_indented_under_their_parents_until_sorted(demo: Desk) -> None:
    tab = _tab(demo, "units")
    names, parents = _cells(tab, "name"), _cells(tab, "parent")
    place = names.index("Referat Organizacyjny")
    assert names[place + 1] == "\u2003\u2003Biuro Rady Miejskiej"
    assert parents[place : place + 2] == ["", "Referat Organizacyjny"]
    tab.table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    assert _cells(tab, "name")[0] == "Biuro Rady Miejskiej"


@pytest.mark.parametrize(("key", "words"), [("units", "Pracownicy:"), ("employees", "Komórka organizacyjna: ")])
def test_the_chosen_record_is_saved_as_a_pdf(demo: Desk, tmp_path: Path, key: str, words: str) -> None:
    tab = _tab(demo, key)
    tab.table.select_row(0)
    assert tab.view.sheet is not None
    sheet = tab.view.sheet(tab.selected()[0])
    assert words in sheet.text
    demo.dialogs.save_path = tmp_path / "wydruk.pdf"
    _deed(tab, f"pdf_{key}").trigger()
    demo.settle()
    assert demo.dialogs.suggested == [file_name(sheet.title)]
    assert demo.dialogs.save_path.read_bytes().startswith(b"%PDF")
    assert demo.said == "Zapisano plik wydruk.pdf."


def test_ctrl_p_without_one_chosen_record_says_what_to_do(demo: Desk) -> None:
    tab = _tab(demo, "units")
    tab.table.clearSelection()
    _deed(tab, "print_units").trigger()
    assert demo.said == "Wybierz jedną pozycję, aby ją wydrukować."


def test_a_print_is_made_anew_after_what_it_shows_changed(demo: Desk) -> None:
    from app.core.records import Change

    tab = _tab(demo, "units")
    assert tab.preview is not None
    tab.preview._prints[(1, 1)] = (b"%PDF-old", 1)
    demo.window.bus.announce(Change("employee", frozenset({1})))
    assert (1, 1) not in tab.preview._prints
