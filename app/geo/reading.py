"""The one entry to map files: what they hold, reading it, and keeping the own gmina with its neighbourhood.

>>> found = recognise([Path("granice.zip")])          # doctest: +SKIP
>>> data = read(found, NoProgress(), Wanted("1604023", "Kluczbork"))  # doctest: +SKIP
>>> near = kept(data, "1604023", NoProgress())        # doctest: +SKIP
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from app.core.progress import Progress
from app.geo import geojson, geopackages, gml_areas, points_csv, prg_gml, shapefiles, wkt
from app.geo.axes import Axes
from app.geo.features import map_data
from app.geo.mapdata import DataKind, FileFormat, Found, MapData, OwnPoint, UnknownSurfaces, Wanted
from app.geo.neighbourhood import kept
from app.geo.outlines import area_of, bounds_of
from app.geo.recognise import recognise
from app.geo.shapes import Area, Bounds
from app.geo.sources import source, text_of
from app.geo.teryt import same_gmina

__all__ = [
    "DataKind",
    "FileFormat",
    "Found",
    "MapData",
    "OwnPoint",
    "Wanted",
    "area_of",
    "bounds_of",
    "kept",
    "read",
    "recognise",
]


_LEAST = 0.25
"""Share of the box of the gmina's known border that another border of it has at least."""


def read(found: Sequence[Found], progress: Progress, wanted: Wanted | None = None) -> MapData:
    """All pieces together, in metres of PL-1992.

    ``wanted`` is the gmina they are read for: it helps to tell axes apart, gives its number to a lone outline without
    one, and lets a file of the whole country be read without taking it all into memory. Raises Refusal (nothing is
    half read), EnvironmentProblem and Cancelled.
    """
    first = [_read(piece, progress, wanted) for piece in found if piece.kind is DataKind.AREAS]
    areas = _numbered([area for part in first for area in part.areas], wanted)
    nearer = _placed(wanted, areas)
    parts = [*first, *(_read(piece, progress, nearer) for piece in found if piece.kind is not DataKind.AREAS)]
    # the day of the borders is that of the map; without one that of the rest
    states = [each.state_on for each in first if each.state_on] or [each.state_on for each in parts if each.state_on]
    return MapData(
        areas=areas,
        lines=tuple(line for part in parts for line in part.lines),
        places=tuple(place for part in parts for place in part.places),
        addresses=tuple(point for part in parts for point in part.addresses),
        points=tuple(point for part in parts for point in part.points),
        rivers=tuple(line for part in parts for line in part.rivers),
        water=tuple(surface for part in parts for surface in part.water),
        woods=tuple(surface for part in parts for surface in part.woods),
        state_on=min(states, default=None),
        skipped=sum(part.skipped for part in parts),
        far=sum(part.far for part in parts),
        broken=sum(part.broken for part in parts),
    )


def _read(found: Found, progress: Progress, wanted: Wanted | None) -> MapData:
    file = source(found.path, found.member)
    progress.report(0, 0, f"Czytanie pliku „{file.name}”")
    read_as = partial(map_data, kind=found.kind, name=file.name, progress=progress, wanted=wanted, told=found.told)
    if found.reader is FileFormat.GEOJSON:
        features = geojson.features(file.content(geojson.MAX_SIZE), file.name)
        return read_as(features, declared=Axes.EAST_NORTH)
    if found.reader is FileFormat.WKT:
        features = wkt.features(text_of(file.content(wkt.MAX_SIZE)), file.name)
        return read_as(features, declared=Axes.EAST_NORTH)
    if found.reader is FileFormat.GEOPACKAGE:
        return read_as(geopackages.features(file, found.table), declared=Axes.EAST_NORTH)
    if found.reader is FileFormat.SHAPEFILE:
        return read_as(
            shapefiles.features(file, found.kind, wanted),
            declared=Axes.EAST_NORTH,
            total=found.count or 0,
            state_on=shapefiles.state_on(file),
        )
    if found.reader is FileFormat.CSV:
        rows, declared = points_csv.features(text_of(file.content(points_csv.MAX_SIZE)), file.name)
        return read_as(rows, declared=declared, total=len(rows))
    if found.reader is FileFormat.GML_ADDRESSES:
        return prg_gml.read(file, progress, wanted)
    if found.reader is FileFormat.GML_AREAS:
        return read_as(
            gml_areas.features(file),
            declared=gml_areas.declared(gml_areas.srs_name(file)),
            state_on=gml_areas.state_on(file),
        )
    raise AssertionError(found.reader)


def _as_large(area: Area, known: Bounds | None) -> bool:
    """Whether an outline may be the gmina by its size, where that is known: a lake with a name is not."""
    if known is None:
        return True
    boxes = (bounds_of(area.levels[0].polygons), known)
    found, gmina = ((east - west) * (north - south) for west, south, east, north in boxes)
    return found > _LEAST * gmina


def _placed(wanted: Wanted | None, areas: Sequence[Area]) -> Wanted | None:
    """The wanted gmina with the place that a border read just now gives it."""
    if wanted is None:
        return None
    own = next((area for area in areas if same_gmina(area.code, wanted.code)), None)
    return wanted if own is None else replace(wanted, bounds=bounds_of(own.levels[0].polygons))


def _numbered(areas: Sequence[Area], wanted: Wanted | None) -> tuple[Area, ...]:
    """The areas, each with a number; a lone outline without one is the wanted gmina."""
    if wanted and len(areas) == 1 and not areas[0].code and _as_large(areas[0], wanted.bounds):
        return (replace(areas[0], code=wanted.code, name=areas[0].name or wanted.name or wanted.code),)
    for area in areas:
        if not area.code:
            raise UnknownSurfaces(
                f"Granica „{area.name}” nie ma kodu TERYT. Dopisz w pliku kolumnę „TERYT” z siedmioma cyframi "
                "i wczytaj plik ponownie. Jeśli to nie granice gmin, wskaż, czy to woda, czy lasy."
            )
    return tuple(areas)
