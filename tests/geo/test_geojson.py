"""Outlines in GeoJSON: degrees, metres, both orders; broken files are refused whole."""

import json
from pathlib import Path

import pytest

from app.core.errors import Refusal
from app.geo.pl1992 import to_degrees
from app.geo.reading import DataKind, area_of, recognise
from tests.geo.map_files import EAST_OF_IT, SQUARE, geojson, taken

LON_LAT = [to_degrees(*point) for point in SQUARE]
TWO = (("1604023", "Kluczbork", SQUARE), ("1608023", "Gorzów Śląski", EAST_OF_IT))


@pytest.mark.parametrize(
    "ring",
    [SQUARE, [(y, x) for x, y in SQUARE], LON_LAT, [(lat, lon) for lon, lat in LON_LAT]],
    ids=["east north", "north east", "lon lat", "lat lon"],
)
def test_units_and_order_are_told_by_where_the_points_fall(tmp_path: Path, ring: list[tuple[float, float]]) -> None:
    data = taken(geojson(tmp_path / "x.dat", ("1604023", "Kluczbork", ring)))
    (area,) = data.areas
    assert (area.code, area.name) == ("1604023", "Kluczbork")
    assert area_of(area.levels[0].polygons) == pytest.approx(1e8, rel=1e-6)
    assert area.levels[0].polygons[0][0][0] == pytest.approx(SQUARE[0], abs=0.01)


def test_kinds_and_numbers_are_told_before_reading(tmp_path: Path) -> None:
    path = geojson(tmp_path / "y", ("1604023", "Kluczbork", SQUARE), ("1608033", "Olesno", EAST_OF_IT))
    (found,) = recognise([path])
    assert (found.kind, found.format, found.count) == (DataKind.AREAS, "GeoJSON", 2)


def test_points_with_names_are_own_points(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    point = {"type": "Point", "coordinates": [18.2175, 50.9725]}
    path.write_text(json.dumps({"type": "Feature", "properties": {"name": "Dworzec"}, "geometry": point}))
    (own,) = taken(path).points
    assert (own.name, round(own.x), round(own.y)) == ("Dworzec", 445077, 345363)


def test_a_lone_outline_without_a_number_is_the_wanted_gmina(tmp_path: Path) -> None:
    path = tmp_path / "szkic"
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [LON_LAT]}))
    (area,) = taken(path).areas
    assert (area.code, area.name) == ("1604023", "Kluczbork")


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        (SQUARE[:3], "pierścień z 3 punktów"),
        (SQUARE[:4], "nie domyka się"),
        ([(x + 6_000_000, y + 5_000_000) for x, y in SQUARE], "PL-2000"),
        ([(x / 1e6, y / 1e6) for x, y in SQUARE], "poza Polską"),
    ],
)
def test_rings_that_are_none_are_refused(tmp_path: Path, ring: list[tuple[float, float]], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        taken(geojson(tmp_path / "x.geojson", ("1604023", "Kluczbork", ring)))


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "FeatureCollection", "features": [{"type": "Feat',
        '{"type": "FeatureCollection"}',
        '{"type": "Polygon", "coordinates": [[["a", "b"]]]}',
        '{"type": "Polygon", "coordinates": [[[NaN, 1]]]}',
        '{"type": "Polygon", "coordinates": ' + "[" * 100_000,
        '{"type": "Point", "coordinates": [1' + "0" * 400 + ", 1]}",
        '{"type": "Circle"}',
        '{"type": "Feature", "properties": [], "geometry": 1}',
    ],
    ids=["cut off", "no features", "letters", "nan", "deep", "great", "circle", "odd"],
)
def test_a_broken_file_is_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.geojson"
    path.write_text(text)
    with pytest.raises(Refusal, match=r"uszkodzony|nie rozpoznaje|poza Polską"):
        taken(path)


def test_signs_that_no_database_takes_are_left_out_of_names(tmp_path: Path) -> None:
    path = geojson(tmp_path / "granica.geojson", ("1604023", "Klu\0cz\ud800\u202ebork", SQUARE))
    assert [area.name for area in taken(path).areas] == ["Kluczbork"]


@pytest.mark.parametrize(
    ("mark", "indent"), [("", None), ("\x1e", None), ("\x1e", 1)], ids=["a line each", "RFC 8142", "several lines each"]
)
def test_a_sequence_of_features_is_read(tmp_path: Path, mark: str, indent: int | None) -> None:
    features = json.loads(geojson(tmp_path / "g", *TWO).read_text("utf-8"))["features"]
    path = tmp_path / "x"
    path.write_text("".join(f"{mark}{json.dumps(feature, indent=indent)}\n" for feature in features), encoding="utf-8")
    assert [area.name for area in taken(path).areas] == [name for _, name, _ in TWO]
