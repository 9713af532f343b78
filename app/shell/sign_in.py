"""The log-in window, and the panel in it that the lock screen uses as well.

One sentence answers every failure, so that nobody learns which names exist. Opening takes a third of a second of
hard work; it runs in a job and the window stays alive.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.errors import Refusal
from app.shell.labelled import Labelled, heading, make_room, paragraph, text_field
from app.shell.password_field import PasswordField
from app.widgets import icons
from app.widgets.buttons import deed_button
from app.widgets.forms.field_row import announce
from app.widgets.forms.note import ColoredLabel
from app.widgets.jobs import Jobs
from app.widgets.style import PRIMARY
from app.widgets.theme import colors
from app.widgets.zoom import line

_SECOND_MS = 1000
_LOGIN_LIMIT = 40


@dataclass(frozen=True, kw_only=True)
class Door:
    """What opens the data: ``open`` gets login and password on a worker's thread and raises a Refusal.

    ``waiting`` tells how many seconds must pass before the next attempt.
    """

    open: Callable[[str, str], Any]
    waiting: Callable[[], int] = lambda: 0


class SignInPanel(QWidget):
    """Name, password, the answer and the countdown; ``opened`` carries what the door gave.

    With ``only`` the name is fixed: nobody else may unlock.
    """

    opened = Signal(object)

    def __init__(self, door: Door, jobs: Jobs, deed: str, login: str = "", only: str = "") -> None:
        super().__init__()
        self.setObjectName("sign_in_panel")
        self._door, self._jobs, self._only = door, jobs, only
        self._busy = False
        self._left = 0
        self.login = text_field("login", _LOGIN_LIMIT)
        self.login.setText(only or login)
        self.password = PasswordField("password")
        name_row = Labelled(_tr("&Nazwa użytkownika"), self.login)
        password_row = Labelled(_tr("&Hasło"), self.password, target=self.password.edit)
        name_row.setVisible(not only)
        self.message = ColoredLabel("", "danger")
        self.message.setObjectName("message")
        self.message.hide()
        self.button = QPushButton(deed)
        self.button.setObjectName("sign_in")
        self.button.setDefault(True)
        self.button.setProperty(PRIMARY, True)
        self._deed = deed
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(line(self, 0.7))
        for widget in (name_row, password_row, self.message, self.button):
            layout.addWidget(widget)
        self._countdown = QTimer(self)
        self._countdown.setInterval(_SECOND_MS)
        self._countdown.timeout.connect(self._on_second)
        self.button.clicked.connect(self.try_now)
        self.login.returnPressed.connect(self.password.edit.setFocus)
        self.password.edit.returnPressed.connect(self.try_now)

    def begin(self) -> None:
        """Put the cursor where typing starts and say what there is to wait for."""
        self.password.clear()
        self.say("")
        target = self.password.edit if self.login.text() else self.login
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._wait(self._door.waiting())

    @property
    def busy(self) -> bool:
        """Whether an attempt is under way."""
        return self._busy

    @Slot()
    def try_now(self) -> None:
        """Try what was typed."""
        login, password = self._only or self.login.text().strip(), self.password.text
        if self._busy or self._left:
            return
        if not login or not password:
            self.say(_tr("Wpisz nazwę użytkownika i hasło."))
            (self.password.edit if login else self.login).setFocus()
            return
        self._set_busy(True)
        self.say("")
        open_door = self._door.open
        self._jobs.run(
            lambda _progress: open_door(login, password),
            done=self._on_opened,
            failed=self._on_refused,
            cancelled=lambda: self._set_busy(False),
            owner=self,
        )

    def _set_busy(self, on: bool) -> None:
        self._busy = on
        self.button.setEnabled(not on)
        self.button.setText(_tr("Sprawdzam hasło…") if on else self._deed)
        self.login.setReadOnly(on)
        self.password.edit.setReadOnly(on)

    def _on_opened(self, found: Any) -> None:
        self._set_busy(False)
        self.password.clear()
        self.opened.emit(found)

    def _on_refused(self, error: Refusal) -> None:
        self._set_busy(False)
        self.password.clear()
        self.password.edit.setFocus()
        self.say(str(error))
        self._wait(self._door.waiting())

    def say(self, text: str, *, good: bool = False) -> None:
        """Say why nothing was opened, or what was done well, also to a screen reader."""
        self.message.set_color("ok" if good else "danger")
        self.message.setText(text)
        self.message.setVisible(bool(text))
        make_room(self)
        if text:
            announce(self.password.edit, text)

    def _wait(self, seconds: int) -> None:
        self._left = seconds
        if seconds:
            self._countdown.start()
            self._show_wait()
        else:
            self._countdown.stop()
            self.button.setEnabled(not self._busy)
            self.button.setText(self._deed)

    def _show_wait(self) -> None:
        minutes, seconds = divmod(self._left, 60)
        time = f"{minutes}:{seconds:02}" if minutes else f"{seconds} s"
        self.button.setEnabled(False)
        self.button.setText(_tr("Następna próba za {time}").format(time=time))

    @Slot()
    def _on_second(self) -> None:
        # the clock decides, not the number of ticks: the computer may have slept
        self._wait(min(self._left - 1, self._door.waiting()) if self._left > 1 else self._door.waiting())


class SignInWindow(QDialog):
    """Asks who is working. ``opened`` carries what the door gave; ``other_database`` and ``rejected`` lead elsewhere.

    ``forgotten`` is asked for when somebody does not know the password.
    """

    opened = Signal(object)
    other_database = Signal()
    forgotten = Signal()

    def __init__(self, place: str, door: Door, jobs: Jobs, login: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sign_in_window")
        self.setWindowTitle(self.tr("Logowanie"))
        self._picture = QLabel()
        self.panel = SignInPanel(door, jobs, self.tr("&Zaloguj się"), login)
        where = paragraph(place, muted=True)
        where.setObjectName("place")
        where.setAccessibleName(self.tr("Baza danych: {place}").format(place=place))
        head = QHBoxLayout()
        head.setSpacing(line(self, 0.8))
        words = QVBoxLayout()
        words.setSpacing(line(self, 0.2))
        words.addWidget(heading(self.tr("Zaloguj się")))
        words.addWidget(where)
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        forgotten = deed_button("forgotten", self.tr("Nie &pamiętam hasła"), self.forgotten.emit)
        other = deed_button("other_database", self.tr("&Inna baza…"), self.other_database.emit)
        leave = deed_button("leave", self.tr("Za&kończ"), self.reject)
        below = QHBoxLayout()
        below.addWidget(forgotten)
        below.addStretch(1)
        below.addWidget(other)
        below.addWidget(leave)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self))
        layout.setContentsMargins(*(line(self, 1.6),) * 4)
        layout.addLayout(head)
        layout.addWidget(self.panel)
        layout.addLayout(below)
        self.panel.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        self._picture.setPixmap(icons.pixmap("lock", colors(self.palette()).accent, line(self, 2)))
        self.panel.opened.connect(self.opened)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.panel.begin()

    def reject(self) -> None:
        if not self.panel.busy:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.panel.busy:
            # the answer is on its way
            event.ignore()
            return
        super().closeEvent(event)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SignIn", text)
