"""Changing one's own password: the old one, the new one twice. At the first sign-in it cannot be put off."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.core.errors import Refusal
from app.shell.labelled import Labelled, heading, make_room, paragraph
from app.shell.password_field import NewPassword, PasswordField
from app.widgets.buttons import DeedButton
from app.widgets.forms.field_row import announce
from app.widgets.forms.note import ColoredLabel
from app.widgets.jobs import Jobs
from app.widgets.style import PRIMARY
from app.widgets.zoom import line


class PasswordWindow(QDialog):
    """``change`` gets the old and the new password on a worker's thread and raises a Refusal.

    ``changed`` when it is done; ``forced`` explains why it must be now. ``known`` is the old password where the person
    has given it a moment ago: it is not asked for again.
    """

    changed = Signal()

    def __init__(
        self,
        about: tuple[str, str],
        change: Callable[[str, str], object],
        jobs: Jobs,
        *,
        forced: bool = False,
        known: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("password_window")
        self.setWindowTitle(self.tr("Zmiana hasła"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._change, self._jobs = change, jobs
        self._busy = False
        self.old = PasswordField("old_password")
        self._old_row = Labelled(self.tr("&Dotychczasowe hasło"), self.old, target=self.old.edit)
        self._known = known
        self._old_row.setVisible(not known)
        self.new = NewPassword(lambda: about)
        self.message = ColoredLabel("", "danger")
        self.message.setObjectName("message")
        self.message.hide()
        buttons = QDialogButtonBox()
        buttons.setStyleSheet("QDialogButtonBox { button-layout: 3 }")
        self._save = buttons.addButton(self.tr("&Zmień hasło"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._save.setObjectName("change")
        self._save.setDefault(True)
        self._save.setProperty(PRIMARY, True)
        leave = self.tr("&Wyloguj") if forced else self.tr("Anuluj")
        buttons.addButton(DeedButton(leave), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.8))
        layout.setContentsMargins(*(line(self, 1.4),) * 4)
        layout.addWidget(heading(self.tr("Ustal własne hasło") if forced else self.tr("Zmień swoje hasło")))
        if forced:
            layout.addWidget(
                paragraph(
                    self.tr(
                        "Logujesz się hasłem, które nadał administrator. Ustal teraz własne, którego nie zna nikt inny."
                    )
                )
            )
        for widget in (self._old_row, self.new, self.message):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 78, self.sizeHint().height())
        self._first().setFocus()

    def reject(self) -> None:
        if not self._busy:
            self._forget()
            super().reject()

    @Slot()
    def _on_save(self) -> None:
        if self._busy:
            return
        old = self._known or self.old.text
        self._old_row.set_error("" if old else self.tr("Wpisz hasło, którym się zalogowano."))
        wrong = self.new.check() if old else self.old.edit
        if wrong is not None:
            wrong.setFocus()
            return
        new, change = self.new.password, self._change
        self._set_busy(True)
        self._say("")
        self._jobs.run(
            lambda _progress: change(old, new),
            done=self._on_changed,
            failed=self._on_refused,
            cancelled=lambda: self._set_busy(False),
            writes=True,
            cancellable=False,
            owner=self,
        )

    def _set_busy(self, on: bool) -> None:
        self._busy = on
        self._save.setEnabled(not on)

    def _on_changed(self, _result: object) -> None:
        self._set_busy(False)
        self._forget()
        self.changed.emit()
        self.accept()

    def _on_refused(self, error: Refusal) -> None:
        self._set_busy(False)
        self._say(str(error))
        self._first().setFocus()

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        make_room(self)
        if text:
            announce(self._first(), text)

    def _first(self) -> QWidget:
        return self.new.first.edit if self._known else self.old.edit

    def _forget(self) -> None:
        self._known = ""
        self.old.clear()
        self.new.clear()
