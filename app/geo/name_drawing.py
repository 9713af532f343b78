"""Names on a drawn map: localities with their dots, neighbouring gminas, rivers and the numbers of roads."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import hypot

from app.geo.base_drawing import roomiest, rough_path
from app.geo.clipping import clipped_line
from app.geo.framing import Frame
from app.geo.labels import Box, PlacedLabel, Wish, placed
from app.geo.line_places import along
from app.geo.map_shapes import Disc, Path, Shape, Symbol, Words
from app.geo.rings import goes_round
from app.geo.scale import length
from app.geo.shapes import BaseMap, LineKind, Place, PlaceKind, Point, SurfaceKind
from app.geo.street_names import SIZE, STREETS_TO, street_names
from app.geo.symbol_drawing import INK, WHITE

Measure = Callable[[str, float, bool, bool], float]
"""Width in points of a text at a type size; bold, italic."""
_OTHER, _RIVER = "#5c5850", "#27608a"
_ROAD_NUMBER = 6
"""Letters: a longer name of a road is no number and is not written into a box."""
_PARTS_TO = 60_000
"""Denominator up to which parts of localities are named."""
_BESIDE = 1.8
"""Points left free on both sides of a name, so that two of them never read as one."""
_ALONG = (0.5, 0.3, 0.7, 0.15, 0.85)
"""Shares of a line's length at which its name is tried."""
_TOWN_TRIES = (0.0, 8.0, 18.0, 30.0)
"""Points by which the name of a town moves away from its place until it finds room: it must not be missing."""


@dataclass(frozen=True)
class _Look:
    size: float
    colour: str = INK
    bold: bool = False
    italic: bool = False
    boxed: bool = False


_LOOKS = {
    PlaceKind.TOWN: _Look(10.0, bold=True),
    PlaceKind.VILLAGE: _Look(7.2),
    PlaceKind.PART: _Look(6.4, italic=True),
}
_DOTS = {PlaceKind.TOWN: 1.8, PlaceKind.VILLAGE: 1.2, PlaceKind.PART: 0.9}


