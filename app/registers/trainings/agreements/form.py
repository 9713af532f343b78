"""The form of a training agreement; how it ended is settled in a window of its own."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from app.registers.trainings.agreements.domain import Agreement, AgreementDraft, validate
from app.registers.trainings.agreements.words import FIELDS, PROBLEMS
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import Day, Description, LongText, Money, Number, Reference, Section, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject

_OWN = ("signed_on", "months", "leave_days", "benefits", "duties", "note")
"""What the person writes beside the training, and stays when another one is chosen."""


class AgreementForm(RecordForm):
    """Edits an agreement; ``offered`` are participations it may be about, ``filled`` agreements made of them, by id."""

    entity = "training_agreement"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        people: Sequence[Option],
        offered: Sequence[Option] = (),
        filled: Mapping[int, AgreementDraft] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._people, self._offered, self._filled = people, offered, filled or {}
        start: AgreementDraft | None = subject.start if subject.record is None else subject.record
        self._chosen = None if start is None else start.participation_id
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=AgreementDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Z kim i o czym"),
                    (
                        Reference(name="participation_id", options=self._offered, span=12),
                        Reference(name="employee_id", options=self._people, span=12, required=True),
                        Text(name="subject"),
                        Day(name="signed_on", required=True),
                        Day(name="training_starts_on"),
                        Day(name="training_ends_on", required=True),
                    ),
                    self.tr(
                        "Szkolenie, które przepis, regulamin albo umowa o pracę nakazuje urzędowi przeprowadzić, albo "
                        "na które wysłał przełożony, jest na koszt urzędu (art. 94¹³ KP) i nie może być przedmiotem "
                        "zwrotu."
                    ),
                ),
                Section(
                    self.tr("Co daje urząd"),
                    (
                        Money(name="cost", span=6, required=True),
                        Number(name="leave_days", span=6),
                        LongText(name="benefits", lines=2),
                    ),
                ),
                Section(
                    self.tr("Do czego zobowiązuje się pracownik"),
                    (Number(name="months", span=6, required=True), LongText(name="duties", lines=2)),
                ),
                Section(self.tr("Uwagi"), (LongText(name="note", lines=2),)),
            ),
        )

    def title_of(self, draft: AgreementDraft) -> str:
        record: Agreement | None = self._record
        return self.tr("Nowa umowa szkoleniowa") if record is None else f"{record.number} – {record.person}"

    def adapt(self, draft: AgreementDraft) -> None:
        """What is chosen first fills in the rest of a new agreement."""
        if draft.participation_id == self._chosen:
            return
        self._chosen = draft.participation_id
        filled = self._filled.get(draft.participation_id or 0)
        if filled is not None:
            self.fill_in(filled, draft, keep=_OWN)
