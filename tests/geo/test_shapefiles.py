"""Shapefiles as PRG gives them, told by their columns, and what may be wrong with them."""

import os
from pathlib import Path

import pytest

from app.core.errors import Refusal
from app.core.progress import NoProgress
from app.geo.pl1992 import to_degrees
from app.geo.reading import DataKind, area_of, bounds_of, kept, read, recognise
from app.geo.shapes import LineKind, PlaceKind
from tests.geo.map_files import EAST_OF_IT, OURS, SQUARE, gminas, shapefile, taken

BEFORE = {"TERYT": 7, "PNA": 6, "SIMC_id": 7, "SIMC_nazwa": 40, "ULIC_id": 5, "ULIC_nazwa": 40, "Numer": 10}
SINCE = {
    "ID_IIP": 20,
    "NUMER_PORZ": 10,
    "KOD_POCZT": 6,
    "NAZWA_ULC": 40,
    "NAZWA_GMI": 40,
    "NAZWA_MSC": 40,
    "ID_SIMC": 7,
}
OLD_ROW = ("1604023", "46-200", "0494690", "Bąków", "", "Słoneczna", "5a")
NEW_ROW = ("x", "5a", "46-200", "Słoneczna", "Kluczbork", "Bąków", "0494690")
TWO = (("1604023", "Kluczbork", SQUARE), ("1608033", "Gorzów Śląski", EAST_OF_IT))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1250"])
@pytest.mark.parametrize("announced", [None, "UTF-8", "1250"])
def test_polish_names_come_out_whatever_the_table_declares(
    tmp_path: Path, encoding: str, announced: str | None
) -> None:
    path = gminas(tmp_path / "a", *TWO, encoding=encoding)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if announced:
        path.with_suffix(".cpg").write_text(announced)
    data = taken(path)
    assert [(area.code, area.name) for area in data.areas] == [("1604023", "Kluczbork"), ("1608033", "Gorzów Śląski")]
    assert [area_of(area.levels[0].polygons) for area in data.areas] == [1e8, 1e8]
    assert data.state_on is not None


@pytest.mark.parametrize("encoding", ["utf-8", "cp1250", "iso8859-2", "cp852"])
@pytest.mark.parametrize("announced", [None, "ISO-8859-2", "UTF-8"])
def test_encodings_are_told_by_their_letters(tmp_path: Path, encoding: str, announced: str | None) -> None:
    name = "Świetlica „Żuk” w Bąkowie" if encoding in ("utf-8", "cp1250") else "Świetlica w Bąkowie"
    path = shapefile(tmp_path / "a", 1, {"NAZWA": 60}, [((name,), (445_000, 345_000))], encoding=encoding)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if announced:
        path.with_suffix(".cpg").write_text(announced)
    assert [point.name for point in taken(path).points] == [name]


@pytest.mark.parametrize(
    ("fields", "row", "gmina", "words"),
    [(BEFORE, OLD_ROW, "1604023", "sprzed"), (SINCE, NEW_ROW, "", "od 1 lipca")],
)
def test_addresses_of_one_file_name_are_told_by_their_columns(
    tmp_path: Path, fields: dict[str, int], row: tuple[str, ...], gmina: str, words: str
) -> None:
    path = shapefile(tmp_path / "PRG_PunktyAdresowe_1604", 1, fields, [(row, (445_000.5, 345_000))])
    (found,) = recognise([path])
    assert (found.kind, found.count) == (DataKind.ADDRESSES, 1)
    assert words in found.format
    (point,) = taken(path).addresses
    assert (point.place, point.street, point.number) == ("Bąków", "Słoneczna", "5a")
    assert (point.x, point.y, point.postal_code, point.place_code) == (445_000.5, 345_000, "46-200", "0494690")
    assert point.gmina == gmina


def test_streets_squares_and_localities(tmp_path: Path) -> None:
    lines = [(("Polna",), [[(445_000, 345_000), (445_100, 345_000)], [(445_200, 345_000), (445_300, 345_050)]])]
    streets = shapefile(tmp_path / "PRG_Ulice_1604", 3, {"NAZWA_ULC": 40}, lines)
    squares = shapefile(tmp_path / "PRG_Place_1604", 5, {"NAZWA_ULC": 40}, [(("Rynek",), [SQUARE])])
    old_streets = shapefile(
        tmp_path / "old",
        3,
        {"Cecha": 5, "ULIC_nazwa": 30},
        [(("ul.", "Długa"), [[(445_000, 345_000), (445_100, 345_000)]])],
    )
    rows = [(("Kluczbork", "miasto"), (445_000, 345_000)), (("Bąków", "wieś"), (449_000, 345_000))]
    rows.append((("Nowy Bąków", "część wsi"), (449_000, 345_500)))
    places = shapefile(tmp_path / "msc", 1, {"NAZWA_MSC": 40, "RODZAJ": 20}, rows)
    data = taken(streets, squares, old_streets, places)
    assert [line.name for line in data.lines] == ["Polna", "Polna", "Rynek", "ul. Długa"]
    assert {line.kind for line in data.lines} == {LineKind.STREET}
    assert [(place.name, place.kind) for place in data.places] == [
        ("Kluczbork", PlaceKind.TOWN),
        ("Bąków", PlaceKind.VILLAGE),
        ("Nowy Bąków", PlaceKind.PART),
    ]


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("degrees", [False, True])
def test_degrees_and_swapped_axes_are_put_right(tmp_path: Path, degrees: bool, swapped: bool) -> None:
    ring = [to_degrees(*point) if degrees else point for point in SQUARE]
    if swapped:
        ring = [(second, first) for first, second in ring]
    (area,) = taken(gminas(tmp_path / "a", ("1604023", "Kluczbork", ring))).areas
    assert bounds_of(area.levels[0].polygons) == pytest.approx((440_000, 340_000, 450_000, 350_000), abs=0.01)


