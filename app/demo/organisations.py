"""The invented map of the demonstration and the organisations on it, placed as a clerk would: by their addresses."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.bootstrap import Services
from app.core.periods import add_months
from app.demo.geography import FILE, demo_geography
from app.demo.toml_records import read_records
from app.geo.mapdata import DataKind
from app.geo.placing import AddressIndex
from app.geo.shapes import LineKind, SurfaceKind
from app.registers.ngos.geography.usecases import about
from app.registers.ngos.organisations.domain import Address, Consent, OrganisationDraft, PublicField

_WRITTEN = 2026
"""The year in which the data file was written: confirmations move on with the clock, as an office's would."""


@dataclass(frozen=True, kw_only=True)
class DemoOrganisation:
    """An organisation of the data file, with what it agreed to on one day and one paper."""

    organisation: OrganisationDraft
    consents: tuple[PublicField, ...] = ()
    consented_on: date | None = None
    consent_source: str = ""


def add_map(services: Services, folder: Path) -> None:
    """Save borders, localities, roads, waters and addresses as one import."""
    geography = demo_geography(folder)
    base = geography.base_map
    layers = (
        (DataKind.AREAS, base.areas),
        (DataKind.PLACES, base.places),
        (DataKind.STREETS, [line for line in base.lines if line.kind is not LineKind.RIVER]),
        (DataKind.RIVERS, [line for line in base.lines if line.kind is LineKind.RIVER]),
        (DataKind.WATER, [each for each in base.surfaces if each.kind is SurfaceKind.WATER]),
        (DataKind.WOODS, [each for each in base.surfaces if each.kind is SurfaceKind.FOREST]),
        (DataKind.SURFACES, [each for each in base.surfaces if each.kind is SurfaceKind.BUILT_UP]),
        (DataKind.ADDRESSES, geography.addresses),
    )
    own = base.own
    assert own is not None, "the data file has the gmina of the demonstration"
    taken = [about(layer, FILE, shapes, source=base.source, state_on=base.state_on) for layer, shapes in layers]
    services.map_data.take(
        [
            replace(each, about=replace(each.about, teryt=own.code, name=own.name, format="dane pokazowe"))
            for each in taken
        ]
    )


def add_organisations(services: Services, folder: Path) -> None:
    """Save the organisations, each address placed where the map knows it; what it does not know waits for a hand."""
    entries = read_records(folder / "organisations.toml", "organisations", DemoOrganisation)
    index, years = services.map_data.index(), services.clock.today().year - _WRITTEN
    services.organisations.create_many(_draft(entry, index, years) for entry in entries)


def _draft(entry: DemoOrganisation, index: AddressIndex, years: int) -> OrganisationDraft:
    draft, consented_on = entry.organisation, entry.consented_on
    return replace(
        draft,
        addresses=tuple(_placed(address, index) for address in draft.addresses),
        confirmed_on=None if draft.confirmed_on is None else add_months(draft.confirmed_on, 12 * years),
        consents=tuple(
            Consent(field=field, given_on=consented_on, source=entry.consent_source) for field in entry.consents
        ),
    )


def _placed(address: Address, index: AddressIndex) -> Address:
    found = index.place(address.place, address.street, address.number)
    if found is None:
        return address
    return replace(
        address, x=found.x, y=found.y, method=found.method, certainty=found.certainty, placed_as=address.placing_line
    )
