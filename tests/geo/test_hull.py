"""What stands in for a border that was not imported."""

import pytest

from app.geo.hull import hull
from app.geo.shapes import Point


@pytest.mark.parametrize(
    ("points", "corners"),
    [
        ([], ()),
        ([(1, 1), (1, 1)], ((1, 1),)),
        ([(0, 0), (2, 2), (1, 1)], ((0, 0), (2, 2))),
        ([(0, 0), (4, 0), (2, 0), (4, 4), (0, 4), (2, 2)], ((0, 0), (4, 0), (4, 4), (0, 4))),
    ],
)
def test_the_hull_holds_all_points(points: list[Point], corners: tuple[Point, ...]) -> None:
    assert hull(points) == corners
