"""How one value stands in one cell: the same object writes it and reads what people typed there.

A blank cell never reaches ``read``: it means the field's default. ``write`` returns None for such a cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, Protocol

from app.core.dates import parse_date
from app.core.drafts import tidied_line
from app.core.money import MAX_GROSZE, parse_money
from app.core.opening_hours import parse_time
from app.core.polish import fold
from app.exchange.lines import join_items, split_items

Raw = str | int | float | bool | date | time | timedelta | None
"""What a cell holds; in CSV always text."""
Style = Literal["text", "number", "money", "date"]
"""How a workbook shows the value."""
_FIRST_WORKBOOK_DAY = date(1900, 3, 1)
"""Workbooks count days from 1900 and take that year for a leap year, so earlier days are written as text."""


class Unreadable(ValueError):
    """The cell does not hold such a value; ``code`` and ``details`` are those of ``app.core.problems.Problem``."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class CellError(str):
    """An error value of the spreadsheet (``#N/A``), kept apart from text."""

    __slots__ = ()


class Cell(Protocol):
    """One kind of cell."""

    @property
    def style(self) -> Style: ...

    def write(self, value: Any) -> str | int | float | date | None:
        """What a workbook cell holds; None for a blank cell."""

    def read(self, raw: Raw) -> Any:
        """The value; raises Unreadable."""

    def rule(self) -> str:
        """A Polish phrase: what may stand in the cell."""


def text_of(raw: Raw) -> str:
    """What a person sees in a cell: 12 for 12.0, ``22.11.2026`` for a date, ``07:30`` for a time."""
    if type(raw) is str:
        return raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "PRAWDA" if raw else "FAŁSZ"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else repr(raw).replace(".", ",")
    return _day_or_time(raw)


def _day_or_time(raw: Raw) -> str:
    if isinstance(raw, datetime):
        day = _day(raw.date())
        return day if raw.time() == time() else f"{day} {raw:%H:%M}"
    if isinstance(raw, date):
        return _day(raw)
    if isinstance(raw, time):
        return f"{raw:%H:%M}"
    return str(raw)


def _day(day: date) -> str:
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def csv_text(cell: Cell, value: Any) -> str:
    """The value as a CSV cell shows it: ``12,50``, ``22.11.2026``."""
    written = cell.write(value)
    if cell.style == "money" and written is not None:
        return f"{value // 100},{value % 100:02d}"
    return text_of(written)


@dataclass(frozen=True)
class Text:
    """Text of one line, tidied as forms save it; ``exact`` for texts of several lines, which stay as they are."""

    exact: bool = False
    style: Style = "text"

    def write(self, value: str) -> str | None:
        return value or None

    def read(self, raw: Raw) -> str:
        text = text_of(raw)
        return text if self.exact else tidied_line(text)

    def rule(self) -> str:
        return "tekst"


@dataclass(frozen=True)
class Lines:
    """A list of texts, one in a line of the cell."""

    style: Style = "text"

    def write(self, value: tuple[str, ...]) -> str | None:
        return join_items(value) or None

    def read(self, raw: Raw) -> tuple[str, ...]:
        return split_items(text_of(raw))

    def rule(self) -> str:
        return "kilka tekstów, każdy w osobnym wierszu komórki (Alt+Enter)"


@dataclass(frozen=True)
class Number:
    """A whole number."""

    style: Style = "number"

    def write(self, value: int | None) -> int | None:
        return value

    def read(self, raw: Raw) -> int:
        if isinstance(raw, float) and raw.is_integer():
            return int(raw)
        text = text_of(raw)
        sign = text.strip().removeprefix("-")
        if isinstance(raw, bool) or not (sign.isascii() and sign.isdigit() and len(sign) <= 18):
            raise Unreadable("bad_number", value=text)
        return int(text)

    def rule(self) -> str:
        return "liczba całkowita"


