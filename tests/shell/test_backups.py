"""Copies in the window: the age at the bottom, the list, restoring in two steps, the copy at the end of work."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.administration.backups.domain import Reason, State
from app.administration.backups.windows.overview import BackupsWindow
from app.administration.backups.windows.restoring import RestoreWindow
from app.core import machine
from app.core.records import Change, Outcome
from app.people.units.domain import UnitDraft
from app.shell.application import Application
from app.shell.backup_watch import BackupWatch, unlock
from tests.shell.windows import Desk
from tests.widgets.fakes import FakeDialogs


@pytest.fixture
def empty(empty: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The window over an empty database, with copies that make themselves, which other tests of windows do without."""
    empty.settings.change({"backup_automatic": True})
    return empty


def _copies(desk: Desk) -> list[str]:
    return [copy.reason for copy in desk.services.backups.copies()]


def _add_unit(desk: Desk, symbol: str) -> None:
    desk.services.units.create(UnitDraft(symbol=symbol, name="Referat"))


def _opened(desk: Desk) -> BackupsWindow:
    next(action for action in desk.window.menus.actions if action.objectName() == "backups").trigger()
    desk.settle()
    window = desk.dialog(BackupsWindow)
    assert isinstance(window, BackupsWindow)
    return window


def test_the_status_line_ages_and_turns_red(empty: Desk) -> None:
    watch = empty.window.backups
    watch.refresh()
    empty.settle()
    assert watch.line.is_red
    assert watch.line.text() == "Nie ma jeszcze kopii zapasowej"
    watch.look()
    empty.settle()
    assert _copies(empty) == [Reason.AUTOMATIC]
    assert not watch.line.is_red
    assert watch.line.text() == "Ostatnia kopia: przed chwilą"
    assert watch.line.accessibleName() == watch.line.text()


def test_a_failed_copy_is_told_without_a_message(empty: Desk) -> None:
    place = empty.services.backups.own_place
    place.write_text("", encoding="utf-8")
    empty.window.backups.look()
    empty.settle()
    line = empty.window.backups.line
    assert line.is_red
    assert "nie" in line.text()
    assert "Brak dostępu" in line.toolTip()
    assert empty.dialogs.refused == []
    place.unlink()


def test_the_list_makes_checks_and_deletes(empty: Desk) -> None:
    window = _opened(empty)
    window.create_now.click()
    empty.settle()
    _add_unit(empty, "GK")
    window.create_now.click()
    empty.settle()
    assert window.table.rowCount() == 2
    window.check.click()
    empty.settle()
    item = window.table.item(0, 3)
    assert item is not None
    assert item.text().startswith("sprawdzona ")
    empty.dialogs.answer = "Usuń kopię"
    window.table.setCurrentCell(0, 0)
    window.delete.click()
    empty.settle()
    assert "najnowsza" in str(empty.dialogs.refused[-1])
    window.table.setCurrentCell(1, 0)
    window.delete.click()
    empty.settle()
    assert window.table.rowCount() == 1


def test_a_damaged_copy_is_shown_and_not_offered(empty: Desk) -> None:
    copy = empty.services.backups.create().backup
    file = copy.path / "baza.db"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    window = _opened(empty)
    assert window.restore.isEnabled()
    window.check.click()
    empty.settle()
    assert "uszkodzona" in str(empty.dialogs.refused[-1])
    assert not window.restore.isEnabled()
    assert window.chosen is not None
    assert window.chosen.state is State.FAULTY


def test_a_restore_shows_tries_and_asks_for_a_new_start(empty: Desk, database: Path) -> None:
    _add_unit(empty, "SO")
    empty.services.backups.create()
    _add_unit(empty, "GK")
    said: list[str] = []
    empty.window.restored.connect(said.append)
    window = _opened(empty)
    window.restore.click()
    empty.settle()
    restoring = empty.dialog(RestoreWindow)
    assert isinstance(restoring, RestoreWindow)
    rows = [
        [(restoring.table.item(row, column) or pytest.fail("empty")).text() for column in range(4)]
        for row in range(restoring.table.rowCount())
    ]
    assert ["Komórki organizacyjne", "1", "2", "−1"] in rows
    # the same number is no proof of the same content
    assert ["Pracownicy", "0", "0", "tyle samo"] in rows
    restoring.forward.click()
    empty.settle()
    # the harmless button is the default one
    assert restoring.leave.isDefault()
    assert not restoring.forward.isDefault()
    restoring.forward.click()
    empty.settle()
    empty.until(lambda: said)
    assert said[0].startswith("Odtworzono kopię z ")
    assert [unit.symbol for unit in empty.services.units.all()] == ["SO"]
    assert sorted(_copies(empty)) == [Reason.MANUAL, Reason.REPLACED]


