"""Columns as wide and rows as high as their texts need, in every program that shows a workbook.

Excel measures a row without a height when it opens the file; LibreOffice shows it one line high, with its texts over
those of the next row (tried with 7.4). A height that is written but not marked as somebody's choice suits both: it is
shown at once, and measured anew as soon as somebody types into the row.
"""

from collections.abc import Mapping
from functools import cache
from math import ceil
from typing import Any

NARROWEST, WIDEST = 12, 48
"""Widths of a column of texts, in digits of the usual font."""
_WIDEST_FOR_LONG, _LONG = 80, 400
"""The width for texts that would be a tower otherwise, and from how many characters on."""
_LINE, HIGHEST = 15.0, 409.0
"""Height of a line, and of the highest row (a limit of the format), in points."""
_FILLED = 1.08
"""Letters in the width of a digit: measured 1.11 to 1.13 in Calibri, Carlito and DejaVu, less a margin."""
_MANY, _KEPT = 6, 0.9
"""From how many lines on their number is only estimated, and the part of a line that is filled then."""
_HEAD = 3
"""Digits that the bold letters and the arrow of the filter take from a heading."""


def add_sheet(book: Any, name: str) -> Any:
    """A new sheet of an XlsxWriter workbook, whose heights of rows are not marked as chosen."""
    return book.add_worksheet(name, worksheet_class=_sheet_class())


class Texts:
    """The texts of one sheet, told while it is written; only those that may need a second line are kept."""

    def __init__(self) -> None:
        self._longest: dict[int, int] = {}
        self._wide: list[tuple[int, int, str]] = []

    def add(self, row: int, column: int, text: str) -> None:
        """Tell of a text."""
        length = len(text)
        if "\n" in text:
            self._wide.append((row, column, text))
            length = max(map(len, text.split("\n")))
        elif length > NARROWEST:
            self._wide.append((row, column, text))
        if length > self._longest.get(column, 0):
            self._longest[column] = length

    def width(self, column: int, heading: str, usual: float) -> float:
        """The width for the texts in a column; where there are none the usual one, if that holds the heading."""
        word = max(map(len, heading.split()), default=0) + _HEAD
        longest = self._longest.get(column)
        if longest is None:
            return max(usual, min(word, WIDEST))
        return _WIDEST_FOR_LONG if longest > _LONG else min(max(longest + 2, word, NARROWEST), WIDEST)

    def heights(self, widths: Mapping[int, float], headings: int | None = None) -> dict[int, float]:
        """Heights in points of the rows with more than one line; ``headings`` is the row of the bold headings."""
        most: dict[int, int] = {}
        for row, column, text in self._wide:
            width = widths[column] - _HEAD if row == headings else widths[column]
            found = lines(text, width * _FILLED)
            if found > most.get(row, 1):
                most[row] = found
        return {row: min(found * _LINE, HIGHEST) for row, found in most.items()}


def lines(text: str, capacity: float) -> int:
    """How many lines a text takes where so many letters fit in one; lines break between words."""
    total = 0
    for line in text.split("\n"):
        total += 1
        if len(line) <= capacity and not line.isupper():
            continue
        if len(line) > _MANY * capacity:
            # half a word is lost at the end of a line; a thousand long texts shall not be walked word by word
            total += ceil(len(line) / (capacity * _KEPT)) - 1
            continue
        used = 0.0
        for word in line.split(" "):
            # capitals are wider
            length = len(word) * 1.35 if word.isupper() else len(word)
            if used and used + length > capacity:
                total, used = total + 1, 0.0
            # a word longer than the line is broken
            more = max(ceil(length / capacity) - 1, 0)
            total += more
            used += length - more * capacity + 1
    return total


@cache
def _sheet_class() -> type:
    from xlsxwriter.worksheet import Worksheet

    class Sheet(Worksheet):  # type: ignore[misc]
        def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
            if tag == "row":
                attributes = [each for each in attributes if each[0] != "customHeight"]
            super()._xml_start_tag_unencoded(tag, attributes)

    return Sheet