class Names:
    """Collects wishes for texts and places them off the signs, more important ones first."""

    def __init__(self, base: BaseMap, frame: Frame, symbols: Sequence[Symbol], grain: float, measure: Measure) -> None:
        self._base, self._frame, self._symbols = base, frame, symbols
        self._grain, self._measure = grain, measure
        self._looks: dict[Wish, _Look] = {}
        self._own = rough_path(base.own, frame)

    def shapes(self, taken: Sequence[Box]) -> list[Shape]:
        """Dots and texts; none touches another, a sign, or what is ``taken``."""
        blocked = [*taken, *(_square(symbol) for symbol in self._symbols)]
        places = self._places()
        dots = [self._dot(place, at) for place, at in places if not self._covered(at) and not _within(at, taken)]
        window = (self._frame.left, self._frame.top, self._frame.width, self._frame.height)
        towns = [place for place in places if place[0].kind is PlaceKind.TOWN]
        labels: list[PlacedLabel] = []
        for place, at in towns:
            for more in _TOWN_TRIES:
                wish = self._place_wish(place, at, more * self._grain)
                found = placed([wish], _near(wish, blocked), window)
                if found:
                    break
            else:
                # between signs that leave no room it stands over them, where it hides least; not on the town's own map
                wish = self._place_wish(place, at)
                wanted = self._frame.denominator > STREETS_TO and wish.width < window[2]
                found = [_hiding_least(wish, blocked, window)] if wanted else []
            labels += found
            blocked += [_label_box(label) for label in found]
        # a dot under another place's name would belong to nobody
        blocked += [(dot.x - dot.radius, dot.y - dot.radius, 2 * dot.radius, 2 * dot.radius) for dot in dots]
        wishes = [self._place_wish(place, at) for place, at in places if place.kind is not PlaceKind.TOWN]
        labels += placed([*wishes, *self._neighbours(), *self._waters()], blocked, window)
        blocked += [_label_box(label) for label in labels]
        for tries in self._lines():
            first = next((label for wish in tries for label in placed([wish], _near(wish, blocked), window)), None)
            if first:
                labels.append(first)
                blocked.append(_label_box(first))
        streets = self._streets(blocked, window)
        return [*streets, *dots, *(shape for label in labels for shape in self._drawn(label))]

    def _places(self) -> list[tuple[Place, Point]]:
        kinds = set(PlaceKind) if self._frame.denominator <= _PARTS_TO else {PlaceKind.TOWN, PlaceKind.VILLAGE}
        seen = (place for place in self._base.places if place.kind in kinds and self._frame.holds(place.x, place.y))
        return [(place, self._frame.place(place.x, place.y)) for place in seen]

    def _covered(self, at: Point) -> Symbol | None:
        near = (symbol for symbol in self._symbols if hypot(symbol.x - at[0], symbol.y - at[1]) < symbol.radius + 1)
        return next(near, None)

    def _dot(self, place: Place, at: Point) -> Disc:
        return Disc(*at, _DOTS[place.kind] * self._grain, WHITE if place.kind is PlaceKind.TOWN else INK, INK, 0.7)

    def _place_wish(self, place: Place, at: Point, more: float = 0.0) -> Wish:
        own = not self._own or goes_round(self._own, *at)
        look = _LOOKS[place.kind]
        rank = {PlaceKind.TOWN: 0.0, PlaceKind.VILLAGE: 2.0, PlaceKind.PART: 4.0}[place.kind] + (0.0 if own else 2.5)
        if not own:
            look = _Look(look.size * 0.9, _OTHER, look.bold, look.italic)
        sign = self._covered(at)
        gap = (_DOTS[place.kind] + 0.2) * self._grain
        if sign is None:
            return self._wish(place.name, at, look, rank, gap + more)
        # the sign stands on the place: the name goes beside the sign
        return self._wish(place.name, (sign.x, sign.y), look, rank, sign.radius + 0.3 + more)

    def _neighbours(self) -> Iterable[Wish]:
        for area in self._base.areas:
            polygons = area.levels[-1].polygons if area.levels else ()
            if not area.own and area.name and (at := roomiest(polygons, self._frame)):
                look = _Look(8.2, _OTHER, italic=True)
                yield self._wish(f"gmina {area.name}", at, look, 3.0, centred=True)

    def _waters(self) -> Iterable[Wish]:
        """Names of lakes that are wide enough for them."""
        for surface in self._base.surfaces:
            if surface.kind is SurfaceKind.WATER and surface.name:
                at = roomiest(surface.polygons, self._frame)
                rings = [self._frame.path(polygon[0]) for polygon in surface.polygons]
                wish = self._wish(surface.name, at, _Look(6.6, _RIVER, italic=True), 3.4, centred=True) if at else None
                if wish and any(max(x for x, _ in ring) - min(x for x, _ in ring) > wish.width for ring in rings):
                    yield wish

    def _lines(self) -> Iterable[list[Wish]]:
        """Rivers and numbered roads, once each, somewhere along their longest seen part: places to try in order."""
        longest: dict[tuple[LineKind, str], list[Point]] = {}
        for line in self._base.lines:
            if not line.name or line.kind not in (LineKind.RIVER, LineKind.ROAD):
                continue
            for part in clipped_line(line.points, self._frame.bounds):
                if length(part) > length(longest.get((line.kind, line.name), [])):
                    longest[line.kind, line.name] = part
        for (kind, name), part in longest.items():
            places = [self._frame.place(*along(part, share)) for share in _ALONG]
            if kind is LineKind.RIVER:
                look = _Look(7.0, _RIVER, italic=True)
                yield [self._wish(name, at, look, 3.5, 2.5 * self._grain) for at in places]
            elif len(name) <= _ROAD_NUMBER:
                look = _Look(5.8, INK, bold=True, boxed=True)
                yield [self._wish(name, at, look, 3.2, centred=True) for at in places]

    def _streets(self, blocked: list[Box], window: Box) -> list[Words]:
        """Names along the streets where they find room."""
        if self._frame.denominator > STREETS_TO:
            return []
        size = SIZE * self._grain
        names = sorted({line.name for line in self._base.lines if line.kind is LineKind.STREET and line.name})
        width = {name: self._measure(name, size, False, False) for name in names}
        found: list[Words] = []
        for tries in street_names(self._base.lines, self._frame, size, width):
            for name in tries:
                labels = placed([name.wish], _near(name.wish, blocked), window)
                if labels:
                    blocked.append(_label_box(labels[0]))
                    found.append(name.words)
                    break
        return found

    def _wish(self, text: str, at: Point, look: _Look, rank: float, gap: float = 0.0, *, centred: bool = False) -> Wish:
        size = look.size * self._grain
        wide = self._measure(text, size, look.bold, look.italic) + 2 * _BESIDE * self._grain
        wish = Wish(text, *at, wide, size * (1.35 if look.boxed else 1.12), rank, gap=gap, centred=centred)
        self._looks[wish] = look
        return wish

    def _drawn(self, label: PlacedLabel) -> Iterable[Shape]:
        look, wish = self._looks[label.wish], label.wish
        size = look.size * self._grain
        y = label.top + wish.height / 2 + 0.36 * size
        if look.boxed:
            left, top, right, low = label.left, label.top, label.left + wish.width, label.top + wish.height
            corners = [(left, top), (right, top), (right, low), (left, low), (left, top)]
            yield Path([corners], True, "#fffbe8", "#8a7440", 0.5)
            yield Words(wish.text, left + _BESIDE * self._grain, y, size, look.colour, look.bold, look.italic)
            return
        left = label.left + _BESIDE * self._grain
        yield Words(wish.text, left, y, size, look.colour, look.bold, look.italic, halo=WHITE)


