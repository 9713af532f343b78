"""Degrees (WGS 84, taken as ETRS89) to metres of PL-1992 (EPSG:2180) and back: a Krüger series to the fourth order.

Zone and ellipsoid: rozporządzenie Rady Ministrów z 15 października 2012 r. w sprawie państwowego systemu odniesień
przestrzennych (Dz.U. 2012 poz. 1247: GRS80, meridian 19°, scale 0,9993). Within Poland the series keeps below a
hundredth of a millimetre.
"""

from math import asin, asinh, atan, atan2, atanh, cos, cosh, degrees, hypot, radians, sin, sinh, sqrt, tan, tanh

from app.geo.shapes import Point

_SEMI_MAJOR, _FLATTENING = 6_378_137.0, 1 / 298.257222101
_MERIDIAN, _SCALE = 19.0, 0.9993
_FALSE_EASTING, _FALSE_NORTHING = 500_000.0, -5_300_000.0

_N = _FLATTENING / (2 - _FLATTENING)
_ECCENTRICITY = sqrt(_FLATTENING * (2 - _FLATTENING))
_RADIUS = _SCALE * _SEMI_MAJOR / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_TO_PLANE = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
    49561 * _N**4 / 161280,
)
_FROM_PLANE = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)


def to_metres(longitude: float, latitude: float) -> Point:
    """(easting, northing) of a point given in degrees; meant for 13°…25° east and 48°…56° north."""
    turn, sine = radians(longitude - _MERIDIAN), sin(radians(latitude))
    conformal = sinh(atanh(sine) - _ECCENTRICITY * atanh(_ECCENTRICITY * sine))
    north, east = atan2(conformal, cos(turn)), asinh(sin(turn) / hypot(conformal, cos(turn)))
    x, y = east, north
    for order, factor in enumerate(_TO_PLANE, start=1):
        x += factor * cos(2 * order * north) * sinh(2 * order * east)
        y += factor * sin(2 * order * north) * cosh(2 * order * east)
    return _FALSE_EASTING + _RADIUS * x, _FALSE_NORTHING + _RADIUS * y


def to_degrees(x: float, y: float) -> Point:
    """(longitude, latitude) of a point given in metres of PL-1992."""
    east, north = (x - _FALSE_EASTING) / _RADIUS, (y - _FALSE_NORTHING) / _RADIUS
    across, along = east, north
    for order, factor in enumerate(_FROM_PLANE, start=1):
        across -= factor * cos(2 * order * north) * sinh(2 * order * east)
        along -= factor * sin(2 * order * north) * cosh(2 * order * east)
    isometric = atanh(sin(along) / cosh(across))
    sine = tanh(isometric)
    for _ in range(5):  # each round gains two or three digits
        sine = tanh(isometric + _ECCENTRICITY * atanh(_ECCENTRICITY * sine))
    return _MERIDIAN + degrees(atan2(sinh(across), cos(along))), degrees(asin(sine))


def convergence(x: float, y: float) -> float:
    """Degrees from true north to the map's north, clockwise, at a place in metres; negative west of 19°.

    True north therefore stands ``-convergence`` degrees clockwise from the upper edge of the map. Reckoned on a
    sphere, which is within 0.02 degrees of the ellipsoid everywhere in Poland.
    """
    east, north = (x - _FALSE_EASTING) / _RADIUS, (y - _FALSE_NORTHING) / _RADIUS
    return degrees(atan(tanh(east) * tan(north)))
