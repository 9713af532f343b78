"""Tables of shapefiles (dBASE): columns of fixed width, read row by row, in whatever encoding they really are.

Own reader: registers declare one encoding and write another, and of two dozen columns a map needs five.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from app.core.errors import Refusal
from app.geo.columns import folded
from app.geo.encodings import eight_bits

_HEADER, _DESCRIPTOR = 32, 32
_END = 0x0D
_DELETED = 0x2A
_UTF8 = re.compile(rb"(?:[\xc2-\xc5][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf])+")
"""Polish letters, and the quotes and dashes of Polish texts, which take three bytes."""
_HIGH = re.compile(rb"[\x80-\xff]")
_SAMPLE = 1024 * 1024
_SHARE = 0.9
"""Of the bytes above ASCII, how many belong to letters in UTF-8; a name cut at the column's end leaves a stray one."""
_ENCODINGS = {"1250": "cp1250", "8859": "iso8859-2", "852": "cp852", "28592": "iso8859-2"}
_LANGUAGES = {0xC8: "cp1250", 0x64: "cp852", 0x1F: "cp852"}
_ROWS_AT_ONCE = 2000
MAX_ROWS = 20_000_000
"""More than Poland has addresses."""


def is_table(head: bytes) -> bool:
    """Whether a file begins as a dBASE table."""
    if len(head) < _HEADER + 1 or head[0] & 0x07 != 3 or not 1 <= head[2] <= 12 or not 1 <= head[3] <= 31:
        return False
    length = int.from_bytes(head[8:10], "little")
    return length > _HEADER and len(head) >= length and _END in (head[length - 1], head[length - 2])


@dataclass(frozen=True)
class _Column:
    name: str
    start: int
    end: int


class Table:
    """Rows of texts by folded column name; ``count`` and ``state_on`` as its header tells them."""

    def __init__(self, file: BinaryIO, name: str, declared: bytes = b"") -> None:
        """``declared`` is the content of the .cpg file. Raises Refusal for a table that is none or is cut off."""
        self._file, self._name = file, name
        head = file.read(_HEADER)
        if len(head) < _HEADER or head[0] & 0x07 != 3:
            raise self._damaged()
        self.count = int.from_bytes(head[4:8], "little")
        self._length = int.from_bytes(head[8:10], "little")
        self._width = int.from_bytes(head[10:12], "little")
        self.state_on = _day(head[1:4])
        descriptors = file.read(max(0, self._length - _HEADER))
        self._columns = self._read_columns(descriptors)
        if not self._columns or self._columns[-1].end > self._width or self.count > MAX_ROWS:
            raise self._damaged()
        file.seek(0, 2)
        if file.tell() < self._length + self.count * self._width:
            raise self._damaged()
        self._encoding = self._real_encoding(declared, head[29])

    def rows(self, wanted: tuple[str, ...] | None = None) -> Iterator[dict[str, str] | None]:
        """Every row with its filled columns, or only the ``wanted`` of them; None for one marked as deleted."""
        columns = [column for column in self._columns if wanted is None or column.name in wanted]
        self._file.seek(self._length)
        for first in range(0, self.count, _ROWS_AT_ONCE):
            block = self._file.read(min(_ROWS_AT_ONCE, self.count - first) * self._width)
            for at in range(0, len(block), self._width):
                yield None if block[at] == _DELETED else self._row(block[at : at + self._width], columns)

    def _row(self, row: bytes, columns: list[_Column]) -> dict[str, str]:
        return {
            column.name: row[column.start : column.end].strip(b" \0").decode(self._encoding, "ignore")
            for column in columns
        }

    def _read_columns(self, descriptors: bytes) -> list[_Column]:
        columns, start = [], 1
        for at in range(0, len(descriptors) - _DESCRIPTOR + 1, _DESCRIPTOR):
            if descriptors[at] == _END:
                break
            name = descriptors[at : at + 11].split(b"\0")[0].decode("cp1250", "ignore")
            end = start + descriptors[at + 16]
            columns.append(_Column(folded(name), start, end))
            start = end
        return columns

    def _real_encoding(self, declared: bytes, language: int) -> str:
        self._file.seek(self._length)
        sample = self._file.read(_SAMPLE)
        high = len(_HIGH.findall(sample))
        if high and sum(map(len, _UTF8.findall(sample))) >= _SHARE * high:
            return "utf-8"
        text = declared.decode("ascii", "ignore")
        named = next((encoding for part, encoding in _ENCODINGS.items() if part in text), None)
        return eight_bits(sample, named or _LANGUAGES.get(language, "cp1250"))

    def _damaged(self) -> Refusal:
        return Refusal(f"Plik „{self._name}” jest uszkodzony albo ucięty. Skopiuj go albo pobierz ponownie.")


def _day(stamp: bytes) -> date | None:
    """Year since 1900, month, day; some programs write only the last two digits of the year."""
    year = 1900 + stamp[0] if stamp[0] >= 70 else 2000 + stamp[0]
    try:
        return date(year, stamp[1], stamp[2])
    except ValueError:
        return None
