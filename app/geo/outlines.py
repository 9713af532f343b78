"""Outlines of gminas: checked when read, and simplified together so that neighbours keep one border."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from app.core.errors import Refusal
from app.core.progress import Progress
from app.geo.bounds import around
from app.geo.rings import signed_area
from app.geo.shapes import Area, Bounds, Level, Point, Polygon

TOLERANCES = (0.0, 10.0, 40.0, 160.0)
"""Metres; the first level is the outline as it came, the others drop corners whose triangle with their neighbours is
smaller than the square of the tolerance (Visvalingam and Whyatt)."""
_AREA_TOLERANCE = 0.01
_MENDED = 0.001
"""Share of the area by which mending a slip of the pen may change it."""
_GRID = 0.001
"""Metres; corners nearer than that are one."""
_LEAST_POINTS = 4


def closed_ring(pairs: Sequence[Sequence[float]], convert: Callable[[float, float], Point], what: str) -> list[Point]:
    """A ring in metres; ``what`` names its owner in a refusal („Granica gminy …”)."""
    if len(pairs) < _LEAST_POINTS:
        raise Refusal(
            f"{what} ma pierścień z {len(pairs)} punktów, a potrzebne są co najmniej cztery. Plik jest uszkodzony – "
            "pobierz go ponownie."
        )
    if tuple(pairs[0][:2]) != tuple(pairs[-1][:2]):
        raise Refusal(f"{what} nie domyka się. Plik jest uszkodzony albo ucięty – pobierz go ponownie.")
    return [convert(pair[0], pair[1]) for pair in pairs]


def whole(area: Area) -> Area:
    """The area with valid polygons; small slips are mended, a border that crosses itself is refused."""
    polygons = area.levels[0].polygons
    valid = mended(polygons, f"Granica gminy „{area.name}”")
    return area if valid is polygons else replace(area, levels=(Level(0.0, valid),))


def mended(polygons: Sequence[Polygon], what: str) -> Sequence[Polygon]:
    """The same polygons where they are valid, without small slips where they are not.

    Raises Refusal for one that crosses itself; ``what`` names it in the sentence („Granica gminy …”, feminine).
    """
    import shapely

    shape = shape_of(polygons)
    if shapely.is_valid(shape) and shape.area > 0:
        return polygons
    sound = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    drawn = sum(
        abs(signed_area(polygon[0])) - sum(abs(signed_area(hole)) for hole in polygon[1:]) for polygon in polygons
    )
    if sound.area <= 0 or abs(sound.area - drawn) > _MENDED * sound.area:
        reason = shapely.is_valid_reason(shape)
        raise Refusal(
            f"{what} przecina sama siebie{_near(reason)}. Popraw ją w programie GIS "
            "(w QGIS: „Napraw geometrie”) albo pobierz plik ponownie."
        )
    return polygons_of(sound)


def simplified(areas: Sequence[Area], progress: Progress) -> list[Area]:
    """The areas with all levels; borders stay shared and no area changes by more than a hundredth.

    An outline that a tolerance would change more keeps the finer one; with it do all others of that level, so that
    no gap opens. Raises Cancelled.
    """
    import shapely

    shapes = _matched([shape_of(area.levels[0].polygons) for area in areas])
    sizes = [shape.area for shape in shapes]
    levels: list[list[Level]] = [[area.levels[0]] for area in areas]
    finer = shapes
    for number, tolerance in enumerate(TOLERANCES[1:], start=1):
        progress.report(number, len(TOLERANCES), "Upraszczanie granic")
        # corners go in the order of their triangles, so that from the finer level comes the same, only sooner
        coarse = shapely.coverage_simplify(finer, tolerance)
        kept = all(
            shape.is_valid and abs(shape.area - size) <= _AREA_TOLERANCE * size
            for shape, size in zip(coarse, sizes, strict=True)
        )
        for own, shape in zip(levels, coarse, strict=True):
            own.append(Level(tolerance, polygons_of(shape)) if kept else Level(tolerance, own[-1].polygons))
        finer = coarse if kept else finer
    return [replace(area, levels=tuple(own)) for area, own in zip(areas, levels, strict=True)]


def _matched(shapes: list[Any]) -> list[Any]:
    """The shapes with the same corners on both sides of each border, which shared simplifying needs.

    Where a neighbour has a corner that the other lacks, all borders are cut at each other's corners and the faces
    between them dealt out again; shapes that would change by that keep their own borders.
    """
    import shapely

    if shapely.coverage_is_valid(shapes):
        return shapes
    lines = shapely.union_all([shape.boundary for shape in shapes], grid_size=_GRID)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    inside = shapely.STRtree(shapes).query(shapely.point_on_surface(faces), predicate="within")
    owner: dict[int, int] = {}
    for face, shape in sorted(zip(*inside.tolist(), strict=True)):
        owner.setdefault(face, shape)
    dealt = [
        shapely.union_all([faces[face] for face, shape in owner.items() if shape == number])
        for number in range(len(shapes))
    ]
    same = all(
        abs(new.area - old.area) <= _MENDED * old.area and new.is_valid for new, old in zip(dealt, shapes, strict=True)
    )
    return dealt if same and shapely.coverage_is_valid(dealt) else shapes


def area_of(polygons: Sequence[Polygon]) -> float:
    """Square metres, holes taken off."""
    return sum(abs(signed_area(rings[0])) - sum(abs(signed_area(hole)) for hole in rings[1:]) for rings in polygons)


def bounds_of(polygons: Sequence[Polygon]) -> Bounds:
    """West, south, east, north of the outer rings."""
    return around(point for polygon in polygons for point in polygon[0])


def shape_of(polygons: Sequence[Polygon]) -> Any:
    """The polygons as shapely has them; numpy takes a sixth of the time of shapely's own way from point to point."""
    import numpy as np
    import shapely

    if not polygons:
        return shapely.MultiPolygon()
    drawn = ([shapely.linearrings(np.asarray(ring, dtype=float)) for ring in polygon] for polygon in polygons)
    return shapely.multipolygons([shapely.polygons(outer, holes or None) for outer, *holes in drawn])


def polygons_of(shape: Any) -> list[Polygon]:
    """The polygons of a shape of shapely; its lines and points are left out."""
    parts = getattr(shape, "geoms", [shape])
    return [
        [list(part.exterior.coords), *(list(hole.coords) for hole in part.interiors)]
        for part in parts
        if part.geom_type == "Polygon" and not part.is_empty
    ]


def _near(reason: str) -> str:
    """Where, from GEOS's „Self-intersection[445000.0 345000.0]”."""
    place = reason.partition("[")[2].rstrip("]").split()
    if len(place) < 2:
        return ""
    return f" w pobliżu punktu {float(place[0]):.0f} E, {float(place[1]):.0f} N"
