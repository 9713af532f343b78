"""Closed rings of points: what lies in them, and how large they are."""

from collections.abc import Sequence
from itertools import pairwise

from app.geo.shapes import Point


def goes_round(rings: Sequence[Sequence[Point]], x: float, y: float) -> bool:
    """Whether a point lies in closed rings by the even-odd rule: within an inner ring it is outside."""
    within = False
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                within = not within
    return within


def signed_area(ring: Sequence[Point]) -> float:
    """Square units of a closed ring; above zero where it runs counter-clockwise with y upwards."""
    x0, y0 = ring[0]
    return 0.5 * sum((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0) for (x1, y1), (x2, y2) in pairwise(ring))
