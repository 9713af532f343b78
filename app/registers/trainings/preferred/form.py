"""The form of a list of preferred institutions: its period and what people add to the computed lines."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from app.registers.trainings.preferred.domain import InstitutionNote, PreferredListDraft, validate
from app.registers.trainings.preferred.words import FIELDS, PROBLEMS, title
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import Day, Description, Flag, LongText, Number, Reference, Section, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.forms.row_list import Rows

_FIRST, _LAST = 2000, 2100
"""Years that a person means while typing one."""


class PreferredListForm(RecordForm):
    """Edits a list; ``institutions`` are those that a remark may be about."""

    entity = "preferred_list"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        institutions: Sequence[Option],
        parent: QWidget | None = None,
    ) -> None:
        self._institutions = institutions
        self._names = {option.value: option.text for option in institutions}
        draft = subject.record or subject.start
        self._year = draft.year if isinstance(draft, PreferredListDraft) else None
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=PreferredListDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Okres"),
                    (
                        Number(name="year", span=4, required=True),
                        Day(name="since", span=4, required=True),
                        Day(name="until", span=4, required=True),
                    ),
                    self.tr("Miejsca, oceny i ceny program wylicza z kart uczestnictwa; listę widać na podglądzie."),
                ),
                Section(self.tr("Uwagi"), (self._notes(), LongText(name="note", lines=4))),
            ),
        )

    def adapt(self, draft: PreferredListDraft) -> None:
        """A period that was the whole of the year follows the year; one that people chose stays."""
        before = self._year
        if draft.year is None or draft.year == before or not _FIRST <= draft.year <= _LAST:
            return
        self._year = draft.year
        if before is not None and (draft.since, draft.until) == (date(before, 1, 1), date(before, 12, 31)):
            self.page.rows["since"].load(replace(draft, since=date(draft.year, 1, 1)))
            self.page.rows["until"].load(replace(draft, until=date(draft.year, 12, 31)))
            self._on_edited()

    def _notes(self) -> Rows:
        return Rows(
            name="notes",
            row_type=InstitutionNote,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Reference(name="institution_id", options=self._institutions, span=12, required=True),
                Text(name="note"),
                Flag(name="left_out"),
            ),
            summary=self._note_in_words,
            add_text=self.tr("Dodaj uwagę do instytucji"),
            empty_text=self.tr("Brak uwag: lista pokaże tylko to, co wynika z kart."),
        )

    def _note_in_words(self, note: InstitutionNote) -> str:
        name = self._names.get(note.institution_id or 0, "")
        left_out = self.tr("pominięta") if note.left_out else ""
        return " – ".join(filter(None, (name, left_out, note.note)))

    def title_of(self, draft: PreferredListDraft) -> str:
        return title(draft)
