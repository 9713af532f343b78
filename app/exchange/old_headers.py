"""Where the header of a register kept by hand stands, and which of its columns means what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.core.errors import Refusal
from app.core.polish import fold
from app.exchange.cells import Raw
from app.exchange.grids import Grid
from app.exchange.layout import letters
from app.exchange.old_cells import read_old_text
from app.exchange.old_layout import OldColumn

_ROWS_LOOKED_AT = 100
"""Rows in which a header may begin: titles, addresses and signatures above it take fewer."""
_DEEPEST = 3
"""Rows that a header may take."""
_COLUMNS_LOOKED_AT = 200
_LONGEST_HEADER = 200
"""Characters; longer texts are data."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Bound:
    """A column that was found: at which indices (from 0), and what joins several of them.

    Without ``joints`` only one of them may be filled: nobody can tell which of two amounts is meant.
    """

    column: OldColumn
    indices: tuple[int, ...]
    joints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Header:
    """A header that was found: its first row (from 0), how many rows it takes, its columns.

    ``texts`` are, by index of a column, what stands in each of its rows, as ``plain`` gives it; ``missing`` the
    columns that were looked for in vain, ``unknown`` the headers that nobody looked for.
    """

    row: int
    depth: int
    bound: tuple[Bound, ...]
    texts: tuple[tuple[str, ...], ...]
    missing: tuple[OldColumn, ...]
    unknown: tuple[str, ...]


def plain(text: str) -> str:
    """A header as it is compared: letters and digits without case and diacritics, nothing in brackets."""
    folded = fold(text)
    return _NO_WORD.sub(" ", _BRACKETS.sub(" ", folded)).strip() or _NO_WORD.sub(" ", folded).strip()


def find_header(grid: Grid, columns: Sequence[OldColumn]) -> Header | None:
    """The place with most of the columns, or None where there are not two of them.

    A header of several rows is taken only where it names more columns than one row of it. Raises Refusal where one
    column is there twice.
    """
    top = _Top(grid)
    names = {plain(name) for column in columns for name in (column.title, *column.names)}
    names |= {plain(name) for column in columns for parts in column.parts for name in parts.names}
    best, best_score = (0, 1), 1
    for depth in range(1, _DEEPEST + 1):
        for row in range(len(top.texts) - depth + 1):
            score = len({name for name in top.names(row, depth, names) if name})
            if score > best_score:
                best, best_score = (row, depth), score
    return _header(top, *top.whole(*best, names), columns, names) if best_score > 1 else None


class _Top:
    """The first rows of a sheet, each merged cell's text in all of its places."""

    def __init__(self, grid: Grid) -> None:
        height = min(len(grid.rows), _ROWS_LOOKED_AT + _DEEPEST)
        self.name = grid.name
        self.width = min(max(map(len, grid.rows[:height]), default=0), _COLUMNS_LOOKED_AT)
        self.shown = [[_shown(cell) for cell in _filled(row, self.width)] for row in grid.rows[:height]]
        self.origins = [[(row, column) for column in range(self.width)] for row in range(height)]
        for merged in grid.merged:
            for row in range(merged.top, min(merged.bottom + 1, height)):
                for column in range(merged.left, min(merged.right + 1, self.width)):
                    self.origins[row][column] = merged.top, merged.left
                    self.shown[row][column] = self.shown[merged.top][merged.left]
        self.texts = [[plain(text) if text else "" for text in row] for row in self.shown]

    def levels(self, row: int, depth: int, column: int) -> list[str]:
        """What stands over a column, from top to bottom; a merged cell once."""
        found: list[str] = []
        for level in range(row, row + depth):
            text = self.texts[level][column]
            if text and text not in found[-1:]:
                found.append(text)
        return found

    def names(self, row: int, depth: int, known: set[str]) -> list[str]:
        """The known name of each column: all its texts together or the lowest one, which the upper ones only group."""
        names = []
        for column in range(self.width):
            levels = self.levels(row, depth, column)
            joined = " ".join(levels)
            names.append(joined if joined in known else levels[-1] if levels and levels[-1] in known else "")
        return names

    def whole(self, row: int, depth: int, known: set[str]) -> tuple[int, int]:
        """The header with the rows above in which its merged cells begin."""
        named = [column for column, name in enumerate(self.names(row, depth, known)) if name]
        first = min((self.origins[row][column][0] for column in named), default=row)
        return (first, depth + row - first) if depth + row - first <= _DEEPEST else (row, depth)

    def together(self, row: int, depth: int, columns: Sequence[int]) -> bool:
        """Whether the columns stand under one merged cell and nothing below it tells them apart."""
        last = row + depth - 1
        same_levels = all(self.levels(row, depth, a) == self.levels(row, depth, b) for a, b in pairwise(columns))
        origins = {
            next(self.origins[level][column] for level in range(last, row - 1, -1) if self.texts[level][column])
            for column in columns
        }
        return same_levels and len(origins) == 1


def _header(top: _Top, row: int, depth: int, columns: Sequence[OldColumn], known: set[str]) -> Header:
    places: dict[str, list[int]] = {}
    for index, name in enumerate(top.names(row, depth, known)):
        if name:
            places.setdefault(name, []).append(index)
    # a sheet that is no such register may name its columns as it likes
    strict = all(_is_there(column, places) for column in columns if column.needed)
    used: set[int] = set()
    bound, missing = [], []
    for column in columns:
        found = _bound(top, row, depth, column, places, strict=strict)
        if found is None:
            missing.append(column)
        else:
            bound.append(found)
            used.update(found.indices)
    texts = tuple(tuple(top.levels(row, depth, index)) for index in range(top.width))
    unknown = tuple(
        next(top.shown[level][index] for level in range(row + depth - 1, row - 1, -1) if top.texts[level][index])
        for index in range(top.width)
        if texts[index] and index not in used
    )
    return Header(row, depth, tuple(bound), texts, tuple(missing), unknown)


def _is_there(column: OldColumn, places: dict[str, list[int]]) -> bool:
    choices = [(name,) for name in (column.title, *column.names)] + [parts.names for parts in column.parts]
    return any(all(plain(name) in places for name in names) for names in choices)


def _bound(
    top: _Top, row: int, depth: int, column: OldColumn, places: dict[str, list[int]], *, strict: bool
) -> Bound | None:
    indices = sorted({index for name in (column.title, *column.names) for index in places.get(plain(name), ())})
    if strict and len(indices) > 1 and not top.together(row, depth, indices):
        where = " i ".join(letters(index) for index in indices)
        raise Refusal(
            f"W arkuszu „{top.name}” kolumna „{column.title}” występuje więcej niż raz ({where}). "
            "Zostaw jedną albo nazwij je różnie i wczytaj plik ponownie."
        )
    if indices:
        joined = column.read is read_old_text
        return Bound(column, tuple(indices), (" ",) * (len(indices) - 1) if joined else ())
    for parts in column.parts:
        found = [places.get(plain(name), []) for name in parts.names]
        if all(len(one) == 1 for one in found):
            return Bound(column, tuple(one[0] for one in found), parts.joints)
    return None


def _filled(row: list[Raw], width: int) -> list[Raw]:
    return row[:width] if len(row) >= width else row + [""] * (width - len(row))


def _shown(cell: Raw) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) and len(cell) <= _LONGEST_HEADER else ""
