"""Records of any map file made into what a map is made of; decides units and order of coordinates for each file."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any

from app.core.errors import Refusal
from app.core.progress import Progress
from app.geo import columns
from app.geo.axes import Axes, converter, in_poland, settled
from app.geo.bounds import around, holds, touch, widened
from app.geo.columns import Geometry, pick
from app.geo.mapdata import DataKind, MapData, OwnPoint, Wanted
from app.geo.outlines import closed_ring
from app.geo.shapes import (
    AddressPoint,
    Area,
    Bounds,
    Level,
    Line,
    LineKind,
    Place,
    PlaceKind,
    Point,
    Polygon,
    Surface,
    SurfaceKind,
)
from app.geo.teryt import gmina_code, same_gmina, voivodeship_bounds

_SAMPLE = 5000
MAX_ADDRESSES = 1_500_000
"""Addresses taken from one file: more than any voivodeship has."""
_REACH = 5000.0
"""Metres around the wanted gmina's box within which an address without a number may be one of its own."""
MAX_OUTLINES = 3_000_000
"""Corners of borders of one file; the whole country has five million."""
MAX_CORNERS = 1_500_000
"""Corners of waters and woods kept of one file; a powiat has some hundred thousand."""
_REPORT_EVERY = 2000
_OUTLIERS = 0.02
_WORDS = {
    DataKind.AREAS: "Czytanie granic",
    DataKind.ADDRESSES: "Czytanie punktów adresowych",
    DataKind.STREETS: "Czytanie ulic",
    DataKind.PLACES: "Czytanie miejscowości",
    DataKind.POINTS: "Czytanie punktów",
    DataKind.WATER: "Czytanie wód",
    DataKind.RIVERS: "Czytanie rzek",
    DataKind.WOODS: "Czytanie lasów",
}
_SURFACES = {DataKind.WATER: SurfaceKind.WATER, DataKind.WOODS: SurfaceKind.FOREST}
_FIELDS = {kind: "lines" if kind is DataKind.STREETS else kind.value for kind in _WORDS}
_LARGE = (DataKind.AREAS, DataKind.RIVERS, *_SURFACES)
"""Kinds whose single records are long; the day of their file is that of the data."""
# rodzaj miejscowości in the register SIMC: parts of towns and villages, districts, delegations
_PART_CODES = ("00", "95", "98", "99")
_TOWN_CODE = "96"


@dataclass(slots=True)
class Feature:
    """One record: ``values`` by folded column, ``parts`` as its pairs, lines of pairs or polygons of rings of pairs."""

    values: Mapping[str, str]
    geometry: Geometry | None
    parts: Sequence[Any]

    def pairs(self) -> Iterator[Point]:
        """Every pair of numbers, in whatever order the file has them."""
        if self.geometry is Geometry.POINT:
            return iter(self.parts)
        if self.geometry is Geometry.LINE:
            return chain.from_iterable(self.parts)
        return chain.from_iterable(ring for polygon in self.parts for ring in polygon)


def map_data(
    features: Iterable[Feature],
    kind: DataKind,
    name: str,
    progress: Progress,
    *,
    declared: Axes | None = None,
    wanted: Wanted | None = None,
    total: int = 0,
    state_on: date | None = None,
    told: bool = False,
) -> MapData:
    """What the records of one kind are; ``name`` is the file in refusals.

    ``told`` takes the records of which nothing tells what they are. Raises Refusal and Cancelled.
    """
    drawn = (feature for feature in features if feature.geometry is not None)
    sample = list(islice(drawn, 50 if kind in _LARGE else _SAMPLE))
    pairs = [(float(pair[0]), float(pair[1])) for feature in sample for pair in islice(feature.pairs(), _SAMPLE)]
    axes = settled(pairs, name, declared=declared, near=_near(sample, wanted))
    building = _Building(kind, name, converter(axes), wanted, told=told)
    for number, feature in enumerate(chain(sample, drawn)):
        if number % _REPORT_EVERY == 0:
            progress.report(number, max(total, number), _WORDS[kind])
        building.add(feature)
    return building.data(state_on)


def _near(sample: Sequence[Feature], wanted: Wanted | None) -> Iterator[Bounds | None]:
    """Boxes in which the points should fall: by numbers in the file, then by the gmina that is wanted."""
    codes = {pick(feature.values, columns.AREA_CODE)[:2] for feature in sample}
    boxes = [box for box in map(voivodeship_bounds, sorted(codes)) if box is not None]
    if len(boxes) == 1:
        yield boxes[0]
    if wanted is not None:
        yield wanted.bounds
        yield wanted.surroundings
        yield voivodeship_bounds(wanted.code)


