"""Questions about offers that need the database; no commit, no rules."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.core.codec import decode
from app.registers.ngos.contests.domain import OfferTally
from app.registers.ngos.contests.eligibility import BidderPerson
from app.registers.ngos.contests.model import ContestRow
from app.registers.ngos.offers.domain import Formal, OfferDecision, Score
from app.registers.ngos.offers.model import ContestOfferRow, PartnerRow
from app.registers.ngos.organisations.model import OrganisationRow


def bidders(session: Session, contest_id: int) -> Mapping[int, str]:
    """Names of the organisations that offer in a contest, partners of joint offers too, by id."""
    alive = (ContestOfferRow.contest_id == contest_id, ContestOfferRow.deleted_at.is_(None))
    first = select(ContestOfferRow.ngo_id).where(*alive)
    joined = select(PartnerRow.ngo_id).join(ContestOfferRow, PartnerRow.offer_id == ContestOfferRow.id).where(*alive)
    named = select(OrganisationRow.id, OrganisationRow.name)
    found = session.execute(named.where(or_(OrganisationRow.id.in_(first), OrganisationRow.id.in_(joined))))
    return {row.id: row.name for row in found}


def people(session: Session, contest_id: int) -> tuple[BidderPerson, ...]:
    """People of the organisations that offer in a contest, as the register of organisations has them now."""
    ids = list(bidders(session, contest_id))
    found = session.execute(select(OrganisationRow.name, OrganisationRow.people).where(OrganisationRow.id.in_(ids)))
    return tuple(
        BidderPerson(each.get("name") or "", each.get("role") or "", row.name)
        for row in found
        for each in row.people or ()
    )


def tally(session: Session, contest_id: int) -> OfferTally:
    """Offers of a contest, counted."""
    row = ContestOfferRow
    asked = select(
        func.count(),
        func.count().filter(row.formal == Formal.RIGHT),
        func.count().filter(row.decision.is_(None)),
        func.count().filter(row.decision == OfferDecision.CHOSEN),
        func.coalesce(func.sum(row.granted), 0),
    ).where(row.contest_id == contest_id, row.deleted_at.is_(None))
    total, right, undecided, accepted, granted = session.execute(asked).one()
    return OfferTally(total=total, right=right, undecided=undecided, accepted=accepted, granted=int(granted or 0))


def scored(session: Session, contest_id: int) -> Mapping[str, int]:
    """The most points given for each criterion of a contest."""
    row = ContestOfferRow
    lists = session.scalars(select(row.scores).where(row.contest_id == contest_id, row.deleted_at.is_(None)))
    most: dict[str, int] = {}
    for scores in lists:
        for value in scores or ():
            score = decode(Score, value)
            if score.given:
                most[score.criterion] = max(most.get(score.criterion, 0), *score.given)
    return most


def of_contest(session: Session, contest_id: int) -> list[int]:
    """Offers of a contest in the order of their coming."""
    row = ContestOfferRow
    asked = select(row.id).where(row.contest_id == contest_id, row.deleted_at.is_(None))
    return list(session.scalars(asked.order_by(row.id)))


def by_number(session: Session, contest_id: int, number: str) -> ContestOfferRow | None:
    """The offer with the number in its contest: a living one, else the last that was deleted."""
    row = ContestOfferRow
    asked = select(row).where(row.contest_id == contest_id, row.number == number)
    return session.scalar(asked.order_by(row.deleted_at.is_not(None), row.id.desc()).limit(1))


def contests(session: Session) -> dict[int, tuple[str, str]]:
    """Numbers and titles of the living contests by id."""
    row = ContestRow
    found = session.execute(select(row.id, row.number, row.title).where(row.deleted_at.is_(None)))
    return {each.id: (each.number, each.title) for each in found}


def of_year(session: Session, year: int) -> list[int]:
    """Offers in contests of the programme of a year."""
    row = ContestOfferRow
    asked = (
        select(row.id)
        .join(ContestRow, row.contest_id == ContestRow.id)
        .where(row.deleted_at.is_(None), ContestRow.deleted_at.is_(None), ContestRow.year == year)
    )
    return list(session.scalars(asked.order_by(ContestRow.number_sort, row.id)))


def is_late() -> ColumnElement[bool]:
    """Came after the last day for offers."""
    last = select(ContestRow.offers_until).where(ContestRow.id == ContestOfferRow.contest_id).scalar_subquery()
    return ContestOfferRow.filed_on > last


def concerns() -> Mapping[str, ColumnElement[bool]]:
    """What calls for attention: late offers without a decision, reasons that somebody waits for."""
    row = ContestOfferRow
    return {
        "late": and_(is_late(), row.decision.is_(None)),
        "reasons": and_(row.reasons_asked_on.is_not(None), row.reasons_given_on.is_(None)),
    }
