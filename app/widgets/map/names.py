"""What is written on the map and how: neighbours, localities, waters, streets, titles of markers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sin

from PySide6.QtGui import QFont

from app.core.polish import sort_key
from app.geo import labels
from app.geo.bounds import around, holds, touch
from app.geo.clusters import Cluster
from app.geo.labels import Box, Wish
from app.geo.shapes import BaseMap, Bounds, LineKind, PlaceKind, Point, Surface, SurfaceKind
from app.widgets.map import look
from app.widgets.map.camera import Camera
from app.widgets.map.courses import middle_in, straight
from app.widgets.map.ground import area_box
from app.widgets.map.sprites import Sprites

_PLACE_RANKS = {PlaceKind.TOWN: 1.0, PlaceKind.VILLAGE: 2.0, PlaceKind.PART: 5.0}
_CHOSEN_RANK, _AREA_RANK, _WATER_RANK, _STREET_RANK, _TITLE_RANK = 0.0, 3.0, 4.0, 6.0, 7.0
_DOT = 2.2
"""Radius of the dot of a locality in pixels at the usual font."""
_STREET_AGAIN = 420.0
"""Pixels after which the name of a long street stands once more."""
_LAKE_SHARE = 0.4
"""Share of the width of its name that a lake has at least for the name to be written."""
_Run = tuple[Bounds, Sequence[Point]]


@dataclass(frozen=True)
class Name:
    """A text with its look; ``turn`` in degrees clockwise."""

    wish: Wish
    font: QFont
    ink: str
    x: float
    y: float
    turn: float = 0.0


@dataclass(frozen=True)
class Written:
    """A name that found room: its upper left corner as pixels from the place (x, y) it belongs to."""

    name: Name
    across: float
    down: float


@dataclass(frozen=True)
class Dot:
    """Where a locality lies."""

    x: float
    y: float
    radius: float


def _lake(surface: Surface) -> tuple[str, Point, float]:
    """Name, middle, and metres from end to end of the largest part."""
    ring = max((polygon[0] for polygon in surface.polygons), key=len)
    west, south, east, north = around(ring)
    middle = sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    return surface.name, middle, max(east - west, north - south)


class Names:
    """Chooses what is written in a picture."""

    def __init__(self, base: BaseMap, sprites: Sprites) -> None:
        self._base, self._sprites = base, sprites
        self._sizes, self._ground = sprites.sizes, sprites.ground
        self._courses: dict[int, tuple[float, list[tuple[Point, float]]]] = {}
        self._areas_with_boxes = [(area, area_box(area)) for area in base.areas]
        self._streets = _by_name(base, LineKind.STREET, LineKind.ROAD)
        self._rivers = _by_name(base, LineKind.RIVER)
        self._lakes = [
            _lake(surface)
            for surface in base.surfaces
            if surface.kind is SurfaceKind.WATER and surface.name and surface.polygons
        ]

    def dots(self, camera: Camera) -> list[Dot]:
        """Dots of the localities in the picture."""
        unit = self._sizes.unit
        radius = {PlaceKind.TOWN: 1.35 * _DOT * unit, PlaceKind.VILLAGE: _DOT * unit}
        return [
            Dot(place.x, place.y, radius[place.kind])
            for place in self._base.places
            if place.kind in radius and holds(camera.bounds, place.x, place.y)
        ]

    def written(self, camera: Camera, clusters: Sequence[Cluster], chosen: int | None, view: Box) -> list[Written]:
        """What finds room in a picture, off the symbols, whose places are pixels of this camera.

        ``view`` is the part that is seen at the moment.
        """
        taken: list[Box] = []
        for cluster in clusters:
            inset = cluster.radius * 0.92
            taken.append((cluster.x - inset, cluster.y - inset, 2 * inset, 2 * inset))
        names = [
            *self._places(camera, clusters),
            *self._areas(camera, view),
            *self._waters(camera),
            *self._street_names(camera),
            *self._titles(camera, clusters, chosen),
        ]
        by_wish = {id(name.wish): name for name in names}
        near, far = _parted([name.wish for name in names], view)
        # nothing is cut by the edge of the view; what lies beyond comes into sight while the map is moved
        found = labels.placed(near, [*taken, *self._furniture(view)], view)
        beyond = labels.placed(far, [*taken, view], (0, 0, camera.width, camera.height))
        result = []
        for label in (*found, *beyond):
            name = by_wish[id(label.wish)]
            at_x, at_y = camera.pixel(name.x, name.y)
            result.append(Written(name, label.left - at_x, label.top - at_y))
        return result

    def _furniture(self, view: Box) -> list[Box]:
        """Where scale bar, source line and north arrow stand."""
        left, top, width, height = view
        foot, corner = 2.4 * self._sizes.line, 3.4 * self._sizes.line
        return [(left, top + height - foot, width, foot), (left + width - corner, top, corner, corner)]

    def _name(
        self,
        text: str,
        font: QFont,
        ink: str,
        at: tuple[Point, Point],
        rank: float,
        *,
        gap: float = 0.0,
        turn: float | None = None,
        required: bool = False,
    ) -> Name:
        """``at`` is the place in metres and in pixels; with ``turn`` the text stands on its point."""
        (x, y), (across, down) = at
        width, height = self._sprites.text_size(text, font)
        if turn:
            angle = radians(turn)
            width, height = (
                abs(width * cos(angle)) + abs(height * sin(angle)),
                abs(width * sin(angle)) + abs(height * cos(angle)),
            )
        wish = Wish(text, across, down, width, height, rank, gap, centred=turn is not None, required=required)
        return Name(wish, font, ink, x, y, turn or 0.0)

    def _places(self, camera: Camera, clusters: Sequence[Cluster]) -> Iterator[Name]:
        fonts = {kind: self._sizes.place_font(kind) for kind in PlaceKind}
        for place in self._base.places:
            if not holds(camera.bounds, place.x, place.y):
                continue
            part = place.kind is PlaceKind.PART
            if part and camera.scale < look.PARTS_FROM:
                continue
            at = (place.x, place.y), camera.pixel(place.x, place.y)
            gap = (1.5 + _DOT) * self._sizes.unit
            symbol = _over(clusters, *at[1])
            if symbol is not None:
                # the name stands beside the symbol that hides the dot
                at, gap = (camera.place(symbol.x, symbol.y), (symbol.x, symbol.y)), symbol.radius + 1
            rank, ink = _PLACE_RANKS[place.kind], self._ground.muted if part else self._ground.ink
            town = place.kind is PlaceKind.TOWN
            turn = 0.0 if part and symbol is None else None
            yield self._name(place.name, fonts[place.kind], ink, at, rank, gap=gap, turn=turn, required=town)

    def _areas(self, camera: Camera, view: Box) -> Iterator[Name]:
        """Neighbours, in the part of them that is seen; those beyond the view, where the map may be moved to."""
        font = self._sizes.area_font()
        left, top, width, height = view
        for area, box in self._areas_with_boxes:
            if area.own or not area.levels:
                continue
            text = _of_gmina(area.name)
            wide, high = (size / 2 for size in self._sprites.text_size(text, font))
            west, north = camera.place(left + wide, top + high)
            east, south = camera.place(left + width - wide, top + height - high)
            half = wide / camera.scale, high / camera.scale
            seen = (west, south, east, north)
            middle = middle_in(area, box, seen, half) or middle_in(area, box, camera.bounds, half)
            if middle is not None:
                at = middle, camera.pixel(*middle)
                yield self._name(text, font, self._ground.muted, at, _AREA_RANK, turn=0.0)

    def _waters(self, camera: Camera) -> Iterator[Name]:
        font = self._sizes.water_font()
        for text, middle, across in self._lakes:
            # the name of a pond far smaller than its letters would stand for its whole neighbourhood
            if (
                holds(camera.bounds, *middle)
                and across * camera.scale > _LAKE_SHARE * self._sprites.text_size(text, font)[0]
            ):
                at = middle, camera.pixel(*middle)
                yield self._name(text, font, self._ground.water_ink, at, _WATER_RANK, turn=0.0)
        for text, runs in self._rivers:
            yield from self._along(text, runs, font, self._ground.water_ink, _WATER_RANK, camera)

    def _street_names(self, camera: Camera) -> Iterator[Name]:
        if camera.scale < look.STREET_NAMES_FROM:
            return
        font = self._sizes.small_font()
        for text, runs in self._streets:
            yield from self._along(text, runs, font, self._ground.muted, _STREET_RANK, camera)

    def _along(
        self, text: str, runs: Sequence[_Run], font: QFont, ink: str, rank: float, camera: Camera
    ) -> Iterator[Name]:
        """The text along the straight parts that are long enough for it, not too near to each other."""
        width, _ = self._sprites.text_size(text, font)
        apart = _STREET_AGAIN * self._sizes.unit
        done: list[Point] = []
        for box, points in runs:
            if not touch(box, camera.bounds):
                continue
            for place, turn in self._courses_of(box, points, width / camera.scale):
                if not holds(camera.bounds, *place):
                    continue
                at = camera.pixel(*place)
                if all(hypot(at[0] - other[0], at[1] - other[1]) > apart for other in done):
                    done.append(at)
                    yield self._name(text, font, ink, (place, at), rank, turn=turn)

    def _courses_of(self, box: Bounds, points: Sequence[Point], least: float) -> list[tuple[Point, float]]:
        """Straight parts of a line; looked for once as long as the zoom stays."""
        if hypot(box[2] - box[0], box[3] - box[1]) < least:
            return []
        known = self._courses.get(id(points))
        if known is None or known[0] != least:
            known = self._courses[id(points)] = least, straight(points, least)
        return known[1]

    def _titles(self, camera: Camera, clusters: Sequence[Cluster], chosen: int | None) -> Iterator[Name]:
        """The chosen marker's title always, others when the map is near enough."""
        font = self._sizes.small_font()
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        for cluster in clusters:
            for marker in cluster.markers if chosen in cluster.ids else cluster.markers[:1]:
                mine = marker.id == chosen
                if not mine and (len(cluster.markers) > 1 or camera.scale < look.TITLES_FROM):
                    continue
                place = camera.place(cluster.x, cluster.y)
                gap = cluster.radius + (5 if mine else 1) * self._sizes.unit
                yield self._name(
                    shortened(marker.title),
                    strong if mine else font,
                    self._ground.ink,
                    (place, (cluster.x, cluster.y)),
                    _CHOSEN_RANK if mine else _TITLE_RANK,
                    gap=gap,
                    required=mine,
                )


