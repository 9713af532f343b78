"""Opening hours by weekday: a grid of days with up to two spans each, as on the door of the office."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.core.opening_hours import WEEKDAYS, OpeningHours, parse_time
from app.core.problems import Problem
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.line_editors import Line
from app.widgets.forms.note import ColoredLabel
from app.widgets.forms.reading import Reading
from app.widgets.icons import dress

_SPANS = 2


class HoursEditor(FieldEditor):
    """Two spans for each weekday; a blank day is closed.

    Times are read leniently (``7``, ``7.30``); what is no time stays as typed for validation to name.
    A value with more spans on one day gets more columns, so that nothing is lost.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[tuple[int, int, str], Line] = {}
        self._read_from: list[tuple[int, int]] = []
        self._label = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        line = QFontMetrics(self.font()).height()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(line // 2)
        self._grid.setVerticalSpacing(line // 4)
        layout.addLayout(self._grid)
        self._copy = QPushButton(self.tr("Powtórz poniedziałek od wtorku do piątku"), self)
        dress(self._copy, "copy")
        self._copy.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout.addWidget(self._copy)
        for day, name in enumerate(WEEKDAYS):
            self._grid.addWidget(QLabel(name, self), day + 1, 0)
        self._spans = 0
        self._add_spans(_SPANS)
        self._copy.clicked.connect(self._on_copy)

    def _add_spans(self, count: int) -> None:
        width = QFontMetrics(self.font()).horizontalAdvance("00:00") * 2
        for span in range(self._spans, count):
            first = 1 + span * 3
            title = self.tr("od – do") if span == 0 else self.tr("oraz od – do")
            heading = ColoredLabel(title, "muted", self)
            heading.setWordWrap(False)
            self._grid.addWidget(heading, 0, first, 1, 3)
            for day, name in enumerate(WEEKDAYS):
                for offset, (part, word) in enumerate((("opens", self.tr("od")), ("closes", self.tr("do")))):
                    edit = Line(self)
                    edit.setObjectName(f"{part}_{day}_{span}")
                    # in a narrow window the fields give way, not the words beside them
                    edit.setMinimumWidth(width * 2 // 3)
                    edit.setMaximumWidth(width)
                    edit.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                    edit.setProperty(
                        "spoken",
                        self.tr("{day}, {number}. przedział, {word}").format(day=name, number=span + 1, word=word),
                    )
                    edit.textEdited.connect(self._on_edited)
                    self._grid.addWidget(edit, day + 1, first + offset * 2 if offset == 0 else first + 1)
                    self._lines[(day, span, part)] = edit
                self._grid.setColumnMinimumWidth(first + 2, QFontMetrics(self.font()).height() // 2)
        self._spans = max(self._spans, count)
        self._grid.setColumnStretch(1 + self._spans * 3, 1)
        self._order_tabs()
        self.name_parts(self._label)

    def load(self, value: Any) -> None:
        by_day: dict[int, list[OpeningHours]] = {}
        for span in value:
            by_day.setdefault(span.weekday, []).append(span)
        self._add_spans(max([_SPANS, *map(len, by_day.values())]))
        for (day, place, part), edit in self._lines.items():
            spans = by_day.get(day, [])
            edit.setText(getattr(spans[place], part) if place < len(spans) else "")

    def read(self) -> Reading:
        spans, self._read_from = [], []
        for day in range(len(WEEKDAYS)):
            for place in range(self._spans):
                opens, closes = (self._time(day, place, part) for part in ("opens", "closes"))
                if opens or closes:
                    spans.append(OpeningHours(weekday=day, opens=opens, closes=closes))
                    self._read_from.append((day, place))
        return Reading(tuple(spans))

    def _time(self, day: int, place: int, part: str) -> str:
        text = self._lines[(day, place, part)].text().strip()
        try:
            return parse_time(text)
        except ValueError:
            return text

    def focus_target(self) -> QWidget:
        return self._lines[(0, 0, "opens")]

    def name_parts(self, label: str) -> None:
        self._label = label
        self.setAccessibleName(label)
        for edit in self._lines.values():
            edit.setAccessibleName(f"{label}: {edit.property('spoken')}")
        self._copy.setAccessibleName(f"{label}: {self._copy.text()}")

    def describe(self, text: str) -> None:
        self.setAccessibleDescription(text)
        for edit in self._lines.values():
            edit.setAccessibleDescription(text)

    def set_read_only(self, on: bool) -> None:
        for edit in self._lines.values():
            edit.setReadOnly(on)
        self._copy.setHidden(on)

    def tidy(self) -> None:
        for (day, place, part), edit in self._lines.items():
            edit.setText(self._time(day, place, part))

    def show_problems(self, problems: Sequence[Problem], *, everything: bool) -> Sequence[Problem]:
        faulty = {}
        for problem in problems:
            index, _, part = problem.field.partition(".")
            if index.isdigit() and int(index) < len(self._read_from):
                faulty[(*self._read_from[int(index)], part)] = problem
        for key, edit in self._lines.items():
            edit.mark_faulty(key in faulty)
        placed = [Problem("", problem.code, problem.details) for problem in faulty.values()]
        return [*placed, *(problem for problem in problems if problem not in faulty.values())]

    def first_faulty(self) -> QWidget | None:
        return next((edit for edit in self._lines.values() if edit.is_faulty), None)

    def _order_tabs(self) -> None:
        ordered = [self._lines[key] for key in sorted(self._lines, key=lambda k: (k[0], k[1], k[2] == "closes"))]
        for one, other in pairwise(ordered):
            QWidget.setTabOrder(one, other)
        QWidget.setTabOrder(ordered[-1], self._copy)

    def _on_copy(self) -> None:
        for place in range(self._spans):
            for part in ("opens", "closes"):
                text = self._lines[(0, place, part)].text()
                for day in range(1, 5):
                    self._lines[(day, place, part)].setText(text)
        self.edited.emit()

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()
