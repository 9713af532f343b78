"""Organisations told apart by their state, their places on the map and what calls for attention, as SQL."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, distinct, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core.periods import add_months
from app.registers.ngos.organisations.disclosure import EXACT
from app.registers.ngos.organisations.domain import AddressKind, OrganisationStatus
from app.registers.ngos.organisations.model import AddressRow, OrganisationRow
from app.registers.ngos.organisations.words import Placement, State


def by_state(today: date, months: int) -> Mapping[str, ColumnElement[bool]]:
    """Statuses, and apart from them those that nobody confirmed lately; a dissolved one need not be confirmed."""
    row = OrganisationRow
    late = is_unconfirmed(today, months)
    return {
        State.ACTIVE: and_(row.status == OrganisationStatus.ACTIVE, ~late),
        State.UNCONFIRMED: late,
        State.SUSPENDED: and_(row.status == OrganisationStatus.SUSPENDED, ~late),
        State.DISSOLVED: row.status == OrganisationStatus.DISSOLVED,
    }


def is_unconfirmed(today: date, months: int) -> ColumnElement[bool]:
    """``domain.unconfirmed`` of an organisation that still exists."""
    row = OrganisationRow
    # the last day whose term has run out
    last = add_months(today, -months)
    while add_months(last, months) >= today:
        last -= timedelta(days=1)
    return and_(row.status != OrganisationStatus.DISSOLVED, or_(row.confirmed_on.is_(None), row.confirmed_on <= last))


def by_placement() -> Mapping[str, ColumnElement[bool]]:
    """By the places of its addresses; one with an exact and an approximate address is both."""
    placed = _somewhere().where(AddressRow.x.is_not(None), AddressRow.y.is_not(None))
    sure = placed.where(AddressRow.method.in_(EXACT))
    vague = placed.where(AddressRow.method.not_in(EXACT))
    own = OrganisationRow.id
    return {
        Placement.NONE: own.not_in(placed),
        Placement.APPROXIMATE: own.in_(vague),
        Placement.EXACT: own.in_(sure),
    }


class HoldsCode:
    """Filter over a list of codes kept as a JSON array of texts: organisations with any of the chosen ones."""

    def __init__(self, column: InstrumentedAttribute[tuple[str, ...]]) -> None:
        self._column = column

    def where(self, values: frozenset[str]) -> ColumnElement[bool]:
        """Those with any of the codes; ``""`` are those with none."""
        column: Any = self._column
        held = [column.contains(f'"{value}"', autoescape=True) for value in sorted(values) if value]
        return or_(*held, *([column == ()] if "" in values else []))

    def counts(self, session: Session, matching: Select[Any]) -> dict[str, int]:
        """How many have each code."""
        found: dict[str, int] = {}
        for (codes,) in session.execute(matching.with_only_columns(self._column).order_by(None)):
            for code in dict.fromkeys(codes) or ("",):
                found[code] = found.get(code, 0) + 1
        return found


class AtPlace:
    """Filter over localities: organisations with their seat or a place of activity in any of the chosen ones."""

    def where(self, values: frozenset[str]) -> ColumnElement[bool]:
        """Those in any of the localities."""
        return OrganisationRow.id.in_(_somewhere().where(AddressRow.place.in_(sorted(values))))

    def counts(self, session: Session, matching: Select[Any]) -> dict[str, int]:
        """How many act in each locality."""
        inside = matching.with_only_columns(OrganisationRow.id).order_by(None)
        rows = session.execute(
            select(AddressRow.place, func.count(distinct(AddressRow.organisation_id)))
            .where(AddressRow.organisation_id.in_(inside), AddressRow.kind != AddressKind.MAIL)
            .group_by(AddressRow.place)
        )
        return {str(place): number for place, number in rows}


def _somewhere() -> Select[Any]:
    return select(AddressRow.organisation_id).where(AddressRow.kind != AddressKind.MAIL)
