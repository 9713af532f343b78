"""Data of the map: taken over whole, shown by layer, undone together; nothing is saved of a cancelled import."""

from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Services, build
from app.core.errors import Invalid, NotAllowed
from app.core.permissions import Actor
from app.core.progress import Cancelled
from app.geo.mapdata import DataKind
from app.geo.placing import PlacingMethod
from app.geo.shapes import AddressPoint, Area, Level, Line, LineKind, Place, Surface, SurfaceKind
from app.registers.ngos.geography.domain import MapImportDraft
from app.registers.ngos.geography.usecases import LayerData, about

BOTH_ENGINES = True

_RING = ((500000.0, 400000.0), (501000.0, 400000.0), (501000.0, 401000.0), (500000.0, 400000.0))
_AREAS = (
    Area(code="1604023", name="Wymyślona", own=True, levels=(Level(0.0, ((_RING,),)), Level(20.0, ((_RING,),)))),
    Area(code="1604043", name="Sąsiednia", levels=(Level(0.0, ((_RING,),)),)),
)
_PLACES = (Place(name="Zalesie", x=500400.0, y=400200.0, code="0001111"),)
_ADDRESSES = tuple(
    AddressPoint("Zalesie", "", str(number), 500400.0 + number, 400200.0, "00-001") for number in range(1, 40)
)


def layers(state_on: date | None = None) -> list[LayerData]:
    """A small gmina with everything."""
    return [
        about(DataKind.AREAS, "granice.zip", _AREAS, state_on=state_on),
        about(DataKind.PLACES, "miejscowosci.shp", _PLACES),
        about(DataKind.ADDRESSES, "adresy.gml", _ADDRESSES),
        about(DataKind.STREETS, "ulice.shp", (Line(kind=LineKind.ROAD, points=_RING[:3], name="droga do lasu"),)),
        about(DataKind.WATER, "wody.json", (Surface(kind=SurfaceKind.WATER, polygons=((_RING,),), name="Staw"),)),
    ]


def test_what_is_taken_over_is_the_map(services: Services) -> None:
    services.map_data.take(layers(date(2026, 7, 1)))
    base = services.map_data.base()
    assert [(area.code, area.name, area.own, len(area.levels)) for area in base.areas] == [
        ("1604023", "Wymyślona", True, 2),
        ("1604043", "Sąsiednia", False, 1),
    ]
    assert (base.lines[0].kind, base.lines[0].points) == (LineKind.ROAD, _RING[:3])
    assert base.surfaces[0].polygons == ((_RING,),)
    assert base.places == _PLACES
    assert base.state_on == date(2026, 7, 1)
    assert "zasobu geodezyjnego" in base.source


def test_address_is_found_in_what_was_taken_over(services: Services) -> None:
    assert not services.map_data.has_addresses()
    services.map_data.take(layers())
    found = services.map_data.propose("Zalesie", "", "7")
    assert found is not None
    assert (found.method, found.x, found.y) == (PlacingMethod.EXACT, 500407.0, 400200.0)
    assert services.map_data.propose("Niedostępne", "", "7") is None


def test_undo_shows_what_was_there_before(services: Services) -> None:
    services.map_data.take(layers())
    newer = services.map_data.take([about(DataKind.AREAS, "nowe.zip", _AREAS[:1])])
    assert len(services.map_data.base().areas) == 1
    assert newer.undo is not None
    taken_back = newer.undo.run()
    assert len(services.map_data.base().areas) == 2
    assert taken_back.undo is not None
    taken_back.undo.run()
    assert len(services.map_data.base().areas) == 1


def test_undo_of_what_was_deleted_meanwhile_changes_nothing(services: Services) -> None:
    taken = services.map_data.take(layers()[:1])
    services.map_data.delete(taken.record[0].id, taken.record[0].version)
    assert taken.undo is not None
    undone = taken.undo.run()
    assert (undone.record, undone.undo) == ((), None)
    assert services.map_data.base().areas == ()


def test_endless_names_of_neighbours_are_cut(services: Services) -> None:
    services.map_data.take([about(DataKind.AREAS, "granice.zip", (replace(_AREAS[1], name="A" * 300),))])
    assert services.map_data.base().areas[0].name == "A" * 80


def test_own_points_of_every_file_are_shown(services: Services) -> None:
    for name in ("szkoly.csv", "swietlice.csv"):
        services.map_data.take([about(DataKind.POINTS, name, (Place(name=name, x=500100.0, y=400100.0),))])
    assert {each.name for each in services.map_data.base().places} == {"szkoly.csv", "swietlice.csv"}
    assert services.map_data.localities() == ()


def test_cancelled_import_leaves_nothing(services: Services) -> None:
    class Impatient:
        def report(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        services.map_data.take(layers(), Impatient())
    assert services.map_data.base().areas == ()
    assert services.map_data.all() == ()


def test_one_wrong_layer_refuses_all(services: Services) -> None:
    nameless = LayerData(about=MapImportDraft(layer=DataKind.STREETS, file_name=""), shapes=())
    with pytest.raises(Invalid):
        services.map_data.take([*layers(), nameless])
    assert services.map_data.all() == ()


def test_whoever_may_only_read_takes_nothing_over(services: Services) -> None:
    reader = build(services.store, services.clock)
    reader.map_data.actor = lambda: Actor("czytelnik", frozenset({"ngo_map.read"}))
    with pytest.raises(NotAllowed):
        reader.map_data.take(layers())
    assert reader.map_data.base().areas == ()
