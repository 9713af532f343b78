"""Borders as the service WFS of PRG answers."""

from datetime import date
from pathlib import Path

import pytest

from app.core.errors import Refusal
from app.geo.reading import DataKind, area_of, bounds_of, recognise
from tests.geo.map_files import SQUARE, taken

HEAD = (
    '<?xml version="1.0"?><wfs:FeatureCollection xmlns:ms="http://mapserver.gis.umn.edu/mapserver" '
    'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:wfs="http://www.opengis.net/wfs/2.0" '
    'timeStamp="2026-09-01T10:00:00" numberReturned="1">'
)
GMINA = """<wfs:member><ms:A03_Granice_gmin gml:id="a"><ms:msGeometry><gml:MultiSurface srsName="{srs}">
<gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing>{ring}</gml:LinearRing></gml:exterior>{hole}
</gml:Polygon></gml:surfaceMember></gml:MultiSurface></ms:msGeometry><ms:JPT_SJR_KO>GMI</ms:JPT_SJR_KO>
<ms:JPT_KOD_JE>1604023</ms:JPT_KOD_JE><ms:JPT_NAZWA_>Kluczbork</ms:JPT_NAZWA_></ms:A03_Granice_gmin></wfs:member>"""
HOLE = (
    "<gml:interior><gml:LinearRing><gml:posList>342000 442000 342000 443000 343000 443000 343000 442000 342000 442000"
    "</gml:posList></gml:LinearRing></gml:interior>"
)
NORTH_EAST = [(y, x) for x, y in SQUARE]


def pos_list(ring: list[tuple[int, int]]) -> str:
    return "<gml:posList>" + " ".join(f"{a} {b}" for a, b in ring) + "</gml:posList>"


def written(path: Path, ring: str, srs: str = "urn:ogc:def:crs:EPSG::2180", hole: str = "") -> Path:
    path.write_text(HEAD + GMINA.format(ring=ring, srs=srs, hole=hole) + "</wfs:FeatureCollection>")
    return path


@pytest.mark.parametrize(
    ("ring", "srs"),
    [
        (pos_list(NORTH_EAST), "urn:ogc:def:crs:EPSG::2180"),
        (pos_list(SQUARE), "EPSG:2180"),
        (pos_list(SQUARE), "urn:ogc:def:crs:EPSG::2180"),
        ("".join(f"<gml:pos>{a} {b}</gml:pos>" for a, b in NORTH_EAST), "urn:ogc:def:crs:EPSG::2180"),
        ("<gml:coordinates>" + " ".join(f"{a},{b}" for a, b in SQUARE) + "</gml:coordinates>", "EPSG:2180"),
    ],
    ids=["north first", "east first", "east first against the name", "point by point", "gml 2"],
)
def test_both_orders_of_axes_and_all_spellings(tmp_path: Path, ring: str, srs: str) -> None:
    path = written(tmp_path / "odpowiedz.xml", ring, srs)
    (found,) = recognise([path])
    assert found.kind is DataKind.AREAS
    data = taken(path)
    (area,) = data.areas
    assert (area.code, area.name, data.state_on) == ("1604023", "Kluczbork", date(2026, 9, 1))
    assert bounds_of(area.levels[0].polygons) == (440_000, 340_000, 450_000, 350_000)


@pytest.mark.parametrize("where", ["list", "surface", "gml 2"])
def test_heights_are_left_out(tmp_path: Path, where: str) -> None:
    high = " ".join(f"{a} {b} 187.5" for a, b in SQUARE)
    ring = {
        "list": f'<gml:posList srsDimension="3">{high}</gml:posList>',
        "surface": f"<gml:posList>{high}</gml:posList>",
        "gml 2": "<gml:coordinates>" + " ".join(f"{a},{b},187.5" for a, b in SQUARE) + "</gml:coordinates>",
    }[where]
    srs = 'EPSG:2180" srsDimension="3' if where == "surface" else "EPSG:2180"
    (area,) = taken(written(tmp_path / "x", ring, srs)).areas
    assert bounds_of(area.levels[0].polygons) == (440_000, 340_000, 450_000, 350_000)


def test_points_and_streets_of_another_program_are_read(tmp_path: Path) -> None:
    """As ogr2ogr writes them; named points of BDOT10k are no places of a map."""
    record = (
        "<wfs:member><o:{tag}><o:g><gml:{drawn}><gml:{list}>345000 445000{more}</gml:{list}></gml:{drawn}></o:g>"
        "<o:{column}>Polna</o:{column}></o:{tag}></wfs:member>"
    )
    head = HEAD.replace("xmlns:ms=", 'xmlns:o="o" xmlns:ms=')
    points = record.format(tag="p", drawn="Point", list="pos", more="", column="nazwa")
    lines = record.format(tag="u", drawn="LineString", list="posList", more=" 345100 445000", column="NAZWA_ULC")
    path = tmp_path / "x"
    path.write_text(f"{head}{points}{lines}</wfs:FeatureCollection>")
    data = taken(path)
    assert [(point.name, point.x, point.y) for point in data.points] == [("Polna", 445_000, 345_000)]
    assert [(line.name, list(line.points)) for line in data.lines] == [
        ("Polna", [(445_000, 345_000), (445_000, 345_100)])
    ]
    path.write_text(f"{head}{points.replace('o:p>', 'o:OT_OIOR_P>')}</wfs:FeatureCollection>")
    with pytest.raises(Refusal, match="nie rozpoznaje"):
        recognise([path])


def test_a_hole_is_taken_off(tmp_path: Path) -> None:
    (area,) = taken(written(tmp_path / "x", pos_list(NORTH_EAST), hole=HOLE)).areas
    assert area_of(area.levels[0].polygons) == 99e6


@pytest.mark.parametrize("ring", ["<gml:posList>1 2 3</gml:posList>", "<gml:posList>a b</gml:posList>"])
def test_numbers_that_are_none_are_refused(tmp_path: Path, ring: str) -> None:
    with pytest.raises(Refusal, match="uszkodzony"):
        taken(written(tmp_path / "x", ring))


def test_an_answer_about_an_error_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text('<ows:ExceptionReport xmlns:ows="o"><ows:Exception/></ows:ExceptionReport>')
    with pytest.raises(Refusal, match="odpowiedź serwera o błędzie"):
        taken(path)
