"""One person's time at the window: who it is, locking, own password, signing out. Only where there are accounts."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from app.core.progress import Progress
from app.core.settings import Settings
from app.shell.help_window import add_help_key
from app.shell.locking import Curtain, IdleWatch, LockWindow
from app.shell.open_forms import OpenForms
from app.shell.password_window import PasswordWindow
from app.shell.pdf_output import PdfOutput
from app.shell.sign_in import Door
from app.widgets.dialogs import Answer, Dialogs
from app.widgets.jobs import Jobs
from app.widgets.status_line import StatusText

if TYPE_CHECKING:
    from app.bootstrap import Services


class Sitting(QObject):
    """``ended`` carries why the person must sign in again, blank when asked for; ``left`` when the program ends."""

    ended = Signal(str)
    left = Signal()
    password_changed = Signal()

    def __init__(
        self,
        window: QMainWindow,
        services: "Services",
        jobs: Jobs,
        dialogs: Dialogs,
        settings: Settings,
        forms: OpenForms,
        output: PdfOutput,
    ) -> None:
        super().__init__(window)
        self.setObjectName("sitting")
        self._window, self._session, self._accounts = window, services.session, services.accounts
        self._jobs, self._dialogs, self._settings = jobs, dialogs, settings
        self._forms, self._output = forms, output
        account = services.session.account
        self.name = services.session.login if account is None else account.name
        self.who = StatusText("signed_in", self.tr("Zalogowano: {name}").format(name=self.name))
        self.curtain = Curtain(self)
        self.lock_window: LockWindow | None = None
        self.idle = IdleWatch(self, settings.number("idle_minutes"))
        self.idle.idle.connect(self.lock)
        self.idle.start()

    @Slot()
    def lock(self) -> None:
        """Hide everything until the same person's password is given."""
        if self.lock_window is not None:
            return
        self.idle.stop()
        for form in self._forms:
            form.keep_draft()
        self._output.forget()
        session = self._session
        door = Door(open=lambda _login, password: session.confirm(password), waiting=session.waiting)
        self.lock_window = lock = LockWindow(self.name, session.login, door, self._jobs)
        add_help_key(lock, "signing_in")
        lock.unlocked.connect(self._on_unlocked)
        lock.sign_out_requested.connect(self._on_sign_out)
        lock.leave_requested.connect(self.left)
        lock.show_over(self._window)
        self.curtain.drop(lock)
        self._jobs.run(lambda _progress: session.note("lock"), failed=_not_now, writes=True)

    @Slot()
    def _on_unlocked(self) -> None:
        self.curtain.lift()
        self._drop_lock()
        self.idle.start()
        self.look_again()

    def _drop_lock(self) -> None:
        lock, self.lock_window = self.lock_window, None
        if lock is not None:
            lock.done()

    def end(self) -> None:
        """Nothing of this sitting stays on the screen."""
        self.idle.stop()
        self.curtain.forget()
        self._drop_lock()

    @Slot()
    def sign_out(self) -> None:
        """Let somebody else sign in; unsaved work stays for the person, who is told so."""
        changed = [form for form in self._forms if form.modified]
        if not changed:
            self._on_sign_out()
            return
        text = self.tr(
            "Niezapisane zmiany w otwartych formularzach zostaną odłożone. Program przypomni o nich po Twoim "
            "następnym zalogowaniu na tym komputerze."
        )
        if any(form.unkept for form in changed):
            text = self.tr(
                "Formularze otwarte, zanim usunięto dane osobowe, nie mają kopii roboczej: niezapisane w nich zmiany "
                "przepadną. Zmiany w pozostałych zostaną odłożone."
            )
        self._dialogs.ask(
            self.tr("Wylogować?"),
            text,
            (Answer(self.tr("Wyloguj"), self._on_sign_out),),
        )

    @Slot()
    def _on_sign_out(self) -> None:
        self.ended.emit("")

    @Slot()
    def change_password(self) -> None:
        """Ask for the old and a new password."""
        account = self._session.account
        if account is None:
            self.look_again()
            return
        window = PasswordWindow(
            (account.login, account.name), self._accounts.change_own_password, self._jobs, parent=self._window
        )
        add_help_key(window, "signing_in")
        window.changed.connect(self.password_changed)
        window.open()

    def look_again(self) -> None:
        """Accounts changed: whoever was disabled meanwhile is signed out."""
        session = self._session

        def work(_progress: Progress) -> bool:
            account = session.account
            return account is not None and account.active

        self._jobs.run(work, done=self._on_looked, failed=_not_now, owner=self)

    def _on_looked(self, active: bool) -> None:
        if not active:
            self.ended.emit(self.tr("To konto zostało wyłączone albo usunięte. Zgłoś się do administratora programu."))


def _not_now(_refusal: object) -> None:
    """The next deed will say what is wrong with the database."""
