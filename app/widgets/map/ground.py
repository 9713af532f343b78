"""Paints a base map: areas with the detail that the zoom can show, surfaces, lines and borders."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log2

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from app.geo.bounds import around, touch
from app.geo.shapes import Area, BaseMap, Bounds, Level, Line, LineKind, Point, Polygon, Surface
from app.widgets.map import look
from app.widgets.map.camera import Camera
from app.widgets.map.look import Ground, colour

_DETAIL = 0.6
"""Pixels by which an outline may be off."""
_CHUNK = 128
"""Points of a border drawn together: those far outside the picture cost one comparison."""
_SMOOTH_UP_TO = 15_000
"""Points of lines in one picture that are still drawn with smooth edges."""
_EVERYTHING = 3_000_000.0
"""Metres; farther than any map reaches."""
_LINE_ORDER = (LineKind.RIVER, LineKind.STREET, LineKind.RAILWAY, LineKind.ROAD)


def joined(boxes: Iterable[Bounds]) -> Bounds | None:
    """The bounds around several; None without any."""
    known = [box for box in boxes if box[0] <= box[2]]
    if not known:
        return None
    return (
        min(box[0] for box in known),
        min(box[1] for box in known),
        max(box[2] for box in known),
        max(box[3] for box in known),
    )


def area_box(area: Area) -> Bounds:
    """Bounds of an area by its coarsest outline."""
    if not area.levels:
        return around(())
    return around(point for polygon in area.levels[-1].polygons for point in polygon[0])


def _polygon(points: Iterable[Point]) -> QPolygonF:
    return QPolygonF([QPointF(x, -y) for x, y in points])


def _path(polygons: Sequence[Polygon]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for polygon in polygons:
        for ring in polygon:
            path.addPolygon(_polygon(ring))
    return path


@dataclass
class _Piece:
    """A run of points with its bounds."""

    box: Bounds
    points: QPolygonF


def _pieces(polygons: Sequence[Polygon]) -> Iterator[_Piece]:
    for polygon in polygons:
        for ring in polygon:
            for start in range(0, max(len(ring) - 1, 1), _CHUNK):
                run = ring[start : start + _CHUNK + 1]
                yield _Piece(around(run), _polygon(run))


class _Outline:
    """An area's outline in the detail that was asked for; each is made ready once."""

    def __init__(self, area: Area) -> None:
        self.area, self.box = area, area_box(area)
        self._made: dict[int, tuple[QPainterPath, list[_Piece]]] = {}

    def level(self, scale: float) -> Level:
        """The coarsest level that is off by less than half a pixel or so."""
        enough = [level for level in self.area.levels if level.tolerance * scale <= _DETAIL]
        return max(enough or self.area.levels[:1], key=lambda level: level.tolerance)

    def path(self, scale: float) -> QPainterPath:
        """For filling."""
        return self._form(scale)[0]

    def border(self, scale: float) -> list[_Piece]:
        """For drawing the line."""
        return self._form(scale)[1]

    def _form(self, scale: float) -> tuple[QPainterPath, list[_Piece]]:
        detail = _detail(scale)
        if detail not in self._made:
            polygons = self.level(scale).polygons
            if detail >= 0:
                polygons = [[_thinned(ring, 2.0**detail) for ring in polygon] for polygon in polygons]
            self._made[detail] = _path(polygons), list(_pieces(polygons))
        return self._made[detail]


def _detail(scale: float) -> int:
    """The power of two of the metres within which points may be left out; -1 where none may."""
    return max(round(log2(0.7 / scale)), -1)


@dataclass
class _Way:
    """A line and its simpler forms by the power of two of the metres that points may be left out within."""

    line: Line
    box: Bounds
    forms: dict[int, QPolygonF] = field(default_factory=dict)

    def form(self, scale: float) -> QPolygonF:
        detail = _detail(scale)
        if detail not in self.forms:
            self.forms[detail] = _polygon(self.line.points if detail < 0 else _thinned(self.line.points, 2.0**detail))
        return self.forms[detail]


def _thinned(points: Sequence[Point], apart: float) -> list[Point]:
    """The line without points nearer than ``apart`` metres to the one before; both ends stay."""
    if len(points) < 3:
        return list(points)
    kept = [points[0]]
    last_x, last_y = points[0]
    for x, y in points[1:-1]:
        if abs(x - last_x) >= apart or abs(y - last_y) >= apart:
            kept.append((x, y))
            last_x, last_y = x, y
    kept.append(points[-1])
    return kept


@dataclass
class _Patch:
    """A surface and its simpler forms, as those of a line."""

    surface: Surface
    box: Bounds
    forms: dict[int, QPainterPath] = field(default_factory=dict)

    def form(self, scale: float) -> QPainterPath:
        detail = _detail(scale)
        if detail not in self.forms:
            polygons = self.surface.polygons
            if detail >= 0:
                polygons = [[_thinned(ring, 2.0**detail) for ring in polygon] for polygon in polygons]
            self.forms[detail] = _path(polygons)
        return self.forms[detail]


