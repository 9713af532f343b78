"""Names on the map where they cover neither each other nor the symbols; sizes in device units, y downwards."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor

Box = tuple[float, float, float, float]
"""Left, top, width, height."""
_CELL = 64.0


@dataclass(frozen=True)
class Wish:
    """A text that would like to stand at the point (x, y), ``width`` by ``height`` large.

    The lower the ``rank``, the earlier it chooses; among equals the order of the list counts. It stands beside its
    point at a distance of ``gap``, on the right before all other sides; a ``centred`` one only on the point itself.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    rank: float = 0
    gap: float = 4.0
    centred: bool = False


@dataclass(frozen=True)
class PlacedLabel:
    """A text with the upper left corner of its box."""

    wish: Wish
    left: float
    top: float


def placed(wishes: Sequence[Wish], taken: Iterable[Box], frame: Box) -> list[PlacedLabel]:
    """Those texts that find room inside ``frame`` and off everything ``taken``; the others are left out."""
    occupied = _Occupied(taken)
    left, top, width, height = frame
    labels = []
    for wish in sorted(wishes, key=lambda each: each.rank):
        for x, y in _corners(wish):
            inside = x >= left and y >= top and x + wish.width <= left + width and y + wish.height <= top + height
            if inside and occupied.free((x, y, wish.width, wish.height)):
                occupied.add((x, y, wish.width, wish.height))
                labels.append(PlacedLabel(wish, x, y))
                break
    return labels


def _corners(wish: Wish) -> Iterator[tuple[float, float]]:
    """Upper left corners to try, the best first."""
    middle_x, middle_y = wish.x - wish.width / 2, wish.y - wish.height / 2
    if wish.centred:
        yield middle_x, middle_y
        return
    right, left = wish.x + wish.gap, wish.x - wish.gap - wish.width
    above, below = wish.y - wish.gap - wish.height, wish.y + wish.gap
    yield right, middle_y
    yield left, middle_y
    yield middle_x, above
    yield middle_x, below
    yield right, above
    yield right, below
    yield left, above
    yield left, below


class _Occupied:
    """Boxes in cells, so that each text is compared with its neighbours only."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def free(self, box: Box) -> bool:
        left, top, width, height = box
        return not any(
            left < other[0] + other[2]
            and other[0] < left + width
            and top < other[1] + other[3]
            and other[1] < top + height
            for cell in _cells(box)
            for other in self._cells.get(cell, ())
        )


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, width, height = box
    for column in range(floor(left / _CELL), floor((left + width) / _CELL) + 1):
        for row in range(floor(top / _CELL), floor((top + height) / _CELL) + 1):
            yield column, row
