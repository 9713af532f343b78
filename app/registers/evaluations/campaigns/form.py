"""The form of an evaluation campaign; decisions about people are made in the campaign's own window."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.registers.evaluations.campaigns.domain import CampaignDraft, validate
from app.registers.evaluations.campaigns.eligibility import EVALUATED
from app.registers.evaluations.campaigns.words import FIELDS, KINDS, PROBLEMS
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import Day, Description, LongText, Reference, Section, Several, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject


class CampaignForm(RecordForm):
    """Edits a campaign; ``regulations`` are those of the office."""

    entity = "evaluation_campaign"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        regulations: Sequence[Option],
        parent: QWidget | None = None,
    ) -> None:
        self._regulations = regulations
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        beyond = {kind: name for kind, name in KINDS.items() if kind not in EVALUATED}
        no_regulation = self.tr(
            "Nie ma jeszcze żadnego regulaminu ocen. Dodaj go najpierw w zakładce „Regulaminy ocen”: są tam wzory."
        )
        return Description(
            draft_type=CampaignDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Kampania"),
                    (
                        Text(name="name"),
                        Reference(name="regulation_id", options=self._regulations, span=12, required=True),
                    ),
                    "" if self._regulations else no_regulation,
                ),
                Section(
                    self.tr("Dni"),
                    (
                        Day(name="structure_on", required=True),
                        Day(name="starts_on"),
                        Day(name="ends_on", required=True),
                    ),
                ),
                Section(
                    self.tr("Kto podlega ocenie"),
                    (Several(name="extended", labels=beyond),),
                    self.tr(
                        "Stanowiska urzędnicze, także kierownicze, podlegają ocenie z ustawy. Kogo jeszcze włączyć "
                        "albo kogo wyłączyć i dlaczego, wskażesz na liście osób kampanii."
                    ),
                ),
                Section(self.tr("Uwagi"), (LongText(name="note"),)),
            ),
        )

    def title_of(self, draft: CampaignDraft) -> str:
        return draft.name or self.tr("Nowa kampania ocen")
