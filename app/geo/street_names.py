"""Names of streets along the streets, on maps so close that there is room for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin

from app.geo.clipping import clipped_line
from app.geo.framing import Frame
from app.geo.labels import Wish
from app.geo.line_places import along, upright
from app.geo.map_shapes import Words
from app.geo.scale import length
from app.geo.shapes import Line, LineKind, Point
from app.geo.symbol_drawing import WHITE

STREETS_TO = 40_000
"""Denominator up to which streets are named."""
COLOUR = "#5b5548"
SIZE = 5.8
_SHARES = (0.5, 0.3, 0.7)


@dataclass(frozen=True)
class StreetName:
    """A name at one place along its street: its wish for room, and how it is drawn there."""

    wish: Wish
    words: Words


def street_names(
    lines: Sequence[Line], frame: Frame, size: float, width: dict[str, float]
) -> Iterable[list[StreetName]]:
    """For each street whose longest seen part is longer than its name: places to try, in order.

    ``width`` gives the width of each name in points at the type size.
    """
    longest: dict[str, list[Point]] = {}
    for line in lines:
        if line.kind is LineKind.STREET and line.name in width:
            for part in clipped_line(line.points, frame.bounds):
                if length(part) > length(longest.get(line.name, [])):
                    longest[line.name] = part
    for name, part in longest.items():
        path = frame.path(part)
        if length(path) > width[name] + size:
            yield [_at(name, path, share, size, width[name]) for share in _SHARES]


def _at(name: str, path: Sequence[Point], share: float, size: float, wide: float) -> StreetName:
    whole = length(path)
    reach = min(wide / 2 / whole, share, 1 - share)
    (ax, ay), (bx, by) = along(path, share - reach), along(path, share + reach)
    turn = upright(degrees(atan2(ay - by, bx - ax)))
    x, y = along(path, share)
    across, down = abs(cos(radians(turn))), abs(sin(radians(turn)))
    wish = Wish(name, x, y, wide * across + size * down, wide * down + size * across, 5.0, centred=True)
    base = (x + 0.36 * size * sin(radians(turn)), y + 0.36 * size * cos(radians(turn)))
    return StreetName(wish, Words(name, *base, size, COLOUR, halo=WHITE, middle=True, turn=turn))