class GroundPainter:
    """One base map made ready for painting at any zoom."""

    def __init__(self, base: BaseMap, hull: Sequence[Point] = ()) -> None:
        """``hull`` is drawn, dashed, where no area has an outline."""
        self._outlines = [_Outline(area) for area in base.areas if area.levels]
        self._own = [outline for outline in self._outlines if outline.area.own]
        self._patches = [
            _Patch(surface, around(point for polygon in surface.polygons for point in polygon[0]))
            for surface in base.surfaces
            if surface.polygons
        ]
        self._ways = {
            kind: [_Way(line, around(line.points)) for line in base.lines if line.kind is kind] for kind in _LINE_ORDER
        }
        self._hull = _polygon(hull) if not self._outlines and len(hull) > 2 else None

    def paint(self, painter: QPainter, camera: Camera, ground: Ground, unit: float) -> None:
        """Fill a picture of the camera's size; ``unit`` is the factor for widths in pixels."""
        painter.fillRect(QRectF(0, 0, camera.width, camera.height), colour(ground.outside))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        zero = camera.pixel(0, 0)
        painter.setWorldTransform(QTransform(camera.scale, 0, 0, camera.scale, *zero), True)
        bounds = camera.bounds
        self._fill(painter, camera.scale, bounds, ground)
        self._surfaces(painter, camera.scale, bounds, ground)
        self._lines(painter, camera.scale, bounds, ground, unit)
        self._veil(painter, camera.scale, ground)
        self._borders(painter, camera.scale, bounds, ground, unit)
        painter.restore()

    def _fill(self, painter: QPainter, scale: float, bounds: Bounds, ground: Ground) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for outline in self._outlines:
            if touch(outline.box, bounds):
                painter.setBrush(colour(ground.own if outline.area.own else ground.neighbour))
                painter.drawPath(outline.path(scale))
        if self._hull is not None:
            painter.setBrush(colour(ground.neighbour))
            painter.drawPolygon(self._hull)

    def _surfaces(self, painter: QPainter, scale: float, bounds: Bounds, ground: Ground) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for patch in self._patches:
            if touch(patch.box, bounds) and _extent(patch.box) * scale > 1:
                painter.setBrush(colour(getattr(ground, look.SURFACE_COLOURS[patch.surface.kind])))
                painter.drawPath(patch.form(scale))

    def _lines(self, painter: QPainter, scale: float, bounds: Bounds, ground: Ground, unit: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # lines grow slowly while the map is zoomed in, or a town would drown in its streets
        width = unit * min(max((scale / 0.08) ** 0.35, 0.6), 3.0)
        for kind in _LINE_ORDER:
            if kind is LineKind.STREET and scale < look.STREETS_FROM:
                continue
            shown = [
                way.form(scale) for way in self._ways[kind] if touch(way.box, bounds) and _extent(way.box) * scale > 1.5
            ]
            smooth = sum(form.size() for form in shown) <= _SMOOTH_UP_TO
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
            for pen in _pens(kind, ground, width):
                painter.setPen(pen)
                for form in shown:
                    painter.drawPolyline(form)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _veil(self, painter: QPainter, scale: float, ground: Ground) -> None:
        """What lies outside the own gmina, paler."""
        if not self._own or not (self._patches or any(self._ways.values())):
            return
        veil = QPainterPath()
        veil.setFillRule(Qt.FillRule.OddEvenFill)
        veil.addRect(QRectF(-_EVERYTHING, -_EVERYTHING, 2 * _EVERYTHING, 2 * _EVERYTHING))
        for outline in self._own:
            veil.addPath(outline.path(scale))
        shade = QColor(ground.neighbour)
        shade.setAlphaF(ground.veil)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawPath(veil)

    def _borders(self, painter: QPainter, scale: float, bounds: Bounds, ground: Ground, unit: float) -> None:
        reach = 8 * unit / scale
        wide = (bounds[0] - reach, bounds[1] - reach, bounds[2] + reach, bounds[3] + reach)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        band = _mixed(ground.own_border, ground.neighbour, 0.22)
        for outline, pens in (
            *((each, [_pen(ground.border, 1.1 * unit)]) for each in self._outlines if not each.area.own),
            *((each, [_pen(band, 8 * unit), _pen(ground.own_border, 2 * unit)]) for each in self._own),
        ):
            shown = [piece.points for piece in outline.border(scale) if touch(piece.box, wide)]
            for pen in pens:
                painter.setPen(pen)
                for points in shown:
                    painter.drawPolyline(points)
        if self._hull is not None:
            painter.setPen(_pen(ground.muted, 1.4 * unit, dashes=(5, 4)))
            painter.drawPolygon(self._hull)


def _extent(box: Bounds) -> float:
    return max(box[2] - box[0], box[3] - box[1])


def _pens(kind: LineKind, ground: Ground, factor: float) -> list[QPen]:
    width = look.LINE_WIDTHS[kind] * factor
    by_kind: dict[LineKind, Callable[[], list[QPen]]] = {
        LineKind.RIVER: lambda: [_pen(ground.water, width)],
        LineKind.STREET: lambda: [_pen(ground.street, width)],
        LineKind.RAILWAY: lambda: [_pen(ground.railway, width), _pen(ground.own, width * 0.55, dashes=(7, 7))],
        LineKind.ROAD: lambda: [_pen(ground.road_edge, width + 1), _pen(ground.road, width)],
    }
    return by_kind[kind]()


def _pen(ink: str, width: float, dashes: tuple[float, ...] = ()) -> QPen:
    pen = QPen(colour(ink), width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if dashes else Qt.PenCapStyle.RoundCap)
    if dashes:
        pen.setDashPattern([dash / 1.4 for dash in dashes])
    return pen


def _mixed(front: str, back: str, share: float) -> str:
    """``share`` of one colour over another."""
    one, other = QColor(front), QColor(back)
    return QColor.fromRgbF(
        one.redF() * share + other.redF() * (1 - share),
        one.greenF() * share + other.greenF() * (1 - share),
        one.blueF() * share + other.blueF() * (1 - share),
    ).name()
