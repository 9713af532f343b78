"""Shows a one-time password this once, large enough to be copied by hand, and prints it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.administration.accounts.domain import Issued
from app.widgets.buttons import DeedButton
from app.widgets.forms.outline import field_height
from app.widgets.zoom import line, scale_font


class OneTimeWindow(QDialog):
    """The password is gone when the window closes; ``print_it`` puts it on paper."""

    def __init__(self, issued: Issued, print_it: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("one_time_window")
        self.setWindowTitle(self.tr("Hasło jednorazowe"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        account = issued.outcome.record
        about = QLabel(
            self.tr(
                "Hasło dla: {name} (nazwa użytkownika: {login}). Przekaż je osobiście. Działa do pierwszego "
                "logowania, przy którym program każe ustawić własne. Po zamknięciu tego okna nie da się go odczytać."
            ).format(name=account.name, login=account.login)
        )
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        self.password = QLabel(issued.password)
        self.password.setObjectName("password")
        self.password.setTextFormat(Qt.TextFormat.PlainText)
        self.password.setAccessibleName(self.tr("Hasło jednorazowe: {password}").format(password=issued.password))
        self.password.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.password.setMinimumHeight(field_height(self) * 2)
        self.password.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.password.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        scale_font(self.password, 1.7)
        buttons = QDialogButtonBox()
        printing = DeedButton(self.tr("&Drukuj…"))
        buttons.addButton(printing, QDialogButtonBox.ButtonRole.ActionRole)
        printing.setObjectName("print")
        close = buttons.addButton(self.tr("&Zamknij"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("close")
        close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 1.2),) * 4)
        layout.setSpacing(line(self, 0.8))
        for widget in (about, self.password, buttons):
            layout.addWidget(widget)
        self.resize(self.fontMetrics().averageCharWidth() * 64, self.sizeHint().height())
        self._print = print_it
        printing.clicked.connect(self._on_print)
        buttons.rejected.connect(self.reject)

    def _on_print(self) -> None:
        self._print()
