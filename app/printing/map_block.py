"""A map on paper: the common drawing as vectors inside one Figure, with its alternative text.

Text is real text in the embedded fonts; the white halo around names is the same text in outline, an artifact.
Everything repeated on a map of thousands of signs is written straight into the content stream: ReportLab's path
objects would take most of the time.
"""

from collections.abc import Iterator, Sequence
from math import ceil, cos, pi, sin

from app.geo.map_shapes import Clipped, Disc, MapDrawing, Path, Sector, Shape, Words
from app.geo.shapes import Point
from app.printing.blocks import Block
from app.printing.fonts import Cut
from app.printing.styles import Colour, TextStyle
from app.printing.tagging import Element, Surface
from app.printing.text import Line, Span, break_lines, text_width

_HALO = 0.3
"""Thickness of the halo on each side of a letter's stroke, as a share of the type size."""
_UNLIMITED = 10_000
_QUARTER = 0.5523
"""Length of the handles of a Bézier curve that draws a quarter of a circle of radius 1."""


class MapFigure(Block):
    """A drawn map as a figure of its own size."""

    def __init__(self, drawing: MapDrawing, alt: str, *, gap: float = 0.0) -> None:
        self.gap = gap
        self.drawing = drawing
        self.alt = alt

    def layout(self, width: float) -> float:
        self.height = self.drawing.height
        return self.height

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        from app.printing.structure_writer import text_string

        drawing = self.drawing
        box = f"{x:.2f} {top - drawing.height:.2f} {x + drawing.width:.2f} {top:.2f}"
        figure = Element("Figure", f"/Alt {text_string(self.alt)}/A<</O/Layout/Placement/Block/BBox[{box}]>>")
        figure.under(parent)
        painter = _Painter(surface, x, top)
        surface.begin(figure)
        painter.inside(drawing.window, drawing.ground)
        painter.paint([shape for symbol in drawing.symbols for shape in symbol.shapes])
        surface.end()
        with surface.artifact():
            painter.halos(drawing.names)
        surface.begin(figure)
        painter.paint(drawing.names)
        painter.paint(drawing.edge)
        surface.end()

    def plain(self) -> Iterator[str]:
        yield self.alt


def measure(text: str, size: float, bold: bool, italic: bool) -> float:
    """Width in points of a text in the fonts of prints."""
    return text_width(text, _style(size, bold, italic, "#000000"))


def shapes_on(surface: Surface, shapes: Sequence[Shape], x: float, top: float, scale: float = 1.0) -> None:
    """Paints shapes whose drawing has its upper left corner at x, top; inside content that the caller opened."""
    surface.canvas._code.append(f"q {scale:.3f} 0 0 {scale:.3f} {x:.2f} {top:.2f} cm")
    _Painter(surface, 0.0, 0.0).paint(shapes)
    surface.canvas._code.append("Q")


