"""Waters, rivers and woods: told by their content, cut out around the gmina, simplified once."""

from pathlib import Path
from typing import Any

import pytest

from app.core.errors import Refusal
from app.core.progress import Cancelled, NoProgress
from app.geo import features as reading_limits
from app.geo import ground_cover
from app.geo.mapdata import DataKind, MapData, UnknownSurfaces, Wanted
from app.geo.pl1992 import to_degrees
from app.geo.reading import area_of, bounds_of, kept, read, recognise
from app.geo.shapes import LineKind, SurfaceKind
from tests.geo.map_files import OURS, CancelledAtOnce, shapefile, taken
from tests.geo.surface_files import BEND, CROSSED, FAR, ISLAND, LAKE, border, collection, feature, lake
from tests.geo.test_archives import packed

WATER, RIVERS, WOODS = DataKind.WATER, DataKind.RIVERS, DataKind.WOODS


def near(folder: Path, *paths: Path, asked: DataKind | None = None) -> MapData:
    """What the map would show of files read together with the border of the gmina."""
    found = recognise([border(folder / "granica.json"), *paths], asked)
    return kept(read(found, NoProgress(), OURS), OURS.code, NoProgress())


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"X_KOD": "PTWP03", "NAZWA": "Staw"}, WATER),
        ({"x_kod": "PTLZ01"}, WOODS),
        ({"LOKALNYID": "a", "KOD10K": "0010_601", "RODZAJ": ""}, WATER),
        ({"LOKALNYID": "a", "KODKARTO10K": "0010_704", "RODZAJ": "las"}, WOODS),
        ({"RODZAJ": "woda stojąca"}, WATER),
        ({"LOKALNYID": "a", "KOD10K": "0010_999", "RODZAJ": "woda płynąca"}, WATER),
        ({"RODZAJ": "zagajnik", "KATEGORIA": "iglasty"}, WOODS),
        ({"natural": "water", "name": "Staw"}, WATER),
        ({"landuse": "reservoir"}, WATER),
        ({"landuse": "forest", "name": "Las Miejski"}, WOODS),
        ({"natural": "wood", "other_tags": ""}, WOODS),
        ({"osm_id": "1", "code": "8200", "fclass": "water", "name": ""}, WATER),
        ({"osm_id": "1", "code": "7201", "fclass": "forest", "name": ""}, WOODS),
    ],
)
def test_surfaces_are_told_by_their_columns(tmp_path: Path, values: dict[str, str], kind: DataKind) -> None:
    (found,) = recognise([collection(tmp_path / "cokolwiek.dat", lake(LAKE, **values))])
    assert (found.kind, found.count) == (kind, 1)
    assert found.openstreetmap is any(key in values for key in ("natural", "landuse", "fclass"))


@pytest.mark.parametrize(
    "values",
    [
        {"X_KOD": "SWRS01", "NAZWA": "Stobrawa"},
        {"X_KOD": "SWKN01"},
        {"LOKALNYID": "a", "KOD10K": "0010_606", "RODZAJ": "rzeka"},
        {"RODZAJ": "strumień, potok lub struga"},
        {"waterway": "stream", "name": "Struga"},
        {"osm_id": "1", "fclass": "river", "name": "Odra"},
    ],
)
def test_rivers_are_told_by_their_columns(tmp_path: Path, values: dict[str, str]) -> None:
    assert [piece.kind for piece in recognise([collection(tmp_path / "x", feature("LineString", BEND, **values))])] == [
        RIVERS
    ]


@pytest.mark.parametrize(
    "record",
    [
        feature("LineString", BEND, X_KOD="SWRM02"),
        feature("LineString", BEND, LOKALNYID="a", KOD10K="0010_606", RODZAJ="rów melioracyjny"),
        feature("LineString", BEND, X_KOD="SULN01", NAZWA="linia"),
        feature("Point", LAKE[0], X_KOD="OIKM04", NAZWA="przystanek"),
        lake(X_KOD="PTTR01", NAZWA="łąka"),
        lake(landuse="meadow", name="Łąki"),
    ],
    ids=["ditch", "ditch of 2021", "power line", "bus stop", "meadow", "tagged meadow"],
)
def test_other_classes_of_the_same_data_are_left_alone(tmp_path: Path, record: dict[str, Any]) -> None:
    with pytest.raises(Refusal, match="nie rozpoznaje"):
        recognise([collection(tmp_path / "x", record)])


