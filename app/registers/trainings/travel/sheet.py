"""Travel orders in spreadsheets, for people: written only."""

from collections.abc import Sequence
from pathlib import Path

from app.core.progress import Progress
from app.exchange.cells import Choice, Day, Money, Text
from app.exchange.layout import Column, Layout
from app.exchange.spreadsheets import Format, write_records
from app.registers.trainings.travel.domain import TravelOrder
from app.registers.trainings.travel.words import FIELDS, STATES, TRANSPORTS

_TEXTS = ("number", "unit", "person", "post", "destination", "purpose")
_DAYS = ("starts_on", "ends_on", "ordered_on", "settled_on")
_AMOUNTS = ("allowance", "fares", "lodging", "other", "total", "advance", "balance")
_LAYOUT: Layout[TravelOrder] = Layout(
    "Delegacje",
    TravelOrder,
    "number",
    (
        *(Column(name, FIELDS[name], Text(exact=True)) for name in _TEXTS),
        *(Column(name, FIELDS[name], Day()) for name in _DAYS),
        Column("transport", FIELDS["transport"], Choice(TRANSPORTS)),
        Column("state", FIELDS["state"], Choice(STATES)),
        *(Column(name, FIELDS[name], Money()) for name in _AMOUNTS),
        Column("note", FIELDS["note"], Text(exact=True)),
    ),
    (),
    FIELDS,
)


def write_orders(orders: Sequence[TravelOrder], path: Path, form: Format, progress: Progress, notice: str = "") -> None:
    """Write orders to XLSX or CSV; the file appears whole or not at all. Raises as ``write_records`` does."""
    write_records(_LAYOUT, orders, path, form, progress, notice)
