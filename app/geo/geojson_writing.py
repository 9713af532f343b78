"""Places and areas as GeoJSON (RFC 7946) for QGIS, uMap and everybody else: degrees of WGS 84, longitude first.

Section numbers in comments are those of the RFC: no ``crs`` member (4), outer rings counter-clockwise and holes
clockwise (3.1.6), closed rings of four positions or more, bounding boxes west-south-east-north (5).
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from app.geo.pl1992 import to_degrees
from app.geo.shapes import Marker, MarkerGroup, Point, Polygon
from app.geo.symbol_drawing import UNKNOWN

_DECIMALS = 6
"""Of a degree: about a decimetre, which the RFC recommends (11.2)."""
_LEAST_CORNERS = 4

Properties = Mapping[str, Any]
"""What belongs to a place: texts, numbers, dates as texts, lists of them."""


@dataclass(frozen=True)
class Feature:
    """A point, or an area of one or more polygons, in EPSG:2180 metres, with its properties."""

    geometry: Point | Sequence[Polygon]
    properties: Properties = field(default_factory=dict)
    id: int | str | None = None


def marker_features(
    markers: Iterable[Marker], groups: Sequence[MarkerGroup], more: Callable[[Marker], Properties] = lambda _: {}
) -> list[Feature]:
    """A feature for each marker; ``more`` gives further properties.

    uMap shows ``name`` and reads the colour from ``_umap_options``; other programs know ``marker-color``
    (simplestyle 1.1). „dokładne” is false where the place is known only approximately.
    """
    known = {group.key: group for group in groups}
    features = []
    for marker in markers:
        group = known.get(marker.group)
        colour = group.colour if group else UNKNOWN.colour
        properties = {
            "name": marker.title,
            "adres": marker.address,
            "obszar": group.name if group else "",
            "dokładne": marker.exact,
            **more(marker),
            "marker-color": colour,
            "_umap_options": {"color": colour},
        }
        features.append(Feature((marker.x, marker.y), properties, marker.id))
    return features


def feature_collection(features: Iterable[Feature], *, bbox: bool = True) -> str:
    """The file's content; ``bbox`` adds the bounding box of everything, where there is anything.

    ValueError for coordinates or numbers that are not finite: JSON has no words for them.
    """
    written = [_feature(each) for each in features]
    collection: dict[str, Any] = {"type": "FeatureCollection"}
    positions = [position for each in written for position in _positions(each["geometry"])]
    if bbox and positions:
        west, south = min(lon for lon, _ in positions), min(lat for _, lat in positions)
        east, north = max(lon for lon, _ in positions), max(lat for _, lat in positions)
        collection["bbox"] = [west, south, east, north]
    collection["features"] = written
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # half of a surrogate pair from a damaged source has no UTF-8
    return text.encode("utf-8", "replace").decode("utf-8")


def _feature(feature: Feature) -> dict[str, Any]:
    written: dict[str, Any] = {"type": "Feature"}
    if feature.id is not None:
        written["id"] = feature.id
    written["geometry"] = _geometry(feature.geometry)
    written["properties"] = dict(feature.properties)
    return written


def _geometry(geometry: Point | Sequence[Polygon]) -> dict[str, Any] | None:
    if geometry and isinstance(geometry[0], int | float):
        x, y = geometry
        return {"type": "Point", "coordinates": _position((x, y))}  # type: ignore[arg-type]
    polygons = [rings for polygon in geometry if (rings := _polygon(polygon))]  # type: ignore[arg-type]
    if not polygons:
        return None
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _polygon(polygon: Polygon) -> list[list[list[float]]]:
    rings = []
    for number, ring in enumerate(polygon):
        positions = _ring(ring, counter_clockwise=number == 0)
        if positions:
            rings.append(positions)
        elif number == 0:
            return []
    return rings


def _ring(ring: Sequence[Point], *, counter_clockwise: bool) -> list[list[float]]:
    """Closed, without repeated positions, in the direction of the right-hand rule; empty when it encloses nothing."""
    positions: list[list[float]] = []
    for point in ring:
        position = _position(point)
        if not positions or positions[-1] != position:
            positions.append(position)
    if positions and positions[0] != positions[-1]:
        positions.append(positions[0])
    area = sum(before[0] * after[1] - after[0] * before[1] for before, after in pairwise(positions))
    if len(positions) < _LEAST_CORNERS or area == 0:
        return []
    return positions if (area > 0) is counter_clockwise else positions[::-1]


def _position(point: Point) -> list[float]:
    longitude, latitude = to_degrees(*point)
    return [round(longitude, _DECIMALS), round(latitude, _DECIMALS)]


def _positions(geometry: dict[str, Any] | None) -> list[list[float]]:
    if geometry is None:
        return []
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Point":
        return [coordinates]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    return [position for polygon in polygons for position in polygon[0]]
