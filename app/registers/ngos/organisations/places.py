"""Addresses and their places on the map: which stand there, which do not yet, and giving them places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.errors import Refusal
from app.geo.axes import in_poland
from app.geo.placing import PlacingMethod
from app.geo.shapes import Marker
from app.records.mapping import draft_of
from app.registers.ngos.organisations.domain import AddressKind, Organisation, OrganisationDraft

_OUTSIDE = "To miejsce jest poza Polską. Wskaż na mapie inne, w gminie albo blisko niej."
_BAD_POSITION = "Nie ma już tego adresu: ktoś zmienił adresy organizacji „{name}”. Odśwież listę i spróbuj ponownie."


@dataclass(frozen=True, kw_only=True)
class Placing:
    """Where an address is to stand: EPSG:2180 metres; ``x`` None takes it off the map. ``certainty`` is 0…100."""

    organisation_id: int
    version: int
    address: int
    x: float | None
    y: float | None
    method: PlacingMethod | None
    certainty: int | None


@dataclass(frozen=True)
class PlacedAddress:
    """A marker, whose number is its organisation's, and the index of the address that it stands for."""

    marker: Marker
    address: int


@dataclass(frozen=True)
class Unplaced:
    """An address that is not on the map, or was changed since; ``address`` is its index, None where there is none."""

    organisation: Organisation
    address: int | None


def keeping_places(draft: OrganisationDraft, stored: Organisation) -> OrganisationDraft:
    """The draft of a file that says nothing of the map: addresses written as before stay where they are."""
    places = {each.line: each for each in stored.addresses if each.placed}
    return replace(
        draft,
        addresses=tuple(
            each
            if each.placed or each.line not in places
            else replace(
                each,
                x=places[each.line].x,
                y=places[each.line].y,
                method=places[each.line].method,
                certainty=places[each.line].certainty,
                placed_as=places[each.line].placed_as,
            )
            for each in draft.addresses
        ),
    )


def unplaced(found: Sequence[Organisation]) -> Iterator[Unplaced]:
    """Addresses without a place, or changed since they were placed; postal ones are left out."""
    for organisation in found:
        if not organisation.addresses:
            yield Unplaced(organisation, None)
        for index, address in enumerate(organisation.addresses):
            if address.kind is not AddressKind.MAIL and (not address.placed or address.outdated_place):
                yield Unplaced(organisation, index)


def with_places(before: Organisation, placings: Sequence[Placing]) -> OrganisationDraft:
    """The organisation with some addresses moved; Refusal where one of them is gone or would leave Poland."""
    addresses = list(before.addresses)
    for each in placings:
        if not 0 <= each.address < len(addresses):
            raise Refusal(_BAD_POSITION.format(name=before.name))
        if each.x is not None and each.y is not None and not in_poland(each.x, each.y):
            raise Refusal(_OUTSIDE)
        on_map = each.x is not None and each.y is not None
        addresses[each.address] = replace(
            addresses[each.address],
            x=each.x if on_map else None,
            y=each.y if on_map else None,
            method=each.method if on_map else None,
            certainty=each.certainty if on_map else None,
            placed_as=addresses[each.address].line if on_map else "",
        )
    return replace(draft_of(before, OrganisationDraft), addresses=tuple(addresses))
