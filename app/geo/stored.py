"""Shapes as the database keeps them: WKT of OGC Simple Features in EPSG:2180, coordinates to the decimetre.

Only what :func:`polygons_text` and :func:`line_text` write is read here, with plain text work, so that opening the map
loads no geometry library; files of others go through :mod:`app.geo.wkt`.
"""

from collections.abc import Iterable, Sequence

from app.geo.shapes import Point, Polygon

_POLYGONS, _LINE = "MULTIPOLYGON (((", "LINESTRING ("


def polygons_text(polygons: Iterable[Polygon]) -> str:
    """``MULTIPOLYGON (((x y, …), (hole…)), …)``."""
    written = ")), ((".join("), (".join(_points_text(ring) for ring in polygon) for polygon in polygons)
    return f"{_POLYGONS}{written})))"


def polygons_from(text: str) -> tuple[Polygon, ...]:
    """The polygons that were written; ValueError for anything else."""
    body = _inside(text, _POLYGONS, ")))")
    return tuple(tuple(_points(ring) for ring in polygon.split("), (")) for polygon in body.split(")), (("))


def line_text(points: Sequence[Point]) -> str:
    """``LINESTRING (x y, …)``."""
    return f"{_LINE}{_points_text(points)})"


def line_from(text: str) -> tuple[Point, ...]:
    """The line that was written; ValueError for anything else."""
    return _points(_inside(text, _LINE, ")"))


def _inside(text: str, begin: str, end: str) -> str:
    if not (text.startswith(begin) and text.endswith(end)):
        raise ValueError("no geometry of ours")
    return text[len(begin) : -len(end)]


def _points_text(points: Iterable[Point]) -> str:
    return ", ".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _points(text: str) -> tuple[Point, ...]:
    numbers = [float(each) for each in text.replace(",", "").split(" ")]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))