@pytest.mark.parametrize("encoding", ["utf-8", "cp1250"])
@pytest.mark.parametrize("zipped", [False, True])
def test_shapefiles_of_a_county_come_out_with_names(tmp_path: Path, encoding: str, *, zipped: bool) -> None:
    fields = {"X_KOD": 6, "NAZWA": 40}
    folder = tmp_path / "powiat"
    folder.mkdir()
    shapefile(
        folder / "a", 5, fields, [(("PTWP03", "Żabi Dół"), [LAKE, ISLAND]), (("PTWP03", ""), [FAR])], encoding=encoding
    )
    shapefile(folder / "b", 5, fields, [(("PTLZ01", ""), [LAKE]), (("PTLZ03", ""), [ISLAND[::-1]])], encoding=encoding)
    shapefile(folder / "c", 3, fields, [(("SWRS02", "Łąkowa"), [BEND])], encoding=encoding)
    shapefile(folder / "d", 5, fields, [(("PTTR01", "łąka"), [LAKE])], encoding=encoding)
    for file in [*folder.glob("*.prj"), *folder.glob("*.cpg"), *folder.glob("*.shx")]:
        file.unlink()
    data = near(tmp_path, packed(tmp_path / "p.zip", *sorted(folder.iterdir())) if zipped else folder)
    (water,) = data.water
    assert (water.name, water.kind) == ("Żabi Dół", SurfaceKind.WATER)
    assert area_of(water.polygons) == pytest.approx(4e6 - 25e4)
    (wood,) = data.woods
    assert wood.kind is SurfaceKind.FOREST
    assert area_of(wood.polygons) == pytest.approx(4e6)
    assert {(line.name, line.kind) for line in data.rivers} == {("Łąkowa", LineKind.RIVER)}
    assert data.far == 1


GML = """<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2"
xmlns:ot="urn:gugik:specyfikacje:gmlas:bazaDanychObiektowTopograficznych10k:1.0"><gml:featureMember>
<ot:OT_{name}><ot:nazwa>Łabędzia</ot:nazwa><ot:geometria>{drawn}</ot:geometria></ot:OT_{name}>
</gml:featureMember></gml:FeatureCollection>"""
RING = "<gml:exterior><gml:LinearRing><gml:posList>{}</gml:posList></gml:LinearRing></gml:exterior>"
CURVE = (
    "<gml:Curve srsName='urn:ogc:def:crs:EPSG::2180'><gml:segments><gml:LineStringSegment><gml:posList>{}"
    "</gml:posList></gml:LineStringSegment></gml:segments></gml:Curve>"
)


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(("name", "kind"), [("PTWP_A", WATER), ("PTLZ_A", WOODS), ("SWRS_L", RIVERS)])
def test_gml_is_told_by_the_class_in_both_orders_of_axes(
    tmp_path: Path, name: str, kind: DataKind, *, swapped: bool
) -> None:
    line = kind is RIVERS
    numbers = " ".join(f"{y} {x}" if swapped else f"{x} {y}" for x, y in (BEND if line else LAKE))
    drawn = CURVE.format(numbers) if line else f"<gml:Polygon>{RING.format(numbers)}</gml:Polygon>"
    path = tmp_path / "warstwa.xml"
    path.write_text(GML.format(name=name, drawn=drawn), encoding="utf-8")
    data = near(tmp_path, path)
    if line:
        assert {part.name for part in data.rivers} == {"Łabędzia"}
        assert all(435_000 <= x <= 455_000 for part in data.rivers for x, _ in part.points)
    else:
        (surface,) = data.water if kind is WATER else data.woods
        assert bounds_of(surface.polygons) == (444_000, 344_000, 446_000, 346_000)