class _Painter:
    """Writes shapes as operators; their origin is at ``x``, ``top`` of the page."""

    def __init__(self, surface: Surface, x: float, top: float) -> None:
        self._surface, self._x, self._top = surface, x, top
        self._lines: dict[Words, tuple[TextStyle, list[Line]]] = {}

    def inside(self, window: tuple[float, float, float, float], shapes: Sequence[Shape]) -> None:
        """Shapes seen only inside a box."""
        left, top, width, height = window
        low = self._top - top - height
        self._write(f"q {self._x + left:.2f} {low:.2f} {width:.2f} {height:.2f} re W n")
        self.paint(shapes)
        self._write("Q")

    def paint(self, shapes: Sequence[Shape]) -> None:
        """All shapes in their order."""
        written: list[str] = []
        for shape in shapes:
            if isinstance(shape, Words):
                if written:
                    self._write("\n".join(written))
                    written = []
                self._text(shape)
            elif isinstance(shape, Clipped):
                clip = f"q {self._path(shape.outline.lines, closed=True)} W* n"
                within = [self._operators(each) for each in shape.shapes if not isinstance(each, Words | Clipped)]
                written.append("\n".join([clip, *within, "Q"]))
            else:
                written.append(self._operators(shape))
        if written:
            self._write("\n".join(written))

    def halos(self, shapes: Sequence[Shape]) -> None:
        """The outlines of all texts that have a halo. The render mode would leak into later texts without q and Q."""
        for shape in shapes:
            if isinstance(shape, Words) and shape.halo:
                colour = Colour(shape.halo[1:]).stroke
                self._write(f"q {colour} {_HALO * shape.size:.2f} w 1 j 1 J 1 Tr")
                self._text(shape)
                self._write("Q")

    def _write(self, operators: str) -> None:
        self._surface.canvas._code.append(operators)

    def _text(self, words: Words) -> None:
        style = _style(words.size, words.bold, words.italic, words.colour)
        lines = break_lines((Span(words.text, style),), _UNLIMITED)[:1]
        for line in lines:
            line.broken = True  # a space after each text keeps words apart for those who copy or search
        x, y = self._x + words.x, self._top - words.y
        shift = lines[0].width / 2 if words.middle and lines else 0.0
        if words.turn:
            across, up = cos(words.turn * pi / 180), sin(words.turn * pi / 180)
            self._write(f"q {across:.5f} {up:.5f} {-up:.5f} {across:.5f} {x:.2f} {y:.2f} cm")
            self._surface.lines(lines, style, -shift, style.ascent, ())
            self._write("Q")
        else:
            self._surface.lines(lines, style, x - shift, y + style.ascent, ())

    def _operators(self, shape: Path | Disc | Sector) -> str:
        if isinstance(shape, Path):
            ends = "0 J 0 j" if shape.blunt else "1 J 1 j"
            dash = f"[{' '.join(f'{part:.2f}' for part in shape.dash)}] 0 d" if shape.dash else ""
            pen = f"{ends} {dash}" if shape.stroke else ""
            outline = self._path(shape.lines, closed=shape.closed)
        elif isinstance(shape, Disc):
            pen, outline = "", _circle(self._x + shape.x, self._top - shape.y, shape.radius)
        else:
            pen, outline = "1 j", _sector(shape, self._x + shape.x, self._top - shape.y)
        return _painted(shape.fill, shape.stroke, shape.thickness, pen, outline)

    def _path(self, lines: Sequence[Sequence[Point]], *, closed: bool) -> str:
        x, top = self._x, self._top
        parts = []
        for line in lines:
            corners = [f"{x + across:.2f} {top - down:.2f}" for across, down in line]
            parts.append(f"{corners[0]} m {' l '.join(corners[1:])} l{' h' if closed else ''}")
        return "\n".join(parts)


def _painted(fill: str, stroke: str, thickness: float, pen: str, outline: str) -> str:
    """Fills and strokes an outline; anything but width and colour is undone afterwards."""
    operator = "B*" if fill and stroke else "f*" if fill else "S"
    colours = [Colour(fill[1:]).fill] if fill else []
    colours += [f"{Colour(stroke[1:]).stroke} {thickness:.2f} w"] if stroke else []
    painted = f"{' '.join(colours)} {pen} {outline} {operator}"
    return f"q {painted} Q" if pen else painted


def _style(size: float, bold: bool, italic: bool, colour: str) -> TextStyle:
    cut = Cut.BOLD if bold else Cut.ITALIC if italic else Cut.REGULAR
    return TextStyle(round(size, 2), round(size * 1.2, 2), cut, Colour(colour[1:]))


def _circle(x: float, y: float, r: float) -> str:
    k = r * _QUARTER
    return (
        f"{x + r:.2f} {y:.2f} m {x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c h"
    )


def _sector(shape: Sector, x: float, y: float) -> str:
    if shape.end - shape.start > 1 - 1e-9:
        return f"{_circle(x, y, shape.outer)} {_circle(x, y, shape.inner)}"
    start, end = pi / 2 - 2 * pi * shape.start, pi / 2 - 2 * pi * shape.end
    outer, inner = _arc(x, y, shape.outer, start, end), _arc(x, y, shape.inner, end, start)
    return f"{_at(x, y, shape.outer, start)} m {outer} {_at(x, y, shape.inner, end)} l {inner} h"


def _at(x: float, y: float, radius: float, angle: float) -> str:
    return f"{x + radius * cos(angle):.2f} {y + radius * sin(angle):.2f}"


def _arc(x: float, y: float, radius: float, start: float, end: float) -> str:
    """Bézier curves along a circle from one angle to another, each of a quarter at most."""
    count = max(ceil(abs(end - start) / (pi / 2) - 1e-9), 1)
    step = (end - start) / count
    handle = 4 / 3 * sin(step / 4) / cos(step / 4) * radius
    curves = []
    for number in range(count):
        a, b = start + number * step, start + (number + 1) * step
        ax, ay = x + radius * cos(a) - handle * sin(a), y + radius * sin(a) + handle * cos(a)
        bx, by = x + radius * cos(b) + handle * sin(b), y + radius * sin(b) - handle * cos(b)
        curves.append(f"{ax:.2f} {ay:.2f} {bx:.2f} {by:.2f} {_at(x, y, radius, b)} c")
    return " ".join(curves)
