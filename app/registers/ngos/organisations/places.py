"""Addresses and their places on the map: which stand there, which do not yet, and giving them places."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.errors import Refusal
from app.geo.axes import in_poland
from app.geo.placing import PlacingMethod
from app.geo.shapes import Marker
from app.records.mapping import draft_of
from app.registers.ngos.organisations.domain import Address, AddressKind, Organisation, OrganisationDraft

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
    places = {each.placing_line: each for each in stored.addresses if each.placed}

    def placed(address: Address) -> Address:
        known = None if address.placed else places.get(address.placing_line)
        if known is None:
            return address
        return replace(
            address,
            x=known.x,
            y=known.y,
            method=known.method,
            certainty=known.certainty,
            placed_as=known.placed_as,
        )

    return replace(draft, addresses=tuple(map(placed, draft.addresses)))


def keeping_post_towns(draft: OrganisationDraft, stored: Organisation) -> OrganisationDraft:
    """The draft of a file without a column for post towns: addresses written as before keep theirs."""
    known = {each.placing_line: each.post_town for each in stored.addresses}
    return replace(
        draft,
        addresses=tuple(
            replace(each, post_town=each.post_town or known.get(each.placing_line, "")) for each in draft.addresses
        ),
    )


def post_towns(known: Iterable[Address], office_code: str = "", office_town: str = "") -> Mapping[str, str]:
    """The post town by postal code: as other addresses tell, else the office's own, else where streets have the code.

    A code on which addresses do not agree has none of theirs, rather than the wrong one.
    """
    told: dict[str, set[str]] = {}
    streets: dict[str, set[str]] = {}
    for each in known:
        if each.postal_code and each.post_elsewhere:
            told.setdefault(each.postal_code, set()).add(each.post_town.strip())
        elif each.postal_code and each.street:
            streets.setdefault(each.postal_code, set()).add(each.place)
    office = {office_code: {office_town}} if office_code and office_town else {}
    agreed: dict[str, str] = {}
    for source in (streets, office, told):
        agreed |= {code: next(iter(towns)) for code, towns in source.items() if len(towns) == 1}
    return agreed


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
            placed_as=addresses[each.address].placing_line if on_map else "",
        )
    return replace(draft_of(before, OrganisationDraft), addresses=tuple(addresses))
