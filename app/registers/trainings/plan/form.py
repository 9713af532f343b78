"""The form of a line of the training plan."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.registers.trainings.needs.words import PRIORITIES
from app.registers.trainings.plan.domain import PlanItemDraft, validate
from app.registers.trainings.plan.words import FIELDS, PROBLEMS
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import Choice, Description, LongText, Money, Number, Reference, Section, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject


class PlanItemForm(RecordForm):
    """Edits a line; ``units`` are those it may be for, ``areas`` were written before."""

    entity = "training_plan_item"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        units: Sequence[Option],
        areas: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        self._units, self._areas = units, areas
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=PlanItemDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Szkolenie"),
                    (Text(name="topic"), Text(name="area", suggestions=self._areas)),
                ),
                Section(
                    self.tr("Dla kogo"),
                    (
                        Reference(name="unit_id", options=self._units, span=12),
                        Text(name="group", span=9),
                        Number(name="people"),
                    ),
                ),
                Section(
                    self.tr("Kiedy i za ile"),
                    (
                        Number(name="year", required=True),
                        Number(name="quarter"),
                        Choice(name="priority", labels=PRIORITIES, span=3),
                        Money(name="estimate"),
                    ),
                ),
                Section(self.tr("Uwagi"), (LongText(name="note"),)),
            ),
        )

    def title_of(self, draft: PlanItemDraft) -> str:
        return draft.topic or self.tr("Nowa pozycja planu szkoleń")
