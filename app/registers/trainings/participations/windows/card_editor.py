"""What stands on a participation card, filled in without the mouse: six marks, texts, whether one recommends it."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.registers.trainings.participations.domain import HIGHEST_MARK, LOWEST_MARK, MARKS, Card
from app.registers.trainings.participations.windows.mark_row import BoxRow
from app.registers.trainings.participations.words import FIELDS
from app.widgets.forms.text_editors import TextBox
from app.widgets.zoom import line

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_WIDEST = 46
"""In lines of text: so that the boxes of a mark never stand far from its name."""
_DIGITS = tuple(str(mark) for mark in range(LOWEST_MARK, HIGHEST_MARK + 1))


class CardText(TextBox):
    """Enter goes on, Shift+Enter breaks the line."""

    finished = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(least_lines=2, most_lines=6, parent=parent)
        self.setObjectName(name)
        self.setAccessibleName(FIELDS[name].label)
        self.setAccessibleDescription(self.tr("Enter przechodzi dalej, Shift+Enter zaczyna nowy wiersz."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in _PLAIN:
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class CardEditor(QWidget):
    """``edited`` when the person changed something, ``finished`` when Enter was pressed in the last field."""

    edited = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks = {name: BoxRow(FIELDS[name].label, _DIGITS, _DIGITS, self) for name in MARKS}
        self.recommended = BoxRow(
            FIELDS["recommended"].label, (self.tr("Tak"), self.tr("Nie")), (self.tr("t"), self.tr("n")), self
        )
        self.applied, self.complaint = CardText("applied", self), CardText("complaint", self)
        self._order: tuple[QWidget, ...] = (*self.marks.values(), self.applied, self.recommended, self.complaint)
        self._loading = False
        self.setMaximumWidth(line(self, _WIDEST))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(line(self, 0.1))
        for name, row in self.marks.items():
            row.setObjectName(name)
            layout.addWidget(row)
        self.recommended.setObjectName("recommended")
        for widget in (self.applied, self.recommended, self.complaint):
            layout.addSpacing(line(self, 0.35))
            if isinstance(widget, CardText):
                layout.addWidget(self._label(widget))
            layout.addWidget(widget)
        for before, after in zip(self._order, self._order[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self._connect()

    def _label(self, box: CardText) -> QLabel:
        words = FIELDS[box.objectName()]
        label = QLabel(words.label)
        label.setIndent(line(self, 0.7))
        label.setBuddy(box)
        label.setToolTip(words.help)
        return label

    def _connect(self) -> None:
        for place, widget in enumerate(self._order):
            if isinstance(widget, BoxRow):
                widget.edited.connect(self._on_edited)
                widget.step_requested.connect(lambda by, at=place: self._go(at, by))
            elif isinstance(widget, CardText):
                widget.textChanged.connect(self._on_edited)
                widget.finished.connect(lambda at=place: self._go(at, 1))

    def _on_edited(self) -> None:
        if not self._loading:
            self.edited.emit()

    def _go(self, at: int, by: int) -> None:
        if at + by >= len(self._order):
            self.finished.emit()
        elif at + by >= 0:
            self._order[at + by].setFocus(Qt.FocusReason.TabFocusReason)

    def card(self) -> Card:
        """The card as it stands."""
        given: dict[str, Any] = {
            name: None if row.chosen is None else row.chosen + LOWEST_MARK for name, row in self.marks.items()
        }
        chosen = self.recommended.chosen
        return Card(
            **given,
            applied=self.applied.written.strip(),
            recommended=None if chosen is None else chosen == 0,
            complaint=self.complaint.written.strip(),
        )

    def load(self, card: Card) -> None:
        """Show a card; nothing counts as edited."""
        self._loading = True
        for name, row in self.marks.items():
            mark = getattr(card, name)
            row.choose(None if mark is None else mark - LOWEST_MARK, quietly=True)
        self.recommended.choose(None if card.recommended is None else int(not card.recommended), quietly=True)
        self.applied.setPlainText(card.applied)
        self.complaint.setPlainText(card.complaint)
        self._loading = False

    def begin(self) -> None:
        """Put the focus on the first mark."""
        self._order[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_field(self, name: str) -> None:
        """Put the focus on a field; on the first mark where there is no such field."""
        found = {**self.marks, "applied": self.applied, "recommended": self.recommended, "complaint": self.complaint}
        found.get(name, self._order[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def missing(self) -> int:
        """Marks that are not given."""
        return sum(row.chosen is None for row in self.marks.values())
