"""Windows of offers: the form with what may be chosen, and the decision."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.core.errors import Refusal
from app.core.money import format_money
from app.core.problems import Problem
from app.core.records import Outcome
from app.registers.ngos.contests.domain import Contest, OfferTally
from app.registers.ngos.contests.windows import offered_organisations
from app.registers.ngos.offers.domain import ContestOffer, ContestOfferDraft, OfferDecision, blank_scores, validate
from app.registers.ngos.offers.form import ContestOfferForm, OfferChoices
from app.registers.ngos.offers.usecases import ContestOffers
from app.registers.ngos.offers.words import DECISIONS, FIELDS, FORMALS, PROBLEMS, mean_in_words, sum_in_words
from app.registers.ngos.shared import NgoServices
from app.widgets.forms.deed import Deed, Effect, Values
from app.widgets.forms.fields import Choice, LongText, Money, Text
from app.widgets.forms.record_form import FormServices, Save, Subject
from app.widgets.output import Output
from app.widgets.workspace import Workspace


def offer_form(services: NgoServices, subject: Subject, forms: FormServices, save: Save) -> ContestOfferForm:
    """The form with contests and organisations to choose from."""
    held: ContestOfferDraft | None = subject.start if subject.record is None else subject.record
    may_read = services.contests.actor().may("ngo_contest.read")
    return ContestOfferForm(
        subject,
        forms,
        save,
        choices=OfferChoices(
            contests={each.id: each for each in services.contests.all()} if may_read else {},
            organisations=offered_organisations(services, () if held is None else held.ngo_ids),
            names=services.contests.organisations() if may_read else {},
        ),
    )


def open_for(workspace: Workspace, services: NgoServices, contest_id: int) -> None:
    """A new offer in a contest, with its criteria put into the list of points."""
    offers = services.contest_offers

    def save(draft: Any, record: Any) -> Outcome[ContestOffer]:
        return offers.create(draft) if record is None else offers.update(record.id, record.version, draft)

    def opened(contest: Any) -> None:
        start = ContestOfferDraft(
            contest_id=contest.id,
            filed_on=services.clock.today(),
            task_from=contest.task_from,
            task_until=contest.task_until,
            scores=blank_scores(contest.criteria),
        )
        subject = Subject(start=start, blank=start)
        workspace.show_form(offer_form(services, subject, workspace.forms, save))

    workspace.jobs.run(lambda _progress: services.contests.get(contest_id), done=opened, owner=workspace.window)


def deciding(offer: ContestOffer, offers: ContestOffers, contest: Contest, tally: OfferTally) -> Deed:
    """Whether the offer is chosen, with how much and why; the money left in the contest is told."""
    # only an offer that keeps the formal rules may be chosen: where nobody said so yet, this window asks
    checked = ("formal", "formal_reasons") if offer.formal is None else ()
    names = (*checked, "decision", "granted", "decision_reasons")

    def draft(values: Values) -> ContestOfferDraft:
        return replace(offer, **{name: values[name] for name in names})

    def check(values: Values) -> Sequence[Problem]:
        return [each for each in validate(draft(values)) if each.field in names]

    def effects(values: Values) -> Sequence[Effect]:
        if values["decision"] is not OfferDecision.CHOSEN or contest.planned is None:
            return ()
        left = contest.planned - tally.granted + (offer.granted or 0) - (values["granted"] or 0)
        if left < 0:
            said = f"Razem z tą ofertą przyznano o {format_money(-left)} więcej, niż przewidziano w konkursie."
            return (Effect(said, color="warning"),)
        return (Effect(f"W konkursie zostaje {format_money(left)}."),)

    return Deed(
        key="decide_contest_offer",
        title="Decyzja o ofercie",
        about=offers.title(offer),
        text="&Zapisz decyzję",
        call=lambda values: offers.decide(offer.id, offer.version, **{name: values[name] for name in names}),
        fields=(
            *((Choice(name="formal", labels=FORMALS, optional=True, span=5),) if checked else ()),
            *((Text(name="formal_reasons", span=7),) if checked else ()),
            Choice(name="decision", labels=DECISIONS, optional=True, required=True, span=6),
            Money(name="granted", span=6),
            LongText(name="decision_reasons", lines=3),
        ),
        start={name: getattr(offer, name) for name in names},
        facts=_known(offer, contest),
        words=FIELDS,
        sentences=PROBLEMS,
        shape=ContestOfferDraft,
        check=check,
        effects=effects,
    )


def _known(offer: ContestOffer, contest: Contest) -> tuple[Effect, ...]:
    points = sum_in_words(offer, contest.criteria) or f"Suma średnich: {mean_in_words(None)}"
    lines = [f"Wnioskuje o {format_money(offer.asked or 0)}. {points}"]
    if offer.opinion.strip():
        lines.append(f"Opinia komisji: {offer.opinion.strip()}")
    late = (Effect("Oferta wpłynęła po terminie, więc nie można jej wybrać.", color="warning"),) if offer.late else ()
    return (Effect("\n".join(lines)), *late)


def print_protocol(workspace: Workspace, services: NgoServices, contest_id: int) -> None:
    """The protocol of the commission, to the printer."""
    prints = services.contest_offer_prints
    Output(workspace, workspace.window, writes=True).print(
        lambda _progress: prints.protocol(contest_id), "Protokół komisji konkursowej"
    )


def print_results(workspace: Workspace, services: NgoServices, contest_id: int) -> None:
    """The notice of results, to the printer."""
    prints = services.contest_offer_prints
    Output(workspace, workspace.window, writes=True).print(
        lambda _progress: prints.results(contest_id), "Wyniki konkursu"
    )


def contest_of(services: NgoServices, offer: ContestOffer) -> Contest:
    """The contest of an offer; Refusal where it may not be seen."""
    if offer.contest_id is None:
        raise Refusal("Ta oferta nie ma konkursu. Odśwież listę.")
    return services.contests.get(offer.contest_id)
