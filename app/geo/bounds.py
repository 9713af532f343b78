"""Boxes with sides along the axes: around points, wider, touching, holding a point; metres or any other unit."""

from collections.abc import Iterable
from math import inf

from app.geo.shapes import Bounds, Point


def around(points: Iterable[Point]) -> Bounds:
    """West, south, east, north of points; turned inside out where there are none."""
    known = list(points)
    if not known:
        return inf, inf, -inf, -inf
    xs, ys = [point[0] for point in known], [point[1] for point in known]
    return min(xs), min(ys), max(xs), max(ys)


def widened(bounds: Bounds, margin: float) -> Bounds:
    """The box with a margin on every side."""
    return bounds[0] - margin, bounds[1] - margin, bounds[2] + margin, bounds[3] + margin


def touch(one: Bounds, other: Bounds) -> bool:
    """Whether two boxes share at least a point."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def holds(bounds: Bounds, x: float, y: float) -> bool:
    """Whether a point lies in the box or on its edge."""
    return bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3]
