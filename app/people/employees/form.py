"""The form of an employee."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.people.employees.domain import EmployeeDraft, validate
from app.people.employees.words import FIELDS, PROBLEMS
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import Description, Reference, Section, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject


class EmployeeForm(RecordForm):
    """Edits an employee; ``posts`` are the posts known so far, as suggestions."""

    entity = "employee"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        units: Sequence[Option],
        posts: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        self._units, self._posts = units, posts
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
                        Text(name="post", suggestions=self._posts),
                        Reference(name="unit_id", options=self._units, span=12, required=True),
                    ),
                ),
                Section(
                    self.tr("Kontakt w urzędzie"),
                    (Text(name="room", span=3), Text(name="phone", span=4), Text(name="email", span=5)),
                ),
            ),
        )

    def title_of(self, draft: EmployeeDraft) -> str:
        return " ".join(filter(None, (draft.first_name, draft.surname))) or self.tr("Nowy pracownik")
