"""How a register kept by hand is described, and what reading it gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from app.exchange.old_cells import OldReader, read_old_text
from app.exchange.reading import RefusedRow

OLD_SENTENCES = {
    "no_value": "Komórka jest pusta, a bez niej nie wiadomo, czego dotyczy wiersz. Uzupełnij ją; gdy wartość jest ta "
    "sama co w wierszu wyżej, scal komórki albo wpisz ją jeszcze raz.",
    "several_values": "Pod tym nagłówkiem jest kilka wartości ({values}). Zostaw jedną albo nazwij kolumny osobno.",
    "nothing_above": "„{value}” znaczy „jak wyżej”, ale wyżej nie ma wartości. Wpisz ją.",
}
"""Reasons that only registers kept by hand can give."""


@dataclass(frozen=True)
class Parts:
    """A column that some offices keep in several: their headers, and what joins the cells, in the same order.

    ``Parts(("od", "do", "ilość dni"), (" - ", " / "))`` reads ``12.03.2023 - 14.03.2023 / 3``.
    """

    names: tuple[str, ...]
    joints: tuple[str, ...]


@dataclass(frozen=True)
class OldColumn:
    """One column looked for: its title in messages, other headers that mean the same, how its cells are read.

    ``needed``: no sheet without the column is the register, and no row without a value is an entry. ``ordinal``: the
    column that numbers the rows; alone it makes no entry. ``rare``: few offices keep it, so that its lack is not told.
    """

    key: str
    title: str
    names: tuple[str, ...] = ()
    read: OldReader = read_old_text
    needed: bool = False
    ordinal: bool = False
    rare: bool = False
    parts: tuple[Parts, ...] = ()


class SkippedKind(StrEnum):
    """Why a row is no entry."""

    TITLE = "title"
    HEADER = "header"
    SECTION = "section"
    TOTAL = "total"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row with something in it that is no entry: sheet, row as the spreadsheet counts it, its texts."""

    sheet: str
    row: int
    kind: SkippedKind
    text: str


class OldRow(NamedTuple):
    """One entry: its place, the value of every column found (None for a blank cell) by the column's key.

    ``section`` is the name of the part it stands in, ``year`` the one that the part, the titles or the sheet's name
    give. ``merged`` tells for values from a merged cell its first and last row: an amount in it is one amount for
    all these rows. Light, for there are tens of thousands of them.
    """

    sheet: str
    row: int
    values: Mapping[str, Any]
    section: str = ""
    year: int | None = None
    merged: Mapping[str, tuple[int, int]] = {}


@dataclass(frozen=True)
class OldReading:
    """What an old register holds. ``notices`` are Polish sentences about what was left out; ``blank`` counts rows."""

    rows: tuple[OldRow, ...]
    refused: tuple[RefusedRow, ...]
    skipped: tuple[SkippedRow, ...]
    blank: int
    notices: tuple[str, ...]


@dataclass(frozen=True)
class OldRegister:
    """What to look for: columns, further words that begin a row of totals, sentences for codes of own readers."""

    title: str
    columns: tuple[OldColumn, ...]
    total_words: tuple[str, ...] = ()
    sentences: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not any(column.needed for column in self.columns):
            raise ValueError("without a needed column every row would be an entry")
