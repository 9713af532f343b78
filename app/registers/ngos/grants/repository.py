"""Questions about grants that need the database; no commit, no rules."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, select
from sqlalchemy.orm import Session

from app.registers.ngos.contests.model import ContestRow
from app.registers.ngos.contests.repository import names
from app.registers.ngos.cooperation_figures import GrantKind, PastTask
from app.registers.ngos.grants.domain import GrantDraft, GrantState, Tranche, last_late_filing
from app.registers.ngos.grants.eligibility import ContestEnd
from app.registers.ngos.grants.model import GrantPartnerRow, GrantRow, TrancheRow
from app.registers.ngos.grants.thresholds import SmallGrant, small_grant
from app.registers.ngos.offers.domain import Partner
from app.registers.ngos.offers.model import ContestOfferRow


def states(today: date) -> Mapping[str, ColumnElement[bool]]:
    """As ``domain.state_on`` says."""
    row = GrantRow
    open_still = and_(row.settled.is_(None), row.report_on.is_(None))
    agreed = func.coalesce(row.agreement_on <= today, false())
    over = func.coalesce(row.task_until < today, false())
    late = func.coalesce(row.report_due < today, false())
    refused = and_(row.agreement_on.is_(None), func.coalesce(row.granted == 0, false()))
    return {
        GrantState.PREPARED: and_(open_still, ~agreed, ~refused),
        GrantState.REFUSED: and_(open_still, refused),
        GrantState.RUNNING: and_(open_still, agreed, ~over),
        GrantState.REPORT_DUE: and_(open_still, agreed, over, ~late),
        GrantState.REPORT_LATE: and_(open_still, agreed, over, late),
        GrantState.TO_SETTLE: and_(row.settled.is_(None), row.report_on.is_not(None)),
        GrantState.TO_RETURN: and_(row.settled.is_not(None), row.owed > 0),
        GrantState.SETTLED: and_(row.settled.is_not(None), row.owed == 0),
    }


def concerns(today: date, alarm_days: int) -> Mapping[str, ColumnElement[bool]]:
    """What calls for attention: tranches, reports, settlements, returns, offers of small grants to be posted."""
    row, soon = GrantRow, today + timedelta(days=alarm_days)
    by_state = states(today)
    waiting = and_(row.settled.is_(None), row.report_on.is_(None), row.agreement_on <= today)
    unposted = and_(
        row.kind == GrantKind.SMALL,
        row.posted_on.is_(None),
        row.agreement_on.is_(None),
        func.coalesce(row.granted, 1) != 0,
    )
    late = last_late_filing(today)
    return {
        "tranche_late": and_(row.agreement_on.is_not(None), _unpaid(TrancheRow.due_on < today)),
        "tranche_soon": and_(row.agreement_on.is_not(None), _unpaid(TrancheRow.due_on.between(today, soon))),
        "report_late": by_state[GrantState.REPORT_LATE],
        "report_soon": and_(waiting, row.report_due.between(today, soon)),
        "settlement": by_state[GrantState.TO_SETTLE],
        "return": by_state[GrantState.TO_RETURN],
        "posting_late": and_(unposted, row.filed_on <= late),
        "posting": and_(unposted, row.filed_on > late),
    }


def _unpaid(when: ColumnElement[bool]) -> ColumnElement[bool]:
    waiting = select(TrancheRow.grant_id).where(TrancheRow.paid_on.is_(None), when)
    return GrantRow.id.in_(waiting)


def of_year(session: Session, year: int) -> list[int]:
    """Grants of a budget year, by number."""
    asked = select(GrantRow.id).where(GrantRow.deleted_at.is_(None), GrantRow.year == year)
    return list(session.scalars(asked.order_by(GrantRow.number_sort)))


def years(session: Session) -> tuple[int, ...]:
    """Budget years that have grants, the newest first."""
    asked = select(GrantRow.year).where(GrantRow.deleted_at.is_(None)).distinct()
    return tuple(session.scalars(asked.order_by(GrantRow.year.desc())))


def of_offers(session: Session, offer_ids: list[int]) -> list[int]:
    """Grants made of these offers."""
    if not offer_ids:
        return []
    asked = select(GrantRow.id).where(GrantRow.deleted_at.is_(None), GrantRow.offer_id.is_not(None))
    found = session.execute(asked.add_columns(GrantRow.offer_id))
    wanted = set(offer_ids)
    return [row.id for row in found if row.offer_id in wanted]


def small_grants(session: Session) -> tuple[SmallGrant, ...]:
    """All small grants as the limits of a year see them."""
    partners: dict[int, list[Partner]] = {}
    for each in session.execute(select(GrantPartnerRow.grant_id, GrantPartnerRow.ngo_id)):
        partners.setdefault(each.grant_id, []).append(Partner(ngo_id=each.ngo_id))
    return tuple(
        small_grant(record_id, replace(draft, partners=tuple(partners.get(record_id, ()))))
        for record_id, draft in _money(session, GrantRow.kind == GrantKind.SMALL)
    )


def past_tasks(session: Session) -> Iterator[PastTask]:
    """What was handed over for each task, by calendar year."""
    known = names(session)
    for _, draft in _money(session, GrantRow.agreement_on.is_not(None)):
        for year in sorted({each.year for each in draft.passings if each.done}):
            handed = draft.handed_over(year, done=True)
            if handed:
                yield PastTask(draft.sphere, year, draft.title, known.get(draft.ngo_id or 0, ""), handed)


def _money(session: Session, which: ColumnElement[bool]) -> Iterator[tuple[int, GrantDraft]]:
    """Grants with what their money needs and nothing else, which spares reading whole records."""
    row = GrantRow
    wanted = and_(row.deleted_at.is_(None), which)
    tranches: dict[int, list[Tranche]] = {}
    paying = select(TrancheRow.grant_id, TrancheRow.due_on, TrancheRow.amount, TrancheRow.paid_on)
    paying = paying.join(row, row.id == TrancheRow.grant_id).where(wanted)
    for part in session.execute(paying.order_by(TrancheRow.grant_id, TrancheRow.position)):
        tranche = Tranche(due_on=part.due_on, amount=part.amount, paid_on=part.paid_on)
        tranches.setdefault(part.grant_id, []).append(tranche)
    what = select(row.id, row.kind, row.ngo_id, row.title, row.sphere, row.year)
    asked = what.add_columns(row.granted, row.asked, row.agreement_on).where(wanted)
    for found in session.execute(asked.order_by(row.number_sort)):
        values: dict[str, Any] = dict(found._mapping)
        record_id = values.pop("id")
        yield record_id, GrantDraft(**values, tranches=tuple(tranches.get(record_id, ())))


def of_offer(session: Session, offer_id: int, own_id: int | None) -> GrantRow | None:
    """Another grant made of the same offer."""
    asked = select(GrantRow).where(GrantRow.deleted_at.is_(None), GrantRow.offer_id == offer_id)
    if own_id is not None:
        asked = asked.where(GrantRow.id != own_id)
    return session.scalars(asked.limit(1)).first()


def offer_numbers(session: Session) -> dict[str, int]:
    """Ids of the living offers by their numbers with those of their contests: ``K/3/2026/1``."""
    offer = ContestOfferRow
    asked = select(offer.id, offer.number, ContestRow.number).join(ContestRow, ContestRow.id == offer.contest_id)
    found = session.execute(asked.where(offer.deleted_at.is_(None)))
    return {f"{contest}/{number}": offer_id for offer_id, number, contest in found}


def contest_ends(session: Session) -> dict[int, ContestEnd]:
    """How the contests of the living offers ended, by id of the offer."""
    contest, offer = ContestRow, ContestOfferRow
    asked = select(offer.id, contest.decided_on, contest.results_on, contest.cancelled_on)
    found = session.execute(asked.join(contest, contest.id == offer.contest_id).where(offer.deleted_at.is_(None)))
    return {offer_id: ContestEnd(*days) for offer_id, *days in found}


def by_number(session: Session, number: str) -> GrantRow | None:
    """The living grant with the program's number."""
    return session.scalar(select(GrantRow).where(GrantRow.deleted_at.is_(None), GrantRow.number == number))


def by_agreement(session: Session, number: str) -> GrantRow | None:
    """The grant with the number of an agreement."""
    asked = select(GrantRow).where(GrantRow.deleted_at.is_(None), GrantRow.agreement_number == number)
    return session.scalars(asked.order_by(GrantRow.id).limit(1)).first()
