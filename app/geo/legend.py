"""What a map's legend says, for paper and for SVG: groups with counts, other signs; and the map told in words."""

from collections import Counter

from app.core.dates import format_date
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
from app.geo.clusters import Cluster, counts_of_groups, number_of_subjects
from app.geo.framing import scale_text
from app.geo.map_drawing import MapContent
from app.geo.map_shapes import MapDrawing, Path, Shape
from app.geo.shapes import BaseMap, LineKind, Marker, MarkerGroup, SurfaceKind
from app.geo.symbol_drawing import UNKNOWN, sign_of, single_sign

SIGN_WIDTH, SIGN_HEIGHT = 20.0, 14.0
"""Points: the box in which signs of the legend are drawn."""
_MIDDLE = (SIGN_WIDTH / 2, SIGN_HEIGHT / 2)
_LONGEST = 70
"""Letters of a group's name in the legend; the index has it whole."""
_SURFACES = {SurfaceKind.FOREST: "las", SurfaceKind.BUILT_UP: "zabudowa", SurfaceKind.WATER: "woda"}
_LINES = {LineKind.ROAD: "droga", LineKind.RAILWAY: "linia kolejowa", LineKind.RIVER: "rzeka"}
_NAMED_SQUARES = 3
NOTHING_TO_SHOW = (
    "Nie ma czego pokazać na mapie: nie wczytano granic i żadna organizacja nie ma położenia. "
    "Wczytaj granice gminy albo wskaż miejsca organizacji."
)
"""What stands in place of a map without borders and markers."""
_NO_BORDER = "Granica gminy nie została jeszcze wczytana, dlatego jej na mapie nie ma."

Entry = tuple[str, tuple[Shape, ...], str]
"""What is said for the sign, how it is drawn in a box of the size above, what it means."""


def group_entries(content: MapContent) -> list[Entry]:
    """The groups with their counts; those without a marker are left out."""
    return [
        (group.letter, single_sign(*_MIDDLE, 5.6, group), f"{_short(group.name)} ({count})")
        for group, count in counted(content)
    ]


def total(content: MapContent) -> str:
    """„Razem: 120 organizacji”."""
    return f"Razem: {organisations(number_of_subjects(content.markers))}"


def organisations(count: int) -> str:
    """„2 organizacje”."""
    return f"{count} {plural(count, 'organizacja', 'organizacje', 'organizacji')}"


def sign_entries(content: MapContent, drawing: MapDrawing | None) -> list[Entry]:
    """What the other signs mean; only those that the map has, or that it may have while it is not drawn."""
    return [*_marker_entries(content, drawing), *_ground_entries(content)]


def counted(content: MapContent) -> list[tuple[MarkerGroup, int]]:
    """Groups in their order with the number of their organisations, without empty ones."""
    counts = counts_of_groups(content.markers)
    found = [(group, counts.pop(group.key)) for group in content.groups if group.key in counts]
    rest = sum(counts.values())
    return [*found, (UNKNOWN, rest)] if rest else found


def _marker_entries(content: MapContent, drawing: MapDrawing | None) -> list[Entry]:
    heaps = [symbol.markers for symbol in drawing.symbols] if drawing else [tuple(content.markers)]
    group = content.groups[0] if content.groups else UNKNOWN
    groups = {each.key: each for each in content.groups}
    entries: list[Entry] = []
    if any(not marker.exact for heap in heaps for marker in heap):
        hollow = single_sign(*_MIDDLE, 5.6, group, exact=False)
        entries.append(("○", hollow, "kółko puste: miejsce przybliżone, na przykład środek miejscowości"))
    if any(len(heap) > 1 for heap in heaps):
        keys = [each.key for each, _ in counted(content)] * 3
        few = tuple(Marker(id=n, x=0, y=0, group=key, title="") for n, key in enumerate(keys[:3]))
        ring = sign_of(Cluster(*_MIDDLE, few, 9.6), groups, 0.92)
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


def source_lines(base: BaseMap) -> list[str]:
    """Where the ground comes from and of which day it is; that the boundary is missing where it is."""
    day = f"Granice według stanu na {format_date(base.state_on)}." if base.state_on else ""
    source = base.source if not base.source or base.source.endswith(".") else f"{base.source}."
    lines = [" ".join(part for part in (source, day, "Układ współrzędnych PL-1992 (EPSG:2180).") if part)]
    return lines if base.own and base.own.levels else [_NO_BORDER, *lines]


def described(title: str, area: str, drawing: MapDrawing, *, scale: bool) -> str:
    """What the map shows, in words; ``scale`` where its scale is true."""
    grid = drawing.grid
    squares = Counter[str]()
    for symbol in drawing.symbols:
        squares[symbol.square] += len(symbol.markers)
    said = [
        f"Mapa: {title}{f', {area}' if area else ''}.",
        f"Skala {scale_text(drawing.frame.denominator)}." if scale else "",
        f"Pola od A1 do {grid.letters[-1]}{grid.rows}.",
        f"Na mapie: {organisations(len({marker.id for symbol in drawing.symbols for marker in symbol.markers}))}.",
    ]
    if squares:
        most = sorted(squares.items(), key=lambda each: (-each[1], each[0]))[:_NAMED_SQUARES]
        said.append(f"Najwięcej w polach: {', '.join(f'{square} ({number})' for square, number in most)}.")
    return " ".join(part for part in said if part)
