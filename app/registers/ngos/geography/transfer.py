"""Map files to the map: what the files hold, the own gmina cut out of them, and the layers saved together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.core.errors import Refusal
from app.core.polish import plural, sort_key
from app.core.progress import NoProgress, Progress
from app.core.records import Outcome
from app.geo.mapdata import SURFACES_ASKED, DataKind, Found, OwnPoint, Wanted
from app.geo.mapdata import MapData as Read
from app.geo.shapes import Area, BaseMap, Place, PlaceKind
from app.people.office.domain import Office
from app.registers.ngos.geography.domain import OPENSTREETMAP, SOURCE, MapImport, MapImportDraft
from app.registers.ngos.geography.usecases import LayerData, MapData
from app.registers.ngos.geography.words import LAYERS

SQUARE_KM = 1_000_000
_NAMED = 5
"""Files named one by one; of the others the number is told."""


class UnknownGmina(Refusal):
    """Nothing tells the office's own gmina: the files hold several, or what was written is no number of one."""


@dataclass(frozen=True, kw_only=True)
class PreparedMap:
    """What would be saved; nothing is saved yet. ``base`` is what the map would show of it."""

    layers: tuple[LayerData, ...]
    base: BaseMap
    own: Area | None
    area: float
    """Of the own gmina, in square metres; 0 without its border."""
    skipped: int
    broken: int = 0
    """Waters and woods left out as they cross themselves or do not close."""
    left_out: tuple[str, ...] = ()
    """Files of a chosen folder in which nothing was recognised."""

    def lines(self) -> tuple[str, ...]:
        """What the person is told before saving."""
        return tuple(self._told())

    def _told(self) -> list[str]:
        told = []
        if self.own is not None:
            neighbours = [area.name for area in self.base.areas if not area.own]
            brought = any(layer.about.layer is DataKind.AREAS for layer in self.layers)
            number = _points(self.own) if brought else 0
            border = f", granica z {number} {plural(number, 'punktu', 'punktów', 'punktów')}" if number else ""
            told.append(f"Gmina: {self.own.name} ({self.own.code}), {_square_km(self.area)} km²{border}")
            if brought:
                told.append(f"Gminy w sąsiedztwie: {', '.join(sorted(neighbours, key=sort_key)) or 'żadnej w pliku'}")
        for layer in self.layers:
            kept, read = layer.about.items or 0, layer.about.read or 0
            merged = " po połączeniu sąsiednich," if layer.about.layer in SURFACES_ASKED else ""
            of = f"{merged} z {read} w pliku" if read > kept else ""
            told.append(f"{LAYERS[layer.about.layer].capitalize()}: {kept}{of} – {layer.about.file_name}")
        if self.skipped:
            told.append(
                f"Pominięto {self.skipped} {plural(self.skipped, 'zapis', 'zapisy', 'zapisów')} bez położenia w pliku."
            )
        if self.broken:
            told.append(
                f"Pominięto {self.broken} {plural(self.broken, 'powierzchnię', 'powierzchnie', 'powierzchni')} "
                "z błędem rysunku: brzeg przecina sam siebie albo się nie domyka."
            )
        if self.left_out:
            more = len(self.left_out) - _NAMED
            names = ", ".join(self.left_out[:_NAMED]) + (
                f" i {more} {plural(more, 'inny', 'inne', 'innych')}" * (more > 0)
            )
            told.append(f"Bez danych mapy: {names}. Wskaż taki plik osobno, a program powie, czego w nim brakuje.")
        return told


def _points(area: Area) -> int:
    """Points of an outline as it came; a ring's first one, which stands at its end again, counts once."""
    rings = (ring for level in area.levels[:1] for polygon in level.polygons for ring in polygon)
    return sum(len(ring) - (len(ring) > 1 and tuple(ring[0]) == tuple(ring[-1])) for ring in rings)


