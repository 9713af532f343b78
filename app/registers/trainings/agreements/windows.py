"""Windows of training agreements: the form filled in from a participation, the end of a duty, and what was repaid."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.core.dates import format_date
from app.core.money import format_money
from app.core.records import Outcome
from app.people.employees.words import told_apart
from app.registers.trainings.agreements.domain import Agreement, AgreementDraft, validate
from app.registers.trainings.agreements.form import AgreementForm
from app.registers.trainings.agreements.repayment import reckoned, waived_in_words
from app.registers.trainings.agreements.usecases import TrainingAgreements, waiver_problems
from app.registers.trainings.agreements.words import ENDINGS, FIELDS, PROBLEMS
from app.registers.trainings.shared import TrainingServices
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed import Deed, Effect, Values
from app.widgets.forms.fields import Choice, Day, LongText, Money
from app.widgets.forms.record_form import FormServices, Save, Subject
from app.widgets.workspace import Workspace


def agreement_form(services: TrainingServices, subject: Subject, forms: FormServices, save: Save) -> AgreementForm:
    """The form, with everybody and every participation an agreement may be about."""
    agreements = services.training_agreements
    held: AgreementDraft | None = subject.start if subject.record is None else subject.record
    offered = agreements.offered()
    shown = [Option(each.participation_id, each.text) for each in offered]
    linked = None if held is None else held.participation_id
    if linked is not None and held is not None and all(option.value != linked for option in shown):
        shown.append(Option(linked, f"nr {linked}: {held.subject}"))
    return AgreementForm(
        subject,
        forms,
        save,
        people=_people(services),
        offered=shown,
        filled={each.participation_id: each.draft for each in offered},
    )


def _people(services: TrainingServices) -> list[Option]:
    if not services.employees.actor().may("employee.read"):
        return []
    symbols = {unit.id: unit.symbol for unit in services.units.all()}
    return [Option(each.id, told_apart(each, symbols)) for each in services.employees.all()]


def open_for(workspace: Workspace, services: TrainingServices, participation_id: int) -> None:
    """A new agreement filled in from a participation."""
    agreements = services.training_agreements

    def save(draft: Any, record: Any) -> Outcome[Agreement]:
        return agreements.create(draft) if record is None else agreements.update(record.id, record.version, draft)

    def opened(found: Any) -> None:
        blank = AgreementDraft(signed_on=services.clock.today())
        form = agreement_form(services, Subject(start=found, blank=blank), workspace.forms, save)
        workspace.show_form(form)

    workspace.jobs.run(lambda _progress: agreements.proposal(participation_id), done=opened, owner=workspace.window)


def ending(agreement: Agreement, agreements: TrainingAgreements, employed_to: date | None) -> Deed:
    """The end of a duty, with the reckoning while one types; ``employed_to`` is offered as the last day of work."""

    def changed(values: Values) -> AgreementDraft:
        draft = {name: getattr(agreement, name) for name in AgreementDraft.__dataclass_fields__}
        return replace(AgreementDraft(**draft), repaid_on=None, **{name: values[name] for name in _ENDING})

    def effects(values: Values) -> Sequence[Effect]:
        draft = changed(values)
        reckoning = reckoned(draft)
        if reckoning is None:
            return ()
        left = reckoning.due - (draft.waived or 0)
        title = f"Do zwrotu: {format_money(left)}" if left > 0 else "Nic do zwrotu"
        told = (*reckoning.sentences, *waived_in_words(draft, reckoning))
        return (Effect(" ".join(told), title=title, color="danger" if left > 0 else "ok"),)

    return Deed(
        key="end_agreement",
        title="Rozliczenie umowy szkoleniowej",
        about=_about(agreement),
        text="&Rozlicz umowę",
        call=lambda values: agreements.end(agreement.id, agreement.version, **{name: values[name] for name in _ENDING}),
        fields=(
            Day(name="left_on", required=True),
            Choice(name="ending", labels=ENDINGS, optional=True, span=8, required=True),
            Money(name="waived", span=4),
            LongText(name="waived_reason", lines=2, span=8),
        ),
        start={
            "left_on": agreement.left_on or employed_to,
            "ending": agreement.ending,
            "waived": agreement.waived,
            "waived_reason": agreement.waived_reason,
        },
        words=FIELDS,
        sentences=PROBLEMS,
        shape=AgreementDraft,
        check=lambda values: [each for each in _problems(changed(values)) if each.field in _ENDING],
        effects=effects,
    )


_ENDING = ("left_on", "ending", "waived", "waived_reason")


def _problems(draft: AgreementDraft) -> Sequence[Any]:
    return (*validate(draft), *waiver_problems(draft))


def repaying(agreement: Agreement, agreements: TrainingAgreements, today: date) -> Deed:
    """The day on which the whole amount came back."""
    return Deed(
        key="repay_agreement",
        title="Zwrot kosztów",
        about=_about(agreement),
        text="&Zapisz zwrot",
        call=lambda values: agreements.note_repaid(agreement.id, agreement.version, values["repaid_on"]),
        fields=(Day(name="repaid_on", required=True),),
        start={"repaid_on": agreement.repaid_on or today},
        facts=(Effect(f"Zwrócono całą kwotę: {format_money(agreement.repayment or 0)}."),),
        words=FIELDS,
        sentences=PROBLEMS,
    )


def _about(agreement: Agreement) -> str:
    until = "" if agreement.stay_until is None else f"zobowiązanie do {format_date(agreement.stay_until)}"
    return ", ".join(filter(None, (f"{agreement.number}, {agreement.person}", agreement.subject, until)))
