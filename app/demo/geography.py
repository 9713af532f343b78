"""The invented geography of the demonstration: borders, roads, waters, localities and addresses of a gmina that is not.

``geography.json`` holds metres of EPSG:2180, easting and northing in turn. Borders are kept once, as arcs between the
points where three gminas meet, so that neighbours share them exactly; each vertex carries the coarsest level of detail
that still needs it. Ids of arcs in a ring work as in TopoJSON: ``~3`` is arc 3 backwards.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.demo.toml_records import BadDataFile
from app.geo.shapes import (
    AddressPoint,
    Area,
    BaseMap,
    Level,
    Line,
    LineKind,
    Place,
    PlaceKind,
    Point,
    Surface,
    SurfaceKind,
)

FILE = "geography.json"


@dataclass(frozen=True)
class DemoGeography:
    """The map under the markers, and the gmina's register of addresses."""

    base_map: BaseMap
    addresses: tuple[AddressPoint, ...]


def demo_geography(folder: Path) -> DemoGeography:
    """Everything in ``geography.json``; ``folder`` is ``resources/demo``. BadDataFile when it is not readable."""
    try:
        data = json.loads((folder / FILE).read_text(encoding="utf-8"))
        base_map = BaseMap(
            areas=_areas(data),
            lines=tuple(
                Line(kind=LineKind(kind), name=name, points=_points(flat)) for kind, name, flat in data["lines"]
            ),
            surfaces=tuple(
                Surface(kind=SurfaceKind(kind), name=name, polygons=(tuple(_points(ring) for ring in rings),))
                for kind, name, rings in data["surfaces"]
            ),
            places=tuple(
                Place(name=name, kind=PlaceKind(kind), code=code, x=float(x), y=float(y))
                for name, kind, code, x, y in data["places"]
            ),
            source=data["source"],
            state_on=date.fromisoformat(data["state_on"]),
        )
        return DemoGeography(base_map, _addresses(data))
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise BadDataFile(f"{FILE}: {error}") from error


def _areas(data: dict[str, Any]) -> tuple[Area, ...]:
    arcs = [(_points(flat), kept) for flat, kept in data["arcs"]]
    by_level = [
        [
            [point for point, coarsest in zip(points, kept, strict=True) if int(coarsest) >= level]
            for points, kept in arcs
        ]
        for level in range(len(data["levels"]))
    ]
    return tuple(
        Area(
            code=area["code"],
            name=area["name"],
            own=area["own"],
            levels=tuple(
                Level(float(tolerance), (tuple(_ring(arcs_of_level, ids) for ids in area["rings"]),))
                for tolerance, arcs_of_level in zip(data["levels"], by_level, strict=True)
            ),
        )
        for area in data["areas"]
    )


def _ring(arcs: Sequence[Sequence[Point]], ids: Sequence[int]) -> tuple[Point, ...]:
    """The arcs end to end; each begins where the one before it ended."""
    found: list[Point] = []
    for number in ids:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        found.extend(points[1:] if found else points)
    return tuple(found)


def _addresses(data: dict[str, Any]) -> tuple[AddressPoint, ...]:
    codes = {name: code for name, _kind, code, _x, _y in data["places"]}
    gmina = next(area["code"] for area in data["areas"] if area["own"])
    return tuple(
        AddressPoint(
            place=entry["place"],
            street=street,
            number=number,
            x=float(x),
            y=float(y),
            postal_code=entry["postal_code"],
            place_code=codes[entry["place"]],
            gmina=gmina,
        )
        for entry in data["addresses"]
        for street, houses in entry["streets"].items()
        for number, x, y in houses
    )


def _points(flat: Sequence[int]) -> tuple[Point, ...]:
    return tuple(zip(map(float, flat[::2]), map(float, flat[1::2]), strict=True))
