"""„Historia ocen osoby”: all evaluations of one person, and each criterion over time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.core.charts import Axis, LineChart, Series
from app.core.dates import format_date
from app.registers.evaluations.regulations.domain import mean_text
from app.registers.evaluations.sheets.domain import Evaluation, State
from app.registers.evaluations.sheets.windows.known import rules_of
from app.registers.evaluations.sheets.words import LABELS
from app.widgets.chart_view import ChartView
from app.widgets.forms.note import ColoredLabel
from app.widgets.zoom import line, scale_font


def made(evaluations: Sequence[Evaluation]) -> list[Evaluation]:
    """Those that were signed and not given up, the oldest first."""
    signed = [each for each in evaluations if each.signed_on is not None and each.state is not State.CANCELLED]
    return sorted(signed, key=lambda each: (each.signed_on, each.id))


def criteria_chart(evaluations: Sequence[Evaluation]) -> LineChart | None:
    """One line for each criterion over the days of the evaluations; None without any mark."""
    rated = [each for each in made(evaluations) if any(mark.mark is not None for mark in each.marks)]
    if not rated:
        return None
    names = dict.fromkeys(mark.criterion for each in reversed(rated) for mark in each.marks)
    marks = [{mark.criterion: mark.mark for mark in each.marks} for each in rated]
    scale = [step.value for each in rated for step in rules_of(each).scale if step.value is not None]
    days = [_unique(index, rated) for index in range(len(rated))]
    return LineChart(
        title="Kryteria w kolejnych ocenach",
        points=tuple(days),
        series=tuple(Series(name, tuple(of.get(name) for of in marks)) for name in names),
        axis=Axis(low=min(scale, default=1), high=max(scale, default=5)),
        panels=True,
        heading="Ocena z dnia",
    )


def _unique(index: int, rated: Sequence[Evaluation]) -> str:
    """The day of an evaluation, with the number where two fall on the same."""
    each = rated[index]
    day = format_date(each.signed_on or each.frozen_on)
    same = sum(other.signed_on == each.signed_on for other in rated) > 1
    return f"{day} ({each.number})" if same else day


class PersonHistoryWindow(QDialog):
    """``person`` names whose history it is; ``evaluations`` are all sheets of the person that may be seen."""

    def __init__(self, person: str, evaluations: Sequence[Evaluation], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("person_history")
        self.setWindowTitle(self.tr("Historia ocen osoby"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        unit = line(self)
        title = ColoredLabel(person, "accent", self)
        scale_font(title, 1.25, QFont.Weight.DemiBold)
        listed = made(evaluations)
        chart = criteria_chart(evaluations)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(self.tr("&Zamknij"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self.as_table = QCheckBox(self.tr("Pokaż &kryteria jako tabelę"), self)
        self.as_table.setObjectName("as_table")
        foot = QHBoxLayout()
        foot.addWidget(self.as_table)
        foot.addStretch(1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit, unit, unit, unit // 2)
        layout.setSpacing(unit // 2)
        layout.addWidget(title)
        if not listed:
            said = self.tr("Ta osoba nie ma jeszcze żadnej podpisanej oceny.")
            layout.addWidget(ColoredLabel(said, "muted", self))
            layout.addStretch(1)
        else:
            layout.addWidget(self._evaluations_table(listed))
        self._pages = QStackedWidget(self)
        self.as_table.setVisible(chart is not None)
        if chart is not None:
            self._pages.addWidget(self._scrolled(ChartView(chart)))
            self._pages.addWidget(self._chart_table(chart))
            layout.addWidget(self._pages, 1)
        else:
            self._pages.hide()
        layout.addLayout(foot)
        self.as_table.toggled.connect(self._on_toggled)
        buttons.rejected.connect(self.reject)
        room = self.screen().availableGeometry().size()
        self.resize(min(line(self, 56), round(room.width() * 0.94)), min(line(self, 46), round(room.height() * 0.9)))
        close.setFocus()

    def _on_toggled(self, on: bool) -> None:
        self._pages.setCurrentIndex(1 if on else 0)

    def _scrolled(self, chart: ChartView) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(chart)
        area.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        return area

    def _evaluations_table(self, listed: Sequence[Evaluation]) -> QTableWidget:
        headings = (self.tr("Dzień"), self.tr("Arkusz"), self.tr("Rodzaj"), self.tr("Wynik"), self.tr("Stan"))
        rows = [
            (
                format_date(each.signed_on or each.frozen_on),
                each.number,
                LABELS[type(each.kind)][each.kind],
                result_in_words(each),
                LABELS[State][each.state],
            )
            for each in listed
        ]
        table = self._table(headings, rows, self.tr("Oceny osoby"))
        shown = min(len(rows), 5)
        height = table.horizontalHeader().sizeHint().height() + shown * round(line(self) * 1.8) + 4
        table.setFixedHeight(height)
        return table

    def _chart_table(self, chart: LineChart) -> QTableWidget:
        return self._table(chart.headings(), chart.rows(), chart.title)

    def _table(self, headings: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> QTableWidget:
        table = QTableWidget(len(rows), len(headings), self)
        table.setAccessibleName(name)
        table.setHorizontalHeaderLabels(list(headings))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(line(self) * 1.8))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                table.setItem(row, column, QTableWidgetItem(text))
        return table


def result_in_words(evaluation: Evaluation) -> str:
    """``pozytywna, 4,08, bardzo dobry``; blank before marks are closed."""
    parts = []
    if evaluation.verdict is not None:
        parts.append(LABELS[type(evaluation.verdict)][evaluation.verdict])
    if evaluation.mean is not None:
        parts.append(mean_text(evaluation.mean))
    if evaluation.level:
        parts.append(evaluation.level)
    return ", ".join(parts)
