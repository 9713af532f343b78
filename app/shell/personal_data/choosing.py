"""Which of the places under one name are this person's: others may be a namesake's."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.administration.personal_data.domain import Person, Standing
from app.administration.personal_data.words import entity_name
from app.shell.labelled import Labelled, heading
from app.widgets.zoom import line, resize_to_text


class ChoosingWindow(QDialog):
    """``chosen`` carries the records that stay ticked, by kind and id; none of them means all."""

    chosen = Signal(object)

    def __init__(self, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choosing_window")
        self.setWindowTitle(self.tr("Która to osoba"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._standings: Sequence[Standing] = person.standings
        self.places = QListWidget()
        self.places.setObjectName("places")
        self.places.setWordWrap(True)
        self.places.setSpacing(max(round(line(self, 0.15)), 2))
        for standing in self._standings:
            item = QListWidgetItem(f"{entity_name(standing.entity)}: {standing.line}")
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.places.addItem(item)
        help_text = self.tr("Odznacz wpisy, które dotyczą kogoś innego o tym samym imieniu i nazwisku.")
        self._row = Labelled(self.tr("&Wpisy tej osoby"), self.places, help_text)
        buttons = QDialogButtonBox()
        self.go_on = QPushButton(self.tr("&Dalej"))
        self.go_on.setObjectName("go_on")
        self.go_on.clicked.connect(self._on_go_on)
        buttons.addButton(self.go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_on.setDefault(True)
        buttons.addButton(self.tr("Anuluj"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self, 0.6))
        layout.addWidget(heading(person.name))
        layout.addWidget(self._row, 1)
        layout.addWidget(buttons)
        resize_to_text(self, 90, 22)

    @Slot()
    def _on_go_on(self) -> None:
        ticked = [
            (standing.entity, standing.record_id)
            for number, standing in enumerate(self._standings)
            if self.places.item(number).checkState() is Qt.CheckState.Checked
        ]
        self._row.set_error("" if ticked else self.tr("Zaznacz przynajmniej jeden wpis."))
        if not ticked:
            self.places.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        everything = {(standing.entity, standing.record_id) for standing in self._standings}
        self.chosen.emit(frozenset() if set(ticked) == everything else frozenset(ticked))
        self.accept()
