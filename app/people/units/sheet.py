"""Organisational units in spreadsheets, for people: written only."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.core.progress import Progress
from app.exchange.cells import Choice
from app.exchange.layout import Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.people.units.domain import Unit, UnitDraft
from app.people.units.words import FIELDS, PROBLEMS


def write_units(units: Sequence[Unit], path: Path, form: Format, progress: Progress, notice: str = "") -> None:
    """Write units to XLSX or CSV; the unit above stands there by its symbol."""
    symbols: Mapping[int, str] = {unit.id: unit.symbol for unit in units}
    columns = tuple(columns_of(UnitDraft, FIELDS, {}, special={"parent_id": Choice(symbols)}))
    layout = Layout("Komórki", UnitDraft, "symbol", columns, (), FIELDS, PROBLEMS)
    write_records(layout, units, path, form, progress, notice)
