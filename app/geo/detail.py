"""Where a map needs a second one at a larger scale: around the sign that gathers the most organisations."""

from dataclasses import replace

from app.geo.clusters import Cluster
from app.geo.map_shapes import MapDrawing, Path, Shape, Symbol, Words
from app.geo.shapes import BaseMap, Bounds, Place, PlaceKind
from app.geo.symbol_drawing import INK, WHITE

_LEAST = 6
"""Organisations in one sign from which a closer look is worth a sheet."""
_TIMES = 5.0
"""How much closer that look is at least."""
_FREE = 0.06
"""Share of its larger side left free around what it shows."""


def crowded_view(drawing: MapDrawing) -> Bounds | None:
    """What the closer map shows, in EPSG:2180 metres; None where no sign gathers many places.

    Organisations at one address do not count: no scale takes them apart.
    """
    crowds = [symbol for symbol in drawing.symbols if len(symbol.markers) >= _LEAST and not _one_place(symbol)]
    if not crowds:
        return None
    crowd = max(crowds, key=lambda symbol: len(symbol.markers)).markers
    x, y = sum(marker.x for marker in crowd) / len(crowd), sum(marker.y for marker in crowd) / len(crowd)
    west, south, east, north = drawing.frame.bounds
    across, along = (east - west) / _TIMES / 2, (north - south) / _TIMES / 2
    near = [
        (marker.x, marker.y)
        for symbol in drawing.symbols
        for marker in symbol.markers
        if abs(marker.x - x) <= across and abs(marker.y - y) <= along
    ]
    xs, ys = [each[0] for each in near], [each[1] for each in near]
    # no more country than organisations stand on, so that they are taken apart as far as the sheet allows
    side = max(max(xs) - min(xs), max(ys) - min(ys), across / 2)
    free = _FREE * side
    return (min(xs) - free, min(ys) - free, max(xs) + free, max(ys) + free)


def name_of(view: Bounds, base: BaseMap) -> str:
    """The locality nearest to the middle of a view, towns before villages; blank where none is inside."""
    west, south, east, north = view
    x, y = (west + east) / 2, (south + north) / 2
    inside = [place for place in base.places if west <= place.x <= east and south <= place.y <= north]

    def rank(place: Place) -> tuple[bool, float]:
        return place.kind is not PlaceKind.TOWN, (place.x - x) ** 2 + (place.y - y) ** 2

    return min(inside, key=rank).name if inside else ""


def with_window(drawing: MapDrawing, shown: Bounds, words: str) -> MapDrawing:
    """The drawing with the outline of the closer map, as far as it is inside, and words at its upper edge."""
    west, south, east, north = shown
    (left, top), (right, low) = drawing.frame.place(west, north), drawing.frame.place(east, south)
    window_left, window_top, width, height = drawing.window
    left, right = max(left, window_left), min(right, window_left + width)
    top, low = max(top, window_top), min(low, window_top + height)
    if left >= right or top >= low:
        return drawing
    corners = [(left, top), (right, top), (right, low), (left, low), (left, top)]
    size = 6.4 * (1.2 if width > 750 else 1.0)
    shapes: list[Shape] = [
        Path([corners], True, stroke=WHITE, thickness=2.2),
        Path([corners], True, stroke=INK, thickness=0.8, dash=(5, 2.5)),
        Words(words, left + 3, top - 3, size, INK, italic=True, halo=WHITE),
    ]
    return replace(drawing, ground=(*drawing.ground, *shapes[:2]), names=(*drawing.names, shapes[2]))


def _one_place(symbol: Symbol) -> bool:
    return Cluster(symbol.x, symbol.y, symbol.markers, symbol.radius).one_place
