"""Editors that choose: from a short list, several at once, yes or no, a record found by its name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QSizePolicy, QWidget

from app.core.polish import fold
from app.widgets.forms.completion import FoldedCompleter
from app.widgets.forms.editor import FieldEditor, SingleEditor
from app.widgets.forms.outline import Outline, field_height
from app.widgets.forms.reading import Reading, unreadable

FEWEST_LETTERS = 3
"""Letters typed before the only name that has them is taken without choosing it from the suggestions."""


@dataclass(frozen=True)
class Option:
    """A record that a field can point to: its id and how it is called (``SO – Sprawy obywatelskie``)."""

    value: int
    text: str


class Combo(QComboBox):
    """A combo box that leaves the wheel to the page: scrolling must not change values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outline = Outline(self, always=True)
        self.setMinimumHeight(field_height(self))
        # the text column of a form decides the width, not the longest entry
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def mark_faulty(self, faulty: bool) -> None:
        """Draw or take away the outline of a fault."""
        self._outline.set_faulty(faulty)


class SearchedCombo(Combo):
    """A combo box with a line to type in: arrows never swap a half-typed name for the first of the list."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
        completer = self.completer()
        if arrow and completer is not None and not event.modifiers() and self._half_typed():
            completer.complete()
            return
        super().keyPressEvent(event)

    def _half_typed(self) -> bool:
        text = self.currentText()
        return bool(text.strip()) and text != self.itemText(self.currentIndex())


class ChoiceEditor(SingleEditor):
    """One of a few values; an optional choice starts with „nie podano”."""

    def __init__(self, labels: Mapping[StrEnum, str], *, optional: bool = False, parent: QWidget | None = None) -> None:
        self.combo = Combo()
        super().__init__(self.combo, parent)
        # kept here and not as item data, which would turn members of a StrEnum into plain texts
        self._members: list[StrEnum | None] = []
        if optional:
            self._members.append(None)
            self.combo.addItem(self.tr("nie podano"))
        for member, label in labels.items():
            self._members.append(member)
            self.combo.addItem(label)
        self.combo.activated.connect(self._on_activated)

    def load(self, value: Any) -> None:
        self.combo.setCurrentIndex(self._members.index(value))

    def read(self) -> Reading:
        return Reading(self._members[self.combo.currentIndex()])

    def mark_faulty(self, faulty: bool) -> None:
        self.combo.mark_faulty(faulty)

    def _on_activated(self, _index: int) -> None:
        self.edited.emit()


class ReferenceEditor(SingleEditor):
    """A record picked from a list by typing any part of its name; blank means none."""

    def __init__(self, options: Sequence[Option], *, example: str = "", parent: QWidget | None = None) -> None:
        self.combo = SearchedCombo()
        super().__init__(self.combo, parent)
        self._options = tuple(options)
        # a line of our own: Python keeps hold of it, which it does not of the one Qt would make
        self._line = QLineEdit()
        self.combo.setLineEdit(self._line)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for option in self._options:
            self.combo.addItem(option.text, option.value)
        self.combo.setCurrentIndex(-1)
        completer = FoldedCompleter([option.text for option in self._options], self.combo)
        self.combo.setCompleter(completer)
        self._line.setPlaceholderText(example)
        self._line.setTextMargins(3, 0, 0, 0)
        self._line.textEdited.connect(self._on_typed)
        self.combo.activated.connect(self._on_activated)
        completer.activated.connect(self._on_typed)

    def load(self, value: Any) -> None:
        option = next((option for option in self._options if option.value == value), None)
        self._show(option, "" if value is None else str(value))

    def read(self) -> Reading:
        text = self._line.text().strip()
        if not text:
            return Reading(None)
        option = self._find(text)
        return Reading(option.value) if option else unreadable("unknown_name", text)

    def type_in(self, place: str, text: str) -> None:
        self._line.setText(text)

    def tidy(self) -> None:
        reading = self.read()
        if reading.value is not None:
            self.load(reading.value)

    def name_parts(self, label: str) -> None:
        super().name_parts(label)
        self._line.setAccessibleName(label)

    def describe(self, text: str) -> None:
        super().describe(text)
        self._line.setAccessibleDescription(text)

    def mark_faulty(self, faulty: bool) -> None:
        self.combo.mark_faulty(faulty)

    def _show(self, option: Option | None, text: str) -> None:
        self.combo.setCurrentIndex(-1 if option is None else self._options.index(option))
        self._line.setText(option.text if option else text)
        self._line.setCursorPosition(0)

    def _find(self, text: str) -> Option | None:
        folded = fold(text)
        exact = [option for option in self._options if fold(option.text) == folded]
        # a symbol or number typed alone is enough: „SO” for „SO – Sprawy obywatelskie”, „17” for „17. wspieranie …”
        alone = (f"{folded} ", f"{folded}. ")
        found = exact or [option for option in self._options if fold(option.text).startswith(alone)]
        if not found and len(folded) >= FEWEST_LETTERS:
            # the only suggestion for what was typed is what was meant; leaving the field shows it in full
            words = folded.split()
            found = [option for option in self._options if all(word in fold(option.text) for word in words)]
        return found[0] if len(found) == 1 else None

    def _on_typed(self, _text: str) -> None:
        self.edited.emit()

    def _on_activated(self, _index: int) -> None:
        self._line.setCursorPosition(0)
        self.edited.emit()


class SeveralEditor(FieldEditor):
    """Several of a few values, as check boxes in columns."""

    def __init__(self, labels: Mapping[StrEnum, str], *, columns: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = self._columns = columns
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(QFontMetrics(self.font()).height() // 3)
        self._boxes: dict[StrEnum, QCheckBox] = {}
        for index, (member, label) in enumerate(labels.items()):
            box = QCheckBox(label, self)
            box.clicked.connect(self._on_clicked)
            grid.addWidget(box, index // columns, index % columns)
            self._boxes[member] = box
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self._loaded: tuple[StrEnum, ...] = ()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room, gap = self.width(), max(0, self._grid.horizontalSpacing())
        widest = max(box.sizeHint().width() for box in self._boxes.values())
        columns = min(self._most, max(1, (room + gap) // (widest + gap)))
        if columns != self._columns:
            self._arrange(columns)

    def minimumSizeHint(self) -> QSize:
        # one column at worst: a wide minimum would keep the form from getting narrow
        return QSize(max(box.sizeHint().width() for box in self._boxes.values()), super().minimumSizeHint().height())

    def _arrange(self, columns: int) -> None:
        self._columns = columns
        for index, box in enumerate(self._boxes.values()):
            self._grid.addWidget(box, index // columns, index % columns)
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.updateGeometry()

    def load(self, value: Any) -> None:
        self._loaded = tuple(value)
        for member, box in self._boxes.items():
            box.setChecked(member in value)

    def read(self) -> Reading:
        # the saved order first: reading what was loaded must not look like a change
        ordered = dict.fromkeys((*self._loaded, *self._boxes))
        return Reading(tuple(member for member in ordered if self._boxes[member].isChecked()))

    def focus_target(self) -> QWidget:
        return next(iter(self._boxes.values()))

    def name_parts(self, label: str) -> None:
        self.setAccessibleName(label)
        for box in self._boxes.values():
            box.setAccessibleName(f"{label}: {box.text()}")

    def describe(self, text: str) -> None:
        for box in self._boxes.values():
            box.setAccessibleDescription(text)

    def _on_clicked(self, _checked: bool) -> None:
        self.edited.emit()


class FlagEditor(SingleEditor):
    """Yes or no."""

    labels_itself = True

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        self.box = QCheckBox(label)
        super().__init__(self.box, parent)
        self.box.clicked.connect(self._on_clicked)

    def load(self, value: Any) -> None:
        self.box.setCheckState(Qt.CheckState.Checked if value else Qt.CheckState.Unchecked)

    def read(self) -> Reading:
        return Reading(self.box.isChecked())

    def _on_clicked(self, _checked: bool) -> None:
        self.edited.emit()
