"""The form of a travel order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.registers.trainings.travel.domain import (
    Transport,
    TravelOrder,
    TravelOrderDraft,
    TravelState,
    validate,
)
from app.registers.trainings.travel.words import (
    FIELDS,
    PROBLEMS,
    STATES,
    TRANSPORTS,
    VEHICLES,
    title,
)
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import (
    Choice,
    Day,
    Description,
    LongText,
    Money,
    Reference,
    Section,
    Text,
)
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject

_OWN = ("transport", "vehicle", "plate", "ordered_on", "ordered_by", "advance", "note")
"""What the person chooses beside the training, and stays when another one is chosen."""


class TravelOrderForm(RecordForm):
    """Edits an order that is not settled yet.

    ``journeys`` are the participations it may be for, ``filled`` the orders filled in from them, by their ids.
    """

    entity = "travel_order"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        people: Sequence[Option],
        journeys: Sequence[Option] = (),
        filled: Mapping[int, TravelOrderDraft] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._people, self._journeys, self._filled = people, journeys, filled or {}
        start: TravelOrderDraft | None = subject.start if subject.record is None else subject.record
        self._journey = None if start is None else start.participation_id
        record: TravelOrder | None = subject.record
        if record is not None and record.state is not TravelState.ORDERED:
            subject = replace(subject, read_only=True)
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=TravelOrderDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Kto, dokąd i po co"),
                    (
                        Reference(name="participation_id", options=self._journeys, span=12),
                        Reference(name="employee_id", options=self._people, span=12, required=True),
                        Text(name="destination", span=12),
                        Text(name="purpose"),
                        Day(name="starts_on", span=6, required=True),
                        Day(name="ends_on", span=6, required=True),
                    ),
                ),
                Section(
                    self.tr("Czym"),
                    (
                        Choice(name="transport", labels=TRANSPORTS, span=4),
                        Choice(name="vehicle", labels=VEHICLES, optional=True, span=4),
                        Text(name="plate", span=4),
                    ),
                ),
                Section(
                    self.tr("Polecenie"),
                    (
                        Day(name="ordered_on", span=6, required=True),
                        Money(name="advance", span=6),
                        Text(name="ordered_by"),
                        LongText(name="note", lines=2),
                    ),
                ),
            ),
        )

    def title_of(self, draft: TravelOrderDraft) -> str:
        record: TravelOrder | None = self._record
        if record is None:
            return self.tr("Nowa delegacja")
        return title(record) if record.state is TravelState.ORDERED else f"{title(record)} ({STATES[record.state]})"

    def adapt(self, draft: TravelOrderDraft) -> None:
        own = draft.transport is Transport.OWN_CAR
        for name in ("vehicle", "plate"):
            # what is there stays reachable, so that it can be taken out
            self.page.enable(name, own or bool(getattr(draft, name)))
        if draft.participation_id == self._journey:
            return
        self._journey = draft.participation_id
        filled = self._filled.get(draft.participation_id or 0)
        if filled is not None:
            self.fill_in(filled, draft, keep=_OWN)
