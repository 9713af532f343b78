"""A protected workbook described as data: what stands locked, what may be typed where, and the seal over all of it.

Such a workbook is handed out, filled in elsewhere and read back. A very hidden sheet repeats every locked value and
every rule, sealed with HMAC-SHA-256. The seal covers the VALUES, not the bytes of the file, so a copy saved by any
spreadsheet program is as good as the original, while a changed value is found and named by its sheet and cell.
Protection of sheets only prevents slips: anybody can take it off, and nothing here is encrypted.

``protected_writing`` makes the file, ``protected_reading`` reads it back.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from app.core.dates import format_date, parse_date
from app.exchange.cells import Raw, Unreadable, text_of
from app.exchange.layout import letters

HIDDEN = "_pakiet"
"""Title of the hidden sheet."""
FORMAT = "urzad-pakiet-1"
"""Stands first in the hidden sheet; another layout of that sheet gets another name."""

SENTENCES = {
    "not_on_list": "Wpisano „{value}”, a wolno wybrać tylko: {allowed}. Wybierz wartość z listy w komórce.",
    "not_a_day": "„{value}” to nie jest data. Wpisz ją jako dzień.miesiąc.rok, na przykład 22.11.2026.",
    "day_outside": "Data {value} jest poza dozwolonym okresem od {low} do {high}. Popraw ją.",
    "not_a_number": "„{value}” to nie jest liczba całkowita. Wpisz same cyfry.",
    "number_outside": "Wpisano {value}, a wolno wpisać liczbę od {low} do {high}. Popraw ją.",
    "too_long": "Tekst ma {length} znaków, a może mieć najwyżej {limit}. Skróć go.",
    "cell_error": "Komórka zawiera błąd arkusza {value} zamiast wartości. Usuń formułę i wpisz wartość.",
}
"""What to do about a value that the rule of its cell does not allow."""


class Look(StrEnum):
    """How a locked cell looks."""

    TITLE = "title"
    HEADING = "heading"
    HEAD = "head"
    GROUP = "group"
    TEXT = "text"
    STRONG = "strong"
    CENTRED = "centred"
    RIGHT = "right"
    BOXED = "boxed"
    BOXED_STRONG = "boxed_strong"
    WARNING = "warning"
    LINK = "link"


class Rule:
    """What may be typed in a cell; a blank cell never reaches ``read``."""

    def read(self, raw: Raw) -> Any:
        """The value; raises Unreadable with a code of ``SENTENCES``."""
        raise NotImplementedError

    def sealed(self) -> list[Any]:
        """The rule as JSON values, kept in the hidden sheet."""
        raise NotImplementedError


@dataclass(frozen=True)
class OneOf(Rule):
    """A value from a list: whole numbers and texts."""

    values: tuple[int | str, ...]

    def read(self, raw: Raw) -> int | str:
        text = text_of(raw).strip()
        for value in self.values:
            if text.casefold() == str(value).casefold():
                return value
        raise Unreadable("not_on_list", value=text, allowed=", ".join(map(str, self.values)))

    def sealed(self) -> list[Any]:
        return ["list", list(self.values)]


@dataclass(frozen=True)
class FreeText(Rule):
    """Any text of at most ``limit`` characters."""

    limit: int

    def read(self, raw: Raw) -> str:
        text = text_of(raw).strip()
        if len(text) > self.limit:
            raise Unreadable("too_long", length=len(text), limit=self.limit)
        return text

    def sealed(self) -> list[Any]:
        return ["text", self.limit]


@dataclass(frozen=True)
class DayBetween(Rule):
    """A date from ``low`` to ``high``, both inclusive."""

    low: date
    high: date

    def read(self, raw: Raw) -> date:
        text = text_of(raw).strip()
        try:
            day = parse_date(text)
        except ValueError:
            raise Unreadable("not_a_day", value=text) from None
        if not self.low <= day <= self.high:
            low, high = format_date(self.low), format_date(self.high)
            raise Unreadable("day_outside", value=text, low=low, high=high)
        return day

    def sealed(self) -> list[Any]:
        return ["day", self.low.isoformat(), self.high.isoformat()]


@dataclass(frozen=True)
class NumberBetween(Rule):
    """A whole number from ``low`` to ``high``, both inclusive."""

    low: int
    high: int

    def read(self, raw: Raw) -> int:
        text = text_of(raw).strip()
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
            raise Unreadable("not_a_number", value=text)
        if not self.low <= int(text) <= self.high:
            raise Unreadable("number_outside", value=text, low=self.low, high=self.high)
        return int(text)

    def sealed(self) -> list[Any]:
        return ["number", self.low, self.high]


def rule_from(sealed: Sequence[Any]) -> Rule:
    """The rule that ``Rule.sealed`` told; ValueError for anything else."""
    match sealed:
        case ["list", list(values)]:
            return OneOf(tuple(values))
        case ["text", int(limit)]:
            return FreeText(limit)
        case ["day", str(low), str(high)]:
            return DayBetween(date.fromisoformat(low), date.fromisoformat(high))
        case ["number", int(low), int(high)]:
            return NumberBetween(low, high)
    raise ValueError(f"no such rule: {sealed!r}")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A locked value at ``row`` and ``column`` (from 0), ``across`` so many columns; ``link`` names a page to go to."""

    row: int
    column: int
    value: str | int
    look: Look = Look.TEXT
    across: int = 1
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Computed:
    """A locked formula (in English, as files keep it); ``value`` is what it gives as handed out. Never read back."""

    row: int
    column: int
    formula: str
    value: str | int | float = ""
    look: Look = Look.TEXT
    across: int = 1


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A cell to fill in; ``name`` is how the reader gives it back.

    ``title`` (32 characters) and ``prompt`` (255) are shown when the cell is entered.
    """

    row: int
    column: int
    name: str
    rule: Rule
    value: str | int | date | None = None
    title: str = ""
    prompt: str = ""
    across: int = 1


AnyCell = Shown | Computed | Typed


@dataclass(frozen=True, kw_only=True)
class Page:
    """One worksheet: ``title`` of at most 31 characters, ``widths`` of columns in characters, ``heights`` in points.

    Rows without a height are made as high as their text needs, but not lower than ``at_least``: programs do not agree
    on doing that themselves. ``freeze`` is the first row and column that scroll; ``repeat`` the rows (first, last)
    printed on every sheet of paper; ``breaks`` the rows that begin a new one.
    """

    title: str
    cells: tuple[AnyCell, ...]
    widths: tuple[int, ...]
    heights: Mapping[int, float] = field(default_factory=dict)
    at_least: Mapping[int, float] = field(default_factory=dict)
    freeze: tuple[int, int] = (0, 0)
    landscape: bool = False
    repeat: tuple[int, int] | None = None
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProtectedBook:
    """A workbook to hand out; ``identity`` says what it is, to whom and when it was handed out (texts)."""

    title: str
    identity: Mapping[str, str]
    pages: tuple[Page, ...]
    footer: str = ""


def reference(row: int, column: int) -> str:
    """``C7`` for row 6 and column 2."""
    return f"{letters(column)}{row + 1}"


def sealed_lines(book: ProtectedBook) -> list[list[str]]:
    """What the hidden sheet holds, seal apart: identity, pages, locked values, computed cells, cells with rules."""
    lines = [["format", FORMAT], *(["identity", key, value] for key, value in book.identity.items())]
    for page in book.pages:
        lines.append(["page", page.title])
        for cell in page.cells:
            place = [page.title, reference(cell.row, cell.column)]
            if isinstance(cell, Shown):
                # nobody keeps a blank cell as such: it is simply not there
                lines += [["shown", *place, text_of(cell.value)]] if cell.value != "" else []
            elif isinstance(cell, Computed):
                lines.append(["computed", *place])
            else:
                rule = json.dumps(cell.rule.sealed(), ensure_ascii=False)
                lines.append(["typed", *place, cell.name, rule])
    return [without_blank_end(line) for line in lines]


def without_blank_end(line: Sequence[str]) -> list[str]:
    """The texts up to the last one that is not blank: files do not keep blank cells."""
    kept = list(line)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def seal_of(lines: Sequence[Sequence[str]], secret: bytes) -> str:
    """HMAC-SHA-256 over the lines, in hexadecimal."""
    content = json.dumps([list(line) for line in lines], ensure_ascii=False, separators=(",", ":"))
    return hmac.new(secret, content.encode(), sha256).hexdigest()
