"""What a chart is drawn with: boxes, lines, polygons, circles and texts in one unit, origin top left.

Screen and paper paint only these, so both show the same picture. Colours are ``Tone``; each painter has its own.
Hatching and markers are worked out here, too: a series is told by its pattern, dash or marker, not by colour alone.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

Point = tuple[float, float]


class Tone(StrEnum):
    """Colours by meaning. ``step_1`` to ``step_5`` go from weak to strong, ``on_step`` are letters on the strong."""

    INK = "ink"
    MUTED = "muted"
    GRID = "grid"
    AXIS = "axis"
    BASE = "base"
    FLAG = "flag"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    STEP_2 = "step_2"
    STEP_3 = "step_3"
    STEP_4 = "step_4"
    STEP_5 = "step_5"
    ON_STEP = "on_step"


class Hatch(StrEnum):
    """Patterns over a fill."""

    NONE = "none"
    RISING = "rising"
    FALLING = "falling"
    DOTS = "dots"
    UPRIGHT = "upright"


class Mark(StrEnum):
    """Signs at points of lines and on rows."""

    DISC = "disc"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    CROSS = "cross"
    RING = "ring"


@dataclass(frozen=True)
class Fill:
    """How bars of one series look; ``letters`` is readable on it."""

    tone: Tone
    hatch: Hatch = Hatch.NONE
    edge: Tone = Tone.FIRST
    letters: Tone = Tone.INK


@dataclass(frozen=True)
class Pen:
    """How the line of one series looks; ``dash`` in multiples of the thickness, on and off in turn."""

    tone: Tone
    dash: tuple[float, ...]
    mark: Mark


STEPS = (
    Fill(Tone.BASE, Hatch.RISING),
    Fill(Tone.STEP_2, Hatch.DOTS),
    Fill(Tone.STEP_3),
    Fill(Tone.STEP_4, letters=Tone.ON_STEP),
    Fill(Tone.STEP_5, letters=Tone.ON_STEP),
)
"""From weak to strong, for parts that have an order (marks 1 to 5); told apart in grey, too."""
FILLS = (
    Fill(Tone.FIRST, letters=Tone.ON_STEP),
    Fill(Tone.BASE, Hatch.RISING, Tone.SECOND),
    Fill(Tone.STEP_3),
    Fill(Tone.BASE, Hatch.DOTS, Tone.THIRD),
    Fill(Tone.BASE, Hatch.UPRIGHT, Tone.FIRST),
    Fill(Tone.BASE, Hatch.FALLING, Tone.FOURTH),
)
"""For series side by side."""
PENS = tuple(
    Pen(tone, dash, mark)
    for tone, dash, mark in zip(
        (Tone.FIRST, Tone.SECOND, Tone.THIRD, Tone.FOURTH, Tone.INK, Tone.MUTED),
        ((), (5, 2.5), (1.2, 2), (8, 2.5, 1.2, 2.5), (3, 2), ()),
        (Mark.DISC, Mark.SQUARE, Mark.TRIANGLE, Mark.DIAMOND, Mark.RING, Mark.CROSS),
        strict=True,
    )
)


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: Tone | None = None
    edge: Tone | None = None
    thickness: float = 1.0


@dataclass(frozen=True)
class Line:
    """A line through points; ``dash`` and ``thickness`` in the drawing's unit."""

    points: tuple[Point, ...]
    tone: Tone
    thickness: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Polygon:
    """A closed shape."""

    points: tuple[Point, ...]
    fill: Tone
    edge: Tone
    thickness: float


@dataclass(frozen=True)
class Circle:
    """A circle around x, y."""

    x: float
    y: float
    radius: float
    fill: Tone
    edge: Tone
    thickness: float


@dataclass(frozen=True)
class Text:
    """One line of text; its box begins at x, y and is as high as a line of the metrics."""

    x: float
    y: float
    text: str
    tone: Tone = Tone.INK
    bold: bool = False


Shape = Box | Line | Polygon | Circle | Text


