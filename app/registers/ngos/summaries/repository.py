"""Questions to all registers of the family at once: what rests on a record that somebody wants to delete.

Each answers how many living records there are, by their Polish names.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.registers.ngos.confirmations.model import ConfirmationLineRow, ConfirmationRoundRow
from app.registers.ngos.consultations.model import AskedRow, ConsultationRow
from app.registers.ngos.contests.model import ContestRow, MemberRow
from app.registers.ngos.grants.model import GrantPartnerRow, GrantRow
from app.registers.ngos.offers.model import ContestOfferRow, PartnerRow
from app.registers.ngos.organisations.model import OrganisationRow
from app.registers.ngos.programmes.domain import Programme
from app.registers.ngos.programmes.model import ProgrammeRow
from app.registers.ngos.summaries.words import RESTING


def on_organisation(session: Session, ngo_id: int) -> Mapping[str, int]:
    """Papers that name the organisation, and whoever asked it for something.

    A mere place on a list that nothing was done with yet rests on nothing, and a round that is over keeps the name.
    """
    grant, offer, contest = GrantRow, ContestOfferRow, ContestRow
    asked, line, rounds = AskedRow, ConfirmationLineRow, ConfirmationRoundRow
    joined = select(GrantPartnerRow.grant_id).where(GrantPartnerRow.ngo_id == ngo_id)
    bidding = select(PartnerRow.offer_id).where(PartnerRow.ngo_id == ngo_id)
    sitting = select(MemberRow.contest_id).where(MemberRow.ngo_id == ngo_id)
    was_asked = or_(asked.asked_on.is_not(None), asked.answered_on.is_not(None))
    was_sent = or_(line.sent_on.is_not(None), line.answer.is_not(None))
    consulted = select(asked.consultation_id).where(asked.ngo_id == ngo_id, was_asked)
    listed = select(line.round_id).where(line.ngo_id == ngo_id, was_sent)
    return _counted(
        session,
        {
            "grants": _living(grant).where(or_(grant.ngo_id == ngo_id, grant.id.in_(joined))),
            "offers": _living(offer).where(or_(offer.ngo_id == ngo_id, offer.id.in_(bidding))),
            "commissions": _living(contest).where(contest.id.in_(sitting)),
            "consultations": _living(ConsultationRow).where(ConsultationRow.id.in_(consulted)),
            "rounds": _living(rounds).where(rounds.closed_on.is_(None), rounds.id.in_(listed)),
        },
    )


def on_programme(session: Session, programme: Programme) -> Mapping[str, int]:
    """Consultations about the programme and, of a yearly one, contests of its year."""
    about = _living(ConsultationRow).where(ConsultationRow.programme_id == programme.id)
    asked = {"consultations": about}
    if programme.first_year == programme.last_year:
        asked["contests"] = _living(ContestRow).where(ContestRow.year == programme.first_year)
    return _counted(session, asked)


def on_spheres(session: Session, codes: Collection[str]) -> Mapping[str, int]:
    """Records that carry any of the codes."""
    wanted = set(codes)
    return Counter(RESTING[key] for key, carried in _carried(session) if wanted & set(carried))


def _carried(session: Session) -> Iterator[tuple[str, Collection[str]]]:
    """The kind of each living record and its codes."""
    ngo, contest = OrganisationRow, ContestRow
    for spheres, leading in session.execute(select(ngo.spheres, ngo.leading).where(ngo.deleted_at.is_(None))):
        yield "organisations", (*spheres, leading)
    for programme in session.scalars(select(ProgrammeRow).where(ProgrammeRow.deleted_at.is_(None))):
        yield "programmes", [each.sphere for each in programme.tasks]
    asked = select(contest.sphere, contest.other_spheres).where(contest.deleted_at.is_(None))
    for sphere, others in session.execute(asked):
        yield "contests", (sphere, *(each.get("code") or "" for each in others or ()))
    for sphere in session.scalars(select(GrantRow.sphere).where(GrantRow.deleted_at.is_(None))):
        yield "grants", (sphere,)
    for spheres in session.scalars(select(ConsultationRow.spheres).where(ConsultationRow.deleted_at.is_(None))):
        yield "consultations", spheres


def _living(row: Any) -> Select[Any]:
    return select(func.count()).select_from(row).where(row.deleted_at.is_(None))


def _counted(session: Session, asked: Mapping[str, Select[Any]]) -> Mapping[str, int]:
    found = {key: session.scalar(statement) or 0 for key, statement in asked.items()}
    return {RESTING[key]: number for key, number in found.items() if number}
