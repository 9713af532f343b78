"""Offers in spreadsheets, for people: written only; units and their replies stand in one cell."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from app.core.progress import Progress
from app.exchange.cells import Cell, Choice, Money, Text
from app.exchange.layout import Column, Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.registers.trainings.offers.domain import Offer, OfferDraft
from app.registers.trainings.offers.words import FIELDS, LABELS, PROBLEMS, routing_in_words, state_in_words


def write_offers(
    offers: Sequence[Offer],
    path: Path,
    form: Format,
    institutions: Mapping[int, str],
    units: Mapping[int, str],
    today: date,
    progress: Progress,
    notice: str = "",
) -> None:
    """Write offers to XLSX or CSV; ``institutions`` and ``units`` must know every one that an offer names."""

    def routed(offer: Offer) -> str:
        return "\n".join(routing_in_words(each, units.get(each.unit_id or 0, ""), today) for each in offer.routings)

    def state(offer: Offer) -> str:
        return state_in_words(offer, today)

    special: Mapping[str, Cell] = {
        "institution_id": Choice(institutions),
        "price": Money(),
        "description": Text(exact=True),
    }
    columns = (
        *columns_of(OfferDraft, FIELDS, LABELS, special=special, omit=("file",)),
        Column("state", FIELDS["state"], Text(), shown=state),
        Column("routings", FIELDS["routings"], Text(exact=True), shown=routed),
    )
    layout = Layout("Oferty szkoleń", OfferDraft, "topic", columns, (), FIELDS, PROBLEMS)
    write_records(layout, offers, path, form, progress, notice)
