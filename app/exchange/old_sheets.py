"""One sheet of a register kept by hand, row by row: which rows are entries, and what each of them says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from app.core.date_words import MONTHS, MONTHS_OF
from app.core.polish import fold
from app.core.problems import WORDS
from app.exchange.cells import CellError, Raw, Unreadable, text_of
from app.exchange.grids import Grid
from app.exchange.layout import letters
from app.exchange.old_headers import Bound, Header, plain
from app.exchange.old_layout import OLD_SENTENCES, OldColumn, OldRegister, OldRow, SkippedKind, SkippedRow
from app.exchange.reading import SENTENCES, WHOLE_ROW, Place, RefusedRow, refused_row

_TOTAL_WORDS = ("razem", "suma", "sumy", "ogółem", "łącznie", "łączny", "łączna", "łączne", "podsumowanie", "w tym",
                "do przeniesienia", "z przeniesienia")  # fmt: skip
_TAIL_CELLS = 3
"""Filled cells that a line under the totals may have: a unit, a number, an amount."""
_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20\d\d)(?!\d)")
_MONTH = re.compile(rf"\b(?:{'|'.join(fold(name) for name in (*MONTHS, *MONTHS_OF))}|kwartal)\b")
_DITTO = re.compile(
    r"""\s*(?:j\.?\s*w\.?|jak\s+wy[żz]ej|[-–—]{0,2}\s*(?:["”„“]{1,2}|''|//|\|\||,,)\s*[-–—]{0,2})\s*""", re.IGNORECASE
)
_DITTO_SIGNS = frozenset("jJ-–—\"”„“'/|, \n")
"""What a ditto mark may begin with."""
_NOT_MERGED: Mapping[str, tuple[int, int]] = {}
_NO_SPANS: Mapping[int, tuple[int, int]] = {}


class SheetReader:
    """One sheet: ``rows`` gives the entries and gathers what is refused and left out."""

    def __init__(self, register: OldRegister, grid: Grid, header: Header) -> None:
        self.grid, self.header = grid, header
        self.refused: list[RefusedRow] = []
        self.skipped: list[SkippedRow] = []
        self.blank = 0
        self._sentences = {**WORDS, **SENTENCES, **OLD_SENTENCES, **register.sentences}
        self._total = re.compile(
            r"\W*(?:\d{1,2}[.)]\s*)?(?:"
            + "|".join(re.escape(fold(word)) for word in (*_TOTAL_WORDS, *register.total_words))
            + r")\b"
        )
        self._needed = [bound.indices for bound in header.bound if bound.column.needed]
        self._bound = {index for bound in header.bound for index in bound.indices}
        self._ordinal = {index for bound in header.bound if bound.column.ordinal for index in bound.indices}
        self._first = min((index for index in self._bound - self._ordinal), default=0)
        self._headings = {
            text_of(cell).strip().casefold()
            for row in grid.rows[header.row : header.row + header.depth]
            for cell in row
            if _is_filled(cell)
        }
        self._spans: dict[int, dict[int, tuple[int, int]]] = {}
        self._wide: set[tuple[int, int]] = set()
        self._section = ""
        self._year: int | None = None
        self._before: list[Raw] = []
        self._keys = {index: bound.column.key for bound in header.bound for index in bound.indices}
        self._plan = [(bound, bound.column.key, bound.column.read, bound.indices[0]) for bound in header.bound]
        self._in_totals = False
        self._numbers_follow = True
        self._width = max(self._bound, default=0) + 1
        self._spread()
        self._read_titles()

    def rows(self, start: int, end: int) -> Iterator[OldRow]:
        """The entries among the rows from ``start`` to before ``end`` (from 0), to be asked for in order."""
        rows = self.grid.rows
        for index in range(max(start, self.header.row + self.header.depth), min(end, len(rows))):
            cells = rows[index]
            if len(cells) < self._width:
                cells = rows[index] = cells + [""] * (self._width - len(cells))
            full = self._is_full(cells)
            doubtful = self._numbers_follow or not full or index in self._spans or self._repeats_heading(cells)
            if doubtful and self._is_no_entry(index, cells, full=full):
                self._numbers_follow = self._numbers_follow and not any(map(_is_filled, cells))
                continue
            self._numbers_follow = self._in_totals = False
            entry = self._entry(index, cells)
            if entry is not None:
                yield entry

    def _spread(self) -> None:
        """Values of merged cells in each of their rows, in their leftmost column."""
        rows, first = self.grid.rows, self.header.row + self.header.depth
        for merged in self.grid.merged:
            if merged.right > merged.left:
                self._wide.update((row, merged.left) for row in range(merged.top, merged.bottom + 1))
            if merged.bottom == merged.top or merged.top < first:
                continue
            value, span = rows[merged.top][merged.left], (merged.top + 1, merged.bottom + 1)
            for row in range(merged.top, merged.bottom + 1):
                rows[row][merged.left] = value
                self._spans.setdefault(row, {})[merged.left] = span

    def _read_titles(self) -> None:
        titles = []
        for index, cells in enumerate(self.grid.rows[: self.header.row]):
            text = _texts(cells)
            if text:
                titles.append(text)
                self._skip(index, SkippedKind.TITLE, text)
        self._year = _only_year(" ".join((self.grid.name, *titles)))

    def unnamed(self) -> list[str]:
        """Letters of columns that hold something but have no header."""
        header = self.header
        named = {index for index, texts in enumerate(header.texts) if texts}
        rows = self.grid.rows[header.row + header.depth :]
        width = max(map(len, rows), default=0)
        return [
            letters(i) for i in range(width) if i not in named and any(len(r) > i and _is_filled(r[i]) for r in rows)
        ]

    # -- what a row is -------------------------------------------------------------------------------

    def _is_no_entry(self, index: int, cells: list[Raw], *, full: bool) -> bool:
        """Whether the row is none; what it is then has been remembered."""
        if index in self.grid.broken:
            place = Place(self.grid.name, index + 1)
            self.refused.append(refused_row(place, WHOLE_ROW, "", self._sentences["broken_quotes"]))
            return True
        spans = self._spans.get(index, _NO_SPANS)
        # what a merged cell began further up is not the row's own
        above = {column for column, (first, _) in spans.items() if first <= index}
        if (
            not (self._numbers_follow or above.issuperset(chain(*self._needed)) or self._repeats_heading(cells))
            and full
        ):
            return False
        own = {column: cell for column, cell in enumerate(cells) if _is_filled(cell) and column not in above}
        if own.keys() <= self._ordinal and not any(_is_heading(own[column]) for column in own):
            self.blank += 1
            return True
        kind = self._kind(index, own, full=full)
        if kind is None:
            return False
        self._skip(index, kind, _texts(list(own.values())))
        return True

    def _kind(self, index: int, own: Mapping[int, Raw], *, full: bool) -> SkippedKind | None:
        if (self._numbers_follow and _is_count(list(own.values()))) or self._is_header(own):
            return SkippedKind.HEADER
        if full:
            return None
        column, cell = next(iter(own.items()))
        if isinstance(cell, str) and self._total.match(fold(cell)):
            self._in_totals = True
            return SkippedKind.TOTAL
        if len(own) == 1 and self._is_section(index, column, cell):
            self._section = text_of(cell).strip()
            self._year = _only_year(self._section) or self._year
            return SkippedKind.SECTION
        if self._in_totals and len(own) <= _TAIL_CELLS:
            return SkippedKind.TOTAL
        return None if own.keys() & self._bound else SkippedKind.OTHER

    def _is_full(self, cells: list[Raw]) -> bool:
        for places in self._needed:
            for place in places:
                if _is_filled(cells[place]):
                    break
            else:
                return False
        return True

    def _repeats_heading(self, cells: list[Raw]) -> bool:
        cell = cells[self._first]
        return type(cell) is str and cell.strip().casefold() in self._headings

    def _is_header(self, own: Mapping[int, Raw]) -> bool:
        texts = self.header.texts
        hits = sum(
            column in self._bound and isinstance(cell, str) and plain(cell) in texts[column]
            for column, cell in own.items()
        )
        return hits >= 2 and 2 * hits >= len(own)

    def _is_section(self, index: int, column: int, cell: Raw) -> bool:
        if (index, column) in self._wide:
            return True
        text = text_of(cell)
        if (isinstance(cell, str) and _MONTH.search(fold(text))) or (column <= self._first and _YEAR.fullmatch(text)):
            return True
        names_a_row = any(column in places for places in self._needed)
        return isinstance(cell, str) and column <= self._first and not names_a_row

    def _skip(self, index: int, kind: SkippedKind, text: str) -> None:
        self.skipped.append(SkippedRow(self.grid.name, index + 1, kind, text[:200]))

    # -- what an entry says --------------------------------------------------------------------------

    def _entry(self, index: int, cells: list[Raw]) -> OldRow | None:
        values: dict[str, Any] = {}
        before = len(self.refused)
        year = self._year
        for bound, key, read, place in self._plan:
            raw = cells[place]
            try:
                if type(raw) is str:
                    if raw and raw[0] in _DITTO_SIGNS and _DITTO.fullmatch(raw):
                        raw = cells[place] = self._above(place, raw)
                elif type(raw) is CellError:
                    raise Unreadable("cell_error", value=raw)
                if len(bound.indices) > 1:
                    raw = self._several(bound, cells)
                if _is_filled(raw):
                    values[key] = read(raw, year)
                elif bound.column.needed:
                    raise Unreadable("no_value")
                else:
                    values[key] = None
            except Unreadable as problem:
                self._refuse(index, bound.column, raw, problem)
        self._before = cells
        if len(self.refused) > before:
            return None
        return OldRow(self.grid.name, index + 1, values, self._section, year, self._merged(index))

    def _above(self, place: int, mark: str) -> Raw:
        """What a ditto mark stands for: the cell of the entry before."""
        value = self._before[place] if place < len(self._before) else None
        if not _is_filled(value):
            raise Unreadable("nothing_above", value=mark.strip())
        return value

    def _several(self, bound: Bound, cells: list[Raw]) -> Raw:
        """The texts of several cells, joined."""
        filled = [(part, cells[place]) for part, place in enumerate(bound.indices) if _is_filled(cells[place])]
        for _, cell in filled:
            if type(cell) is CellError:
                raise Unreadable("cell_error", value=cell)
        if len(filled) == 1:
            return filled[0][1]
        if filled and not bound.joints:
            raise Unreadable("several_values", values=", ".join(text_of(cell) for _, cell in filled))
        return "".join((bound.joints[part - 1] if n else "") + text_of(cell) for n, (part, cell) in enumerate(filled))

    def _merged(self, index: int) -> Mapping[str, tuple[int, int]]:
        spans = self._spans.get(index)
        if not spans:
            return _NOT_MERGED
        keys = self._keys
        return {keys[place]: span for place, span in spans.items() if place in keys}

    def _refuse(self, index: int, column: OldColumn, raw: Raw, problem: Unreadable) -> None:
        reason = self._sentences[problem.code].format(**problem.details)
        self.refused.append(refused_row(Place(self.grid.name, index + 1), column.title, text_of(raw), reason))


def _texts(cells: Sequence[Raw]) -> str:
    return " | ".join(text for cell in cells if (text := " ".join(text_of(cell).split())))


def _is_filled(cell: Raw) -> bool:
    return not (not cell or cell.isspace()) if type(cell) is str else cell is not None


def _is_heading(cell: Raw) -> bool:
    """Whether a cell of the column of numbers is a heading: a text that is no number, or a year."""
    text = text_of(cell).strip().rstrip(".)")
    return not text.isdigit() or bool(_YEAR.fullmatch(text))


def _is_count(cells: Sequence[Raw]) -> bool:
    """Whether the cells count the columns: 1, 2, 3 …"""
    texts = [text_of(cell).strip().rstrip(".)") for cell in cells]
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _only_year(text: str) -> int | None:
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None
