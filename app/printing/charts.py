"""Charts on paper: the common drawing as vectors inside one Figure, with its alternative text.

Text is real text in the embedded fonts. Series differ by hatch, dash, marker and lightness, so that a black and
white copy says the same. ReportLab's own charts are not used: they know neither intervals nor hidden values, set
text without our fonts and line breaking, and would look unlike the screen.
"""

from collections.abc import Iterator, Sequence

from app.core.chart_layout import lay_out
from app.core.chart_parts import divided, row_count
from app.core.chart_shapes import Box, Circle, Drawing, Line, Polygon, Shape, Text, Tone
from app.core.charts import EMPTY, Chart
from app.printing.blocks import Block, Paragraph
from app.printing.document import A4, SIDE
from app.printing.fonts import Cut
from app.printing.styles import ACCENT, INK, LINE, MUTED, NOTICE, WHITE, Colour, TextStyle, Typography
from app.printing.tables import Table
from app.printing.tagging import Element, Surface
from app.printing.text import Span, break_lines, text_width

COLOURS: dict[Tone, Colour] = {
    Tone.INK: INK,
    Tone.MUTED: MUTED,
    Tone.GRID: LINE,
    Tone.AXIS: Colour("7c8b9a"),
    Tone.BASE: WHITE,
    Tone.FLAG: NOTICE,
    Tone.FIRST: ACCENT,
    Tone.SECOND: Colour("a04a12"),
    Tone.THIRD: Colour("1f6b5a"),
    Tone.FOURTH: Colour("6a4a8c"),
    Tone.STEP_2: Colour("dbe7f3"),
    Tone.STEP_3: Colour("a3c3e2"),
    Tone.STEP_4: Colour("3f75a8"),
    Tone.STEP_5: ACCENT,
    Tone.ON_STEP: WHITE,
}
_HIGHEST = 660.0
"""Points; a higher chart is divided into several figures, so that each fits on a page under its title."""
_LEAST_LETTERS, _MOST_LETTERS = 8, 34
"""By letters the columns of the table share its width."""


class ChartFigure(Block):
    """A chart as a figure as wide as its column; its title stands inside only when ``titled``."""

    def __init__(self, chart: Chart, style: TextStyle, *, gap: float = 0.0, titled: bool = False) -> None:
        self.gap = gap
        self.chart = chart
        self._measures = PaperMetrics(style)
        self._titled = titled
        self._drawing: Drawing | None = None

    def layout(self, width: float) -> float:
        if self._drawing is None or self._drawing.width != width:
            self._drawing = lay_out(self.chart, width, self._measures, titled=self._titled)
        self.height = self._drawing.height
        return self.height

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        from app.printing.structure_writer import text_string

        assert self._drawing is not None
        box = f"{x:.2f} {top - self.height:.2f} {x + self._drawing.width:.2f} {top:.2f}"
        alt = text_string(self.chart.alt)
        figure = Element("Figure", f"/Alt {alt}/A<</O/Layout/Placement/Block/BBox[{box}]>>")
        surface.begin(figure.under(parent))
        for shape in self._drawing.shapes:
            self._paint(surface, shape, x, top)
        surface.end()

    def plain(self) -> Iterator[str]:
        yield self.chart.alt

    def _paint(self, surface: Surface, shape: Shape, x: float, top: float) -> None:
        if isinstance(shape, Text):
            style = self._measures.style(bold=shape.bold).but(colour=COLOURS[shape.tone])
            lines = break_lines((Span(shape.text, style),), 10_000)
            for line in lines:
                line.broken = True  # a space after each text keeps words apart for those who copy or search
            surface.lines(lines, style, x + shape.x, top - shape.y, ())
            return
        surface.canvas._code.append(f"q {_operators(shape, x, top)} Q")


class PaperMetrics:
    """Measures of a text style, in points."""

    def __init__(self, style: TextStyle) -> None:
        self._plain = style
        self._bold = style.but(cut=Cut.BOLD)
        self.line = style.leading

    def style(self, *, bold: bool) -> TextStyle:
        """The style of a text."""
        return self._bold if bold else self._plain

    def width(self, text: str, *, bold: bool = False) -> float:
        """Width in points."""
        return text_width(text, self.style(bold=bold))


