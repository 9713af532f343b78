"""The sheet of a map on A3 with 5,000 organisations, against a bare ReportLab canvas that draws the same shapes.

The reference gathers no clusters, places no names and tags nothing: it gets finished shapes and finished texts with
their places, and draws them with ReportLab's paths and ``drawString``. Both find their fonts loaded. The outline of
the gmina and of each of its six neighbours has as many corners as those of PRG have on average.
"""

from collections.abc import Sequence
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path
from random import Random
from typing import Any

from app.geo.map_drawing import MapContent
from app.geo.map_shapes import Clipped, Disc, MapDrawing, Sector, Shape, Words
from app.geo.map_shapes import Path as ShapePath
from app.geo.shapes import (
    Area,
    BaseMap,
    Level,
    Line,
    LineKind,
    Marker,
    MarkerGroup,
    Place,
    PlaceKind,
    Point,
)
from tests.benchmarks.drawn_text import Piece, drawn
from tests.benchmarks.measurement import Figure, interleaved, median, seconds
from tests.benchmarks.rows import MAP_PRINT_RATIO

MARKERS = 5_000
CORNERS = 2_079
"""Corners of a gmina's outline in PRG: 5,154,114 in 2,479 of them (September 2026)."""
STREETS = 600
_MIDDLE = (440_000.0, 345_000.0)
_RADIUS = 9_000.0
_COLOURS = ("#0072b2", "#cc79a7", "#d55e00", "#e69f00", "#009e73", "#56b4e9", "#a50026", "#666666")
GROUPS = tuple(
    MarkerGroup(key=letter, letter=letter, name=f"Obszar {letter}", colour=colour)
    for letter, colour in zip("SKPEZMRI", _COLOURS, strict=True)
)


def measure(folder: Path, runs: int) -> list[Figure]:
    """Milliseconds per sheet; the index of the same organisations is shown for information."""
    content = MapContent(base=base(), markers=markers(MARKERS), groups=GROUPS)
    drawing, size = _drawing(content)
    pieces, _ = drawn(lambda: sheet(content))
    ours, bare = interleaved(runs, lambda: sheet(content), lambda: bare_canvas(drawing, pieces, size))
    index = seconds(lambda: sheet(content, index=True))
    against = "bare canvas, nothing gathered, untagged"
    own, reference = median(ours) * 1000, median(bare) * 1000
    return [
        Figure(f"median of {runs} runs, {len(drawing.symbols)} signs", own, "ms", reference, against, MAP_PRINT_RATIO),
        Figure(f"with the index of {MARKERS} organisations", index * 1000, "ms"),
        Figure("size of the sheet", len(sheet(content)) / 1024, "kB", len(bare_canvas(drawing, pieces, size)) / 1024),
    ]


def sheet(content: MapContent, *, index: bool = False) -> bytes:
    """The sheet as the program prints it."""
    from datetime import date

    from app.printing.document import Document, Running
    from app.printing.map_pages import MapPrint, Paper, add_map, sheet_blocks, sheet_size
    from app.printing.styles import Typography, Variant
    from app.printing.tagging import Metadata

    size = sheet_size(content.base, content.markers, Paper.A3)
    document = Document(Metadata("Mapa"), Typography(Variant.STANDARD), size)
    wanted = MapPrint(title="Mapa aktywności organizacji", content=content, state_on=date(2026, 11, 22))
    running = Running("Urząd Gminy", "Mapa")
    if index:
        add_map(document, wanted, running)
    else:
        document.add(document.flow(sheet_blocks(document, wanted, running)[0], running))
    return document.save()


def _drawing(content: MapContent) -> tuple[MapDrawing, tuple[float, float]]:
    """The drawing of the sheet, caught on its way."""
    from unittest.mock import patch

    from app.printing.map_block import MapFigure

    caught: list[MapDrawing] = []
    original = MapFigure.__init__

    def listening(self: MapFigure, drawing: MapDrawing, *arguments: Any, **options: Any) -> None:
        caught.append(drawing)
        original(self, drawing, *arguments, **options)

    with patch.object(MapFigure, "__init__", listening):
        sheet(content)
    from app.printing.map_pages import Paper, sheet_size

    return caught[-1], sheet_size(content.base, content.markers, Paper.A3)


