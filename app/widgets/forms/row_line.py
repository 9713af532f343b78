"""One row of a list inside a form as a line of a table: its fields side by side, open at once."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.widgets.forms.row_card import DescribedRows, RowCard
from app.widgets.forms.tab_order import chain_tabs, focusable


class RowLine(RowCard):
    """A card without frame, title and folding; labels stand over the first row only, screen readers hear all."""

    def __init__(self, described: DescribedRows, value: Any, parent: QWidget) -> None:
        super().__init__(described, value, parent)
        self._build()
        for part in (self.toggle, self._title, self.up, self.down):
            part.hide()
        layout, body = self.layout(), self._body
        if layout is not None and body is not None:
            layout.setContentsMargins(0, 0, 0, 0)
            layout.removeWidget(body)
            self._head.insertWidget(0, body, 1)
            inside = body.layout()
            if isinstance(inside, QGridLayout):
                inside.setContentsMargins(0, 0, 0, 0)
                # level with the editors, whatever stands over or under them
                inside.addWidget(self.remove, 1, 12, Qt.AlignmentFlag.AlignTop)
        self._order_tabs()

    def paintEvent(self, event: QPaintEvent) -> None:
        """No frame: faults are outlined at the fields."""

    def set_place(self, number: int, count: int) -> None:
        super().set_place(number, count)
        for row in self._rows:
            if row.label is not None:
                row.label.setVisible(number == 1)

    def stops(self) -> tuple[QWidget, ...]:
        inside = focusable(self._body) if self._body is not None else ()
        return (*inside, self.remove)

    def set_read_only(self, on: bool) -> None:
        super().set_read_only(on)
        for part in (self.up, self.down):
            part.hide()

    def _order_tabs(self) -> None:
        chain_tabs(self.stops())
