"""A map with its legend on one sheet, and on the following ones the index: every organisation with its square.

The index is a table, so that those who listen learn what those who look see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.dates import format_date
from app.core.polish import natural_key
from app.core.progress import Progress
from app.geo.framing import extent_of, scale_text
from app.geo.legend import described, source_lines
from app.geo.map_drawing import MapContent, draw_map
from app.geo.map_shapes import MapDrawing
from app.geo.shapes import BaseMap, Bounds, Marker
from app.geo.symbol_drawing import UNKNOWN
from app.printing.blocks import Block, Columns, Heading, Newspaper, Paragraph, Stack
from app.printing.document import A3, A3_LANDSCAPE, A4, LANDSCAPE, Document, Running
from app.printing.map_block import MapFigure, measure
from app.printing.map_legend import group_blocks, sign_blocks
from app.printing.styles import MUTED, Typography
from app.printing.tables import Table
from app.printing.tagging import Anchor

OUTSIDE, UNPLACED = "poza", "–"
"""What stands instead of a square beside organisations beyond the sheet, and beside those without a place."""
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
_TWO_COLUMNS = 900.0
"""Points of width from which the index has two columns."""
_NOTHING = "Nie ma czego pokazać na mapie: nie wczytano granic i żadna organizacja nie ma położenia."


class Paper(StrEnum):
    """Sheets a map is made for."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, kw_only=True)
class MapPrint:
    """A map as it is to be printed; markers are already cut to what the reader may see.

    ``area`` names the gmina under the title, ``state_on`` is the day of the organisations' data. ``unplaced`` stand
    in the index only; their coordinates do not count.
    """

    title: str
    content: MapContent
    state_on: date
    area: str = ""
    unplaced: Sequence[Marker] = ()


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
    """Puts the sheet of the map and the index at the end of a document of the size that ``sheet_size`` gives."""
    blocks, drawing = sheet_blocks(document, wanted, running)
    document.add(document.flow(blocks, running, title="Mapa"))
    rows = index_rows(wanted, drawing)
    if rows:
        document.add(document.flow(_index(document, rows, progress), running, title="Skorowidz"))


def index_rows(wanted: MapPrint, drawing: MapDrawing | None) -> list[tuple[str, str, str, str, str]]:
    """Square, letter, name, address and group of every organisation, by name."""
    squares = drawing.squares() if drawing else {}
    groups = {group.key: group for group in wanted.content.groups}
    placed = [(squares.get(marker.id, OUTSIDE), marker) for marker in wanted.content.markers]
    rows = []
    for square, marker in [*placed, *((UNPLACED, marker) for marker in wanted.unplaced)]:
        group = groups.get(marker.group, UNKNOWN)
        about = "" if marker.exact or square == UNPLACED else "(położenie przybliżone)"
        rows.append((square, group.letter, marker.title, f"{marker.address} {about}".strip(), group.name))
    return sorted(rows, key=lambda row: (natural_key(row[2]), natural_key(row[3]), row[0]))


def sheet_blocks(document: Document, wanted: MapPrint, running: Running) -> tuple[list[Block], MapDrawing | None]:
    """The sheet with title, map, legend and sources, and the map's drawing; None when there is nothing to draw.

    The legend stands beside the map on a lying sheet and below it on a standing one; a legend that would leave the
    map no room goes overleaf.
    """
    t, content = document.typography, wanted.content
    head: list[Block] = [Heading(1, wanted.title, t.title, anchor=Anchor(wanted.title, 0))]
    below = [Paragraph(line, t.tiny, gap=6 if n == 0 else 1) for n, line in enumerate(source_lines(content.base))]
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
        return [*head, _lead(wanted, None, t), Paragraph(_NOTHING, t.body, gap=12)], None
    head.append(_lead(wanted, drawing, t))
    figure = MapFigure(drawing, _alt(wanted, drawing), gap=_GAP)
    if beside:
        legend = [*group_blocks(content, t), *sign_blocks(content, drawing, t, gap=12)]
        return [*head, Columns([[figure], legend], [size[0], column], gutter=_GUTTER, gap=_GAP), *below], drawing
    last = [_legend_below(content, drawing, t), *below]
    return [*head, figure, *(last if under else [*last[1:], last[0]])], drawing


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


def _index(document: Document, rows: Sequence[tuple[str, ...]], progress: Progress | None) -> list[Block]:
    t = document.typography
    said = "Pole to litera kolumny i numer wiersza na ramce mapy; znak to litera obszaru działania."
    if any(row[0] == OUTSIDE for row in rows):
        said += f" „{OUTSIDE}”: organizacja leży poza arkuszem."
    if any(row[0] == UNPLACED for row in rows):
        said += f" „{UNPLACED}”: nie ma jeszcze położenia."
    headers = ("Pole", "Znak", "Organizacja", "Adres", "Obszar działania")
    shares = (5.5, 5.5, 40.0, 30.0, 19.0)
    table = Table(headers, rows, shares, t.subheading, t.small, gap=8, progress=progress)
    wide = document.width > _TWO_COLUMNS and not t.large
    body: Block = Newspaper([table], columns=2, gap=8) if wide else table
    return [
        Heading(2, "Skorowidz organizacji", t.title.but(), anchor=Anchor("Skorowidz organizacji", 0)),
        Paragraph(said, t.small.but(colour=MUTED), gap=2),
        body,
    ]
