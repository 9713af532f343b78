"""Map files taken over: the gmina of the office, what the person is told, and refusals that leave nothing behind."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.core.errors import Refusal
from app.core.records import Outcome
from app.geo.mapdata import DataKind, UnknownSurfaces
from app.geo.shapes import LineKind, SurfaceKind
from app.people.office.domain import OfficeDraft
from app.registers.ngos.geography.domain import OPENSTREETMAP, SOURCE, MapImport
from app.registers.ngos.geography.transfer import UnknownGmina
from tests.geo.map_files import SHARED, SQUARE, geojson, gminas, needs_shared
from tests.geo.surface_files import BEND, CROSSED, FAR, border, collection, feature, lake

_COUNTRY = SHARED / "poland.municipalities.json"


def prepared_lines(services: Services, *paths: Path, teryt: str = "") -> tuple[str, ...]:
    """What the wizard would tell of the files."""
    return services.map_exchange.prepare(services.map_exchange.look(paths), teryt).lines()


@needs_shared
def test_gmina_with_its_neighbours_is_told_and_saved(services: Services) -> None:
    prepared = services.map_exchange.prepare(services.map_exchange.look([_COUNTRY]), "1604023")
    told = "\n".join(prepared.lines())
    assert "Kluczbork (1604023), 219," in told
    # the coarse set has few of them; the number tells it from the exact border of PRG
    assert re.search(r"granica z [1-9][0-9]+ punkt(u|ów)\b", told)
    assert "z 2477 w pliku" in told
    assert "Lasowice Wielkie, Łubniany, Murów" in told
    assert services.map_data.all() == ()
    services.map_exchange.save(prepared)
    base = services.map_data.base()
    assert base.own is not None
    assert base.own.name == "Kluczbork"
    six = {"Wołczyn", "Lasowice Wielkie", "Byczyna", "Gorzów Śląski", "Olesno", "Murów"}
    assert six <= {area.name for area in base.areas}
    assert services.map_data.all()[0].layer is DataKind.AREAS


@needs_shared
def test_teryt_of_the_office_is_enough(services: Services) -> None:
    services.offices.save(OfficeDraft(name="Urząd", gmina="Kluczbork", teryt="1604023"))
    assert any("Kluczbork" in line for line in prepared_lines(services, _COUNTRY))


@needs_shared
@pytest.mark.parametrize("written", ["160402_3", "160402", " 1604 023 "])
def test_teryt_is_taken_in_the_spellings_of_the_files_to_download(
    services: Services, tmp_path: Path, written: str
) -> None:
    found = services.map_exchange.look([geojson(tmp_path / "g", ("1604023", "Kluczbork", SQUARE))])
    (saved,) = services.map_exchange.save(services.map_exchange.prepare(found, written)).record
    assert saved.teryt == "1604023"


@pytest.mark.parametrize("written", ["99", "abcdefg", "16040231"])
def test_what_is_no_teryt_is_told_so(services: Services, tmp_path: Path, written: str) -> None:
    with pytest.raises(UnknownGmina, match="to nie jest TERYT"):
        prepared_lines(services, geojson(tmp_path / "g", ("1604023", "Kluczbork", SQUARE)), teryt=written)


@needs_shared
def test_many_gminas_without_a_teryt_are_refused_with_what_to_do(services: Services) -> None:
    with pytest.raises(Refusal, match="TERYT"):
        prepared_lines(services, _COUNTRY)


def test_borders_too_far_to_be_kept_are_counted_too(services: Services, tmp_path: Path) -> None:
    far = [(x - 200_000, y + 300_000) for x, y in SQUARE]
    path = gminas(tmp_path / "kraj", ("1604023", "Kluczbork", SQUARE), ("3214011", "Stargard", far))
    assert "Granice gmin: 1 z 2 w pliku – kraj.shp" in prepared_lines(services, path, teryt="1604023")


def test_nothing_of_a_map_is_refused(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "granice.shp"
    path.write_bytes(b"to nie jest plik mapy")
    with pytest.raises(Refusal):
        prepared_lines(services, path)
    with pytest.raises(Refusal, match="nie ma danych mapy"):
        services.map_exchange.prepare(())


def test_file_of_another_gmina_is_refused_with_both_names(services: Services, tmp_path: Path) -> None:
    services.offices.save(OfficeDraft(name="Urząd", gmina="Przykładowa", teryt="1604023"))
    path = tmp_path / "granica.wkt"
    ring = "480000 350000, 481000 350000, 481000 351000, 480000 350000"
    path.write_text(f"1604043|Wołczyn|SRID=2180;POLYGON(({ring}))", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        prepared_lines(services, path)
    assert "Wołczyn" in str(refused.value)
    assert "Przykładowa" in str(refused.value)
    assert services.map_data.all() == ()


def test_addresses_of_another_gmina_than_that_of_the_map_are_refused_with_both(
    services: Services, tmp_path: Path
) -> None:
    exchange = services.map_exchange
    exchange.save(
        exchange.prepare(exchange.look([geojson(tmp_path / "g", ("1604023", "Kluczbork", SQUARE))]), "1604023")
    )
    addresses = tmp_path / "adresy.csv"
    addresses.write_text("TERYT;NAZWA_MSC;NUMER_PORZ;x;y\n1604043;Wołczyn;1;430000;350000\n", encoding="utf-8")
    with pytest.raises(Refusal, match=r"„Kluczbork” \(1604023\).*1604043"):
        prepared_lines(services, addresses, teryt="1604043")


def test_office_that_changes_its_kind_of_gmina_keeps_its_map(services: Services, tmp_path: Path) -> None:
    services.offices.save(OfficeDraft(name="Urząd", gmina="Wołczyn", teryt="1604042"))
    path = tmp_path / "granica.wkt"
    ring = "480000 350000, 481000 350000, 481000 351000, 480000 350000"
    path.write_text(f"1604043|Wołczyn|SRID=2180;POLYGON(({ring}))", encoding="utf-8")
    services.map_exchange.save(services.map_exchange.prepare(services.map_exchange.look([path])))
    own = services.map_data.base().own
    assert own is not None
    assert replace(own, levels=()).name == "Wołczyn"


_LAKE = lake(X_KOD="PTWP03", NAZWA="Staw Młyński")
_WOOD = lake(RODZAJ="las")
_RIVER = feature("LineString", BEND, waterway="river", name="Stobrawa")


def _saved(services: Services, *paths: Path) -> Outcome[tuple[MapImport, ...]]:
    prepared = services.map_exchange.prepare(services.map_exchange.look(paths), "1604023")
    return services.map_exchange.save(prepared)


def test_waters_and_woods_are_told_saved_and_taken_back(services: Services, tmp_path: Path) -> None:
    path = collection(tmp_path / "powiat.json", _LAKE, lake(FAR, X_KOD="PTWP03"), _WOOD, _RIVER)
    gmina = border(tmp_path / "granica.json")
    told = prepared_lines(services, gmina, path, teryt="1604023")
    assert told[-3:] == (
        "Rzeki i strumienie: 1 – powiat.json",
        "Wody: 1 po połączeniu sąsiednich, z 2 w pliku – powiat.json",
        "Lasy: 1 – powiat.json",
    )
    assert services.map_data.all() == ()
    outcome = _saved(services, gmina, path)
    base = services.map_data.base()
    assert [(each.kind, each.name) for each in base.surfaces] == [
        (SurfaceKind.FOREST, ""),
        (SurfaceKind.WATER, "Staw Młyński"),
    ]
    assert {line.kind for line in base.lines} == {LineKind.RIVER}
    assert outcome.undo is not None
    outcome.undo.run()
    undone = services.map_data.base()
    assert (undone.surfaces, undone.lines) == ((), ())


def test_another_file_replaces_its_own_kind_only(services: Services, tmp_path: Path) -> None:
    _saved(services, border(tmp_path / "granica.json"), collection(tmp_path / "a.json", _LAKE, _WOOD, _RIVER))
    _saved(services, collection(tmp_path / "b.json", lake(X_KOD="PTWP03", NAZWA="Nowy Staw")))
    base = services.map_data.base()
    assert [each.name for each in base.surfaces] == ["", "Nowy Staw"]
    assert [each.name for each in base.lines] == ["Stobrawa"]


def test_tags_of_openstreetmap_bring_its_own_source(services: Services, tmp_path: Path) -> None:
    paths = (border(tmp_path / "granica.json"), collection(tmp_path / "osm.json", _RIVER))
    found = services.map_exchange.look(paths)
    for source, shown in ((SOURCE, f"{SOURCE}; {OPENSTREETMAP}"), ("Opracowanie własne", "Opracowanie własne")):
        prepared = services.map_exchange.prepare(found, "1604023", source=source)
        assert prepared.base.source == shown
    services.map_exchange.save(services.map_exchange.prepare(found, "1604023"))
    assert OPENSTREETMAP in services.map_data.base().source


def test_a_lake_that_crosses_itself_leaves_nothing(services: Services, tmp_path: Path) -> None:
    path = collection(tmp_path / "wody.json", lake(CROSSED, X_KOD="PTWP03", NAZWA="Staw"), _WOOD)
    with pytest.raises(Refusal, match="„Staw” przecina sama siebie"):
        _saved(services, border(tmp_path / "granica.json"), path)
    assert services.map_data.all() == ()


def test_a_lake_that_crosses_itself_is_told_beside_the_others(services: Services, tmp_path: Path) -> None:
    path = collection(tmp_path / "wody.json", lake(CROSSED, X_KOD="PTWP03"), _LAKE)
    found = services.map_exchange.look((border(tmp_path / "granica.json"), path))
    lines = services.map_exchange.prepare(found, "1604023").lines()
    assert "Pominięto 1 powierzchnię z błędem rysunku: brzeg przecina sam siebie albo się nie domyka." in lines


def test_what_nobody_tells_is_asked(services: Services, tmp_path: Path) -> None:
    paths = (border(tmp_path / "granica.json"), collection(tmp_path / "x.json", lake(nr="1")))
    with pytest.raises(UnknownSurfaces):
        services.map_exchange.look(paths)
    found = services.map_exchange.look(paths, DataKind.WOODS)
    assert [each.kind for each in services.map_exchange.prepare(found, "1604023").base.surfaces] == [SurfaceKind.FOREST]