@pytest.mark.parametrize("swapped", [False, True])
def test_degrees_are_put_right(tmp_path: Path, *, swapped: bool) -> None:
    turned = [to_degrees(*point) for point in LAKE]
    degrees = [(second, first) if swapped else (first, second) for first, second in turned]
    (surface,) = near(tmp_path, collection(tmp_path / "x", lake(degrees, natural="water"))).water
    assert bounds_of(surface.polygons) == pytest.approx((444_000, 344_000, 446_000, 346_000), abs=0.1)


def test_everything_is_cut_at_five_kilometres_from_the_gmina(tmp_path: Path) -> None:
    wide = [(400_000, 346_000), (500_000, 346_000), (500_000, 348_000), (400_000, 348_000), (400_000, 346_000)]
    path = collection(tmp_path / "x", lake(wide, RODZAJ="las"), feature("LineString", BEND, RODZAJ="rzeka"))
    data = near(tmp_path, path)
    assert bounds_of(data.woods[0].polygons) == (435_000, 346_000, 455_000, 348_000)
    xs = [x for line in data.rivers for x, _ in line.points]
    assert (min(xs), max(xs)) == (435_000, 455_000)


def test_pieces_of_one_water_are_one_and_others_keep_their_names(tmp_path: Path) -> None:
    beside = [(x + 2000, y) for x, y in LAKE]
    above = [(x, y + 2000) for x, y in LAKE]
    rings = ((LAKE, "Stobrawa"), (beside, "Stobrawa"), (above, "Staw"))
    path = collection(tmp_path / "x", *(lake(ring, X_KOD="PTWP02", NAZWA=name) for ring, name in rings))
    data = near(tmp_path, path)
    assert sorted((each.name, area_of(each.polygons)) for each in data.water) == [("Staw", 4e6), ("Stobrawa", 8e6)]


def test_so_much_detail_goes_that_a_map_can_paint_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ground_cover, "MAX_CORNERS", 40)
    ring = [(444_000.0 + 10 * n, 344_000.0 + 3 * (n % 2)) for n in range(200)]
    ring += [(446_000, 346_000), (444_000, 346_000), ring[0]]
    wave = [(441_000.0 + 10 * n, 342_000.0 + 4 * (n % 2)) for n in range(500)]
    data = near(
        tmp_path, collection(tmp_path / "x", lake(ring, RODZAJ="las"), feature("LineString", wave, RODZAJ="rzeka"))
    )
    (wood,), (river,) = data.woods, data.rivers
    assert len(wood.polygons[0][0]) <= 40
    assert len(river.points) <= 40
    assert area_of(wood.polygons) == pytest.approx(4e6, rel=0.01)


def test_a_file_that_does_not_tell_asks_and_believes_the_answer(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "jeziora", 5, {"ID": 4}, [(("1",), [LAKE])])
    lines = shapefile(tmp_path / "linie", 3, {"ID": 4}, [(("1",), [BEND])])
    for silent in (path, lines):
        with pytest.raises(UnknownSurfaces, match="ale nic w nim nie mówi, czym są"):
            recognise([silent])
    assert len(near(tmp_path, path, asked=WATER).water) == 1
    assert len(near(tmp_path, path, asked=WOODS).woods) == 1
    assert near(tmp_path, lines, asked=WATER).rivers
    with pytest.raises(Refusal, match="nie rozpoznaje"):
        recognise([lines], WOODS)


