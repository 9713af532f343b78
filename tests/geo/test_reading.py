"""Whole ways from files to the map of a gmina; on real gminas where they are at hand."""

import itertools
from pathlib import Path

import pytest
import shapely

from app.core.errors import EnvironmentProblem, Refusal
from app.core.progress import NoProgress
from app.geo.reading import DataKind, area_of, kept, read, recognise
from tests.geo.map_files import EAST_OF_IT, OURS, SHARED, SQUARE, geojson, gminas, needs_shared, taken
from tests.geo.surface_files import LAKE, drawing, package

# square kilometres of the same file's outlines, projected by pyproj
NEIGHBOURS = {
    "1604023": ("Kluczbork", 219.337),
    "1604043": ("Wołczyn", 237.819),
    "1604032": ("Lasowice Wielkie", 211.664),
    "1604013": ("Byczyna", 183.272),
    "1608023": ("Gorzów Śląski", 151.283),
    "1608033": ("Olesno", 238.025),
    "1609062": ("Murów", 160.501),
}


@needs_shared
def test_kluczbork_and_its_neighbours_come_out_right() -> None:
    found = recognise([SHARED / "poland.municipalities.json"])
    assert [(piece.kind, piece.count) for piece in found] == [(DataKind.AREAS, 2477)]
    data = kept(read(found, NoProgress(), OURS), OURS.code, NoProgress())
    areas = {area.code: area for area in data.areas}
    assert [area.code for area in data.areas if area.own] == ["1604023"]
    for code, (name, size) in NEIGHBOURS.items():
        assert areas[code].name == name
        for level in areas[code].levels:
            assert area_of(level.polygons) == pytest.approx(size * 1e6, rel=0.01)
    for number in range(4):
        shapes = [
            shapely.MultiPolygon([(rings[0], rings[1:]) for rings in area.levels[number].polygons])
            for area in data.areas
        ]
        assert shapely.union_all(shapes).area == pytest.approx(sum(shape.area for shape in shapes), rel=1e-9)
        assert all(one.intersection(other).area < 1 for one, other in itertools.combinations(shapes, 2))
        own = shapes[[area.own for area in data.areas].index(True)]
        border = shapely.union_all([shape for shape in shapes if shape is not own]).intersection(own).length
        assert border == pytest.approx(own.length, rel=1e-6)


@needs_shared
def test_a_real_gmina_of_another_name_is_told() -> None:
    found = recognise([SHARED / "poland.municipalities.json"])
    data = read(found, NoProgress())
    with pytest.raises(Refusal, match=r"nie ma gminy „Nigdzie” \(9999999\)"):
        kept(data, "9999999", NoProgress(), name="Nigdzie")


def test_files_of_several_formats_are_taken_together(tmp_path: Path) -> None:
    borders = geojson(tmp_path / "g.json", ("1604023", "Kluczbork", SQUARE))
    neighbours = gminas(tmp_path / "s", ("1604023", "Kluczbork", SQUARE), ("1608033", "Olesno", EAST_OF_IT))
    points = tmp_path / "p.csv"
    points.write_text("nazwa;wschód;północ\nA;445000;345000\n", encoding="utf-8")
    data = taken(neighbours, points)
    assert ([area.name for area in data.areas], len(data.points)) == (["Kluczbork", "Olesno"], 1)
    with pytest.raises(Refusal, match="ten sam kod"):
        kept(taken(borders, neighbours), OURS.code, NoProgress())


def test_one_file_chosen_twice_counts_once(tmp_path: Path) -> None:
    path = gminas(tmp_path / "s", ("1604023", "Kluczbork", SQUARE))
    assert len(recognise([path, path.with_suffix(".dbf"), tmp_path])) == 1


@pytest.mark.parametrize("name", ["g.json", "g.gpkg"])
def test_a_file_that_is_gone_is_the_computers_problem(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if path.suffix == ".gpkg":
        package(path, {"OT_PTWP_A": [("Żabi Dół", drawing([LAKE]))]})
    else:
        geojson(path, ("1604023", "Kluczbork", SQUARE))
    found = recognise([path])
    path.unlink()
    with pytest.raises(EnvironmentProblem, match="pamięć jest podłączona"):
        read(found, NoProgress())
    with pytest.raises(EnvironmentProblem):
        recognise([path])