def test_leaving_the_rehearsal_leaves_nothing_behind(empty: Desk, database: Path) -> None:
    empty.services.backups.create()
    window = _opened(empty)
    window.restore.click()
    empty.settle()
    restoring = empty.dialog(RestoreWindow)
    restoring.forward.click()
    empty.settle()
    assert list(database.parent.glob(".*.tmp"))
    restoring.leave.click()
    empty.settle()
    assert list(database.parent.glob(".*.tmp")) == []


def test_open_forms_keep_the_data_from_being_replaced(demo: Desk) -> None:
    demo.services.backups.create()
    demo.window.begin("units")
    demo.settle()
    window = _opened(demo)
    window.restore.click()
    demo.settle()
    assert "formularze" in str(demo.dialogs.refused[-1])


def test_a_folder_on_a_stick_is_remembered_and_gets_a_copy(empty: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "pendrive"
    stick.mkdir()
    empty.dialogs.folder = stick
    window = _opened(empty)
    window.add_folder.click()
    empty.settle()
    assert machine.settings().text("backup_folders") == str(stick)
    assert len(list(stick.iterdir())) == 1
    assert "dodatkowym folderze" in empty.dialogs.informed[-1][1]


def test_closing_with_changes_makes_a_copy(qapp: QApplication, empty: Desk) -> None:
    _add_unit(empty, "SO")
    backups = empty.services.backups
    empty.close()
    assert [copy.reason for copy in backups.copies()] == [Reason.AUTOMATIC]
    assert backups.copies()[0].rows["unit"] == 1


def test_nothing_is_copied_twice(empty: Desk) -> None:
    watch: BackupWatch = empty.window.backups
    for _ in range(3):
        watch.look()
        empty.settle()
    assert len(_copies(empty)) == 1


def test_after_a_restore_the_program_opens_anew(qapp: QApplication, database: Path) -> None:
    machine.settings().change({"backup_automatic": False})
    application = Application(qapp)
    try:
        application.open(database)
        before = application.window
        assert before is not None
        assert before.jobs.wait(20_000)
        services = before.services
        services.units.create(UnitDraft(symbol="SO", name="Referat"))
        copy = services.backups.create().backup
        services.units.create(UnitDraft(symbol="GK", name="Referat"))
        before.backups.open_window()
        restoring = RestoreWindow(
            services.backups,
            services.clock,
            before.jobs,
            FakeDialogs(),
            copy.path,
            partial(unlock, services),
            before,
        )
        restoring.restored.connect(before.backups._on_restored)
        restoring.open()
        for _ in range(2):
            assert before.jobs.wait(20_000)
            restoring.forward.click()
        assert before.jobs.wait(20_000)
        for _ in range(500):
            if application.window is not before:
                break
            QTest.qWait(10)
        after = application.window
        assert after is not None
        assert after is not before
        assert after.jobs.wait(20_000)
        assert [unit.symbol for unit in after.services.units.all()] == ["SO"]
        assert after.status.message.startswith("Odtworzono kopię z ")
        after.services.units.create(UnitDraft(symbol="OŚ", name="Referat"))
    finally:
        if application.window is not None:
            assert application.window.jobs.wait(20_000)
            application.window.close()
            application.window.services.close()
            application.window.deleteLater()
        for translator in application._translators:
            qapp.removeTranslator(translator)
        application._locks.release()
        application.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_failed_after_a_deed_is_shown_and_not_only_said(empty: Desk) -> None:
    change = Change("account", frozenset({1}))
    empty.window._on_reported(Outcome(None, change, "Usunięto konto.", warning="Hasła nie udało się usunąć."))
    assert [str(refusal) for refusal in empty.dialogs.refused] == ["Hasła nie udało się usunąć."]
    assert "Usunięto konto." in empty.said
    empty.dialogs.refused.clear()
