"""Use cases of the map: data taken over from files, the base of the map, and addresses found on it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core.polish import fold, plural
from app.core.problems import Problem
from app.core.progress import NoProgress, Progress
from app.core.records import Change, Outcome, Undo
from app.geo.mapdata import DataKind
from app.geo.placing import AddressIndex, Placed
from app.geo.shapes import AddressPoint, Area, BaseMap, Line, Place, Surface
from app.records import environment
from app.records.listing import ColumnFilter, Filter
from app.records.usecases import Noun, Records
from app.registers.ngos.geography import repository
from app.registers.ngos.geography.domain import SOURCE, MapImport, MapImportDraft, validate
from app.registers.ngos.geography.model import MapImportRow
from app.registers.ngos.geography.words import FIELDS, LABELS, LAYERS, PROBLEMS
from db.revisions import revision

Adding = Callable[[Session, int, Any, Progress], None]


@dataclass(frozen=True, kw_only=True)
class LayerData:
    """One layer as it is taken over: what is told of its file, and its shapes."""

    about: MapImportDraft
    shapes: Sequence[Area] | Sequence[Line] | Sequence[Surface] | Sequence[Place] | Sequence[AddressPoint]


@dataclass
class _Kept:
    """What was built from the stored shapes, for as long as nobody changed them."""

    revision: int = -1
    base: BaseMap | None = None
    index: AddressIndex | None = None
    localities: tuple[Place, ...] | None = None


@dataclass(frozen=True)
class _Shown:
    ids: Mapping[DataKind, Sequence[int]] = field(default_factory=dict)

    def of(self, *layers: DataKind) -> Sequence[int]:
        return [one for layer in layers for one in self.ids.get(layer, ())]


_ADDING: Mapping[DataKind, Adding] = {
    DataKind.AREAS: repository.add_areas,
    DataKind.ADDRESSES: repository.add_addresses,
    DataKind.STREETS: repository.add_lines,
    DataKind.PLACES: repository.add_places,
    DataKind.POINTS: repository.add_places,
    DataKind.WATER: repository.add_surfaces,
    DataKind.RIVERS: repository.add_lines,
    DataKind.WOODS: repository.add_surfaces,
    DataKind.SURFACES: repository.add_surfaces,
}


_PAINTED = (DataKind.WOODS, DataKind.SURFACES, DataKind.WATER)
"""Layers of surfaces from the bottom up: a pond in a wood is seen."""


class MapData(Records[MapImport, MapImportDraft]):
    """Data of the map; each import is one record, and the newest one of a layer is what the map shows.

    An import is undone by deleting it: the one before it is shown again.
    """

    entity = "ngo_map"
    noun = Noun("zbiór danych mapy", "zbiór danych mapy")
    row, record, draft = MapImportRow, MapImport, MapImportDraft
    fields, sentences, labels = FIELDS, PROBLEMS, LABELS
    order = (MapImportRow.id,)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._kept = _Kept()

    def title(self, record: MapImport | MapImportDraft) -> str:
        return f"{LAYERS[record.layer]} z pliku {record.file_name}"

    def validate(self, draft: MapImportDraft) -> tuple[Problem, ...]:
        return validate(draft)

    def filters(self) -> Mapping[str, Filter]:
        return {"layer": ColumnFilter(MapImportRow.layer)}

    def sorts(self) -> Mapping[str, Any]:
        return {"layer": MapImportRow.layer, "file_name": MapImportRow.sort, "state_on": MapImportRow.state_on}

    # -- the map ---------------------------------------------------------------------------------------------

    def base(self) -> BaseMap:
        """Everything under the markers, own points among its places; without any import a blank map."""
        kept = self._fresh()
        if kept.base is None:
            with environment.reading(self.store) as session:
                kept.base = self._base(session)
        return kept.base

    def localities(self) -> tuple[Place, ...]:
        """Localities of the gmina and near it, without the office's own points."""
        kept = self._fresh()
        if kept.localities is None:
            with environment.reading(self.store) as session:
                kept.localities = repository.places(session, _shown(session).of(DataKind.PLACES))
        return kept.localities

    def index(self) -> AddressIndex:
        """Addresses and localities to be found in; building it takes a tenth of a second for 8,000 addresses."""
        kept = self._fresh()
        if kept.index is None:
            with environment.reading(self.store) as session:
                shown = _shown(session)
                kept.index = AddressIndex(
                    repository.addresses(session, shown.of(DataKind.ADDRESSES)),
                    repository.places(session, shown.of(DataKind.PLACES)),
                )
        return kept.index

    def propose(self, place: str, street: str, number: str) -> Placed | None:
        """Where an address may be, how it was found and how certain that is; None where it cannot be told."""
        return self.index().place(place, street, number)

    def has_addresses(self) -> bool:
        """Whether anything can be placed by its address at all."""
        self._require("read")
        with environment.reading(self.store) as session:
            return bool(repository.count_addresses(session, _shown(session).of(DataKind.ADDRESSES)))

    def _fresh(self) -> _Kept:
        self._require("read")
        with environment.reading(self.store) as session:
            now = revision(session, self.entity)
        if self._kept.revision != now:
            self._kept = _Kept(now)
        return self._kept

    def _base(self, session: Session) -> BaseMap:
        shown = _shown(session)
        imports = [self._to_record(session.get(MapImportRow, one)) for ids in shown.ids.values() for one in ids]
        sources = list(dict.fromkeys(each.source for each in imports if each.layer is not DataKind.POINTS))
        return BaseMap(
            areas=repository.areas(session, shown.of(DataKind.AREAS)),
            lines=repository.lines(session, shown.of(DataKind.RIVERS, DataKind.STREETS)),
            surfaces=tuple(surface for layer in _PAINTED for surface in repository.surfaces(session, shown.of(layer))),
            places=(
                *repository.places(session, shown.of(DataKind.PLACES)),
                *repository.places(session, shown.of(DataKind.POINTS)),
            ),
            source="; ".join(sources),
            state_on=next((each.state_on for each in imports if each.layer is DataKind.AREAS), None),
        )

    # -- taking over -----------------------------------------------------------------------------------------

    def take(self, layers: Sequence[LayerData], progress: Progress | None = None) -> Outcome[tuple[MapImport, ...]]:
        """Save layers in one transaction, all or none; undo takes all of them away again.

        Raises Invalid where something about a file is wrong, Cancelled when the person cancels: nothing is saved then.
        """
        self._require("edit")
        watched = progress or NoProgress()
        with self._changing() as session:
            taken = []
            for layer in layers:
                row = self.row()
                self._save(session, row, layer.about, None)
                record = self._stored(session, row)
                _ADDING[record.layer](session, record.id, layer.shapes, watched)
                taken.append(record)
        return self._taken(tuple(taken))

    def _taken(self, records: tuple[MapImport, ...]) -> Outcome[tuple[MapImport, ...]]:
        number = len(records)
        told = ", ".join(LAYERS[each.layer] for each in records)
        return Outcome(
            records,
            Change(self.entity, frozenset(each.id for each in records)),
            f"{plural(number, 'Wczytano zbiór', 'Wczytano zbiory', 'Wczytano zbiory')}: {told}.",
            Undo("Wycofaj wczytane dane mapy", lambda: self._turn(records, gone=True)),
        )

    def _turn(self, records: tuple[MapImport, ...], *, gone: bool) -> Outcome[tuple[MapImport, ...]]:
        """Take imports away together, or bring them back."""
        self._require("edit")
        with self._changing() as session:
            turned = []
            for record in records:
                row = session.get(MapImportRow, record.id)
                if row is None or (row.deleted_at is not None) is gone:
                    continue
                row.deleted_at = self.clock.now() if gone else None
                session.flush()
                after = self._to_record(row)
                self._entitle(session, after)
                turned.append(after)
        found = tuple(turned)
        if not found:
            return Outcome((), Change(self.entity, frozenset()), "Bez zmian: ktoś zrobił to już wcześniej.")
        if not gone:
            return self._taken(found)
        return Outcome(
            found,
            Change(self.entity, frozenset(each.id for each in found)),
            "Wycofano wczytane dane mapy; widać te, które były przed nimi.",
            Undo("Wczytaj dane mapy ponownie", lambda: self._turn(found, gone=False)),
        )

    def _before_save(
        self, session: Session, row: MapImportRow, draft: MapImportDraft, before: MapImport | None
    ) -> None:
        row.sort = fold(draft.file_name)
        row.find = fold(f"{self.title(draft)} {draft.name} {draft.format}")


def about(
    layer: DataKind, file_name: str, shapes: Sequence[Any], *, source: str = SOURCE, state_on: date | None = None
) -> LayerData:
    """A layer with the least that must be told of it."""
    return LayerData(
        about=MapImportDraft(layer=layer, file_name=file_name, source=source, state_on=state_on, items=len(shapes)),
        shapes=shapes,
    )


def _shown(session: Session) -> _Shown:
    return _Shown(repository.shown(session))