def _over(clusters: Sequence[Cluster], across: float, down: float) -> Cluster | None:
    """The symbol that hides a pixel."""
    for cluster in clusters:
        if abs(cluster.x - across) < cluster.radius and abs(cluster.y - down) < cluster.radius:
            return cluster
    return None


def _parted(wishes: Sequence[Wish], view: Box) -> tuple[list[Wish], list[Wish]]:
    """Those of points inside the view, and the others."""
    left, top, width, height = view
    near: list[Wish] = []
    far: list[Wish] = []
    for wish in wishes:
        (near if left <= wish.x <= left + width and top <= wish.y <= top + height else far).append(wish)
    return near, far


def _of_gmina(name: str) -> str:
    """„gm. Zielony Bór”; nothing is put before a name that says what it is."""
    return name if name.casefold().startswith(("gm", "miasto")) else f"gm. {name}"


def shortened(title: str) -> str:
    """A title short enough to stand on the map, cut between words where possible."""
    if len(title) <= look.TITLE_LETTERS:
        return title
    cut = title[: look.TITLE_LETTERS]
    whole = cut.rsplit(" ", 1)[0]
    return f"{(whole if len(whole) > look.TITLE_LETTERS // 2 else cut).rstrip(' ,.-–„(')}…"


def _by_name(base: BaseMap, *kinds: LineKind) -> list[tuple[str, list[_Run]]]:
    """Lines with names; parts of one street together, for its name is written once."""
    found: dict[str, list[_Run]] = {}
    for line in base.lines:
        if line.name and line.kind in kinds:
            found.setdefault(line.name, []).append((around(line.points), line.points))
    return sorted(found.items(), key=lambda item: sort_key(item[0]))
