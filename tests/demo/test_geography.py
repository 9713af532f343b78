"""The invented gmina: borders without gaps, everything inside them, and enough of everything to show."""

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
import shapely
from shapely import LineString, Polygon

from app.core.paths import resources
from app.demo.geography import FILE, DemoGeography, demo_geography
from app.demo.office import demo_office
from app.demo.toml_records import BadDataFile
from app.geo.placing import AddressIndex, PlacingMethod
from app.geo.shapes import Area, LineKind, PlaceKind, SurfaceKind

FOLDER = resources() / "demo"


@pytest.fixture(scope="module")
def geography() -> DemoGeography:
    return demo_geography(FOLDER)


def _outlines(geography: DemoGeography, level: int) -> list[Polygon]:
    return [Polygon(area.levels[level].polygons[0][0]) for area in geography.base_map.areas]


def _own(geography: DemoGeography) -> Area:
    own = geography.base_map.own
    assert own is not None
    return own


def test_the_gmina_is_that_of_the_office_and_has_six_neighbours(geography: DemoGeography) -> None:
    own, neighbours = _own(geography), [area for area in geography.base_map.areas if not area.own]
    assert (own.code, own.name) == (demo_office(FOLDER).teryt, demo_office(FOLDER).town)
    assert 190 < Polygon(own.levels[0].polygons[0][0]).area / 1e6 < 210
    assert 300 <= len(own.levels[0].polygons[0][0]) <= 600
    assert len(neighbours) == len({area.code for area in neighbours}) == 6
    assert all(area.code.startswith("99") for area in geography.base_map.areas)


@pytest.mark.parametrize("level", range(4))
def test_borders_are_shared_without_gaps_on_every_level(geography: DemoGeography, level: int) -> None:
    outlines = _outlines(geography, level)
    assert all(outline.is_valid for outline in outlines)
    assert shapely.coverage_is_valid(outlines)
    together = shapely.union_all(outlines)
    assert together.geom_type == "Polygon"
    assert not together.interiors
    assert all(outlines[0].intersection(other).length > 1_000 for other in outlines[1:])


def test_levels_go_from_fine_to_coarse_and_keep_their_tolerance(geography: DemoGeography) -> None:
    levels = _own(geography).levels
    assert [level.tolerance for level in levels] == sorted(level.tolerance for level in levels)
    counts = [len(level.polygons[0][0]) for level in levels]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < counts[0] / 5
    finest = LineString(levels[0].polygons[0][0])
    for level in levels[1:]:
        assert finest.hausdorff_distance(LineString(level.polygons[0][0])) <= level.tolerance


def test_twenty_localities_of_which_one_is_a_town(geography: DemoGeography) -> None:
    places = geography.base_map.places
    assert Counter(place.kind for place in places) == {PlaceKind.TOWN: 1, PlaceKind.VILLAGE: 19}
    assert len({place.name for place in places}) == len({place.code for place in places}) == 20
    assert all(len(place.code) == 7 and place.code.startswith("99") for place in places)


def test_about_three_thousand_addresses_lie_inside_the_boundary_and_near_their_locality(
    geography: DemoGeography,
) -> None:
    own = Polygon(_own(geography).levels[0].polygons[0][0])
    points = geography.addresses
    centres = {place.name: (place.x, place.y) for place in geography.base_map.places}
    assert 2_700 <= len(points) <= 3_300
    assert shapely.contains_xy(own, [p.x for p in points], [p.y for p in points]).all()
    assert {point.place for point in points} == set(centres)
    assert len({(p.place, p.street, p.number) for p in points}) == len(points)
    far = [p for p in points if abs(p.x - centres[p.place][0]) + abs(p.y - centres[p.place][1]) > 3_000]
    assert not far


def test_no_house_stands_in_water_or_in_a_wood(geography: DemoGeography) -> None:
    surfaces = [s for s in geography.base_map.surfaces if s.kind in (SurfaceKind.WATER, SurfaceKind.FOREST)]
    assert Counter(s.kind for s in surfaces)[SurfaceKind.WATER] == 2
    for surface in surfaces:
        outline = Polygon(surface.polygons[0][0], surface.polygons[0][1:])
        assert outline.is_valid, surface.name
        inside = shapely.contains_xy(outline, [p.x for p in geography.addresses], [p.y for p in geography.addresses])
        assert not inside.any(), surface


def test_the_town_has_named_streets_with_addresses_and_most_villages_have_none(geography: DemoGeography) -> None:
    town = next(place.name for place in geography.base_map.places if place.kind is PlaceKind.TOWN)
    streets = {point.street for point in geography.addresses if point.place == town}
    assert len(streets) >= 70
    assert "" not in streets
    drawn = {line.name for line in geography.base_map.lines if line.kind in (LineKind.STREET, LineKind.ROAD)}
    assert streets <= drawn
    with_streets = {point.place for point in geography.addresses if point.street} - {town}
    assert 1 <= len(with_streets) <= 3
    assert {line.kind for line in geography.base_map.lines} == set(LineKind)


def test_the_town_hall_is_on_the_map(geography: DemoGeography) -> None:
    office = demo_office(FOLDER)
    street, number = office.street.rsplit(" ", 1)
    placed = AddressIndex(geography.addresses, geography.base_map.places).place(office.town, street, number)
    assert placed is not None
    assert placed.method is PlacingMethod.EXACT


def test_the_file_says_that_all_of_it_is_invented(geography: DemoGeography) -> None:
    assert "nie istnieją" in json.loads((FOLDER / FILE).read_text(encoding="utf-8"))["note"]
    assert geography.base_map.source == "Dane wymyślone na potrzeby pokazu – gmina nie istnieje"
    assert (FOLDER / FILE).stat().st_size < 700_000


@pytest.mark.parametrize(("old", "new"), [('"river"', '"canal"'), ('"levels": [0', '"levels": ["x"'), ("{", "[")])
def test_a_slip_in_the_file_is_told(tmp_path: Path, old: str, new: str) -> None:
    shutil.copy(FOLDER / FILE, tmp_path / FILE)
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadDataFile, match=FILE):
        demo_geography(tmp_path)


def test_every_address_of_the_register_finds_itself(geography: DemoGeography) -> None:
    index = AddressIndex(geography.addresses, geography.base_map.places)
    for point in geography.addresses:
        placed = index.place(point.place, point.street, point.number)
        assert placed is not None, point
        assert (placed.x, placed.y, placed.method, placed.certainty) == (point.x, point.y, PlacingMethod.EXACT, 100), (
            point
        )
