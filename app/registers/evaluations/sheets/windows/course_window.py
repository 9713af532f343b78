"""„Przebieg i terminy”: every day of a sheet with its explanation, warnings, and the way to linked sheets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core.dates import format_date
from app.registers.evaluations.sheets.domain import Evaluation, Tone
from app.registers.evaluations.sheets.windows.course import Moment
from app.registers.evaluations.sheets.windows.effects import COLORS
from app.registers.evaluations.sheets.windows.step_words import sheet_in_words
from app.registers.evaluations.sheets.words import LABELS
from app.widgets.buttons import DeedButton
from app.widgets.forms.note import ColoredLabel, StateIcon
from app.widgets.zoom import line, scale_font


@dataclass(frozen=True, kw_only=True)
class Course:
    """What the window shows; ``running`` are terms ahead, ``linked`` the sheets this one comes from or led to."""

    evaluation: Evaluation
    moments: Sequence[Moment]
    running: Sequence[Moment]
    warnings: Sequence[str] = ()
    linked: Sequence[Evaluation] = ()


class CourseWindow(QDialog):
    """``show_sheet`` goes to a linked sheet in the register."""

    def __init__(self, course: Course, show_sheet: Callable[[int], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("course_window")
        self.setWindowTitle(self.tr("Przebieg i terminy – arkusz {number}").format(number=course.evaluation.number))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._show_sheet = show_sheet
        unit = line(self)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(unit, unit, unit, unit)
        inner.setSpacing(unit // 2)
        title = ColoredLabel(sheet_in_words(course.evaluation), "accent", content)
        scale_font(title, 1.2, QFont.Weight.DemiBold)
        inner.addWidget(title)
        state = LABELS[type(course.evaluation.state)][course.evaluation.state]
        kind = LABELS[type(course.evaluation.kind)][course.evaluation.kind]
        inner.addWidget(ColoredLabel(f"{kind[:1].upper()}{kind[1:]}, stan: {state}", "muted", content))
        for warning in course.warnings:
            inner.addWidget(self._warning(warning, content))
        if course.running:
            self._add_part(self.tr("Terminy, które teraz biegną"), course.running, inner, content)
        self._add_part(self.tr("Przebieg"), course.moments, inner, content)
        if course.linked:
            self._add_linked(course.linked, inner, content)
        inner.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self.tr("Przebieg i terminy"))
        scroll.setWidget(content)
        scroll.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(self.tr("&Zamknij"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        foot = QHBoxLayout()
        foot.setContentsMargins(unit, unit // 2, unit, unit // 2)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll, 1)
        layout.addLayout(foot)
        buttons.rejected.connect(self.reject)
        self.resize(line(self, 44), min(line(self, 40), round(self.screen().availableGeometry().height() * 0.9)))
        close.setFocus()

    def _warning(self, text: str, parent: QWidget) -> QWidget:
        box = QWidget(parent)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(line(self) // 3)
        row.addWidget(StateIcon("warning", "danger", box), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(ColoredLabel(text, "danger", box), 1)
        return box

    def _add_part(self, title: str, moments: Sequence[Moment], into: QVBoxLayout, parent: QWidget) -> None:
        heading = ColoredLabel(title, "accent", parent)
        scale_font(heading, 1.05, QFont.Weight.DemiBold)
        into.addSpacing(line(self) // 3)
        into.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(line(self))
        grid.setVerticalSpacing(line(self) // 6)
        grid.setColumnStretch(1, 1)
        row = 0
        for moment in moments:
            day = QLabel("" if moment.day is None else format_date(moment.day), parent)
            day.setTextFormat(Qt.TextFormat.PlainText)
            scale_font(day, 1.0, QFont.Weight.DemiBold)
            grid.addWidget(day, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._said(moment, parent), row, 1)
            row += 1
            if moment.text:
                grid.addWidget(ColoredLabel(moment.text, "muted", parent), row, 1)
                row += 1
            grid.setRowMinimumHeight(row, line(self) // 4)
            row += 1
        into.addLayout(grid)

    def _said(self, moment: Moment, parent: QWidget) -> QWidget:
        """The title of a day; a term carries a sign beside its colour."""
        if moment.tone is None:
            return ColoredLabel(moment.title, "ink", parent)
        box = QWidget(parent)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(line(self) // 4)
        sign = {Tone.CALM: "clock", Tone.SOON: "warning", Tone.LATE: "error"}[moment.tone]
        row.addWidget(StateIcon(sign, COLORS[moment.tone], box), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(ColoredLabel(moment.title, COLORS[moment.tone], box), 1)
        return box

    def _add_linked(self, linked: Sequence[Evaluation], into: QVBoxLayout, parent: QWidget) -> None:
        heading = ColoredLabel(self.tr("Powiązane arkusze"), "accent", parent)
        scale_font(heading, 1.05, QFont.Weight.DemiBold)
        into.addWidget(heading)
        for other in linked:
            kind, state = LABELS[type(other.kind)][other.kind], LABELS[type(other.state)][other.state]
            said = self.tr("{number}: {kind}, {state}").format(number=other.number, kind=kind, state=state)
            button = DeedButton(said, parent)
            button.setObjectName(f"linked_{other.id}")
            button.setAccessibleName(self.tr("Pokaż arkusz {said}").format(said=said))
            button.clicked.connect(lambda _checked=False, number=other.id: self._go(number))
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            into.addLayout(row)

    def _go(self, evaluation_id: int) -> None:
        self.accept()
        self._show_sheet(evaluation_id)
