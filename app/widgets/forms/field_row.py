"""One field on the screen: label with mnemonic, editor, small print; named and described for screen readers."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from app.core.polish import plural
from app.core.problems import Problem
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.fields import Facts, Field
from app.widgets.forms.note import Note
from app.widgets.forms.reading import Reading

_NEAR = 0.85
"""From this part of the limit on, the room left is shown."""
_WORTH_COUNTING = 40
"""Characters; the room left in a shorter field (a postal code) is seen at a glance."""


class FieldRow(QObject):
    """Label, editor and note of one field.

    ``sentence`` turns a problem into words. A problem shows once the person has left the field, or when
    everything is shown (after „Zapisz”). A ``heading`` that says the same already serves as the label.
    """

    edited = Signal()

    def __init__(
        self,
        field: Field,
        facts: Facts,
        label: str,
        sentence: Callable[[Problem], str],
        parent: QWidget,
        heading: QLabel | None = None,
    ) -> None:
        super().__init__(parent)
        self._heading = heading
        self.field, self.facts = field, facts
        self.visited = False
        self._sentence = sentence
        self.editor: FieldEditor = field.editor(facts)
        self.editor.setParent(parent)
        self.editor.setObjectName(field.name)
        self.editor.row_of_field = self
        self.note = Note(facts.words.help, parent)
        self.label: QLabel | None = None if self.editor.labels_itself else self._new_label(label, parent)
        self._name_for_readers()
        self.editor.edited.connect(self._on_edited)

    def _new_label(self, text: str, parent: QWidget) -> QLabel:
        # the sign is for the eyes only; screen readers hear the word
        # plain text still shows the underlined letter of a mnemonic
        label = self._heading or QLabel(parent)
        label.setText(f"{text}\u202f*" if self.facts.required else text)
        label.setBuddy(self.editor.focus_target())
        return label

    def _name_for_readers(self) -> None:
        words = self.facts.words
        name = self.tr("{label}, wymagane").format(label=words.label) if self.facts.required else words.label
        self.editor.name_parts(name)
        self.editor.describe(words.help)

    def place(self, grid: QGridLayout, line: int, column: int) -> None:
        """Put the parts into three lines of a grid, so that editors of one line stand level."""
        span = self.field.span
        own_label = None if self._heading is not None else self.label
        for part in filter(None, (own_label, self.editor, self.note)):
            # the columns stay equal whatever their content would like
            part.setMinimumWidth(1)
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if own_label is not None:
            grid.addWidget(own_label, line, column, 1, span, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.editor, line + 1, column, 1, span, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.note, line + 2, column, 1, span, Qt.AlignmentFlag.AlignTop)

    def load(self, draft: Any) -> None:
        """Show the field's value of a draft, as not visited yet."""
        self.editor.load(self.field.value_of(draft))
        self.visited = False
        self.show_problems((), everything=False)
        self._show_room()
        self._show_doubt()

    def read(self) -> Reading:
        """What the editor holds."""
        return self.editor.read()

    def leave(self) -> None:
        """The person went on to another field."""
        self.visited = True
        self.editor.tidy()
        self._show_doubt()

    def show_problems(self, problems: Sequence[Problem], *, everything: bool) -> None:
        """Say what is wrong; places are relative to this field."""
        self.visited = self.visited or everything
        own = self.editor.show_problems(problems, everything=everything)
        shown = own if self.visited else ()
        text = "\n".join(dict.fromkeys(self._told(problem) for problem in shown))
        if text == self.note.error_text:
            return
        self.note.set_error(text)
        self.editor.mark_faulty(bool(text))
        self._show_room()
        words = self.facts.words.help
        self.editor.describe(self.tr("Błąd: {text} {help}").format(text=text, help=words).strip() if text else words)
        if text:
            announce(self.editor.focus_target(), f"{self.facts.words.label}: {text}")

    def faulty_widget(self) -> QWidget | None:
        """The widget to focus when this field shows a problem, else None."""
        if inner := self.editor.first_faulty():
            return inner
        return self.editor.focus_target() if self.note.error_text else None

    def _told(self, problem: Problem) -> str:
        sentence = self._sentence(problem)
        if problem.field.isdigit():
            return self.tr("Pozycja {number}: {sentence}").format(number=int(problem.field) + 1, sentence=sentence)
        return sentence

    def _show_room(self) -> None:
        limit, length = self.facts.limit, self.editor.length()
        if limit is None or length is None or length < limit * _NEAR:
            self.note.set_room("")
            return
        left = limit - length
        # of a text that is too long, the error may already say it
        quiet = limit < _WORTH_COUNTING if left >= 0 else bool(self.note.error_text)
        if quiet:
            self.note.set_room("")
            return
        if left >= 0:
            text = self.tr("Można wpisać jeszcze {number} {signs} z {limit}.")
        else:
            text = self.tr("Tekst jest za długi o {number} {signs} (limit: {limit}).")
        signs = plural(left, "znak", "znaki", "znaków")
        self.note.set_room(text.format(number=abs(left), signs=signs, limit=limit), over=left < 0)

    def _show_doubt(self) -> None:
        doubt = self.field.doubted(self.read().value)
        if doubt != self.note.doubt_text:
            self.note.set_doubt(doubt)
            self.editor.describe(" ".join(filter(None, (doubt, self.facts.words.help))))

    def _on_edited(self) -> None:
        self.note.set_doubt("")
        self._show_room()
        self.edited.emit()


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say a text now."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def place_rows(rows: Sequence[FieldRow], grid: QGridLayout) -> None:
    """Lay rows out in twelve columns, short fields side by side."""
    line, column = 0, 0
    for row in rows:
        if column + row.field.span > 12:
            line, column = line + 4, 0
            # air above the next line of fields
            grid.setRowMinimumHeight(line - 1, QFontMetrics(row.editor.font()).height() // 2)
        row.place(grid, line, column)
        column += row.field.span
    for index in range(12):
        grid.setColumnStretch(index, 1)
        grid.setColumnMinimumWidth(index, 0)
