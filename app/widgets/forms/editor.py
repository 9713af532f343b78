"""What every field editor can do, whatever it looks like."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.problems import Problem
from app.widgets.forms.reading import Reading


class FieldEditor(QWidget):
    """One field's editor: loads a value, reads it back, shows problems with places inside it.

    ``edited`` is emitted when the person changed something, never while a value is loaded.
    """

    edited = Signal()

    row_of_field: QObject | None = None
    """The row that shows this editor, so that a form can tell which field the focus left."""

    labels_itself = False
    """The editor carries the field's label as its own text (a check box)."""

    def load(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError

    def read(self) -> Reading:
        """The value as it stands."""
        raise NotImplementedError

    def type_in(self, place: str, text: str) -> None:
        """Put back text that could not be read; ``place`` as in ``Reading.typed``."""

    def focus_target(self) -> QWidget:
        """The widget that gets the focus, the buddy of the label."""
        raise NotImplementedError

    def name_parts(self, label: str) -> None:
        """Tell screen readers the field's name; editors with many parts name each of them."""
        self.focus_target().setAccessibleName(label)

    def describe(self, text: str) -> None:
        """Tell screen readers help and error of the field."""
        self.focus_target().setAccessibleDescription(text)

    def mark_faulty(self, faulty: bool) -> None:
        """Draw the editor as faulty; the words stand under it in any case."""

    def set_read_only(self, on: bool) -> None:
        """Show without letting change."""
        self.setEnabled(not on)

    def tidy(self) -> None:
        """Write the value as the office writes it, once the person has left the field."""

    def length(self) -> int | None:
        """Number of characters typed, None where no limit of characters applies."""
        return None

    def show_problems(self, problems: Sequence[Problem], *, everything: bool) -> Sequence[Problem]:
        """Show problems at their places inside the editor and return those the row must show.

        ``everything`` shows them also where the person has not been yet.
        """
        return problems

    def first_faulty(self) -> QWidget | None:
        """The place inside the editor that shows a problem, if the editor knows."""
        return None


class SingleEditor(FieldEditor):
    """An editor made of one widget, with room for companions to its right."""

    def __init__(self, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(widget, 1)
        self.setFocusProxy(widget)
        self._widget = widget

    def focus_target(self) -> QWidget:
        return self._widget
