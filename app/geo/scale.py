"""The scale bar, lengths in Polish and the north arrow of a map in EPSG:2180."""

from collections.abc import Iterable
from itertools import pairwise
from math import atan, degrees, dist, floor, log10, tan, tanh

from app.geo.shapes import Point

_STEPS = (5, 2, 1)
_KILOMETRE = 1000.0
_EASTING, _NORTHING, _SCALE = 500_000.0, -5_300_000.0, 0.9993
"""PL-1992: false easting and northing in metres, scale on the 19th meridian (Dz.U. 2012 poz. 1247, attachment 1)."""
_RADIUS = 6_367_449.1458
"""Metres: radius of a circle as long as a meridian of GRS80."""


def nice_length(metres_at_most: float) -> float:
    """The longest of 1, 2 or 5 times a power of ten that is not above ``metres_at_most``, which is above zero."""
    power: float = 10.0 ** floor(log10(metres_at_most))
    # 1000 may come out of the logarithm as 999.9…, so the next power is tried, too
    return next(
        step * at
        for at in (power * 10, power, power / 10)
        for step in _STEPS
        if step * at <= metres_at_most * (1 + 1e-9)
    )


def metres_text(metres: float) -> str:
    """A round length for a scale bar: „2 km”, „500 m”, „0,5 m”."""
    value, unit = (metres / _KILOMETRE, "km") if metres >= _KILOMETRE else (metres, "m")
    return f"{value:.6g} {unit}".replace(".", ",")


def distance_text(metres: float) -> str:
    """A measured length: whole metres below a kilometre, then kilometres with two decimals: „740 m”, „2,35 km”."""
    if round(metres) < _KILOMETRE:
        return f"{metres:.0f} m"
    return f"{metres / _KILOMETRE:.2f} km".replace(".", ",")


def length(points: Iterable[Point]) -> float:
    """Metres along a line through points; a map's metres differ from those on the ground by less than 0.1 %."""
    return sum(dist(before, after) for before, after in pairwise(points))


def convergence(x: float, y: float) -> float:
    """Degrees from true north to the map's north, clockwise, at a place in EPSG:2180 metres; negative in the west.

    True north therefore stands ``-convergence`` degrees clockwise from the upper edge of the map. Reckoned on a
    sphere, which is within 0.02 degrees of the ellipsoid everywhere in Poland.
    """
    east = (x - _EASTING) / (_SCALE * _RADIUS)
    north = (y - _NORTHING) / (_SCALE * _RADIUS)
    return degrees(atan(tanh(east) * tan(north)))
