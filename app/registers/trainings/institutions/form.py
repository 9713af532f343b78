"""The form of a training institution."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.registers.trainings.institutions.domain import InstitutionDraft, validate
from app.registers.trainings.institutions.words import FIELDS, PROBLEMS
from app.widgets.forms.fields import Description, LongText, Section, Text, Texts
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject


class InstitutionForm(RecordForm):
    """Edits an institution; ``towns`` are those of the others."""

    entity = "training_institution"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        towns: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        self._towns = towns
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=InstitutionDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Instytucja"),
                    (
                        Text(name="name"),
                        Texts(name="aliases", lines=2),
                        Text(name="nip", span=6),
                        Text(name="regon", span=6),
                    ),
                ),
                Section(
                    self.tr("Adres i kontakt"),
                    (
                        Text(name="street", span=12),
                        Text(name="postal_code", span=4),
                        Text(name="town", suggestions=self._towns, span=8),
                        Text(name="phone", span=6),
                        Text(name="email", span=6),
                        Text(name="website", span=6),
                        Text(name="contact", span=6),
                    ),
                ),
                Section(self.tr("Czego uczy"), (Text(name="areas"), LongText(name="note"))),
            ),
        )

    def title_of(self, draft: InstitutionDraft) -> str:
        return draft.name or self.tr("Nowa instytucja szkoląca")