class MapTransfer:
    """Import of map files; ``before_import`` makes a copy of the data."""

    def __init__(
        self, maps: MapData, office: Callable[[], Office], before_import: Callable[[], None] = lambda: None
    ) -> None:
        self._maps, self._office, self._before_import = maps, office, before_import

    def look(self, paths: Sequence[Path], asked: DataKind | None = None) -> tuple[Found, ...]:
        """What the files hold, told by their content; Refusal where one is no map file or is damaged.

        ``asked`` is what the person says surfaces are of which nothing tells it: WATER or WOODS. UnknownSurfaces asks.
        """
        from app.geo.recognise import recognise

        self._maps.actor().require("ngo_map.edit")
        return tuple(recognise(paths, asked))

    def prepare(
        self,
        found: Sequence[Found],
        teryt: str = "",
        *,
        source: str = SOURCE,
        state_on: date | None = None,
        progress: Progress | None = None,
        chosen: Sequence[Path] = (),
    ) -> PreparedMap:
        """Read the files and keep the own gmina with its neighbourhood; Refusal or Cancelled leave nothing behind.

        ``chosen`` is what the person pointed at: of folders the files are told in which nothing was recognised.
        """
        from app.geo.neighbourhood import kept
        from app.geo.outlines import area_of
        from app.geo.reading import read
        from app.geo.recognise import left_out
        from app.geo.teryt import same_gmina

        self._maps.actor().require("ngo_map.edit")
        if not found:
            raise Refusal("W podanych plikach nie ma danych mapy. Wskaż granice gmin, punkty adresowe albo ulice.")
        watched = progress or NoProgress()
        own_before = self._maps.base().own
        wanted = self._wanted(teryt, own_before)
        raw = read(found, watched, wanted) if wanted.code else read(found, watched)
        code = wanted.code or _only_code(raw.areas)
        if own_before is not None and not raw.areas and not same_gmina(code, own_before.code):
            raise _not_on_this_map(code, own_before)
        cut = kept(raw, code, watched, name=wanted.name, own=None if raw.areas else own_before)
        own = next((area for area in cut.areas if area.own), own_before)
        size = area_of(own.levels[0].polygons) if own is not None and own.levels else 0.0
        stated = state_on or cut.state_on
        layers = tuple(
            LayerData(
                about=MapImportDraft(
                    layer=layer,
                    file_name=_file_names(found, layer),
                    format="; ".join(dict.fromkeys(each.format for each in found if each.kind is layer))[:80],
                    # the kind of the gmina, where only the border tells it
                    teryt=own.code if own is not None and same_gmina(code, own.code) else code,
                    name=(own.name if own is not None else wanted.name)[:80],
                    source=_source(found, layer, source),
                    state_on=stated,
                    read=read_count,
                    items=len(shapes),
                    area=round(size) if layer is DataKind.AREAS else 0,
                ),
                shapes=shapes,
            )
            for layer, shapes, read_count in _layers(found, raw, cut)
        )
        base = BaseMap(
            areas=cut.areas or ((own_before,) if own_before else ()),
            lines=(*cut.rivers, *cut.lines),
            surfaces=(*cut.woods, *cut.water),
            places=cut.places,
            source="; ".join(dict.fromkeys(layer.about.source for layer in layers)) or source,
            state_on=stated,
        )
        return PreparedMap(
            layers=layers,
            base=base,
            own=own,
            area=size,
            skipped=cut.skipped,
            broken=cut.broken,
            left_out=left_out(chosen, found),
        )

    def save(self, prepared: PreparedMap, progress: Progress | None = None) -> Outcome[tuple[MapImport, ...]]:
        """Save what was prepared, all or nothing; undo takes it away again."""
        self._maps.actor().require("ngo_map.edit")
        # a backup first, as before every import
        self._before_import()
        return self._maps.take(prepared.layers, progress)

    def _wanted(self, teryt: str, own: Area | None) -> Wanted:
        from app.geo.outlines import bounds_of

        office = self._office()
        code = _written_code(teryt) or (own.code if own is not None else "") or office.teryt
        name = office.gmina if code == office.teryt else (own.name if own is not None and own.code == code else "")
        bounds = bounds_of(own.levels[0].polygons) if own is not None and own.levels and own.code == code else None
        return Wanted(code, name, bounds)


