"""Windows of grants: the form with what may be chosen, the agreement of an offer, a payment, the settlement."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.core.errors import Refusal
from app.core.money import format_money
from app.core.problems import Problem
from app.core.records import Outcome
from app.core.words import FieldWords
from app.registers.ngos.contests.windows import offered_organisations
from app.registers.ngos.grants.domain import Grant, GrantDraft, Tranche, report_term, validate
from app.registers.ngos.grants.form import GrantChoices, GrantForm
from app.registers.ngos.grants.usecases import Grants
from app.registers.ngos.grants.words import FIELDS, PROBLEMS, agreement_in_words, tranche_in_words
from app.registers.ngos.offers.domain import OfferDecision
from app.registers.ngos.shared import NgoServices
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed import Deed, Effect, Values
from app.widgets.forms.fields import Day, Money, Reference
from app.widgets.forms.record_form import FormServices, Save, Subject
from app.widgets.workspace import Workspace

_SETTLING = ("report_on", "settled", "settled_on", "returned", "returned_on", "interest")


def grant_form(services: NgoServices, subject: Subject, forms: FormServices, save: Save) -> GrantForm:
    """The form with organisations, spheres and offers to choose from, and all small grants for the limits."""
    held: GrantDraft | None = subject.start if subject.record is None else subject.record
    grants, today = services.grants, services.clock.today()
    written = () if held is None else (held.sphere,)
    return GrantForm(
        subject,
        forms,
        save,
        choices=GrantChoices(
            spheres=grants.spheres().offered(today, written),
            organisations=offered_organisations(services, () if held is None else held.ngo_ids),
            names=grants.organisations(),
            offers=_offers(services, None if held is None else held.offer_id),
            today=services.clock.today,
            small=grants.small_grants(),
            contests=grants.contest_ends(),
        ),
    )


def _offers(services: NgoServices, written: int | None) -> list[Option]:
    """Chosen offers; only the one already written for who may not read offers."""
    shown = []
    if services.contest_offers.actor().may("ngo_offer.read"):
        shown = [
            Option(each.id, services.contest_offers.title(each))
            for each in services.contest_offers.all()
            if each.decision is OfferDecision.CHOSEN or each.id == written
        ]
    if written is not None and all(option.value != written for option in shown):
        shown.append(Option(written, f"nr {written}"))
    return shown


def open_for(workspace: Workspace, services: NgoServices, offer_id: int) -> None:
    """A new grant filled in from a chosen offer: „Zawrzyj umowę…”."""
    grants = services.grants

    def save(draft: Any, record: Any) -> Outcome[Grant]:
        return grants.create(draft) if record is None else grants.update(record.id, record.version, draft)

    def opened(found: Any) -> None:
        blank = GrantDraft(year=services.clock.today().year)
        workspace.show_form(grant_form(services, Subject(start=found, blank=blank), workspace.forms, save))

    workspace.jobs.run(lambda _progress: grants.proposal(offer_id), done=opened, owner=workspace.window)


def paying(grant: Grant, grants: Grants, today: date) -> Deed:
    """When a tranche was paid; Refusal where none waits."""
    waiting = [(place, each) for place, each in enumerate(grant.tranches) if each.paid_on is None]
    if not waiting:
        raise Refusal("Żadna transza tej dotacji nie czeka na wypłatę. Transze wpisuje się w formularzu dotacji.")
    first = waiting[0][0]

    def draft(values: Values) -> GrantDraft:
        tranches = list(grant.tranches)
        if values["place"] is not None:
            tranches[values["place"]] = replace(tranches[values["place"]], paid_on=values["paid_on"])
        return replace(grant, tranches=tuple(tranches))

    def check(values: Values) -> Sequence[Problem]:
        return [replace(each, field="paid_on") for each in validate(draft(values)) if each.field.endswith(".paid_on")]

    return Deed(
        key="pay_tranche",
        title="Wypłata transzy",
        about=_about(grant),
        text="&Zapisz wypłatę",
        call=lambda values: grants.pay(grant.id, grant.version, values["place"], values["paid_on"]),
        fields=(
            Reference(
                name="place",
                options=[Option(place, _tranche(place, each)) for place, each in waiting],
                span=8,
                required=True,
            ),
            Day(name="paid_on", span=4, required=True),
        ),
        start={"place": first, "paid_on": today},
        words={"place": FieldWords("Transza"), "paid_on": FIELDS["tranches.paid_on"]},
        sentences=PROBLEMS,
        check=check,
    )


def _tranche(place: int, tranche: Tranche) -> str:
    return f"{place + 1}. {tranche_in_words(tranche)}"


def settling(grant: Grant, grants: Grants, today: date) -> Deed:
    """When the report came, what was accepted of it and what came back."""

    def draft(values: Values) -> GrantDraft:
        return replace(grant, **{name: values[name] for name in _SETTLING})

    def check(values: Values) -> Sequence[Problem]:
        return [each for each in validate(draft(values)) if each.field in _SETTLING]

    def effects(values: Values) -> Sequence[Effect]:
        found, term, told = draft(values), report_term(grant), []
        if term is not None and found.report_on is not None:
            late = found.report_on > term.end
            said = f"Sprawozdanie wpłynęło {'po terminie' if late else 'w terminie'}. {term.explanation()}"
            told.append(Effect(said, color="warning") if late else Effect(said))
        if found.settled is not None:
            left = found.to_return
            title = f"Do zwrotu zostaje {format_money(left)}" if left else "Dotacja rozliczona w całości"
            sums = f"Wypłacono {format_money(found.paid)}, rozliczono {format_money(found.settled)}, "
            sums += f"zwrócono {format_money(found.returned or 0)}."
            told.append(Effect(sums, title=title, color="danger" if left else "ok"))
        return told

    return Deed(
        key="settle_grant",
        title="Sprawozdanie i rozliczenie",
        about=_about(grant),
        text="&Zapisz rozliczenie",
        call=lambda values: grants.settle(grant.id, grant.version, **{name: values[name] for name in _SETTLING}),
        fields=(
            Day(name="report_on", required=True, span=6),
            Day(name="settled_on", span=6),
            Money(name="settled", span=6),
            Money(name="returned", span=6),
            Day(name="returned_on", span=6),
            Money(name="interest", span=6),
        ),
        start={name: getattr(grant, name) for name in _SETTLING} | {"report_on": grant.report_on or today},
        words=FIELDS,
        sentences=PROBLEMS,
        shape=GrantDraft,
        check=check,
        effects=effects,
    )


def _about(grant: Grant) -> str:
    return ", ".join(filter(None, (f"{grant.number}, {grant.organisation}", grant.title, agreement_in_words(grant))))
