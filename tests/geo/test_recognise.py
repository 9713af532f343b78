"""What files hold is told by their content, one piece for each kind of record."""

import json
import os
import sys
from pathlib import Path

import pytest

from app.core.errors import Refusal
from app.geo.recognise import recognise
from tests.geo.map_files import EAST_OF_IT, SQUARE, geojson, gminas
from tests.geo.test_archives import packed

TWO = (("1604023", "Kluczbork", SQUARE), ("1608033", "Olesno", EAST_OF_IT))


@pytest.mark.parametrize("name", ["granice.shp", "adresy.csv", "mapa", "x.gml"])
def test_names_tell_nothing(tmp_path: Path, name: str) -> None:
    assert recognise([geojson(tmp_path / name, *TWO)])[0].format == "GeoJSON"


def test_a_file_of_several_kinds_is_several_pieces(tmp_path: Path) -> None:
    path = geojson(tmp_path / "x", *TWO)
    content = json.loads(path.read_text())
    for geometry, properties in (
        ({"type": "Point", "coordinates": [445_000, 345_000]}, {"nazwa": "Dom"}),
        ({"type": "Point", "coordinates": [445_000, 345_000]}, {"NAZWA_MSC": "Bąków", "NUMER_PORZ": "1"}),
        ({"type": "Point", "coordinates": [445_000, 345_000]}, {"NAZWA_MSC": "Bąków", "RODZAJ": "wieś"}),
        ({"type": "LineString", "coordinates": [[445_000, 345_000], [445_100, 345_000]]}, {"NAZWA_ULC": "Polna"}),
    ):
        content["features"].append({"type": "Feature", "geometry": geometry, "properties": properties})
    path.write_text(json.dumps(content))
    assert {piece.kind.value: piece.count for piece in recognise([path])} == {
        "areas": 2,
        "addresses": 1,
        "places": 1,
        "points": 1,
        "streets": 1,
    }


def test_a_folder_stands_for_what_is_readable_in_it(tmp_path: Path) -> None:
    gminas(tmp_path / "A03", *TWO)
    (tmp_path / "opis.pdf").write_bytes(b"%PDF-1.7")
    assert [piece.path.name for piece in recognise([tmp_path])] == ["A03.shp"]


def test_a_piece_names_its_archive(tmp_path: Path) -> None:
    path = packed(tmp_path / "paczka.zip", geojson(tmp_path / "g.json", *TWO))
    assert recognise([path])[0].name == "paczka.zip: dane/g.json"


@pytest.mark.parametrize("content", [b"", b"\0" * 100, b"<svgx></svgx>", b"PK\x05\x06" + b"\0" * 18])
def test_something_else_is_refused_and_what_is_needed_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plik.shp"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=r"„plik.shp” program nie rozpoznaje danych mapy. Potrzebne są: granice gmin"):
        recognise([path])


TOPOLOGY = b'{"type":"Topology","objects":{"gminy":{"type":"GeometryCollection","geometries":[]}},"arcs":[]}'
KML = b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (KML, "to plik KML.*QGIS"),
        (b"\xef\xbb\xbf<gpx></gpx>", "to plik GPX.*QGIS"),
        (TOPOLOGY, "to plik TopoJSON.*QGIS"),
        (b"!table\n!version 300", "to plik MapInfo TAB.*QGIS"),
        (b"  0\r\nSECTION\r\n", "to rysunek DXF.*QGIS"),
        (b'\xef\xbb\xbfWKT;nazwa\n"POINT (1 2)";x\n', "to plik CSV.*w kolumnie „WKT”.*QGIS"),
        (b"%PDF-1.7", "to obraz mapy.*Potrzebne są dane"),
        (b"<!DOCTYPE html><html></html>", "to strona internetowa.*Pobierz sam plik"),
        (b"7z\xbc\xaf\x27\x1c", "to archiwum inne niż ZIP.*Rozpakuj"),
    ],
)
def test_a_file_of_another_program_is_named_and_the_way_out_is_told(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "mapa.dane"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=f"„mapa.dane” {words}"):
        recognise([path])
    with pytest.raises(Refusal, match=f"„paczka.zip” {words}"):
        recognise([packed(tmp_path / "paczka.zip", path)])
    # beside something that is read it disturbs nobody
    (tmp_path / "paczka.zip").unlink()
    geojson(tmp_path / "gminy.json", *TWO)
    assert [piece.path.name for piece in recognise([tmp_path])] == ["gminy.json"]


def test_an_archive_in_an_archive_is_to_be_unpacked(tmp_path: Path) -> None:
    inner = packed(tmp_path / "a.zip", geojson(tmp_path / "g.json", *TWO))
    with pytest.raises(Refusal, match=r"„b.zip” to archiwum w archiwum.*Rozpakuj"):
        recognise([packed(tmp_path / "b.zip", inner)])


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders on Windows")
def test_a_pipe_that_never_ends_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rura")
    with pytest.raises(Refusal, match="nie rozpoznaje"):
        recognise([tmp_path / "rura"])
