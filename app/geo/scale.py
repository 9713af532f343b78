"""The scale bar of a map in EPSG:2180, and lengths in Polish."""

from collections.abc import Iterable
from itertools import pairwise
from math import dist, floor, log10

from app.geo.shapes import Point

_STEPS = (5, 2, 1)
_KILOMETRE = 1000.0


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
