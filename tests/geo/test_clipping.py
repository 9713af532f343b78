"""Nothing of a shape outside a box is left."""

from itertools import pairwise

import pytest

from app.geo.clipping import clipped_line, clipped_ring
from app.geo.shapes import Point

BOX = (0.0, 0.0, 10.0, 10.0)


def ring(*corners: Point) -> list[Point]:
    return [*corners, corners[0]]


def area(points: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))) / 2


@pytest.mark.parametrize(
    ("whole", "left"),
    [
        (ring((2, 2), (4, 2), (4, 4), (2, 4)), 4),
        (ring((-5, -5), (5, -5), (5, 5), (-5, 5)), 25),
        (ring((-5, -5), (15, -5), (15, 15), (-5, 15)), 100),
        (ring((-5, 4), (15, 4), (15, 6), (-5, 6)), 20),
        (ring((20, 20), (30, 20), (30, 30)), 0),
        (ring((-5, 6), (6, -5), (-6, -6)), 0.5),
    ],
)
def test_a_ring_keeps_the_part_inside(whole: list[Point], left: float) -> None:
    found = clipped_ring(whole, BOX)
    assert area(found) == pytest.approx(left)
    assert all(0 <= x <= 10 and 0 <= y <= 10 for x, y in found)
    assert not found or found[0] == found[-1]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ([(1, 1), (9, 9)], [[(1, 1), (9, 9)]]),
        ([(-5, 5), (15, 5)], [[(0, 5), (10, 5)]]),
        ([(5, 5), (15, 5), (15, 6), (5, 6)], [[(5, 5), (10, 5)], [(10, 6), (5, 6)]]),
        ([(5, 5), (6, 6), (16, 6)], [[(5, 5), (6, 6), (10, 6)]]),
        ([(-5, 5), (5, -6)], []),
        ([(20, 0), (20, 10)], []),
        ([(3, 3)], []),
    ],
)
def test_a_line_keeps_its_parts_inside(line: list[Point], parts: list[list[Point]]) -> None:
    assert clipped_line(line, BOX) == parts
