"""Address labels on sheets of self-adhesive paper: every text stays inside its own label, whatever its length."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from app.core import paths
from app.printing.blocks import Block, Paragraph
from app.printing.cutting import MILLIMETRE
from app.printing.document import A4
from app.printing.fitting import Sizes, fitted
from app.printing.fonts import Cut
from app.printing.tagging import Element, Surface

_EDGE = 5.0 * MILLIMETRE
"""Inside a label nothing is printed nearer to its edge: printers leave about 4 mm of a sheet white."""
_BETWEEN = 2.5
_NAME, _LINE = Sizes(11.0, 6.0, Cut.BOLD), Sizes(10.5, 6.5)
_NAME_SHARE = 0.55
"""Of the label's height for the name at most."""


@dataclass(frozen=True, kw_only=True)
class LabelSheet:
    """A sheet of labels as sold; lengths in millimetres, ``across`` and ``down`` from one label to the next."""

    key: str
    name: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float

    @property
    def count(self) -> int:
        """Labels on a sheet."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Upper left corner of a label in points from the sheet's upper left corner; row by row, from 0."""
        row, column = divmod(place, self.columns)
        return (self.left + column * self.across) * MILLIMETRE, (self.top + row * self.down) * MILLIMETRE


@dataclass(frozen=True)
class AddressLabel:
    """Whom a letter goes to, and the lines under the name."""

    name: str
    lines: tuple[str, ...]


@cache
def label_sheets() -> tuple[LabelSheet, ...]:
    """The sheets the program knows (``dictionaries/label_sheets.toml``), the usual one first."""
    text = (paths.resources() / "dictionaries" / "label_sheets.toml").read_text(encoding="utf-8")
    return tuple(LabelSheet(**table) for table in tomllib.loads(text)["sheet"])


def label_sheet(key: str) -> LabelSheet:
    """The sheet with the key; KeyError."""
    return {sheet.key: sheet for sheet in label_sheets()}[key]


def label_pages(labels: Sequence[AddressLabel], sheet: LabelSheet, *, skip: int = 0) -> list[Block]:
    """Whole pages of labels; ``skip`` leaves the first places of the first sheet, which somebody has used already."""
    places: list[AddressLabel | None] = [*([None] * (skip % sheet.count)), *labels]
    return [_Page(places[start : start + sheet.count], sheet) for start in range(0, len(places), sheet.count)]


class _Page(Block):
    height = A4[1]

    def __init__(self, places: Sequence[AddressLabel | None], sheet: LabelSheet) -> None:
        self._sheet = sheet
        self._labels = [None if each is None else _Label(each, sheet) for each in places]

    def layout(self, width: float) -> float:
        return self.height

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        for place, label in enumerate(self._labels):
            if label is not None:
                left, down = self._sheet.corner(place)
                label.draw(surface, x + left, top - down, parent)

    def plain(self) -> Iterator[str]:
        for label in self._labels:
            if label is not None:
                yield from label.plain()


class _Label(Block):
    def __init__(self, label: AddressLabel, sheet: LabelSheet) -> None:
        width, room = sheet.width * MILLIMETRE - 2 * _EDGE, sheet.height * MILLIMETRE - 2 * _EDGE
        self.element = Element("Sect", title=label.name)
        self._room = room
        name = fitted([label.name], width, room * _NAME_SHARE, _NAME)
        self._parts: list[Paragraph] = [name]
        left = room - name.height - _BETWEEN
        lines = [line for line in label.lines if line.strip()]
        for number, line in enumerate(lines):
            part = fitted([line], width, left / (len(lines) - number), _LINE)
            left -= part.height
            self._parts.append(part)

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        element = self.element.under(parent)
        high = sum(part.height for part in self._parts) + (_BETWEEN if len(self._parts) > 1 else 0)
        down = top - _EDGE - max((self._room - high) / 2, 0)
        for number, part in enumerate(self._parts):
            part.draw(surface, x + _EDGE, down, element)
            down -= part.height + (_BETWEEN if number == 0 else 0)

    def plain(self) -> Iterator[str]:
        for part in self._parts:
            yield from part.plain()
