"""Connecting to the office's server: address, certificate, a trial, and then the log-in window."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from app.access.location import ServerLocation, parse
from app.core.errors import Refusal
from app.core.progress import Progress
from app.shell.help_window import add_help_key
from app.shell.labelled import Labelled, paragraph, text_field
from app.shell.password_field import PasswordField
from app.shell.steps import Step, StepsWindow
from app.widgets.buttons import DeedButton
from app.widgets.dialogs import Dialogs, QtDialogs
from app.widgets.forms.field_row import announce
from app.widgets.forms.note import ColoredLabel
from app.widgets.jobs import Jobs

_PORT = 5432
_LOGIN_LIMIT = 40

Try = Callable[[ServerLocation, str, str], None]
"""Connects and disconnects on a worker's thread; a Refusal says in Polish why it does not work."""


def try_connection(location: ServerLocation, login: str, password: str) -> None:
    """Sign in to the server and look for the program's data there."""
    from app.records.environment import explained
    from db.server_store import ServerStore

    with explained():
        ServerStore.open(location.url, login, password).close()


class AddressPage(Step):
    """Where the server is and how it is recognised."""

    def __init__(self, dialogs: Dialogs) -> None:
        super().__init__()
        self._dialogs = dialogs
        self.title = self.tr("Adres serwera")
        self.location: ServerLocation | None = None
        self.host = text_field("host", 255)
        self.port = QSpinBox()
        self.port.setObjectName("port")
        self.port.setRange(1, 65535)
        self.port.setValue(_PORT)
        self.database = text_field("database", 63)
        self.certificate = text_field("certificate")
        self._host_row = Labelled(
            self.tr("&Komputer"), self.host, self.tr("Nazwa albo adres serwera, jak w instrukcji informatyka.")
        )
        self._database_row = Labelled(self.tr("&Baza"), self.database)
        choose = DeedButton(self.tr("&Wskaż…"))
        choose.setObjectName("choose")
        choose.setAccessibleName(self.tr("Wskaż plik certyfikatu"))
        choose.clicked.connect(self._on_choose)
        line_of_file = QWidget()
        row = QHBoxLayout(line_of_file)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.certificate, 1)
        row.addWidget(choose)
        self._certificate_row = Labelled(
            self.tr("Plik &certyfikatu urzędu"),
            line_of_file,
            self.tr("Po nim program poznaje serwer; hasło nie trafi do nikogo innego. Plik daje informatyk."),
            self.certificate,
        )
        self.body.addWidget(
            paragraph(self.tr("Wspólna baza urzędu na serwerze PostgreSQL. Połączenie jest szyfrowane."))
        )
        for widget in (
            self._host_row,
            Labelled(self.tr("&Port"), self.port),
            self._database_row,
            self._certificate_row,
        ):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def first(self) -> QWidget:
        return self.host

    def load(self, text: str) -> None:
        """Begin with the address in the settings, when there is one."""
        if "://" not in text:
            return
        try:
            address = urlsplit(text)
            self.port.setValue(address.port or _PORT)
        except ValueError:
            return
        self.host.setText(address.hostname or "")
        self.database.setText(address.path.strip("/"))
        self.certificate.setText("".join(parse_qs(address.query).get("sslrootcert", [])))

    def check(self) -> QWidget | None:
        host, database = self.host.text().strip(), self.database.text().strip()
        certificate = self.certificate.text().strip()
        bad_host = not host or any(sign in host for sign in "/@?# ")
        self._host_row.set_error(self.tr("Wpisz nazwę albo adres serwera, bez ukośników.") if bad_host else "")
        self._database_row.set_error("" if database else self.tr("Wpisz nazwę bazy."))
        missing = bool(certificate) and not Path(certificate).is_file()
        self._certificate_row.set_error(self.tr("Nie ma takiego pliku. Wskaż plik certyfikatu.") if missing else "")
        for wrong, widget in ((bad_host, self.host), (not database, self.database), (missing, self.certificate)):
            if wrong:
                return widget
        return self._make(host, database, certificate)

    def _make(self, host: str, database: str, certificate: str) -> QWidget | None:
        named = f"[{host}]" if ":" in host else host
        query = f"?{urlencode({'sslrootcert': certificate})}" if certificate else ""
        try:
            location = parse(f"postgresql://{named}:{self.port.value()}/{quote(database, safe='')}{query}")
        except Refusal as refusal:
            self._host_row.set_error(str(refusal))
            return self.host
        self.location = location if isinstance(location, ServerLocation) else None
        return None

    @Slot()
    def _on_choose(self) -> None:
        self._dialogs.choose_open_file(
            self.tr("Plik certyfikatu urzędu"),
            self.tr("Certyfikaty (*.crt *.pem *.cer);;Wszystkie pliki (*)"),
            lambda path: self.certificate.setText(str(path)),
        )


