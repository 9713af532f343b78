"""Organisations as GeoJSON for QGIS, uMap and everybody else; only what may be published."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.geo.geojson_writing import Feature, feature_collection, marker_features
from app.geo.shapes import MarkerGroup
from app.registers.ngos.organisations.disclosure import markers_of
from app.registers.ngos.organisations.domain import Organisation
from app.registers.ngos.organisations.printout.entry import Entry


def geojson(shown: Sequence[tuple[Organisation, Entry]], groups: Sequence[MarkerGroup]) -> str:
    """The file's content: a feature for each place of an organisation, without geometry where it has none."""
    return feature_collection(feature for one, entry in shown for feature in _features(one, entry, groups))


def _features(one: Organisation, entry: Entry, groups: Sequence[MarkerGroup]) -> Iterator[Feature]:
    told = _told(entry)
    found = marker_features(markers_of(one.id, one, entry.group), groups, lambda _: told)
    for number, feature in enumerate(found, 1):
        # one organisation at several places: its number alone would stand twice
        yield replace(feature, id=f"{one.id}-{number}")
    if not found:
        yield Feature((), {"name": one.called, "adres": entry.seat, **told}, f"{one.id}-0")


def _told(entry: Entry) -> Mapping[str, Any]:
    known: dict[str, Any] = {
        "pełna nazwa": entry.name,
        "forma i numery": entry.about,
        "osoby": [" – ".join(filter(None, each)) for each in entry.people],
        "telefony": list(entry.phones),
        "e-mail": entry.email,
        "strona": entry.website,
        "sfery": list(entry.spheres),
        "komu pomaga": entry.served,
        "zasięg": entry.reach,
        "cele statutowe": entry.aims,
        "zadania": entry.tasks,
        "osiągnięcia": list(entry.achievements),
        "członkowie i wolontariusze": entry.size,
        "pomieszczenia": entry.premises,
        "dane potwierdzone": entry.confirmed,
    }
    return {name: value for name, value in known.items() if value}
