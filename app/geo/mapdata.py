"""What is found in map files before it becomes a map: kinds of files, their content, and the gmina it is wanted for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from app.core.errors import Refusal
from app.geo.bounds import widened
from app.geo.shapes import AddressPoint, Area, Bounds, Line, Place, Surface

MARGIN = 5000.0
"""Metres around the own gmina's box that stay on the map."""
_POWIAT = 25_000.0
"""Metres from a gmina to the farthest end of its powiat."""


class DataKind(StrEnum):
    """What a file holds and an import brings: one layer of the map.

    ``SURFACES`` are built-up parts; they come with the demonstration only.
    """

    AREAS = "areas"
    ADDRESSES = "addresses"
    STREETS = "streets"
    PLACES = "places"
    POINTS = "points"
    WATER = "water"
    RIVERS = "rivers"
    WOODS = "woods"
    SURFACES = "surfaces"


SURFACES_ASKED = (DataKind.WATER, DataKind.WOODS)
"""What surfaces of which a file tells nothing may be said to be."""


class UnknownSurfaces(Refusal):
    """A file has surfaces or lines, and nothing in it tells what they are: the person has to say it."""


class FileFormat(StrEnum):
    """How a file is written; tells which reader takes it."""

    SHAPEFILE = "shapefile"
    GEOJSON = "geojson"
    WKT = "wkt"
    GEOPACKAGE = "geopackage"
    GML_AREAS = "gml_areas"
    GML_ADDRESSES = "gml_addresses"
    CSV = "csv"


@dataclass(frozen=True, kw_only=True)
class Found:
    """One readable piece of the chosen files.

    ``member`` is its path inside an archive, blank for a file of its own, ``table`` the one of a GeoPackage; ``format``
    says in Polish what it is; ``count`` is the number of records where the file tells it without being read whole;
    ``told`` where the person said what its surfaces are; ``openstreetmap`` where they have its tags and so its licence.
    """

    path: Path
    member: str = ""
    table: str = ""
    kind: DataKind
    format: str
    reader: FileFormat
    count: int | None = None
    told: bool = False
    openstreetmap: bool = False

    @property
    def name(self) -> str:
        """As people see it: „granice.zip: A03_Granice_gmin.shp”."""
        return f"{self.path.name}: {self.member}" if self.member else self.path.name


@dataclass(frozen=True)
class Wanted:
    """The gmina for which files are read: TERYT with the kind, its name, and where it lies when that is known."""

    code: str
    name: str = ""
    bounds: Bounds | None = None

    @property
    def reach(self) -> Bounds | None:
        """What stays on the map."""
        return None if self.bounds is None else widened(self.bounds, MARGIN)

    @property
    def surroundings(self) -> Bounds | None:
        """The gmina with its powiat, about: whole files of addresses fall into it."""
        return None if self.bounds is None else widened(self.bounds, _POWIAT)


@dataclass(frozen=True)
class OwnPoint:
    """A point from the office's own list."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class MapData:
    """All that was read, in metres of PL-1992.

    ``state_on`` is the day of the borders, where a file tells it; ``skipped`` counts records that the register holds
    without a position, ``far`` waters and woods not even kept, as they are far from the wanted gmina, ``broken`` those
    that cross themselves or do not close.
    """

    areas: Sequence[Area] = ()
    lines: Sequence[Line] = ()
    places: Sequence[Place] = ()
    addresses: Sequence[AddressPoint] = ()
    points: Sequence[OwnPoint] = ()
    rivers: Sequence[Line] = ()
    water: Sequence[Surface] = ()
    woods: Sequence[Surface] = ()
    state_on: date | None = None
    skipped: int = 0
    far: int = 0
    broken: int = 0
