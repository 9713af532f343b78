"""Places along a line and the turn of the names written there."""

from collections.abc import Sequence
from itertools import pairwise
from math import dist

from app.geo.scale import length
from app.geo.shapes import Point


def along(points: Sequence[Point], share: float) -> Point:
    """The point at a share (0 to 1) of a line's length."""
    left = length(points) * share
    for before, after in pairwise(points):
        piece = dist(before, after)
        if piece and piece >= left:
            part = left / piece
            return before[0] + (after[0] - before[0]) * part, before[1] + (after[1] - before[1]) * part
        left -= piece
    return points[-1]


def upright(turn: float) -> float:
    """The turn in degrees, from -180 to 180, of a text along the same line that nobody reads upside down."""
    return turn - 180 if turn > 90 else turn + 180 if turn <= -90 else turn