def test_in_a_folder_nobody_is_asked_about_what_does_not_tell(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    shapefile(folder / "a", 5, {"ID": 4}, [(("1",), [LAKE])])
    shapefile(folder / "b", 5, {"X_KOD": 6}, [(("PTWP03",), [LAKE])])
    assert [piece.path.name for piece in recognise([folder])] == ["b.shp"]


def test_names_without_numbers_are_borders_until_the_person_says_otherwise(tmp_path: Path) -> None:
    path = collection(tmp_path / "x", lake(nazwa="Staw"), lake(ISLAND[::-1], nazwa="Jezioro"))
    with pytest.raises(UnknownSurfaces, match=r"nie ma kodu TERYT.*Jeśli to nie granice"):
        taken(path)
    assert {each.name for each in near(tmp_path, path, asked=WATER).water} == {"Staw", "Jezioro"}


def test_one_lake_with_a_name_never_becomes_the_border_of_a_known_gmina(tmp_path: Path) -> None:
    path = collection(tmp_path / "x", lake(nazwa="Staw"))
    known = Wanted(OURS.code, OURS.name, (440_000, 340_000, 450_000, 350_000))
    with pytest.raises(UnknownSurfaces, match="„Staw” nie ma kodu TERYT"):
        taken(path, wanted=known)
    assert taken(path).areas[0].code == OURS.code


def test_borders_with_numbers_stay_borders_whatever_was_answered(tmp_path: Path) -> None:
    assert [piece.kind for piece in recognise([border(tmp_path / "x")], WATER)] == [DataKind.AREAS]


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        (CROSSED, "Powierzchnia „Staw” przecina sama siebie w pobliżu punktu 445000 E, 345000 N"),
        ([*LAKE[:2], LAKE[0]], "Powierzchnia „Staw”.*pierścień z 3 punktów"),
        (LAKE[:-1], "Powierzchnia „Staw”.*nie domyka się"),
        (FAR, "Żadne wody ani lasy z pliku nie leżą"),
        ([(x + 9e6, y) for x, y in LAKE], "poza Polską"),
    ],
    ids=["crossed", "three points", "open", "elsewhere", "abroad"],
)
def test_what_cannot_be_drawn_is_refused_in_words(tmp_path: Path, ring: Any, words: str) -> None:
    path = collection(tmp_path / "x", lake(ring, X_KOD="PTWP03", NAZWA="Staw"))
    with pytest.raises(Refusal, match=words):
        near(tmp_path, path)


def test_a_lake_without_its_table_is_refused(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "wody", 5, {"X_KOD": 6}, [(("PTWP03",), [LAKE])])
    path.with_suffix(".dbf").unlink()
    with pytest.raises(Refusal, match=r"wody.*brakuje pliku \.dbf"):
        recognise([path])


def test_far_too_much_is_refused_and_the_way_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_limits, "MAX_CORNERS", 8)
    path = collection(tmp_path / "x", lake(RODZAJ="las"), lake(FAR, RODZAJ="las"))
    with pytest.raises(Refusal, match=r"za dużo wód albo lasów.*granicę gminy"):
        read(recognise([path]), NoProgress())
    assert len(read(recognise([path]), NoProgress(), Wanted("1604023", "", (440e3, 340e3, 450e3, 350e3))).woods) == 1


def test_reading_and_simplifying_can_be_cancelled(tmp_path: Path) -> None:
    found = recognise([collection(tmp_path / "x", lake(RODZAJ="las"), feature("LineString", BEND, RODZAJ="rzeka"))])
    with pytest.raises(Cancelled):
        read(found, CancelledAtOnce(), OURS)
    data = read(found, NoProgress(), OURS)
    for part in (MapData(woods=data.woods), MapData(rivers=data.rivers)):
        with pytest.raises(Cancelled):
            kept(part, OURS.code, CancelledAtOnce())


@pytest.mark.parametrize("ring", [CROSSED, LAKE[:-1], [*LAKE[:2], LAKE[0]]], ids=["crossed", "open", "three points"])
def test_one_slip_of_a_pen_does_not_keep_out_the_rest(tmp_path: Path, ring: Any) -> None:
    path = collection(tmp_path / "x", lake(X_KOD="PTWP03", NAZWA="Staw"), lake(ring, X_KOD="PTWP03", NAZWA="Zły"))
    data = near(tmp_path, path)
    assert [each.name for each in data.water] == ["Staw"]
    assert data.broken == 1


def test_of_nothing_but_tiny_ponds_the_largest_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ground_cover, "MAX_CORNERS", 12)
    ponds = [
        lake([(x, y), (x, y + size), (x + size, y + size), (x + size, y), (x, y)], X_KOD="PTWP03", NAZWA=str(size))
        for size, x, y in ((20, 441_000, 341_000), (30, 442_000, 342_000), (25, 443_000, 343_000))
    ]
    assert {each.name for each in near(tmp_path, collection(tmp_path / "x", *ponds)).water} == {"25", "30"}
