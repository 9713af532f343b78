"""A map drawn for paper or for SVG: ground, names, signs of organisations, frame, scale bar and north arrow.

One drawing serves both: ``app.printing.map_block`` paints it with PDF operators, ``app.geo.svg`` writes it as SVG.
The same input always gives the same drawing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.geo.base_drawing import ground_shapes, rough_path
from app.geo.clusters import Cluster, clustered
from app.geo.framing import Frame, extent_of, framed
from app.geo.furniture import frame_shapes, furniture, strip_width
from app.geo.index_grid import IndexGrid, index_grid
from app.geo.labels import Box
from app.geo.map_shapes import MapDrawing, Symbol
from app.geo.name_drawing import Measure, Names
from app.geo.rings import goes_round
from app.geo.shapes import BaseMap, Bounds, Marker, MarkerGroup
from app.geo.symbol_drawing import sign_of, together_radius

_FREE = 9.0
"""Points between the boundary and the frame."""


@dataclass(frozen=True, kw_only=True)
class MapContent:
    """What a map shows. ``view`` is the part of the country in EPSG:2180 metres; None for the whole gmina."""

    base: BaseMap
    markers: Sequence[Marker]
    groups: Sequence[MarkerGroup]
    view: Bounds | None = None

    @property
    def extent(self) -> Bounds | None:
        """What has to be on the map; None when nothing has a place."""
        return self.view or extent_of(self.base, self.markers)


def draw_map(
    content: MapContent,
    size: tuple[float, float],
    measure: Measure,
    *,
    grain: float = 1.0,
    printed_scale: bool = True,
) -> MapDrawing | None:
    """The map in a box of ``size`` points; None when there is nothing with a place.

    ``grain`` enlarges signs and letters for larger sheets; ``printed_scale`` writes „Skala 1:115 000”, which is true
    on paper only.
    """
    extent = content.extent
    if extent is None:
        return None
    strip = strip_width(grain) + 0.5
    box = (strip, strip, size[0] - 2 * strip, size[1] - 2 * strip)
    frame = framed(extent, box, _FREE * grain)
    grid = index_grid(box)
    groups = {group.key: group for group in content.groups}
    shown, outside = _divided(content.markers, frame)
    clusters = clustered(shown, single=together_radius(1, grain), radius=lambda count: together_radius(count, grain))
    symbols = tuple(_symbol(cluster, grid, groups, grain) for cluster in clusters)
    pieces = furniture(frame, grain, _cost(content.base, frame, symbols), printed_scale=printed_scale)
    names = Names(content.base, frame, symbols, grain, measure).shapes([piece.box for piece in pieces])
    return MapDrawing(
        *size,
        frame,
        grid,
        (
            *ground_shapes(content.base, content.markers, frame, grid, grain),
            *(shape for piece in pieces for shape in piece.shapes),
        ),
        tuple(names),
        symbols,
        tuple(frame_shapes(grid, grain)),
        outside,
    )


def _divided(markers: Sequence[Marker], frame: Frame) -> tuple[list[tuple[Marker, float, float]], tuple[Marker, ...]]:
    west, south, east, north = frame.bounds
    places = frame.path((marker.x, marker.y) for marker in markers)
    inner = [west <= marker.x <= east and south <= marker.y <= north for marker in markers]
    shown = [(marker, *place) for marker, place, holds in zip(markers, places, inner, strict=True) if holds]
    return shown, tuple(marker for marker, holds in zip(markers, inner, strict=True) if not holds)


def _symbol(cluster: Cluster, grid: IndexGrid, groups: dict[str, MarkerGroup], grain: float) -> Symbol:
    """The sign of a cluster, moved inside the frame where it would cross it."""
    left, top, width, height = grid.box
    radius = cluster.radius
    x = min(max(cluster.x, left + radius + 1), left + width - radius - 1)
    y = min(max(cluster.y, top + radius + 1), top + height - radius - 1)
    moved = Cluster(x, y, cluster.markers, radius)
    shapes = sign_of(moved, groups, grain)
    return Symbol(x, y, radius, cluster.markers, shapes, grid.square(x, y))


def _cost(base: BaseMap, frame: Frame, symbols: Sequence[Symbol]) -> Callable[[Box], float]:
    """How much a piece of furniture would hide: signs first, then the gmina's own ground."""
    own = rough_path(base.own, frame)

    def cost(box: Box) -> float:
        left, top, width, height = box
        hidden = sum(
            left - s.radius < s.x < left + width + s.radius and top - s.radius < s.y < top + height + s.radius
            for s in symbols
        )
        tries = [(left + width * n / 4, top + height * m / 4) for n in range(5) for m in range(5)]
        return 5 * hidden + sum(goes_round(own, x, y) for x, y in tries) / len(tries)

    return cost
