"""„Druki szkolenia”: what is printed for all people of one training, each with the printer and as a file."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout

from app.registers.trainings.participations.prints import ParticipationPrints
from app.registers.trainings.participations.windows.printing import Printing
from app.widgets.buttons import DeedButton
from app.widgets.forms.note import ColoredLabel
from app.widgets.output import Make
from app.widgets.style import PRIMARY
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, scale_font

_KEY = Qt.ItemDataRole.UserRole


class CoursePrintsWindow(QDialog):
    """Enter prints the chosen one; the window stays for the next."""

    def __init__(self, topic: str, course_id: int, prints: ParticipationPrints, workspace: Workspace) -> None:
        super().__init__(workspace.window)
        self.setObjectName("course_prints_window")
        self.setWindowTitle(self.tr("Druki szkolenia"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._topic, self._printing = topic, Printing(workspace, prints, self)
        self._makes: Mapping[str, Make] = {
            self.tr("Lista obecności do podpisu"): lambda _progress: prints.attendance(course_id),
            self.tr("Zgłoszenie uczestników do organizatora"): lambda _progress: prints.registration(course_id),
            self.tr("Karty uczestnictwa do wypełnienia"): partial(prints.cards, course_id),
            self.tr("Karty uczestnictwa wypełnione"): partial(prints.cards, course_id, empty=False),
            self.tr("Zaświadczenia"): partial(prints.certificates, course_id),
        }
        self._build()

    def _build(self) -> None:
        title = ColoredLabel(self._topic, "accent", self)
        scale_font(title, 1.15, QFont.Weight.DemiBold)
        self.list = QListWidget(self)
        self.list.setObjectName("prints")
        self.list.setAccessibleName(self.tr("Druki szkolenia, Enter drukuje"))
        self.list.setSpacing(line(self, 0.15))
        for name in self._makes:
            item = QListWidgetItem(name, self.list)
            item.setData(_KEY, name)
        self.list.setCurrentRow(0)
        buttons = QDialogButtonBox(self)
        self.print_button = buttons.addButton(self.tr("&Drukuj…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.print_button.setProperty(PRIMARY, True)
        self.print_button.setDefault(True)
        save, close = DeedButton(self.tr("&Zapisz jako PDF…")), DeedButton(self.tr("Za&mknij"))
        buttons.addButton(save, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 1),) * 4)
        layout.setSpacing(line(self, 0.6))
        layout.addWidget(title)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.print_button.clicked.connect(self._on_print)
        save.clicked.connect(self._on_save)
        buttons.rejected.connect(self.reject)
        self.list.itemDoubleClicked.connect(self._on_print)
        self.resize(line(self, 30), line(self, 17))
        self.list.setFocus()

    def _chosen(self) -> tuple[str, Make] | None:
        item = self.list.currentItem()
        if item is None:
            return None
        name = str(item.data(_KEY))
        return f"{name} – {self._topic}", self._makes[name]

    def _on_print(self) -> None:
        if (chosen := self._chosen()) is not None:
            self._printing.print(chosen[1], chosen[0])

    def _on_save(self) -> None:
        if (chosen := self._chosen()) is not None:
            self._printing.save(chosen[1], chosen[0])
