"""Service cards in spreadsheets: which field stands where, in „Karty” and the sheets of its lists."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from app.core.opening_hours import WEEKDAYS
from app.core.problems import Problem
from app.core.progress import Progress
from app.exchange.cells import Cell, Choice, Hour, Money, Text
from app.exchange.layout import Column, Layout, columns_of
from app.exchange.reading import Reading, RefusedRow, Row, refusal
from app.exchange.spreadsheets import Format, read_records, write_records
from app.records.layouts import side_sheets
from app.registers.service_cards.domain import ServiceCardDraft, validate
from app.registers.service_cards.words import FIELDS, LABELS, PROBLEMS

_SIDES = {"legal_bases": "Podstawy prawne", "documents": "Dokumenty", "fees": "Opłaty", "hours": "Godziny"}
"""Titles of the sheets of list fields."""
_SPECIAL: Mapping[str, Cell] = {
    # fields whose editors take several lines
    **dict.fromkeys(
        ("purpose", "appeal_note", "silence_note", "notes", "data_protection", "fees.exemption"), Text(exact=True)
    ),
    "fees.amount": Money(),
    "hours.weekday": Choice(dict(enumerate(WEEKDAYS))),
    "hours.opens": Hour(),
    "hours.closes": Hour(),
}


def card_layout(unit_symbols: Mapping[int, str]) -> Layout[ServiceCardDraft]:
    """The layout of cards; ``unit_symbols`` gives the symbol of every organisational unit by its id."""
    return _layout(tuple(unit_symbols.items()))


@lru_cache(maxsize=2)
def _layout(unit_symbols: tuple[tuple[int, str], ...]) -> Layout[ServiceCardDraft]:
    units = Choice(dict(unit_symbols))
    special = {**_SPECIAL, "unit_id": units, "supervising_unit_id": units}
    columns = (*columns_of(ServiceCardDraft, FIELDS, LABELS, special=special), _attachments())
    sides = side_sheets(ServiceCardDraft, _SIDES, FIELDS, LABELS, special=_SPECIAL)
    return Layout("Karty", ServiceCardDraft, "symbol", columns, sides, FIELDS, PROBLEMS)


def _attachments() -> Column:
    """Files travel only by name: a spreadsheet cannot hold them, so they are never read back."""
    return Column("attachments", FIELDS["attachments"], Text(), shown=_attachment_names)


def _attachment_names(card: ServiceCardDraft) -> str:
    return "\n".join(attachment.file_name for attachment in card.attachments)


def write_cards(
    cards: Sequence[ServiceCardDraft],
    path: Path,
    form: Format,
    unit_symbols: Mapping[int, str],
    progress: Progress,
    notice: str = "",
) -> None:
    """Write cards to XLSX or CSV; ``unit_symbols`` must know every unit that a card names.

    ``notice`` is what a workbook says about all of its content (an invented office).
    Raises EnvironmentProblem, Refusal and Cancelled; the file appears whole or not at all.
    """
    write_records(card_layout(unit_symbols), cards, path, form, progress, notice)


def read_cards(path: Path, unit_ids_by_symbol: Mapping[str, int], progress: Progress) -> Reading[ServiceCardDraft]:
    """Read cards from XLSX or CSV.

    Raises Refusal when the file as a whole cannot be read, EnvironmentProblem and Cancelled; bad rows are listed
    in the result. Fields absent from a file are not in ``Row.given``; attachments never are.
    """
    return read_records(card_layout(_by_id(unit_ids_by_symbol)), path, validate, progress)


def refused(row: Row[ServiceCardDraft], problem: Problem, unit_ids_by_symbol: Mapping[str, int]) -> RefusedRow:
    """Where in the file a problem stands that only the use case could find (symbol's pattern, missing file)."""
    return refusal(card_layout(_by_id(unit_ids_by_symbol)), row, problem)


def _by_id(unit_ids_by_symbol: Mapping[str, int]) -> dict[int, str]:
    return {unit_id: symbol for symbol, unit_id in unit_ids_by_symbol.items()}
