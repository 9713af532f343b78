"""The form of a consultation; who is asked is kept in a window of its own."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.registers.ngos.consultations.domain import ConsultationDraft, validate
from app.registers.ngos.consultations.words import FIELDS, PROBLEMS, SUBJECTS, WAYS
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import Choice, Day, Description, LongText, Reference, Section, Several, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.forms.ticked_list import TickedList


class ConsultationForm(RecordForm):
    """Edits a consultation; ``programmes`` are those it may be about, ``spheres`` codes with labels."""

    entity = "ngo_consultation"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        programmes: Sequence[Option],
        spheres: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        self._programmes, self._spheres = programmes, spheres
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=ConsultationDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Przedmiot"),
                    (
                        Text(name="subject"),
                        Choice(name="kind", labels=SUBJECTS, span=6),
                        Text(name="draft_number", span=6),
                        Reference(name="programme_id", options=self._programmes, span=12),
                    ),
                ),
                Section(
                    self.tr("Kiedy i jak"),
                    (
                        Day(name="starts_on", span=6),
                        Day(name="ends_on", span=6),
                        Several(name="ways", labels=WAYS),
                        Day(name="announced_on", span=4),
                        Text(name="announced_where", span=8),
                    ),
                ),
                Section(
                    self.tr("Sfery"),
                    (
                        TickedList(
                            name="spheres",
                            options=self._spheres,
                            search=self.tr("Szukaj sfery, na przykład: kultura"),
                        ),
                    ),
                    self.tr("Kto był pytany i co odpowiedział, wpisuje się w oknie „Zapytani i odpowiedzi”."),
                ),
                Section(
                    self.tr("Wyniki i uwagi"),
                    (
                        Day(name="results_on", span=4),
                        Text(name="results_where", span=8),
                        LongText(name="results", lines=4),
                        LongText(name="note", lines=2),
                    ),
                ),
            ),
        )

    def title_of(self, draft: ConsultationDraft) -> str:
        return draft.subject or self.tr("Nowe konsultacje")
