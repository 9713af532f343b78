"""The form of a round; its organisations are kept in a window of their own."""

from app.registers.ngos.confirmations.domain import RoundDraft, validate
from app.registers.ngos.confirmations.words import FIELDS, PROBLEMS
from app.widgets.forms.fields import Day, Description, LongText, Number, Section, Text
from app.widgets.forms.record_form import RecordForm


class RoundForm(RecordForm):
    """Edits a round."""

    entity = "ngo_confirmation"

    def describe(self) -> Description:
        return Description(
            draft_type=RoundDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Runda"),
                    (
                        Text(name="name"),
                        Day(name="starts_on", span=4, required=True),
                        Day(name="answer_by", span=4, required=True),
                        Number(name="valid_months", span=4, required=True),
                    ),
                    self.tr("Kogo pyta urząd i kto odpowiedział, zapisuje się w oknie „Organizacje i odpowiedzi”."),
                ),
                Section(self.tr("Koniec i uwagi"), (Day(name="closed_on", span=4), LongText(name="note", lines=3))),
            ),
        )

    def title_of(self, draft: RoundDraft) -> str:
        return draft.name or self.tr("Nowa runda potwierdzania danych")
