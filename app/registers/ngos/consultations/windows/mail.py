"""E-mail addresses of those on a list, as text to copy: the program itself sends nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from app.registers.ngos.consultations.usecases import AskedLine
from app.registers.ngos.organisations.words import organisations
from app.widgets.buttons import DeedButton
from app.widgets.forms.note import ColoredLabel
from app.widgets.style import PRIMARY
from app.widgets.zoom import line, resize_to_text


def addresses(lines: Sequence[AskedLine]) -> tuple[str, ...]:
    """Each address once, as mail programs take them."""
    return tuple(dict.fromkeys(each.email for each in lines if each.email))


class MailWindow(QDialog):
    """The addresses to copy, and who has none; ``say`` tells what was done."""

    def __init__(self, lines: Sequence[AskedLine], say: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("consultation_mail")
        self.setWindowTitle(self.tr("Adresy e-mail"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._say = say
        found = addresses(lines)
        self.text = QPlainTextEdit("; ".join(found))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Adresy e-mail do skopiowania"))
        intro = ColoredLabel(
            self.tr(
                "Program nie wysyła poczty. Skopiuj adresy do pola UDW (ukryte kopie) w programie pocztowym, aby "
                "organizacje nie widziały nawzajem swoich adresów."
            ),
            "ink",
            self,
        )
        without = [each.asked.name for each in lines if not each.email]
        self.without = ColoredLabel(_without(without), "muted", self)
        self.without.setObjectName("without")
        buttons = QDialogButtonBox()
        self.copy = buttons.addButton(self.tr("&Kopiuj adresy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.setObjectName("copy")
        self.copy.setProperty(PRIMARY, True)
        self.copy.setEnabled(bool(found))
        self.copy.clicked.connect(self._on_copy)
        buttons.addButton(DeedButton(self.tr("Zamknij okno")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self),) * 4)
        layout.setSpacing(line(self, 0.7))
        layout.addWidget(intro)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.without)
        layout.addWidget(buttons)
        resize_to_text(self, 90, 22)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._say(self.tr("Skopiowano adresy e-mail."))


def _without(names: Sequence[str], most: int = 10) -> str:
    if not names:
        return "Wszystkie organizacje z listy mają adres e-mail."
    told = "; ".join(names[:most])
    more = f"; i jeszcze {len(names) - most}" if len(names) > most else ""
    return f"Bez adresu e-mail – {organisations(len(names))}: {told}{more}."
