"""A map with its legend on one sheet, and on the following ones the index: every organisation with its square.

The index is a table, so that those who listen learn what those who look see.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.progress import Progress
from app.geo.detail import crowded_view, name_of, with_window
from app.geo.framing import extent_of, scale_text
from app.geo.legend import NOTHING_TO_SHOW, described, source_lines
from app.geo.map_drawing import MapContent, draw_map
from app.geo.map_shapes import MapDrawing
from app.geo.shapes import BaseMap, Bounds, Marker
from app.printing.blocks import Block, Columns, Heading, Paragraph, Stack
from app.printing.document import A3, A3_LANDSCAPE, A4, LANDSCAPE, Document, Running
from app.printing.map_block import MapFigure, measure
from app.printing.map_index import index_blocks, index_rows
from app.printing.map_legend import group_blocks, sign_blocks
from app.printing.styles import Typography
from app.printing.tagging import Anchor

_LYING = 1.06
"""From this ratio of width to height on, a map is larger on a lying sheet with its legend beside it."""
_GUTTER, _GAP = 14.0, 8.0
_LEAST_HIGH = 240.0
"""Points of height that a map has even below a title that fills half of the sheet."""
_LEGEND = 150.0
"""Points of width beside the map on a lying A4 sheet."""
_ON_A3, _LARGE = 1.2, 1.4
_HIGHEST_LEGEND = 0.36
"""Share of a standing sheet that a legend below the map may take."""


class Paper(StrEnum):
    """Sheets a map is made for."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, kw_only=True)
class MapPrint:
    """A map as it is to be printed; markers are already cut to what the reader may see.

    ``area`` names the gmina under the title, ``state_on`` is the day of the organisations' data. ``unplaced`` stand
    in the index only; their coordinates do not count. ``detail`` adds a sheet at a larger scale of the place where
    most organisations are, if it takes signs apart.
    """

    title: str
    content: MapContent
    state_on: date
    area: str = ""
    unplaced: Sequence[Marker] = ()
    detail: bool = True


def sheet_size(
    base: BaseMap, markers: Sequence[Marker], paper: Paper, view: Bounds | None = None
) -> tuple[float, float]:
    """Width and height in points: standing or lying as the shape of what is shown wants it."""
    west, south, east, north = view or extent_of(base, markers) or (0.0, 0.0, 1.0, 1.0)
    lying = east - west > _LYING * (north - south)
    if paper is Paper.A3:
        return A3_LANDSCAPE if lying else A3
    return LANDSCAPE if lying else A4


def add_map(document: Document, wanted: MapPrint, running: Running, progress: Progress | None = None) -> None:
    """Puts the map, a closer look and the index at the end of a document of the size that ``sheet_size`` gives."""
    blocks, figure = sheet_blocks(document, wanted, running)
    closer = _closer(document, wanted, running, figure.drawing) if figure and wanted.detail else None
    if figure and closer:
        figure.drawing = with_window(figure.drawing, closer.drawing.frame.bounds, "zbliżenie")
    document.add(document.flow(blocks, running, title="Mapa"))
    if closer:
        document.add(document.flow(closer.blocks, running, title=closer.title))
    rows = index_rows(
        wanted.content, wanted.unplaced, figure.drawing if figure else None, closer.drawing if closer else None
    )
    if rows:
        document.add(document.flow(index_blocks(document, rows, progress), running, title="Skorowidz"))


