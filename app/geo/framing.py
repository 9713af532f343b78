"""How a piece of country is laid on paper: which part is shown, at what printed scale, and where a place falls.

Paper is measured in points (1/72 inch) from its upper left corner, y downwards. Lengths in EPSG:2180 differ from
those on the ground by less than 0.1 %, so a printed scale is that of the grid.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from app.geo.bounds import around, holds
from app.geo.shapes import BaseMap, Bounds, Marker, Point, Ring

POINT = 0.0254 / 72
"""Metres of paper in one point."""
_LEAST = 1500.0
"""Metres that a map shows at least: one marker alone is no reason to show a doorstep."""
_FREE = 0.08
"""Share of the extent left free on each side where no boundary says how far the map goes."""
_STEPS = ((10_000, 500), (50_000, 1_000), (200_000, 5_000), (1_000_000, 10_000))
"""Up to which denominator scales are rounded to which step."""


@dataclass(frozen=True)
class Frame:
    """The map's window on paper: its box in points, the place at its upper left corner, and the scale 1:denominator."""

    left: float
    top: float
    width: float
    height: float
    west: float
    north: float
    denominator: int

    @property
    def metres(self) -> float:
        """Metres on the ground in one point of paper."""
        return self.denominator * POINT

    @property
    def bounds(self) -> Bounds:
        """What the window shows, in EPSG:2180 metres."""
        east, south = self.west + self.width * self.metres, self.north - self.height * self.metres
        return (self.west, south, east, self.north)

    def place(self, x: float, y: float) -> Point:
        """Where a place in EPSG:2180 metres falls on paper, in points."""
        return self.left + (x - self.west) / self.metres, self.top + (self.north - y) / self.metres

    def path(self, points: Iterable[Point]) -> list[Point]:
        """A line or ring on paper, in points."""
        left, top, west, north, scale = self.left, self.top, self.west, self.north, 1 / self.metres
        return [(left + (x - west) * scale, top + (north - y) * scale) for x, y in points]

    def holds(self, x: float, y: float) -> bool:
        """Whether a place in EPSG:2180 metres is shown."""
        return holds(self.bounds, x, y)


def framed(extent: Bounds, box: tuple[float, float, float, float], free: float) -> Frame:
    """The extent in the middle of a box (left, top, width, height in points), at the largest round scale.

    ``free`` points stay free along every edge of the box.
    """
    left, top, width, height = box
    west, south, east, north = extent
    across = max(width - 2 * free, 1.0) * POINT
    along = max(height - 2 * free, 1.0) * POINT
    denominator = printed_scale(max((east - west) / across, (north - south) / along))
    metres = denominator * POINT
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return Frame(left, top, width, height, middle_x - width * metres / 2, middle_y + height * metres / 2, denominator)


def printed_scale(denominator: float) -> int:
    """The next round denominator that is not smaller: 113 742 gives 115 000."""
    step = next((step for most, step in _STEPS if denominator <= most), 50_000)
    return max(ceil(denominator / step - 1e-9), 1) * step


def scale_text(denominator: int) -> str:
    """``1:115 000`` with no-break spaces."""
    return f"1:{denominator:,}".replace(",", "\N{NO-BREAK SPACE}")


def extent_of(base: BaseMap, markers: Sequence[Marker]) -> Bounds | None:
    """What a whole map shows: the own gmina, else all areas, else everything that has a place; None for nothing."""
    own = outer_points(base.own.levels[-1].polygons) if base.own and base.own.levels else []
    corners = own or [point for area in base.areas if area.levels for point in outer_points(area.levels[-1].polygons)]
    if corners:
        return _wide_enough(around(corners))
    points: list[Point] = [(marker.x, marker.y) for marker in markers] or [(each.x, each.y) for each in base.places]
    points = points or [point for line in base.lines for point in line.points]
    if not points:
        return None
    west, south, east, north = _wide_enough(around(points))
    across, along = (east - west) * _FREE, (north - south) * _FREE
    return (west - across, south - along, east + across, north + along)


def outer_points(polygons: Sequence[Sequence[Ring]]) -> list[Point]:
    """All corners of the outer rings."""
    return [point for polygon in polygons for point in polygon[0]]


def _wide_enough(bounds: Bounds) -> Bounds:
    west, south, east, north = bounds
    across, along = max(_LEAST - (east - west), 0) / 2, max(_LEAST - (north - south), 0) / 2
    return (west - across, south - along, east + across, north + along)
