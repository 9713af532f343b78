"""GeoJSON by RFC 7946: WGS 84, longitude first, closed rings by the right-hand rule, no crs member, finite numbers."""

import json
from itertools import pairwise
from typing import Any

import pytest

from app.geo.geojson import features
from app.geo.geojson_writing import Feature, feature_collection, marker_features
from app.geo.pl1992 import to_metres
from tests.geo import map_samples
from tests.geo.map_samples import rectangle

HOLE = [(100.0, 100.0), (200.0, 100.0), (200.0, 200.0), (100.0, 200.0), (100.0, 100.0)]


def written(*features: Feature, bbox: bool = True) -> Any:
    return json.loads(feature_collection(features, bbox=bbox))


def area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def moved(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(430_000 + x, 340_000 + y) for x, y in ring]


def test_points_are_degrees_longitude_first_with_seven_decimals() -> None:
    x, y = to_metres(18.2123456789, 50.9723456789)
    collection = written(Feature((x, y), {"name": "Zażółć"}, 7))
    assert list(collection) == ["type", "bbox", "features"]
    (feature,) = collection["features"]
    assert feature == {
        "type": "Feature",
        "id": 7,
        "geometry": {"type": "Point", "coordinates": [18.212346, 50.972346]},
        "properties": {"name": "Zażółć"},
    }
    assert collection["bbox"] == [18.212346, 50.972346, 18.212346, 50.972346]


@pytest.mark.parametrize("turned", [False, True])
def test_outer_rings_run_counter_clockwise_and_holes_clockwise(turned: bool) -> None:
    outer, hole = list(rectangle(430_000, 340_000, 431_000, 341_000)[0]), moved(HOLE)
    polygon = [outer[::-1], hole[::-1]] if turned else [outer, hole]
    geometry = written(Feature([polygon]))["features"][0]["geometry"]
    assert geometry["type"] == "Polygon"
    first, second = geometry["coordinates"]
    assert area(first) > 0 > area(second)
    assert first[0] == first[-1]
    assert second[0] == second[-1]


def test_several_polygons_are_a_multipolygon_and_open_rings_are_closed() -> None:
    one = [rectangle(430_000, 340_000, 431_000, 341_000)[0][:-1]]
    geometry = written(Feature([one, rectangle(440_000, 340_000, 441_000, 341_000)]))["features"][0]["geometry"]
    assert geometry["type"] == "MultiPolygon"
    assert all(len(rings[0]) == 5 and rings[0][0] == rings[0][-1] for rings in geometry["coordinates"])


def test_rings_that_enclose_nothing_are_left_out() -> None:
    flat = moved([(0, 0), (50, 0), (0, 0)])
    tiny = moved([(0, 0), (0.0001, 0), (0, 0.0001), (0, 0)])
    assert written(Feature([[flat], [tiny]]))["features"][0]["geometry"] is None
    kept = written(Feature([[rectangle(430_000, 340_000, 431_000, 341_000)[0], flat]]))["features"][0]["geometry"]
    assert len(kept["coordinates"]) == 1


def test_the_bounding_box_holds_everything_and_may_be_left_out() -> None:
    features = marker_features(map_samples.markers(40), map_samples.GROUPS)
    collection = written(*features, Feature([rectangle(430_000, 340_000, 431_000, 341_000)]))
    west, south, east, north = collection["bbox"]
    for feature in collection["features"][:40]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert west <= longitude <= east
        assert south <= latitude <= north
    assert "bbox" not in written(*features, bbox=False)
    assert written() == {"type": "FeatureCollection", "features": []}


def test_markers_carry_what_programs_show() -> None:
    marker = map_samples.markers(5)[4]
    (feature,) = marker_features([marker], map_samples.GROUPS, lambda each: {"telefon": f"000 {each.id}"})
    properties = written(feature)["features"][0]["properties"]
    assert properties["name"] == marker.title
    assert properties["obszar"] == map_samples.GROUPS[2].name
    assert properties["dokładne"] is False
    assert properties["telefon"] == "000 5"
    assert properties["_umap_options"] == {"color": "#009e73"}


def test_own_import_and_another_library_read_the_same_places_back() -> None:
    from shapely.geometry import shape

    own = map_samples.base().areas[0].levels[0].polygons
    text = feature_collection([*marker_features(map_samples.markers(9), map_samples.GROUPS), Feature(own)])
    *points, area_read = features(text.encode(), "wykaz.geojson")
    for point, marker in zip(points, map_samples.markers(9), strict=True):
        ((longitude, latitude),) = point.pairs()
        assert to_metres(longitude, latitude) == pytest.approx((marker.x, marker.y), abs=0.1)
        assert point.values["name"] == marker.title
    corners = [to_metres(*pair) for pair in area_read.pairs()]
    assert sorted(set(map(_whole, corners))) == sorted(set(map(_whole, own[0][0])))
    for feature in json.loads(text)["features"]:
        assert shape(feature["geometry"]).is_valid


def _whole(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0]), round(point[1])


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_numbers_that_json_does_not_know_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        feature_collection([Feature((430_000.0, 340_000.0), {"kwota": bad})])


def test_a_damaged_text_still_gives_a_file_in_utf_8() -> None:
    text = feature_collection([Feature((430_000.0, 340_000.0), {"name": "a\ud800b"})])
    assert json.loads(text.encode("utf-8"))["features"][0]["properties"]["name"] == "a?b"
