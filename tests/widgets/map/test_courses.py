"""Where names stand: inside their gmina, along their street."""

import pytest

from app.geo.shapes import Area, Bounds, Level, Point
from app.widgets.map.courses import middle_in, straight

EVERYWHERE = (-1e6, -1e6, 1e6, 1e6)
# a letter U, open to the north
RING = [(0, 0), (900, 0), (900, 900), (600, 900), (600, 300), (300, 300), (300, 900), (0, 900), (0, 0)]
BOX = (0.0, 0.0, 900.0, 900.0)
LETTER = Area(code="1", name="U", levels=[Level(0, [[[(float(x), float(y)) for x, y in RING]]])])


@pytest.mark.parametrize(
    ("bounds", "half"),
    [
        (EVERYWHERE, (40, 10)),
        (EVERYWHERE, (120, 20)),
        ((0, 500, 900, 900), (40, 10)),
        ((650, 0, 2_000, 2_000), (40, 10)),
    ],
)
def test_a_name_stands_wholly_inside_its_gmina(bounds: Bounds, half: Point) -> None:
    middle = middle_in(LETTER, BOX, bounds, half)
    assert middle is not None
    x, y = middle
    assert bounds[0] <= x <= bounds[2]
    assert bounds[1] <= y <= bounds[3]
    in_foot = half[0] <= x <= 900 - half[0] and half[1] <= y <= 300 - half[1]
    in_arm = any(low + half[0] <= x <= low + 300 - half[0] and y <= 900 - half[1] for low in (0, 600))
    assert in_foot or in_arm


@pytest.mark.parametrize(
    ("bounds", "half"), [((2_000, 0, 3_000, 900), (40, 10)), (EVERYWHERE, (500, 10)), ((310, 310, 590, 900), (9, 9))]
)
def test_a_name_without_room_is_left_out(bounds: Bounds, half: Point) -> None:
    assert middle_in(LETTER, BOX, bounds, half) is None


@pytest.mark.parametrize(
    ("run", "turn"),
    [
        ([(0, 0), (100, 0)], 0),
        ([(100, 0), (0, 0)], 0),
        ([(0, 0), (0, 100)], 90),
        ([(0, 0), (100, 100)], -45),
        ([(0, 0), (100, -100)], 45),
    ],
)
def test_letters_along_a_street_are_never_upside_down(run: list[Point], turn: float) -> None:
    ((middle, found),) = straight(run, 80)
    assert abs(found) == pytest.approx(abs(turn))
    if abs(turn) != 90:
        assert found == pytest.approx(turn)
    assert middle == ((run[0][0] + run[1][0]) / 2, (run[0][1] + run[1][1]) / 2)


@pytest.mark.parametrize(
    "run",
    [
        [(0, 0), (60, 0)],
        [(0, 0), (50, 60), (100, 0)],
        [(5, 5)],
    ],
    ids=["too short", "bent", "a point"],
)
def test_a_street_without_room_has_no_name(run: list[Point]) -> None:
    assert straight(run, 80) == []


def test_a_long_street_has_its_name_where_it_is_seen() -> None:
    found = [x for (x, _), _ in straight([(0, 0), (10_000, 0)], 80)]
    assert any(9_000 <= x <= 9_200 for x in found)
