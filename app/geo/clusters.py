"""Markers that would touch each other drawn as one symbol; for the screen (pixels) and for paper (points) alike.

Plain cells of a grid overlap at their edges, so symbols are merged until none touches another, the largest first.
The outcome depends on the markers and the zoom only, never on what part of the map is seen: nothing jumps while
the map is moved.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import ceil, floor, hypot

from app.geo.shapes import Marker

SAME_PLACE = 1.0
"""Metres: markers this near to each other stand at one place, and no zoom takes them apart."""
_CELL = 1.4
"""Radii of a single marker: any two markers in a square cell of this size touch, so each cell starts as one."""


@dataclass(frozen=True)
class Cluster:
    """One symbol at (x, y) in device units: a single marker, or several drawn as a ring with their number."""

    x: float
    y: float
    markers: tuple[Marker, ...]
    radius: float

    @property
    def ids(self) -> tuple[int, ...]:
        """What a click gives back, in the order of the markers."""
        return tuple(marker.id for marker in self.markers)

    @property
    def one_place(self) -> bool:
        """Whether all markers stand at one place, so that zooming would never take them apart."""
        across = max(marker.x for marker in self.markers) - min(marker.x for marker in self.markers)
        along = max(marker.y for marker in self.markers) - min(marker.y for marker in self.markers)
        return across <= SAME_PLACE and along <= SAME_PLACE

    @property
    def count(self) -> int:
        """How many organisations it stands for: one with several places here is one."""
        return number_of_subjects(self.markers)

    def shares(self, order: Sequence[str]) -> tuple[tuple[str, int], ...]:
        """How many organisations each group has, groups in the given order, unknown ones last, none with zero."""
        counts = counts_of_groups(self.markers)
        known = [(group, counts.pop(group)) for group in order if group in counts]
        return (*known, *sorted(counts.items()))


def number_of_subjects(markers: Iterable[Marker]) -> int:
    """How many organisations the markers stand for."""
    return len({marker.subject or marker.id for marker in markers})


def counts_of_groups(markers: Iterable[Marker]) -> Counter[str]:
    """How many organisations each group has among the markers."""
    return Counter({marker.subject or marker.id: marker.group for marker in markers}.values())


class _Heap:
    """Markers gathered so far: their sum, for the middle, and their numbers in the given order."""

    __slots__ = ("members", "radius", "x", "y")

    def __init__(self, members: list[int], x: float, y: float, radius: float) -> None:
        self.members, self.x, self.y, self.radius = members, x, y, radius


def clustered(
    points: Sequence[tuple[Marker, float, float]], *, single: float, radius: Callable[[int], float]
) -> list[Cluster]:
    """Symbols of which none touches another, the largest first.

    ``points`` are markers with their places in device units, ``single`` is the radius of a marker that stands
    alone, ``radius(n)`` that of ``n`` markers together; all above zero. A symbol stands in the middle of its
    markers. The order of equal ones follows their place, so the same markers always give the same list.
    """
    if not points:
        return []
    heaps = _cells(points, single, radius)
    grid = _Grid(2 * max(heap.radius for heap in heaps))
    queue = []
    for number, heap in enumerate(heaps):
        grid.add(number, heap)
        queue.append(_rank(number, heap))
    heapify(queue)
    alive = set(range(len(heaps)))
    while queue:
        number = heappop(queue)[-1]
        if number not in alive:
            continue
        touching = grid.touching(number, heaps)
        if not touching:
            continue
        together = [number, *touching]
        for old in together:
            alive.discard(old)
            grid.remove(old, heaps[old])
        heap = _joined([heaps[old] for old in together], radius)
        heaps.append(heap)
        alive.add(len(heaps) - 1)
        grid.add(len(heaps) - 1, heap)
        heappush(queue, _rank(len(heaps) - 1, heap))
    left = sorted(_rank(number, heaps[number]) for number in alive)
    return [_cluster(heaps[rank[-1]], points) for rank in left]


def _cells(points: Sequence[tuple[Marker, float, float]], single: float, radius: Callable[[int], float]) -> list[_Heap]:
    side = max(_CELL * single, 1e-9)
    cells: dict[tuple[int, int], list[int]] = {}
    for number, (_, x, y) in enumerate(points):
        cells.setdefault((floor(x / side), floor(y / side)), []).append(number)
    heaps = []
    for members in cells.values():
        count = len(members)
        if count == 1:
            _, x, y = points[members[0]]
            heaps.append(_Heap(members, x, y, single))
        else:
            x = sum(points[member][1] for member in members) / count
            y = sum(points[member][2] for member in members) / count
            heaps.append(_Heap(members, x, y, radius(count)))
    return heaps


def _rank(number: int, heap: _Heap) -> tuple[int, float, float, int]:
    return -len(heap.members), heap.y, heap.x, number


def _joined(parts: list[_Heap], radius: Callable[[int], float]) -> _Heap:
    count = sum(len(part.members) for part in parts)
    x = sum(part.x * len(part.members) for part in parts) / count
    y = sum(part.y * len(part.members) for part in parts) / count
    return _Heap([member for part in parts for member in part.members], x, y, radius(count))


def _cluster(heap: _Heap, points: Sequence[tuple[Marker, float, float]]) -> Cluster:
    return Cluster(heap.x, heap.y, tuple(points[member][0] for member in sorted(heap.members)), heap.radius)


class _Grid:
    """Where symbols stand, in square cells, so that only the near ones are looked at."""

    def __init__(self, side: float) -> None:
        self._side, self._largest = side, 0.0
        self._cells: dict[tuple[int, int], set[int]] = {}

    def add(self, number: int, heap: _Heap) -> None:
        self._largest = max(self._largest, heap.radius)
        self._cells.setdefault(self._cell(heap), set()).add(number)

    def remove(self, number: int, heap: _Heap) -> None:
        self._cells[self._cell(heap)].discard(number)

    def touching(self, number: int, heaps: list[_Heap]) -> list[int]:
        """Numbers of the symbols that touch one, in their order."""
        heap = heaps[number]
        reach = ceil((heap.radius + self._largest) / self._side)
        column, row = self._cell(heap)
        found = []
        for across in range(column - reach, column + reach + 1):
            for down in range(row - reach, row + reach + 1):
                for other in self._cells.get((across, down), ()):
                    near = heaps[other]
                    if other != number and hypot(near.x - heap.x, near.y - heap.y) < near.radius + heap.radius:
                        found.append(other)
        return sorted(found)

    def _cell(self, heap: _Heap) -> tuple[int, int]:
        return floor(heap.x / self._side), floor(heap.y / self._side)
