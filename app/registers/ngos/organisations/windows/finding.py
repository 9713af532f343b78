"""Finding an address or a locality on the map by what somebody typed."""

from dataclasses import dataclass

from app.core.polish import fold
from app.geo.addresses import parse_address
from app.geo.placing import Method, Placed
from app.registers.ngos.geography.usecases import MapData
from app.registers.ngos.organisations.domain import PlacingMethod
from app.registers.ngos.organisations.words import label

_HOUSE, _LOCALITY = 700.0, 3500.0
"""Metres across to fly to."""


@dataclass(frozen=True)
class Found:
    """Where it is, how much of the map to show, and what was found, in words."""

    x: float
    y: float
    metres_across: float
    text: str


def find_on_map(map_data: MapData, text: str) -> Found | None:
    """The address, else the locality of this name, else the likeliest of what it may mean; None for nothing alike."""
    index, address = map_data.index(), parse_address(text)
    placed = index.place(text, "", "") if not any(letter.isdigit() for letter in text) else None
    placed = placed or index.place(address.place, address.street, address.number)
    if placed is not None and placed.method is not Method.PLACE_CENTRE:
        return _found(placed)
    point = next((each for each in map_data.base().places if fold(each.name) == fold(text.strip())), None)
    if point is not None:
        return Found(point.x, point.y, _LOCALITY, point.name)
    placed = placed or next(iter(index.suggest(address.place, address.street, address.number, 1)), None)
    return None if placed is None else _found(placed)


def _found(placed: Placed) -> Found:
    centre = placed.method is Method.PLACE_CENTRE
    how = label(PlacingMethod(placed.method.value))
    return Found(placed.x, placed.y, _LOCALITY if centre else _HOUSE, f"{placed.matched} ({how})")
