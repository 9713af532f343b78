"""Service cards to test with: a plain one, and random valid ones."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from app.bootstrap import Services
from app.core.opening_hours import OpeningHours
from app.people.units.domain import UnitDraft
from app.registers.service_cards.domain import (
    AppealKind,
    CardStatus,
    Fee,
    FeeKind,
    NeededDocument,
    ServiceCardDraft,
    TimeUnit,
    validate,
)
from tests import strategies


def add_unit(services: Services, symbol: str = "SO", name: str = "Referat Spraw Obywatelskich", **more: Any) -> int:
    """A saved unit; returns its id."""
    return services.units.create(UnitDraft(symbol=symbol, name=name, **more)).record.id


def plain(unit_id: int | None, symbol: str = "SO-01", **more: Any) -> ServiceCardDraft:
    """A card that may be published."""
    card = ServiceCardDraft(
        symbol=symbol,
        name="Wydanie dowodu osobistego",
        unit_id=unit_id,
        category="Dokumenty tożsamości",
        purpose="Wymiana albo pierwszy dowód.",
        synonyms=("zgubiłem dowód",),
        documents=(NeededDocument(name="fotografia"),),
        fees=(Fee(kind=FeeKind.FREE, title="wydanie dowodu"),),
        limit_unit=TimeUnit.DAYS,
        limit_number=30,
        room="12",
        review_on=date(2027, 6, 1),
    )
    return replace(card, **more)


def _kept(draft: ServiceCardDraft) -> ServiceCardDraft:
    """The draft with the rules between its fields kept."""
    steps = sorted(day for day in (draft.prepared_on, draft.checked_on, draft.approved_on, draft.review_on) if day)
    named = ("prepared_on", "checked_on", "approved_on", "review_on")
    chain: dict[str, Any] = dict(zip((name for name in named if getattr(draft, name)), steps, strict=True))
    limit = draft.limit_number or 7
    return replace(
        draft,
        **chain,
        limit_number=limit if draft.limit_unit else None,
        resident_limit_number=draft.resident_limit_number or 3 if draft.resident_limit_unit else None,
        appeal_body=draft.appeal_body or "SKO",
        appeal_days=draft.appeal_days or 14,
        purpose=draft.purpose or "Po co.",
        room=draft.room or "1",
        email=draft.email and "so@przykladowa.example",
    )


def _fee(fee: Fee) -> Fee:
    days = sorted(day for day in (fee.valid_from, fee.valid_to) if day)
    first, last = (days[0], days[-1]) if len(days) == 2 else (fee.valid_from, fee.valid_to)
    amount = None if fee.kind is FeeKind.FREE else fee.amount or 0
    return replace(fee, amount=amount, valid_from=first, valid_to=last)


_HOURS = st.builds(
    OpeningHours,
    weekday=st.integers(0, 6),
    opens=st.sampled_from(("7:30", "08:00")),
    closes=st.sampled_from(("15:30", "16")),
)


def random_drafts(unit_id: int, symbols: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[ServiceCardDraft]:
    """Random cards of a unit with the symbol ``SO``; each passes ``validate``."""
    numbered = st.integers(1, 10**6).map(lambda number: f"SO-{number:02d}")
    drafts = strategies.drafts(
        ServiceCardDraft,
        symbol=numbered if symbols is None else symbols,
        unit_id=st.just(unit_id),
        supervising_unit_id=st.none() | st.just(unit_id),
        documents=st.lists(strategies.drafts(NeededDocument, form_file=st.none()), max_size=3).map(tuple),
        fees=st.lists(strategies.drafts(Fee).map(_fee), min_size=1, max_size=3).map(tuple),
        hours=st.lists(_HOURS, max_size=3).map(tuple),
        limit_unit=st.sampled_from(TimeUnit),
        status=st.sampled_from([status for status in CardStatus if status is not CardStatus.ARCHIVED]),
        appeal_kind=st.sampled_from(AppealKind),
        attachments=st.just(()),
    )
    return drafts.map(_kept).filter(lambda draft: not validate(draft))
