"""All criteria of a sheet under each other in their groups: the field of a form, filled by the keyboard alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.problems import Problem
from app.registers.evaluations.regulations.domain import mean_text
from app.registers.evaluations.sheets.domain import CriterionMark
from app.registers.evaluations.sheets.result import SENTENCES, Result, Rules, computed
from app.registers.evaluations.sheets.windows.criterion_row import CriterionRow
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.note import ColoredLabel
from app.widgets.forms.reading import Reading, head_and_rest


class MarksEditor(FieldEditor):
    """``own`` edits the employee's self-assessment instead of the rater's marks.

    ``current_changed`` carries the row in focus; ``finished`` comes when the person goes on past the last row.
    """

    current_changed = Signal(object)
    finished = Signal()
    refused = Signal(str)

    def __init__(
        self, rules: Rules, earlier: Mapping[str, int], *, own: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rules, self._earlier, self._own = rules, earlier, own
        self._rows: tuple[CriterionRow, ...] = ()
        self._headings: dict[str, ColoredLabel] = {}
        self._current: CriterionRow | None = None
        self._read_only = False
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._criteria: tuple[tuple[str, str], ...] = ()
        self._none = ColoredLabel(self.tr("Kryteria pojawią się tutaj po kroku „Przekaż kryteria…”."), "ink", self)
        self._list.addWidget(self._none)

    # -- the field -------------------------------------------------------------------------------------------

    def load(self, value: Any) -> None:
        marks: tuple[CriterionMark, ...] = value
        criteria = tuple((mark.group, mark.criterion) for mark in marks)
        if criteria != self._criteria or len(marks) != len(self._rows):
            self._build(marks)
            self._criteria = criteria
        for row, mark in zip(self._rows, marks, strict=True):
            row.load(mark)
        self._tell_groups()

    def read(self) -> Reading:
        return Reading(tuple(row.value for row in self._rows))

    def focus_target(self) -> QWidget:
        return self._current or (self._rows[0] if self._rows else self)

    def name_parts(self, label: str) -> None:
        self.setAccessibleName(label)

    def describe(self, text: str) -> None:
        self.setAccessibleDescription(text)

    def set_read_only(self, on: bool) -> None:
        self._read_only = on
        for row in self._rows:
            row.set_read_only(on)

    def show_problems(self, problems: Sequence[Problem], *, everything: bool) -> Sequence[Problem]:
        rest = []
        said: dict[int, list[str]] = {}
        for problem in problems:
            index, _ = head_and_rest(problem.field)
            if index.isdigit() and int(index) < len(self._rows):
                said.setdefault(int(index), []).append(problem.sentence(SENTENCES))
            else:
                rest.append(problem)
        for place, row in enumerate(self._rows):
            row.show_problem(" ".join(said.get(place, [])))
        return rest

    def first_faulty(self) -> QWidget | None:
        return next((row for row in self._rows if row.faulty), None)

    # -- what the window asks --------------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[CriterionRow, ...]:
        """The rows in the order of the sheet."""
        return self._rows

    @property
    def current(self) -> CriterionRow | None:
        """The row that has or last had the focus."""
        return self._current

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return tuple(stop for row in self._rows for stop in (row, row.reason))

    def result(self) -> Result:
        """What the marks give as they stand."""
        return computed([row.value for row in self._rows], self._rules)

    def missing(self) -> tuple[CriterionRow, ...]:
        """Rows where something is missing."""
        return tuple(row for row in self._rows if row.incomplete)

    def go_to_missing(self, *, here_too: bool = False) -> bool:
        """Put the focus on the next thing that is missing after the row in focus; False when nothing is.

        ``here_too`` takes the row in focus as well.
        """
        missing = self.missing()
        if not missing:
            return False
        here = self._rows.index(self._current) if self._current in self._rows else -1
        later = [row for row in missing if self._rows.index(row) >= here + (0 if here_too else 1)]
        (later or missing)[0].focus_missing()
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # rows may have come while the window was open; digits must not fall into the void
        if self._current is not None:
            self._current.setFocus(event.reason())

    # -- rows ------------------------------------------------------------------------------------------------

    def _build(self, marks: Sequence[CriterionMark]) -> None:
        focused = self.window().focusWidget()
        focus_here = focused is not None and (focused is self or self.isAncestorOf(focused))
        while self._list.count() > 1:
            item = self._list.takeAt(1)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._none.setHidden(bool(marks))
        self._headings, self._current = {}, None
        names = {group.symbol: group.name for group in self._rules.groups}
        unit = QFontMetrics(self.font()).height()
        rows: list[CriterionRow] = []
        for number, mark in enumerate(marks, start=1):
            if mark.group not in self._headings:
                heading = ColoredLabel("", "accent", self)
                font = heading.font()
                font.setWeight(font.Weight.DemiBold)
                heading.setFont(font)
                heading.setContentsMargins(0, unit // 2 if rows else 0, 0, unit // 6)
                heading.setProperty("group", names.get(mark.group, ""))
                self._headings[mark.group] = heading
                self._list.addWidget(heading)
            row = CriterionRow(number, len(marks), self._rules, own=self._own, parent=self)
            row.setObjectName(f"criterion_{number}")
            row.set_earlier(self._earlier.get(mark.criterion))
            row.set_read_only(self._read_only)
            row.edited.connect(self._on_edited)
            row.entered.connect(self._on_entered)
            row.step_requested.connect(self._on_step)
            row.end_requested.connect(self._on_end)
            row.refused.connect(self.refused)
            self._list.addWidget(row)
            rows.append(row)
        self._rows = tuple(rows)
        self._current = self._rows[0] if self._rows else None
        if focus_here:
            self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_groups(self) -> None:
        """Each group with its name and, once something in it is rated, its mean."""
        means = {} if self._own else {group.symbol: group.mean_hundredths for group in self.result().group_means}
        for symbol, heading in self._headings.items():
            parts = [part for part in (symbol, str(heading.property("group"))) if part]
            text = ". ".join(parts) or self.tr("Kryteria")
            mean = means.get(symbol)
            if mean is not None:
                text += self.tr(" – średnia {mean}").format(mean=mean_text(mean))
            heading.setText(text)

    def _on_edited(self) -> None:
        self._tell_groups()
        self.edited.emit()

    def _on_entered(self) -> None:
        row = self.sender()
        if isinstance(row, CriterionRow) and row is not self._current:
            before, self._current = self._current, row
            if before is not None:
                before.update()
        self.current_changed.emit(self._current)

    def _on_step(self, step: int) -> None:
        row = self.sender()
        if not isinstance(row, CriterionRow):
            return
        index = self._rows.index(row) + step
        if index >= len(self._rows):
            self.finished.emit()
            return
        self._rows[max(index, 0)].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_end(self, end: int) -> None:
        self._rows[0 if end < 0 else -1].setFocus(Qt.FocusReason.TabFocusReason)
