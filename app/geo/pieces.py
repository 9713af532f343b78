"""What a file's records are worth to a map: one piece for each kind of record, or the person has to say what it is."""

from collections import Counter
from collections.abc import Iterable

from app.geo.columns import Geometry, kind_of, untold
from app.geo.features import Feature
from app.geo.mapdata import DataKind, FileFormat, Found, UnknownSurfaces
from app.geo.sources import Source
from app.geo.surface_kinds import is_openstreetmap, is_topographic


def pieces_of(
    source: Source, features: Iterable[Feature], reader: FileFormat, words: str, asked: DataKind | None = None
) -> list[Found]:
    """The pieces of a file, with the number of their records.

    ``asked`` is what the person said of surfaces that do not tell what they are: WATER (lines are then rivers) or
    WOODS. Raises UnknownSurfaces where there is nothing but such records and nobody was asked.
    """
    told: Counter[DataKind] = Counter()
    meant: Counter[DataKind] = Counter()
    silent = 0
    topographic = tagged = False
    for feature in features:
        drawn = feature.geometry or Geometry.POINT
        topographic = topographic or is_topographic(feature.values)
        tagged = tagged or is_openstreetmap(feature.values)
        kind = kind_of(feature.values, drawn)
        if untold(feature.values, drawn):
            silent += kind is None
            if chosen := _chosen(drawn, asked):
                meant[chosen] += 1
                continue
        if kind is not None:
            told[kind] += 1
    if silent and not told and not asked:
        raise unknown(source.name)
    origin = ", BDOT10k" if topographic else ", OpenStreetMap" if tagged else ""
    return [
        Found(
            path=source.path,
            member=source.member,
            kind=kind,
            format=words + origin,
            reader=reader,
            count=counts[kind],
            told=counts is meant,
            openstreetmap=tagged,
        )
        for counts in (told, meant)
        for kind in DataKind
        if counts[kind]
    ]


def unknown(name: str) -> UnknownSurfaces:
    """The refusal of a file of which nothing tells what it draws."""
    return UnknownSurfaces(
        f"W pliku „{name}” są powierzchnie albo linie, ale nic w nim nie mówi, czym są. Wskaż, czy to woda, czy lasy."
    )


def _chosen(drawn: Geometry, asked: DataKind | None) -> DataKind | None:
    if drawn is Geometry.AREA:
        return asked
    return DataKind.RIVERS if asked is DataKind.WATER else None