@dataclass(frozen=True)
class Spot:
    """A place that answers the pointer with ``text``; the small ones lie over the large ones."""

    x: float
    y: float
    width: float
    height: float
    text: str

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies on it."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True)
class Drawing:
    """A chart laid out for a width."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    spots: tuple[Spot, ...]


class Metrics(Protocol):
    """Measures text in the unit of the drawing."""

    @property
    def line(self) -> float:
        """Height of a line of text; every other size follows from it."""
        ...

    def width(self, text: str, *, bold: bool = False) -> float:
        """Width of text on one line."""
        ...


def wrap(text: str, width: float, metrics: Metrics, *, bold: bool = False) -> list[str]:
    """Lines no wider than ``width``; one-letter words stay with the next one, too long words are cut."""
    lines: list[str] = []
    current = ""
    for word in _bound_words(text):
        wider = f"{current} {word}" if current else word
        if metrics.width(wider, bold=bold) <= width:
            current = wider
            continue
        if current:
            lines.append(current)
        current = word
        while len(current) > 1 and metrics.width(current, bold=bold) > width:
            fits = next(
                (n for n in range(len(current) - 1, 1, -1) if metrics.width(current[:n], bold=bold) <= width), 1
            )
            lines.append(current[:fits])
            current = current[fits:]
    return [*lines, current] if current else lines or [""]


def shorten(text: str, width: float, metrics: Metrics) -> str:
    """The text on one line, its end cut off with „…” where it is wider than ``width``."""
    whole = " ".join(text.split())
    shown = whole
    while shown and metrics.width(shown) > width:
        shown = f"{shown[:-2].rstrip()}…" if len(shown) > 2 else ""
    return shown


def _bound_words(text: str) -> Iterator[str]:
    before = ""
    for word in text.split():
        before = f"{before}\N{NO-BREAK SPACE}{word}" if before else word
        if len(word) > 1 or not word.isalpha():
            yield before
            before = ""
    if before:
        yield before


@dataclass
class Sketch:
    """Shapes being collected; sizes that charts share, in lines of text."""

    metrics: Metrics
    width: float
    shapes: list[Shape] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)

    @property
    def line(self) -> float:
        """Height of a line of text."""
        return self.metrics.line

    @property
    def hair(self) -> float:
        """Thickness of the grid: a pixel on a screen, half a point on paper."""
        return self.line / 18

    def text(
        self,
        x: float,
        y: float,
        text: str,
        tone: Tone = Tone.INK,
        *,
        align: float = 0.0,
        bold: bool = False,
    ) -> float:
        """A line of text at x (its left, middle or right by ``align`` 0 to 1); returns its width."""
        wide = self.metrics.width(text, bold=bold)
        self.shapes.append(Text(x - wide * align, y, text, tone, bold))
        return wide

    def texts(
        self, x: float, y: float, lines: Sequence[str], tone: Tone = Tone.INK, *, align: float = 0.0, bold: bool = False
    ) -> None:
        """Lines of text one under another."""
        for index, line in enumerate(lines):
            self.text(x, y + index * self.line, line, tone, align=align, bold=bold)

    def rule(
        self, start: Point, end: Point, tone: Tone = Tone.GRID, thick: float = 1, dash: tuple[float, ...] = ()
    ) -> None:
        """A straight line, ``thick`` hairs wide."""
        size = thick * self.hair
        self.shapes.append(Line((start, end), tone, size, tuple(part * size for part in dash)))

    def path(self, points: Sequence[Point], pen: Pen) -> None:
        """A line of a series."""
        size = 2 * self.hair
        self.shapes.append(Line(tuple(points), pen.tone, size, tuple(part * size for part in pen.dash)))

    def bar(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        """A filled box with its hatching and edge."""
        self.shapes.append(Box(x, y, width, height, fill.tone))
        for start, end in hatching(x, y, width, height, fill.hatch, self.line * 0.3):
            self.shapes.append(Line((start, end), fill.edge, self.hair * (2.2 if fill.hatch is Hatch.DOTS else 1)))
        self.shapes.append(Box(x, y, width, height, None, fill.edge, self.hair))

    def ground(self, middle: float, top: float, width: float, fill: Fill | None = None) -> None:
        """A plain ground under a text that would stand on a grid line or on a hatch."""
        if fill is None or fill.hatch is not Hatch.NONE:
            left = middle - width / 2 - 0.15 * self.line
            tone = fill.tone if fill else Tone.BASE
            self.shapes.append(Box(left, top + 0.08 * self.line, width + 0.3 * self.line, 0.84 * self.line, tone))

    def mark(self, x: float, y: float, mark: Mark, tone: Tone, radius: float = 0.0, fill: Tone | None = None) -> None:
        """A sign around x, y."""
        size, thick, inside = radius or self.line * 0.24, self.hair * 1.6, fill or tone
        if mark is Mark.CROSS:
            for slope in (-1, 1):
                ends = ((x - size * 0.8, y - slope * size * 0.8), (x + size * 0.8, y + slope * size * 0.8))
                self.shapes.append(Line(ends, tone, thick))
        elif mark in (Mark.DISC, Mark.RING):
            self.shapes.append(Circle(x, y, size, Tone.BASE if mark is Mark.RING else inside, tone, thick))
        else:
            points = tuple((x + across * size, y + down * size) for across, down in _CORNERS[mark])
            self.shapes.append(Polygon(points, inside, tone, thick))

    def spot(self, x: float, y: float, width: float, height: float, text: str) -> None:
        """A place that answers the pointer."""
        self.spots.append(Spot(x, y, width, height, text))

    def finished(self, height: float) -> Drawing:
        """The drawing, as high as said."""
        return Drawing(self.width, height, tuple(self.shapes), tuple(self.spots))


_CORNERS: dict[Mark, tuple[Point, ...]] = {
    Mark.SQUARE: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    Mark.TRIANGLE: ((0.0, -1.15), (1.1, 0.85), (-1.1, 0.85)),
    Mark.DIAMOND: ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)),
}


def hatching(x: float, y: float, width: float, height: float, hatch: Hatch, pitch: float) -> list[tuple[Point, Point]]:
    """Lines of a pattern, cut off at the box; a dot is a very short line. Lines stay a little off the edges."""
    if hatch is Hatch.NONE or width <= 0 or height <= 0:
        return []
    if hatch is Hatch.UPRIGHT:
        return [((x + n * pitch, y), (x + n * pitch, y + height)) for n in range(1, math.ceil(width / pitch))]
    if hatch is Hatch.DOTS:
        return list(_dots(x, y, width, height, pitch))
    lines = []
    for n in range(1, math.ceil((width + height) / (pitch * math.sqrt(2)))):
        # the line across + down = reach, inside the box
        reach = n * pitch * math.sqrt(2)
        left, right = max(0.0, reach - height), min(width, reach)
        start, end = (left, reach - left), (right, reach - right)
        if hatch is Hatch.FALLING:
            start, end = (left, height - start[1]), (right, height - end[1])
        lines.append(((x + start[0], y + start[1]), (x + end[0], y + end[1])))
    return lines


def _dots(x: float, y: float, width: float, height: float, pitch: float) -> Iterator[tuple[Point, Point]]:
    size = pitch * 0.36
    for row in range(max(1, int(height / pitch))):
        down = y + (height - (max(1, int(height / pitch)) - 1) * pitch) / 2 + row * pitch
        across = x + pitch * (0.5 if row % 2 else 1.0)
        while across + size < x + width:
            yield (across, down), (across + size, down)
            across += pitch
