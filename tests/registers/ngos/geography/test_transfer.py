"""Map files taken over: the gmina of the office, what the person is told, and refusals that leave nothing behind."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.core.errors import Refusal
from app.geo.mapdata import DataKind
from app.people.office.domain import OfficeDraft
from tests.geo.map_files import SHARED, needs_shared

_COUNTRY = SHARED / "poland.municipalities.json"


def prepared_lines(services: Services, *paths: Path, teryt: str = "") -> tuple[str, ...]:
    """What the wizard would tell of the files."""
    return services.map_exchange.prepare(services.map_exchange.look(paths), teryt).lines()


def test_every_kind_of_file_has_its_layer() -> None:
    assert {kind.value for kind in DataKind} <= {layer.value for layer in DataKind}


@needs_shared
def test_gmina_with_its_neighbours_is_told_and_saved(services: Services) -> None:
    prepared = services.map_exchange.prepare(services.map_exchange.look([_COUNTRY]), "1604023")
    told = "\n".join(prepared.lines())
    assert "Kluczbork (1604023), 219," in told
    assert "z 2477 w pliku" in told
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
def test_many_gminas_without_a_teryt_are_refused_with_what_to_do(services: Services) -> None:
    with pytest.raises(Refusal, match="TERYT"):
        prepared_lines(services, _COUNTRY)


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


def test_office_that_changes_its_kind_of_gmina_keeps_its_map(services: Services, tmp_path: Path) -> None:
    services.offices.save(OfficeDraft(name="Urząd", gmina="Wołczyn", teryt="1604042"))
    path = tmp_path / "granica.wkt"
    ring = "480000 350000, 481000 350000, 481000 351000, 480000 350000"
    path.write_text(f"1604043|Wołczyn|SRID=2180;POLYGON(({ring}))", encoding="utf-8")
    services.map_exchange.save(services.map_exchange.prepare(services.map_exchange.look([path])))
    own = services.map_data.base().own
    assert own is not None
    assert replace(own, levels=()).name == "Wołczyn"
