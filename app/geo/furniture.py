"""What stands on every map beside the country: frame with letters and numbers, scale bar, north arrow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from app.geo.framing import Frame, scale_text
from app.geo.index_grid import IndexGrid
from app.geo.labels import Box
from app.geo.map_shapes import Disc, Path, Shape, Words
from app.geo.pl1992 import convergence
from app.geo.scale import metres_text, nice_length
from app.geo.shapes import Point
from app.geo.symbol_drawing import INK, WHITE, centred

FRAME_LINE, STRIP, GREY = "#4a5561", "#ffffff", "#b9b4a8"
_KILOMETRE = 1000.0
_INSET = 6.0
_BAR_MOST = 130.0
"""Points: the longest scale bar."""
_ARROW = 38.0
"""Height of the north arrow's box, in points."""


@dataclass(frozen=True)
class Piece:
    """A piece of furniture with the box that it takes."""

    box: Box
    shapes: tuple[Shape, ...]


def strip_width(grain: float) -> float:
    """Width in points of the strip with letters and numbers around the map."""
    return 11.0 * grain


def frame_shapes(grid: IndexGrid, grain: float) -> list[Shape]:
    """The strip around the map with the letters of columns and the numbers of rows, and both frame lines."""
    left, top, width, height = grid.box
    wide = strip_width(grain)
    outer = _box(left - wide, top - wide, width + 2 * wide, height + 2 * wide)
    inner = _box(left, top, width, height)
    ticks: list[Sequence[Point]] = []
    for x in grid.uprights:
        ticks += [[(x, top - wide), (x, top)], [(x, top + height), (x, top + height + wide)]]
    for y in grid.levels:
        ticks += [[(left - wide, y), (left, y)], [(left + width, y), (left + width + wide, y)]]
    shapes: list[Shape] = [
        Path([outer, inner], True, STRIP),
        Path(ticks, stroke=FRAME_LINE, thickness=0.4, blunt=True),
        Path([inner], True, stroke=FRAME_LINE, thickness=0.9),
        Path([outer], True, stroke=FRAME_LINE, thickness=0.9),
    ]
    size = 7.0 * grain
    for letter, x, after in zip(grid.letters, grid.uprights, grid.uprights[1:], strict=False):
        for y in (top - wide / 2, top + height + wide / 2):
            shapes += centred(letter, (x + after) / 2, y, size, INK)
    for number, (y, after) in enumerate(zip(grid.levels, grid.levels[1:], strict=False), 1):
        for x in (left - wide / 2, left + width + wide / 2):
            shapes += centred(str(number), x, (y + after) / 2, size, INK)
    return shapes


def furniture(frame: Frame, grain: float, cost: Callable[[Box], float], *, printed_scale: bool) -> list[Piece]:
    """Scale bar and north arrow in the corners that cost least; ``printed_scale`` also says the scale in numbers."""
    bar_size = _bar_size(frame, grain, printed_scale=printed_scale)
    bar_box = min(_corners(frame, bar_size, ("bl", "br", "tl", "tr")), key=cost)
    arrow_size = (_ARROW * grain, _ARROW * grain)
    arrow_box = min(
        _corners(frame, arrow_size, ("tr", "tl", "br", "bl")), key=lambda box: cost(box) + 1000 * _overlap(box, bar_box)
    )
    return [
        Piece(bar_box, _scale_bar(bar_box, frame, grain, printed_scale=printed_scale)),
        Piece(arrow_box, _arrow(arrow_box, frame)),
    ]


def bar_metres(frame: Frame) -> float:
    """Length on the ground of the scale bar, in metres."""
    return nice_length(min(_BAR_MOST, 0.26 * frame.width) * frame.metres)


def _bar_size(frame: Frame, grain: float, *, printed_scale: bool) -> tuple[float, float]:
    return bar_metres(frame) / frame.metres + 27 * grain, (31 if printed_scale else 20) * grain


def _scale_bar(box: Box, frame: Frame, grain: float, *, printed_scale: bool) -> tuple[Shape, ...]:
    left, top, _, height = box
    metres = bar_metres(frame)
    long = metres / frame.metres
    x, y, thick = left + 8 * grain, top + height - 7.5 * grain, 3.0 * grain
    shapes: list[Shape] = [Path([_box(*box)], True, WHITE, GREY, 0.5)]
    size = 6.6 * grain
    if printed_scale:
        shapes.append(Words(f"Skala {scale_text(frame.denominator)}", x, top + 10 * grain, 7.4 * grain, INK, bold=True))
    shapes.append(Path([_box(x, y, long, thick)], True, WHITE, INK, 0.6))
    shapes += [Path([_box(x + long * part, y, long / 4, thick)], True, INK) for part in (0.0, 0.5)]
    for share, text in ((0.0, "0"), (0.5, _half(metres)), (1.0, metres_text(metres))):
        shapes.append(Words(text, x + long * share, y - 2.6 * grain, size, INK, middle=True))
    return tuple(shapes)


def _half(metres: float) -> str:
    """The middle of the bar in the unit of its end."""
    return "0,5" if metres == _KILOMETRE else metres_text(metres / 2).split(" ")[0]


def _arrow(box: Box, frame: Frame) -> tuple[Shape, ...]:
    """Points to true north: meridians are not parallel to the grid away from the 19th one."""
    left, top, width, height = box
    west, south, east, north = frame.bounds
    turn = radians(-convergence((west + east) / 2, (south + north) / 2))
    x, y, half = left + width / 2, top + height * 0.62, height * 0.33

    def turned(across: float, up: float) -> Point:
        return x + across * cos(turn) + up * sin(turn), y - up * cos(turn) + across * sin(turn)

    tip, low, notch = turned(0, half), -half, turned(0, -half * 0.55)
    right, far = turned(half * 0.62, low), turned(-half * 0.62, low)
    at = turned(0, half + height * 0.15)
    return (
        Disc(x, top + height * 0.5, height * 0.5, WHITE),
        Path([[tip, right, notch, tip]], True, WHITE, INK, 0.6),
        Path([[tip, far, notch, tip]], True, INK, INK, 0.6),
        *centred("N", *at, height * 0.25, INK),
    )


def _corners(frame: Frame, size: tuple[float, float], order: Sequence[str]) -> list[Box]:
    width, height = size
    right, low = frame.left + frame.width - _INSET - width, frame.top + frame.height - _INSET - height
    left, top = frame.left + _INSET, frame.top + _INSET
    places = {"tl": (left, top), "tr": (right, top), "bl": (left, low), "br": (right, low)}
    return [(*places[name], width, height) for name in order]


def _overlap(one: Box, other: Box) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _box(left: float, top: float, width: float, height: float) -> list[Point]:
    right, low = left + width, top + height
    return [(left, top), (right, top), (right, low), (left, low), (left, top)]
