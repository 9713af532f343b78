"""Lines and surfaces cut off at a box, so that a drawing holds nothing that lies outside it."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from app.geo.bounds import around, touch
from app.geo.shapes import Bounds, Point

_Inside = Callable[[Point], bool]
_Crossing = Callable[[Point, Point], Point]


def clipped_ring(ring: Sequence[Point], box: Bounds) -> list[Point]:
    """The part of a closed ring inside the box, closed along its edges; empty where nothing is inside.

    After Sutherland and Hodgman (1974): parts of a ring that leaves the box and comes back hang together by lines
    along the edge, which is why a box should be a little larger than what is seen.
    """
    if not touch(around(ring), box):
        return []
    left, low, right, high = box
    points = list(ring)
    if all(left <= x <= right and low <= y <= high for x, y in points):
        return points
    for inside, crossing in _edges(left, low, right, high):
        kept: list[Point] = []
        before = points[-1]
        for point in points:
            if inside(point):
                if not inside(before):
                    kept.append(crossing(before, point))
                kept.append(point)
            elif inside(before):
                kept.append(crossing(before, point))
            before = point
        points = kept
        if not points:
            return []
    return [*points, points[0]]


def _edges(left: float, low: float, right: float, high: float) -> Sequence[tuple[_Inside, _Crossing]]:
    def at_x(x: float) -> _Crossing:
        return lambda a, b: (x, a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0]))

    def at_y(y: float) -> _Crossing:
        return lambda a, b: (a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]), y)

    return (
        (lambda p: p[0] >= left, at_x(left)),
        (lambda p: p[0] <= right, at_x(right)),
        (lambda p: p[1] >= low, at_y(low)),
        (lambda p: p[1] <= high, at_y(high)),
    )


def clipped_line(line: Sequence[Point], box: Bounds) -> list[list[Point]]:
    """The parts of a line inside the box (left, low, right, high), each with two points or more."""
    if not touch(around(line), box):
        return []
    left, low, right, high = box
    if all(left <= x <= right and low <= y <= high for x, y in line):
        return [list(line)] if len(line) > 1 else []
    parts: list[list[Point]] = []
    for start, end in pairwise(line):
        part = _clipped_piece(start, end, box)
        if part is None:
            continue
        if parts and parts[-1][-1] == part[0]:
            parts[-1].append(part[1])
        else:
            parts.append([*part])
    return parts


def _clipped_piece(start: Point, end: Point, box: Bounds) -> tuple[Point, Point] | None:
    """After Liang and Barsky (1984)."""
    (x, y), across, along = start, end[0] - start[0], end[1] - start[1]
    left, low, right, high = box
    first, last = 0.0, 1.0
    for step, room in ((-across, x - left), (across, right - x), (-along, y - low), (along, high - y)):
        if step == 0:
            if room < 0:
                return None
            continue
        share = room / step
        if step < 0:
            first = max(first, share)
        else:
            last = min(last, share)
    if first > last:
        return None
    begin = start if first == 0 else (x + first * across, y + first * along)
    finish = end if last == 1 else (x + last * across, y + last * along)
    return None if begin == finish else (begin, finish)
