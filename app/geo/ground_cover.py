"""Waters and woods made ready for the map: the neighbourhood of the gmina cut out, mended, and simplified once.

Their registers have every bend of a brook. As a map paints them at every scale as they are stored, what is kept of one
kind has at most :data:`MAX_CORNERS` corners: details are left out in growing steps until it fits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from app.core.errors import Refusal
from app.core.progress import Progress
from app.geo.bounds import holds, touch
from app.geo.clipping import clipped_line
from app.geo.outlines import bounds_of, mended, polygons_of, shape_of
from app.geo.shapes import Bounds, Line, Surface, SurfaceKind

MAX_CORNERS = 60_000
TOLERANCES = (3.0, 6.0, 12.0, 25.0, 50.0, 100.0)
"""Metres, as those of :data:`app.geo.outlines.TOLERANCES`; for lines how far they may be off."""
_SPECK = 4.0
"""Times the square of the tolerance: smaller parts of surfaces are not drawn."""
_NAMELESS = (SurfaceKind.FOREST, SurfaceKind.BUILT_UP)
"""Kinds whose names no map shows."""
_REPORT_EVERY = 200


def surfaces_within(
    surfaces: Sequence[Surface], reach: Bounds | None, progress: Progress
) -> tuple[tuple[Surface, ...], int]:
    """Surfaces of one kind as far as they lie in the box; everything without one; and how many cross themselves.

    Those of one name that touch become one, so that a river of many pieces is named once and a wood has no seams;
    different ones keep shared edges. Raises Refusal where nothing is left but surfaces that cross themselves, and
    Cancelled.
    """
    import shapely

    together: dict[str, list[Any]] = {}
    crossed: list[Refusal] = []
    for number, surface in enumerate(surfaces):
        if number % _REPORT_EVERY == 0:
            progress.report(number, len(surfaces), "Wybieranie wód i lasów")
        box = bounds_of(surface.polygons)
        if reach is not None and not touch(box, reach):
            continue
        what = f"Powierzchnia „{surface.name}”" if surface.name else "Powierzchnia bez nazwy"
        try:
            shape = shape_of(mended(surface.polygons, what))
        except Refusal as problem:
            crossed.append(problem)
            continue
        if reach is not None and not (holds(reach, *box[:2]) and holds(reach, *box[2:])):
            shape = shape_of(polygons_of(shapely.intersection(shape, shapely.box(*reach))))
        together.setdefault("" if surface.kind in _NAMELESS else surface.name, []).append(shape)
    if crossed and not together:
        raise crossed[0]
    parts = [
        (name, shape_of([polygon]))
        for name, shapes in together.items()
        for polygon in polygons_of(_united(shapes, progress))
    ]
    found = _simplified([shape for _, shape in parts], progress)
    kind = surfaces[0].kind if surfaces else SurfaceKind.WATER
    drawn = tuple(
        Surface(kind=kind, name=name, polygons=polygons)
        for (name, _), polygons in zip(parts, found, strict=True)
        if polygons
    )
    return drawn, len(crossed)


def lines_within(lines: Sequence[Line], reach: Bounds | None, progress: Progress) -> tuple[Line, ...]:
    """The rivers as far as they lie in the box, without bends nobody sees. Raises Cancelled."""
    import shapely

    parts = [
        replace(line, points=points)
        for line in lines
        for points in ([list(line.points)] if reach is None else clipped_line(line.points, reach))
    ]
    if not parts:
        return ()
    drawn = [shapely.LineString(line.points) for line in parts]
    coarse = drawn
    for number, tolerance in enumerate(TOLERANCES, start=1):
        progress.report(number, len(TOLERANCES), "Upraszczanie rzek")
        coarse = [shapely.simplify(line, tolerance) for line in drawn]
        if sum(shapely.get_num_coordinates(line) for line in coarse) <= MAX_CORNERS:
            break
    return tuple(replace(part, points=list(line.coords)) for part, line in zip(parts, coarse, strict=True))


def _united(shapes: Sequence[Any], progress: Progress) -> Any:
    import shapely

    progress.report(0, 0, "Łączenie sąsiednich powierzchni")
    return shapely.union_all(shapes)


def _simplified(shapes: Sequence[Any], progress: Progress) -> list[Any]:
    """Polygons of each shape, with no more corners in all than a map can paint."""
    import shapely

    if not shapes:
        return []
    coarse: Iterable[Any] = shapes
    finer = shapes
    for number, tolerance in enumerate(TOLERANCES, start=1):
        progress.report(number, len(TOLERANCES), "Upraszczanie wód i lasów")
        simple = shapely.coverage_simplify(finer, tolerance)
        coarse = [new if new.is_valid and not new.is_empty else old for new, old in zip(simple, shapes, strict=True)]
        # as in outlines.simplified
        finer = simple if shapely.is_valid(simple).all() else shapes
        speck = _SPECK * tolerance * tolerance
        coarse = [_without_specks(shape, speck) for shape in coarse]
        if all(shape.is_empty for shape in coarse):
            return _largest(shapes)
        if sum(shapely.get_num_coordinates(shape) for shape in coarse) <= MAX_CORNERS:
            break
    return [polygons_of(shape) for shape in coarse]


def _largest(shapes: Sequence[Any]) -> list[Any]:
    """Polygons of the largest shapes that a map can paint, of a gmina with nothing but thousands of tiny ponds."""
    import shapely

    corners = 0
    drawn: set[int] = set()
    for number in sorted(range(len(shapes)), key=lambda each: -shapes[each].area):
        corners += int(shapely.get_num_coordinates(shapes[number]))
        if drawn and corners > MAX_CORNERS:
            break
        drawn.add(number)
    return [polygons_of(shape) if number in drawn else [] for number, shape in enumerate(shapes)]


def _without_specks(shape: Any, least: float) -> Any:
    import shapely

    parts = [part for part in shapely.get_parts(shape) if part.area >= least]
    return shapely.MultiPolygon(parts)
