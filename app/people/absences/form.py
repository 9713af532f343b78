"""The form of an absence."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.people.absences.domain import AbsenceDraft, validate
from app.people.absences.words import FIELDS, KINDS, PROBLEMS
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import Choice, Day, Description, Reference, Section, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject


class AbsenceForm(RecordForm):
    """Edits an absence; ``people`` are the employees it may be about."""

    entity = "absence"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        people: Sequence[Option],
        parent: QWidget | None = None,
    ) -> None:
        self._people = people
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=AbsenceDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Nieobecność"),
                    (
                        Reference(name="employee_id", options=self._people, span=12, required=True),
                        Choice(name="kind", labels=KINDS, span=12),
                        Day(name="valid_from", span=6, required=True),
                        Day(name="valid_to", span=6),
                        Text(name="note"),
                    ),
                ),
            ),
        )

    def title_of(self, draft: AbsenceDraft) -> str:
        person = next((option.text for option in self._people if option.value == draft.employee_id), "")
        return person or self.tr("Nowa nieobecność")
