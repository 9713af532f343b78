"""The form of a request (wniosek): who goes to which training and why, opinions, own costs, the certificate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from app.core.money import format_money
from app.registers.trainings.courses.domain import Component, CourseKind
from app.registers.trainings.courses.words import COMPONENTS
from app.registers.trainings.participations.domain import OwnCost, Participation, ParticipationDraft, validate
from app.registers.trainings.participations.words import FIELDS, NO_OFFER, PROBLEMS
from app.widgets.forms.check_list import Ticked
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import Choice, Day, Description, Field, LongText, Money, Reference, Section, Text, Texts
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.forms.row_list import Rows

_COMPONENTS = {each: label for each, label in COMPONENTS.items() if each is not Component.CO_FUNDING}


@dataclass(frozen=True, kw_only=True)
class RequestChoices:
    """What the form offers: trainings, people and needs to choose from, criteria of evaluation to tick.

    ``kinds`` are those of the trainings, by id: some need no word about a missing offer.
    """

    courses: Sequence[Option]
    people: Sequence[Option]
    needs: Sequence[Option] = ()
    criteria: Sequence[str] = ()
    kinds: Mapping[int, CourseKind] = field(default_factory=dict)


class RequestForm(RecordForm):
    """Edits a request; steps, attendance and the card have windows of their own."""

    entity = "training_participation"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        choices: RequestChoices,
        parent: QWidget | None = None,
    ) -> None:
        self._choices = choices
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=ParticipationDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(self._who(), self._why(), self._opinions(), self._costs(), self._certificate()),
        )

    def title_of(self, draft: ParticipationDraft) -> str:
        record: Participation | None = self._record
        if record is not None:
            return self.tr("Wniosek {number} – {person}").format(number=record.number, person=record.person)
        return self.tr("Nowy wniosek o przeszkolenie")

    def adapt(self, draft: ParticipationDraft) -> None:
        """Internal trainings and self-study need no word about a missing offer."""
        kind = self._choices.kinds.get(draft.course_id or 0)
        row = self.page.rows["no_offer_reason"]
        row.editor.setEnabled(kind not in NO_OFFER and not self._subject.read_only)

    def _who(self) -> Section:
        return Section(
            self.tr("Kto i na co"),
            (
                Reference(name="employee_id", options=self._choices.people, span=12, required=True),
                Reference(name="course_id", options=self._choices.courses, span=12, required=True),
                Day(name="requested_on", required=True, span=6),
                Text(name="budget_line", span=6),
                LongText(name="no_offer_reason", lines=2),
            ),
        )

    def _why(self) -> Section:
        choices, criteria = self._choices, list[Field]()
        if choices.criteria:
            criteria = [Ticked(name="criteria", options=choices.criteria)]
        else:
            criteria = [Texts(name="criteria", lines=2)]
        need: tuple[Field, ...] = (Reference(name="need_id", options=choices.needs, span=12),) if choices.needs else ()
        return Section(
            self.tr("Po co"),
            (
                LongText(name="justification", lines=3),
                *need,
                LongText(name="goal", lines=2),
                LongText(name="duties", lines=2),
                *criteria,
            ),
        )

    def _opinions(self) -> Section:
        return Section(
            self.tr("Opinie"),
            (
                LongText(name="head_opinion", lines=2),
                LongText(name="secretary_opinion", lines=2),
                LongText(name="treasurer_opinion", lines=2),
            ),
            self.tr("Staną na wydruku wniosku. Puste pola zostaną na nim do wypełnienia długopisem."),
        )

    def _costs(self) -> Section:
        costs = Rows(
            name="costs",
            row_type=OwnCost,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Choice(name="component", labels=_COMPONENTS, span=6),
                Money(name="amount", span=6, required=True),
                Text(name="note"),
            ),
            summary=_cost_in_words,
            add_text=self.tr("Dodaj koszt"),
            empty_text=self.tr("Brak kosztów poza kosztami szkolenia i delegacjami."),
        )
        return Section(self.tr("Koszty tej osoby"), (costs,))

    def _certificate(self) -> Section:
        return Section(
            self.tr("Zaświadczenie i uwagi"),
            (
                Text(name="certificate", span=4),
                Day(name="certificate_on", span=4),
                Day(name="valid_until", span=4),
                LongText(name="note", lines=2),
            ),
            self.tr("Po szkoleniu zewnętrznym przepisz je z zaświadczenia, które wystawił organizator."),
        )


def _cost_in_words(cost: OwnCost) -> str:
    if cost.amount is None:
        return ""
    note = f" ({cost.note})" if cost.note else ""
    return f"{COMPONENTS[cost.component]}: {format_money(cost.amount)}{note}"
