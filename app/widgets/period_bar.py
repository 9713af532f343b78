"""A whole year chosen from a list, or any period typed as two days; the choice of windows with summaries."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.dates import format_date
from app.widgets.forms.date_editor import DateEditor
from app.widgets.forms.note import ColoredLabel
from app.widgets.zoom import line

_OTHER = 0
"""Data of the entry „another period”."""


class PeriodBar(QWidget):
    """``changed`` is emitted when another period was chosen and both its days can be read."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("period_bar")
        self._filling = False
        self._period: tuple[date, date] | None = None
        self.year = QComboBox(self)
        self.year.setObjectName("year")
        self.year.setAccessibleName(self.tr("Rok"))
        self.year.setMinimumContentsLength(14)
        self.since, self.until = DateEditor(parent=self), DateEditor(parent=self)
        self.since.setObjectName("since")
        self.until.setObjectName("until")
        self._days = QWidget(self)
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(line(self, 0.6))
        for editor, text in ((self.since, self.tr("O&d")), (self.until, self.tr("D&o"))):
            editor.line.setAccessibleName(text.replace("&", ""))
            editor.setMaximumWidth(line(self, 9))
            days.addWidget(_labelled(text, editor, editor.line))
            editor.edited.connect(self._on_day)
        self.problem = ColoredLabel("", "danger", self)
        self.problem.setObjectName("period_problem")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(line(self, 0.8))
        row.addWidget(_labelled(self.tr("&Rok"), self.year, self.year))
        row.addWidget(self._days)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(line(self, 0.2))
        layout.addLayout(row)
        layout.addWidget(self.problem)
        self.problem.hide()
        self._days.hide()
        self.year.currentIndexChanged.connect(self._on_year)

    def offer(self, years: Sequence[int], chosen: int) -> None:
        """Years to choose from; „another period” stands below them."""
        self._filling = True
        self.year.clear()
        for each in years:
            self.year.addItem(str(each), each)
        self.year.addItem(self.tr("inny okres…"), _OTHER)
        self.year.setCurrentIndex(max(self.year.findData(chosen), 0))
        self._filling = False
        self._take_year()

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day; None before years were offered. The last good one while the days cannot be read."""
        return self._period

    def _take_year(self) -> None:
        year = self.year.currentData()
        self._days.setVisible(year == _OTHER)
        if year:
            self._say("")
            self._period = (date(year, 1, 1), date(year, 12, 31))

    def _on_year(self) -> None:
        if self._filling:
            return
        self._take_year()
        if self.year.currentData() == _OTHER:
            if self._period is not None:
                self.since.load(self._period[0])
                self.until.load(self._period[1])
            self.since.focus_target().setFocus()
            return
        self.changed.emit()

    def _on_day(self) -> None:
        since, until = self.since.read(), self.until.read()
        problems = [*since.problems, *until.problems]
        if problems:
            self._say(self.tr("Wpisz oba dni jako dd.mm.rrrr, na przykład {example}.").format(example=_EXAMPLE))
        elif since.value is None or until.value is None:
            self._say(self.tr("Wpisz oba dni okresu."))
        elif until.value < since.value:
            self._say(self.tr("Koniec okresu jest przed jego początkiem. Popraw jedną z dat."))
        else:
            self._say("")
            if self._period != (since.value, until.value):
                self._period = (since.value, until.value)
                self.changed.emit()

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


_EXAMPLE = format_date(date(2026, 3, 1))


def _labelled(text: str, widget: QWidget, buddy: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(line(column, 0.15))
    label = QLabel(text, column)
    label.setBuddy(buddy)
    layout.addWidget(label)
    layout.addWidget(widget)
    return column
