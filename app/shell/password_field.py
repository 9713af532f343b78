"""Fields for passwords: one to type a known one, a pair with a meter to choose a new one."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from app.access import passwords
from app.shell.labelled import Labelled, make_room
from app.widgets.buttons import DeedButton
from app.widgets.forms.field_row import announce
from app.widgets.forms.note import ColoredLabel
from app.widgets.zoom import line


class SecretEdit(QLineEdit):
    """A line whose letters are hidden; ``capitals_seen`` tells whether Caps Lock seems to be on.

    Qt knows no portable way to ask the keyboard, so the typed letters tell: a capital without Shift, or a small
    letter with it.
    """

    capitals_seen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self._capitals = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            # known only to have changed: from on to off when it was seen on
            self._tell(False)
        elif event.text().isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(event.text().isupper() != shifted)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tell(False)

    def _tell(self, on: bool) -> None:
        if on != self._capitals:
            self._capitals = on
            self.capitals_seen.emit(on)


class PasswordField(QWidget):
    """A hidden line with a button that shows the letters while it is pressed in, and a hint about Caps Lock."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.edit = SecretEdit()
        self.edit.setObjectName(name)
        self._show = DeedButton(_tr("Pokaż"))
        self._show.setObjectName(f"show_{name}")
        self._show.setCheckable(True)
        self._show.setAccessibleName(_tr("Pokaż wpisane hasło"))
        self.capitals = ColoredLabel(
            _tr("Wygląda na to, że włączony jest Caps Lock: hasło pisze się wielkimi literami."), "warning"
        )
        self.capitals.setObjectName(f"capitals_{name}")
        self.capitals.hide()
        row = QHBoxLayout()
        row.setSpacing(line(self, 0.4))
        row.addWidget(self.edit, 1)
        row.addWidget(self._show)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(line(self, 0.2))
        layout.addLayout(row)
        layout.addWidget(self.capitals)
        self.setFocusProxy(self.edit)
        self._show.toggled.connect(self._on_shown)
        self.edit.capitals_seen.connect(self._on_capitals)

    @property
    def text(self) -> str:
        """What was typed, every space included."""
        return self.edit.text()

    def clear(self) -> None:
        """Forget it, and hide again what comes."""
        self._show.setChecked(False)
        self.edit.clear()

    @Slot(bool)
    def _on_capitals(self, on: bool) -> None:
        self.capitals.setVisible(on)
        if on:
            make_room(self)
            announce(self.edit, self.capitals.text())

    @Slot(bool)
    def _on_shown(self, on: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self._show.setText(_tr("Ukryj") if on else _tr("Pokaż"))
        self._show.setAccessibleName(_tr("Ukryj wpisane hasło") if on else _tr("Pokaż wpisane hasło"))
        self.edit.setFocus()


class NewPassword(QWidget):
    """A new password typed twice, measured by its length and by the list of common ones, never by composition.

    ``about`` gives login and name of the person, which the password may not repeat.
    """

    changed = Signal()

    def __init__(self, about: Callable[[], tuple[str, str]]) -> None:
        super().__init__()
        self._about = about
        least = passwords.rules().least
        self.first, self.second = PasswordField("new_password"), PasswordField("new_password_again")
        help_text = _tr(
            "Co najmniej {least} znaków; najłatwiej zapamiętać kilka zwykłych słów ze spacjami. "
            "Wielkie litery, cyfry i znaki specjalne nie są wymagane."
        ).format(least=least)
        self._first_row = Labelled(_tr("Nowe &hasło"), self.first, help_text, self.first.edit)
        self._second_row = Labelled(_tr("Hasło jeszcze &raz"), self.second, "", self.second.edit)
        self.meter = QProgressBar()
        self.meter.setObjectName("meter")
        self.meter.setTextVisible(False)
        self.meter.setRange(0, least * 2)
        self.meter.setFixedHeight(line(self, 0.4))
        self.meter.setAccessibleName(_tr("Siła hasła"))
        self.verdict = QLabel()
        self.verdict.setObjectName("verdict")
        self.verdict.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(line(self, 0.4))
        for widget in (self._first_row, self.meter, self.verdict, self._second_row):
            layout.addWidget(widget)
        for field in (self.first, self.second):
            field.edit.setMaxLength(passwords.rules().most)
            field.edit.textChanged.connect(self._on_typed)
        self._on_typed()

    @property
    def password(self) -> str:
        """What was typed the first time."""
        return self.first.text

    def clear(self) -> None:
        """Forget both."""
        self.first.clear()
        self.second.clear()
        self._first_row.set_error("")
        self._second_row.set_error("")

    def check(self) -> QWidget | None:
        """Say what is wrong; the widget to go to, None when the password may be used."""
        found = passwords.sentences(passwords.check(self.password, *self._about()))
        self._first_row.set_error(" ".join(found) if self.password else _tr("Wpisz nowe hasło."))
        if found:
            return self.first.edit
        differs = self.second.text != self.password
        self._second_row.set_error(
            _tr("Oba wpisane hasła muszą być takie same. Wpisz je jeszcze raz.") if differs else ""
        )
        return self.second.edit if differs else None

    @Slot()
    def _on_typed(self) -> None:
        self._first_row.set_error("")
        if self.second.text == self.password:
            self._second_row.set_error("")
        length, limits = len(self.password), passwords.rules()
        self.meter.setValue(min(length, self.meter.maximum()))
        self.verdict.setText(self._words(length, limits.least))
        self.meter.setAccessibleDescription(self.verdict.text())
        self.changed.emit()

    def _words(self, length: int, least: int) -> str:
        if not length:
            return _tr("Siła hasła: jeszcze nic nie wpisano.")
        if length < least:
            return _tr("Siła hasła: za krótkie, {length} z {least} znaków.").format(length=length, least=least)
        if passwords.check(self.password, *self._about()):
            return _tr("Siła hasła: zbyt łatwe do odgadnięcia.")
        if length < least * 3 // 2:
            return _tr("Siła hasła: wystarczające. Dłuższe będzie jeszcze lepsze.")
        return _tr("Siła hasła: bardzo dobre.")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "meter"):
            self.meter.setFixedHeight(line(self, 0.4))


def _tr(text: str) -> str:
    return QCoreApplication.translate("PasswordField", text)
