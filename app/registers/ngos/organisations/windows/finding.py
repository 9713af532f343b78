"""Finding an address, a street or a locality on the map by what somebody typed."""

from dataclasses import dataclass

from app.core.polish import fold
from app.geo.addresses import compatible, parse_address, street_name
from app.geo.placing import AddressIndex, Placed, PlacingMethod
from app.geo.shapes import BaseMap, LineKind
from app.registers.ngos.geography.usecases import MapData
from app.registers.ngos.organisations.words import label

_HOUSE, _STREET, _LOCALITY = 700.0, 1500.0, 3500.0
"""Metres across to fly to."""


@dataclass(frozen=True)
class Found:
    """Where it is, how much of the map to show, and what was found, in words."""

    x: float
    y: float
    metres_across: float
    text: str


def find_on_map(map_data: MapData, text: str) -> Found | None:
    """The address, else the locality or street of this name, else the likeliest address; None for nothing alike."""
    index, base, address = map_data.index(), map_data.base(), parse_address(text)
    placed = index.place(text, "", "") if not any(letter.isdigit() for letter in text) else None
    placed = placed or index.place(address.place, address.street, address.number)
    if placed is not None and placed.method is PlacingMethod.EXACT:
        return _found(placed)
    point = next((each for each in base.places if fold(each.name) == fold(text.strip())), None)
    if point is not None:
        return Found(point.x, point.y, _LOCALITY, point.name)
    # „Polna 5”: a street whose locality everybody knows
    alone = "" if address.place and address.street else address.street or address.place
    street = _without_locality(index, base, alone, address.number) if alone else None
    if street is not None:
        return street
    placed = placed or next(iter(index.suggest(address.place, address.street, address.number, 1)), None)
    return None if placed is None else _found(placed)


def _without_locality(index: AddressIndex, base: BaseMap, street: str, number: str) -> Found | None:
    """The house on the only street of that name, else on one most alike, else the street itself."""
    placed = index.place("", street, number) if number else None
    if placed is not None and placed.method is not PlacingMethod.PLACE_CENTRE:
        return _found(placed)
    wanted = street_name(street)
    for suggested in index.suggest("", street, number, 3) if number else ():
        if compatible(wanted, street_name(parse_address(suggested.matched).street)):
            return _found(suggested)
    streets = [each for each in base.lines if each.kind is LineKind.STREET and each.name]
    alike = [each for each in streets if compatible(wanted, street_name(each.name))]
    for each in sorted(alike, key=lambda one: street_name(one.name).words != wanted.words):
        return Found(*each.points[len(each.points) // 2], _STREET, each.name)
    return None


def _found(placed: Placed) -> Found:
    centre = placed.method is PlacingMethod.PLACE_CENTRE
    how = label(placed.method)
    return Found(placed.x, placed.y, _LOCALITY if centre else _HOUSE, f"{placed.matched} ({how})")
