"""Packages in the real window: from a campaign to the files and back, with a preview, one undo and refusals."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QTableWidget, QToolButton

from app.core.permissions import Actor
from app.registers.evaluations.campaigns.tab import CampaignsTab
from app.registers.evaluations.campaigns.windows.campaign import CampaignWindow
from app.registers.evaluations.packages.windows import PackagesWindow
from app.shell.catalogue import deeds_on
from app.widgets.import_window import ImportWindow
from tests.exchange.resaving import values_of
from tests.registers.evaluations.packages.handing_out import Office, mark_cells
from tests.shell.windows import Desk


@pytest.fixture
def office(empty: Desk, tmp_path: Path) -> Office:
    return Office(empty.services, tmp_path / "out")


@pytest.fixture
def window(empty: Desk, office: Office) -> PackagesWindow:
    """Opened from the window of the campaign, as a person does."""
    tab = empty.window.go_to("campaigns")
    assert isinstance(tab, CampaignsTab)
    empty.settle()
    tab.table.select_row(0)
    tab.people_action.trigger()
    empty.settle()
    campaign = empty.dialog(CampaignWindow)
    button = campaign.findChild(QPushButton, "rater_packages_people")
    assert button.isVisible()
    button.click()
    empty.settle()
    found = empty.dialog(PackagesWindow)
    assert isinstance(found, PackagesWindow)
    return found


def shown(window: PackagesWindow) -> list[list[str]]:
    table = window.table
    return [
        [item.text() if (item := table.item(row, column)) else "" for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def preview(desk: Desk, window: PackagesWindow, path: Path) -> ImportWindow:
    desk.dialogs.open_path = path
    window.load.click()
    desk.settle()
    found = desk.dialog(ImportWindow)
    assert isinstance(found, ImportWindow)
    return found


def test_out_to_all_and_back_with_one_undo(empty: Desk, office: Office, window: PackagesWindow, tmp_path: Path) -> None:
    assert shown(window) == [
        ["Ewa Burmistrz, burmistrz", "1", "0", "0", "nie wydano"],
        ["Ewa Kierownik, kierownik", "3", "0", "0", "nie wydano"],
    ]
    assert not window.load.isEnabled(), "nothing is out"
    empty.dialogs.folder = tmp_path
    window.issue_all.click()
    empty.settle()
    (folder,) = tmp_path.glob("pakiety Oceny 2026 22.11.2026")
    assert len(list(folder.iterdir())) == 2
    assert "nie są zaszyfrowane" in empty.dialogs.informed[-1][1]
    assert shown(window)[1][4].endswith("czeka na zwrot")

    (path,) = folder.glob("*Kierownik*")
    office.folder.mkdir()
    back = office.filled(path, cells={mark_cells(path, "01 Ewa Urzędnik 1")[0]: None})
    asked = preview(empty, window, back)
    rows = asked.findChild(QTableWidget, "refused_rows")
    assert rows is not None
    assert rows.rowCount() == 1
    save = asked.findChild(QPushButton, "save_rows")
    assert save is not None
    assert save.text() == "Zapisz oceny"
    save.click()
    empty.settle()
    assert "Wczytano pakiet nr 2 (Ewa Kierownik)" in empty.said
    assert "wczytany" in shown(window)[1][4]
    assert [sheet.marks[1].mark for sheet in office.sheets()] == [3, 3, 3]
    undo = empty.window.status.findChild(QToolButton, "undo")
    assert undo is not None
    undo.click()
    empty.settle()
    assert [sheet.marks[1].mark for sheet in office.sheets()] == [None, None, None]
    assert shown(window)[1][4].endswith("czeka na zwrot")


def test_a_refused_package_offers_no_saving(empty: Desk, office: Office, window: PackagesWindow) -> None:
    path = office.issue()
    window.read()
    empty.settle()
    office.filled(path)
    refused = preview(empty, window, office.filled(path, mark=7))
    assert refused.findChild(QPushButton, "save_rows") is None
    refused.reject()
    empty.dialogs.open_path = path.with_suffix(".txt")
    empty.dialogs.open_path.write_text("x")
    window.load.click()
    empty.settle()
    assert "nie jest skoroszytem" in str(empty.dialogs.refused[-1])


def test_a_newer_package_is_asked_about(empty: Desk, office: Office, window: PackagesWindow, tmp_path: Path) -> None:
    office.issue()
    window.read()
    empty.settle()
    window.table.setCurrentCell(1, 0)
    empty.dialogs.folder = tmp_path / "second"
    window.issue_one.click()
    empty.settle()
    assert "Ewa Kierownik" in empty.dialogs.asked[-1][1]
    assert not (tmp_path / "second").exists(), "cancelled"
    empty.dialogs.answer = "Wydaj nowe"
    window.issue_one.click()
    empty.settle()
    (path,) = (tmp_path / "second").iterdir()
    assert "Instrukcja" in values_of(path)


def test_who_may_not_run_campaigns_is_not_offered_packages(empty: Desk) -> None:
    workspace, services = empty.window.workspace, empty.services
    assert "rater_packages" in [deed.key for deed in deeds_on(services, workspace, "evaluation_campaign")]
    services.session.actor = lambda: Actor("ewa", frozenset({"evaluation_campaign.read"}))  # type: ignore[method-assign]
    assert "rater_packages" not in [deed.key for deed in deeds_on(services, workspace, "evaluation_campaign")]
