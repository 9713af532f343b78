"""What starting a campaign would make: how many sheets, for which raters, and what still stands in the way."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.core.dates import format_date
from app.core.polish import plural, sort_key
from app.registers.evaluations.campaigns import words
from app.registers.evaluations.campaigns.domain import Campaign, Line
from app.widgets.forms.note import ColoredLabel
from app.widgets.style import PRIMARY
from app.widgets.zoom import line, scale_font


class StartingWindow(QDialog):
    """``start`` does it; the button is off while somebody lacks a rater or nobody is in."""

    def __init__(
        self, campaign: Campaign, lines: Sequence[Line], start: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("starting_window")
        self.setWindowTitle(self.tr("Rozpocznij kampanię"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        included = [each for each in lines if each.candidate.included]
        lacking = [each for each in included if each.candidate.lacks_rater]
        title = QLabel(campaign.name)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        scale_font(title, 1.2, QFont.Weight.DemiBold)
        about = _paragraph(self._about(campaign, included))
        raters = QPlainTextEdit(rater_lines(included))
        raters.setObjectName("raters")
        raters.setReadOnly(True)
        raters.setTabChangesFocus(True)
        raters.setAccessibleName(self.tr("Oceniający i liczba osób"))
        raters.setMinimumHeight(line(self, 8))
        label = QLabel(self.tr("O&ceniający i liczba osób"))
        label.setBuddy(raters)
        buttons = QDialogButtonBox()
        self.start = buttons.addButton(self.tr("&Rozpocznij kampanię"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.start.setObjectName("start")
        self.start.setProperty(PRIMARY, True)
        self.start.setEnabled(bool(included) and not lacking)
        cancel = buttons.addButton(self.tr("Anuluj"), QDialogButtonBox.ButtonRole.RejectRole)
        (self.start if self.start.isEnabled() else cancel).setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.accepted.connect(start)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 1.2),) * 4)
        layout.setSpacing(line(self, 0.6))
        layout.addWidget(title)
        layout.addWidget(about)
        problem = self._problem(included, lacking)
        if problem:
            told = ColoredLabel(problem, "danger", self)
            told.setObjectName("problem")
            told.setWordWrap(True)
            layout.addWidget(told)
        for widget in (label, raters, buttons):
            layout.addWidget(widget)
        width = self.fontMetrics().averageCharWidth() * 86
        self.resize(width, max(layout.heightForWidth(width), line(self, 28)))

    def _about(self, campaign: Campaign, included: Sequence[Line]) -> str:
        number = len(included)
        sheets = f"{number} {plural(number, 'arkusz oceny', 'arkusze oceny', 'arkuszy oceny')}"
        day = "" if campaign.structure_on is None else format_date(campaign.structure_on)
        return self.tr(
            "Program założy {sheets} i zapisze w nich stanowiska, komórki, oceniających i treść regulaminu z dnia "
            "{day}. Późniejsze zmiany w kadrach już tych arkuszy nie zmienią. Przedtem program zrobi kopię zapasową. "
            "Rozpoczęcie można cofnąć, dopóki nikt nie zaczął wypełniać arkuszy."
        ).format(sheets=sheets, day=day)

    def _problem(self, included: Sequence[Line], lacking: Sequence[Line]) -> str:
        if not included:
            return self.tr("Nikt nie podlega tej kampanii. Sprawdź powody na liście osób.")
        if not lacking:
            return ""
        names = "; ".join(words.called(each.candidate) for each in lacking)
        return self.tr(
            "Bez oceniającego: {people} ({names}). Uzupełnij przełożonych w kartotekach pracowników albo wyłącz te "
            "osoby z powodem."
        ).format(people=words.people(len(lacking)), names=names)


def rater_lines(included: Sequence[Line]) -> str:
    """One line a rater: name and how many people; Polish order."""
    counts: dict[tuple[int | None, str], int] = {}
    for each in included:
        if each.candidate.rater_id is not None:
            key = (each.candidate.rater_id, words.rater(each.candidate))
            counts[key] = counts.get(key, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: sort_key(item[0][1]))
    return "\n".join(f"{name} – {words.people(number)}" for (_, name), number in ordered)


def _paragraph(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
