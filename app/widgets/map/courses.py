"""Where along a line, or inside an area, a name can stand."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import atan2, degrees, hypot

from app.geo.shapes import Area, Bounds, Point

_ROUGH = 120
"""Points of a border that are enough to find its inside."""


def inside(bounds: Bounds, x: float, y: float) -> bool:
    """Whether a place lies in bounds."""
    return bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3]


def middle_in(area: Area, box: Bounds, bounds: Bounds) -> Point | None:
    """The middle of the seen part of a neighbour, by its coarsest outline; ``box`` is all of it."""
    west, south, east, north = box
    west, south = max(west, bounds[0]), max(south, bounds[1])
    east, north = min(east, bounds[2]), min(north, bounds[3])
    if west >= east or south >= north:
        return None
    middle = _within(area, (west, south, east, north))
    return middle if middle is not None and inside(bounds, *middle) else None


def _within(area: Area, box: Bounds) -> Point | None:
    """A point inside the area and the box, as near to the box's middle as a grid of a few lines finds one."""
    west, south, east, north = box
    across, along = (west + east) / 2, (south + north) / 2
    tries = sorted(
        ((west + (east - west) * i / 8, south + (north - south) * j / 8) for i in range(1, 8) for j in range(1, 8)),
        key=lambda point: hypot(point[0] - across, point[1] - along),
    )
    border = area.levels[-1].polygons[0][0]
    # where a name stands needs no exact border
    ring = [*border[:: max(1, len(border) // _ROUGH)], border[-1]]
    return next((point for point in tries if _holds(ring, point)), None)


def _holds(ring: Sequence[Point], point: Point) -> bool:
    """Whether a ring goes round a point, by counting the borders to the right of it."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def straight(runs: Sequence[Sequence[Point]], least: float, bounds: Bounds) -> Iterator[tuple[Point, float]]:
    """Middles and turns of parts at least so many metres long that hardly bend, inside the bounds."""
    for run in runs:
        start = 0
        while start < len(run) - 1:
            end = _reach(run, start, least)
            if end is None:
                break
            (x1, y1), (x2, y2) = run[start], run[end]
            middle = (x1 + x2) / 2, (y1 + y2) / 2
            if inside(bounds, *middle) and _off(run[start : end + 1]) < least * 0.06:
                turn = degrees(atan2(-(y2 - y1), x2 - x1))
                yield middle, turn - 180 if turn > 90 else turn + 180 if turn <= -90 else turn
                start = end
            else:
                start += max(1, (end - start) // 3)


def _reach(run: Sequence[Point], start: int, least: float) -> int | None:
    x, y = run[start]
    return next((end for end in range(start + 1, len(run)) if hypot(run[end][0] - x, run[end][1] - y) >= least), None)


def _off(run: Sequence[Point]) -> float:
    """Metres by which a run leaves the line between its ends."""
    (x1, y1), (x2, y2) = run[0], run[-1]
    across, along = x2 - x1, y2 - y1
    size = hypot(across, along) or 1.0
    return max(abs((x - x1) * along - (y - y1) * across) for x, y in run) / size
