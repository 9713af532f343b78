"""Several of many codes, ticked in a list that can be searched, and which of them leads: spheres of an organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.core.polish import fold
from app.widgets.forms.choice_editors import Combo
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.fields import Facts, Field
from app.widgets.forms.note import ColoredLabel
from app.widgets.forms.outline import field_height
from app.widgets.forms.reading import Reading
from app.widgets.zoom import line

Code = tuple[str, str]
"""The code that is kept and what people read for it."""


@dataclass(frozen=True, kw_only=True)
class TickedList(Field):
    """Codes out of many ``options``, and under ``leading`` the one of them that leads; a tuple of both is the value.

    Without ``leading`` none of them leads, and the codes alone are the value.
    """

    options: Sequence[Code]
    known: Sequence[Code] = ()
    """Names of codes that are no longer offered but may stand in a record."""
    search: str
    leading: str = ""
    leading_text: str = ""
    lines: int = 9

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, self.leading) if self.leading else (self.name,)

    def value_of(self, draft: Any) -> Any:
        if not self.leading:
            return super().value_of(draft)
        return getattr(draft, self.name), getattr(draft, self.leading)

    def values(self, value: Any) -> Mapping[str, Any]:
        if not self.leading:
            return super().values(value)
        return {self.name: value[0], self.leading: value[1]}

    def told(self, value: Any) -> str:
        chosen, leading = value if self.leading else (value, "")
        labels = self.labels
        return "\n".join(
            f"{labels.get(code, code)}{' – ' + self.leading_text if code == leading else ''}" for code in chosen
        )

    def editor(self, facts: Facts) -> FieldEditor:
        return TickedListEditor(self)

    @property
    def labels(self) -> dict[str, str]:
        """What people read for a code, also for one that is not offered."""
        return {**dict(self.known), **dict(self.options)}


class TickedListEditor(FieldEditor):
    """A search line, the list of check boxes, and the choice of the leading one among those that are ticked."""

    def __init__(self, described: TickedList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._described = described
        self._loaded: tuple[str, ...] = ()
        self._loading = False
        unit = line(self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(described.search)
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(field_height(self.search))
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setSpacing(max(1, unit // 8))
        self.list.setUniformItemSizes(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(round(unit * 1.3 * described.lines))
        self.list.setTabKeyNavigation(False)
        self.ticked = ColoredLabel("", "muted", self)
        self.lead = Combo(self)
        label = QLabel(described.leading_text, self)
        label.setBuddy(self.lead)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(unit // 3)
        layout.addWidget(self.search, 0, 0, 1, 2)
        layout.addWidget(self.list, 1, 0, 1, 2)
        layout.addWidget(self.ticked, 2, 0, 1, 2)
        layout.addWidget(label, 3, 0)
        layout.addWidget(self.lead, 3, 1)
        for part in (label, self.lead):
            part.setVisible(bool(described.leading))
        layout.setColumnStretch(1, 1)
        for code, text in described.options:
            self._add(code, text)
        self.search.textChanged.connect(self._on_searched)
        self.list.itemChanged.connect(self._on_ticked)
        self.lead.activated.connect(self._on_led)

    def _add(self, code: str, text: str) -> QListWidgetItem:
        item = QListWidgetItem(text, self.list)
        item.setData(Qt.ItemDataRole.UserRole, code)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        return item

    def load(self, value: Any) -> None:
        chosen, leading = value if self._described.leading else (value, "")
        self._loaded = tuple(chosen)
        self._loading = True
        known = {code for code, _ in self._codes()}
        for code in (*chosen, *([leading] if leading else ())):
            if code not in known:
                # a code that no list has any more stays as it was saved
                self._add(code, self._described.labels.get(code, code))
                known.add(code)
        for item in self._items():
            on = item.data(Qt.ItemDataRole.UserRole) in chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._loading = False
        self._offer_leading(leading)

    def read(self) -> Reading:
        chosen = [code for code, on in self._codes() if on]
        # the saved order first: reading what was loaded must not look like a change
        ordered = tuple(code for code in dict.fromkeys((*self._loaded, *chosen)) if code in chosen)
        if not self._described.leading:
            return Reading(ordered)
        leading: str = self.lead.currentData() or ""
        return Reading((ordered, leading))

    def focus_target(self) -> QWidget:
        return self.search

    def name_parts(self, label: str) -> None:
        self.setAccessibleName(label)
        self.search.setAccessibleName(f"{label}: {self._described.search}")
        self.list.setAccessibleName(label)
        self.lead.setAccessibleName(self._described.leading_text)

    def describe(self, text: str) -> None:
        self.list.setAccessibleDescription(text)

    def set_read_only(self, on: bool) -> None:
        for item in self._items():
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags if on else flags | Qt.ItemFlag.ItemIsUserCheckable)
        self.lead.setEnabled(not on)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _codes(self) -> list[tuple[str, bool]]:
        return [
            (item.data(Qt.ItemDataRole.UserRole), item.checkState() is Qt.CheckState.Checked) for item in self._items()
        ]

    def _offer_leading(self, leading: str) -> None:
        chosen = [item for item in self._items() if item.checkState() is Qt.CheckState.Checked]
        codes = [item.data(Qt.ItemDataRole.UserRole) for item in chosen]
        self.lead.clear()
        self.lead.addItem(self.tr("nie wybrano"), "")
        for item in chosen:
            self.lead.addItem(item.text(), item.data(Qt.ItemDataRole.UserRole))
        if leading and leading not in codes:
            self.lead.addItem(self._described.labels.get(leading, leading), leading)
        self.lead.setCurrentIndex(max(0, self.lead.findData(leading)))
        self.lead.setEnabled(bool(chosen))
        said = (
            self.tr("Zaznaczone: {codes}.").format(codes=", ".join(codes)) if codes else self.tr("Nic nie zaznaczono.")
        )
        self.ticked.setText(said)

    def _on_searched(self, text: str) -> None:
        words = fold(text).split()
        for item in self._items():
            folded = fold(item.text())
            item.setHidden(not all(word in folded for word in words))

    def _on_ticked(self, _item: QListWidgetItem) -> None:
        if self._loading:
            return
        chosen = [code for code, on in self._codes() if on]
        leading: str = self.lead.currentData() or ""
        # the first one ticked leads until somebody chooses another
        self._offer_leading(leading if leading in chosen else next(iter(chosen), ""))
        self.edited.emit()

    def _on_led(self, _index: int) -> None:
        self.edited.emit()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(hint.width(), line(self) * 30), hint.height())
