"""Windows of contests: the form with what may be chosen, the decision, the cancelling."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.registers.ngos.contests.domain import Contest, ContestDraft, OfferTally, reasons_term, validate
from app.registers.ngos.contests.form import ContestChoices, ContestForm
from app.registers.ngos.contests.usecases import Contests
from app.registers.ngos.contests.words import CANCELLINGS, FIELDS, PROBLEMS, money
from app.registers.ngos.shared import NgoServices
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed import Deed, Effect, Values
from app.widgets.forms.fields import Choice, Day
from app.widgets.forms.record_form import FormServices, Save, Subject


def contest_form(services: NgoServices, subject: Subject, forms: FormServices, save: Save) -> ContestForm:
    """The form with spheres and organisations to choose from."""
    held: Any = subject.start if subject.record is None else subject.record
    written = () if held is None else held.codes
    names = services.contests.organisations()
    may = services.grants.actor().may("ngo_grant.read")
    return ContestForm(
        subject,
        forms,
        save,
        choices=ContestChoices(
            spheres=services.contests.spheres().offered(services.clock.today(), written),
            organisations=offered_organisations(services, [] if held is None else [m.ngo_id for m in held.members]),
            names=names,
            today=services.clock.today,
            past=services.grants.past_tasks if may else None,
            known=services.grants.past_tasks() if may else (),
            people=() if subject.record is None else services.contests.people_of_bidders(subject.record.id),
        ),
    )


def offered_organisations(services: NgoServices, written: Sequence[int | None]) -> list[Option]:
    """Organisations of the register, and those that are written already, by name; only these without the right."""
    names = services.contests.organisations()
    shown = [each.id for each in services.organisations.all()] if services.organisations.actor().may("ngo.read") else []
    known = set(shown)
    shown += [each for each in dict.fromkeys(written) if each is not None and each in names and each not in known]
    return [Option(each, names[each]) for each in shown]


def deciding(contest: Contest, contests: Contests, today: date) -> Deed:
    """When the contest was decided and its results published."""

    def draft(values: Values) -> ContestDraft:
        return replace(contest, decided_on=values["decided_on"], results_on=values["results_on"])

    def effects(values: Values) -> Sequence[Effect]:
        term = reasons_term(draft(values))
        if term is None:
            return ()
        return (Effect(term.explanation(), title="Do kiedy można żądać uzasadnień"),)

    return Deed(
        key="decide_contest",
        title="Rozstrzygnięcie konkursu",
        about=contests.title(contest),
        text="&Zapisz rozstrzygnięcie",
        call=lambda values: contests.decide(contest.id, contest.version, values["decided_on"], values["results_on"]),
        fields=(Day(name="decided_on", required=True, span=6), Day(name="results_on", span=6)),
        start={"decided_on": contest.decided_on or today, "results_on": contest.results_on},
        facts=(*_tally(contests.tally(contest.id)), *_doubts(contests.doubts(contest))),
        words=FIELDS,
        sentences=PROBLEMS,
        check=lambda values: [each for each in validate(draft(values)) if each.field in ("decided_on", "results_on")],
        effects=effects,
    )


def cancelling(contest: Contest, contests: Contests, today: date) -> Deed:
    """Why and when the contest was cancelled."""
    tally = contests.tally(contest.id)

    def draft(values: Values) -> ContestDraft:
        return replace(contest, cancelled_on=values["cancelled_on"], cancelled_why=values["cancelled_why"])

    return Deed(
        key="cancel_contest",
        title="Unieważnienie konkursu",
        about=contests.title(contest),
        text="&Unieważnij konkurs",
        intro="Konkurs unieważnia się tylko z dwóch powodów (art. 18a ust. 1), a informację ogłasza tak jak konkurs.",
        call=lambda values: contests.cancel(
            contest.id, contest.version, values["cancelled_on"], values["cancelled_why"]
        ),
        fields=(
            Day(name="cancelled_on", required=True, span=5),
            Choice(name="cancelled_why", labels=CANCELLINGS, optional=True, required=True, span=7),
        ),
        start={"cancelled_on": contest.cancelled_on or today, "cancelled_why": contest.cancelled_why},
        facts=_tally(tally),
        words=FIELDS,
        sentences=PROBLEMS,
        check=lambda values: [
            each for each in validate(draft(values)) if each.field in ("cancelled_on", "cancelled_why")
        ],
    )


def _tally(tally: OfferTally) -> tuple[Effect, ...]:
    """How the offers stand, in the window that asks what becomes of the contest."""
    if not tally.total:
        return (Effect("Nie złożono żadnej oferty."),)
    said = f"Ofert: {tally.total}, spełniających wymogi formalne: {tally.right}, wybranych: {tally.accepted}"
    said += f" (razem {money(tally.granted)})." if tally.granted else "."
    if not tally.undecided:
        return (Effect(said),)
    return (Effect(said), Effect(f"Ofert bez decyzji: {tally.undecided}.", color="warning"))


def _doubts(doubts: Sequence[str]) -> tuple[Effect, ...]:
    """What is open about the commission, in the window in which its work ends."""
    if not doubts:
        return ()
    return (Effect("\n".join(doubts), title="Komisja konkursowa: do wyjaśnienia", color="warning"),)
