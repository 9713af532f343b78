"""The way from the first start to a window: demonstration, new, existing, and files that cannot be opened."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.core import machine
from app.shell.application import Application
from app.shell.first_start.window import FirstStartWindow
from app.shell.instance_lock import Holder
from app.shell.server_wizard import ServerWizard
from app.shell.sign_in import SignInWindow
from app.shell.start_window import StartWindow
from tests.shell import wizard_steps
from tests.widgets.fakes import FakeDialogs

T = TypeVar("T", bound=QWidget)


@pytest.fixture
def application(qapp: QApplication) -> Iterator[Application]:
    """The owner of everything, cleaned up after the test."""
    opened = Application(qapp)
    yield opened
    if opened.window is not None:
        assert opened.window.jobs.wait(20_000)
        opened.window.close()
        if opened.window.attached:
            opened.window.services.close()
        opened.window.deleteLater()
    opened._leave_start()
    for translator in opened._translators:
        qapp.removeTranslator(translator)
    opened.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def open_at_start(application: Application, path: Path | None) -> None:
    """Open and wait: the file is opened after the window has been painted."""
    application.open(path)
    if application.window is not None:
        assert application.window.jobs.wait(20_000)
    QTest.qWait(1)


def start_window(application: Application) -> StartWindow:
    start = application._start
    assert start is not None
    assert start.isVisible()
    start.dialogs = FakeDialogs()
    return start


def words(start: StartWindow) -> str:
    label = start.findChild(QLabel, "text")
    assert label is not None
    return label.text()


def click(start: StartWindow, text: str) -> None:
    next(b for b in start.findChildren(QPushButton) if b.text().replace("&", "") == text).click()
    QTest.qWait(1)


def test_without_a_database_four_ways_are_offered(application: Application) -> None:
    open_at_start(application, None)
    start = start_window(application)
    assert application.window is None
    assert [b.text().replace("&", "") for b in start.findChildren(QPushButton)] == [
        "Otwórz urząd przykładowy",
        "Załóż bazę swojego urzędu…",
        "Otwórz istniejącą bazę…",
        "Połącz z serwerem urzędu…",
        "Zamknij program",
    ]


def test_demonstration_opens_with_its_cards_and_says_that_it_is_invented(application: Application) -> None:
    open_at_start(application, None)
    click(start_window(application), "Otwórz urząd przykładowy")
    window = application.window
    assert window is not None
    assert application._start is None
    assert window.services.cards.by_symbol("SO-01") is not None
    assert window._demonstration.isVisible()
    assert "zmyślone" in window._demonstration.text()


def test_own_office_is_made_by_the_wizard_remembered_and_asks_for_the_password_next_time(
    application: Application, tmp_path: Path, cheap_passwords: None
) -> None:
    open_at_start(application, None)
    click(start_window(application), "Załóż bazę swojego urzędu…")
    wizard = top_level(FirstStartWindow)
    wizard_steps.place(wizard).path.setText(str(tmp_path / "gmina.db"))
    wizard_steps.fill_all(wizard)
    wizard_steps.finish(wizard)
    window = application.window
    assert window is not None
    assert window.services.office().name == "Urząd Gminy Żółkiewka"
    assert machine.default_database() == tmp_path / "gmina.db"
    assert not window._demonstration.isVisible()
    assert window.sitting is not None
    window.sitting.sign_out()
    assert application.window is not None
    assert application.window.jobs.wait(20_000)
    panel = top_level(SignInWindow).panel
    panel.login.setText("LZak")
    panel.password.edit.setText(wizard_steps.PASSWORD)
    panel.try_now()
    assert application.window.jobs.wait(20_000)
    assert application.window.attached


def test_a_new_office_that_another_window_took_first_is_closed_again(
    application: Application, tmp_path: Path, cheap_passwords: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gmina.db"
    open_at_start(application, None)
    click(start_window(application), "Załóż bazę swojego urzędu…")
    wizard = top_level(FirstStartWindow)
    wizard_steps.place(wizard).path.setText(str(path))
    wizard_steps.fill_all(wizard)
    monkeypatch.setattr(application._locks, "claim", lambda _file: Holder("ewa", "KADRY-1", 7))
    wizard_steps.finish(wizard)
    assert application.window is None
    assert path.exists()
    # SQLite's journal goes when the last connection closes
    assert not path.with_name("gmina.db-wal").exists()


def test_a_wizard_given_up_leaves_the_start_window(application: Application, tmp_path: Path) -> None:
    open_at_start(application, None)
    click(start_window(application), "Załóż bazę swojego urzędu…")
    top_level(FirstStartWindow).reject()
    assert start_window(application).isVisible()
    assert application.window is None


def test_a_server_is_remembered_and_one_that_is_away_is_said(application: Application) -> None:
    open_at_start(application, None)
    click(start_window(application), "Połącz z serwerem urzędu…")
    wizard = top_level(ServerWizard)
    wizard.address.host.setText("127.0.0.1")
    wizard.address.port.setValue(1)
    wizard.address.database.setText("urzad")
    wizard.go_on()
    wizard.go_on()
    window = application.window
    assert window is not None
    assert window.jobs.wait(20_000)
    assert application.settings.text("database") == "postgresql://127.0.0.1:1/urzad"
    assert machine.default_database().name == "urzad.db"
    panel = top_level(SignInWindow).panel
    panel.login.setText("anna")
    panel.password.edit.setText("hasło anny na serwerze")
    panel.try_now()
    assert window.jobs.wait(20_000)
    assert "Nie ma połączenia z serwerem" in panel.message.text()
    assert not window.attached


def top_level(kind: type[T]) -> T:
    QTest.qWait(1)
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1, found
    return found[0]


def test_file_that_is_no_database_says_why_and_offers_the_ways_on(application: Application, tmp_path: Path) -> None:
    path = tmp_path / "notatki.db"
    path.write_text("To nie jest baza danych. " * 200, encoding="utf-8")
    open_at_start(application, path)
    start = start_window(application)
    assert application.window is None
    assert "notatki.db" in words(start)
    assert isinstance(start.dialogs, FakeDialogs)
    start.dialogs.open_path = tmp_path / "nie-ma.db"
    click(start, "Otwórz istniejącą bazę…")
    assert application._start is start, "the same window says the next reason"
    assert "nie-ma.db" in words(start)


def test_other_database_takes_the_place_of_the_first(
    application: Application, database: Path, demo_database: Path
) -> None:
    open_at_start(application, database)
    first = application.window
    assert first is not None
    first.other_database.emit()
    start = start_window(application)
    assert "Wróć do otwartej bazy" in [b.text().replace("&", "") for b in start.findChildren(QPushButton)]
    assert isinstance(start.dialogs, FakeDialogs)
    start.dialogs.open_path = demo_database
    click(start, "Otwórz istniejącą bazę…")
    assert application.window is not None
    assert application.window is not first
    assert Path(application.window.services.store.location) == demo_database
    assert machine.default_database() == demo_database


def test_other_database_that_cannot_be_opened_leaves_the_first_open(
    application: Application, database: Path, tmp_path: Path
) -> None:
    open_at_start(application, database)
    first = application.window
    assert first is not None
    first.other_database.emit()
    start = start_window(application)
    assert isinstance(start.dialogs, FakeDialogs)
    start.dialogs.open_path = tmp_path / "nie-ma.db"
    click(start, "Otwórz istniejącą bazę…")
    assert application.window is first
    assert first.isVisible()
    click(start, "Wróć do otwartej bazy")
    assert application._start is None
    assert first.services.cards.find("dowód") == ()


def test_wrong_settings_are_said_and_do_no_harm(qapp: QApplication, application: Application, database: Path) -> None:
    application.settings.path.parent.mkdir(parents=True, exist_ok=True)
    application.settings.path.write_text('zoom = "duży"\n', encoding="utf-8")
    application.settings = machine.settings()
    open_at_start(application, database)
    assert application.window is not None
    assert "błędną wartość" in application.window.status.message
