"""The form of an event at work."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.registers.evaluations.events.domain import WorkEventDraft, validate
from app.registers.evaluations.events.words import FIELDS, HEALTH_WARNING, PROBLEMS, SIGNS
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import Choice, Day, Description, LongText, Reference, Section, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject


class WorkEventForm(RecordForm):
    """Edits an event; ``people`` are the employees it may be about, ``criteria`` those of the regulation.

    ``health_warning`` stands under the text; it is the regulation's own.
    """

    entity = "work_event"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        people: Sequence[Option],
        criteria: Sequence[str] = (),
        health_warning: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._people, self._criteria = people, criteria
        self._warning = health_warning or HEALTH_WARNING
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=WorkEventDraft,
            words={**FIELDS, "event": replace(FIELDS["event"], help=self._warning)},
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Zdarzenie"),
                    (
                        Reference(name="employee_id", options=self._people, span=12, required=True),
                        Day(name="happened_on", span=6, required=True),
                        Choice(name="sign", labels=SIGNS, span=6),
                        Text(name="criterion", suggestions=self._criteria),
                        LongText(name="event", lines=5),
                    ),
                ),
            ),
        )

    def title_of(self, draft: WorkEventDraft) -> str:
        person = next((option.text for option in self._people if option.value == draft.employee_id), "")
        return person or self.tr("Nowe zdarzenie w pracy")
