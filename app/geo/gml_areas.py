"""Borders of gminas as the service WFS of PRG gives them (``ms:A03_Granice_gmin``), waters and woods of BDOT10k
(``ot:OT_PTWP_A``, ``ot:OT_SWRS_L``), and other GML with outlines and lines."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from app.core.errors import Refusal
from app.geo.axes import Axes
from app.geo.columns import Geometry, folded
from app.geo.features import Feature
from app.geo.gml_stream import local, records
from app.geo.shapes import Point
from app.geo.sources import Source
from app.geo.surface_kinds import CLASS

_OUTER, _INNER = ("exterior", "outerBoundaryIs"), ("interior", "innerBoundaryIs")
_LINES = ("LineString", "LineStringSegment")
_TOPOGRAPHIC = re.compile(r"OT_([A-Z]{4})_[AL]$")
_TIME = re.compile(rb"""timeStamp=["'](\d{4}-\d\d-\d\d)""")


def features(source: Source) -> Iterator[Feature]:
    """Every record; raises Refusal."""
    for record in records(source):
        yield feature(record, source.name)


def feature(record: ET.Element, name: str) -> Feature:
    """Values of the record's own elements, and its polygons or else its lines; ``name`` is the file in a refusal."""
    values = {folded(local(child.tag)): (child.text or "").strip() for child in record if not len(child)}
    if found := _TOPOGRAPHIC.match(local(record.tag)):
        values.setdefault(CLASS, found[1])
    try:
        polygons = [
            [
                _pairs(ring)
                for part in (_OUTER, _INNER)
                for border in found
                if local(border.tag) in part
                for ring in border
            ]
            for found in _polygons(record)
        ]
        lines = [] if polygons else [_pairs(line) for line in record.iter() if local(line.tag) in _LINES]
    except ValueError as error:
        raise Refusal(f"Plik „{name}” jest uszkodzony albo ucięty (GML). Pobierz go ponownie.") from error
    drawn = [polygon for polygon in polygons if polygon]
    if lines:
        return Feature(values, Geometry.LINE, lines)
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
    for element in record.iter():
        if local(element.tag) in ("Polygon", "PolygonPatch"):
            yield element


def _pairs(ring: Any) -> list[Point]:
    """Pairs of a ring, written as one list, point by point, or with commas (GML 2)."""
    numbers: list[float] = []
    for element in ring.iter():
        name, text = local(element.tag), element.text or ""
        if name in ("posList", "pos"):
            numbers += map(float, text.split())
        elif name == "coordinates":
            numbers += map(float, text.replace(",", " ").split())
    if len(numbers) % 2:
        raise ValueError("odd")
    return list(zip(numbers[::2], numbers[1::2], strict=True))
