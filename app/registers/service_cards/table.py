"""Columns and filters of the table of service cards."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.core.clock import Clock
from app.core.dates import format_date
from app.registers.service_cards.domain import CardStatus, Concern, ServiceCard, concerns
from app.registers.service_cards.words import FIELDS, fee_text, label, limit_text, place_text
from app.widgets.columns import Column, Tone
from app.widgets.filter_panel import FilterGroup

_STATUS_TONES = {
    CardStatus.DRAFT: Tone.QUIET,
    CardStatus.REVIEW: Tone.WARNING,
    CardStatus.PUBLISHED: Tone.OK,
    CardStatus.ARCHIVED: Tone.QUIET,
}
_CONCERN_TONES = {
    Concern.REVIEW_OVERDUE: Tone.DANGER,
    Concern.FEE_EXPIRED: Tone.DANGER,
    Concern.REVIEW_SOON: Tone.WARNING,
    Concern.NO_REVIEW_DATE: Tone.QUIET,
    Concern.WAITS_FOR_APPROVAL: Tone.WARNING,
}


def columns(clock: Clock) -> tuple[Column[ServiceCard], ...]:
    """The columns; fees and concerns are those of the day on the clock."""

    def concern_of(card: ServiceCard) -> Concern | None:
        return next(iter(concerns(card, clock.today())), None)

    def concern_text(card: ServiceCard) -> str:
        found = concern_of(card)
        if found is not None:
            return label(found)
        # what is not published has no currency to speak of; its state says more
        return "aktualna" if card.status is CardStatus.PUBLISHED else label(card.status)

    def concern_tone(card: ServiceCard) -> Tone | None:
        found = concern_of(card)
        if found is not None:
            return _CONCERN_TONES[found]
        return _STATUS_TONES[card.status]

    def all_concerns(card: ServiceCard) -> str:
        return "\n".join(label(concern) for concern in concerns(card, clock.today()))

    return (
        Column(key="symbol", title="Symbol", text=lambda card: card.symbol, sort="symbol", width=9, marked=True),
        Column(
            key="name",
            title="Usługa",
            text=lambda card: card.name,
            second=lambda card: ", ".join(card.synonyms),
            tooltip=lambda card: "\n".join((card.name, ", ".join(card.synonyms))).strip(),
            sort="name",
            width=22,
            flexible=True,
            strong=True,
            marked=True,
        ),
        Column(key="fee", title="Opłata", text=lambda card: fee_text(card, clock.today()), sort="fee", width=12),
        Column(key="limit", title="Termin", text=limit_text, sort="limit", width=11),
        Column(
            key="place",
            title="Miejsce",
            text=lambda card: place_text(card).partition(", ")[0],
            second=lambda card: place_text(card).partition(", ")[2],
            tooltip=place_text,
            sort="room",
            width=14,
        ),
        Column(
            key="status",
            title="Stan",
            text=lambda card: label(card.status),
            tone=lambda card: _STATUS_TONES[card.status],
            sort="status",
            width=17,
            when_wide=True,
        ),
        Column(
            key="concern",
            title="Aktualność",
            text=concern_text,
            tone=concern_tone,
            tooltip=all_concerns,
            sort="review_on",
            width=15,
        ),
        *_optional(),
    )


def _optional() -> tuple[Column[ServiceCard], ...]:
    return (
        Column(key="unit", title="Komórka", text=lambda card: card.unit_name, width=20, optional=True),
        _plain("category", lambda card: card.category, 18, marked=True),
        _plain("review_on", lambda card: _day(card.review_on), 13),
        Column(
            key="edition",
            title="Wydanie",
            text=lambda card: " z ".join(filter(None, (str(card.edition), _day(card.edition_on)))),
            sort="edition",
            width=14,
            optional=True,
        ),
        _plain("prepared_by", lambda card: card.prepared_by, 18),
    )


def _plain(name: str, text: Callable[[ServiceCard], str], width: int, *, marked: bool = False) -> Column[ServiceCard]:
    """An optional column that carries a field's name as key, title and order."""
    return Column(key=name, title=FIELDS[name].label, text=text, sort=name, width=width, optional=True, marked=marked)


def _day(day: date | None) -> str:
    return "" if day is None else format_date(day)


def filters(unit_names: Callable[[], Mapping[int, str]]) -> Sequence[FilterGroup]:
    """The filters; ``unit_names`` is asked for the name of a unit when a card of it first shows up."""

    def unit_label(value: str) -> str:
        name = unit_names().get(int(value), "") if value.isdigit() else ""
        return name or "bez komórki"

    return (
        FilterGroup(key="unit_id", title="Komórka organizacyjna", label=unit_label, single=True),
        FilterGroup(
            key="status",
            title="Stan",
            label=lambda value: label(CardStatus(value)),
            options=tuple(CardStatus),
        ),
        FilterGroup(
            key="concern",
            title="Wymaga uwagi",
            label=lambda value: label(Concern(value)),
            options=tuple(Concern),
        ),
        FilterGroup(
            key="category",
            title="Kategoria",
            label=lambda value: value or "bez kategorii",
            single=True,
        ),
    )
