"""What the map shows at the moment; the layers paint it, the view changes it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QPixmap

from app.geo.bounds import around
from app.geo.clusters import Cluster
from app.geo.hull import hull
from app.geo.shapes import BaseMap, Bounds, Marker, MarkerGroup, Point
from app.widgets.map.camera import Camera
from app.widgets.map.crowd import Crowd, Symbol, symbol_of
from app.widgets.map.ground import GroundPainter, area_box, joined
from app.widgets.map.look import Sizes, colour, ground
from app.widgets.map.names import Dot, Names, Written
from app.widgets.map.sprites import Sprites

_MARGIN = 1.5
"""The ground is painted for a picture so many times as wide and high, and moved as one piece."""
_INSET = 5.0
"""Pixels between names and the edge of the view."""


class Picture:
    """The map's content, its look and where the camera stands.

    ``resting`` is False while the map moves: ground and names then are those of the last rest, shifted or stretched.
    """

    def __init__(self, groups: Sequence[MarkerGroup], font: QFont, palette: QPalette, ratio: float) -> None:
        self.groups = tuple(groups)
        self.base = BaseMap()
        self.camera = Camera()
        self.resting = True
        self.chosen: int | None = None
        self.chosen_symbol: Symbol | None = None
        self.focused: Symbol | None = None
        self.pointed: Symbol | None = None
        self.carried: tuple[int, float, float] | None = None
        """A marker on its way to another place, and where it is now, in metres."""
        self.mark: tuple[Point, float] | None = None
        """A place that somebody looked for, and how far its sign reaches, in pixels; names keep off it."""
        self.crowd = Crowd((), Sizes(font))
        self.symbols: list[Symbol] = []
        self.written: list[Written] = []
        self.dots: list[Dot] = []
        self._ground_map: tuple[Camera, QPixmap] | None = None
        self._ground_painter = GroundPainter(self.base)
        self._look: tuple[str, int, float] | None = None
        self.dress(font, palette, ratio)

    # -- content ---------------------------------------------------------------------------------------------

    @property
    def without_border(self) -> bool:
        """Whether nobody imported an outline yet."""
        return not any(area.levels for area in self.base.areas)

    def dress(self, font: QFont, palette: QPalette, ratio: float) -> None:
        """Another font, scheme or density of the screen; nothing happens where all are the same."""
        look = font.key(), palette.cacheKey(), ratio
        if look == self._look:
            return
        self._look = look
        self.sizes, self.ground = Sizes(font), ground(palette)
        self.sprites = Sprites(self.groups, self.ground, self.sizes, ratio)
        self.crowd = Crowd(self.crowd.markers.values(), self.sizes)
        self._names = Names(self.base, self.sprites)
        self._ground_map = None
        self.gather()

    def set_base(self, base: BaseMap) -> None:
        """Another ground."""
        self.base = base
        self._names = Names(base, self.sprites)
        self._make_ground()
        self.write()

    def set_markers(self, markers: Sequence[Marker]) -> None:
        """Other markers; the chosen one stays chosen if it is among them."""
        self.crowd = Crowd(markers, self.sizes)
        self.focused = self.pointed = None
        if self.without_border:
            # what stands in for the border goes round the markers
            self._make_ground()
        self.gather()

    def _make_ground(self) -> None:
        places = [(marker.x, marker.y) for marker in self.crowd.markers.values()]
        places += [(place.x, place.y) for place in self.base.places]
        self._ground_painter = GroundPainter(self.base, hull(places) if self.without_border else ())
        self._ground_map = None

    def extent(self) -> Bounds | None:
        """What „the whole gmina” means: its outline, or all that is known of."""
        own = [area_box(area) for area in self.base.areas if area.own and area.levels]
        areas = own or [area_box(area) for area in self.base.areas]
        points = [(marker.x, marker.y) for marker in self.crowd.markers.values()]
        points += [(place.x, place.y) for place in self.base.places]
        return joined(areas) or joined([around(points), *(around(line.points) for line in self.base.lines)])

    # -- at rest ---------------------------------------------------------------------------------------------

    def gather(self) -> None:
        """Symbols and names for where the camera stands now."""
        before = self.focused
        self.symbols = self.crowd.symbols(self.camera.step)
        if before is not None:
            self.focused = symbol_of(self.symbols, before.ids[0])
        self.pointed = None
        self.choose(self.chosen)

    def choose(self, marker_id: int | None) -> None:
        """Mark one marker, or none, and write its title."""
        self.chosen = marker_id
        self.chosen_symbol = symbol_of(self.symbols, marker_id)
        self.write()

    def write(self) -> None:
        """Names for where the camera stands now."""
        wide = self._wide()
        west, south, east, north = wide.bounds
        seen = [
            Cluster(*wide.pixel(symbol.x, symbol.y), symbol.cluster.markers, symbol.radius)
            for symbol in self.symbols
            if west <= symbol.x <= east and south <= symbol.y <= north
        ]
        seen = self._under_the_mark(wide, seen)
        left, top = (wide.width - self.camera.width) / 2, (wide.height - self.camera.height) / 2
        view = (left + _INSET, top + _INSET, self.camera.width - 2 * _INSET, self.camera.height - 2 * _INSET)
        self.written = self._names.written(wide, seen, self.chosen, view)
        self.dots = self._names.dots(wide)

    def _under_the_mark(self, wide: Camera, seen: list[Cluster]) -> list[Cluster]:
        """The symbols, as large as the sign where it is drawn over them, and the sign as one without markers."""
        if self.mark is None:
            return seen
        place, reach = self.mark
        across, down = wide.pixel(*place)
        grown = [
            replace(each, radius=max(each.radius, reach))
            if max(abs(each.x - across), abs(each.y - down)) < each.radius
            else each
            for each in seen
        ]
        return [*grown, Cluster(across, down, (), reach)]

    def _wide(self) -> Camera:
        return self.camera.sized(round(self.camera.width * _MARGIN), round(self.camera.height * _MARGIN))

    # -- the ground ------------------------------------------------------------------------------------------

    def draw_ground(self, painter: QPainter) -> None:
        """The ground, from the kept picture as long as it will do."""
        if self._ground_map is None or not self._will_do(self._ground_map[0]):
            self._ground_map = self._wide(), self._paint_ground()
        made, picture = self._ground_map
        stretch = self.camera.scale / made.scale
        left, top = self.camera.pixel(made.x, made.y)
        width, height = made.width * stretch, made.height * stretch
        left, top = left - width / 2, top - height / 2
        if stretch == 1:
            ratio = self.sprites.ratio
            painter.drawPixmap(QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio), picture)
            return
        painter.fillRect(QRectF(0, 0, self.camera.width, self.camera.height), colour(self.ground.outside))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRectF(left, top, width, height), picture, QRectF(picture.rect()))

    def _will_do(self, made: Camera) -> bool:
        if made.scale != self.camera.scale:
            return not self.resting
        spare_x = (made.width - self.camera.width) / 2 - abs(made.x - self.camera.x) * made.scale
        spare_y = (made.height - self.camera.height) / 2 - abs(made.y - self.camera.y) * made.scale
        return spare_x >= 0 and spare_y >= 0

    def centre_ground(self) -> None:
        """Have the ground painted anew around the present place, so that there is room to move to all sides."""
        if self._ground_map is not None:
            made = self._ground_map[0]
            off = max(abs(made.x - self.camera.x), abs(made.y - self.camera.y)) * self.camera.scale
            if made.scale != self.camera.scale or off > 1:
                self._ground_map = None

    def _paint_ground(self) -> QPixmap:
        wide, ratio = self._wide(), self.sprites.ratio
        picture = QPixmap(round(wide.width * ratio), round(wide.height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        try:
            self._ground_painter.paint(painter, wide, self.ground, self.sizes.unit)
        finally:
            # a painter left open would hang the program when its picture goes
            painter.end()
        return picture
