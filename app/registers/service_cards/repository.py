"""Questions about service cards that the database answers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select
from sqlalchemy.orm import Session

from app.core.polish import sort_key
from app.people.units.domain import symbol_number
from app.people.units.model import UnitRow
from app.records.model import StoredFileRow
from app.registers.service_cards.domain import REVIEW_SOON_DAYS, CardStatus, Concern
from app.registers.service_cards.model import CardUseRow, FeeRow, LegalBasisRow, ServiceCardRow


def concern_conditions(today: date) -> Mapping[str, ColumnElement[bool]]:
    """``domain.concerns`` as SQL, so that a table of any size can be filtered by it."""
    card, living = ServiceCardRow, ServiceCardRow.status != CardStatus.ARCHIVED
    of_card = FeeRow.card_id == card.id
    expired = exists().where(of_card, FeeRow.valid_to < today)
    in_force = exists().where(
        of_card,
        or_(FeeRow.valid_from.is_(None), FeeRow.valid_from <= today),
        or_(FeeRow.valid_to.is_(None), FeeRow.valid_to >= today),
    )
    soon = today + timedelta(days=REVIEW_SOON_DAYS)
    return {
        Concern.REVIEW_OVERDUE: and_(living, card.review_on < today),
        Concern.REVIEW_SOON: and_(living, card.review_on >= today, card.review_on <= soon),
        Concern.NO_REVIEW_DATE: and_(card.review_on.is_(None), card.status == CardStatus.PUBLISHED),
        Concern.FEE_EXPIRED: and_(living, expired, not_(in_force)),
        Concern.WAITS_FOR_APPROVAL: card.status == CardStatus.REVIEW,
    }


def id_of_symbol(session: Session, symbol: str) -> int | None:
    """The card with this symbol, deleted cards included."""
    return session.scalar(select(ServiceCardRow.id).where(ServiceCardRow.symbol == symbol))


def id_of_spelling(session: Session, spelling: str) -> int | None:
    """The card with this symbol whatever the case of its letters; the exact spelling goes first."""
    exact = id_of_symbol(session, spelling)
    if exact is not None:
        return exact
    statement = select(ServiceCardRow.symbol, ServiceCardRow.id)
    return next((row.id for row in session.execute(statement) if row.symbol.casefold() == spelling.casefold()), None)


def next_symbol(session: Session, pattern: str) -> str:
    """The first symbol of a pattern after all that were ever given."""
    start, end = pattern[: pattern.index("#")], pattern[pattern.rindex("#") + 1 :]
    statement = select(ServiceCardRow.symbol).where(ServiceCardRow.symbol.startswith(start, autoescape=True))
    counters = (symbol[len(start) : len(symbol) - len(end) or None] for symbol in session.scalars(statement))
    used = [int(counter) for counter in counters if counter.isascii() and counter.isdigit()]
    return symbol_number(pattern, max(used, default=0) + 1)


def unit(session: Session, unit_id: int) -> UnitRow | None:
    """The unit, None when it is deleted or never was."""
    row = session.get(UnitRow, unit_id)
    return None if row is None or row.deleted_at is not None else row


def missing_files(session: Session, digests: Collection[str]) -> set[str]:
    """Those of the files that the database does not hold."""
    if not digests:
        return set()
    return set(digests) - set(session.scalars(select(StoredFileRow.sha256).where(StoredFileRow.sha256.in_(digests))))


def categories(session: Session) -> list[str]:
    """Categories and how they are spelt, in Polish order."""
    statement = (
        select(ServiceCardRow.category)
        .where(ServiceCardRow.deleted_at.is_(None), ServiceCardRow.category != "")
        .group_by(ServiceCardRow.category, ServiceCardRow.category_sort)
        .order_by(ServiceCardRow.category_sort)
    )
    return list(session.scalars(statement))


def acts(session: Session) -> list[str]:
    """Acts that cards rest on, in Polish order."""
    return sorted(session.scalars(select(LegalBasisRow.act).distinct()), key=sort_key)


def all_units(session: Session) -> Sequence[UnitRow]:
    """Every unit, so that looking one up needs no query while the list is kept."""
    return list(session.scalars(select(UnitRow)))


def note_use(session: Session, card_ids: Sequence[int], moment: datetime, *, printed: bool) -> None:
    """Count that cards were printed or looked up."""
    for card_id in dict.fromkeys(card_ids):
        row = session.get(CardUseRow, card_id)
        if row is None:
            row = CardUseRow(card_id=card_id, printed=0, opened=0)
            session.add(row)
        row.printed += int(printed)
        row.opened += int(not printed)
        row.last_used_at = moment


def recently_used(session: Session, limit: int) -> list[int]:
    """Cards used last, newest first."""
    statement = (
        select(CardUseRow.card_id)
        .join(ServiceCardRow, ServiceCardRow.id == CardUseRow.card_id)
        .where(ServiceCardRow.deleted_at.is_(None), ServiceCardRow.status != CardStatus.ARCHIVED)
        .order_by(CardUseRow.last_used_at.desc(), CardUseRow.card_id)
        .limit(limit)
    )
    return list(session.scalars(statement))
