"""Beside the list of criteria: what the one in focus means, each mark of the scale, the past and events at work."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.core.dates import format_date
from app.registers.evaluations.events.domain import Sign, WorkEvent
from app.registers.evaluations.regulations.domain import Criterion
from app.registers.evaluations.sheets.domain import CriterionMark
from app.registers.evaluations.sheets.result import Rules
from app.registers.evaluations.sheets.windows.known import Known
from app.widgets.forms.note import ColoredLabel
from app.widgets.icons import dress
from app.widgets.zoom import scale_font

MINUS = "\N{MINUS SIGN}"


class CriterionPanel(QScrollArea):
    """``event_chosen`` carries an event that the person wants in the justification."""

    event_chosen = Signal(object)

    def __init__(self, rules: Rules, known: Known, *, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("criterion_panel")
        self.setAccessibleName(self.tr("Opis kryterium"))
        self._rules, self._known, self._own = rules, known, own
        self._criteria: dict[str, Criterion] = {criterion.name: criterion for criterion in rules.criteria}
        self._read_only = False
        self._shown: tuple[CriterionMark, bool] | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        unit = QFontMetrics(self.font()).height()
        content = QWidget()
        content.setObjectName("criterion_facts")
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(unit, unit, unit, unit)
        self._list.setSpacing(unit // 3)
        self.setWidget(content)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)

    def set_read_only(self, on: bool) -> None:
        """Whether events may still be put into justifications."""
        self._read_only = on

    def show_criterion(self, mark: CriterionMark) -> None:
        """Show another criterion, or the same with another mark."""
        if self._shown == (mark, self._read_only):
            return
        same = self._shown is not None and self._shown[0].criterion == mark.criterion
        self._shown = (mark, self._read_only)
        self._clear()
        self._add_heading(mark)
        self._add_scale(mark)
        self._add_past(mark)
        if not self._own:
            self._add_events(mark)
        if self._rules.health_warning:
            self._add(ColoredLabel(self._rules.health_warning, "warning", self.widget()), above=True)
        self._list.addStretch(1)
        if not same:
            self.verticalScrollBar().setValue(0)

    def _clear(self) -> None:
        while item := self._list.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, widget: QWidget, *, above: bool = False) -> None:
        if above:
            self._list.addSpacing(QFontMetrics(self.font()).height() // 2)
        # changed and not set anew, which would forget that the height follows from the width
        policy = widget.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        widget.setSizePolicy(policy)
        self._list.addWidget(widget)

    def _add_title(self, text: str) -> None:
        title = QLabel(text, self.widget())
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        scale_font(title, 1.0, QFont.Weight.DemiBold)
        self._add(title, above=True)

    def _add_heading(self, mark: CriterionMark) -> None:
        title = ColoredLabel(mark.criterion, "accent", self.widget())
        scale_font(title, 1.15, QFont.Weight.DemiBold)
        self._add(title)
        criterion = self._criteria.get(mark.criterion)
        if criterion is not None and criterion.description:
            self._add(ColoredLabel(criterion.description, "muted", self.widget()))
        if mark.weight not in (None, 1):
            self._add(ColoredLabel(self.tr("Waga: {weight}").format(weight=mark.weight), "muted", self.widget()))

    def _add_scale(self, mark: CriterionMark) -> None:
        criterion = self._criteria.get(mark.criterion)
        steps = sorted((step for step in self._rules.scale if step.value is not None), key=lambda step: step.value or 0)
        own_words = criterion.descriptors if criterion is not None and len(criterion.descriptors) == len(steps) else ()
        chosen = mark.self_mark if self._own else mark.mark
        for index, step in reversed(list(enumerate(steps))):
            said = own_words[index] if own_words else step.description
            text = f"{step.value} – {step.name}"
            if step.needs_reason and not self._own:
                text += self.tr(" (z uzasadnieniem)")
            line = QLabel(f"{text}: {said}" if said else text, self.widget())
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.setWordWrap(True)
            line.setProperty("mark", step.value)
            is_chosen = step.value == chosen and not (mark.not_applicable and not self._own)
            if is_chosen:
                scale_font(line, 1.0, QFont.Weight.Bold)
                line.setText(f"▸ {line.text()}")
            self._add(line)

    def _add_past(self, mark: CriterionMark) -> None:
        facts = []
        earlier = self._known.earlier
        before = self._known.earlier_marks.get(mark.criterion)
        if earlier is not None and before is not None:
            day = earlier.signed_on or earlier.frozen_on
            facts.append(self.tr("Poprzednia ocena ({day}): {mark}").format(day=format_date(day), mark=before))
        if not self._own and mark.self_mark is not None:
            facts.append(self._gap(mark))
        for number, fact in enumerate(facts):
            self._add(ColoredLabel(fact, "ink", self.widget()), above=not number)

    def _gap(self, mark: CriterionMark) -> str:
        text = self.tr("Samoocena: {mark}").format(mark=mark.self_mark)
        if mark.mark is None or mark.self_mark is None:
            return text
        gap = mark.mark - mark.self_mark
        if not gap:
            return text + self.tr(" – zgodna z oceną")
        signed = f"+{gap}" if gap > 0 else f"{MINUS}{-gap}"
        return text + self.tr(", ocena względem niej: {gap}").format(gap=signed)

    def _add_events(self, mark: CriterionMark) -> None:
        of_criterion = [event for event in self._known.events if event.criterion == mark.criterion]
        of_none = [event for event in self._known.events if not event.criterion]
        for title, events in (
            (self.tr("Zdarzenia do tego kryterium"), of_criterion),
            (self.tr("Zdarzenia bez kryterium"), of_none),
        ):
            if events:
                self._add_title(title)
                for event in events:
                    self._add(self._event_line(event))

    def _event_line(self, event: WorkEvent) -> QWidget:
        line = QWidget(self.widget())
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        unit = QFontMetrics(self.font()).height()
        row.setSpacing(unit // 3)
        text = ColoredLabel(event_in_words(event), "ok" if event.sign is Sign.PLUS else "danger", line)
        policy = text.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        text.setSizePolicy(policy)
        row.addWidget(text, 1)
        if not self._read_only:
            button = QToolButton(line)
            button.setObjectName(f"take_event_{event.id}")
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            tip = self.tr("Wpisz do uzasadnienia")
            button.setToolTip(tip)
            button.setAccessibleName(f"{tip}: {event_in_words(event)}")
            dress(button, "add")
            button.clicked.connect(lambda: self.event_chosen.emit(event))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line


def event_in_words(event: WorkEvent) -> str:
    """``+ 12.05.2026: szybko przygotowała …``."""
    sign = "+" if event.sign is Sign.PLUS else MINUS
    day = "" if event.happened_on is None else f" {format_date(event.happened_on)}:"
    return f"{sign}{day} {event.event}"