def chart_blocks(chart: Chart, typography: Typography, *, gap: float = 0.0, table: bool = False) -> list[Block]:
    """The title as text, the figure, and with ``table`` the same data as a table below.

    A chart higher than a page becomes several figures with one axis; an empty one becomes a sentence.
    """
    style = typography.small
    blocks: list[Block] = []
    for part in fitting_parts(chart, style):
        blocks.append(Paragraph(part.title, typography.strong, gap=gap, keep_with_next=True))
        blocks.append(ChartFigure(part, style, gap=0.6 * style.leading))
    if chart.empty:
        return [blocks[0], Paragraph(EMPTY, style.but(colour=MUTED), gap=0.3 * style.leading)]
    if table:
        headings, rows = chart.headings(), chart.rows()
        widest = [max(len(cell) for cell in column) for column in zip(headings, *rows, strict=True)]
        shares = [min(max(letters, _LEAST_LETTERS), _MOST_LETTERS) for letters in widest]
        aligns = [0.0, *(1.0 for _ in shares[1:])]
        head = style.but(cut=Cut.BOLD)
        blocks.append(Table(headings, rows, shares, head, style, aligns=aligns, gap=style.leading))
    return blocks


def fitting_parts(chart: Chart, style: TextStyle) -> tuple[Chart, ...]:
    """The chart, or parts of it, each no higher than a page when it is as wide as the text of a page."""
    metrics, rows = PaperMetrics(style), row_count(chart)
    for count in range(1, rows + 1):
        parts = divided(chart, -(-rows // count))
        if all(lay_out(part, A4[0] - 2 * SIDE, metrics, titled=False).height <= _HIGHEST for part in parts):
            return parts
    return divided(chart, 1)


def _operators(shape: Box | Line | Polygon | Circle, x: float, top: float) -> str:
    """PDF operators of a shape whose drawing begins at x, top."""
    if isinstance(shape, Line):
        dash = f"[{' '.join(f'{part:.2f}' for part in shape.dash)}] 0 d" if shape.dash else ""
        return f"{COLOURS[shape.tone].stroke} {shape.thickness:.2f} w 1 j {dash} {_path(shape.points, x, top)} S"
    if isinstance(shape, Box):
        path = f"{x + shape.x:.2f} {top - shape.y - shape.height:.2f} {shape.width:.2f} {shape.height:.2f} re"
        return _paint(shape.fill, shape.edge, shape.thickness, path)
    if isinstance(shape, Polygon):
        return _paint(shape.fill, shape.edge, shape.thickness, f"{_path(shape.points, x, top)} h")
    return _paint(shape.fill, shape.edge, shape.thickness, _circle(shape, x, top))


def _paint(fill: Tone | None, edge: Tone | None, thickness: float, path: str) -> str:
    before = [COLOURS[fill].fill] if fill else []
    before += [f"{COLOURS[edge].stroke} {thickness:.2f} w"] if edge else []
    return f"{' '.join(before)} {path} {'B' if fill and edge else 'f' if fill else 'S'}"


def _path(points: Sequence[tuple[float, float]], x: float, top: float) -> str:
    return " ".join(
        f"{x + across:.2f} {top - down:.2f} {'l' if index else 'm'}" for index, (across, down) in enumerate(points)
    )


def _circle(shape: Circle, x: float, top: float) -> str:
    """Four Bézier curves."""
    r, k = shape.radius, shape.radius * 0.5523
    mx, my = x + shape.x, top - shape.y
    curves = ((r, k, k, r, 0, r), (-k, r, -r, k, -r, 0), (-r, -k, -k, -r, 0, -r), (k, -r, r, -k, r, 0))
    path = [f"{mx + r:.2f} {my:.2f} m"]
    for curve in curves:
        numbers = (f"{(my if n % 2 else mx) + value:.2f}" for n, value in enumerate(curve))
        path.append(f"{' '.join(numbers)} c")
    return " ".join(path) + " h"
