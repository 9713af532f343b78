"""The search grid of a printed map: letters from left to right, numbers from top to bottom, „C4” for a square."""

from dataclasses import dataclass

from app.geo.labels import Box

_LONG_SIDE = 8
"""Squares along the longer side of the map."""
_LEAST = 4
_LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class IndexGrid:
    """Equal fields over a box; ``columns`` and ``rows`` are chosen so that the fields are nearly square."""

    box: Box
    columns: int
    rows: int

    @property
    def uprights(self) -> tuple[float, ...]:
        """Where columns begin and end, from the left edge to the right one."""
        left, _, width, _ = self.box
        return tuple(left + width * number / self.columns for number in range(self.columns + 1))

    @property
    def levels(self) -> tuple[float, ...]:
        """Where rows begin and end, from the upper edge to the lower one."""
        _, top, _, height = self.box
        return tuple(top + height * number / self.rows for number in range(self.rows + 1))

    @property
    def letters(self) -> str:
        """The letter of each column."""
        return _LETTERS[: self.columns]

    def square(self, x: float, y: float) -> str:
        """The field of a point on paper; points outside count to the nearest field."""
        left, top, width, height = self.box
        column = min(max(int((x - left) / width * self.columns), 0), self.columns - 1)
        row = min(max(int((y - top) / height * self.rows), 0), self.rows - 1)
        return f"{_LETTERS[column]}{row + 1}"


def index_grid(box: Box) -> IndexGrid:
    """The grid of a map in a box (left, top, width, height in points)."""
    _, _, width, height = box
    short = max(round(_LONG_SIDE * min(width, height) / max(width, height)), _LEAST)
    return IndexGrid(box, _LONG_SIDE, short) if width >= height else IndexGrid(box, short, _LONG_SIDE)
