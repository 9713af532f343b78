"""One criterion on the sheet: its name, the boxes of its marks and, where needed, the justification below."""

from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.registers.evaluations.sheets.domain import CriterionMark
from app.registers.evaluations.sheets.result import Rules
from app.registers.evaluations.sheets.windows.mark_boxes import MarkBoxes, Shown
from app.registers.evaluations.sheets.windows.reason_box import PLAIN, ReasonBox
from app.widgets.forms.note import ColoredLabel, StateIcon
from app.widgets.theme import colors

_ONE_WORD = 800
"""Milliseconds between two letters of somebody who writes a word."""


class CriterionRow(QWidget):
    """Keys with the focus on the row: a digit sets the mark and goes on, N or 0 „nie dotyczy”, Backspace clears,
    left and right change the mark, U opens the justification.

    ``edited`` comes when the person changed something; ``step_requested`` asks for the next (1) or previous (-1)
    row, ``end_requested`` for the first (-1) or the last (1); ``entered`` when the focus came into the row.
    """

    edited = Signal()
    step_requested = Signal(int)
    end_requested = Signal(int)
    entered = Signal()
    refused = Signal(str)

    def __init__(self, number: int, count: int, rules: Rules, *, own: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._letters = QElapsedTimer()
        self._number, self._count, self._rules, self._own = number, count, rules, own
        steps = sorted((step for step in rules.scale if step.value is not None), key=lambda step: step.value or 0)
        self._values = tuple(step.value for step in steps if step.value is not None)
        self._names = {step.value: step.name for step in steps}
        self._needing = frozenset(step.value for step in steps if step.needs_reason)
        self._value = CriterionMark()
        self._earlier: int | None = None
        self._read_only = self._wanted = self._faulty = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build([step.name for step in steps])

    def _build(self, names: list[str]) -> None:
        unit = QFontMetrics(self.font()).height()
        may_not_apply = self._rules.may_not_apply and not self._own
        self.boxes = MarkBoxes(self._values, names, may_not_apply=may_not_apply, parent=self)
        self._title = ColoredLabel("", "ink", self)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._sign = StateIcon("warning", "warning", self)
        self._sign.hide()
        head = QHBoxLayout()
        head.setSpacing(unit // 2)
        head.addWidget(self._title, 1)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.boxes)
        self.reason = ReasonBox(self)
        self.reason.setPlaceholderText(self.tr("Uzasadnienie: fakty, daty, przykłady. Enter – następne kryterium"))
        self.reason.hide()
        self._problem = ColoredLabel("", "danger", self)
        self._problem.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit // 2, unit // 5, unit // 3, 0)
        layout.setSpacing(unit // 5)
        layout.addLayout(head)
        layout.addWidget(self.reason)
        layout.addWidget(self._problem)
        self.boxes.chosen.connect(self._on_box_chosen)
        self.boxes.not_applicable_chosen.connect(self._on_not_applicable)
        self.reason.textChanged.connect(self._on_reason_changed)
        self.reason.finished.connect(self._on_finished)
        self.reason.left.connect(self._on_left)
        self.reason.installEventFilter(self)

    # -- value -----------------------------------------------------------------------------------------------

    @property
    def mark(self) -> int | None:
        """The mark that this row edits: the rater's, or the employee's own."""
        return self._value.self_mark if self._own else self._value.mark

    @property
    def value(self) -> CriterionMark:
        """The criterion as it stands."""
        return self._value

    @property
    def empty(self) -> bool:
        """Whether neither a mark nor „nie dotyczy” is chosen."""
        return self.mark is None and not (self._value.not_applicable and not self._own)

    @property
    def needs_reason(self) -> bool:
        """Whether the choice must be justified."""
        return not self._own and (self._value.not_applicable or self._value.mark in self._needing)

    @property
    def lacks_reason(self) -> bool:
        """Whether a justification is still to be written."""
        return self.needs_reason and not self._value.reason.strip()

    @property
    def incomplete(self) -> bool:
        """Whether something is still missing here."""
        return self.empty or self.lacks_reason

    def load(self, value: CriterionMark) -> None:
        """Show a criterion; nothing counts as edited."""
        self._value = value
        self._wanted = self._faulty = False
        self._problem.hide()
        self.reason.blockSignals(True)
        self.reason.setPlainText(value.reason)
        self.reason.blockSignals(False)
        self.reason.updateGeometry()
        self._show()

    def set_earlier(self, mark: int | None) -> None:
        """Show the mark of the evaluation before."""
        self._earlier = mark
        self._show()

    def set_read_only(self, on: bool) -> None:
        """Show without letting change."""
        self._read_only = on
        self.boxes.set_active(not on)
        self.reason.setReadOnly(on)
        self._show()

    def show_problem(self, text: str) -> None:
        """A sentence about what is wrong here; blank takes it away."""
        self._faulty = bool(text)
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.reason.mark_faulty(self._faulty and self.needs_reason)
        self._tell()

    @property
    def faulty(self) -> bool:
        """Whether a problem is shown."""
        return self._faulty

    def open_reason(self) -> None:
        """Show the justification and put the cursor into it."""
        if self._own:
            return
        self._wanted = True
        self._show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_missing(self) -> None:
        """Put the focus where something is missing: into the justification, or on the row."""
        if not self.empty and self.lacks_reason:
            self.open_reason()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_to_reason(self, text: str) -> None:
        """Append a sentence, for instance an event, to the justification."""
        if self._own or self._read_only:
            return
        written = self.reason.written.strip()
        self._wanted = True
        self.reason.setPlainText(f"{written}\n{text}" if written else text)
        self._show()

    # -- showing ---------------------------------------------------------------------------------------------

    def _show(self) -> None:
        value = self._value
        other = value.mark if self._own else value.self_mark
        self.boxes.show_marks(
            Shown(
                mark=self.mark,
                not_applicable=value.not_applicable and not self._own,
                earlier=self._earlier,
                other=None if self._own else other,
            )
        )
        self._title.setText(f"{self._number}. {value.criterion}")
        shown = not self._own and (self.needs_reason or self._wanted or bool(value.reason))
        if shown != (not self.reason.isHidden()):
            self.reason.setVisible(shown)
        self._sign.setVisible(self.lacks_reason and not self._read_only)
        self._sign.setToolTip(self.tr("Brakuje uzasadnienia (U)") if self.lacks_reason else "")
        self._tell()
        self.update()

    def state_in_words(self) -> str:
        """The choice as it is said: ``4 – dobra``, ``nie dotyczy``, ``bez oceny``, and what is missing."""
        if self._value.not_applicable and not self._own:
            said = self.tr("nie dotyczy")
        elif self.mark is None:
            said = self.tr("bez oceny")
        else:
            said = f"{self.mark} – {self._names.get(self.mark, self.tr('poza skalą'))}"
        if self.lacks_reason:
            said += self.tr(", brakuje uzasadnienia")
        return said

    def _tell(self) -> None:
        """Name the row for screen readers: criterion, mark, state."""
        value = self._value
        kind = self.tr("Samoocena") if self._own else self.tr("Ocena")
        name = self.tr("Kryterium {number} z {count}: {criterion}. {kind}: {state}").format(
            number=self._number, count=self._count, criterion=value.criterion, kind=kind, state=self.state_in_words()
        )
        changed = name != self.accessibleName()
        self.setAccessibleName(name)
        facts = []
        if value.group:
            facts.append(self.tr("grupa {group}").format(group=value.group))
        if self._earlier is not None:
            facts.append(self.tr("poprzednia ocena: {mark}").format(mark=self._earlier))
        if not self._own and value.self_mark is not None:
            facts.append(self.tr("samoocena: {mark}").format(mark=value.self_mark))
        if self._faulty:
            facts.append(self._problem.text())
        self.setAccessibleDescription("; ".join(facts))
        self.reason.setAccessibleName(self.tr("Uzasadnienie: {criterion}").format(criterion=value.criterion))
        if changed and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def holds_focus(self) -> bool:
        """Whether the row or its justification has the focus."""
        return self.hasFocus() or self.reason.hasFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.holds_focus():
            return
        scheme = colors(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scheme.color("selection"))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setBrush(scheme.color("focus"))
        painter.drawRoundedRect(QRectF(0, 0, 4, self.height()), 2, 2)
        painter.end()

    # -- keyboard and mouse ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() not in PLAIN or not self._on_key(event):
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.text().isalpha() and key not in (Qt.Key.Key_N, Qt.Key.Key_U):
            self._letters.start()
            self.refused.emit(self.tr("Aby pisać uzasadnienie, naciśnij U."))
            return True
        if event.text().isalnum() and self._letters.isValid() and self._letters.elapsed() < _ONE_WORD:
            # somebody writes, looking at the keys: the rest of the word is no command
            self._letters.start()
            return True
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Up: -1}
        if key in moves:
            self.step_requested.emit(moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.end_requested.emit(-1 if key == Qt.Key.Key_Home else 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._shift_mark(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.choose(None)
        elif key == Qt.Key.Key_U:
            self.open_reason()
        elif key == Qt.Key.Key_N or (event.text() == "0" and 0 not in self._values):
            self._on_not_applicable()
        elif event.text().isdecimal():
            self._type_mark(event.text())
        else:
            return False
        return True

    def _type_mark(self, text: str) -> None:
        value = int(text)
        if value in self._values:
            self.choose(value, go_on=True)
            return
        marks = ", ".join(str(each) for each in self._values)
        self.refused.emit(self.tr("Oceny {mark} nie ma w skali: {marks}.").format(mark=value, marks=marks))

    def choose(self, value: int | None, *, go_on: bool = False) -> None:
        """Set or clear the mark; ``go_on`` moves to the next row."""
        if self._read_only:
            return
        if self._own:
            changed = replace(self._value, self_mark=value)
        else:
            changed = replace(self._value, mark=value, not_applicable=False)
        self._change(changed)
        if go_on:
            self.step_requested.emit(1)

    def _change(self, value: CriterionMark) -> None:
        if value == self._value:
            return
        self._value = value
        self.show_problem("")
        self._show()
        self.edited.emit()

    def _shift_mark(self, step: int) -> None:
        if self.mark is None:
            self.choose(self._values[0 if step > 0 else -1])
            return
        at = self._values.index(self.mark) + step if self.mark in self._values else 0
        self.choose(self._values[min(max(at, 0), len(self._values) - 1)])

    def _on_not_applicable(self) -> None:
        if self._read_only or self._own:
            return
        if not self._rules.may_not_apply:
            self.refused.emit(self.tr("Regulamin nie pozwala pominąć kryterium: wybierz ocenę."))
            return
        self._change(replace(self._value, mark=None, not_applicable=True))
        self.step_requested.emit(1)

    def _on_box_chosen(self, value: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.choose(None if value == self.mark else value)

    def _on_reason_changed(self) -> None:
        self._value = replace(self._value, reason=self.reason.written.strip())
        if self._faulty and not self.lacks_reason:
            self.show_problem("")
        self._show()
        self.edited.emit()

    def _on_finished(self) -> None:
        self.step_requested.emit(1)

    def _on_left(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.reason and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            if event.type() == QEvent.Type.FocusIn:
                self.entered.emit()
            elif not self.reason.written.strip():
                self._wanted = False
            self.update()
        return False
