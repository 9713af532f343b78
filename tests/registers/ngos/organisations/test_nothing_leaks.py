"""Public files tell nothing of what is hidden: with other secrets they are the same to the byte.

So neither texts nor coordinates, properties of a file, order or the frame of a map depend on anything without consent.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services
from app.exchange.spreadsheets import Format
from app.geo.placing import PlacingMethod
from app.geo.shapes import PlaceKind
from app.records.mapping import draft_of
from app.registers.ngos.gaps.domain import ColumnKind, RowKind
from app.registers.ngos.organisations.domain import (
    Address,
    AddressKind,
    Consent,
    LegalForm,
    Organisation,
    OrganisationDraft,
    OrganisationPerson,
    PublicField,
)
from app.registers.ngos.organisations.printout.entry import INTERNAL
from tests.printing.reading import read

GIVEN = (PublicField.LISTING, PublicField.ADDRESS, PublicField.PEOPLE, PublicField.SPHERES)
"""No phones, no e-mail, no numbers, no texts."""


def consents(today: date) -> tuple[Consent, ...]:
    ended = Consent(
        field=PublicField.PHONES, given_on=date(2025, 1, 1), source="formularz", withdrawn_on=today - timedelta(1)
    )
    return (*(Consent(field=each, given_on=date(2026, 1, 2), source="formularz") for each in GIVEN), ended)


def secret(place: str, x: float, y: float, number: int) -> Mapping[str, Any]:
    """What a public file must not depend on; ``number`` makes other secrets."""
    home = Address(
        premises=f"mieszkanie {number}",
        street=f"ul. Tajna {number}",
        number=str(number),
        postal_code=f"46-{200 + number}",
        place=f"{place} {number}",
        post_town=f"Poczta {number}",
        private=True,
        x=x + 40.0 * number,
        y=y - 30.0 * number,
        method=PlacingMethod.EXACT,
        certainty=100,
    )
    placed = replace(home, placed_as=home.placing_line)
    active = Address(kind=AddressKind.ACTIVITY, street="ul. Tajna", number=f"{number}b", place=place, private=True)
    president = OrganisationPerson(
        name="Ewa Jawna", role="prezes", phone=f"600 100 20{number}", email=f"e{number}@x.example"
    )
    former = OrganisationPerson(name=f"Jan Dawny{'ek' * number}", role="prezes", until=date(2025, 1, number))
    return {
        "addresses": (placed, active),
        "people": (president, former),
        "phones": (f"77 100 10 1{number}",),
        "email": f"klub{number}@x.example",
        "krs": "",
        "members": number,
        "aims": f"cele {number}",
        "tasks": f"zadania {number}",
        "account": "",
        "note": f"uwagi {number}",
    }


@pytest.fixture
def club(demo_services: Services) -> tuple[Organisation, Callable[[int], Mapping[str, Any]]]:
    """An organisation in a private home of a locality that the map knows, and how it gets other secrets."""
    base = demo_services.map_data.base()
    place = next(each for each in base.places if each.kind is PlaceKind.VILLAGE)

    def secrets(number: int) -> Mapping[str, Any]:
        return secret(place.name, place.x, place.y, number)

    draft = OrganisationDraft(
        name="Klub Domowy",
        legal_form=LegalForm.INFORMAL,
        consents=consents(demo_services.clock.today()),
        leading="17",
        spheres=("17",),
        **secrets(1),
    )
    return demo_services.organisations.create(draft).record, secrets


def public_files(services: Services, record_id: int, folder: Path) -> dict[str, bytes]:
    prints = services.organisation_prints
    prints.write_html(folder / "bip.html")
    prints.write_geojson(folder / "mapa.geojson")
    return {
        "html": (folder / "bip.html").read_bytes(),
        "geojson": (folder / "mapa.geojson").read_bytes(),
        **{f"list by {each}": prints.listing(arrangement=each) for each in ("name", "locality", "sphere")},
        "map": prints.map(),
        "map a3": prints.map(paper="a3"),
        "card": prints.card(record_id, internal=False),
    }


def test_other_secrets_leave_every_public_file_the_same_to_the_byte(
    demo_services: Services, club: tuple[Organisation, Callable[[int], Mapping[str, Any]]], tmp_path: Path
) -> None:
    services, (record, secrets) = demo_services, club
    before = public_files(services, record.id, tmp_path)
    assert "Klub Domowy" in before["html"].decode()
    draft = replace(draft_of(record, OrganisationDraft), **secrets(7))
    services.organisations.update(record.id, record.version, draft)
    after = public_files(services, record.id, tmp_path)
    assert [name for name in before if before[name] != after[name]] == []


def test_a_selection_read_before_shows_nothing_that_was_withdrawn_or_deleted_since(
    demo_services: Services, club: tuple[Organisation, Any]
) -> None:
    services, (stale, _) = demo_services, club
    other = next(each for each in services.organisations.all() if each.id != stale.id)
    listed = tuple(
        replace(each, withdrawn_on=services.clock.today()) if each.field is PublicField.LISTING else each
        for each in stale.consents
    )
    draft = replace(draft_of(stale, OrganisationDraft), consents=listed)
    now = services.organisations.update(stale.id, stale.version, draft).record
    assert stale.name not in read(services.organisation_prints.listing([stale, other])).all_text
    assert stale.name in read(services.organisation_prints.listing([stale, other], internal=True)).all_text
    services.organisations.delete(now.id, now.version)
    assert stale.name not in read(services.organisation_prints.listing([stale, other], internal=True)).all_text


def test_what_tells_of_organisations_without_consent_says_that_it_is_internal(
    demo_services: Services, tmp_path: Path
) -> None:
    import zipfile

    services = demo_services
    assert INTERNAL in read(services.gap_prints.pdf()).all_text
    asked = services.consultations.all()[0]
    assert INTERNAL in read(services.consultation_prints.listing(asked.id)).all_text
    assert INTERNAL not in read(services.consultation_prints.protocol(asked.id)).all_text
    services.gap_prints.workbook(RowKind.PLACES, ColumnKind.GROUPS, tmp_path / "plamy.xlsx")
    services.organisation_exchange.export(tmp_path / "rejestr.xlsx", Format.XLSX)
    for name in ("plamy.xlsx", "rejestr.xlsx"):
        with zipfile.ZipFile(tmp_path / name) as packed:
            assert INTERNAL in packed.read("docProps/core.xml").decode(), name
