"""The window of one sheet: marks, opinion and what was agreed at the talk, filled by the keyboard alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QPalette, QResizeEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.records import Outcome
from app.core.words import FieldWords
from app.registers.evaluations.sheets.domain import (
    CriterionMark,
    Evaluation,
    EvaluationDraft,
    Goal,
    TrainingNeed,
    validate,
)
from app.registers.evaluations.sheets.result import SENTENCES
from app.registers.evaluations.sheets.steps import MARKING, UNSIGNED
from app.registers.evaluations.sheets.windows.criterion_panel import CriterionPanel, event_in_words
from app.registers.evaluations.sheets.windows.criterion_row import CriterionRow
from app.registers.evaluations.sheets.windows.known import Known, rules_of
from app.registers.evaluations.sheets.windows.marks_editor import MarksEditor
from app.registers.evaluations.sheets.windows.result_bar import ResultBar
from app.registers.evaluations.sheets.words import FIELDS, PROBLEMS
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.fields import Custom, Day, Description, Facts, LongText, Section, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.forms.row_list import Rows
from app.widgets.forms.tab_order import chain_tabs
from app.widgets.icons import dress
from app.widgets.style import PRIMARY
from app.widgets.zoom import line

_PANEL_FROM = 47
"""Lines of text that the window must be wide to show the description of criteria beside them."""
_PAGE = 49
"""Lines of text that the criteria take at most; the description gets what is left."""


@dataclass(frozen=True, kw_only=True)
class MarkingDeeds:
    """What the window asks of the tab: name the next step of a sheet and take it.

    ``next_step`` gives the words on the button, blank where nothing follows; ``take_next(evaluation, window)`` opens
    what the step needs.
    """

    next_step: Callable[[Evaluation], str]
    take_next: Callable[[Evaluation, "EvaluationForm"], None]


class EvaluationForm(RecordForm):
    """Edits an open sheet; closing it saves without a question, since nothing of a draft has to be complete."""

    entity = "evaluation"
    own = False
    """Whether the employee's self-assessment is edited instead of the rater's marks."""

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        known: Known,
        deeds: MarkingDeeds,
        why_closed: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._evaluation: Evaluation = subject.record
        self._rules = rules_of(self._evaluation)
        self._known, self._deeds, self._why_closed = known, deeds, why_closed
        self._then_next = self._ready = False
        if self._evaluation.state not in UNSIGNED or why_closed:
            subject = replace(subject, read_only=True)
        super().__init__(subject, services, save, parent)
        self._ready = True
        self._adapt_to_state()
        self._show_marks()
        self.marks.focus_target().setFocus()

    # -- what is edited --------------------------------------------------------------------------------------

    def describe(self) -> Description:
        return Description(
            draft_type=EvaluationDraft,
            words=self._words(),
            problem_words={**PROBLEMS, **SENTENCES},
            validate=validate,
            sections=self._sections(),
        )

    def _sections(self) -> tuple[Section, ...]:
        return (
            self._marks_section(),
            Section(self.tr("Opinia"), (LongText(name="opinion", lines=4),)),
            Section(self.tr("Rozmowa"), (LongText(name="conclusions", lines=4), self._goals(), self._needs())),
        )

    def _marks_section(self) -> Section:
        return Section(
            FIELDS["marks"].label,
            (Custom(name="marks", build=self._new_marks, in_words=marks_in_words),),
            intro=self._keys(),
        )

    def _keys(self) -> str:
        scale = [step.value for step in self._rules.scale if step.value is not None]
        digits = f"{min(scale)}–{max(scale)}" if scale else ""
        keys = self.tr("Klawisze: {digits} – ocena i następne kryterium").format(digits=digits)
        if self._rules.may_not_apply and not self.own:
            keys += self.tr(", N – nie dotyczy")
        if not self.own:
            keys += self.tr(", U – uzasadnienie")
        keys += self.tr(", Backspace – usuń, strzałki i Enter – przejdź.")
        if self._known.earlier_marks:
            keys += self.tr(" Przerywana ramka: poprzednia ocena.")
        if not self.own and any(mark.self_mark is not None for mark in self._evaluation.marks):
            keys += self.tr(" Kółko pod oceną: samoocena, linia: różnica.")
        return keys

    def _words(self) -> Mapping[str, FieldWords]:
        warned = {name: replace(FIELDS[name], help=self._rules.health_warning) for name in ("opinion", "conclusions")}
        return {**FIELDS, **warned}

    def _new_marks(self, _facts: Facts) -> FieldEditor:
        self.marks = MarksEditor(self._rules, self._known.earlier_marks, own=self.own)
        return self.marks

    def _goals(self) -> Rows:
        return Rows(
            name="goals",
            row_type=Goal,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(Text(name="goal"), Day(name="due_on"), Day(name="done_on")),
            summary=lambda goal: _with_day(goal.goal, self.tr("do"), goal.due_on),
            add_text=self.tr("Dodaj cel"),
            empty_text=self.tr("Brak celów. Wpisz, co i do kiedy ma się zmienić."),
        )

    def _needs(self) -> Rows:
        return Rows(
            name="needs",
            row_type=TrainingNeed,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(Text(name="topic"), Text(name="reason", span=8), Day(name="wanted_by")),
            summary=lambda need: _with_day(need.topic, self.tr("do"), need.wanted_by),
            add_text=self.tr("Dodaj potrzebę szkoleniową"),
            empty_text=self.tr("Brak potrzeb. Wpisane tutaj trafią do planu szkoleń."),
        )

    def title_of(self, draft: Any) -> str:
        evaluation = self._evaluation
        apart = evaluation.person_number or evaluation.post
        person = f"{evaluation.person} ({apart})" if apart else evaluation.person
        kind = self.tr("Samoocena") if self.own else self.tr("Ocena")
        return self.tr("{kind}: {person} – arkusz {number}").format(kind=kind, person=person, number=evaluation.number)

    # -- building --------------------------------------------------------------------------------------------

    def build(self, description: Description, *, read_only: bool) -> None:
        super().build(description, read_only=read_only)
        self.panel = CriterionPanel(self._rules, self._known, own=self.own, parent=self)
        self.panel.set_read_only(read_only)
        self.body.addWidget(self.panel)
        self.bar = ResultBar(own=self.own, parent=self)
        self.below.addWidget(self.bar)
        self.next_step = QPushButton(self)
        self.next_step.setObjectName("next_step")
        self.buttons.addWidget(self.next_step)
        self.next_step.setProperty(PRIMARY, True)
        self.next_step.setToolTip(self.tr("Następny krok tej oceny (F7)"))
        dress(self.next_step, "right", QPalette.ColorRole.HighlightedText)
        self.save_and_close.setProperty(PRIMARY, False)
        dress(self.save_and_close, "save")
        # closing saves, so there is nothing to cancel
        self.cancel.setVisible(read_only)
        self.resize(line(self, 76), line(self, 46))

    def _connect(self) -> None:
        super()._connect()
        self.marks.edited.connect(self._show_marks)
        self.marks.current_changed.connect(self._on_current_changed)
        self.marks.finished.connect(self._on_finished)
        self.marks.refused.connect(self._on_key_refused)
        self.panel.event_chosen.connect(self._on_event_chosen)
        self.bar.missing_requested.connect(self._on_next_fault)
        self.next_step.clicked.connect(self._on_next_step)
        # not the button's own shortcut, which goes with each new text
        QShortcut(QKeySequence("F7"), self).activated.connect(self.next_step.click)

    @property
    def evaluation(self) -> Evaluation:
        """The sheet as last read or saved."""
        return self._evaluation

    @property
    def marks_open(self) -> bool:
        """Whether marks may still be set in this state of the sheet."""
        return not self._subject.read_only and self._evaluation.state in MARKING

    def _adapt_to_state(self) -> None:
        self._order_tabs()
        self._arrange()
        self.marks.set_read_only(not self.marks_open)
        self.panel.set_read_only(not self.marks_open)
        words = self._deeds.next_step(self._evaluation)
        self.next_step.setText(words)
        self.next_step.setVisible(bool(words) and not self._why_closed)

    def _order_tabs(self) -> None:
        """The criteria come before what follows them, although they were made later."""
        after = self._after_marks()
        before = after.previousInFocusChain()
        stops = self.marks.stops()
        if stops and before is not None and stops[-1] is not before:
            chain_tabs((before, *stops, after))

    # -- showing ---------------------------------------------------------------------------------------------

    def _show_marks(self) -> None:
        if not self._ready:
            return
        missing = self.marks.missing() if self.marks_open else ()
        self.bar.show_result(self.marks.result(), missing)
        self._show_current()

    def _show_current(self) -> None:
        row = self.marks.current
        if row is None:
            return
        self.panel.show_criterion(row.value)
        self.bar.hint.set_full_text(f"{row.value.criterion}: {row.state_in_words()}")

    def _on_current_changed(self, row: object) -> None:
        if self._ready and isinstance(row, CriterionRow):
            self._show_current()

    def _on_key_refused(self, text: str) -> None:
        self.say(text, "warning")

    def _on_event_chosen(self, event: Any) -> None:
        row = self.marks.current
        if row is not None:
            row.add_to_reason(event_in_words(event))

    def _on_finished(self) -> None:
        """After the last criterion: what is missing, or what follows the marks."""
        if not (self.marks_open and self.marks.go_to_missing()):
            self._after_marks().setFocus(Qt.FocusReason.TabFocusReason)

    def _after_marks(self) -> QWidget:
        return self.page.rows["opinion"].editor.focus_target()

    def go_to_missing(self) -> None:
        """Put the focus on what keeps the marks from being closed, and say so."""
        self.marks.go_to_missing(here_too=True)
        self.say(self.tr("Zanim wystawisz oceny, uzupełnij to, czego brakuje."), "warning")

    def refresh(self, evaluation: Evaluation) -> None:
        """Show what somebody else, or a step, made of the sheet; unsaved work stays and meets it when saved."""
        if evaluation.version != self._evaluation.version and not (self._modified or self._busy or self._left):
            self.take_over(evaluation)

    def _on_next_fault(self) -> None:
        if self.page.faulty_rows():
            super()._on_next_fault()
        elif not (self.marks_open and self.marks.go_to_missing()):
            self.say(self.tr("Niczego nie brakuje."), "ok")

    def _tell(self, draft: Any) -> None:
        super()._tell(draft)
        if self._subject.read_only and self._why_closed:
            self.say(self._why_closed)
        elif self._modified and not self.page.faulty_rows():
            self.say(self.tr("Zmiany zapiszą się przy zamknięciu okna (od razu: Ctrl+S)."))
        elif not self._modified and not self._subject.read_only:
            self.say(self.tr("Oceniający: {rater}").format(rater=self._evaluation.rater))

    # -- the next step ---------------------------------------------------------------------------------------

    def _on_next_step(self) -> None:
        if self._modified:
            self._then_next = True
            self.save()
        else:
            self._deeds.take_next(self._evaluation, self)

    def take_over(self, evaluation: Evaluation) -> None:
        """Show the sheet as a step left it; a sheet that is signed has nothing to write any more."""
        self._take_over(evaluation)
        if evaluation.state not in UNSIGNED:
            self.close()

    def _take_over(self, record: Any) -> None:
        self._evaluation = record
        super()._take_over(record)
        self._adapt_to_state()
        self._show_marks()

    def _on_saved(self, outcome: Any) -> None:
        then_next, self._then_next = self._then_next, False
        super()._on_saved(outcome)
        if then_next and isinstance(outcome, Outcome):
            self._deeds.take_next(self._evaluation, self)

    def _on_refused(self, error: Refusal) -> None:
        leaving, self._then_next = self._leaving, False
        super()._on_refused(error)
        if leaving:
            self.kept_open.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._busy and self._left is None:
            self._check()
            # a draft need not be complete, so leaving is saving; only what cannot be saved asks
            if self._modified and not self.page.faulty_rows():
                event.ignore()
                self.save_and_leave()
                return
        super().closeEvent(event)

    # -- size ------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._ready:
            self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= line(self, _PANEL_FROM)
        room = self.width() - line(self, _PAGE)
        self.panel.setFixedWidth(min(max(room, line(self, 16)), line(self, 40)))
        rated = bool(self.marks.rows)
        self.panel.setVisible(wide and rated)
        self.bar.setVisible(rated)
        self.bar.set_narrow(not wide)


def marks_in_words(marks: tuple[CriterionMark, ...]) -> str:
    """Each criterion with its mark, one in a line, for comparing versions."""
    lines = []
    for mark in marks:
        said = "nie dotyczy" if mark.not_applicable else "bez oceny" if mark.mark is None else str(mark.mark)
        reason = f" ({mark.reason})" if mark.reason else ""
        lines.append(f"{mark.criterion}: {said}{reason}")
    return "\n".join(lines)


def _with_day(text: str, word: str, day: Any) -> str:
    return f"{text} – {word} {format_date(day)}" if text and day is not None else text
