"""Use cases of the gap matrix: worked out afresh from the register and the map, nothing is kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from app.core.permissions import Actor
from app.geo.shapes import Marker
from app.registers.ngos.dictionary import groups
from app.registers.ngos.gaps.domain import (
    ColumnKind,
    GapMatrix,
    Line,
    RowKind,
    by_place,
    by_served,
    group_columns,
)
from app.registers.ngos.gaps.words import TITLE
from app.registers.ngos.geography.usecases import MapData
from app.registers.ngos.organisations.domain import Organisation, ServedGroup
from app.registers.ngos.organisations.usecases import Organisations
from app.registers.ngos.organisations.words import LABELS

_SERVED = {group: LABELS[ServedGroup][group] for group in ServedGroup}


@dataclass(frozen=True)
class GapMaterial:
    """All that a window of gaps shows, as read at one moment: every matrix and every cell of it comes from here.

    ``organisations`` are by id, in the order of their names; ``markers`` are their places on the map, by organisation.
    """

    organisations: Mapping[int, Organisation]
    markers: Mapping[int, tuple[Marker, ...]]
    localities: tuple[str, ...]

    def of_cell(self, ids: Iterable[int]) -> tuple[tuple[Organisation, ...], tuple[Marker, ...]]:
        """The organisations of a cell by name, and their places, each with a number of its own as its ``id``."""
        wanted = set(ids)
        found = tuple(each for each in self.organisations.values() if each.id in wanted)
        places = (each for one in found for each in self.markers.get(one.id, ()))
        return found, tuple(replace(each, id=number, subject=each.id) for number, each in enumerate(places, 1))


class GapMatrices:
    """Sphere by locality, or by group of people."""

    def __init__(self, organisations: Organisations, maps: MapData) -> None:
        self._organisations, self._maps = organisations, maps

    @property
    def actor(self) -> Callable[[], Actor]:
        """Who works now."""
        return self._organisations.actor

    def material(self) -> GapMaterial:
        """Organisations, their places on the map and the localities, as of now: two queries for a whole window."""
        self.actor().require("ngo.read")
        found = {each.id: each for each in self._organisations.all()}
        markers: dict[int, list[Marker]] = {}
        for each in self._organisations.markers():
            markers.setdefault(each.id, []).append(each)
        return GapMaterial(found, {key: tuple(places) for key, places in markers.items()}, self._localities())

    def matrix_of(self, material: GapMaterial, rows: RowKind, columns: ColumnKind) -> GapMatrix:
        """The matrix of what was read before."""
        self.actor().require("ngo.read")
        return self._matrix(material.organisations.values(), material.localities, rows, columns)

    def matrix(self, rows: RowKind, columns: ColumnKind) -> GapMatrix:
        """The matrix as of now."""
        self.actor().require("ngo.read")
        localities = self._localities() if rows is RowKind.PLACES else ()
        return self._matrix(self._organisations.all(), localities, rows, columns)

    def _matrix(
        self, found: Iterable[Organisation], localities: Iterable[str], rows: RowKind, columns: ColumnKind
    ) -> GapMatrix:
        spheres = self._organisations.spheres()
        if columns is ColumnKind.GROUPS:
            heads = group_columns((each.key, each.letter, each.name) for each in groups())
        else:
            held = spheres.on(self._organisations.clock.today())
            heads = tuple(Line(each.code, each.code, each.label) for each in held)
        if rows is RowKind.SERVED:
            return by_served(found, _SERVED, heads, spheres)
        return by_place(found, localities, heads, spheres)

    def organisations(self, ids: Iterable[int]) -> tuple[Organisation, ...]:
        """Those of a cell, by name."""
        return self._organisations.many(ids)

    def log(self, deed: str, form: str) -> None:
        """Note a print or an export in the audit log."""
        self._organisations.log(deed, self._organisations.all(), report=TITLE, format=form)

    def _localities(self) -> tuple[str, ...]:
        if not self.actor().may("ngo_map.read"):
            return ()
        return tuple(place.name for place in self._maps.localities())
