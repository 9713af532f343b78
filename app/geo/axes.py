"""Which of two numbers goes to the east, and whether they are metres or degrees: told by where the points fall.

Files lie about their coordinates too often to be believed: names of columns, .prj files and srsName come second.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from app.core.errors import Refusal
from app.geo.bounds import holds
from app.geo.pl1992 import to_metres
from app.geo.shapes import Bounds, Point

_METRES: Bounds = (160_000, 120_000, 875_000, 800_000)
"""Poland in PL-1992 with its internal waters and some kilometres to spare."""
_DEGREES: Bounds = (13.9, 48.9, 24.3, 55.2)
_PL2000: Bounds = (5_000_000, 5_000_000, 9_000_000, 9_000_000)
"""Both numbers of PL-2000, whichever comes first."""
_SHARE = 0.98
"""A register of addresses has single points far outside; a whole file does not."""
_LEAD = 0.5


class Axes(StrEnum):
    """Order and unit of a pair of numbers."""

    EAST_NORTH = "east_north"
    NORTH_EAST = "north_east"
    LON_LAT = "lon_lat"
    LAT_LON = "lat_lon"


_SWAPPED = (Axes.NORTH_EAST, Axes.LAT_LON)
_IN_DEGREES = (Axes.LON_LAT, Axes.LAT_LON)


def settled(
    pairs: Sequence[Point], name: str, *, declared: Axes | None = None, near: Iterable[Bounds | None] = ()
) -> Axes:
    """How the pairs are meant, judged by a sample of them.

    ``declared`` is what the format says; it decides only where both orders fall into Poland and no box of ``near``
    (the most trusted first, in metres) tells them apart. Raises Refusal.
    """
    possible = [axes for axes in Axes if _share(pairs, axes, _DEGREES if axes in _IN_DEGREES else _METRES) >= _SHARE]
    if not possible:
        raise Refusal(_outside(pairs, name))
    if len(possible) == 1:
        return possible[0]
    for box in near:
        if box is None:
            continue
        shares = [_share(pairs, axes, box) for axes in possible]
        if abs(shares[0] - shares[1]) > _LEAD:
            return possible[shares.index(max(shares))]
    if declared in possible:
        return declared
    raise Refusal(
        f"Nie wiadomo, która współrzędna w pliku „{name}” prowadzi na wschód, a która na północ – obie kolejności "
        "leżą w Polsce. Podaj kod TERYT gminy albo nazwij kolumny „wschód” i „północ”, albo zapisz współrzędne "
        "w stopniach (WGS 84), i wczytaj plik ponownie."
    )


def converter(axes: Axes) -> Callable[[float, float], Point]:
    """What makes (easting, northing) of a pair."""
    if axes is Axes.EAST_NORTH:
        return lambda first, second: (first, second)
    if axes is Axes.NORTH_EAST:
        return lambda first, second: (second, first)
    if axes is Axes.LON_LAT:
        return to_metres
    return lambda first, second: to_metres(second, first)


def in_poland(x: float, y: float) -> bool:
    """Whether a point in metres may lie in Poland."""
    return holds(_METRES, x, y)


def _share(pairs: Sequence[Point], axes: Axes, box: Bounds) -> float:
    west, south, east, north = box
    if axes in _SWAPPED:
        inside = sum(west <= second <= east and south <= first <= north for first, second in pairs)
    else:
        inside = sum(west <= first <= east and south <= second <= north for first, second in pairs)
    return inside / len(pairs) if pairs else 0.0


def _outside(pairs: Sequence[Point], name: str) -> str:
    if not pairs:
        return f"W pliku „{name}” nie ma ani jednego położenia. Wybierz inny plik."
    if _share(pairs, Axes.EAST_NORTH, _PL2000) >= _SHARE:
        return (
            f"Plik „{name}” jest w układzie PL-2000. Zapisz go w układzie PL-1992 (EPSG:2180) albo w stopniach "
            "(WGS 84, EPSG:4326) i wczytaj ponownie."
        )
    return (
        f"Współrzędne w pliku „{name}” leżą poza Polską. Zapisz go w układzie PL-1992 (EPSG:2180, metry) albo "
        "w stopniach (WGS 84, EPSG:4326) i wczytaj ponownie."
    )
