"""The form of a new sheet outside a campaign: who, and by when."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.registers.evaluations.sheets.domain import EvaluationDraft, validate
from app.registers.evaluations.sheets.words import FIELDS, PROBLEMS
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import Day, Description, Reference, Section
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject


class NewEvaluationForm(RecordForm):
    """Rater, post, unit and regulation are taken from the office as it is today, and frozen."""

    entity = "evaluation"

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
        self.setObjectName("new_evaluation_form")

    def describe(self) -> Description:
        intro = self.tr(
            "Oceniający, stanowisko, komórka i regulamin zostaną wpisane na arkusz według stanu na dziś. Oceny wielu "
            "osób prowadzi się w kampanii."
        )
        return Description(
            draft_type=EvaluationDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Nowy arkusz"),
                    (
                        Reference(name="employee_id", options=self._people, span=12, required=True),
                        Day(name="planned_on", span=5),
                    ),
                    intro=intro,
                ),
            ),
        )

    def title_of(self, draft: Any) -> str:
        name = next((person.text for person in self._people if person.value == draft.employee_id), "")
        return self.tr("Nowa ocena: {person}").format(person=name) if name else self.tr("Nowa ocena")
