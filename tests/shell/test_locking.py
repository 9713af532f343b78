"""The locked program: nothing of the work is to be seen, and the same person finds all of it again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from app.core import paths
from app.shell.help_window import HelpWindow
from app.shell.locking import IdleWatch, LockWindow
from app.shell.settings_window import SettingsWindow
from app.shell.sitting import Sitting
from app.widgets.forms.record_form import RecordForm
from tests.keyboard import type_text
from tests.shell.offices import LOGIN, PASSWORD, signed_in
from tests.shell.windows import Desk, desk

SECRET = "Zażółcona karta tajna"


@pytest.fixture
def anna(qapp: QApplication, office: Path) -> Iterator[Desk]:
    """The window of the administrator of an encrypted office."""
    services = signed_in(office)
    with desk(qapp, services) as opened:
        yield opened
    services.close()


def sitting(desk: Desk) -> Sitting:
    assert desk.window.sitting is not None
    return desk.window.sitting


def on_screen() -> list[QWidget]:
    return [
        window
        for window in QApplication.topLevelWidgets()
        if window.isVisible() and not window.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    ]


def lock(desk: Desk) -> LockWindow:
    sitting(desk).lock()
    desk.settle()
    window = sitting(desk).lock_window
    assert window is not None
    return window


def unlock(desk: Desk, window: LockWindow, password: str = PASSWORD) -> None:
    window.panel.password.edit.setText(password)
    window.panel.try_now()
    desk.settle()


def changed_form(desk: Desk) -> RecordForm:
    desk.window.begin("units")
    form = desk.form()
    type_text(form.page.rows["name"].editor.focus_target(), SECRET)
    form.page.edited.emit()
    return form


def test_locking_leaves_one_window_that_names_nothing_of_the_work(anna: Desk) -> None:
    form = changed_form(anna)
    anna.window._open_help()
    anna.window.preferences.open()
    window = lock(anna)
    assert on_screen() == [window]
    assert window.windowTitle() == "Zablokowano – Przejrzysty Urząd"
    titles = [other.windowTitle() for other in on_screen()]
    assert not any("Przykładow" in title or SECRET in title for title in titles)
    assert form.modified


def test_the_same_person_finds_every_window_and_every_letter_again(anna: Desk) -> None:
    form = changed_form(anna)
    anna.window._open_help()
    before = {type(window) for window in on_screen()}
    window = lock(anna)
    unlock(anna, window, "zgadywane hasło")
    assert on_screen() == [window]
    unlock(anna, window)
    assert HelpWindow in before
    assert {type(other) for other in on_screen()} == before
    assert form.isVisible()
    assert form.draft().name == SECRET
    assert sitting(anna).lock_window is None
    assert sitting(anna).idle._timer.isActive()


def test_what_opens_while_locked_stays_hidden_until_it_is_over(anna: Desk) -> None:
    window = lock(anna)
    question = QDialog(anna.window)
    question.setObjectName("late")
    question.open()
    QTest.qWait(1)
    assert on_screen() == [window]
    unlock(anna, window)
    assert question in on_screen()
    question.close()


def test_a_window_closed_while_locked_does_not_come_back(anna: Desk) -> None:
    anna.window.preferences.open()
    settings = anna.dialog(SettingsWindow)
    window = lock(anna)
    settings.accept()
    unlock(anna, window)
    assert on_screen() == [anna.window]


def test_nobody_works_the_hidden_window_by_its_keys(anna: Desk) -> None:
    window = lock(anna)
    QTest.keyClick(window.panel.password.edit, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.qWait(1)
    assert on_screen() == [window]


def test_closing_the_lock_ends_the_program_and_keeps_the_work(anna: Desk) -> None:
    changed_form(anna)
    left = []
    anna.window.left.connect(lambda: left.append(True))
    window = lock(anna)
    window.close()
    assert left == [True]
    assert window.isVisible(), "until the application has closed the rest"
    unlock(anna, window)


def test_unsaved_work_lies_encrypted_and_only_its_owner_is_offered_it(anna: Desk, office: Path) -> None:
    changed_form(anna)
    lock(anna)
    files = [path for path in (paths.data_folder() / "drafts").rglob("*.json") if path.is_file()]
    assert len(files) == 1
    content = files[0].read_bytes()
    assert SECRET.encode() not in content
    assert b"Tajna" not in content
    assert b"name" not in content
    unlock(anna, sitting(anna).lock_window or pytest.fail("not locked"))
    anna.window.leave_work()
    assert not list(anna.window.forms)
    services = signed_in(office)
    try:
        with desk(QApplication.instance(), services) as again:  # type: ignore[arg-type]
            assert [work.text for work in again.window.left_work()] == ["Niezapisana praca: nowa komórka organizacyjna"]
            again.window.begin("units")
            form = again.form()
            form.banner.keep.click()
            assert form.draft().name == SECRET
    finally:
        services.close()
    anna.closed = True


def test_the_clock_locks_after_the_minutes_of_the_setting(anna: Desk) -> None:
    now = [100.0]
    idle = sitting(anna).idle
    idle._clock = lambda: (now[0], now[0])
    anna.settings.change({"idle_minutes": 5})
    anna.window.preferences.apply()
    now[0] += 299
    idle.look()
    assert sitting(anna).lock_window is None
    now[0] += 1
    idle.look()
    window = sitting(anna).lock_window
    assert window is not None
    anna.settle()
    unlock(anna, window)


def test_keys_and_mouse_put_the_lock_off(qapp: QApplication, anna: Desk) -> None:
    now, locked = [0.0], []
    idle = IdleWatch(anna.window, 1, lambda: (now[0], now[0]))
    idle.idle.connect(lambda: locked.append(now[0]))
    idle.start()
    handle = anna.window.windowHandle()
    idle._on_window(handle)
    now[0] = 50
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    now[0] = 100
    idle.look()
    assert locked == []
    now[0] = 111
    idle.look()
    idle.look()
    assert locked == [111], "once"
    idle.stop()


def test_a_computer_that_slept_is_locked_though_its_steady_clock_stood_still(anna: Desk) -> None:
    steady, wall, locked = 10.0, [1000.0], []
    idle = IdleWatch(anna.window, 10, lambda: (steady, wall[0]))
    idle.idle.connect(lambda: locked.append(True))
    idle.start()
    wall[0] += 8 * 3600
    idle.look()
    assert locked == [True]


def test_copies_made_for_viewers_are_removed_by_the_lock(anna: Desk) -> None:
    from app.shell.pdf_output import viewing_copy

    path = viewing_copy(anna.window.output._folder.path(), b"%PDF-1.7\n%%EOF\n", "karta.pdf")
    assert path.exists()
    window = lock(anna)
    assert not path.exists()
    unlock(anna, window)
    again = viewing_copy(anna.window.output._folder.path(), b"%PDF-1.7\n%%EOF\n", "karta.pdf")
    assert again.exists()


def test_a_database_without_accounts_has_neither_lock_nor_deeds_for_it(demo: Desk) -> None:
    assert demo.window.sitting is None
    names = {action.objectName() for action in demo.window.menus.actions if action.isVisible()}
    assert not names & {"lock", "password", "sign_out"}
    demo.window.menus._deeds.lock()
    assert demo.window.isVisible()


def test_signing_out_with_unsaved_work_says_what_becomes_of_it(anna: Desk) -> None:
    ended: list[str] = []
    anna.window.signed_out.connect(ended.append)
    changed_form(anna)
    sitting(anna).sign_out()
    assert anna.dialogs.asked[-1][0] == "Wylogować?"
    assert ended == []
    anna.dialogs.answer = "Wyloguj"
    sitting(anna).sign_out()
    assert ended == [""]


def test_own_password_is_changed_from_the_menu(anna: Desk, office: Path) -> None:
    from app.shell.password_window import PasswordWindow

    sitting(anna).change_password()
    window = anna.dialog(PasswordWindow)
    for field, text in ((window.old, "inne niż moje hasło"), (window.new.first, LOGIN), (window.new.second, LOGIN)):
        field.edit.setText(text)
    change = window.findChild(QPushButton, "change")
    change.click()
    assert "12" in window.new._first_row.error
    for field in (window.new.first, window.new.second):
        field.edit.setText("osiem czarnych koni")
    change.click()
    anna.settle()
    assert "Dotychczasowe hasło" in window.message.text()
    window.old.edit.setText(PASSWORD)
    change.click()
    anna.settle()
    assert anna.said == "Zmieniono hasło."
    signed_in(office, LOGIN, "osiem czarnych koni").close()
