"""From the painted window past the log-in window: passwords, first sign-in, recovery key, and the way back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.access import waiting
from app.access.waiting import Pace
from app.administration.accounts.session import SignedIn
from app.core.errors import EnvironmentProblem
from app.shell.application import Application
from app.shell.main_window import MainWindow
from app.shell.password_window import PasswordWindow
from app.shell.recovery_window import ForgottenWindow, RecoveryWindow
from app.shell.sign_in import SignInWindow
from app.widgets.theme import colors
from tests.shell.offices import CLERK, LOGIN, NAME, ONE_TIME, PASSWORD, signed_in

T = TypeVar("T", bound=QWidget)


@pytest.fixture
def application(qapp: QApplication) -> Iterator[Application]:
    """The owner of everything, cleaned up after the test."""
    opened = Application(qapp)
    yield opened
    window = opened.window
    if window is not None:
        assert window.jobs.wait(20_000)
        for form in window.forms if window.attached else ():
            form._drop_changes()
        window.close()
        if window.attached:
            window.services.close()
        window.deleteLater()
    opened._leave_start()
    for translator in opened._translators:
        qapp.removeTranslator(translator)
    opened.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(application: Application) -> None:
    for _ in range(3):
        if application.window is not None:
            assert application.window.jobs.wait(20_000)
        QTest.qWait(1)


def shown(kind: type[T]) -> T:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1, found
    return found[0]


def none_shown(kind: type[QWidget]) -> bool:
    return not [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]


def press(window: QWidget, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None
    button.click()
    QTest.qWait(1)


def begin(application: Application, path: Path) -> SignInWindow:
    application.open(path)
    settle(application)
    return shown(SignInWindow)


def give(application: Application, login: str, password: str) -> None:
    panel = shown(SignInWindow).panel
    panel.login.setText(login)
    panel.password.edit.setText(password)
    panel.try_now()
    settle(application)


def main_window(application: Application) -> MainWindow:
    assert application.window is not None
    return application.window


def test_the_window_is_painted_before_anybody_is_asked(application: Application, office: Path) -> None:
    application.open(office)
    window = main_window(application)
    assert window.isVisible()
    assert none_shown(SignInWindow)
    settle(application)
    assert not window.attached
    assert shown(SignInWindow).parent() is window


def test_the_right_password_opens_the_office_and_says_who_is_working(application: Application, office: Path) -> None:
    begin(application, office)
    give(application, LOGIN, PASSWORD)
    window = main_window(application)
    assert window.attached
    assert none_shown(SignInWindow)
    assert window.services.office().name == "Urząd Miejski w Przykładowej"
    who = window.status.findChild(QLabel, "signed_in")
    assert who is not None
    assert who.isVisible()
    assert NAME in who.text()


def test_wrong_name_and_wrong_password_get_the_same_sentence(application: Application, office: Path) -> None:
    panel = begin(application, office).panel
    said = []
    for login, password in ((LOGIN, "inne hasło, też długie"), ("nikt", PASSWORD)):
        give(application, login, password)
        said.append(panel.message.text())
        assert not panel.password.text, "what was wrong is not left lying about"
        assert panel.message.isVisible()
    assert said[0] == said[1] != ""
    assert not main_window(application).attached


def test_without_name_or_password_nothing_is_tried(application: Application, office: Path) -> None:
    panel = begin(application, office).panel
    give(application, "", "")
    assert panel.message.text() == "Wpisz nazwę użytkownika i hasło."
    assert panel.button.isEnabled()


def test_waiting_is_counted_down_and_keeps_the_next_attempt_off(
    application: Application, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "usual_pace", lambda: Pace(1, 60, 900))
    panel = begin(application, office).panel
    give(application, LOGIN, "nie to hasło")
    assert not panel.button.isEnabled()
    assert panel.button.text().startswith("Następna próba za ")
    give(application, LOGIN, PASSWORD)
    assert not main_window(application).attached
    # the clock says that it is over
    panel._door = type(panel._door)(open=panel._door.open, waiting=lambda: 0)
    panel._left = 1
    panel._on_second()
    assert panel.button.isEnabled()


def test_the_last_name_is_remembered_unless_the_setting_forbids(application: Application, office: Path) -> None:
    assert begin(application, office).panel.login.text() == ""
    give(application, LOGIN, PASSWORD)
    window = main_window(application)
    window.sitting.sign_out()  # type: ignore[union-attr]
    settle(application)
    panel = shown(SignInWindow).panel
    assert panel.login.text() == LOGIN
    assert QApplication.focusWidget() is panel.password.edit
    application.settings.change({"remember_login": False})
    give(application, LOGIN, PASSWORD)
    main_window(application).sitting.sign_out()  # type: ignore[union-attr]
    settle(application)
    assert shown(SignInWindow).panel.login.text() == ""


def test_a_one_time_password_must_be_changed_before_anything_else(application: Application, office: Path) -> None:
    begin(application, office)
    give(application, CLERK, ONE_TIME)
    window, change = main_window(application), shown(PasswordWindow)
    assert not window.attached
    # typed a moment ago
    assert not change.old.isVisible()
    assert QApplication.focusWidget() is change.new.first.edit
    for field, text in (
        (change.new.first, "siedem żółtych kotów"),
        (change.new.second, "inne"),
    ):
        field.edit.setText(text)
    press(change, "change")
    assert not window.attached
    change.new.second.edit.setText("siedem żółtych kotów")
    press(change, "change")
    settle(application)
    assert window.attached
    assert none_shown(PasswordWindow)
    signed_in(office, CLERK, "siedem żółtych kotów").close()


def test_putting_the_change_off_signs_out(application: Application, office: Path) -> None:
    begin(application, office)
    give(application, CLERK, ONE_TIME)
    shown(PasswordWindow).reject()
    settle(application)
    assert not main_window(application).attached
    assert shown(SignInWindow).isVisible()


def test_who_may_not_see_a_register_gets_no_tab_and_no_buttons(application: Application, office: Path) -> None:
    services = signed_in(office)
    doors = services.session.doors
    assert doors is not None
    clerk = services.accounts.by_login(CLERK)
    assert clerk is not None
    services.accounts.mark_own_password(clerk.id)
    services.close()
    begin(application, office)
    give(application, CLERK, ONE_TIME)
    window = main_window(application)
    titles = [register.title for register in window.registers]
    assert window.tabs.count() == len(titles) + 1
    assert "Karty usług" in titles
    assert "Konta" not in titles
    tab: Any = window.go_to("service_cards")
    settle(application)
    assert not tab.new_action.isVisible()
    assert not [b for b in tab.findChildren(QPushButton, "add_card") if b.isVisible()]
    assert tab.print_action.isVisible()
    office_deed = next(action for action in window.menus.actions if action.objectName() == "office")
    assert not office_deed.isVisible()


def test_recovery_key_names_the_group_with_the_error_and_opens_the_office(
    application: Application, office: Path, recovery_code: str
) -> None:
    press(begin(application, office), "forgotten")
    press(shown(ForgottenWindow), "recover")
    window = shown(RecoveryWindow)
    groups = recovery_code.split("-")
    other = next(sign for sign in "ABCD" if sign != groups[2][0])
    window.code.setText("-".join((*groups[:2], other + groups[2][1:], *groups[3:])))
    window.code.textEdited.emit(window.code.text())
    assert "nr 3" in window._code_row.error
    window.code.setText(recovery_code.lower().replace("-", " "))
    window.code.textEdited.emit(window.code.text())
    assert window._code_row.error == ""
    window.login.setText(LOGIN)
    for field in (window.new.first, window.new.second):
        field.edit.setText("cztery zielone słonie")
    press(window, "recover")
    settle(application)
    assert main_window(application).attached
    signed_in(office, LOGIN, "cztery zielone słonie").close()


def test_leaving_ends_and_another_database_leads_to_the_start_window(
    application: Application, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(begin(application, office), "other_database")
    start = application._start
    assert start is not None
    assert start.isVisible()
    assert "Wróć do logowania" in [b.text().replace("&", "") for b in start.findChildren(QPushButton)]
    start.reject()
    settle(application)
    press(shown(SignInWindow), "leave")
    assert not main_window(application).isVisible()


def test_a_database_with_accounts_is_opened_from_the_start_window(
    application: Application, office: Path, demo_database: Path
) -> None:
    application.open(demo_database)
    settle(application)
    first = main_window(application)
    assert first.sitting is None
    first.other_database.emit()
    start = application._start
    assert start is not None
    start.open_database.emit(office)
    settle(application)
    assert application.window is not first
    give(application, LOGIN, PASSWORD)
    assert main_window(application).attached
    assert application.settings.text("database") == str(office)


def test_capitals_are_noticed_while_a_password_is_typed(application: Application, office: Path) -> None:
    field = begin(application, office).panel.password
    field.edit.setFocus()
    plain, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    for letter, modifier, seen in (("A", shift, False), ("Ż", plain, True), ("a", plain, False), ("ł", shift, True)):
        key = QKeyEvent(QEvent.Type.KeyPress, 0, modifier, letter)
        QApplication.sendEvent(field.edit, key)
        assert field.capitals.isVisible() is seen, (letter, modifier)


def test_letters_are_hidden_until_shown_and_hidden_again(application: Application, office: Path) -> None:
    field = begin(application, office).panel.password
    field.edit.setText("tajne")
    hidden = field.edit.displayText()
    assert "tajne" not in hidden
    press(field, "show_password")
    assert field.edit.displayText() == "tajne"
    field.clear()
    assert field.edit.echoMode() is field.edit.EchoMode.Password


def test_an_account_switched_off_meanwhile_is_signed_out(application: Application, office: Path) -> None:
    services = signed_in(office)
    clerk = services.accounts.by_login(CLERK)
    assert clerk is not None
    services.accounts.mark_own_password(clerk.id)
    begin(application, office)
    give(application, CLERK, ONE_TIME)
    clerk = services.accounts.by_login(CLERK)
    assert clerk is not None
    services.accounts.disable(clerk.id, clerk.version)
    services.close()
    main_window(application).neighbours.look()
    settle(application)
    panel = shown(SignInWindow).panel
    assert not main_window(application).attached
    assert "wyłączone" in panel.message.text()


def test_a_disk_that_fails_right_after_the_password_asks_again_and_says_why(
    application: Application, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(application, office)
    entrance, opened = application._entrance, signed_in(office)
    assert entrance is not None

    def away(_session: object) -> bool:
        raise EnvironmentProblem("Dysk odmawia. Sprawdź połączenie.")

    with monkeypatch.context() as patch:
        patch.setattr(SignedIn, "must_change", property(away))
        entrance._on_opened(opened)
    settle(application)
    assert not main_window(application).attached
    assert "Dysk odmawia" in shown(SignInWindow).panel.message.text()
    assert not office.with_name(f"{office.name}-wal").exists()


def test_a_success_before_signing_in_is_not_drawn_as_an_error(application: Application, office: Path) -> None:
    begin(application, office)
    give(application, LOGIN, PASSWORD)
    main_window(application).restored.emit("Odtworzono kopię.")
    settle(application)
    message = shown(SignInWindow).panel.message
    scheme = colors(message.palette())
    assert message.text() == "Odtworzono kopię."
    assert message.palette().color(QPalette.ColorRole.WindowText) == scheme.color("ok")
    give(application, LOGIN, "nie to hasło")
    assert message.palette().color(QPalette.ColorRole.WindowText) == scheme.color("danger")
