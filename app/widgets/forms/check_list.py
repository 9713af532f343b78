"""Several names ticked in a list: elective criteria of a regulation, units to which something goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.fields import Facts, Field
from app.widgets.forms.reading import Reading
from app.widgets.zoom import line


@dataclass(frozen=True, kw_only=True)
class Ticked(Field):
    """Some of ``options``, as a tuple in their order; they stand in ``columns``, read downwards."""

    options: Sequence[str] = ()
    columns: int = 1

    def editor(self, facts: Facts) -> FieldEditor:
        return TickedEditor(self.options, self.columns)


class TickedEditor(FieldEditor):
    """A check box for each name."""

    def __init__(self, names: Sequence[str], columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(line(self) // 4)
        layout.setHorizontalSpacing(line(self))
        self.boxes = tuple(QCheckBox(name.replace("&", "&&"), self) for name in names)
        self._names = tuple(names)
        height = -(-len(self.boxes) // columns)
        for number, box in enumerate(self.boxes):
            layout.addWidget(box, number % height, number // height)
            box.clicked.connect(self.edited)

    def load(self, value: Any) -> None:
        for box, name in zip(self.boxes, self._names, strict=True):
            box.setChecked(name in value)

    def read(self) -> Reading:
        ticked = [name for box, name in zip(self.boxes, self._names, strict=True) if box.isChecked()]
        return Reading(tuple(ticked))

    def focus_target(self) -> QWidget:
        return self.boxes[0] if self.boxes else self

    def name_parts(self, label: str) -> None:
        self.setAccessibleName(label)
        for box, name in zip(self.boxes, self._names, strict=True):
            box.setAccessibleName(f"{label}: {name}")
