"""The streets and numbers of each locality, kept so that a name can be looked up by all its words or by the last."""

from dataclasses import dataclass, field
from typing import NamedTuple

from app.geo.addresses import HouseNumber, StreetName, street_name
from app.geo.shapes import AddressPoint

NEAR = 2
"""How far a house number may be from the one that was asked for."""
CERTAIN = 100
_OTHER_KIND = 80
_SAME_SPOT = 150.0
"""Metres within which two points with one address are taken for one place."""
_NUMBER_COSTS = (10, 25, 20)
"""What the nearest number costs in certainty: other suffix, the other side of the street, the next house."""


@dataclass(slots=True)
class Street:
    place: str
    label: str
    name: StreetName
    points: dict[HouseNumber, list[AddressPoint]] = field(default_factory=dict)
    by_number: dict[int, list[HouseNumber]] = field(default_factory=dict)

    def add(self, number: HouseNumber, point: AddressPoint) -> None:
        if number not in self.points:
            self.points[number] = []
            self.by_number.setdefault(number.number, []).append(number)
        self.points[number].append(point)

    def text(self, number: str = "") -> str:
        street = f"{self.label} {number}".strip()
        return f"{self.place}, {street}" if self.label else f"{self.place} {number}".strip()


@dataclass(slots=True)
class Locality:
    name: str
    centre: tuple[float, float] | None = None
    streets: dict[str, Street] = field(default_factory=dict)
    by_words: dict[tuple[str, ...], list[Street]] = field(default_factory=dict)
    by_last: dict[tuple[str, ...], list[Street]] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def street(self, label: str) -> Street:
        found = self.streets.get(label)
        if found is None:
            name = street_name(label)
            found = self.streets[label] = Street(self.name, label, name)
            self.by_words.setdefault(name.words, []).append(found)
            self.by_last.setdefault(name.last, []).append(found)
            if label:
                self.texts[name.text] = name.words
        return found


class Candidates(NamedTuple):
    """Streets that fit equally well, and how well."""

    streets: tuple[Street, ...]
    certainty: int
    exact: bool


def of_kind(streets: list[Street], kind: str) -> Candidates:
    """Those of the wanted kind; a blank kind in the register of addresses may stand for „ulica”.

    Where nobody wrote a kind, several streets of one name are equally good.
    """
    same = [each for each in streets if each.name.kind == kind]
    if not same and kind == "ul":
        same = [each for each in streets if not each.name.kind]
    if same:
        return Candidates(tuple(same), CERTAIN, exact=True)
    if len(streets) == 1 and not (kind and streets[0].name.kind):
        return Candidates(tuple(streets), CERTAIN, exact=True)
    return Candidates(tuple(streets), _OTHER_KIND, exact=False)


def nearest_number(street: Street, wanted: HouseNumber) -> tuple[HouseNumber, int] | None:
    """The nearest number at most :data:`NEAR` away, the lower of two, and what it costs in certainty."""
    for distance in range(NEAR + 1):
        for value in (wanted.number - distance, wanted.number + distance):
            if numbers := street.by_number.get(value):
                return min(numbers), _NUMBER_COSTS[distance]
    return None


def is_elsewhere(street: Street, wanted: HouseNumber) -> bool:
    """Whether the register has the very address twice, far apart: two villages of one name."""
    points = street.points.get(wanted) or street.points.get(wanted._replace(part="")) or []
    return any(abs(p.x - points[0].x) + abs(p.y - points[0].y) > _SAME_SPOT for p in points[1:])


def middle(locality: Locality) -> tuple[float, float] | None:
    found = central([points[0] for street in locality.streets.values() for points in street.points.values()])
    return None if found is None else (found.x, found.y)


def central(points: list[AddressPoint]) -> AddressPoint | None:
    """The address nearest to the middle of all: a middle of a bent street may lie in a field."""
    if not points:
        return None
    x, y = sum(p.x for p in points) / len(points), sum(p.y for p in points) / len(points)
    return min(points, key=lambda point: (point.x - x) ** 2 + (point.y - y) ** 2)
