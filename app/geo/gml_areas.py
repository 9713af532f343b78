"""Borders of gminas as the service WFS of PRG gives them (``ms:A03_Granice_gmin``), waters and woods of BDOT10k
(``ot:OT_PTWP_A``, ``ot:OT_SWRS_L``), and other GML with outlines, lines and points."""

import re
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as ET

from app.core.errors import Refusal
from app.geo.axes import Axes
from app.geo.columns import Geometry, folded
from app.geo.features import Feature
from app.geo.gml_stream import local, records
from app.geo.shapes import Point
from app.geo.sources import Source
from app.geo.surface_kinds import CLASS, class_named

_OUTER, _INNER = ("exterior", "outerBoundaryIs"), ("interior", "innerBoundaryIs")
_LINES = ("LineString", "LineStringSegment")
_POINTS = ("Point",)
_COMMA = re.compile(r"\s*,\s*")
_TIME = re.compile(rb"""timeStamp=["'](\d{4}-\d\d-\d\d)""")


def features(source: Source) -> Iterator[Feature]:
    """Every record; raises Refusal."""
    for record in records(source):
        yield feature(record, source.name)


def feature(record: ET.Element, name: str) -> Feature:
    """Values of the record's own elements with its polygons, else its lines or points; ``name``: file in a refusal."""
    values = {folded(local(child.tag)): (child.text or "").strip() for child in record if not len(child)}
    if known := class_named(local(record.tag)):
        values.setdefault(CLASS, known)
    try:
        deep = _dimension(record)
        polygons = [
            [
                _pairs(ring, deep)
                for part in (_OUTER, _INNER)
                for border in found
                if local(border.tag) in part
                for ring in border
            ]
            for found in _polygons(record)
        ]
        lines = [] if polygons else [_pairs(line, deep) for line in _named(record, _LINES)]
        points = (
            [] if polygons or lines else [pair for point in _named(record, _POINTS) for pair in _pairs(point, deep)]
        )
    except ValueError as error:
        raise Refusal(f"Plik „{name}” jest uszkodzony albo ucięty (GML). Pobierz go ponownie.") from error
    drawn = [polygon for polygon in polygons if polygon]
    if lines:
        return Feature(values, Geometry.LINE, lines)
    if points:
        return Feature(values, Geometry.POINT, points)
    return Feature(values, Geometry.AREA if drawn else None, drawn)


def declared(srs_name: str) -> Axes:
    """Order of coordinates by the spelling of the reference system: the long forms put the north first."""
    return Axes.NORTH_EAST if srs_name.startswith(("urn:", "http")) else Axes.EAST_NORTH


def state_on(source: Source) -> date | None:
    """The day of the service's answer."""
    found = _TIME.search(source.head(4096))
    try:
        return date.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None


def srs_name(source: Source) -> str:
    """The first reference system that the file names; blank without one."""
    found = re.search(rb"""srsName=["']([^"']{1,200})""", source.head(64 * 1024))
    return found[1].decode("ascii", "replace") if found else ""


def _polygons(record: ET.Element) -> Iterator[ET.Element]:
    return _named(record, ("Polygon", "PolygonPatch"))


def _named(record: ET.Element, names: tuple[str, ...]) -> Iterator[ET.Element]:
    return (element for element in record.iter() if local(element.tag) in names)


def _dimension(record: ET.Element) -> int:
    """How many numbers a position in a list has: two, or three with the height."""
    return max((int(element.get("srsDimension", "2")) for element in record.iter()), default=2)


def _pairs(drawing: ET.Element, deep: int) -> list[Point]:
    """Pairs of a ring or line, written as one list, position by position, or with commas (GML 2); without heights."""
    pairs: list[Point] = []
    for element in drawing.iter():
        name, text = local(element.tag), element.text or ""
        if name == "pos":
            pairs += _grouped(text.split(), max(len(text.split()), 2))
        elif name == "posList":
            pairs += _grouped(text.split(), deep)
        elif name == "coordinates":
            for position in _COMMA.sub(",", text).split():
                pairs += _grouped(position.split(","), max(position.count(",") + 1, 2))
    return pairs


def _grouped(numbers: list[str], deep: int) -> list[Point]:
    if deep not in (2, 3) or len(numbers) % deep:
        raise ValueError("odd")
    return [(float(numbers[at]), float(numbers[at + 1])) for at in range(0, len(numbers), deep)]
