"""Moving the map with 500 and 5,000 markers, frame by frame, against Qt's own items on the same ground.

The reference is a plain QGraphicsView with one ellipse item for each marker and one path item for each outline and
line: what one would write first. It gathers nothing into rings and writes no letters and no names.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsScene, QGraphicsView

from app.geo.shapes import BaseMap, Marker
from app.widgets.map.view import MapView
from tests.benchmarks.measurement import Figure, Goal, alternating, median, percentile
from tests.benchmarks.rows import MAP_PAN_500, MAP_PAN_5000
from tests.map_samples import CENTRE, GROUPS, base_map, markers

SIZE = (1180, 800)
_FRAMES = 80
_STEP = 9
"""Pixels that the map moves from one frame to the next."""
_WAY = 80
"""Frames to one side before the map turns back: farther than the kept picture of the ground reaches."""


def measure(folder: Path, runs: int) -> list[Figure]:
    """Milliseconds of one frame."""
    app = QApplication.instance() or QApplication([])
    figures = []
    base = base_map(2_000, 6_000)
    for count, goal in ((500, MAP_PAN_500), (5_000, MAP_PAN_5000)):
        figures += _figures(base, markers(count), goal, runs)
    del app
    return figures


def _figures(base: BaseMap, shown: Sequence[Marker], goal: Goal, runs: int) -> list[Figure]:
    start = perf_counter()
    ours = shown_map(base, shown)
    opened = (perf_counter() - start) * 1000
    plain = _plain(base, shown, ours.camera.scale)
    frames: list[float] = []
    references: list[float] = []
    ours_once, plain_once = Panning(ours, ours.pan_by), Panning(plain, _by_bars(plain))
    alternating(runs, lambda: _add(frames, ours_once), lambda: _add(references, plain_once), warm_up=True)
    ours.rest()
    zooms = [_zoomed(ours, factor) for factor in (1.6, 1.6, 1.6, 1 / 1.6, 1.6, 1.6)]
    what = f"{len(shown):,} markers"
    figures = [
        Figure(f"{what}, frame while moving, median", median(frames), "ms", median(references), "Qt's items", goal),
        Figure(f"{what}, frame while moving, 95th percentile", percentile(frames, 0.95), "ms"),
        Figure(f"{what}, shown first", opened, "ms"),
        Figure(f"{what}, next zoom, drawn in full, median", median(zooms), "ms"),
    ]
    for view in (ours, plain):
        view.close()
        view.deleteLater()
    QApplication.processEvents()
    return figures


def shown_map(base: BaseMap, shown: Sequence[Marker]) -> MapView:
    """The program's map, painted once."""
    view = MapView(GROUPS)
    view.resize(*SIZE)
    view.show_base(base)
    view.show_markers(shown)
    view.show()
    QApplication.processEvents()
    return view


class Panning:
    """Moves a view to and fro, one painted frame at a time."""

    def __init__(self, view: QGraphicsView, move: Callable[[float, float], object]) -> None:
        self._view, self._move, self._number = view, move, 0

    def frame(self) -> float:
        """Milliseconds to move and to paint."""
        back = (self._number // _WAY) % 2
        self._number += 1
        start = perf_counter()
        self._move(-_STEP if back else _STEP, -2 if back else 2)
        self._view.viewport().repaint()
        return (perf_counter() - start) * 1000


def _add(frames: list[float], panning: Panning) -> float:
    taken = [panning.frame() for _ in range(_FRAMES)]
    frames.extend(taken)
    return median(taken)


def _zoomed(view: MapView, factor: float) -> float:
    start = perf_counter()
    x, y = view.camera.x, view.camera.y
    view.fly_to(x, y, SIZE[0] / view.camera.scale / factor)
    view.rest()
    view.viewport().repaint()
    return (perf_counter() - start) * 1000


def _plain(base: BaseMap, shown: Sequence[Marker], scale: float) -> QGraphicsView:
    scene = QGraphicsScene()
    for area in base.areas:
        path = QPainterPath()
        path.addPolygon(_polygon(area.levels[0].polygons[0][0]))
        scene.addPath(path, _pen("#1f4e79", 2), QBrush(QColor("#fdfdfb")))
    for line in base.lines:
        path = QPainterPath()
        path.addPolygon(_polygon(line.points))
        scene.addPath(path, _pen("#c3c9d1", 1.4))
    colours = {group.key: QColor(group.colour) for group in GROUPS}
    for marker in shown:
        item = scene.addEllipse(-9, -9, 18, 18, _pen("#ffffff", 1.4), QBrush(colours[marker.group]))
        item.setPos(marker.x, -marker.y)
        item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
    view = QGraphicsView(scene)
    scene.setParent(view)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
    view.resize(*SIZE)
    view.setTransform(QTransform.fromScale(scale, scale))
    view.centerOn(CENTRE[0], -CENTRE[1])
    view.show()
    QApplication.processEvents()
    return view


def _polygon(points: Sequence[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(x, -y) for x, y in points])


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    pen.setStyle(Qt.PenStyle.SolidLine)
    return pen


def _by_bars(view: QGraphicsView) -> Callable[[float, float], object]:
    def move(across: float, down: float) -> None:
        view.horizontalScrollBar().setValue(view.horizontalScrollBar().value() - round(across))
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() - round(down))

    return move
