"""The legend of a printed map as a list that is also read aloud: groups with their letters and counts, other signs."""

from collections import Counter
from collections.abc import Sequence

from app.core.polish import plural
from app.geo.base_drawing import (
    BORDER,
    OTHER_BORDER,
    OTHER_GROUND,
    OWN_GROUND,
    RAILWAY,
    RIVER,
    ROAD,
    ROAD_EDGE,
    SURFACE_COLOURS,
    SURFACE_EDGES,
)
from app.geo.clusters import Cluster
from app.geo.map_drawing import MapContent
from app.geo.map_shapes import MapDrawing, Path, Shape
from app.geo.shapes import LineKind, Marker, MarkerGroup, SurfaceKind
from app.geo.symbol_drawing import UNKNOWN, sign_of, single_sign
from app.printing.blocks import Block, Paragraph
from app.printing.lists import Listing
from app.printing.lists import Marker as ListMarker
from app.printing.map_block import measure, shapes_on
from app.printing.styles import TextStyle, Typography
from app.printing.tagging import Element, Surface

_LONGEST = 70
"""Letters of a group's name in the legend; the index has it whole."""
_SURFACES = {SurfaceKind.FOREST: "las", SurfaceKind.BUILT_UP: "zabudowa", SurfaceKind.WATER: "woda"}
_LINES = {LineKind.ROAD: "droga", LineKind.RAILWAY: "linia kolejowa", LineKind.RIVER: "rzeka"}

Entry = tuple[str, tuple[Shape, ...], str]
"""What is said for the sign, how it is drawn around the middle of a box of 20 by 14 points, what it means."""
_MIDDLE = (10.0, 7.0)
_WIDE, _HIGH = 24.0, 14.0


class Signs(ListMarker):
    """Draws each item's own sign as its label."""

    numbering = "None"

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    def width(self, style: TextStyle) -> float:
        return _WIDE * style.size / 8.5

    def draw(self, surface: Surface, x: float, top: float, style: TextStyle, element: Element, number: int) -> None:
        from app.printing.structure_writer import text_string

        said, shapes, _ = self._entries[number - 1]
        surface.begin(element, f"/ActualText {text_string(said)}")
        middle = style.ascent - 0.35 * style.size
        shapes_on(surface, shapes, x, top - middle + _MIDDLE[1])
        surface.end()

    def plain(self, number: int) -> str:
        return self._entries[number - 1][0]


def legend_blocks(content: MapContent, drawing: MapDrawing, t: Typography) -> list[Block]:
    """Groups with counts and their sum, as one list; then what the other signs mean, as another."""
    return [*group_blocks(content, t), *sign_blocks(content, drawing, t)]


def group_blocks(content: MapContent, t: Typography) -> list[Block]:
    """The groups with their counts; those without a marker are left out."""
    entries = [
        (group.letter, single_sign(*_MIDDLE, 5.6, group, measure), f"{_short(group.name)} ({count})")
        for group, count in counted(content)
    ]
    total = len(content.markers)
    said = f"Razem: {total} {plural(total, 'organizacja', 'organizacje', 'organizacji')}"
    return [
        Paragraph("Obszar działania", t.subheading, keep_with_next=True),
        *([_list(entries, t)] if entries else []),
        Paragraph(said, t.strong, gap=5),
    ]


def sign_blocks(content: MapContent, drawing: MapDrawing, t: Typography) -> list[Block]:
    """What the other signs mean; only those that the map has."""
    entries = [*_marker_entries(content, drawing), *_ground_entries(content)]
    return [Paragraph("Znaki", t.subheading, keep_with_next=True, gap=12), _list(entries, t)] if entries else []


def counted(content: MapContent) -> list[tuple[MarkerGroup, int]]:
    """Groups in their order with the number of their markers, without empty ones."""
    counts = Counter(marker.group for marker in content.markers)
    found = [(group, counts.pop(group.key)) for group in content.groups if group.key in counts]
    rest = sum(counts.values())
    return [*found, (UNKNOWN, rest)] if rest else found


def _list(entries: Sequence[Entry], t: Typography) -> Listing:
    items = [[Paragraph(text, t.small)] for _, _, text in entries]
    return Listing(items, Signs(entries), t.small, gap=4, between=3.2)


def _marker_entries(content: MapContent, drawing: MapDrawing) -> list[Entry]:
    if not drawing.symbols:
        return []
    group = content.groups[0] if content.groups else UNKNOWN
    groups = {each.key: each for each in content.groups}
    entries: list[Entry] = []
    if any(not marker.exact for symbol in drawing.symbols for marker in symbol.markers):
        hollow = single_sign(*_MIDDLE, 5.6, group, measure, exact=False)
        entries.append(("○", hollow, "kółko puste: miejsce przybliżone, na przykład środek miejscowości"))
    if any(len(symbol.markers) > 1 for symbol in drawing.symbols):
        keys = [each.key for each, _ in counted(content)] * 3
        few = tuple(Marker(id=n, x=0, y=0, group=key, title="") for n, key in enumerate(keys[:3]))
        ring = sign_of(Cluster(*_MIDDLE, few, 9.6), groups, 0.92, measure)
        entries.append(("◎", ring, "pierścień: kilka organizacji obok siebie, liczba i udział obszarów"))
    return entries


def _ground_entries(content: MapContent) -> list[Entry]:
    base = content.base
    entries: list[Entry] = []
    if base.own and base.own.levels:
        patch = Path([_rectangle(1, 1.5, 18, 11)], True, OWN_GROUND, BORDER, 1.3)
        entries.append(("–", (patch,), "granica gminy"))
    if any(not area.own and area.levels for area in base.areas):
        patch = Path([_rectangle(1, 1.5, 18, 11)], True, OTHER_GROUND, OTHER_BORDER, 0.7, (3, 1.6))
        entries.append(("–", (patch,), "sąsiednia gmina"))
    for kind, name in _SURFACES.items():
        if any(surface.kind is kind for surface in base.surfaces):
            edge = SURFACE_EDGES.get(kind, "")
            entries.append(("–", (Path([_rectangle(1, 2, 18, 10)], True, SURFACE_COLOURS[kind], edge, 0.4),), name))
    kinds = {line.kind for line in base.lines}
    entries += [("–", _line_sign(kind), name) for kind, name in _LINES.items() if kind in kinds]
    return entries


def _line_sign(kind: LineKind) -> tuple[Shape, ...]:
    line = [[(1.0, _MIDDLE[1]), (19.0, _MIDDLE[1])]]
    if kind is LineKind.RIVER:
        return (Path(line, stroke=RIVER, thickness=1.5),)
    if kind is LineKind.RAILWAY:
        white = Path(line, stroke="#ffffff", thickness=0.6, dash=(3.2, 3.2), blunt=True)
        return (Path(line, stroke=RAILWAY, thickness=1.1), white)
    return (Path(line, stroke=ROAD_EDGE, thickness=2.1), Path(line, stroke=ROAD, thickness=1.2))


def _rectangle(left: float, top: float, width: float, height: float) -> list[tuple[float, float]]:
    right, low = left + width, top + height
    return [(left, top), (right, top), (right, low), (left, low), (left, top)]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
