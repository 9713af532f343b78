"""The form of a training need."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.registers.trainings.needs.domain import NeedDraft, validate
from app.registers.trainings.needs.words import FIELDS, PRIORITIES, PROBLEMS, SOURCES
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import Choice, Day, Description, LongText, Number, Reference, Section, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject


class NeedForm(RecordForm):
    """Edits a need; ``people`` and ``units`` are those it may be about, ``areas`` were written before."""

    entity = "training_need"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        people: Sequence[Option],
        units: Sequence[Option],
        areas: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        self._people, self._units, self._areas = people, units, areas
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=NeedDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Czego trzeba się nauczyć"),
                    (
                        Text(name="topic"),
                        Text(name="area", span=8, suggestions=self._areas),
                        Choice(name="source", labels=SOURCES, span=4),
                        LongText(name="reason", lines=3),
                    ),
                ),
                Section(
                    self.tr("Kogo dotyczy"),
                    (
                        Reference(name="employee_id", options=self._people, span=12),
                        Reference(name="unit_id", options=self._units, span=9),
                        Number(name="people"),
                    ),
                ),
                Section(
                    self.tr("Kiedy"),
                    (Day(name="wanted_by"), Choice(name="priority", labels=PRIORITIES)),
                ),
            ),
        )

    def title_of(self, draft: NeedDraft) -> str:
        return draft.topic or self.tr("Nowa potrzeba szkoleniowa")
