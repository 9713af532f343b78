"""Names on the map where they cover neither each other nor the symbols; sizes in device units, y downwards."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor

Box = tuple[float, float, float, float]
"""Left, top, width, height."""
_CELL = 64.0
_FARTHER = (0.0, 0.6)
"""Heights of the text by which it moves away from its point where there is no room beside it."""


@dataclass(frozen=True)
class Wish:
    """A text that would like to stand at the point (x, y), ``width`` by ``height`` large.

    The lower the ``rank``, the earlier it chooses; among equals the order of the list counts. It stands beside its
    point at a distance of ``gap``, on the right before all other sides; a ``centred`` one only on the point itself.
    A ``required`` one stands where it covers least when it finds no room.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    rank: float = 0
    gap: float = 4.0
    centred: bool = False
    required: bool = False


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
        boxes = [
            (x, y, wish.width, wish.height)
            for x, y in _corners(wish)
            if x >= left and y >= top and x + wish.width <= left + width and y + wish.height <= top + height
        ]
        box = next((each for each in boxes if occupied.free(each)), None)
        if box is None and wish.required:
            box = min(boxes, key=occupied.covered, default=None)
        if box is not None:
            occupied.add(box)
            labels.append(PlacedLabel(wish, box[0], box[1]))
    return labels


def _corners(wish: Wish) -> Iterator[tuple[float, float]]:
    """Upper left corners to try, the best first: all sides of the point, then all sides farther away."""
    middle_x, middle_y = wish.x - wish.width / 2, wish.y - wish.height / 2
    if wish.centred:
        yield middle_x, middle_y
        return
    for lines in _FARTHER:
        gap = wish.gap + lines * wish.height
        right, left = wish.x + gap, wish.x - gap - wish.width
        above, below = wish.y - gap - wish.height, wish.y + gap
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
        """Whether a box touches nothing."""
        return not any(_overlap(box, other) for cell in _cells(box) for other in self._cells.get(cell, ()))

    def covered(self, box: Box) -> float:
        """How much a box would cover."""
        return sum(
            _overlap(box, other) for other in {each for cell in _cells(box) for each in self._cells.get(cell, ())}
        )


def _overlap(one: Box, other: Box) -> float:
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return width * height if width > 0 and height > 0 else 0.0


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, width, height = box
    for column in range(floor(left / _CELL), floor((left + width) / _CELL) + 1):
        for row in range(floor(top / _CELL), floor((top + height) / _CELL) + 1):
            yield column, row