def bare_canvas(drawing: MapDrawing, pieces: Sequence[Piece], size: tuple[float, float]) -> bytes:
    """The same shapes and the same texts."""
    from reportlab.lib.colors import HexColor
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, pageCompression=1)
    canvas.saveState()
    canvas.translate(48, size[1] - 100)
    _draw(canvas, drawing.ground)
    for symbol in drawing.symbols:
        _draw(canvas, symbol.shapes)
    _draw(canvas, drawing.names)
    _draw(canvas, drawing.edge)
    canvas.restoreState()
    for piece in pieces:
        canvas.setFont(piece.font, piece.size)
        canvas.setFillColor(HexColor(int(piece.colour, 16)))
        canvas.drawString(piece.x, piece.y, piece.text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Any, shapes: Sequence[Shape]) -> None:
    from reportlab.lib.colors import HexColor

    for shape in shapes:
        if isinstance(shape, Words):
            continue
        if isinstance(shape, Clipped):
            canvas.saveState()
            canvas.clipPath(_path(canvas, shape.outline), stroke=0, fill=0)
            _draw(canvas, shape.shapes)
            canvas.restoreState()
            continue
        if shape.fill:
            canvas.setFillColor(HexColor(shape.fill))
        if shape.stroke:
            canvas.setStrokeColor(HexColor(shape.stroke))
            canvas.setLineWidth(shape.thickness)
        fill, stroke = int(bool(shape.fill)), int(bool(shape.stroke))
        if isinstance(shape, Disc):
            canvas.circle(shape.x, -shape.y, shape.radius, stroke=stroke, fill=fill)
        elif isinstance(shape, Sector):
            canvas.drawPath(_sector(canvas, shape), stroke=stroke, fill=fill)
        else:
            canvas.setDash(list(shape.dash))
            canvas.drawPath(_path(canvas, shape), stroke=stroke, fill=fill)


def _path(canvas: Any, shape: ShapePath) -> Any:
    path = canvas.beginPath()
    for line in shape.lines:
        path.moveTo(line[0][0], -line[0][1])
        for x, y in line[1:]:
            path.lineTo(x, -y)
        if shape.closed:
            path.close()
    return path


def _sector(canvas: Any, shape: Sector) -> Any:
    path = canvas.beginPath()
    start, extent = 90 - 360 * shape.start, -360 * (shape.end - shape.start)
    x, y = shape.x, -shape.y
    path.arc(x - shape.outer, y - shape.outer, x + shape.outer, y + shape.outer, start, extent)
    inner = (x - shape.inner, y - shape.inner, x + shape.inner, y + shape.inner)
    path.arcTo(*inner, start + extent, -extent)
    path.close()
    return path


def base() -> BaseMap:
    """A gmina with six neighbours around it, a town with streets, villages, roads and a river."""
    chance = Random(3)
    own = Area(code="9999013", name="Przykładowa", own=True, levels=_levels(_MIDDLE, chance))
    neighbours = [
        Area(code=f"99990{n}2", name=f"Sąsiednia {n}", levels=_levels(_around(n * pi / 3, 2 * _RADIUS), chance))
        for n in range(6)
    ]
    x, y = _MIDDLE
    streets = [
        Line(kind=LineKind.STREET, name=f"ulica {n}", points=_walk(x, y, 1500, 80, 6, chance)) for n in range(STREETS)
    ]
    roads = [Line(kind=LineKind.ROAD, name=str(40 + n), points=_walk(x, y, 4000, 900, 60, chance)) for n in range(8)]
    river = Line(kind=LineKind.RIVER, name="Rzeka", points=_walk(x, y, 6000, 300, 200, chance))
    villages = [
        Place(name=f"Wieś Przykładowa {n}", x=chance.gauss(x, 4000), y=chance.gauss(y, 4000)) for n in range(25)
    ]
    town = Place(name="Przykładowo", x=x, y=y, kind=PlaceKind.TOWN)
    return BaseMap(areas=(own, *neighbours), lines=(*streets, *roads, river), places=(town, *villages))


def markers(count: int) -> list[Marker]:
    """Half of them in the town, as it is in a real gmina."""
    chance = Random(5)
    return [
        Marker(
            id=number,
            x=chance.gauss(_MIDDLE[0], 1200 if number % 2 else 4000),
            y=chance.gauss(_MIDDLE[1], 1200 if number % 2 else 4000),
            group=GROUPS[number % 8].key,
            title=f"Stowarzyszenie Przykładowe nr {number}",
            address=f"ul. Przykładowa {number % 90 + 1}, Przykładowo",
            exact=number % 7 > 0,
        )
        for number in range(count)
    ]


def _levels(middle: Point, chance: Random) -> tuple[Level, ...]:
    """An outline as it came and three coarser ones."""
    radii = [_RADIUS * (0.9 + 0.05 * sin(5 * n) + 0.05 * chance.random()) for n in range(40)]
    ring = []
    for n in range(CORNERS):
        at = 40 * n / CORNERS
        before, share = int(at), at % 1
        radius = radii[before] * (1 - share) + radii[(before + 1) % 40] * share + chance.uniform(-15, 15)
        ring.append((middle[0] + radius * cos(2 * pi * n / CORNERS), middle[1] + radius * sin(2 * pi * n / CORNERS)))
    return tuple(
        Level(tolerance, [[[*ring[::step], ring[0]]]])
        for tolerance, step in ((0.0, 1), (10.0, 3), (40.0, 9), (150.0, 30))
    )


def _around(angle: float, distance: float) -> Point:
    return _MIDDLE[0] + distance * cos(angle), _MIDDLE[1] + distance * sin(angle)


def _walk(x: float, y: float, spread: float, step: float, count: int, chance: Random) -> list[Point]:
    at, turn = (chance.gauss(x, spread), chance.gauss(y, spread)), chance.uniform(0, 2 * pi)
    points = [at]
    for _ in range(count):
        turn += chance.uniform(-0.4, 0.4)
        at = (at[0] + step * cos(turn), at[1] + step * sin(turn))
        points.append(at)
    return points