class _Building:
    """Records gathered into tuples of one kind."""

    def __init__(
        self,
        kind: DataKind,
        name: str,
        convert: Callable[[float, float], Point],
        wanted: Wanted | None,
        *,
        told: bool,
    ) -> None:
        self._kind, self._name, self._convert, self._wanted, self._told = kind, name, convert, wanted, told
        self._reach = wanted.reach if wanted else None
        self._corners = self._far = 0
        self._taken: list[Any] = []
        self._outside = self._elsewhere = 0
        self._broken: list[Refusal] = []
        self._add: Callable[[Feature], None] = {
            DataKind.AREAS: self._area,
            DataKind.ADDRESSES: self._address,
            DataKind.STREETS: self._street,
            DataKind.PLACES: self._place,
            DataKind.POINTS: self._point,
            DataKind.WATER: self._surface,
            DataKind.RIVERS: self._river,
            DataKind.WOODS: self._surface,
        }[kind]

    def add(self, feature: Feature) -> None:
        drawn = feature.geometry or Geometry.POINT
        if self._told:
            fits = drawn is (Geometry.LINE if self._kind is DataKind.RIVERS else Geometry.AREA)
            meant = fits and columns.untold(feature.values, drawn)
        else:
            meant = columns.kind_of(feature.values, drawn) is self._kind
        if meant:
            self._add(feature)

    def data(self, state_on: date | None) -> MapData:
        if self._outside > _OUTLIERS * (len(self._taken) + self._outside):
            raise Refusal(
                f"W pliku „{self._name}” {self._outside} położeń leży poza Polską. Sprawdź, czy wszystkie są w jednym "
                "układzie współrzędnych, i wczytaj plik ponownie."
            )
        if self._wanted and self._elsewhere and not self._taken:
            raise no_address(self._name, self._wanted)
        if self._broken and not self._taken:
            raise self._broken[0]
        if not self._taken and not self._far:
            raise Refusal(f"W pliku „{self._name}” nie ma niczego, co można pokazać na mapie. Wybierz inny plik.")
        shapes: dict[str, Any] = {_FIELDS[self._kind]: tuple(self._taken)}
        stated = state_on if self._kind in _LARGE else None
        return MapData(**shapes, state_on=stated, skipped=self._outside, far=self._far, broken=len(self._broken))

    def _position(self, feature: Feature) -> Point | None:
        x, y = self._convert(float(feature.parts[0][0]), float(feature.parts[0][1]))
        if in_poland(x, y):
            return x, y
        if self._kind is DataKind.POINTS:
            name = pick(feature.values, columns.POINT_NAME)
            raise Refusal(f"Punkt „{name}” w pliku „{self._name}” leży poza Polską. Popraw jego współrzędne.")
        self._outside += 1
        return None

    def _area(self, feature: Feature) -> None:
        name = pick(feature.values, columns.AREA_NAME)
        code = gmina_code(pick(feature.values, columns.AREA_CODE))
        what = f"Granica gminy „{name or code}” w pliku „{self._name}”"
        polygons: list[Polygon] = [
            [closed_ring(ring, self._convert, what) for ring in polygon] for polygon in feature.parts
        ]
        if not polygons:
            raise Refusal(f"{what} jest pusta. Plik jest uszkodzony – pobierz go ponownie.")
        self._corners += sum(len(ring) for polygon in polygons for ring in polygon)
        if self._corners > MAX_OUTLINES:
            raise Refusal(
                f"W pliku „{self._name}” są granice całego kraju. Wczytaj je w formacie SHP albo zapisz w pliku tylko "
                "swoją gminę i jej sąsiadów."
            )
        if not all(in_poland(*point) for polygon in polygons for point in polygon[0]):
            raise Refusal(f"{what} wychodzi poza Polskę. Plik jest uszkodzony – pobierz go ponownie.")
        self._taken.append(Area(code=code, name=name or code, levels=(Level(0.0, polygons),)))

    def _street(self, feature: Feature) -> None:
        name = " ".join(filter(None, (pick(feature.values, columns.STREET_TYPE), street_name(feature.values))))
        lines = (
            feature.parts
            if feature.geometry is Geometry.LINE
            else [ring for polygon in feature.parts for ring in polygon]
        )
        for line in lines:
            points = [self._convert(float(pair[0]), float(pair[1])) for pair in line]
            if len(points) > 1:
                self._taken.append(Line(kind=LineKind.STREET, points=points, name=sys.intern(name)))

    def _river(self, feature: Feature) -> None:
        name = sys.intern(pick(feature.values, columns.WATER_NAME))
        for line in feature.parts:
            points = [self._convert(float(pair[0]), float(pair[1])) for pair in line]
            if len(points) > 1 and self._is_near(points):
                self._taken.append(Line(kind=LineKind.RIVER, points=points, name=name))

    def _surface(self, feature: Feature) -> None:
        name = pick(feature.values, columns.WATER_NAME)
        what = f"Powierzchnia {f'„{name}”' if name else 'bez nazwy'} w pliku „{self._name}”"
        try:
            polygons: list[Polygon] = [
                [closed_ring(ring, self._convert, what) for ring in polygon] for polygon in feature.parts if polygon
            ]
        except Refusal as problem:
            # one slip of a pen among thousands of woods; a file of nothing else is refused with these words
            self._broken.append(problem)
            return
        if polygons and self._is_near([point for polygon in polygons for ring in polygon for point in ring]):
            self._taken.append(Surface(kind=_SURFACES[self._kind], polygons=polygons, name=sys.intern(name)))

    def _is_near(self, points: Sequence[Point]) -> bool:
        """Whether a water or wood is worth keeping; raises Refusal where there are too many of them."""
        if not all(in_poland(*point) for point in points):
            self._outside += 1
            return False
        if self._reach and not touch(around(points), self._reach):
            self._far += 1
            return False
        self._corners += len(points)
        if self._corners > MAX_CORNERS:
            raise Refusal(
                f"W pliku „{self._name}” jest za dużo wód albo lasów. Wczytaj najpierw granicę gminy albo pobierz dane "
                "samego powiatu i wczytaj je ponownie."
            )
        return True

    def _place(self, feature: Feature) -> None:
        position = self._position(feature)
        name = pick(feature.values, (*columns.PLACE, *columns.POINT_NAME))
        if position and name:
            kind = place_kind(pick(feature.values, columns.PLACE_KIND))
            code = pick(feature.values, columns.PLACE_CODE)
            self._taken.append(Place(name=name, x=position[0], y=position[1], kind=kind, code=code))

    def _address(self, feature: Feature) -> None:
        values, keep = feature.values, sys.intern
        gmina = keep(gmina_code(pick(values, columns.GMINA)))
        if gmina and self._wanted and not same_gmina(gmina, self._wanted.code):
            self._elsewhere += 1
            return
        position = self._position(feature)
        if position is None:
            return
        if not gmina and not self._near(*position):
            self._elsewhere += 1
            return
        if len(self._taken) >= MAX_ADDRESSES:
            raise too_many_addresses(self._name)
        self._taken.append(
            AddressPoint(
                keep(pick(values, columns.PLACE)),
                keep(pick(values, columns.STREET)),
                keep(pick(values, columns.NUMBER)),
                *position,
                keep(pick(values, columns.POSTAL_CODE)),
                keep(pick(values, columns.PLACE_CODE)),
                gmina,
            )
        )

    def _near(self, x: float, y: float) -> bool:
        box = self._wanted.bounds if self._wanted else None
        return box is None or holds(widened(box, _REACH), x, y)

    def _point(self, feature: Feature) -> None:
        position = self._position(feature)
        if position:
            self._taken.append(OwnPoint(pick(feature.values, columns.POINT_NAME), *position))


