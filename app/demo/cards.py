"""The twenty service cards of the demonstration, one TOML file each.

``valid_from`` of a fee is the first day of the office's price list that holds it, not the day on which the act
came into force; ``facts_as_of`` says when acts and amounts were last compared with their sources.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.demo.toml_records import BadDataFile, read_table, record_from
from app.registers.service_cards.domain import ServiceCardDraft

CARDS_FOLDER = "service_cards"
_UNIT_KEYS = {"unit": "unit_id", "supervising_unit": "supervising_unit_id"}


def demo_cards(unit_ids: Mapping[str, int], folder: Path) -> tuple[ServiceCardDraft, ...]:
    """All cards in the order of their symbols; ``unit_ids`` maps unit symbols to identifiers in the database.

    Raises BadDataFile when a file is wrong or names a unit that is not in ``unit_ids``.
    """
    paths = sorted((folder / CARDS_FOLDER).glob("*.toml"))
    return tuple(_card(path, unit_ids) for path in paths)


def _card(path: Path, unit_ids: Mapping[str, int]) -> ServiceCardDraft:
    table: dict[str, Any] = read_table(path)
    if "unit_id" in table or "supervising_unit_id" in table:
        raise BadDataFile(f"{path.name}: name the unit by its symbol, not by an identifier")
    for key, field in _UNIT_KEYS.items():
        symbol = table.pop(key, None)
        if symbol is None:
            continue
        if symbol not in unit_ids:
            raise BadDataFile(f"{path.name}: {key}: there is no unit {symbol!r}")
        table[field] = unit_ids[symbol]
    card = record_from(table, ServiceCardDraft, path.name)
    if card.symbol != path.stem:
        raise BadDataFile(f"{path.name}: the symbol {card.symbol!r} differs from the file's name")
    return card
