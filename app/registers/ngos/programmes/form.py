"""The form of a programme of cooperation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.money import format_money
from app.registers.ngos.programmes.domain import (
    LONG_TEXTS,
    PRINCIPLES,
    PriorityTask,
    ProgrammeDraft,
    total_of,
    usual_title,
    validate,
)
from app.registers.ngos.programmes.due import passing_due, passing_explained, report_due, report_explained
from app.registers.ngos.programmes.words import FIELDS, PROBLEMS
from app.widgets.forms.choice_editors import Option, ReferenceEditor
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.fields import Day, Description, Facts, Field, LongText, Money, Number, Section, Text
from app.widgets.forms.live_notes import LiveNote, NoteTone
from app.widgets.forms.noted_form import NotedForm
from app.widgets.forms.record_form import FormServices, Save, Subject
from app.widgets.forms.row_list import Rows

_FIRST, _LAST = 2000, 2100
"""Years that a person means while typing one."""


@dataclass(frozen=True, kw_only=True)
class SphereChoice(Field):
    """A sphere picked by its number or name; ``spheres`` are codes with labels, blank stands for none."""

    spheres: Sequence[tuple[str, str]]
    span: int = 6

    def editor(self, facts: Facts) -> FieldEditor:
        options = [Option(place, label) for place, (_, label) in enumerate(self.spheres)]
        return ReferenceEditor(options, example=facts.words.example)

    def value_of(self, draft: Any) -> Any:
        code = super().value_of(draft)
        return next((place for place, (known, _) in enumerate(self.spheres) if known == code), None)

    def values(self, value: Any) -> Mapping[str, Any]:
        return {self.name: "" if value is None else self.spheres[value][0]}

    def told(self, value: Any) -> str:
        return "" if value is None else self.spheres[value][1]


class ProgrammeForm(NotedForm):
    """Edits a programme; ``spheres`` are those that can be chosen, with those already written."""

    entity = "ngo_programme"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        spheres: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        self._spheres = spheres
        self._labels = dict(spheres)
        start = subject.record or subject.start
        self._years = (start.first_year, start.last_year) if isinstance(start, ProgrammeDraft) else (None, None)
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=ProgrammeDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Program"),
                    (
                        Number(name="first_year", span=3, required=True),
                        Number(name="last_year", span=3, required=True),
                        Text(name="title"),
                    ),
                ),
                Section(
                    self.tr("Terminy"),
                    (
                        Day(name="draft_on"),
                        Day(name="consulted_from"),
                        Day(name="consulted_to"),
                        Day(name="passed_on"),
                        Text(name="resolution", span=8),
                        Day(name="report_on", span=6),
                        Day(name="published_on", span=6),
                    ),
                    self.tr(
                        "Do kiedy program uchwalić i złożyć sprawozdanie (art. 5a ust. 1 i 3), mówi pasek pod polami."
                    ),
                ),
                Section(
                    self.tr("Pieniądze i zadania"),
                    (
                        Money(name="money", span=4),
                        Money(name="grants", span=4),
                        Money(name="small_grants", span=4),
                        self._tasks(),
                    ),
                ),
                Section(
                    self.tr("Zasady współpracy"),
                    tuple(LongText(name=name, lines=2) for name in PRINCIPLES),
                    self.tr("Sześć zasad z art. 5 ust. 3, opisanych słowami urzędu."),
                ),
                Section(
                    self.tr("Treść programu"),
                    tuple(LongText(name=name, lines=3) for name in LONG_TEXTS),
                    self.tr(
                        "Pozostałe części z art. 5a ust. 4. Zasady, zadania, okres i środki program bierze z pól "
                        "powyżej; czego brakuje, widać na podglądzie."
                    ),
                ),
                Section(
                    self.tr("Opinia rady i uwagi"),
                    (Day(name="opinion_on"), LongText(name="opinion", lines=2), LongText(name="note", lines=2)),
                ),
            ),
        )

    def title_of(self, draft: ProgrammeDraft) -> str:
        return draft.title or self.tr("Nowy program współpracy")

    def adapt(self, draft: ProgrammeDraft) -> None:
        """A title as usual follows the years; the sum of tasks stands beside the money planned."""
        self._follow_years(draft)
        total = self.tr("Razem: {total}").format(total=format_money(total_of(draft.tasks)))
        if draft.tasks and draft.money is not None:
            total = self.tr("{total} z planowanych {money}").format(total=total, money=format_money(draft.money))
        self.page.sum_up("tasks", total if draft.tasks else "")
        super().adapt(draft)

    def live_notes(self, draft: ProgrammeDraft) -> list[LiveNote]:
        """Both last days, against what is typed already; nothing for years that no rule knows."""
        first, last = draft.first_year, draft.last_year
        if first is None or last is None or not _FIRST <= first <= last <= _LAST:
            return []
        try:
            told = (
                (self.tr("Uchwalić do {day}."), passing_due(first), passing_explained(first), (draft.passed_on,)),
                (
                    self.tr("Sprawozdanie złożyć i ogłosić do {day}."),
                    report_due(last),
                    report_explained(last),
                    (draft.report_on, draft.published_on),
                ),
            )
        except Refusal:
            return []
        notes = []
        for text, due, why, days in told:
            late = any(day is not None and day > due for day in days)
            tone = NoteTone.UNSURE if late else NoteTone.GOOD if all(days) else NoteTone.PLAIN
            notes.append(LiveNote(text.format(day=format_date(due)), tone, why))
        return notes

    def _follow_years(self, draft: ProgrammeDraft) -> None:
        first, last = draft.first_year, draft.last_year
        before = self._years
        if first is None or last is None or (first, last) == before:
            return
        if not all(_FIRST <= year <= _LAST for year in (first, last)):
            # a year that is still being typed
            return
        if before[0] is not None and before[0] == before[1] == last:
            # a yearly programme stays one
            last = first
            self.page.rows["last_year"].load(replace(draft, last_year=last))
        self._years = (first, last)
        usual = "" if before[0] is None or before[1] is None else usual_title(before[0], before[1])
        if first <= last and draft.title.strip() in ("", usual):
            self.page.rows["title"].load(replace(draft, title=usual_title(first, last)))
        self._on_edited()

    def _tasks(self) -> Rows:
        def in_words(task: PriorityTask) -> str:
            said = f"{task.task} (sfera {task.sphere})" if task.sphere else task.task
            return said if task.amount is None else f"{said}: {format_money(task.amount)}"

        return Rows(
            name="tasks",
            row_type=PriorityTask,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Text(name="task", required=True),
                SphereChoice(name="sphere", spheres=self._spheres, span=8),
                Money(name="amount", span=4),
            ),
            summary=in_words,
            add_text=self.tr("Dodaj zadanie"),
            empty_text=self.tr("Brak zadań priorytetowych."),
        )
