"""The form of an employee."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QWidget

from app.people.employees.domain import Employee, EmployeeDraft, PastPosition, PositionChange, change_problems, validate
from app.people.employees.words import CHANGE_FIELDS, FIELDS, PROBLEMS, position_in_words
from app.people.posts.words import KINDS
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.fields import Choice, Custom, Day, Description, Facts, Flag, Reference, Section, Text
from app.widgets.forms.files import AddFile, FilePicker, PictureEditor
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.forms.row_list import Rows


@dataclass(frozen=True, kw_only=True)
class EmployeeChoices:
    """What the fields of an employee offer.

    ``posts`` are suggestions. ``units`` are those that work now, ``all_units`` also closed ones, for the past;
    ``unit_symbols`` tells a past position in one line.
    """

    units: Sequence[Option]
    all_units: Sequence[Option] = ()
    people: Sequence[Option] = ()
    posts: Sequence[str] = ()
    unit_symbols: Mapping[int, str]


class EmployeeForm(RecordForm):
    """Edits an employee. ``picture`` gives the bytes of a stored file by its SHA-256, for the preview."""

    entity = "employee"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        choices: EmployeeChoices,
        add_file: AddFile,
        picture: Callable[[str], bytes | None],
        parent: QWidget | None = None,
    ) -> None:
        self._choices, self._add_file, self._picture = choices, add_file, picture
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=EmployeeDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Osoba"),
                    (
                        Text(name="surname", span=6),
                        Text(name="first_name", span=6),
                        Text(name="number", span=6),
                    ),
                ),
                self._position(),
                Section(
                    self.tr("Zatrudnienie"),
                    (Day(name="employed_from", span=6), Day(name="employed_to", span=6)),
                ),
                Section(
                    self.tr("Kontakt w urzędzie"),
                    (Text(name="room", span=3), Text(name="phone", span=4), Text(name="email", span=5)),
                ),
                Section(self.tr("Identyfikator"), (self._photo(),)),
                Section(self.tr("Przebieg pracy"), (self._history(),)),
            ),
        )

    def title_of(self, draft: EmployeeDraft) -> str:
        return " ".join(filter(None, (draft.first_name, draft.surname))) or self.tr("Nowy pracownik")

    def _position(self) -> Section:
        return Section(
            self.tr("Obecne stanowisko"),
            (
                Text(name="post", suggestions=self._choices.posts, span=7),
                Choice(name="post_kind", labels=KINDS, optional=True, span=5),
                Reference(name="unit_id", options=self._choices.units, span=12, required=True),
                Flag(name="heads_unit", span=12),
                Reference(name="superior_id", options=self._choices.people, span=12),
                Day(name="post_since", span=6),
            ),
        )

    def _photo(self) -> Custom:
        return Custom(name="photo", build=self._picture_editor, in_words=self._picture_in_words)

    def _history(self) -> Rows:
        return Rows(
            name="history",
            row_type=PastPosition,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Text(name="post", suggestions=self._choices.posts, span=7),
                Choice(name="post_kind", labels=KINDS, optional=True, span=5),
                Reference(name="unit_id", options=self._choices.all_units, span=12),
                Flag(name="heads_unit", span=12),
                Reference(name="superior_id", options=self._choices.people, span=12),
                Day(name="valid_from", span=6),
                Day(name="valid_to", span=6, required=True),
            ),
            summary=lambda position: position_in_words(position, self._choices.unit_symbols),
            add_text=self.tr("Dodaj wcześniejsze stanowisko"),
            empty_text=self.tr("Brak. Gdy osoba zmienia stanowisko, wybierz na liście „Zmień stanowisko…”."),
        )

    def _picture_editor(self, _facts: Facts) -> FieldEditor:
        picker = FilePicker(self.dialogs, self.jobs, self._add_file, self)
        return PictureEditor(picker, self.tr("Zdjęcia (*.jpg *.jpeg *.png)"), self._picture)

    def _picture_in_words(self, sha256: str | None) -> str:
        return self.tr("zdjęcie {start}…").format(start=sha256[:8]) if sha256 else ""


class PositionForm(RecordForm):
    """„Zmień stanowisko”: from which day, which post, unit and superior; begins with those of today."""

    entity = "employee"

    def __init__(
        self,
        employee: Employee,
        today: date,
        services: FormServices,
        save: Save,
        *,
        choices: EmployeeChoices,
        parent: QWidget | None = None,
    ) -> None:
        self._employee, self._choices = employee, choices
        start = PositionChange(
            post_since=today,
            post=employee.post,
            post_kind=employee.post_kind,
            unit_id=employee.unit_id,
            heads_unit=employee.heads_unit,
            superior_id=employee.superior_id,
        )
        # its unsaved work is not that of a new employee
        super().__init__(Subject(start=start), replace(services, drafts=None), save, parent)
        # a second press would be a second change
        self.save_only.hide()
        self.restore.hide()

    def describe(self) -> Description:
        return Description(
            draft_type=PositionChange,
            words=CHANGE_FIELDS,
            problem_words=PROBLEMS,
            validate=lambda change: change_problems(self._employee, change),
            sections=(
                Section(
                    self.tr("Nowe stanowisko"),
                    (
                        Day(name="post_since", span=6, required=True),
                        Text(name="post", suggestions=self._choices.posts, span=7),
                        Choice(name="post_kind", labels=KINDS, optional=True, span=5),
                        Reference(name="unit_id", options=self._choices.units, span=12, required=True),
                        Flag(name="heads_unit", span=12),
                        Reference(name="superior_id", options=self._choices.people, span=12),
                    ),
                    self.tr("Dotychczasowe stanowisko trafi do przebiegu pracy z ostatnim dniem."),
                ),
            ),
        )

    def title_of(self, draft: PositionChange) -> str:
        return self.tr("Zmiana stanowiska: {person}").format(person=self._employee.full_name)
