"""The way in past accounts: log-in window, forgotten password, recovery key, an own password at the first sign-in."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from app.access.location import FileLocation, Location
from app.access.waiting import Waiting
from app.core.clock import SystemClock
from app.core.errors import Refusal
from app.core.handover import closed_unless_handed_over
from app.core.settings import Settings
from app.shell.help_window import add_help_key
from app.shell.password_window import PasswordWindow
from app.shell.recovery_window import ForgottenWindow, RecoveryWindow
from app.shell.sign_in import Door, SignInWindow
from app.widgets.jobs import Jobs
from app.widgets.layout_store import LayoutStore

if TYPE_CHECKING:
    from app.bootstrap import Services

_LAST = "login/{name}"


class Entrance(QObject):
    """``entered`` carries the services of who signed in; ``other_database`` and ``left`` when nobody did."""

    entered = Signal(object)
    other_database = Signal()
    left = Signal()

    def __init__(
        self,
        window: QMainWindow,
        location: Location,
        jobs: Jobs,
        settings: Settings,
        state: LayoutStore,
    ) -> None:
        super().__init__(window)
        self.setObjectName("entrance")
        self._window, self._location, self._jobs = window, location, jobs
        self._settings, self._state = settings, state
        self._waiting = Waiting(_name(location), SystemClock())
        self.sign_in_window: SignInWindow | None = None
        self._given = ""
        """The password of who has just signed in, so that a one-time one is not asked for again at once."""

    def begin(self, notice: str = "", *, good: bool = False) -> None:
        """Ask who is working; ``notice`` says why somebody was signed out, or what was done well."""
        login = self._last() if self._settings["remember_login"] else ""
        door = Door(open=self._open, waiting=self._waiting.remaining)
        self.sign_in_window = window = SignInWindow(self._location.text, door, self._jobs, login, self._window)
        window.opened.connect(self._on_opened)
        window.other_database.connect(self._on_other)
        window.rejected.connect(self._on_left)
        window.forgotten.connect(self._on_forgotten)
        add_help_key(window, "signing_in")
        window.open()
        if notice:
            window.panel.say(notice, good=good)
        # loading takes longer than typing the first letters
        self._jobs.run(_load, owner=self)

    def _open(self, login: str, password: str) -> "Services":
        from app.bootstrap import sign_in

        services = sign_in(self._location, login, password)
        self._given = password
        return services

    def _close(self) -> None:
        window, self.sign_in_window = self.sign_in_window, None
        if window is not None:
            window.blockSignals(True)
            window.close()
            window.deleteLater()

    @Slot()
    def _on_other(self) -> None:
        self._close()
        self.other_database.emit()

    @Slot()
    def _on_left(self) -> None:
        self._close()
        self.left.emit()

    @Slot(object)
    def _on_opened(self, services: "Services") -> None:
        self._close()
        given, self._given = self._given, ""
        session = services.session
        try:
            with closed_unless_handed_over(services):
                account = session.account if session.must_change else None
        except Refusal as refusal:
            # between the password and this question the disk or the network went away
            self.begin(str(refusal))
            return
        if account is None:
            self._enter(services)
            return
        about = (account.login, account.name)
        change = services.accounts.change_own_password
        window = PasswordWindow(about, change, self._jobs, forced=True, known=given, parent=self._window)
        window.changed.connect(lambda: self._enter(services))
        window.rejected.connect(lambda: self._back_out(services))
        add_help_key(window, "signing_in")
        window.open()

    def _back_out(self, services: "Services") -> None:
        services.close()
        self.begin()

    def _enter(self, services: "Services") -> None:
        remember_login(self._location, services.session.login, self._settings, self._state)
        self.entered.emit(services)

    def _last(self) -> str:
        return self._state.load(_last_key(self._location)) or ""

    @Slot()
    def _on_forgotten(self) -> None:
        location = self._location
        window = ForgottenWindow(with_key=isinstance(location, FileLocation), parent=self.sign_in_window)
        window.finished.connect(window.deleteLater)
        if isinstance(location, FileLocation):
            path = location.path
            window.recover_requested.connect(lambda: self._on_recover(path))
        window.open()

    def _on_recover(self, path: Path) -> None:
        def recover(code: str, login: str, password: str) -> Any:
            from app.bootstrap import sign_in_with_recovery

            return sign_in_with_recovery(path, code, login, password)

        window = RecoveryWindow(recover, self._jobs, self.sign_in_window)
        window.finished.connect(window.deleteLater)
        window.recovered.connect(self._on_opened)
        add_help_key(window, "signing_in")
        window.open()


def remember_login(location: Location, login: str, settings: Settings, state: LayoutStore) -> None:
    """Offer this login when the data at ``location`` are opened next, unless the settings forbid it."""
    key = _last_key(location)
    if settings["remember_login"]:
        state.save(key, login)
    elif state.load(key):
        state.save(key, "")


def _last_key(location: Location) -> str:
    from hashlib import sha256

    return _LAST.format(name=sha256(_name(location).encode()).hexdigest()[:16])


def _name(location: Location) -> str:
    """Tells databases apart, as ``bootstrap.waiting_for`` does."""
    return str(location.path.resolve()) if isinstance(location, FileLocation) else location.text


def _load(_progress: object) -> None:
    import app.bootstrap  # noqa: F401 - so that the answer to the password comes sooner
