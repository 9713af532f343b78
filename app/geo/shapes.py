"""What a map is made of: areas, lines, places, addresses and markers, all in EPSG:2180 metres (PL-1992).

A point is ``(easting, northing)``: x grows to the east, y to the north, as mathematicians and GIS programs have it.
Poland lies within 171 677…861 896 m east and 133 223…775 018 m north. Screens turn y round themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Point = tuple[float, float]
Ring = Sequence[Point]
"""Closed: the last point is the first one again."""
Polygon = Sequence[Ring]
"""The outer ring first, then its holes."""
Bounds = tuple[float, float, float, float]
"""West, south, east, north."""


class LineKind(StrEnum):
    """What a line on the map is."""

    ROAD = "road"
    STREET = "street"
    RAILWAY = "railway"
    RIVER = "river"


class SurfaceKind(StrEnum):
    """What a coloured surface on the map is."""

    WATER = "water"
    FOREST = "forest"
    BUILT_UP = "built_up"


class PlaceKind(StrEnum):
    """Kind of a locality, for the size of its label."""

    TOWN = "town"
    VILLAGE = "village"
    PART = "part"


@dataclass(frozen=True)
class Level:
    """An outline without details of about ``tolerance`` metres and less; 0 is the outline as it came."""

    tolerance: float
    polygons: Sequence[Polygon]


@dataclass(frozen=True, kw_only=True)
class Area:
    """A gmina: ``code`` is its TERYT number with the kind (seven digits), ``own`` the office's own one.

    ``levels`` go from the finest to the coarsest; neighbours were simplified together, so that borders stay shared.
    """

    code: str
    name: str
    own: bool = False
    levels: Sequence[Level] = ()


@dataclass(frozen=True, kw_only=True)
class Line:
    """A road, street, railway or river."""

    kind: LineKind
    points: Sequence[Point]
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A lake, a wood, a built-up part."""

    kind: SurfaceKind
    polygons: Sequence[Polygon]
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A locality; ``code`` is its SIMC number, blank where unknown."""

    name: str
    x: float
    y: float
    kind: PlaceKind = PlaceKind.VILLAGE
    code: str = ""


@dataclass(frozen=True, slots=True)
class AddressPoint:
    """One address; ``street`` is blank in villages without streets, ``gmina`` the TERYT of the gmina where known."""

    place: str
    street: str
    number: str
    x: float
    y: float
    postal_code: str = ""
    place_code: str = ""
    gmina: str = ""


@dataclass(frozen=True, kw_only=True)
class BaseMap:
    """Everything under the markers.

    ``source`` is the line that every screen and print shows, ``state_on`` the day of which the borders are.
    """

    areas: Sequence[Area] = ()
    lines: Sequence[Line] = ()
    surfaces: Sequence[Surface] = ()
    places: Sequence[Place] = ()
    source: str = ""
    state_on: date | None = None

    @property
    def own(self) -> Area | None:
        """The office's own gmina."""
        return next((area for area in self.areas if area.own), None)


@dataclass(frozen=True, kw_only=True)
class MarkerGroup:
    """How markers of one group look: told apart by ``letter`` where colours are not seen. ``colour`` is ``#rrggbb``."""

    key: str
    letter: str
    name: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class Marker:
    """One organisation at one place; drawn hollow unless ``exact``.

    ``id`` is what a click gives back, ``group`` a key of :class:`MarkerGroup`, ``address`` says the place in words.
    ``subject`` is the organisation's number where ``id`` is another one: markers of one organisation count as one.
    """

    id: int
    x: float
    y: float
    group: str
    title: str
    address: str = ""
    exact: bool = True
    subject: int = 0
