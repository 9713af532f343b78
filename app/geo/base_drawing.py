"""The ground of a drawn map: gmina and neighbours, woods, water, streets, roads, railways, and the search grid."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from app.geo.bounds import around, widened
from app.geo.clipping import clipped_line, clipped_ring
from app.geo.framing import Frame
from app.geo.hull import hull
from app.geo.index_grid import IndexGrid
from app.geo.map_shapes import Clipped, Path, Shape
from app.geo.rings import goes_round, signed_area
from app.geo.shapes import Area, BaseMap, Bounds, Line, LineKind, Marker, Point, Polygon, SurfaceKind

OWN_GROUND, OTHER_GROUND = "#fffdf5", "#efede6"
BORDER, OTHER_BORDER, BAND = "#7a1f2b", "#a19c90", "#f0d9d3"
GRID_LINE = "#c9c4b8"
SURFACE_COLOURS = {SurfaceKind.FOREST: "#d9e8cd", SurfaceKind.WATER: "#c2dff2", SurfaceKind.BUILT_UP: "#eadfd3"}
SURFACE_EDGES = {SurfaceKind.WATER: "#7fb0d4"}
RIVER, RAILWAY, STREET, ROAD_EDGE, ROAD = "#7fb0d4", "#6f6a62", "#cfc6b8", "#b39b74", "#fff6df"
_BEYOND = 6.0
"""Points that shapes reach beyond the window before they are cut off, so that their ends are not seen."""
_SEEN = 0.3
"""Points: corners may move by as much before anybody sees it."""
_STREETS_TO, _BROAD_STREETS_TO = 200_000, 40_000
"""Denominators up to which streets are drawn, and up to which they are drawn as broad as roads."""


def ground_shapes(base: BaseMap, markers: Sequence[Marker], frame: Frame, grid: IndexGrid, grain: float) -> list[Shape]:
    """Everything under names and signs, from the bottom up."""
    beyond = _reach(frame)
    own = base.own
    shapes: list[Shape] = [_window(frame, OTHER_GROUND if own else OWN_GROUND)]
    others = (area_path(area, frame, beyond) for area in base.areas if not area.own)
    dash = (3 * grain, 1.6 * grain)
    shapes += [Path(path, True, OTHER_GROUND, OTHER_BORDER, 0.7 * grain, dash) for path in others if path]
    outline = area_path(own, frame, beyond) if own else []
    if outline:
        shapes.append(Path(outline, True, OWN_GROUND))
    elif not any(area.levels for area in base.areas) and (hull := _hull(base, markers, frame)):
        shapes[0] = _window(frame, OTHER_GROUND)
        shapes.append(Path([hull], True, OWN_GROUND))
    shapes += _surfaces(base, frame, beyond)
    shapes += _grid_lines(grid)
    if outline:
        shapes.append(Clipped(Path(outline, True), (Path(outline, True, stroke=BAND, thickness=7 * grain),)))
    shapes += _lines(base.lines, frame, beyond, grain)
    if outline:
        shapes.append(Path(outline, True, stroke=BORDER, thickness=1.3 * grain))
    return shapes


def area_path(area: Area, frame: Frame, beyond: Bounds) -> list[list[Point]]:
    """The area's rings on paper, no finer than can be seen."""
    if not area.levels:
        return []
    allowed = _SEEN * frame.metres
    levels = sorted(area.levels, key=lambda level: level.tolerance)
    fitting = [level for level in levels if level.tolerance <= allowed] or levels[:1]
    return _rings(fitting[-1].polygons, frame, beyond)


def rough_path(area: Area | None, frame: Frame) -> list[list[Point]]:
    """The area's coarsest rings on paper: enough to tell whether a name stands inside."""
    if area is None or not area.levels:
        return []
    return _rings(max(area.levels, key=lambda level: level.tolerance).polygons, frame, _reach(frame))


def _rings(polygons: Iterable[Polygon], frame: Frame, beyond: Bounds) -> list[list[Point]]:
    cut = (clipped_ring(ring, beyond) for polygon in polygons for ring in polygon)
    return [frame.path(ring) for ring in cut if ring]


def _reach(frame: Frame) -> Bounds:
    return widened(frame.bounds, _BEYOND * frame.metres)


def _window(frame: Frame, colour: str) -> Path:
    left, top, right, low = frame.left, frame.top, frame.left + frame.width, frame.top + frame.height
    return Path([[(left, top), (right, top), (right, low), (left, low), (left, top)]], True, colour)