class TrialPage(Step):
    """The trial with one's own login; it may be left out. ``trying`` tells when one begins and ends."""

    trying = Signal(bool)

    def __init__(self, address: AddressPage, jobs: Jobs, attempt: Try) -> None:
        super().__init__()
        self._address, self._jobs, self._attempt = address, jobs, attempt
        self.title = self.tr("Próba połączenia")
        self.next_text = self.tr("Zapisz i &zaloguj się")
        self.login = text_field("login", _LOGIN_LIMIT)
        self.password = PasswordField("password")
        self._login_row = Labelled(self.tr("&Nazwa użytkownika"), self.login)
        self._password_row = Labelled(self.tr("&Hasło"), self.password, target=self.password.edit)
        self.button = DeedButton(self.tr("&Sprawdź połączenie"))
        self.button.setObjectName("try")
        self.button.clicked.connect(self._on_try)
        self.password.edit.returnPressed.connect(self._on_try)
        self.answer = ColoredLabel()
        self.answer.setObjectName("answer")
        about = self.tr(
            "Wpisz nazwę i hasło od administratora i sprawdź połączenie. Program zapamięta sam adres, nigdy hasło."
        )
        self.body.addWidget(paragraph(about))
        for widget in (self._login_row, self._password_row, self.button, self.answer):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def first(self) -> QWidget:
        return self.login

    def entered(self) -> None:
        self._say("", "ink")

    @Slot()
    def _on_try(self) -> None:
        location, login, password = self._address.location, self.login.text().strip(), self.password.text
        self._login_row.set_error("" if login else self.tr("Wpisz nazwę użytkownika."))
        self._password_row.set_error("" if password else self.tr("Wpisz hasło."))
        if location is None or not login or not password or not self.button.isEnabled():
            return
        self._set_trying(True)
        self._say(self.tr("Łączę się z serwerem…"), "muted")
        attempt = self._attempt

        def work(_progress: Progress) -> None:
            attempt(location, login, password)

        self._jobs.run(work, done=self._on_connected, failed=self._on_refused, cancelled=self._on_cancelled, owner=self)

    def _set_trying(self, on: bool) -> None:
        self.button.setEnabled(not on)
        self.trying.emit(on)

    def _on_connected(self, _nothing: None) -> None:
        self._set_trying(False)
        self.password.clear()
        self._say(self.tr("Połączenie działa: serwer jest właściwy, a konto ma dostęp do danych urzędu."), "ok")

    def _on_refused(self, error: Refusal) -> None:
        self._set_trying(False)
        self.password.clear()
        self._say(str(error), "danger")

    def _on_cancelled(self) -> None:
        self._set_trying(False)
        self._say("", "ink")

    def _say(self, text: str, color: str) -> None:
        self.answer.set_color(color)
        self.answer.setText(text)
        if text:
            announce(self.button, text)


class ServerWizard(StepsWindow):
    """``chosen`` carries the address; nothing is saved before."""

    chosen = Signal(object)

    def __init__(
        self,
        known: str = "",
        *,
        attempt: Try = try_connection,
        dialogs: Dialogs | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("server_wizard")
        self.setWindowTitle(self.tr("Serwer urzędu"))
        self.dialogs: Dialogs = dialogs or QtDialogs(self)
        self.jobs = Jobs(self.dialogs, self)
        self.address = AddressPage(self.dialogs)
        self.address.load(known)
        self.trial = TrialPage(self.address, self.jobs, attempt)
        self.fill((self.address, self.trial))
        # closing would have to wait for the server's silence
        self.trial.trying.connect(self.set_busy)
        self.finished.connect(self._end)
        add_help_key(self, "server")

    def finish(self) -> None:
        """Hand the address over."""
        location = self.address.location
        if location is not None:
            self.accept()
            self.chosen.emit(location)

    def _end(self) -> None:
        self.trial.password.clear()
        self.jobs.shutdown()
