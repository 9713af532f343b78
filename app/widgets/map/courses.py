"""Where along a line, or inside an area, a name can stand."""

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, degrees, hypot

from app.geo.line_places import upright
from app.geo.rings import goes_round
from app.geo.shapes import Area, Bounds, Point

_ROUGH = 64
"""Points of a border that are enough to find its inside."""

_GRID = 7
"""Points of the grid to each side."""
_PARTS = 400
"""Parts of one straight line at most."""
_AIR = 1.15
"""Room that a text wants around it, in its own size."""


def middle_in(area: Area, box: Bounds, bounds: Bounds, half: Point) -> Point | None:
    """Where a text fits into the part of an area inside ``bounds``, as near to that part's middle as can be.

    ``box`` are the bounds of the whole area, ``half`` is half the width and height of the text in metres. The
    coarsest outline is looked at, at points of a grid.
    """
    west, south = max(box[0], bounds[0]), max(box[1], bounds[1])
    east, north = min(box[2], bounds[2]), min(box[3], bounds[3])
    if west >= east or south >= north:
        return None
    border = area.levels[-1].polygons[0][0]
    # where a name stands needs no exact border
    ring = [*border[:: max(1, len(border) // _ROUGH)], border[-1]]
    steps = [(number + 0.5) / _GRID for number in range(_GRID)]
    grid = [(west + (east - west) * across, south + (north - south) * up) for across in steps for up in steps]
    held = [point for point in grid if goes_round([ring], *point)]
    if not held:
        return None
    middle = sum(x for x, _ in held) / len(held), sum(y for _, y in held) / len(held)
    held.sort(key=lambda point: hypot(point[0] - middle[0], point[1] - middle[1]))
    return next((point for point in held if _fits(ring, point, half)), None)


def _fits(ring: Sequence[Point], point: Point, half: Point) -> bool:
    """Whether the corners of a text around a point lie in the ring."""
    x, y = point
    across, up = half[0] * _AIR, half[1] * _AIR
    return all(goes_round([ring], x + side * across, y + end * up) for side in (-1, 1) for end in (-1, 1))


def straight(points: Sequence[Point], least: float) -> list[tuple[Point, float]]:
    """Middles and turns, in degrees clockwise, of the parts of a line at least so many metres long that hardly bend."""
    run = _dense(points, least)
    found = []
    start = 0
    while start < len(run) - 1:
        end = _reach(run, start, least)
        if end is None:
            break
        (x1, y1), (x2, y2) = run[start], run[end]
        if _off(run[start : end + 1]) < least * 0.06:
            turn = degrees(atan2(-(y2 - y1), x2 - x1))
            found.append((((x1 + x2) / 2, (y1 + y2) / 2), upright(turn)))
            start = end
        else:
            start += max(1, (end - start) // 3)
    return found


def _dense(points: Sequence[Point], least: float) -> Sequence[Point]:
    """The same line with more points on long straight parts: their middle may lie outside the picture."""
    most = 1.5 * least
    if all(abs(x2 - x1) < most and abs(y2 - y1) < most for (x1, y1), (x2, y2) in pairwise(points)):
        return points
    dense = list(points[:1])
    for (x1, y1), (x2, y2) in pairwise(points):
        parts = min(int(hypot(x2 - x1, y2 - y1) / most), _PARTS)
        dense += [(x1 + (x2 - x1) * part / parts, y1 + (y2 - y1) * part / parts) for part in range(1, parts)]
        dense.append((x2, y2))
    return dense


def _reach(run: Sequence[Point], start: int, least: float) -> int | None:
    x, y = run[start]
    for end in range(start + 1, len(run)):
        at = run[end]
        if hypot(at[0] - x, at[1] - y) >= least:
            return end
    return None


def _off(run: Sequence[Point]) -> float:
    """Metres by which a run leaves the line between its ends."""
    (x1, y1), (x2, y2) = run[0], run[-1]
    across, along = x2 - x1, y2 - y1
    size = hypot(across, along) or 1.0
    return max(abs((x - x1) * along - (y - y1) * across) for x, y in run) / size
