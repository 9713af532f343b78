"""GeoJSON (RFC 7946): degrees by the standard; the metres of PL-1992 that older programs write are known by range."""

import json
from collections.abc import Iterator
from typing import Any

from app.core.errors import Refusal
from app.geo.columns import Geometry, folded
from app.geo.features import Feature

MAX_SIZE = 24 * 1024 * 1024
"""Bytes; all gminas of Poland, coarse, have three million."""
_RECORD = "\x1e"
"""What each record of a sequence begins with in RFC 8142."""
_DRAWN = {
    "Point": (Geometry.POINT, 0),
    "MultiPoint": (Geometry.POINT, 1),
    "LineString": (Geometry.LINE, 1),
    "MultiLineString": (Geometry.LINE, 2),
    "Polygon": (Geometry.AREA, 2),
    "MultiPolygon": (Geometry.AREA, 3),
}
"""Geometry by type, and how deep its pairs lie."""


def features(data: bytes, name: str) -> list[Feature]:
    """All records of a GeoJSON text; raises Refusal for a file cut off, too large or of another meaning."""
    if len(data) > MAX_SIZE:
        raise Refusal(
            f"Plik „{name}” jest za duży na GeoJSON. Zapisz w nim tylko gminę i jej sąsiadów albo użyj formatu SHP."
        )
    try:
        return [_feature(item) for content in _contents(data.decode("utf-8-sig")) for item in _items(content)]
    except UnicodeDecodeError as error:
        raise Refusal(f"Plik „{name}” nie jest zapisany w UTF-8. Zapisz go jako GeoJSON w UTF-8.") from error
    except (ValueError, OverflowError, RecursionError) as error:
        raise Refusal(
            f"Plik „{name}” jest uszkodzony albo ucięty i nie da się go odczytać jako GeoJSON. Pobierz go ponownie."
        ) from error


def _contents(text: str) -> list[Any]:
    """The one object of a file, or of each line in a sequence (RFC 8142, „newline delimited” in QGIS)."""
    try:
        return [json.loads(text, parse_constant=_no_number)]
    except json.JSONDecodeError as error:
        if not text.startswith(_RECORD) and error.msg != "Extra data":
            raise
    # a record of RFC 8142 may be written over several lines
    records = text.split(_RECORD if text.startswith(_RECORD) else "\n")
    return [json.loads(record, parse_constant=_no_number) for record in records if record.strip()]


def _items(content: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(content, dict):
        raise ValueError("no object")
    if content.get("type") == "FeatureCollection":
        for item in _list(content.get("features")):
            yield from _items(item)
    elif content.get("type") == "Feature":
        yield content
    else:
        # a bare drawing: an outline or a point without a name
        yield {"geometry": content, "properties": {"nazwa": ""}}


def _feature(item: dict[str, Any]) -> Feature:
    properties = item.get("properties") or {}
    if not isinstance(properties, dict):
        raise ValueError("properties")
    values = {folded(key): "" if value is None else str(value) for key, value in properties.items()}
    geometry = item.get("geometry")
    if geometry is None:
        return Feature(values, None, ())
    if not isinstance(geometry, dict) or geometry.get("type") not in _DRAWN:
        raise ValueError("geometry")
    drawn, depth = _DRAWN[geometry["type"]]
    pairs = _pairs(geometry.get("coordinates"), depth)
    wrapped = geometry["type"] in ("Point", "LineString", "Polygon")
    return Feature(values, drawn, [pairs] if wrapped else pairs)


def _pairs(coordinates: Any, depth: int) -> Any:
    items = _list(coordinates)
    if depth:
        return [_pairs(item, depth - 1) for item in items]
    if len(items) < 2 or any(isinstance(number, bool) or not isinstance(number, (int, float)) for number in items):
        raise ValueError("position")
    return float(items[0]), float(items[1])


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("list")
    return value


def _no_number(text: str) -> float:
    raise ValueError(text)
