"""Editors of one line: text, whole number, amount, time, text with suggestions."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.drafts import tidied_line
from app.core.money import format_money, parse_money
from app.core.opening_hours import parse_time
from app.widgets.forms.completion import FoldedCompleter
from app.widgets.forms.editor import SingleEditor
from app.widgets.forms.outline import Outline, field_height
from app.widgets.forms.reading import Reading, unreadable


class Line(QLineEdit):
    """A line edit with an outline for faults."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outline = Outline(self, always=False)
        self.setMinimumHeight(field_height(self))
        self.setTextMargins(4, 0, 4, 0)

    @property
    def is_faulty(self) -> bool:
        """Whether the outline says so."""
        return self._outline.faulty

    def mark_faulty(self, faulty: bool) -> None:
        """Draw or take away the outline."""
        self._outline.set_faulty(faulty)


class TextEditor(SingleEditor):
    """One line of text; ``tidied`` rewrites a readable text when the field is left (an account number)."""

    def __init__(
        self,
        *,
        example: str = "",
        suggestions: Sequence[str] = (),
        tidied: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self.line = Line()
        super().__init__(self.line, parent)
        self._tidied = tidied
        self._loaded = ""
        self.line.setPlaceholderText(example)
        if suggestions:
            self.line.setCompleter(FoldedCompleter(suggestions, self.line))
        self.line.textEdited.connect(self._on_edited)
        if completer := self.line.completer():
            completer.activated.connect(self._on_edited)

    def load(self, value: Any) -> None:
        self._loaded = value or ""
        self.line.setText(self._loaded)
        self.line.setCursorPosition(0)

    def text(self) -> str:
        """What is typed, on one line and tidied; what was loaded stays as it is until something is typed."""
        line = re.sub(r"\s*[\r\n\t\u2028\u2029]+\s*", " ", self.line.text()).strip()
        return line if line == self._loaded else tidied_line(line)

    def put(self, text: str) -> None:
        """Type a text on behalf of the person (a suggestion taken by a button)."""
        self.line.setText(text)
        self.edited.emit()

    def read(self) -> Reading:
        return Reading(self.text())

    def type_in(self, place: str, text: str) -> None:
        self.line.setText(text)

    def mark_faulty(self, faulty: bool) -> None:
        self.line.mark_faulty(faulty)

    def set_read_only(self, on: bool) -> None:
        self.line.setReadOnly(on)

    def length(self) -> int | None:
        return len(self.text())

    def tidy(self) -> None:
        if not self.line.isReadOnly():
            tidied = self.text() if self._tidied is None else self._tidied(self.text())
            if tidied != self.line.text():
                self.line.setText(tidied)

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()


class ValueLineEditor(TextEditor):
    """A line that stands for a value other than text; blank means none."""

    code = ""

    def load(self, value: Any) -> None:
        super().load("" if value is None else self.written(value))

    def read(self) -> Reading:
        text = self.text()
        if not text:
            return Reading(None)
        try:
            return Reading(self.parsed(text))
        except ValueError:
            return unreadable(self.code, text)

    def length(self) -> int | None:
        return None

    def tidy(self) -> None:
        reading = self.read()
        if reading.value is not None and not self.line.isReadOnly():
            self.line.setText(self.written(reading.value))

    def parsed(self, text: str) -> Any:
        """The value; ValueError when the text is none."""
        raise NotImplementedError

    def written(self, value: Any) -> str:
        """The text that stands for the value."""
        raise NotImplementedError


class NumberEditor(ValueLineEditor):
    """A whole number; its range is the domain's to check."""

    code = "bad_number"

    def parsed(self, text: str) -> int:
        # int() alone would take 1_000 and digits of other scripts
        compact = re.sub(r"[\s\u00a0\u202f]", "", text)
        if not re.fullmatch(r"-?[0-9]{1,9}", compact):
            raise ValueError(text)
        return int(compact)

    def written(self, value: Any) -> str:
        return str(value)


class TimeEditor(TextEditor):
    """A time of day as text; what is no time stays as typed, for the domain to name."""

    def read(self) -> Reading:
        try:
            return Reading(parse_time(self.text()))
        except ValueError:
            return Reading(self.text())

    def length(self) -> int | None:
        return None

    def tidy(self) -> None:
        if not self.line.isReadOnly():
            self.line.setText(self.read().value)


class MoneyEditor(ValueLineEditor):
    """An amount in grosze, written in złoty; ``12,50`` and ``12.50`` are the same."""

    code = "bad_amount"

    def parsed(self, text: str) -> int:
        return parse_money(text)

    def written(self, value: Any) -> str:
        return format_money(value).removesuffix("zł").strip()
