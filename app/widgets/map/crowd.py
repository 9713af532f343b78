"""All markers of a map, gathered into symbols once for each zoom step."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.geo.clusters import Cluster, clustered
from app.geo.shapes import Bounds, Marker
from app.widgets.map.camera import CLOSEST, STEPS, Camera
from app.widgets.map.look import Sizes

_STEPS_KEPT = 12


@dataclass(frozen=True)
class Symbol:
    """A cluster or a single marker with its place in metres."""

    cluster: Cluster
    x: float
    y: float

    @property
    def ids(self) -> tuple[int, ...]:
        """Markers it stands for."""
        return self.cluster.ids

    @property
    def radius(self) -> float:
        """In pixels."""
        return self.cluster.radius

    @property
    def marker(self) -> Marker | None:
        """The marker, where it is a single one."""
        return self.cluster.markers[0] if len(self.cluster.markers) == 1 else None

    @property
    def bounds(self) -> Bounds:
        """Bounds of its markers."""
        markers = self.cluster.markers
        return (
            min(marker.x for marker in markers),
            min(marker.y for marker in markers),
            max(marker.x for marker in markers),
            max(marker.y for marker in markers),
        )

    @property
    def stays_together(self) -> bool:
        """Whether the nearest zoom would still draw it as one."""
        west, south, east, north = self.bounds
        return self.cluster.one_place or max(east - west, north - south) * CLOSEST < self.radius


class Crowd:
    """Markers for symbols of given sizes."""

    def __init__(self, markers: Iterable[Marker], sizes: Sizes) -> None:
        self.markers = {marker.id: marker for marker in markers}
        self._sizes = sizes
        self._steps: OrderedDict[int, list[Symbol]] = OrderedDict()

    def symbols(self, step: int) -> list[Symbol]:
        """What is drawn at a zoom step, the largest first."""
        if step in self._steps:
            self._steps.move_to_end(step)
            return self._steps[step]
        scale = 2 ** (step / STEPS)
        points = [(marker, marker.x * scale, -marker.y * scale) for marker in self.markers.values()]
        found = [
            Symbol(cluster, cluster.x / scale, -cluster.y / scale)
            for cluster in clustered(points, single=self._sizes.single, radius=self._sizes.radius)
        ]
        self._steps[step] = found
        if len(self._steps) > _STEPS_KEPT:
            self._steps.popitem(last=False)
        return found


def seen(symbols: Sequence[Symbol], camera: Camera) -> list[Symbol]:
    """Symbols of which at least the middle is in the picture, in reading order: by rows, then from the left."""
    west, south, east, north = camera.bounds
    inside = [symbol for symbol in symbols if west <= symbol.x <= east and south <= symbol.y <= north]
    row = 48 / camera.scale
    return sorted(inside, key=lambda symbol: (-(symbol.y // row), symbol.x, symbol.ids))


def symbol_at(symbols: Sequence[Symbol], camera: Camera, across: float, down: float) -> Symbol | None:
    """The symbol under a pixel, the nearest where they come close."""
    x, y = camera.place(across, down)
    best, nearest = None, 1.0
    for symbol in symbols:
        reach = (symbol.cluster.radius + 2) / camera.scale
        if abs(symbol.x - x) > reach or abs(symbol.y - y) > reach:
            continue
        distance = ((symbol.x - x) ** 2 + (symbol.y - y) ** 2) ** 0.5 / reach
        if distance <= nearest:
            best, nearest = symbol, distance
    return best


def symbol_of(symbols: Sequence[Symbol], marker_id: int | None) -> Symbol | None:
    """The symbol a marker is part of."""
    if marker_id is None:
        return None
    return next(
        (symbol for symbol in symbols if any(marker.id == marker_id for marker in symbol.cluster.markers)), None
    )
