"""The windows of accounts, of the first start and of the server, for rules that hold on every window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.access.roles import matrix
from app.shell.first_start.window import FirstStartWindow
from app.shell.locking import LockWindow
from app.shell.matrix_window import MatrixWindow
from app.shell.password_window import PasswordWindow
from app.shell.recovery_window import ForgottenWindow, RecoveryWindow
from app.shell.server_wizard import ServerWizard
from app.shell.sign_in import Door, SignInWindow
from tests.shell.windows import Desk
from tests.widgets.fakes import FakeDialogs

_DOOR = Door(open=lambda _login, _password: None)
_WRONG = "Nazwa użytkownika albo hasło się nie zgadza. Sprawdź je i spróbuj ponownie."


def _sign_in(desk: Desk) -> QWidget:
    window = SignInWindow("postgresql://serwer.gmina.example:5432/urzad", _DOOR, desk.window.jobs, parent=desk.window)
    window.show()
    window.panel.say(_WRONG)
    window.panel.password.edit.capitals_seen.emit(True)
    return window


def _lock(desk: Desk) -> QWidget:
    return LockWindow("Anna Żak", "anna", _DOOR, desk.window.jobs)


def _password(desk: Desk) -> QWidget:
    about, jobs = ("anna", "Anna Żak"), desk.window.jobs
    window = PasswordWindow(about, lambda _old, _new: None, jobs, forced=True, parent=desk.window)
    window.show()
    window.new.check()
    window._on_save()
    return window


def _recovery(desk: Desk) -> QWidget:
    window = RecoveryWindow(lambda *_: None, desk.window.jobs, desk.window)
    window.show()
    window.code.setText("ABCDE-12345")
    window.code.textEdited.emit("")
    window._on_recover()
    return window


def _first_start(number: int) -> Callable[[Desk], QWidget]:
    def make(desk: Desk) -> QWidget:
        window = FirstStartWindow(
            Path("/dane/gmina.db"),
            lambda _plan: None,
            lambda _plan: b"",
            desk.settings,
            dialogs=FakeDialogs(),
            parent=desk.window,
        )
        window.plan.name, window.plan.login = "Anna Żak", "anna"
        window.show_step(number)
        window.show()
        if number in (0, 1, 4):
            # with all that is wrong said
            window.go_on()
        return window

    return make


def _server(number: int) -> Callable[[Desk], QWidget]:
    def make(desk: Desk) -> QWidget:
        window = ServerWizard(attempt=lambda *_: None, dialogs=FakeDialogs(), parent=desk.window)
        window.show()
        window.show_step(number)
        if number == 0:
            window.go_on()
        else:
            window.trial.button.click()
        return window

    return make


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "sign_in": _sign_in,
    "lock": _lock,
    "password": _password,
    "forgotten": lambda desk: ForgottenWindow(with_key=True, parent=desk.window),
    "recovery": _recovery,
    "matrix": lambda desk: MatrixWindow(matrix(), ["personnel"], lambda: None, lambda: None, desk.window),
    **{f"first_start_{number}": _first_start(number) for number in range(6)},
    **{f"server_{number}": _server(number) for number in range(2)},
}
"""Each makes one window; it is shown when it is not yet."""