def _written_code(teryt: str) -> str:
    """What a person wrote („1604023”, „160402_3”, „160402”) as digits; blank stays blank, Refusal for anything else."""
    code = "".join(teryt.split()).replace("_", "")
    if code and not (code.isascii() and code.isdigit() and len(code) in {6, 7}):
        raise UnknownGmina(f"„{teryt.strip()}” to nie jest TERYT gminy: ma on 7 cyfr, na przykład 1604023. Popraw go.")
    return code


def _not_on_this_map(code: str, own: Area) -> Refusal:
    return Refusal(
        f"Mapa w programie pokazuje gminę „{own.name}” ({own.code}), a podany TERYT to {code}. Podaj TERYT "
        "gminy z mapy albo wczytaj najpierw granice tej drugiej."
    )


def _only_code(areas: Sequence[Area]) -> str:
    """The gmina's number where the file has one gmina only."""
    if len(areas) == 1:
        return areas[0].code
    if not areas:
        return ""
    raise UnknownGmina(
        "Nie wiadomo, której gminy jest ten urząd: w pliku jest ich więcej. Wpisz TERYT gminy. Gdy wpiszesz go też "
        "w danych urzędu, program będzie go podpowiadał."
    )


def _layers(found: Sequence[Found], raw: Read, cut: Read) -> list[tuple[DataKind, Sequence[Any], int]]:
    """Layers that the files brought, with what was kept of how many."""
    layers: list[tuple[DataKind, Sequence[Any], int]] = [
        (DataKind.AREAS, cut.areas, _read_of(found, DataKind.AREAS, len(raw.areas))),
        (DataKind.PLACES, cut.places, _read_of(found, DataKind.PLACES, len(raw.places))),
        (DataKind.STREETS, cut.lines, _read_of(found, DataKind.STREETS, len(raw.lines))),
        (DataKind.ADDRESSES, cut.addresses, _read_of(found, DataKind.ADDRESSES, len(raw.addresses))),
        (DataKind.RIVERS, cut.rivers, _read_of(found, DataKind.RIVERS, len(raw.rivers))),
        (DataKind.WATER, cut.water, _read_of(found, DataKind.WATER, len(raw.water))),
        (DataKind.WOODS, cut.woods, _read_of(found, DataKind.WOODS, len(raw.woods))),
        (DataKind.POINTS, tuple(_own_place(point) for point in cut.points), len(raw.points)),
    ]
    return [each for each in layers if each[1]]


def _read_of(found: Sequence[Found], layer: DataKind, near: int) -> int:
    """Records in the files, of which those far from the gmina were not even kept while reading."""
    return max(near, sum(each.count or 0 for each in found if each.kind is layer))


def _source(found: Sequence[Found], layer: DataKind, source: str) -> str:
    """The person's text; for tags of OpenStreetMap its own in place of that of the state's register."""
    pieces = [each for each in found if each.kind is layer]
    if source == SOURCE and pieces and all(each.openstreetmap for each in pieces):
        return OPENSTREETMAP
    return source


def _own_place(point: OwnPoint) -> Place:
    return Place(name=point.name, x=point.x, y=point.y, kind=PlaceKind.PART)


def _file_names(found: Sequence[Found], layer: DataKind) -> str:
    names = dict.fromkeys(each.name for each in found if each.kind is layer)
    # localities also come with models of addresses
    return ("; ".join(names) or "; ".join(dict.fromkeys(each.name for each in found)))[:200]


def _square_km(square_metres: float) -> str:
    return f"{square_metres / SQUARE_KM:.2f}".replace(".", ",")
