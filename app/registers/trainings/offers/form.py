"""The form of a training offer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtWidgets import QWidget

from app.registers.trainings.offers.domain import OfferDraft, Routing, validate
from app.registers.trainings.offers.words import FIELDS, PROBLEMS, REPLIES, routing_in_words
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.fields import (
    Choice,
    Custom,
    Day,
    Description,
    Facts,
    LongText,
    Money,
    Number,
    Reference,
    Section,
    Text,
)
from app.widgets.forms.files import AddFile, FileEditor, FilePicker
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.forms.row_list import Rows
from app.widgets.stored_files import FileAccess, FileOutlet


@dataclass(frozen=True, kw_only=True)
class OfferChoices:
    """What the office already has: institutions and units are picked, the rest is suggested."""

    institutions: Sequence[Option]
    units: Sequence[Option]
    unit_symbols: Mapping[int, str]
    areas: Sequence[str] = ()
    deciders: Sequence[str] = ()
    today: Callable[[], date] = field(default=date.today)


class OfferForm(RecordForm):
    """Edits an offer; ``add_file`` checks and stores its file, ``files`` brings stored ones back."""

    entity = "training_offer"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        choices: OfferChoices,
        add_file: AddFile,
        files: FileAccess,
        parent: QWidget | None = None,
    ) -> None:
        self._choices, self._add_file, self._files = choices, add_file, files
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=OfferDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Oferta"),
                    (
                        Text(name="topic"),
                        Reference(name="institution_id", options=self._choices.institutions, span=8),
                        Text(name="area", suggestions=self._choices.areas, span=4),
                        Day(name="received_on", required=True, span=4),
                        Day(name="starts_on", span=4),
                        Day(name="ends_on", span=4),
                        Text(name="place", span=8),
                        Money(name="price", span=4),
                        LongText(name="description", lines=4),
                        Custom(name="file", companions=("file_name",), build=self._file_editor, in_words=_file),
                    ),
                ),
                Section(
                    self.tr("Wybór oferty"),
                    (
                        Day(name="selected_on", span=4),
                        Text(name="selected_by", suggestions=self._choices.deciders, span=8),
                        Text(name="rejected_reason"),
                    ),
                ),
                Section(self.tr("Kierownicy komórek"), (self._routings(),)),
            ),
        )

    def _routings(self) -> Rows:
        symbols, today = self._choices.unit_symbols, self._choices.today

        def summary(routing: Routing) -> str:
            return "" if routing.unit_id is None else routing_in_words(routing, symbols[routing.unit_id], today())

        return Rows(
            name="routings",
            row_type=Routing,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Reference(name="unit_id", options=self._choices.units, span=8, required=True),
                Day(name="passed_on", required=True, span=4),
                Choice(name="reply", labels=REPLIES, span=5),
                Day(name="replied_on", span=4),
                Number(name="people", span=3),
                Text(name="note"),
            ),
            summary=summary,
            add_text=self.tr("Dodaj komórkę"),
            empty_text=self.tr("Oferty nie przekazano jeszcze do żadnej komórki."),
        )

    def _file_editor(self, _facts: Facts) -> FieldEditor:
        picker = FilePicker(self.dialogs, self.jobs, self._add_file, self)
        outlet = FileOutlet(self._files, self.dialogs, self.jobs, self.say, self)
        return FileEditor(picker, outlet, self.tr("Dokumenty i obrazy (*.pdf *.docx *.odt *.png *.jpg *.jpeg)"))

    def title_of(self, draft: OfferDraft) -> str:
        return draft.topic or self.tr("Nowa oferta szkolenia")


def _file(value: tuple[str | None, str]) -> str:
    return value[1] if value[0] else ""
