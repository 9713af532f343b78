"""GeoPackages: read through the guards, and hostile ones refused."""

import random
import shutil
import sqlite3
import struct
import subprocess
from contextlib import closing
from math import nan
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from app.core.errors import Refusal
from app.core.progress import NoProgress
from app.geo import features as reading_limits
from app.geo import geopackages
from app.geo.mapdata import DataKind, UnknownSurfaces
from app.geo.reading import area_of, kept, recognise
from app.geo.wkb import drawing as wkb
from tests.geo.map_files import OURS, taken
from tests.geo.surface_files import BEND, ISLAND, LAKE, collection, drawing, feature, lake, package
from tests.geo.test_archives import packed

TABLES: dict[str, list[tuple[str, bytes | None]]] = {
    "OT_PTWP_A": [("Żabi Dół", drawing([LAKE, ISLAND])), ("bez rysunku", None)],
    "OT_SWRS_L": [("Stobrawa", drawing([BEND], kind=2))],
    "OT_BUBD_A": [("dom", drawing([LAKE]))],
}


@pytest.mark.parametrize("zipped", [False, True])
def test_classes_are_told_by_their_tables(tmp_path: Path, *, zipped: bool) -> None:
    path = package(tmp_path / "dane", TABLES)
    path = packed(tmp_path / "dane.zip", path) if zipped else path
    assert [(piece.kind, piece.table) for piece in recognise([path])] == [
        (DataKind.WATER, "OT_PTWP_A"),
        (DataKind.RIVERS, "OT_SWRS_L"),
    ]
    data = taken(path)
    assert [(each.name, area_of(each.polygons)) for each in data.water] == [("Żabi Dół", 4e6 - 25e4)]
    assert [(each.name, len(each.points)) for each in data.rivers] == [("Stobrawa", len(BEND))]


def test_borders_of_the_whole_country_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_limits, "MAX_OUTLINES", 5)
    path = package(tmp_path / "x", {"granice": [("Gmina", drawing([LAKE])), ("Druga", drawing([LAKE]))]})
    with pytest.raises(Refusal, match="granice całego kraju"):
        taken(path)


def test_nothing_is_written_beside_or_into_the_file(tmp_path: Path) -> None:
    path = package(tmp_path / "dane.gpkg", TABLES)
    before = path.read_bytes()
    taken(path)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == before


def test_a_table_that_does_not_tell_asks(tmp_path: Path) -> None:
    path = package(tmp_path / "x", {"warstwa": [("Staw", drawing([LAKE])), ("Bajoro", drawing([ISLAND]))]})
    with pytest.raises(UnknownSurfaces):
        taken(path)
    assert [piece.kind for piece in recognise([path], DataKind.WOODS)] == [DataKind.WOODS]


@pytest.mark.parametrize(
    "statement",
    [
        'ALTER TABLE "OT_PTWP_A" RENAME TO inna; CREATE VIEW "OT_PTWP_A" AS SELECT * FROM inna',
        'DROP TABLE "OT_PTWP_A"; CREATE VIRTUAL TABLE "OT_PTWP_A" USING fts4(geom)',
        'ALTER TABLE "OT_PTWP_A" ADD COLUMN bomba GENERATED ALWAYS AS (zeroblob(1000000000)) VIRTUAL',
        "DROP TABLE gpkg_geometry_columns",
    ],
    ids=["view", "virtual table", "function", "no list"],
)
def test_code_of_the_file_never_runs(tmp_path: Path, statement: str) -> None:
    path = package(tmp_path / "x", {"OT_PTWP_A": TABLES["OT_PTWP_A"]}, *statement.split("; "))
    with pytest.raises(Refusal, match=r"nie rozpoznaje|uszkodzony|baza danych"):
        taken(path)


def test_a_name_of_a_table_is_no_statement(tmp_path: Path) -> None:
    name = 'OT_PTWP_A"; DROP TABLE x; --OT_PTWP_A'
    path = package(tmp_path / "x", {name.replace('"', '""'): []})
    with pytest.raises(Refusal):
        taken(path)


@pytest.mark.parametrize(
    "value",
    [
        b"GP\0\1",
        b"XX" + drawing([LAKE])[2:],
        drawing([LAKE])[:-9],
        drawing([]).replace(struct.pack("<BII", 1, 3, 0), struct.pack("<BII", 1, 3, 2**32 - 1)),
        drawing([]).replace(struct.pack("<BI", 1, 3), struct.pack("<BI", 1, 9_003)),
        b"GP\0\1" + bytes(4) + struct.pack("<BII", 1, 6, 1) + struct.pack("<BII", 1, 7, 1) * 100_000,
    ],
    ids=["head only", "no head", "cut off", "lying count", "unknown code", "nested without end"],
)
def test_broken_drawings_are_refused(tmp_path: Path, value: bytes) -> None:
    with pytest.raises(Refusal, match=r"uszkodzony albo ucięty .GeoPackage"):
        taken(package(tmp_path / "x", {"OT_PTWP_A": [("a", value)]}))


