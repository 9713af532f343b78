"""Use cases of the gap matrix: worked out afresh from the register and the map, nothing is kept."""

from collections.abc import Callable, Iterable
from dataclasses import replace

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


class GapMatrices:
    """Sphere by locality, or by group of people."""

    def __init__(self, organisations: Organisations, maps: MapData) -> None:
        self._organisations, self._maps = organisations, maps

    @property
    def actor(self) -> Callable[[], Actor]:
        """Who works now."""
        return self._organisations.actor

    def matrix(self, rows: RowKind, columns: ColumnKind) -> GapMatrix:
        """The matrix as of now."""
        self.actor().require("ngo.read")
        spheres = self._organisations.spheres()
        if columns is ColumnKind.GROUPS:
            heads = group_columns((each.key, each.letter, each.name) for each in groups())
        else:
            held = spheres.on(self._organisations.clock.today())
            heads = tuple(Line(each.code, each.code, each.label) for each in held)
        found = self._organisations.all()
        if rows is RowKind.SERVED:
            return by_served(found, _SERVED, heads, spheres)
        return by_place(found, self._localities(), heads, spheres)

    def organisations(self, ids: Iterable[int]) -> tuple[Organisation, ...]:
        """Those of a cell, by name."""
        return self._organisations.many(ids)

    def markers(self, ids: Iterable[int]) -> tuple[Marker, ...]:
        """Their places on the map, each with a number of its own; ``subject`` is the organisation."""
        wanted = set(ids)
        places = (each for each in self._organisations.markers() if each.id in wanted)
        return tuple(replace(each, id=number, subject=each.id) for number, each in enumerate(places, 1))

    def log(self, deed: str, form: str) -> None:
        """Note a print or an export in the audit log."""
        self._organisations.log(deed, self._organisations.all(), report=TITLE, format=form)

    def _localities(self) -> tuple[str, ...]:
        if not self.actor().may("ngo_map.read"):
            return ()
        return tuple(place.name for place in self._maps.localities())
