"""A list of rows inside a form (fees, documents, accounts): rows under each other, added, moved and removed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.core.problems import Problem
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.fields import Facts
from app.widgets.forms.note import ColoredLabel
from app.widgets.forms.reading import Reading, head_and_rest, join, moved_under
from app.widgets.forms.row_card import DescribedRows, RowCard
from app.widgets.forms.row_line import RowLine
from app.widgets.forms.tab_order import chain_tabs, stop_before
from app.widgets.icons import dress


@dataclass(frozen=True, kw_only=True)
class Rows(DescribedRows):
    """The kind of field that is a list of rows."""

    def editor(self, facts: Facts) -> FieldEditor:
        return RowsEditor(self)

    def told(self, value: Any) -> str:
        return "\n".join(self.summary(row) for row in value)


class RowsEditor(FieldEditor):
    """The rows under each other, a button that adds one, and a way back after removing one."""

    def __init__(self, described: DescribedRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._described = described
        self._cards: list[RowCard] = []
        self._removed: tuple[int, Reading] | None = None
        line = QFontMetrics(self.font()).height()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(line // 3)
        self._empty = ColoredLabel(described.empty_text, "muted", self)
        self._list = QVBoxLayout()
        self._list.setSpacing(line // 3)
        self.add = QPushButton(described.add_text, self)
        self.add.setObjectName(f"add_{described.name}")
        dress(self.add, "add")
        self.undo = QPushButton(self.tr("Cofnij usunięcie"), self)
        self.undo.setObjectName(f"undo_{described.name}")
        dress(self.undo, "undo")
        self.undo.hide()
        self._deeds: list[QPushButton] = []
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.add)
        self._buttons.addWidget(self.undo)
        self._buttons.addStretch(1)
        self.sum_line = ColoredLabel("", "ink", self)
        self.sum_line.setObjectName(f"sum_{described.name}")
        self.sum_line.hide()
        layout.addWidget(self._empty)
        layout.addLayout(self._list)
        layout.addWidget(self.sum_line)
        layout.addLayout(self._buttons)
        self.add.clicked.connect(self._on_add)
        self.undo.clicked.connect(self._on_undo)

    @property
    def cards(self) -> tuple[RowCard, ...]:
        """The rows in their order."""
        return tuple(self._cards)

    def sum_up(self, text: str) -> None:
        """Say under the rows what they come to."""
        self.sum_line.setText(text)
        self.sum_line.setHidden(not text)

    def offer(self, button: QPushButton) -> None:
        """A further deed on the whole list, beside the one that adds a row."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        self._deeds.append(button)

    def put(self, value: Any) -> None:
        """Show another list on behalf of the person, as a deed made it."""
        self.load(value)
        self.edited.emit()

    def load(self, value: Any) -> None:
        for card in self._cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        for row in value:
            self._insert(len(self._cards), row)
        self._forget_removed()
        self._renumber()

    def read(self) -> Reading:
        readings = [card.read() for card in self._cards]
        return Reading(
            tuple(reading.value for reading in readings),
            tuple(moved_under(str(i), problem) for i, reading in enumerate(readings) for problem in reading.problems),
            {join(str(i), place): text for i, reading in enumerate(readings) for place, text in reading.typed.items()},
        )

    def type_in(self, place: str, text: str) -> None:
        index, rest = head_and_rest(place)
        if index.isdigit() and int(index) < len(self._cards):
            self._cards[int(index)].type_in(rest, text)

    def focus_target(self) -> QWidget:
        return self.add

    def name_parts(self, label: str) -> None:
        self.setAccessibleName(label)
        self.add.setAccessibleName(f"{label}: {self._described.add_text}")

    def describe(self, text: str) -> None:
        self.setAccessibleDescription(text)
        self.add.setAccessibleDescription(text)

    def set_read_only(self, on: bool) -> None:
        for button in (self.add, *self._deeds):
            button.setHidden(on)
        for card in self._cards:
            card.set_read_only(on)

    def show_problems(self, problems: Sequence[Problem], *, everything: bool) -> Sequence[Problem]:
        rest = [problem for problem in problems if not problem.field]
        for index, card in enumerate(self._cards):
            own = [
                replace(problem, field=head_and_rest(problem.field)[1])
                for problem in problems
                if head_and_rest(problem.field)[0] == str(index)
            ]
            rest += [replace(problem, field=str(index)) for problem in card.show_problems(own, everything=everything)]
        return rest

    def first_faulty(self) -> QWidget | None:
        return next((widget for card in self._cards if (widget := card.first_faulty())), None)

    def add_row(self, row: Any) -> None:
        """Append a row and put the cursor into it."""
        card = self._insert(len(self._cards), row)
        self._forget_removed()
        self._renumber()
        card.unfold()
        self.edited.emit()
        card.focus_first()

    def _insert(self, index: int, row: Any) -> RowCard:
        card = RowLine(self._described, row, self) if self._described.lines else RowCard(self._described, row, self)
        card.edited.connect(self.edited)
        card.move_requested.connect(self._on_move)
        card.remove_requested.connect(self._on_remove)
        self._cards.insert(index, card)
        self._list.insertWidget(index, card)
        return card

    def _renumber(self) -> None:
        self._empty.setHidden(bool(self._cards))
        for number, card in enumerate(self._cards, start=1):
            card.set_place(number, len(self._cards))
        # the keyboard follows the order on the screen, wherever rows were moved or added
        stops = [stop for card in self._cards for stop in card.stops()]
        if stops:
            chain_tabs((stop_before(self.add, self), *stops, self.add, self.undo, *self._deeds))

    def _forget_removed(self) -> None:
        self._removed = None
        self.undo.hide()

    def _on_add(self) -> None:
        if self._described.create is None:
            self.add_row((self._described.blank or self._described.row_type)())
        else:
            self._described.create(self.add_row)

    def _on_move(self, step: int) -> None:
        card = self.sender()
        if not isinstance(card, RowCard):
            return
        old = self._cards.index(card)
        new = old + step
        if not 0 <= new < len(self._cards):
            return
        self._cards.insert(new, self._cards.pop(old))
        self._list.removeWidget(card)
        self._list.insertWidget(new, card)
        self._renumber()
        self.edited.emit()

    def _on_remove(self) -> None:
        card = self.sender()
        if not isinstance(card, RowCard):
            return
        index = self._cards.index(card)
        self._removed = (index, card.read())
        told = QFontMetrics(self.font()).elidedText(card.told(), Qt.TextElideMode.ElideRight, 260)
        self._cards.pop(index)
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._renumber()
        self.undo.setText(self.tr("Cofnij usunięcie: {row}").format(row=told))
        self.undo.show()
        # the focus stays near the place where it was
        near = self._cards[min(index, len(self._cards) - 1)].remove if self._cards else self.add
        near.setFocus(Qt.FocusReason.TabFocusReason)
        self.edited.emit()

    def _on_undo(self) -> None:
        if self._removed is None:
            return
        index, reading = self._removed
        card = self._insert(index, reading.value)
        for place, text in reading.typed.items():
            card.type_in(place, text)
        self._forget_removed()
        self._renumber()
        self.edited.emit()
