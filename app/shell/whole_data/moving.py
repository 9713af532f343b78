"""Moving a local database to the office's server: where to, the owner's password, who administers there."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.access.location import ServerLocation
from app.administration.portability.domain import Administrator, Arrived
from app.core.errors import Refusal
from app.core.progress import Progress
from app.shell.help_window import add_help_key
from app.shell.labelled import Labelled, paragraph, text_field
from app.shell.password_field import PasswordField
from app.shell.server_wizard import AddressPage
from app.shell.steps import Step, StepsWindow
from app.widgets.dialogs import Dialogs, QtDialogs
from app.widgets.jobs import Jobs

Move = Callable[[ServerLocation, str, Administrator | None, Progress], Arrived]


class ExplanationPage(Step):
    """What a move does, before anything is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.title = self.tr("Co się stanie")
        for text in (
            self.tr(
                "Wszystkie dane z tego pliku trafią na wspólny serwer urzędu. Serwer przygotowuje wcześniej "
                "informatyk; jego baza musi być pusta."
            ),
            self.tr(
                "Na czas przenoszenia nikt nie zapisze zmian w tym pliku. Program policzy i porówna każdą tabelę po "
                "obu stronach; jeśli cokolwiek się nie zgodzi, niczego nie przeniesie."
            ),
            self.tr(
                "Hasła nie przechodzą: każdy, kto ma konto, dostanie hasło jednorazowe do serwera. Plik zostanie "
                "nietknięty, ale program nie otworzy go już przez pomyłkę."
            ),
        ):
            self.body.addWidget(paragraph(text))
        self.body.addStretch(1)


class OwnerPage(Step):
    """The secret of the server's owner, and an administrator where the file has no accounts."""

    def __init__(self, *, accounts: bool) -> None:
        super().__init__()
        self.title = self.tr("Hasło właściciela bazy")
        self.next_text = self.tr("&Przenieś dane")
        self.password = PasswordField("owner_password")
        self._password_row = Labelled(
            self.tr("&Hasło konta urzad_owner"),
            self.password,
            self.tr("Informatyk ustalił je przy zakładaniu serwera. Program użyje go raz i nie zapamięta."),
            self.password.edit,
        )
        self.body.addWidget(self._password_row)
        self.login, self.name = text_field("login", 40), text_field("name", 120)
        self._login_row = Labelled(
            self.tr("&Nazwa użytkownika administratora"),
            self.login,
            self.tr("Ta baza nie ma kont, a na serwerze ktoś musi je zakładać. Małe litery bez polskich znaków."),
        )
        self._name_row = Labelled(self.tr("&Imię i nazwisko administratora"), self.name)
        self._asks = not accounts
        for row in (self._login_row, self._name_row):
            self.body.addWidget(row)
            row.setVisible(self._asks)
        self.body.addStretch(1)

    def first(self) -> QWidget:
        return self.password.edit

    def check(self) -> QWidget | None:
        self._password_row.set_error("" if self.password.text else self.tr("Wpisz hasło właściciela bazy."))
        if not self.password.text:
            return self.password.edit
        missing = self._asks and not self.login.text().strip()
        self._login_row.set_error(self.tr("Wpisz nazwę użytkownika administratora.") if missing else "")
        return self.login if missing else None

    @property
    def administrator(self) -> Administrator | None:
        """Whom the person named; None where the file has accounts of its own."""
        login = self.login.text().strip()
        return Administrator(login, self.name.text().strip() or login) if self._asks else None


class MoveWindow(StepsWindow):
    """``move`` does it on a worker's thread; ``moved`` carries what arrived."""

    moved = Signal(object)

    def __init__(
        self, move: Move, *, accounts: bool, dialogs: Dialogs | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("move_window")
        self.setWindowTitle(self.tr("Przenieś dane na serwer"))
        self._move = move
        self.dialogs: Dialogs = dialogs or QtDialogs(self)
        self.jobs = Jobs(self.dialogs, self)
        self.address, self.owner = AddressPage(self.dialogs), OwnerPage(accounts=accounts)
        self.fill((ExplanationPage(), self.address, self.owner))
        self.finished.connect(self._end)
        add_help_key(self, "transfer")

    def finish(self) -> None:
        """Move everything; a refusal stays in the window, and nothing has moved."""
        location, move = self.address.location, self._move
        secret, administrator = self.owner.password.text, self.owner.administrator
        if location is None:
            return
        self.set_busy(True)
        self.say("")
        self.jobs.run(
            lambda progress: move(location, secret, administrator, progress),
            done=self._on_moved,
            failed=self._on_refused,
            cancelled=lambda: self.set_busy(False),
            writes=True,
            title=self.tr("Przenoszę dane…"),
            owner=self,
        )

    def _on_moved(self, arrived: Arrived) -> None:
        self.set_busy(False)
        self.moved.emit(arrived)
        self.accept()

    def _on_refused(self, error: Refusal) -> None:
        self.set_busy(False)
        self.say(str(error))

    def _end(self) -> None:
        self.owner.password.clear()
        self.jobs.shutdown()
