"""What the yearly report and the register of a year ask of contests, offers and grants; no database."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.core.polish import sort_key
from app.registers.ngos.contests.domain import Contest
from app.registers.ngos.cooperation_figures import ContestFigure, GrantFigure, GrantKind
from app.registers.ngos.grants.domain import Grant
from app.registers.ngos.offers.domain import ContestOffer, Formal, OfferDecision


@dataclass(frozen=True)
class Year:
    """Everything of one year: contests of its programme with their offers, and grants its budget pays."""

    year: int
    contests: tuple[Contest, ...]
    offers: tuple[ContestOffer, ...]
    grants: tuple[Grant, ...]
    planned: int | None = None
    """Grosze planned for grants, None where no programme says it."""
    unagreed: tuple[ContestOffer, ...] = ()
    """Chosen offers that no grant was made of; the report counts their money as granted."""


@dataclass(frozen=True)
class Sum:
    """Money of grants that have something in common; amounts are grosze."""

    name: str
    number: int
    granted: int
    paid: int
    settled: int
    returned: int


def sums(grants: Iterable[Grant], name: Callable[[Grant], str]) -> tuple[Sum, ...]:
    """Money by what ``name`` says of a grant, in Polish order."""
    found: dict[str, list[Grant]] = {}
    for grant in grants:
        found.setdefault(name(grant), []).append(grant)
    return tuple(total(key, found[key]) for key in sorted(found, key=sort_key))


def total(name: str, grants: Sequence[Grant]) -> Sum:
    """Money of some grants together."""
    return Sum(
        name,
        len(grants),
        sum(each.granted or 0 for each in grants),
        sum(each.paid for each in grants),
        sum(each.settled or 0 for each in grants),
        sum(each.returned or 0 for each in grants),
    )


def contest_figures(contests: Iterable[Contest]) -> tuple[ContestFigure, ...]:
    """Each contest of a year as the report counts it."""
    return tuple(
        ContestFigure(
            title=each.title,
            sphere=each.sphere,
            announced_on=each.announced_on,
            planned=each.planned or 0,
            cancelled=each.cancelled_on is not None,
        )
        for each in contests
    )


def grant_figures(year: Year, of_offers: Iterable[Grant]) -> tuple[GrantFigure, ...]:
    """Every offer of the year with the money that followed, and grants without an offer; by organisation.

    ``of_offers`` are the grants made of these offers, whichever year pays them.
    """
    contests = {each.id: each for each in year.contests}
    made = {each.offer_id: each for each in of_offers if each.offer_id is not None}
    paid = {offer_id: grant for offer_id, grant in made.items() if grant.year == year.year}
    figures = [
        _of_offer(each, contests[each.contest_id or 0], made.get(each.id), paid.get(each.id)) for each in year.offers
    ]
    shown = {each.id for each in paid.values()}
    figures += [_of_grant(each) for each in year.grants if each.id not in shown]
    return tuple(sorted(figures, key=lambda each: sort_key(each.organisation)))


def unagreed(offers: Iterable[ContestOffer], of_offers: Iterable[Grant]) -> tuple[ContestOffer, ...]:
    """Chosen offers that no grant was made of."""
    made = {each.offer_id for each in of_offers}
    return tuple(each for each in offers if each.decision is OfferDecision.CHOSEN and each.id not in made)


def _of_offer(offer: ContestOffer, contest: Contest, made: Grant | None, grant: Grant | None) -> GrantFigure:
    """``grant`` is made of the offer and paid by the same year; while there is none, the decision tells the money."""
    decided = (offer.granted or 0) if made is None else 0
    return GrantFigure(
        ngo_id=offer.ngo_id,
        organisation=offer.organisation,
        sphere=contest.sphere,
        kind=GrantKind.CONTEST,
        planned=contest.planned or 0,
        asked=offer.asked or 0,
        granted=decided if grant is None else grant.granted or 0,
        paid=0 if grant is None else grant.paid,
        settled=0 if grant is None else grant.settled or 0,
        returned=0 if grant is None else grant.returned or 0,
        formally_right=offer.formal is not Formal.WRONG and not offer.late,
        accepted=offer.decision is OfferDecision.CHOSEN,
        agreement=grant is not None and grant.agreement_on is not None,
    )


def _of_grant(grant: Grant) -> GrantFigure:
    return GrantFigure(
        ngo_id=grant.ngo_id,
        organisation=grant.organisation,
        sphere=grant.sphere,
        kind=grant.kind,
        # what an offer of another year asked for counts there
        asked=(grant.asked or 0) if grant.offer_id is None else 0,
        granted=grant.granted or 0,
        paid=grant.paid,
        settled=grant.settled or 0,
        returned=grant.returned or 0,
        accepted=bool(grant.granted),
        agreement=grant.agreement_on is not None,
        filed=grant.offer_id is None,
    )
