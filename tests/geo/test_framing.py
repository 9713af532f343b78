"""What is shown, at which round scale, and in which square of the search grid."""

import pytest

from app.geo.framing import POINT, extent_of, framed, printed_scale, scale_text
from app.geo.index_grid import index_grid
from app.geo.shapes import BaseMap, Place
from tests.geo import map_samples
from tests.geo.map_samples import EAST, NORTH, SOUTH, WEST


@pytest.mark.parametrize(
    ("needed", "printed"),
    [(0.5, 500), (9_999, 10_000), (10_001, 11_000), (49_001, 50_000), (113_742, 115_000), (115_000, 115_000),
     (200_001, 210_000), (1_000_001, 1_050_000)],
)  # fmt: skip
def test_a_scale_is_rounded_up_so_that_everything_fits(needed: float, printed: int) -> None:
    assert printed_scale(needed) == printed


def test_a_scale_is_written_without_a_place_to_break() -> None:
    assert scale_text(115_000) == "1:115\xa0000"


def test_a_kilometre_is_as_long_on_paper_as_the_scale_says() -> None:
    frame = framed((WEST, SOUTH, EAST, NORTH), (10, 20, 500, 400), 9)
    one, other = frame.place(WEST, SOUTH), frame.place(WEST + 1000, SOUTH)
    assert (other[0] - one[0]) * POINT * frame.denominator == pytest.approx(1000)
    assert one[1] == other[1]


def test_north_is_up_and_the_extent_lies_in_the_middle() -> None:
    frame = framed((WEST, SOUTH, EAST, NORTH), (10, 20, 500, 400), 9)
    (left, low), (right, top) = frame.place(WEST, SOUTH), frame.place(EAST, NORTH)
    assert left - 10 == pytest.approx(510 - right)
    assert top - 20 == pytest.approx(420 - low)
    assert left - 10 >= 9
    assert top - 20 >= 9


def test_the_own_gmina_says_what_is_shown_else_everything_with_a_place() -> None:
    assert extent_of(map_samples.base(), []) == (WEST, SOUTH, EAST, NORTH)
    assert extent_of(BaseMap(), []) is None
    alone = extent_of(BaseMap(places=(Place(name="Ćmińsk", x=WEST, y=SOUTH),)), [])
    assert alone is not None
    assert alone[2] - alone[0] > 1000
    found = extent_of(BaseMap(), map_samples.markers(20))
    assert found is not None
    assert all(found[0] < marker.x < found[2] and found[1] < marker.y < found[3] for marker in map_samples.markers(20))


def test_squares_are_letters_across_and_numbers_down() -> None:
    lying = index_grid((0, 0, 800, 600))
    assert (lying.letters, lying.rows) == ("ABCDEFGH", 6)
    assert [lying.square(x, y) for x, y in ((1, 1), (799, 599), (250, 350), (-5, 900))] == ["A1", "H6", "C4", "A6"]
    standing = index_grid((0, 0, 600, 800))
    assert (standing.letters, standing.rows) == ("ABCDEF", 8)
