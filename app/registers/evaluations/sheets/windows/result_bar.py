"""Under the list of criteria: mean, level and proposed result with their formula, and what is still missing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.core.polish import plural
from app.registers.evaluations.regulations.domain import mean_text
from app.registers.evaluations.sheets.result import Result
from app.registers.evaluations.sheets.windows.criterion_row import CriterionRow
from app.widgets.forms.note import ColoredLabel, Headline
from app.widgets.zoom import scale_font

_NAMED = 3


class ResultBar(QWidget):
    """``missing_requested`` asks for the next thing that is missing."""

    missing_requested = Signal()

    def __init__(self, *, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("result_bar")
        self._own = own
        self._narrow = self._has_formula = False
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        unit = QFontMetrics(self.font()).height()
        self.hint = Headline(self)
        self.hint.setObjectName("mark_in_words")
        self.hint.hide()
        self.result = ColoredLabel("", "ink", self)
        self.result.setObjectName("result")
        self.formula = Headline(self)
        self.formula.set_color("muted")
        self.formula.setObjectName("formula")
        self.missing = ColoredLabel("", "ink", self)
        self.missing.setObjectName("missing")
        for label in (self.result, self.missing):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        scale_font(self.result, 1.05, QFont.Weight.DemiBold)
        scale_font(self.formula, 0.92)
        self.go_on = QPushButton(self.tr("Następny brak (F8)"), self)
        self.go_on.setObjectName("next_missing")
        words = QVBoxLayout()
        words.setSpacing(unit // 6)
        for widget in (self.hint, self.result, self.formula, self.missing):
            words.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(unit * 3 // 2, unit // 2, unit, unit // 2)
        layout.setSpacing(unit)
        layout.addLayout(words, 1)
        layout.addWidget(self.go_on)
        self.go_on.clicked.connect(self.missing_requested)

    def show_result(self, result: Result, rows: Sequence[CriterionRow]) -> None:
        """Show what the marks give; ``rows`` are those where something is missing."""
        if self._own:
            self.result.setText("")
        else:
            self.result.setText(self._in_words(result))
            self.result.set_color("danger" if result.proposed_negative else "ink")
            self.formula.set_full_text(self.tr("Wzór: {formula}").format(formula=result.formula))
        self.result.setVisible(not self._own)
        self._has_formula = not self._own and result.mean_hundredths is not None
        self._arrange()
        self.missing.setText(self._missing(rows))
        self.missing.set_color("warning" if rows else "ok")
        self.go_on.setVisible(bool(rows))

    def set_narrow(self, on: bool) -> None:
        """In a small window the mark in words takes the place of the formula."""
        self._narrow = on
        self._arrange()

    def _arrange(self) -> None:
        self.hint.setVisible(self._narrow)
        self.formula.setVisible(self._has_formula and not self._narrow)

    def _in_words(self, result: Result) -> str:
        if result.mean_hundredths is None:
            return self.tr("Nie ma jeszcze żadnej oceny.")
        kind = self.tr("Średnia na razie") if result.missing else self.tr("Średnia")
        parts = [f"{kind} {mean_text(result.mean_hundredths)}"]
        if result.level:
            parts.append(self.tr("poziom: {level}").format(level=result.level))
        if result.proposed_negative:
            why = "; ".join(result.why)
            parts.append(self.tr("proponowany wynik: negatywny, bo {why}").format(why=why))
        else:
            parts.append(self.tr("proponowany wynik: pozytywny"))
        return " · ".join(parts)

    def _missing(self, rows: Sequence[CriterionRow]) -> str:
        empty = [row for row in rows if row.empty]
        unjustified = [row for row in rows if not row.empty]
        parts = []
        if empty:
            number = len(empty)
            what = plural(number, "oceny", "ocen", "ocen")
            parts.append(f"Brakuje {number} {what}: {_named(empty)}.")
        if unjustified:
            number = len(unjustified)
            what = plural(number, "uzasadnienia", "uzasadnień", "uzasadnień")
            parts.append(f"Brakuje {number} {what}: {_named(unjustified)}.")
        return " ".join(parts) or self.tr("Niczego nie brakuje.")


def _named(rows: Sequence[CriterionRow]) -> str:
    names = [row.value.criterion for row in rows[:_NAMED]]
    rest = len(rows) - len(names)
    more = f" i {rest} {plural(rest, 'inne', 'inne', 'innych')}" if rest else ""
    return ", ".join(names) + more
