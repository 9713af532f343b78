"""The map as one accessible SVG text for the web page of the office: no scripts, no references to other files.

It is the drawing that paper gets, with its legend below. The picture has a title and a description, and every sign
says its organisations when pointed at; the page gives the same as a table beside it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, pi, sin

from app.geo.clusters import number_of_subjects
from app.geo.legend import (
    NOTHING_TO_SHOW,
    SIGN_HEIGHT,
    SIGN_WIDTH,
    described,
    group_entries,
    sign_entries,
    source_lines,
    total,
)
from app.geo.map_drawing import MapContent, draw_map
from app.geo.map_shapes import Clipped, Disc, MapDrawing, Path, Sector, Shape, Symbol, Words
from app.geo.shapes import MarkerGroup, Point
from app.geo.symbol_drawing import INK, WHITE

FONTS = "Lato, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
_WIDTH = 900.0
"""Of the picture in its own units; browsers scale it."""
_LEAST_HIGH, _MOST_HIGH = 420.0, 1200.0
"""Height of the map without its legend."""
_NAMED = 12
"""Organisations that one sign names when pointed at; the others are counted."""
_LONGEST = 120
"""Letters of a name in such a list."""
_COLUMNS, _COLUMN = 3, 292.0
_ONE_COLUMN = 12
"""Lines of the legend's groups that stand in one column; more of them take two."""
_SIZE, _LEADING = 11.0, 15.0
_NARROW = frozenset("iljtfrI.,;:'|!()[]-– \N{NO-BREAK SPACE}/„”1")
_BROAD = frozenset("mwMWÓOQGDŚŻŹ@%—")
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 knows no way to write."""


@dataclass(frozen=True, kw_only=True)
class MapPicture:
    """What the picture shows and how it is called; ``name`` begins the identifiers, for pages with two pictures."""

    title: str
    content: MapContent
    area: str = ""
    name: str = "mapa"


def map_svg(picture: MapPicture) -> str:
    """The whole SVG; one that says so when there is nothing to show."""
    content = picture.content
    extent = content.extent
    ratio = (extent[3] - extent[1]) / (extent[2] - extent[0]) if extent else 0.1
    height = min(max(_WIDTH * ratio, _LEAST_HIGH), _MOST_HIGH)
    drawing = draw_map(content, (_WIDTH, height), measure, grain=1.3, printed_scale=False)
    if drawing is None:
        words = Words(NOTHING_TO_SHOW, 12, 30, _SIZE + 2, INK)
        return _document(picture, NOTHING_TO_SHOW, 50.0, [_shape(words)])
    legend, high = _legend(content, drawing, height + 14)
    description = described(picture.title, picture.area, drawing, scale=False)
    return _document(picture, description, high, [*_map(picture, drawing), *legend])


def measure(text: str, size: float, bold: bool, italic: bool) -> float:
    """Width of a text as browsers are likely to draw it: rather too much than too little."""
    wide = sum(
        0.34 if char in _NARROW else 0.86 if char in _BROAD else 0.68 if char.isupper() else 0.57 for char in text
    )
    return wide * size * (1.06 if bold else 1.0)


def _document(picture: MapPicture, description: str, height: float, body: Iterable[str]) -> str:
    name = _text(picture.name)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {height:.0f}" role="img" lang="pl" '
            f'aria-labelledby="{name}-tytul {name}-opis" font-family="{escape(FONTS)}">',
            f'<title id="{name}-tytul">{_text(picture.title)}</title>',
            f'<desc id="{name}-opis">{_text(description)}</desc>',
            f'<rect width="{_WIDTH:g}" height="{height:.0f}" fill="{WHITE}"/>',
            *body,
            "</svg>",
            "",
        ]
    )


def _map(picture: MapPicture, drawing: MapDrawing) -> Iterable[str]:
    name = _text(picture.name)
    groups = {group.key: group for group in picture.content.groups}
    # what reaches beyond the window lies under the strip around it: older programs know no clipping
    yield "<g>"
    for number, shape in enumerate(drawing.ground):
        yield _clipped(shape, f"{name}-obszar-{number}") if isinstance(shape, Clipped) else _shape(shape)
    yield "</g>"
    for symbol in drawing.symbols:
        shapes = "".join(_shape(shape) for shape in symbol.shapes)
        yield f"<g><title>{_text(_said(symbol, groups))}</title>{shapes}</g>"
    yield "<g>"
    yield from (_shape(shape) for shape in (*drawing.names, *drawing.edge))
    yield "</g>"


def _said(symbol: Symbol, groups: dict[str, MarkerGroup]) -> str:
    """What a sign tells: its square, then each organisation with its group and address."""
    count = number_of_subjects(symbol.markers)
    lines = [f"Pole {symbol.square}" + (f", organizacje: {count}" if count > 1 else "")]
    for marker in symbol.markers[:_NAMED]:
        group = groups.get(marker.group)
        title = marker.title if len(marker.title) <= _LONGEST else f"{marker.title[: _LONGEST - 1].rstrip()}…"
        about = "" if marker.exact else "położenie przybliżone"
        lines.append("; ".join(part for part in (title, group.name if group else "", marker.address, about) if part))
    if len(symbol.markers) > _NAMED:
        lines.append(f"i jeszcze {len(symbol.markers) - _NAMED}")
    return "\n".join(lines)


def _legend(content: MapContent, drawing: MapDrawing, top: float) -> tuple[list[str], float]:
    """Groups and signs in columns below the map, then the sources; with the height at which they end."""
    groups = [_item(shapes, text) for _, shapes, text in group_entries(content)]
    groups.append(_Item((), [total(content)], bold=True))
    signs = [_item(shapes, text) for _, shapes, text in sign_entries(content, drawing)]
    columns = [*_columns(groups, 1 if len(groups) <= _ONE_COLUMN else 2)]
    columns += _columns(signs, _COLUMNS - len(columns))
    written = ["<g>"]
    for number, column in enumerate(columns):
        y = top
        for item in column:
            written += item.at(12 + number * _COLUMN, y)
            y += item.height
    y = top + max(sum(item.height for item in column) for column in columns) + 16
    for line in source_lines(content.base):
        for part in _wrapped(line, _WIDTH - 40):
            written.append(_shape(Words(part, 12, y, 9.0, "#566575")))
            y += 12.5
    return [*written, "</g>"], y + 2


@dataclass(frozen=True)
class _Item:
    """A line of the legend: its sign and what it means, on as many lines as it needs."""

    shapes: tuple[Shape, ...]
    lines: list[str]
    bold: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * _LEADING + 3

    def at(self, x: float, y: float) -> Iterable[str]:
        moved = "".join(_shape(shape) for shape in self.shapes)
        yield f'<g transform="translate({x:.1f} {y + _LEADING / 2 - SIGN_HEIGHT / 2:.1f})">{moved}</g>'
        for number, text in enumerate(self.lines):
            yield _shape(Words(text, x + SIGN_WIDTH + 8, y + 11 + number * _LEADING, _SIZE, INK, self.bold))


def _item(shapes: tuple[Shape, ...], text: str) -> _Item:
    return _Item(shapes, _wrapped(text, _COLUMN - SIGN_WIDTH - 22))


def _columns(items: Sequence[_Item], count: int) -> list[list[_Item]]:
    """Items one under another in columns of nearly the same height."""
    share = sum(item.height for item in items) / count
    columns: list[list[_Item]] = [[] for _ in range(count)]
    used = 0.0
    for item in items:
        columns[min(int((used + item.height / 2) / share), count - 1)].append(item)
        used += item.height
    return columns


def _wrapped(text: str, width: float) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and measure(longer, _SIZE, False, False) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _clipped(shape: Clipped, name: str) -> str:
    within = "".join(_shape(each) for each in shape.shapes)
    outline = f'<path d="{_lines(shape.outline.lines, closed=True)}" clip-rule="evenodd"/>'
    return f'<defs><clipPath id="{name}">{outline}</clipPath></defs><g clip-path="url(#{name})">{within}</g>'


def _shape(shape: Shape) -> str:
    if isinstance(shape, Words):
        return _words(shape)
    if isinstance(shape, Path):
        dash = f' stroke-dasharray="{" ".join(f"{part:g}" for part in shape.dash)}"' if shape.dash else ""
        ends = "" if shape.blunt else ' stroke-linecap="round" stroke-linejoin="round"'
        pen = f"{dash}{ends}" if shape.stroke else ""
        rule = ' fill-rule="evenodd"' if shape.fill and len(shape.lines) > 1 else ""
        return f'<path d="{_lines(shape.lines, closed=shape.closed)}"{_look(shape)}{pen}{rule}/>'
    if isinstance(shape, Disc):
        return f'<circle cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="{shape.radius:.2f}"{_look(shape)}/>'
    if isinstance(shape, Sector):
        return f'<path d="{_sector(shape)}"{_look(shape)} fill-rule="evenodd"/>'
    return ""


def _words(words: Words) -> str:
    """A halo is a text of its own underneath: not every program knows in which order to paint stroke and fill."""
    weight = ' font-weight="bold"' if words.bold else ""
    slant = ' font-style="italic"' if words.italic else ""
    middle = ' text-anchor="middle"' if words.middle else ""
    turn = f' transform="rotate({-words.turn:.1f} {words.x:.1f} {words.y:.1f})"' if words.turn else ""
    place = f'<text x="{words.x:.1f}" y="{words.y:.1f}" font-size="{words.size:.1f}"{weight}{slant}{middle}{turn}'
    text = _text(words.text)
    shown = f'{place} fill="{words.colour}">{text}</text>'
    if not words.halo:
        return shown
    pen = f'stroke="{words.halo}" stroke-width="{words.size * 0.3:.1f}" stroke-linejoin="round"'
    return f'{place} fill="{words.halo}" {pen} aria-hidden="true">{text}</text>{shown}'


def _look(shape: Path | Disc | Sector) -> str:
    stroke = f' stroke="{shape.stroke}" stroke-width="{shape.thickness:.2f}"' if shape.stroke else ""
    return f' fill="{shape.fill or "none"}"{stroke}'


def _lines(lines: Sequence[Sequence[Point]], *, closed: bool) -> str:
    end = "Z" if closed else ""
    return "".join(f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in line)}{end}" for line in lines)


def _sector(shape: Sector) -> str:
    """Arcs run clockwise outside and back inside; a whole ring is drawn as two halves."""
    if shape.end - shape.start > 1 - 1e-9:
        middle = (shape.start + shape.end) / 2
        halves = [(shape.start, middle), (middle, shape.end)]
        return "".join(
            f"M{_at(shape, radius, start)}A{radius:.2f} {radius:.2f} 0 0 1 {_at(shape, radius, end)}"
            if number == 0
            else f"A{radius:.2f} {radius:.2f} 0 0 1 {_at(shape, radius, end)}Z"
            for radius in (shape.outer, shape.inner)
            for number, (start, end) in enumerate(halves)
        )
    large = int(shape.end - shape.start > 0.5)
    outer, inner = f"{shape.outer:.2f}", f"{shape.inner:.2f}"
    return (
        f"M{_at(shape, shape.outer, shape.start)}A{outer} {outer} 0 {large} 1 {_at(shape, shape.outer, shape.end)}"
        f"L{_at(shape, shape.inner, shape.end)}A{inner} {inner} 0 {large} 0 {_at(shape, shape.inner, shape.start)}Z"
    )


def _at(shape: Sector, radius: float, turn: float) -> str:
    return f"{shape.x + radius * sin(2 * pi * turn):.2f} {shape.y - radius * cos(2 * pi * turn):.2f}"


def _text(text: str) -> str:
    """Escaped for content and attributes alike."""
    return escape(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", text))
