"""A strip under the fields of a form: what follows from what is typed, each line with its colour, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.widgets.buttons import DeedButton
from app.widgets.forms.note import ColoredLabel, StateIcon


class NoteTone(StrEnum):
    """How a line is meant; the members are colours of ``theme.Colors``."""

    PLAIN = "ink"
    GOOD = "ok"
    UNSURE = "warning"
    BAD = "danger"


_ICONS = {NoteTone.GOOD: "ok", NoteTone.UNSURE: "warning", NoteTone.BAD: "error"}


@dataclass(frozen=True)
class LiveNote:
    """One line; ``why`` is the longer explanation behind „Jak policzono…”, blank where there is none."""

    text: str
    tone: NoteTone = NoteTone.PLAIN
    why: str = ""


class LiveNotes(QWidget):
    """Shows the lines anew after each change; takes no room while there are none.

    ``explain`` is called with the longer explanations, a paragraph each, when somebody asks for them.
    """

    def __init__(self, explain: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("live_notes")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self._unit = unit = QFontMetrics(self.font()).height()
        self._shown: tuple[LiveNote, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(unit // 4)
        self.why = DeedButton(self.tr("Jak policzono…"), self)
        self.why.setObjectName("live_notes_why")
        self._explain = explain
        self.why.clicked.connect(self._on_why)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(unit * 3 // 2, unit // 2, unit, unit // 2)
        layout.setSpacing(unit)
        lines = QVBoxLayout()
        lines.addLayout(self._lines)
        lines.addStretch(1)
        layout.addLayout(lines, 1)
        layout.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines as they stand."""
        return tuple(note.text for note in self._shown)

    def show_notes(self, notes: Sequence[LiveNote]) -> None:
        """Put these lines in the place of those before; the same lines are left alone."""
        if tuple(notes) == self._shown:
            return
        self._shown = tuple(notes)
        while item := self._lines.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        signed = any(note.tone in _ICONS for note in notes)
        for note in notes:
            self._lines.addWidget(self._line(note, signed=signed))
        self.why.setVisible(any(note.why for note in notes))
        self.setVisible(bool(notes))
        self.setAccessibleName(" ".join(self.texts))

    def _on_why(self) -> None:
        self._explain("\n\n".join(note.why for note in self._shown if note.why))

    def _line(self, note: LiveNote, *, signed: bool) -> QWidget:
        """``signed``: some line has a sign, so the texts of all begin under each other."""
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._unit // 3)
        icon = _ICONS.get(note.tone)
        if icon is not None:
            row.addWidget(StateIcon(icon, note.tone.value, box), 0, Qt.AlignmentFlag.AlignTop)
        elif signed:
            row.addSpacing(self._unit + row.spacing())
        label = ColoredLabel(note.text, note.tone.value if note.tone is not NoteTone.GOOD else "ink", box)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1, Qt.AlignmentFlag.AlignTop)
        return box
