"""Queries about offers: those that units have, and which replies are awaited."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from app.registers.trainings.offers.domain import OfferState, Reply
from app.registers.trainings.offers.model import OfferRow, RoutingRow


def replied(reply: Reply) -> ColumnElement[bool]:
    """Offers with such a reply of some unit; none that was rejected is waiting for one."""
    some = OfferRow.id.in_(select(RoutingRow.offer_id).where(RoutingRow.reply == reply))
    return some & (OfferRow.state != OfferState.REJECTED) if reply is Reply.AWAITED else some


def waiting_since() -> ScalarSelect[Any]:
    """The day on which an offer was passed to the unit that has not answered longest."""
    first = select(func.min(RoutingRow.passed_on)).where(
        RoutingRow.offer_id == OfferRow.id, RoutingRow.reply == Reply.AWAITED
    )
    return first.correlate(OfferRow).scalar_subquery()


def attention(session: Session) -> tuple[int, int, date | None]:
    """Living offers that nobody decided on, those that wait for a reply, and the day from which the longest waits."""
    living = select(func.count()).select_from(OfferRow).where(OfferRow.deleted_at.is_(None))
    undecided = session.scalar(living.where(OfferRow.state == OfferState.RECEIVED)) or 0
    waiting = session.scalar(living.where(replied(Reply.AWAITED))) or 0
    longest = select(func.min(RoutingRow.passed_on)).join(OfferRow, RoutingRow.offer_id == OfferRow.id)
    since = session.scalar(
        longest.where(
            OfferRow.deleted_at.is_(None), OfferRow.state == OfferState.PASSED, RoutingRow.reply == Reply.AWAITED
        )
    )
    return undecided, waiting, since


class UnitFilter:
    """Offers by the units to which they were passed; ``""`` stands for those that were passed to none."""

    def where(self, values: frozenset[str]) -> ColumnElement[bool]:
        """Offers that went to any of the units."""
        ids = [int(value) for value in sorted(values) if value.isdecimal()]
        went = OfferRow.id.in_(select(RoutingRow.offer_id).where(RoutingRow.unit_id.in_(ids)))
        return went | ~OfferRow.routings.any() if "" in values else went

    def counts(self, session: Session, matching: Select[Any]) -> dict[str, int]:
        """How many of the matching offers each unit has."""
        offers = matching.order_by(None).subquery()
        counted = (
            select(RoutingRow.unit_id, func.count(func.distinct(RoutingRow.offer_id)))
            .where(RoutingRow.offer_id.in_(select(offers)), RoutingRow.unit_id.is_not(None))
            .group_by(RoutingRow.unit_id)
        )
        found: dict[int | None, int] = dict(session.execute(counted).all())
        nobodys = session.scalar(
            matching.with_only_columns(func.count()).order_by(None).where(~OfferRow.routings.any())
        )
        return {str(unit): number for unit, number in found.items()} | ({"": nobodys} if nobodys else {})
