"""One row of a list inside a form: a small form that folds into one line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.problems import Problem
from app.core.words import FieldWords
from app.widgets.forms.field_row import FieldRow, place_rows
from app.widgets.forms.fields import Field, facts_of
from app.widgets.forms.mnemonics import with_mnemonics
from app.widgets.forms.note import ColoredLabel
from app.widgets.forms.reading import Reading, head_and_rest, join, moved_under
from app.widgets.forms.tab_order import chain_tabs, focusable
from app.widgets.icons import dress
from app.widgets.theme import colors

Ask = Callable[[Callable[[Any], None]], None]
"""Asks the person for what a new row needs (a file) and hands the row on, or does nothing."""


@dataclass(frozen=True, kw_only=True)
class DescribedRows(Field):
    """What is known of a list of rows of ``row_type``, each described by fields of its own.

    ``words`` are the register's words, where a row's field is called ``fees.amount``. ``summary`` tells a
    row in one line. ``create`` gives the row to add where a blank one makes no sense.
    """

    row_type: type
    row_fields: tuple[Field, ...]
    words: Mapping[str, FieldWords]
    problem_words: Mapping[str, str] = field(default_factory=dict)
    summary: Callable[[Any], str]
    add_text: str
    empty_text: str
    blank: Callable[[], Any] | None = None
    """Makes the row to add, for types that cannot be made from nothing."""
    create: Ask | None = None
    proposals: Callable[[Any], Mapping[str, str]] | None = None
    """Texts that follow from the other fields of a row; put into fields that are blank, never over what was typed."""
    lines: bool = False
    """Rows stand like lines of a table, for lists of amounts: always open, labels over the first, in a fixed order."""


class RowCard(QWidget):
    """One row: a line that tells it, and its fields once it is unfolded.

    The fields are built when they are first shown, which keeps a card with fifty rows quick to open.
    """

    edited = Signal()
    move_requested = Signal(int)
    remove_requested = Signal()

    def __init__(self, described: DescribedRows, value: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self._described = described
        self._value = self._seen = value
        self._proposed: dict[str, str] = {}
        self._rows: tuple[FieldRow, ...] = ()
        self._body: QWidget | None = None
        self._number = 0
        self._faulty = self._read_only = False
        line = QFontMetrics(self.font()).height()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(line // 4, line // 4, line // 4, line // 4)
        self._head = head = QHBoxLayout()
        head.setSpacing(line // 6)
        self.toggle = self._tool("right", head)
        self._title = ColoredLabel("", "ink", self)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head.addWidget(self._title, 1)
        self.up = self._tool("up", head)
        self.down = self._tool("down", head)
        self.remove = self._tool("delete", head)
        layout.addLayout(head)
        self.toggle.clicked.connect(self._on_toggled)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.remove.clicked.connect(self.remove_requested)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colors(self.palette()).color("danger" if self._faulty else "line"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _tool(self, icon: str, row: QHBoxLayout) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        dress(button, icon)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    @property
    def unfolded(self) -> bool:
        """Whether the fields are shown."""
        return self._body is not None and not self._body.isHidden()

    @property
    def fields(self) -> tuple[FieldRow, ...]:
        """The fields, built if need be."""
        self._build()
        return self._rows

    def set_place(self, number: int, count: int) -> None:
        """Where the row stands: ``number`` from 1 of ``count``."""
        self._number = number
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)
        self._tell()

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops in this row, in order."""
        inside = focusable(self._body) if self._body is not None else ()
        return (self.toggle, self.up, self.down, self.remove, *inside)

    def set_read_only(self, on: bool) -> None:
        """Show without letting change; folding stays possible."""
        for tool in (self.up, self.down, self.remove):
            tool.setHidden(on)
        self._read_only = on
        for row in self._rows:
            row.editor.set_read_only(on)

    def unfold(self, on: bool = True) -> None:
        """Show or hide the fields."""
        if on:
            self._build()
            self._order_tabs()
        if self._body is not None:
            self._body.setVisible(on)
        dress(self.toggle, "down" if on else "right")
        self._tell()

    def _order_tabs(self) -> None:
        """The fields come after the buttons of the row, although they were made later."""
        if self._body is not None:
            chain_tabs((self.remove, *focusable(self._body)))

    def read(self) -> Reading:
        """The row as it stands; places of problems are names of its fields."""
        value = self._value
        problems: list[Problem] = []
        typed: dict[str, str] = {}
        for row in self._rows:
            reading = row.read()
            value = replace(value, **row.field.values(reading.value))
            problems += [moved_under(row.field.name, problem) for problem in reading.problems]
            typed |= {join(row.field.name, place): text for place, text in reading.typed.items()}
        return Reading(value, tuple(problems), typed)

    def type_in(self, place: str, text: str) -> None:
        """Put back unreadable text."""
        name, rest = head_and_rest(place)
        for row in self.fields:
            if row.field.name == name:
                row.editor.type_in(rest, text)
                row.visited = True
        self.unfold()

    def show_problems(self, problems: Sequence[Problem], *, everything: bool) -> tuple[Problem, ...]:
        """Show problems at the row's fields; those without a field come back."""
        if problems and everything and not self.unfolded:
            self.unfold()
        placed: list[Problem] = []
        for row in self._rows:
            own = [problem for problem in problems if head_and_rest(problem.field)[0] in row.field.names]
            placed += own
            inside = [replace(problem, field=head_and_rest(problem.field)[1]) for problem in own]
            row.show_problems(inside, everything=everything)
        self._faulty = self.first_faulty() is not None
        self._tell()
        return tuple(problem for problem in problems if problem not in placed) if self._rows else ()

    def first_faulty(self) -> QWidget | None:
        """The first widget of the row with a problem."""
        return next((widget for row in self._rows if (widget := row.faulty_widget())), None)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.unfold()
        self._rows[0].editor.focus_target().setFocus(Qt.FocusReason.TabFocusReason)

    def told(self) -> str:
        """The row in one line."""
        return self._described.summary(self.read().value) or self.tr("pozycja bez treści")

    def _build(self) -> None:
        if self._body is not None:
            return
        described = self._described
        self._body = QWidget(self)
        grid = QGridLayout(self._body)
        line = QFontMetrics(self.font()).height()
        grid.setContentsMargins(line // 3, line // 3, line // 3, line // 3)
        grid.setHorizontalSpacing(line)
        grid.setVerticalSpacing(line // 5)
        prefix = f"{described.name}."
        facts = [facts_of(described.row_type, item, described.words, prefix) for item in described.row_fields]
        labels = with_mnemonics([fact.words.label for fact in facts])
        self._rows = tuple(
            FieldRow(item, fact, label, self._sentence, self._body)
            for item, fact, label in zip(described.row_fields, facts, labels, strict=True)
        )
        for row in self._rows:
            row.load(self._value)
            row.edited.connect(self._on_edited)
            if self._read_only:
                row.editor.set_read_only(True)
        place_rows(self._rows, grid)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self._body)

    def _sentence(self, problem: Problem) -> str:
        return problem.sentence(self._described.problem_words)

    def _tell(self) -> None:
        told = self.told()
        fault = self.tr(" – do poprawy") if self._faulty else ""
        self._title.setText(f"{self._number}. {told}{fault}")
        self._title.set_color("danger" if self._faulty else "ink")
        list_name = self._described.words[self._described.name].label
        toggle = self.tr("Zwiń pozycję {number}") if self.unfolded else self.tr("Rozwiń pozycję {number}")
        names = (
            (self.toggle, toggle),
            (self.up, self.tr("Przesuń wyżej pozycję {number}")),
            (self.down, self.tr("Przesuń niżej pozycję {number}")),
            (self.remove, self.tr("Usuń pozycję {number}")),
        )
        for button, text in names:
            short = text.format(number=self._number)
            button.setToolTip(short)
            button.setAccessibleName(f"{list_name}: {short}")
            button.setAccessibleDescription(told)

    def _on_toggled(self) -> None:
        self.unfold(not self.unfolded)

    def _on_up(self) -> None:
        self.move_requested.emit(-1)

    def _on_down(self) -> None:
        self.move_requested.emit(1)

    def _propose(self) -> None:
        """Fill in what follows from what was just typed; what the person took out stays out."""
        if self._described.proposals is None:
            return
        before, self._seen = self._seen, self.read().value
        texts = {row.field.name: str(row.read().value) for row in self._rows if row.field.name in self._proposed}
        self._proposed = {name: text for name, text in self._proposed.items() if texts[name] == text}
        wanted = self._described.proposals(self._seen)
        if wanted == self._described.proposals(before):
            return
        for row in self._rows:
            name = row.field.name
            if name in wanted and getattr(self._seen, name) in ("", self._proposed.get(name)):
                self._seen = replace(self._seen, **{name: wanted[name]})
                self._proposed[name] = wanted[name]
                row.load(self._seen)

    def _on_edited(self) -> None:
        self._propose()
        self._tell()
        self.edited.emit()
