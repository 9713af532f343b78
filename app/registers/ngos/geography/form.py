"""The form of an import: what stands on the map as its source and day; the rest came with the file."""

from app.registers.ngos.geography.domain import MapImportDraft, validate
from app.registers.ngos.geography.words import FIELDS, LAYERS, PROBLEMS
from app.widgets.forms.fields import Day, Description, Section, Text
from app.widgets.forms.record_form import RecordForm


class MapImportForm(RecordForm):
    """Edits the source line and the day of the data."""

    entity = "ngo_map"

    def describe(self) -> Description:
        return Description(
            draft_type=MapImportDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(Section(self.tr("Co stoi na mapie"), (Text(name="source"), Day(name="state_on"))),),
        )

    def title_of(self, draft: MapImportDraft) -> str:
        return LAYERS[draft.layer].capitalize()
