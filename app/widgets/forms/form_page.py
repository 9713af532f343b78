"""The fields of a record on one scrolling page, in sections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.problems import Problem
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.field_row import FieldRow, place_rows
from app.widgets.forms.fields import Description, Section, facts_of
from app.widgets.forms.mnemonics import with_mnemonics
from app.widgets.forms.note import ColoredLabel
from app.widgets.forms.reading import head_and_rest, join, moved_under
from app.widgets.forms.row_list import RowsEditor
from app.widgets.forms.section_list import SectionState

_MISSING = frozenset({"required", "required_to_publish"})
_WIDTH_IN_LINES = 44


@dataclass(frozen=True)
class FormReading:
    """The whole form as it stands: the draft of all that could be read, and the rest."""

    draft: Any
    problems: tuple[Problem, ...]
    typed: Mapping[str, str]


class FormPage(QScrollArea):
    """Sections of fields under each other. ``taken`` are mnemonics the window's buttons use."""

    edited = Signal()
    field_left = Signal()
    section_changed = Signal(int)

    def __init__(self, description: Description, taken: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._description = description
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # the scroll area itself is no stop of the keyboard; the fields in it are
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._line = QFontMetrics(self.font()).height()
        content = QWidget(self)
        content.setObjectName("fields")
        content.setMinimumWidth(self._line * 30)
        # the same limit as that of the sections: a layout asks how high they are for all the width it has, and in a
        # wide window lines would be missing for what wraps in the narrower section
        content.setMaximumWidth(self._line * (_WIDTH_IN_LINES + 3))
        outer = QVBoxLayout(content)
        outer.setContentsMargins(self._line * 3 // 2, self._line, self._line * 3 // 2, self._line * 2)
        outer.setSpacing(self._line * 2)
        self.rows: dict[str, FieldRow] = {}
        self.sections: list[QWidget] = []
        for section in description.sections:
            outer.addWidget(self._build_section(section, taken, content))
        outer.addStretch(1)
        self.setWidget(content)
        self._present = 0
        # after the event loop has moved the focus, and only once for a field inside another
        self._left_timer = QTimer(self)
        self._left_timer.setSingleShot(True)
        self._left_timer.timeout.connect(self.field_left)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def enable(self, name: str, on: bool) -> None:
        """Let a field be edited or not; its label goes with it."""
        row = self.rows[name]
        row.editor.setEnabled(on)
        if row.label is not None:
            row.label.setEnabled(on)

    def sum_up(self, name: str, said: str) -> None:
        """Say a sum under a list of rows."""
        editor = self.rows[name].editor
        if isinstance(editor, RowsEditor):
            editor.sum_up(said)

    def _build_section(self, section: Section, taken: str, parent: QWidget) -> QWidget:
        box = QWidget(parent)
        box.setMaximumWidth(self._line * _WIDTH_IN_LINES)
        box.setAccessibleName(section.title)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._line // 2)
        heading = ColoredLabel(section.title, "accent", box)
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setWeight(font.Weight.DemiBold)
        heading.setFont(font)
        layout.addWidget(heading)
        rule = QFrame(box)
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setFrameShadow(QFrame.Shadow.Plain)
        rule.setForegroundRole(rule.palette().ColorRole.Mid)
        layout.addWidget(rule)
        if section.intro:
            layout.addWidget(ColoredLabel(section.intro, "muted", box))
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._line)
        grid.setVerticalSpacing(self._line // 4)
        layout.addLayout(grid)
        described = self._description
        facts = [facts_of(described.draft_type, item, described.words) for item in section.fields]
        labels = with_mnemonics([fact.words.label for fact in facts], taken)
        rows = [
            FieldRow(
                item,
                fact,
                label,
                self._sentence,
                box,
                heading if index == 0 and fact.words.label == section.title else None,
            )
            for index, (item, fact, label) in enumerate(zip(section.fields, facts, labels, strict=True))
        ]
        place_rows(rows, grid)
        for row in rows:
            row.edited.connect(self.edited)
            self.rows[row.field.name] = row
        self.sections.append(box)
        return box

    def load(self, draft: Any) -> None:
        """Show a draft; nothing counts as visited."""
        for row in self.rows.values():
            row.load(draft)

    def read(self, base: Any) -> FormReading:
        """The draft as typed, on top of ``base`` for fields the form does not show or cannot read."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        typed: dict[str, str] = {}
        for name, row in self.rows.items():
            reading = row.read()
            values |= row.field.values(reading.value)
            problems += [moved_under(name, problem) for problem in reading.problems]
            typed |= {join(name, place): text for place, text in reading.typed.items()}
        return FormReading(replace(base, **values), tuple(problems), typed)

    def type_in(self, typed: Mapping[str, str]) -> None:
        """Put back text that could not be read."""
        for place, text in typed.items():
            name, rest = head_and_rest(place)
            if name in self.rows:
                self.rows[name].editor.type_in(rest, text)
                self.rows[name].visited = True

    def show_problems(self, problems: Sequence[Problem], *, everything: bool) -> None:
        """Show each problem at its field, where the person has been or everywhere."""
        for row in self.rows.values():
            inside = [
                replace(problem, field=head_and_rest(problem.field)[1])
                for problem in problems
                if head_and_rest(problem.field)[0] in row.field.names
            ]
            row.show_problems(inside, everything=everything)

    def knows(self, problem: Problem) -> bool:
        """Whether a field of the page can show the problem."""
        name = head_and_rest(problem.field)[0]
        return any(name in row.field.names for row in self.rows.values())

    def states(self, problems: Sequence[Problem], draft: Any, blank: Any) -> list[SectionState]:
        """What each section lacks; it is filled where it differs from the draft ``blank``."""
        found = []
        for section in self._description.sections:
            names = {name for item in section.fields for name in item.names}
            own = [problem for problem in problems if head_and_rest(problem.field)[0] in names]
            missing = sum(problem.code in _MISSING for problem in own)
            filled = any(getattr(draft, name) != getattr(blank, name) for name in names)
            found.append(SectionState(missing, len(own) - missing, filled))
        return found

    def faulty_rows(self) -> list[FieldRow]:
        """Fields that show a problem at the moment."""
        return [row for row in self.rows.values() if row.faulty_widget() is not None]

    def focus_faulty(self, after: QWidget | None = None) -> None:
        """Put the cursor into the first faulty field, or the next one after a widget."""
        widgets = [widget for row in self.rows.values() if (widget := row.faulty_widget()) is not None]
        if not widgets:
            return
        target = widgets[(widgets.index(after) + 1) % len(widgets)] if after in widgets else widgets[0]
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(target, self._line, self._line * 4)

    def set_read_only(self, on: bool) -> None:
        """Show without letting change."""
        for row in self.rows.values():
            row.editor.set_read_only(on)

    def show_section(self, index: int) -> None:
        """Scroll a section to the top and put the cursor into its first field."""
        section = self.sections[index]
        self.verticalScrollBar().setValue(section.y() - self._line // 2)
        first = self._description.sections[index].fields[0]
        self.rows[first.name].editor.focus_target().setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._announce_section(index)

    def _sentence(self, problem: Problem) -> str:
        return problem.sentence(self._description.problem_words)

    def _announce_section(self, index: int) -> None:
        if index != self._present:
            self._present = index
            self.section_changed.emit(index)

    def _on_scrolled(self, value: int) -> None:
        if self._announce_worked_in():
            return
        bar = self.verticalScrollBar()
        if value == bar.maximum() and value > 0:
            # the last sections may be too short to reach the top
            self._announce_section(len(self.sections) - 1)
            return
        seen = [i for i, section in enumerate(self.sections) if section.y() <= value + self.viewport().height() // 3]
        self._announce_section(seen[-1] if seen else 0)

    def _announce_worked_in(self) -> bool:
        """Announce the section that has the cursor; False where the cursor is elsewhere or was scrolled away."""
        now = QApplication.focusWidget()
        if now is None or now.visibleRegion().isEmpty():
            return False
        here = [index for index, section in enumerate(self.sections) if section.isAncestorOf(now)]
        if here:
            self._announce_section(here[0])
        return bool(here)

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        entered = _rows_around(now)
        if now is not None:
            for row in _rows_around(old):
                # another window in front is no leaving: the person will come back to the field
                if row not in entered and self.isAncestorOf(row.editor):
                    row.leave()
                    self._left_timer.start()
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, self._line, self._line * 3)
            self._announce_worked_in()


def _rows_around(widget: QObject | None) -> list[FieldRow]:
    rows = []
    while widget is not None:
        # popups are children of their editors, so the way up leads through QObject parents
        if isinstance(widget, FieldEditor) and isinstance(widget.row_of_field, FieldRow):
            rows.append(widget.row_of_field)
        widget = widget.parent()
    return rows