def _surfaces(base: BaseMap, frame: Frame, beyond: Bounds) -> Iterable[Shape]:
    for kind in (SurfaceKind.FOREST, SurfaceKind.BUILT_UP, SurfaceKind.WATER):
        rings = [
            ring
            for surface in base.surfaces
            if surface.kind is kind
            for ring in _rings(surface.polygons, frame, beyond)
        ]
        if rings:
            yield Path(rings, True, SURFACE_COLOURS[kind], SURFACE_EDGES.get(kind, ""), 0.4)


def _grid_lines(grid: IndexGrid) -> Iterable[Shape]:
    left, top, width, height = grid.box
    lines = [[(x, top), (x, top + height)] for x in grid.uprights[1:-1]]
    lines += [[(left, y), (left + width, y)] for y in grid.levels[1:-1]]
    yield Path(lines, stroke=GRID_LINE, thickness=0.4, dash=(1.2, 2.4))


def _lines(lines: Sequence[Line], frame: Frame, beyond: Bounds, grain: float) -> Iterable[Shape]:
    paths: dict[LineKind, list[list[Point]]] = {kind: [] for kind in LineKind}
    for line in lines:
        paths[line.kind] += [frame.path(part) for part in clipped_line(line.points, beyond)]
    if paths[LineKind.RIVER]:
        yield Path(paths[LineKind.RIVER], stroke=RIVER, thickness=1.5 * grain)
    if paths[LineKind.STREET] and frame.denominator <= _STREETS_TO:
        broad = frame.denominator <= _BROAD_STREETS_TO
        yield Path(paths[LineKind.STREET], stroke=STREET, thickness=(2.2 if broad else 0.45) * grain)
        if broad:
            yield Path(paths[LineKind.STREET], stroke="#ffffff", thickness=1.5 * grain)
    if paths[LineKind.RAILWAY]:
        yield Path(paths[LineKind.RAILWAY], stroke=RAILWAY, thickness=1.1 * grain)
        white = (3.2 * grain, 3.2 * grain)
        yield Path(paths[LineKind.RAILWAY], stroke="#ffffff", thickness=0.6 * grain, dash=white, blunt=True)
    if paths[LineKind.ROAD]:
        yield Path(paths[LineKind.ROAD], stroke=ROAD_EDGE, thickness=2.1 * grain)
        yield Path(paths[LineKind.ROAD], stroke=ROAD, thickness=1.2 * grain)


def _hull(base: BaseMap, markers: Sequence[Marker], frame: Frame) -> list[Point]:
    """The convex hull of everything with a place, where no boundary is known: a ground, never drawn as a border."""
    points = {(marker.x, marker.y) for marker in markers} | {(place.x, place.y) for place in base.places}
    ordered = [point for point in points if frame.holds(*point)]
    corners = hull(ordered)
    if len(corners) < 3:
        return []
    middle_x = sum(x for x, _ in corners) / len(corners)
    middle_y = sum(y for _, y in corners) / len(corners)
    wide = [(x + (x - middle_x) * 0.06, y + (y - middle_y) * 0.06) for x, y in (*corners, corners[0])]
    return frame.path(wide)


def roomiest(polygons: Sequence[Polygon], frame: Frame) -> Point | None:
    """A point on paper in the largest seen part of polygons, far from its edges: for a name; None when unseen."""
    rings = [clipped_ring(polygon[0], frame.bounds) for polygon in polygons]
    ring = max((frame.path(ring) for ring in rings if ring), key=lambda ring: abs(signed_area(ring)), default=[])
    if len(ring) < 4:
        return None
    step = max(len(ring) // 60, 1)
    few = [*ring[:-1:step], ring[-1]]
    left, top, right, low = around(few)
    across, along = right - left, low - top
    tries = [(left + across * (n + 0.5) / 12, top + along * (m + 0.5) / 12) for n in range(12) for m in range(12)]
    within = [point for point in tries if goes_round([few], *point)]
    return max(within, key=lambda point: _distance(point, few), default=None)


def _distance(point: Point, ring: Sequence[Point]) -> float:
    """Squared distance to the nearest edge."""
    return min(_to_piece(point, a, b) for a, b in pairwise(ring))


def _to_piece(point: Point, a: Point, b: Point) -> float:
    across, along = b[0] - a[0], b[1] - a[1]
    long = across * across + along * along
    share = ((point[0] - a[0]) * across + (point[1] - a[1]) * along) / long if long else 0.0
    share = min(max(share, 0.0), 1.0)
    return (point[0] - a[0] - share * across) ** 2 + (point[1] - a[1] - share * along) ** 2