def test_heights_and_great_ends_are_left_out() -> None:
    line = b"\0" + struct.pack(">II", 1002, 2) + struct.pack(">6d", 1, 2, 9, 3, 4, 9)
    assert wkb(line, 0)[1] == [[(1, 2), (3, 4)]]


def test_damage_is_read_or_refused_in_words(tmp_path: Path) -> None:
    draw, path = random.Random("gpkg"), package(tmp_path / "x", TABLES)
    content, refused = path.read_bytes(), 0
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(draw.choice((1, 5, 50))):
            damaged[draw.randrange(16, len(damaged))] = draw.randrange(256)
        path.write_bytes(damaged[: draw.choice((len(damaged), len(damaged) // 2))])
        try:
            kept(taken(path), OURS.code, NoProgress())
        except Refusal as refusal:
            refused += str(refusal).endswith(".")
    assert refused


@pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="GDAL (gdal-bin) is not installed")
def test_what_gdal_writes_is_read(tmp_path: Path) -> None:
    ogr = shutil.which("ogr2ogr") or ""
    together = feature("MultiPolygon", [[LAKE, ISLAND], [[(x + 3000, y) for x, y in LAKE]]], NAZWA="Stawy")
    path = tmp_path / "x.gpkg"
    for name, record in (("OT_PTWP_A", together), ("OT_PTLZ_A", lake(NAZWA=None))):
        source = collection(tmp_path / f"{name}.json", record)
        subprocess.run([ogr, "-a_srs", "EPSG:2180", "-update", "-append", "-nln", name, path, source], check=True)
    data = taken(path)
    assert [(each.name, area_of(each.polygons)) for each in data.water] == [("Stawy", 8e6 - 25e4)]
    assert len(data.woods) == 1


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_a_file_open_in_another_program_is_not_read_as_it_was_before(tmp_path: Path, mode: str) -> None:
    path = package(tmp_path / "x", {"OT_PTWP_A": TABLES["OT_PTWP_A"]})
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode={mode}")
        if mode == "DELETE":
            other.execute("PRAGMA cache_size=1")
            other.execute("BEGIN")
        other.executemany('INSERT INTO "OT_PTWP_A" (NAZWA) VALUES (?)', [("a" * 3000,)] * 50)
        with pytest.raises(Refusal, match="jest otwarty w innym programie"):
            taken(path)


def test_names_differ_by_letters_not_by_small_and_great_ones(tmp_path: Path) -> None:
    changed = "UPDATE gpkg_geometry_columns SET table_name = 'ot_ptwp_a', column_name = 'GEOM'"
    assert len(taken(package(tmp_path / "x", {"OT_PTWP_A": TABLES["OT_PTWP_A"]}, changed)).water) == 1


def test_texts_in_an_old_encoding_are_read(tmp_path: Path) -> None:
    name = "Żółć".encode("cp1250").hex()
    path = package(
        tmp_path / "x", {"OT_PTWP_A": [("", drawing([LAKE]))]}, f"UPDATE OT_PTWP_A SET NAZWA = CAST(x'{name}' AS TEXT)"
    )
    assert [each.name for each in taken(path).water] == ["Żółć"]


@pytest.mark.parametrize("name", ["a#b?mode=rwc.gpkg", "50%20ą&immutable=0.gpkg", "?x", "nowa\nlinia"])
def test_signs_of_an_address_in_the_name_of_a_file(tmp_path: Path, name: str) -> None:
    path = package(tmp_path / "x", TABLES).rename(tmp_path / name)
    assert len(taken(path).water) == 1
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PureWindowsPath(r"\\serwer\mapy gmin\a#.gpkg"), "file:////serwer/mapy%20gmin/a%23.gpkg"),
        (PureWindowsPath(r"C:\mapy\a.gpkg"), "file:///C:/mapy/a.gpkg"),
        (PurePosixPath("/mapy/ą.gpkg"), "file:///mapy/%C4%85.gpkg"),
    ],
)
def test_a_network_drive_has_no_server_before_the_path(path: PurePath, address: str) -> None:
    assert geopackages.address_of(path) == address


def test_points_without_a_place_are_no_drawings() -> None:
    assert wkb(struct.pack("<BIdd", 1, 1, nan, nan), 0)[1] == []


def test_empty_rings_by_the_million_are_not_read() -> None:
    with pytest.raises(ValueError, match="more rings than bytes"):
        wkb(struct.pack("<BII", 1, 3, 1000) + bytes(4000), 0)