@pytest.mark.parametrize("suffix", [".shp", ".dbf", ".shx"])
def test_any_file_of_the_set_stands_for_it(tmp_path: Path, suffix: str) -> None:
    path = gminas(tmp_path / "a", *TWO)
    assert recognise([path.with_suffix(suffix)]) == recognise([path]) == recognise([tmp_path])


def test_neither_index_nor_projection_is_needed(tmp_path: Path) -> None:
    path = gminas(tmp_path / "a", *TWO)
    path.with_suffix(".shx").unlink()
    path.with_suffix(".prj").unlink(missing_ok=True)
    assert len(taken(path).areas) == 2


@pytest.mark.parametrize(
    ("gone", "chosen", "words"), [(".dbf", ".shp", r"\.dbf"), (".shp", ".dbf", r"\.shp"), (".shp", ".shx", r"\.shp")]
)
def test_a_missing_companion_is_named(tmp_path: Path, gone: str, chosen: str, words: str) -> None:
    path = gminas(tmp_path / "granice", *TWO)
    path.with_suffix(gone).unlink()
    with pytest.raises(Refusal, match=f"granice.*brakuje pliku {words}.*Skopiuj"):
        recognise([path.with_suffix(chosen)])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
@pytest.mark.parametrize(("gone", "chosen"), [(".dbf", ".shp"), (".shp", ".dbf")])
def test_a_pipe_in_place_of_a_companion_is_not_waited_for(tmp_path: Path, gone: str, chosen: str) -> None:
    path = gminas(tmp_path / "granice", *TWO).with_suffix(gone)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(Refusal, match=f"brakuje pliku {gone}"):
        recognise([path.with_suffix(chosen)])


@pytest.mark.parametrize("suffix", [".shp", ".dbf"])
@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_file_cut_off_is_refused_whole(tmp_path: Path, suffix: str, keep: float) -> None:
    path = gminas(tmp_path / "a", *TWO)
    file = path.with_suffix(suffix)
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * keep)])
    with pytest.raises(Refusal, match=r"uszkodzony|ucięty|nie rozpoznaje"):
        taken(path)


def test_a_table_of_another_file_is_refused(tmp_path: Path) -> None:
    path = gminas(tmp_path / "a", *TWO)
    other = gminas(tmp_path / "b", *TWO, ("1604043", "Wołczyn", EAST_OF_IT))
    path.with_suffix(".dbf").write_bytes(other.with_suffix(".dbf").read_bytes())
    with pytest.raises(Refusal, match="różną liczbę"):
        taken(path, wanted=None)


def test_shapes_with_lying_counts_are_refused(tmp_path: Path) -> None:
    path = gminas(tmp_path / "a", TWO[0])
    content = bytearray(path.read_bytes())
    content[100 + 8 + 36 : 100 + 8 + 44] = b"\xff\xff\xff\x7f" * 2
    path.write_bytes(content)
    with pytest.raises(Refusal, match="uszkodzony"):
        taken(path)


def test_layers_of_counties_are_left_alone(tmp_path: Path) -> None:
    shapefile(
        tmp_path / "A02",
        5,
        {"JPT_SJR_KO": 3, "JPT_KOD_JE": 9, "JPT_NAZWA_": 30},
        [(("POW", "1604", "kluczborski"), [SQUARE])],
    )
    gminas(tmp_path / "A03", *TWO)
    (found,) = recognise([tmp_path])
    assert found.path.name == "A03.shp"


def test_of_a_large_file_only_the_neighbourhood_is_read(tmp_path: Path) -> None:
    far = [(x + 200_000, y) for x, y in SQUARE]
    path = gminas(tmp_path / "kraj", *TWO, ("1461011", "Daleka", far))
    assert [area.name for area in taken(path).areas] == ["Kluczbork", "Gorzów Śląski"]


def test_a_file_of_another_gmina_is_refused_with_both_names(tmp_path: Path) -> None:
    path = gminas(tmp_path / "a", TWO[1])
    with pytest.raises(Refusal, match=r"„Gorzów Śląski” .1608033.*„Kluczbork” .1604023"):
        taken(path)


def test_a_lone_outline_without_a_number_is_the_wanted_gmina(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "a", 5, {"NAZWA": 20}, [(("Nasza gmina",), [SQUARE])])
    assert [(area.code, area.name) for area in taken(path).areas] == [("1604023", "Nasza gmina")]


def test_addresses_of_another_gmina_are_refused(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "a", 1, BEFORE, [(("1608033", *OLD_ROW[1:]), (445_000, 345_000))])
    with pytest.raises(Refusal, match=r"Żaden punkt adresowy.*„Kluczbork”"):
        taken(path)


def test_two_gminas_with_one_number_are_refused(tmp_path: Path) -> None:
    path = gminas(tmp_path / "a", TWO[0], ("1604023", "Wołczyn", EAST_OF_IT))
    data = read(recognise([path]), NoProgress(), OURS)
    with pytest.raises(Refusal, match="„Kluczbork” i „Wołczyn”"):
        kept(data, OURS.code, NoProgress())
