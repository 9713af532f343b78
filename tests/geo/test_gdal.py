"""Files written by GDAL, which nobody here wrote: what QGIS and the geoportals give out is made with it."""

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.geo.geojson_writing import Feature, feature_collection, marker_features
from app.geo.reading import area_of, bounds_of
from app.geo.shapes import Marker, MarkerGroup
from tests.geo.map_files import EAST_OF_IT, SQUARE, geojson, taken

pytestmark = pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="GDAL (gdal-bin) is not installed")
TWO = (("1604023", "Kluczbork", SQUARE), ("1608023", "Gorzów Śląski", EAST_OF_IT))
DEGREES = ("-t_srs", "EPSG:4258")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.shp", ["-lco", "ENCODING=CP1250"]),
        ("a.shp", ["-lco", "ENCODING=ISO-8859-2", "-dim", "XYZ"]),
        ("a.shp", ["-lco", "ENCODING=CP852", "-dim", "XYM"]),
        ("a.shp", ["-lco", "ENCODING=UTF-8", "-dim", "XYZM", *DEGREES]),
        ("a.gml", ["-dsco", "FORMAT=GML2"]),
        ("a.gml", ["-dsco", "FORMAT=GML3", *DEGREES]),
        ("a.gml", ["-dsco", "FORMAT=GML3", "-dsco", "SRSNAME_FORMAT=OGC_URL", "-dim", "XYZ"]),
        ("a.gml", ["-dsco", "FORMAT=GML3.2"]),
        ("a.gml", ["-dsco", "FORMAT=GML3Deegree", "-dim", "XYZ", *DEGREES]),
        ("a.geojson", []),
        ("a.geojson", ["-lco", "RFC7946=YES"]),
        ("a.geojsonl", ["-f", "GeoJSONSeq"]),
        ("a.gpkg", ["-dim", "XYZ"]),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value[1::2]),
)
def test_what_gdal_writes_is_read_as_it_was(tmp_path: Path, name: str, options: list[str]) -> None:
    plain = geojson(tmp_path / "plain.geojson", *TWO)
    (tmp_path / "out").mkdir()
    path = tmp_path / "out" / name
    command = ["ogr2ogr", "-a_srs" if "-t_srs" not in options else "-s_srs", "EPSG:2180", *options, path, plain]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    for companion in (".cpg", ".prj", ".shx"):
        path.with_suffix(companion).unlink(missing_ok=True)
    areas = {area.code: area for area in taken(path).areas}
    assert {code: area.name for code, area in areas.items()} == {code: name for code, name, _ in TWO}
    for code, _, ring in TWO:
        polygons = areas[code].levels[0].polygons
        assert bounds_of(polygons) == pytest.approx(bounds_of([[ring]]), abs=0.1)
        assert area_of(polygons) == pytest.approx(1e8, rel=1e-5)


def test_gdal_reads_what_is_published(tmp_path: Path) -> None:
    group = MarkerGroup(key="k", letter="K", name="Kultura i tradycja", colour="#a8437f")
    marker = Marker(id=7, x=445_000.0, y=345_000.0, group="k", title="Żuk „Łąka”", address="Bąków 5", exact=False)
    lake = Feature([[SQUARE, [(x / 2 + 222_500, y / 2 + 172_500) for x, y in SQUARE]]], {"name": "Jezioro"})
    path = tmp_path / "organizacje.geojson"
    path.write_text(feature_collection([*marker_features([marker], [group]), lake]), encoding="utf-8")
    command = ["ogr2ogr", "-f", "CSV", "-lco", "GEOMETRY=AS_WKT", "-t_srs", "EPSG:2180", "/vsistdout/", str(path)]
    told = subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert told.stderr == b""
    point, area = csv.DictReader(io.StringIO(told.stdout.decode()))
    assert (point["name"], point["adres"], point["obszar"]) == ("Żuk „Łąka”", "Bąków 5", "Kultura i tradycja")
    east, north = (float(number) for number in re.findall(r"[\d.]+", point["WKT"]))
    assert (east, north) == pytest.approx((445_000, 345_000), abs=0.1)
    assert re.match(r"POLYGON \(\([^()]+\),\([^()]+\)\)$", area["WKT"]), "an outer ring and a hole"
