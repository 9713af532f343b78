"""The form of a training: what, when, for how much, and for how long it is valid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.registers.trainings.courses.domain import CostLine, CourseDraft, Session, following, validate
from app.registers.trainings.courses.words import (
    COMPONENTS,
    FIELDS,
    KINDS,
    MODES,
    PROBLEMS,
    cost_in_words,
    session_in_words,
    total_in_words,
)
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.fields import (
    Choice,
    Custom,
    Day,
    Description,
    Facts,
    Field,
    Flag,
    LongText,
    Money,
    Number,
    Reference,
    Section,
    Text,
)
from app.widgets.forms.files import AddFile, FileEditor, FilePicker
from app.widgets.forms.line_editors import TimeEditor
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.forms.row_list import Rows
from app.widgets.stored_files import FileAccess, FileOutlet


@dataclass(frozen=True, kw_only=True)
class CourseChoices:
    """What the form offers: records to refer to, and by field what was written before.

    ``people`` are those with a confirmed place, None while nobody can have one.
    """

    institutions: Sequence[Option]
    offers: Sequence[Option] = ()
    plan_items: Sequence[Option] = ()
    used: Mapping[str, Sequence[str]]
    people: int | None = None


class CourseForm(RecordForm):
    """Edits a training; ``add_file`` checks and stores a file, ``files`` brings stored ones back."""

    entity = "training_course"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        choices: CourseChoices,
        add_file: AddFile,
        files: FileAccess,
        parent: QWidget | None = None,
    ) -> None:
        self._choices, self._add_file, self._files = choices, add_file, files
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=CourseDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(self._what(), self._when(), self._costs(), self._validity()),
        )

    def title_of(self, draft: CourseDraft) -> str:
        return draft.topic or self.tr("Nowe szkolenie")

    def adapt(self, draft: CourseDraft) -> None:
        people = self._choices.people or draft.places
        self.page.sum_up("costs", total_in_words(draft.costs, people) if draft.costs else "")

    def _what(self) -> Section:
        choices, used = self._choices, self._choices.used
        linked: tuple[Field, ...] = (
            Reference(name="offer_id", options=choices.offers),
            Reference(name="plan_item_id", options=choices.plan_items),
        )
        return Section(
            self.tr("Szkolenie"),
            (
                Text(name="topic"),
                Choice(name="kind", labels=KINDS),
                Choice(name="mode", labels=MODES),
                Text(name="area", span=4, suggestions=used.get("area", ())),
                Reference(name="institution_id", options=choices.institutions, span=12),
                Text(name="lecturer", suggestions=used.get("lecturer", ())),
                *linked,
                LongText(name="programme", lines=4),
                Custom(name="file", companions=("file_name",), build=self._file_editor),
                LongText(name="note", lines=2),
            ),
        )

    def _when(self) -> Section:
        sessions = Rows(
            name="sessions",
            row_type=Session,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Day(name="held_on", span=6, required=True),
                _time("starts_at"),
                _time("ends_at"),
                Text(name="subject"),
                Text(name="place"),
            ),
            summary=session_in_words,
            add_text=self.tr("Dodaj spotkanie"),
            empty_text=self.tr("Brak spotkań: szkolenie trwa od pierwszego do ostatniego dnia."),
            blank=self._next_session,
        )
        return Section(
            self.tr("Kiedy i gdzie"),
            (
                Day(name="starts_on", span=6, required=True),
                Day(name="ends_on", span=6, required=True),
                Number(name="days", span=4),
                Number(name="hours", span=4),
                Number(name="places", span=4),
                Text(name="place"),
                sessions,
            ),
        )

    def _costs(self) -> Section:
        costs = Rows(
            name="costs",
            row_type=CostLine,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Choice(name="component", labels=COMPONENTS, span=6),
                Money(name="amount", span=6),
                Flag(name="shared"),
                Text(name="note"),
            ),
            summary=cost_in_words,
            add_text=self.tr("Dodaj koszt"),
            empty_text=self.tr("Brak kosztów."),
        )
        return Section(self.tr("Koszty"), (costs,))

    def _validity(self) -> Section:
        return Section(
            self.tr("Ważność"),
            (
                Text(name="entitlement", span=8, suggestions=self._choices.used.get("entitlement", ())),
                Number(name="validity_months", span=4),
            ),
            self.tr("Tylko gdy szkolenie trzeba powtarzać: bhp, uprawnienia. Program przypomni przed końcem ważności."),
        )

    def _next_session(self) -> Session:
        """A new session starts on the day after the one before, at the same time and place."""
        sessions = self.page.rows["sessions"].read().value
        draft = self.draft()
        if not sessions:
            return Session(held_on=draft.starts_on)
        return following(sessions[-1], draft)

    def _file_editor(self, _facts: Facts) -> FieldEditor:
        picker = FilePicker(self.dialogs, self.jobs, self._add_file, self)
        outlet = FileOutlet(self._files, self.dialogs, self.jobs, self.say, self)
        return FileEditor(picker, outlet, self.tr("Dokumenty i obrazy (*.pdf *.docx *.odt *.png *.jpg *.jpeg)"))


def _time(name: str) -> Custom:
    def build(facts: Facts) -> FieldEditor:
        return TimeEditor(example=facts.words.example)

    return Custom(name=name, span=3, build=build)
