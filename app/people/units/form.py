"""The form of an organisational unit."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.people.units.domain import PastUnit, UnitDraft, validate
from app.people.units.words import FIELDS, PROBLEMS, past_in_words
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import Day, Description, Reference, Section, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.forms.row_list import Rows


class UnitForm(RecordForm):
    """Edits a unit; ``parents`` are the units it may belong to, itself left out."""

    entity = "unit"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        parents: Sequence[Option],
        parent: QWidget | None = None,
    ) -> None:
        self._parents = parents
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=UnitDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Komórka"),
                    (
                        Text(name="symbol", span=4),
                        Text(name="name", span=8),
                        Reference(name="parent_id", options=self._parents, span=12),
                    ),
                ),
                Section(
                    self.tr("Gdzie jest"),
                    (
                        Text(name="building", span=6),
                        Text(name="floor", span=3),
                        Text(name="room", span=3),
                        Text(name="phone", span=6),
                        Text(name="email", span=6),
                    ),
                ),
                Section(self.tr("Karty usług"), (Text(name="card_pattern", span=6),)),
                Section(self.tr("Od kiedy i do kiedy"), (Day(name="since", span=6), Day(name="closed_on", span=6))),
                Section(self.tr("Jak było wcześniej"), (self._history(),)),
            ),
        )

    def _history(self) -> Rows:
        return Rows(
            name="history",
            row_type=PastUnit,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Text(name="name"),
                Reference(name="parent_id", options=self._parents, span=12),
                Day(name="valid_from", span=6),
                Day(name="valid_to", span=6, required=True),
            ),
            summary=past_in_words,
            add_text=self.tr("Dodaj wcześniejszą nazwę lub podległość"),
            empty_text=self.tr("Brak. Gdy komórka zmienia nazwę albo miejsce w strukturze, zapisz tu, jak było."),
        )

    def title_of(self, draft: UnitDraft) -> str:
        return (
            f"{draft.symbol} – {draft.name}" if draft.symbol and draft.name else self.tr("Nowa komórka organizacyjna")
        )