def sheet_blocks(document: Document, wanted: MapPrint, running: Running) -> tuple[list[Block], MapFigure | None]:
    """The sheet with title, map, legend and sources, and its map; None when there is nothing to draw.

    The legend stands beside the map on a lying sheet and below it on a standing one; a legend that would leave the
    map no room goes overleaf.
    """
    t, content = document.typography, wanted.content
    head: list[Block] = [Heading(1, wanted.title, t.title, anchor=Anchor(wanted.title, 0))]
    below = _sources(content.base, t)
    taken = Stack([*head, _lead(wanted, None, t), *below]).layout(document.width)
    room = max(document.room(running) - taken - _GAP - 6 - 0.4 * t.lead.leading, _LEAST_HIGH)
    width, column = document.width, _LEGEND * _grain(document)
    likely = [*group_blocks(content, t), *sign_blocks(content, None, t, gap=_GAP)]
    legend_high = _legend_below(content, None, t).layout(width) + _GAP
    lying = document.size[0] > document.size[1]
    beside = lying and Stack(likely).layout(column) <= room
    under = not lying and legend_high <= _HIGHEST_LEGEND * room
    size = (width - column - _GUTTER if beside else width, room - legend_high if under else room)
    drawing = draw_map(content, size, measure, grain=_grain(document))
    if drawing is None:
        return [*head, _lead(wanted, None, t), Paragraph(NOTHING_TO_SHOW, t.body, gap=12)], None
    head.append(_lead(wanted, drawing, t))
    figure = MapFigure(drawing, _alt(wanted, drawing), gap=_GAP)
    if beside:
        legend = [*group_blocks(content, t), *sign_blocks(content, drawing, t, gap=12)]
        return [*head, Columns([[figure], legend], [size[0], column], gutter=_GUTTER, gap=_GAP), *below], figure
    last = [_legend_below(content, drawing, t), *below]
    return [*head, figure, *(last if under else [*last[1:], last[0]])], figure


@dataclass(frozen=True)
class _Closer:
    """The sheet with the closer look."""

    title: str
    blocks: Sequence[Block]
    drawing: MapDrawing


def _closer(document: Document, wanted: MapPrint, running: Running, drawing: MapDrawing) -> _Closer | None:
    t, view = document.typography, crowded_view(drawing)
    if view is None:
        return None
    content = replace(wanted.content, view=view)
    name = name_of(view, content.base)
    title = f"Zbliżenie: {name}" if name else "Zbliżenie"
    head: list[Block] = [Heading(2, title, t.title, anchor=Anchor(title, 0))]
    below = _sources(content.base, t)
    taken = Stack([*head, _lead(wanted, drawing, t), *below]).layout(document.width)
    room = document.room(running) - taken - _GAP - 6 - 0.4 * t.lead.leading
    near = draw_map(content, (document.width, max(room, _LEAST_HIGH)), measure, grain=_grain(document))
    if near is None:
        return None
    squares = "Pola tej mapy stoją w skorowidzu w kolumnie „Zbliżenie”."
    said = f"{described(title, wanted.area, near, scale=True)} {squares}"
    lead = Paragraph(f"skala {scale_text(near.frame.denominator)} · znaki objaśnia legenda mapy gminy", t.lead)
    return _Closer(title, [*head, lead, MapFigure(near, said, gap=_GAP), *below], near)


def _sources(base: BaseMap, t: Typography) -> list[Block]:
    return [Paragraph(line, t.tiny, gap=6 if n == 0 else 1) for n, line in enumerate(source_lines(base))]


def _legend_below(content: MapContent, drawing: MapDrawing | None, t: Typography) -> Block:
    return Columns([group_blocks(content, t), sign_blocks(content, drawing, t)], [1, 1], gutter=_GUTTER, gap=_GAP)


def _grain(document: Document) -> float:
    """How much larger signs and letters are than on A4 in standard print."""
    return (_ON_A3 if max(document.size) > max(A4) + 1 else 1.0) * (_LARGE if document.typography.large else 1.0)


def _lead(wanted: MapPrint, drawing: MapDrawing | None, t: Typography) -> Paragraph:
    scale = f"skala {scale_text(drawing.frame.denominator)}" if drawing else ""
    said = [wanted.area, f"stan na {format_date(wanted.state_on)}", scale]
    return Paragraph(" · ".join(part for part in said if part), t.lead)


def _alt(wanted: MapPrint, drawing: MapDrawing) -> str:
    more = (
        " Wszystkie organizacje z polami są w skorowidzu na następnych stronach."
        if wanted.content.markers or wanted.unplaced
        else ""
    )
    return f"{described(wanted.title, wanted.area, drawing, scale=True)}{more}"