def _square(symbol: Symbol) -> Box:
    side = symbol.radius * 1.9
    return (symbol.x - side / 2, symbol.y - side / 2, side, side)


def _label_box(label: PlacedLabel) -> Box:
    return (label.left, label.top, label.wish.width, label.wish.height)


def _hiding_least(wish: Wish, blocked: Sequence[Box], window: Box) -> PlacedLabel:
    """Beside, above or below its point inside the window, where it covers the least of everything else."""
    left, top, width, height = window
    corners = (
        (wish.x + wish.gap, wish.y - wish.height / 2),
        (wish.x - wish.gap - wish.width, wish.y - wish.height / 2),
        (wish.x - wish.width / 2, wish.y - wish.gap - wish.height),
        (wish.x - wish.width / 2, wish.y + wish.gap),
    )
    inside = [
        (min(max(x, left), left + width - wish.width), min(max(y, top), top + height - wish.height)) for x, y in corners
    ]

    def hidden(corner: Point) -> float:
        x, y = corner
        return sum(
            max(min(x + wish.width, box[0] + box[2]) - max(x, box[0]), 0)
            * max(min(y + wish.height, box[1] + box[3]) - max(y, box[1]), 0)
            for box in blocked
        )

    return PlacedLabel(wish, *min(inside, key=hidden))


def _near(wish: Wish, boxes: Sequence[Box]) -> list[Box]:
    """The boxes that a single wish could touch: sorting all of them for each wish would take longer."""
    across, along = wish.width + wish.gap, wish.height + wish.gap
    return [
        box
        for box in boxes
        if box[0] - across <= wish.x <= box[0] + box[2] + across and box[1] - along <= wish.y <= box[1] + box[3] + along
    ]


def _within(at: Point, boxes: Sequence[Box]) -> bool:
    return any(left <= at[0] <= left + width and top <= at[1] <= top + height for left, top, width, height in boxes)
