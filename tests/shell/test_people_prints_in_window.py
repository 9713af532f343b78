"""Badges and the directory from the menu of employees: what goes to the printer."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from app.people.employees.tab import EmployeesTab
from tests.printing.reading import read
from tests.shell.windows import Desk, desk


@pytest.fixture
def tab(qapp: QApplication, demo_services: Services) -> Iterator[tuple[Desk, EmployeesTab]]:
    """The tab over the demonstration office; prints are kept instead of sent."""
    with desk(qapp, demo_services) as opened:
        found = opened.window.go_to("employees")
        assert isinstance(found, EmployeesTab)
        opened.settle()
        yield opened, found


def _sent(opened: Desk, found: EmployeesTab, name: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    sent: list[bytes] = []
    monkeypatch.setattr(found.printing, "_workspace", _Kept(found.printing._workspace, sent))
    action = next(each for each in found.more_menu.actions() if each.objectName() == name)
    assert isinstance(action, QAction)
    assert action.isEnabled()
    action.trigger()
    opened.settle()
    (pdf,) = sent
    return pdf


class _Kept:
    """A workspace whose printer keeps the pages."""

    def __init__(self, workspace: object, sent: list[bytes]) -> None:
        self._workspace, self._sent = workspace, sent

    def __getattr__(self, name: str) -> object:
        return getattr(self._workspace, name)

    def print_pdf(self, pdf: bytes, _title: str, _printed: object) -> None:
        self._sent.append(pdf)


def test_badges_of_the_chosen_and_of_the_filtered_list(
    tab: tuple[Desk, EmployeesTab], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, found = tab
    found.table.clearSelection()
    assert not found.printing.chosen_action.isEnabled()
    found.table.selectRow(0)
    (person,) = found.selected()
    assert [n.all_text for n in read(_sent(opened, found, "badges_chosen", monkeypatch)).find("H1")] == [
        person.full_name
    ]
    found.show_query("", {"unit_id": frozenset({str(person.unit_id)}), "state": frozenset({"works"})})
    opened.settle()
    printed = read(_sent(opened, found, "badges_listed", monkeypatch)).find("H1")
    assert len(printed) == found.model.rowCount() > 1


@pytest.mark.parametrize("name", ["directory_by_unit", "directory_by_surname"])
def test_the_directory(tab: tuple[Desk, EmployeesTab], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, found = tab
    assert read(_sent(opened, found, name, monkeypatch)).find("H1")[0].all_text == "Kontakt z urzędnikiem"
