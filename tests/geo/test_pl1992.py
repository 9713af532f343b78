"""Degrees and metres against PROJ's EPSG:4326 -> EPSG:2180."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geo.pl1992 import convergence, to_degrees, to_metres

# pyproj 3, always_xy: corners of the country, the central meridian, Kluczbork, Warsaw
REFERENCE = {
    (18.2175, 50.9725): (445076.6781392, 345363.4465534),
    (14.12, 52.84): (171498.1102832, 563875.7859573),
    (24.145, 50.87): (861822.7736015, 346294.3319105),
    (18.3, 54.83): (455046.7759871, 774275.2437253),
    (22.85, 49.0): (781484.8343588, 132969.3651444),
    (19.0, 52.0): (500000.0, 459309.2094016),
    (21.012, 52.23): (637367.6247038, 486790.1833325),
}


@pytest.mark.parametrize(("degrees", "metres"), REFERENCE.items())
def test_metres_are_those_of_proj(degrees: tuple[float, float], metres: tuple[float, float]) -> None:
    assert to_metres(*degrees) == pytest.approx(metres, abs=1e-5, rel=0)
    assert to_degrees(*metres) == pytest.approx(degrees, abs=1e-10, rel=0)


@given(st.floats(13.9, 24.3), st.floats(48.9, 55.2))
def test_there_and_back_is_the_same_place(longitude: float, latitude: float) -> None:
    assert to_degrees(*to_metres(longitude, latitude)) == pytest.approx((longitude, latitude), abs=1e-10, rel=0)


@pytest.mark.parametrize(
    ("x", "y", "degrees"),
    # (longitude - 19°) * sin(latitude) for Kluczbork, the 19th meridian and Przemyśl
    [(445_200, 348_500, -0.61), (500_000, 400_000, 0.0), (766_900, 219_600, 2.88)],
)
def test_the_map_leans_away_from_the_nineteenth_meridian(x: float, y: float, degrees: float) -> None:
    assert convergence(x, y) == pytest.approx(degrees, abs=0.05)