def no_address(name: str, wanted: Wanted) -> Refusal:
    """The refusal of addresses of which none is in the wanted gmina."""
    gmina = f"„{wanted.name}” ({wanted.code})" if wanted.name else wanted.code
    return Refusal(
        f"Żaden punkt adresowy z pliku „{name}” nie leży w gminie {gmina}. Pobierz adresy swojej gminy albo powiatu "
        "i wczytaj plik ponownie."
    )


def too_many_addresses(name: str) -> Refusal:
    """The refusal of a file of half the country."""
    return Refusal(f"W pliku „{name}” jest za dużo adresów. Pobierz adresy swojej gminy albo powiatu i wczytaj je.")


def street_name(values: Mapping[str, str]) -> str:
    """The street of a line, under the register's name or an own one."""
    return pick(values, (*columns.STREET, *columns.AREA_NAME))


def place_kind(text: str) -> PlaceKind:
    """Kind of a locality from the number of SIMC („96”) or the register's word („część wsi”)."""
    word = text.strip().lower()
    if word == _TOWN_CODE or word == "miasto":
        return PlaceKind.TOWN
    if word in _PART_CODES or word.startswith(("część", "czesc", "dzielnica", "delegatura")):
        return PlaceKind.PART
    return PlaceKind.VILLAGE
