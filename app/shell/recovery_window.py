"""What helps when a password is forgotten, and opening the data with the recovery key."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from app.access import recovery
from app.core.errors import Refusal
from app.core.polish import plural
from app.shell.labelled import Labelled, heading, make_room, paragraph, text_field
from app.shell.password_field import NewPassword
from app.widgets.buttons import DeedButton
from app.widgets.forms.field_row import announce
from app.widgets.forms.note import ColoredLabel
from app.widgets.jobs import Jobs
from app.widgets.style import PRIMARY
from app.widgets.zoom import line

_KEY_LIMIT = 80
_LOGIN_LIMIT = 40


class ForgottenWindow(QDialog):
    """Whom to ask; ``recover_requested`` when somebody holds the recovery key."""

    recover_requested = Signal()

    def __init__(self, *, with_key: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("forgotten_window")
        self.setWindowTitle(self.tr("Zapomniane hasło"))
        text = self.tr(
            "Poproś administratora programu o nowe hasło jednorazowe. Nada je w rejestrze kont i nie zobaczy Twoich "
            "niezapisanych zmian. Po zalogowaniu ustalisz własne hasło."
        )
        if with_key:
            text += "\n\n" + self.tr(
                "Jeśli hasła nie pamięta administrator, użyjcie klucza odzyskiwania: wydruk powinien leżeć w sejfie "
                "urzędu."
            )
        else:
            text += "\n\n" + self.tr(
                "Jeśli hasła nie pamięta administrator, nowe nada mu informatyk, który opiekuje się serwerem."
            )
        words = paragraph(text)
        words.setObjectName("text")
        buttons = QDialogButtonBox()
        if with_key:
            key = DeedButton(self.tr("&Mam klucz odzyskiwania…"))
            buttons.addButton(key, QDialogButtonBox.ButtonRole.ActionRole)
            key.setObjectName("recover")
            key.clicked.connect(self._on_recover)
        buttons.addButton(self.tr("Zamknij"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.8))
        layout.setContentsMargins(*(line(self, 1.4),) * 4)
        layout.addWidget(heading(self.tr("Nie pamiętasz hasła?")))
        layout.addWidget(words)
        layout.addWidget(buttons)
        words.setMinimumWidth(self.fontMetrics().averageCharWidth() * 66)

    @Slot()
    def _on_recover(self) -> None:
        self.accept()
        self.recover_requested.emit()


class RecoveryWindow(QDialog):
    """``recover`` gets key, login and new password on a worker's thread; ``recovered`` carries what it gave."""

    recovered = Signal(object)

    def __init__(self, recover: Callable[[str, str, str], Any], jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovery_window")
        self.setWindowTitle(self.tr("Klucz odzyskiwania"))
        self._recover, self._jobs = recover, jobs
        self._busy = False
        self.code = text_field("code", _KEY_LIMIT)
        self._code_row = Labelled(
            self.tr("&Klucz odzyskiwania"),
            self.code,
            self.tr("Osiem grup po pięć znaków, jak na wydruku. Odstępy i wielkość liter nie mają znaczenia."),
        )
        self.login = text_field("login", _LOGIN_LIMIT)
        self._login_row = Labelled(self.tr("&Nazwa użytkownika"), self.login, self.tr("Konto administratora."))
        self.new = NewPassword(lambda: (self.login.text(), ""))
        self.message = ColoredLabel("", "danger")
        self.message.setObjectName("message")
        self.message.hide()
        buttons = QDialogButtonBox()
        buttons.setStyleSheet("QDialogButtonBox { button-layout: 3 }")
        self._deed: QPushButton = buttons.addButton(
            self.tr("&Ustal hasło i zaloguj"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._deed.setObjectName("recover")
        self._deed.setDefault(True)
        self._deed.setProperty(PRIMARY, True)
        buttons.addButton(DeedButton(self.tr("Anuluj")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_recover)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.8))
        layout.setContentsMargins(*(line(self, 1.4),) * 4)
        layout.addWidget(heading(self.tr("Wejście kluczem odzyskiwania")))
        for widget in (self._code_row, self._login_row, self.new, self.message):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 78, self.sizeHint().height())
        self.code.textEdited.connect(self._on_typed)
        self.code.setFocus()

    def reject(self) -> None:
        if not self._busy:
            self._forget()
            super().reject()

    @Slot()
    def _on_typed(self) -> None:
        """Say at once which of the finished groups was copied wrongly."""
        groups = recovery.split(self.code.text())
        done = groups if len(groups) == recovery.GROUPS else groups[:-1]
        wrong = [str(number) for number, group in enumerate(done, 1) if not recovery.group_fits(number - 1, group)]
        if not wrong:
            self._code_row.set_error("")
            return
        word = plural(len(wrong), "grupie", "grupach", "grupach")
        self._code_row.set_error(
            self.tr("Błąd w {word} nr {numbers}. Porównaj znaki z wydrukiem.").format(
                word=word, numbers=", ".join(wrong)
            )
        )

    @Slot()
    def _on_recover(self) -> None:
        if self._busy:
            return
        wrong = self._check()
        if wrong is not None:
            wrong.setFocus()
            return
        code, login, password, recover = self.code.text(), self.login.text().strip(), self.new.password, self._recover
        self._set_busy(True)
        self._say("")
        self._jobs.run(
            lambda _progress: recover(code, login, password),
            done=self._on_recovered,
            failed=self._on_refused,
            cancelled=lambda: self._set_busy(False),
            writes=True,
            title=self.tr("Otwieram bazę…"),
            cancellable=False,
            owner=self,
        )

    def _check(self) -> QWidget | None:
        try:
            recovery.read(self.code.text())
            self._code_row.set_error("")
        except recovery.Mistyped as wrong:
            self._code_row.set_error(str(wrong))
            return self.code
        login = self.login.text().strip()
        self._login_row.set_error("" if login else self.tr("Wpisz nazwę użytkownika."))
        return self.new.check() if login else self.login

    def _set_busy(self, on: bool) -> None:
        self._busy = on
        self._deed.setEnabled(not on)

    def _on_recovered(self, result: Any) -> None:
        self._set_busy(False)
        self._forget()
        self.accept()
        self.recovered.emit(result)

    def _on_refused(self, error: Refusal) -> None:
        self._set_busy(False)
        self._say(str(error))
        self.code.setFocus()

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        make_room(self)
        if text:
            announce(self.code, text)

    def _forget(self) -> None:
        self.code.clear()
        self.new.clear()
