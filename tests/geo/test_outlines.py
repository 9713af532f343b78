"""Outlines made valid or refused, and simplified with shared borders."""

from math import sin

import pytest
import shapely

from app.core.errors import Refusal
from app.core.progress import Cancelled, NoProgress
from app.geo.outlines import TOLERANCES, area_of, simplified, whole
from app.geo.shapes import Area, Level, Polygon, Ring
from tests.geo.map_files import SQUARE, CancelledAtOnce

X, Y, SIDE, STEPS = 440_000.0, 340_000.0, 10_000.0, 500
BORDER = [(X + SIDE + 300 * sin(n / 3), Y + SIDE * n / STEPS) for n in range(STEPS + 1)]
"""A winding border between two gminas."""
WEST = [(X, Y), *BORDER, (X, Y + SIDE), (X, Y)]
EAST = [(X + 2 * SIDE, Y), *BORDER, (X + 2 * SIDE, Y + SIDE), (X + 2 * SIDE, Y)]


def area(*polygons: Polygon, name: str = "A") -> Area:
    return Area(code="1604023", name=name, levels=(Level(0.0, polygons),))


def shape(level: Level) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([(polygon[0], polygon[1:]) for polygon in level.polygons])


def corners(level: Level) -> int:
    return sum(len(ring) for polygon in level.polygons for ring in polygon)


def test_levels_get_coarser_and_borders_stay_shared() -> None:
    west, east = simplified([area([WEST]), area([EAST])], NoProgress())
    assert [level.tolerance for level in west.levels] == list(TOLERANCES)
    assert corners(west.levels[3]) < corners(west.levels[2]) < corners(west.levels[0]) / 2
    for one, other in zip(west.levels, east.levels, strict=True):
        assert area_of(one.polygons) == pytest.approx(area_of(west.levels[0].polygons), rel=0.01)
        together = shapely.union(shape(one), shape(other))
        assert together.area == pytest.approx(shape(one).area + shape(other).area, rel=1e-9)
        assert len(shapely.get_parts(together)) == 1


def test_a_corner_that_only_one_side_has_opens_no_gap() -> None:
    fewer = [(X + 2 * SIDE, Y), *BORDER, (X + 2 * SIDE, Y + SIDE), (X + 2 * SIDE, Y)]
    middle = ((BORDER[9][0] + BORDER[10][0]) / 2, (BORDER[9][1] + BORDER[10][1]) / 2)
    more = [(X, Y), *BORDER[:10], middle, *BORDER[10:], (X, Y + SIDE), (X, Y)]
    for level in range(1, 4):
        one, other = (shape(taken.levels[level]) for taken in simplified([area([more]), area([fewer])], NoProgress()))
        assert shapely.union(one, other).area == pytest.approx(one.area + other.area, rel=1e-9)
        assert len(shapely.get_parts(shapely.union(one, other))) == 1


def test_no_area_changes_by_more_than_a_hundredth_however_small_it_is() -> None:
    small = [(x / 20 + 420_000, y / 20 + 320_000) for x, y in WEST]
    (simple,) = simplified([area([small])], NoProgress())
    for level in simple.levels:
        assert area_of(level.polygons) == pytest.approx(area_of(simple.levels[0].polygons), rel=0.01)


def test_an_enclave_fills_its_hole_at_every_level() -> None:
    town = [(X + 4000 + 500 * sin(n), Y + 4000 + 500 * sin(n + 1.57)) for n in (0, 1, 2, 3, 4, 5, 6)]
    town.append(town[0])
    villages, urban = simplified([area([WEST, town]), area([town])], NoProgress())
    for around, within in zip(villages.levels, urban.levels, strict=True):
        assert shape(around).intersection(shape(within)).area == pytest.approx(0, abs=1)
        (together,) = shapely.get_parts(shapely.union(shape(around), shape(within)))
        assert len(together.interiors) == 0


@pytest.mark.parametrize(
    "ring",
    [
        [(X, Y), (X + SIDE, Y + SIDE), (X + SIDE, Y), (X, Y + SIDE), (X, Y)],
        [(X, Y), (X + SIDE, Y), (X, Y), (X + SIDE, Y), (X, Y)],
    ],
    ids=["crosses itself", "no area"],
)
def test_a_border_that_crosses_itself_is_refused_by_name(ring: Ring) -> None:
    with pytest.raises(Refusal, match=r"„Kluczbork” przecina sama siebie.*Napraw geometrie"):
        whole(area([ring], name="Kluczbork"))


def test_a_slip_of_the_pen_is_mended() -> None:
    slip = [*SQUARE[:-1], (440_000, 340_001), (439_999, 340_000), SQUARE[-1]]
    assert not shapely.Polygon(slip).is_valid
    mended = whole(area([slip]))
    assert shape(mended.levels[0]).is_valid
    assert area_of(mended.levels[0].polygons) == pytest.approx(1e8, rel=1e-4)


def test_a_valid_outline_stays_as_it_came() -> None:
    own = area([WEST])
    assert whole(own) is own


def test_simplifying_is_cancelled() -> None:
    with pytest.raises(Cancelled):
        simplified([area([WEST])], CancelledAtOnce())