@dataclass(frozen=True)
class Money:
    """An amount: grosze in the draft, złote in the cell."""

    style: Style = "money"

    def write(self, value: int | None) -> float | None:
        return None if value is None else value / 100

    def read(self, raw: Raw) -> int:
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            return self._grosze(raw)
        text = text_of(raw)
        try:
            return parse_money(text)
        except ValueError:
            raise Unreadable("bad_amount", value=text) from None

    def _grosze(self, raw: float) -> int:
        if 0 <= raw <= MAX_GROSZE / 100:
            grosze = round(raw * 100)
            # sums made in a spreadsheet carry an error in the last binary digits, never a tenth of a grosz
            if abs(raw * 100 - grosze) < 0.01:
                return grosze
        raise Unreadable("bad_amount", value=text_of(raw))

    def rule(self) -> str:
        return "kwota w złotych, na przykład 12,50"


@dataclass(frozen=True)
class Day:
    """A calendar day: a real date in a workbook, ``22.11.2026`` in CSV."""

    style: Style = "date"

    def write(self, value: date | None) -> date | str | None:
        return _day(value) if value is not None and value < _FIRST_WORKBOOK_DAY else value

    def read(self, raw: Raw) -> date:
        if isinstance(raw, datetime) and raw.time() == time():
            return raw.date()
        if isinstance(raw, date) and not isinstance(raw, datetime):
            return raw
        text = text_of(raw)
        try:
            return parse_date(text)
        except ValueError:
            raise Unreadable("bad_date", value=text) from None

    def rule(self) -> str:
        return "data: dzień.miesiąc.rok"


@dataclass(frozen=True)
class Hour:
    """A time of day, written as text ``07:30``; a real time cell is read as well."""

    style: Style = "text"

    def write(self, value: str) -> str | None:
        return value or None

    def read(self, raw: Raw) -> str:
        text = text_of(raw)
        try:
            return parse_time(text)
        except ValueError:
            raise Unreadable("bad_time", value=text) from None

    def rule(self) -> str:
        return "godzina, na przykład 7:30"


class Choice:
    """One of a few values, shown as its Polish name (or a unit as its symbol).

    Case and diacritics do not matter, except between two names that differ in nothing else.
    """

    style: Style = "text"

    def __init__(self, labels: Mapping[Any, str]) -> None:
        self.labels = labels
        self._exact = {label: value for value, label in labels.items()}
        self._loose: dict[str, Any] = {}
        for value, label in labels.items():
            key = loose(label)
            self._loose[key] = _AMBIGUOUS if key in self._loose else value

    def write(self, value: Any) -> str | None:
        # a unit that has gone stays visible, and is refused when read
        return None if value is None else self.labels.get(value, f"?{value}")

    def read(self, raw: Raw) -> Any:
        text = text_of(raw)
        if text in self._exact:
            return self._exact[text]
        value = self._loose.get(loose(text), _AMBIGUOUS)
        if value is _AMBIGUOUS:
            raise Unreadable("bad_choice", value=text, allowed=", ".join(self.labels.values()))
        return value

    def rule(self) -> str:
        return "jedna z wartości: " + "; ".join(self.labels.values())


@dataclass(frozen=True)
class Choices:
    """Several of a few values, one in a line of the cell; semicolons separate as well."""

    one: Choice
    style: Style = "text"

    def write(self, value: tuple[Any, ...]) -> str | None:
        return "\n".join(self.one.labels[item] for item in value) or None

    def read(self, raw: Raw) -> tuple[Any, ...]:
        items = text_of(raw).replace(";", "\n").split("\n")
        return tuple(self.one.read(item.strip()) for item in items if item.strip())

    def rule(self) -> str:
        return "jedna lub kilka wartości, każda w osobnym wierszu komórki: " + "; ".join(self.one.labels.values())


_AMBIGUOUS = object()


def loose(text: str) -> str:
    """A label or header as it is compared: without case, diacritics and repeated blanks."""
    return " ".join(fold(text).split())
