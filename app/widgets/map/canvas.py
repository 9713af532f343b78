"""The map as one Qt view over three layers: its content, where the camera is, and how it moves there."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QShowEvent, QTransform
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from app.geo.shapes import BaseMap, Marker, MarkerGroup
from app.widgets.map.camera import STEP, Camera
from app.widgets.map.crowd import Symbol, symbol_at
from app.widgets.map.furniture import draw_furniture, taken_below
from app.widgets.map.layers import COUNTRY, GroundLayer, NameLayer, SymbolLayer
from app.widgets.map.look import colour
from app.widgets.map.movement import Movement
from app.widgets.map.picture import Picture

KEY_ZOOM = STEP**2
"""Factor of one press of + or −."""
NEAR = 900.0
"""Metres across, to which the map flies for one marker."""
_AROUND = 0.08
"""Share of the picture left free around the whole gmina."""
_CLEAR = 4.0
"""Pixels between the gmina and what stands at the lower edge."""


class MapCanvas(QGraphicsView):
    """Shows a base map with markers, in EPSG:2180 metres; :class:`app.widgets.map.view.MapView` lets people act."""

    view_changed = Signal()
    """The map rests at another place or zoom."""

    def __init__(self, groups: Sequence[MarkerGroup] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = Picture(groups, self.font(), self.palette(), self.devicePixelRatioF())
        self._at_fit = True
        self._movement = Movement(self)
        self._prepare_scene()
        self._movement.moved.connect(self._on_moved)
        self._movement.rested.connect(self._on_rested)

    def _prepare_scene(self) -> None:
        scene = QGraphicsScene(self)
        scene.setSceneRect(COUNTRY)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        # kept: Qt draws through the Python objects
        self._layers = (GroundLayer(self.picture), SymbolLayer(self.picture), NameLayer(self.picture))
        for layer in self._layers:
            scene.addItem(layer)
        self.setScene(scene)
        self.setInteractive(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.viewport().setMouseTracking(True)

    @property
    def hint(self) -> str:
        """What a click does now, as it stands at the upper edge; blank where it only looks."""
        return ""

    def draw_deed(self, painter: QPainter) -> None:
        """What a person is about to do, in pixels, over everything but the furniture."""

    def look_closed(self) -> None:
        """The map is about to move: what stood beside a symbol goes away."""

    # -- content ---------------------------------------------------------------------------------------------

    def show_base(self, base: BaseMap) -> None:
        """Another base map; the whole gmina comes into view unless somebody moved the map already."""
        self.picture.set_base(base)
        if self._at_fit:
            self.fit()
        self.redraw()

    def show_markers(self, markers: Sequence[Marker]) -> None:
        """Other markers, after a filter or a change; the map stays where it is."""
        self.look_closed()
        self.picture.set_markers(markers)
        if self._at_fit and self.picture.without_border:
            self.fit()
        self.redraw()

    def symbol_at(self, at: QPointF) -> Symbol | None:
        """The symbol under a point of the view."""
        return symbol_at(self.picture.symbols, self.picture.camera, at.x(), at.y())

    # -- moving ----------------------------------------------------------------------------------------------

    @property
    def camera(self) -> Camera:
        """Where the map is, or will be when the present movement ends."""
        return self._movement.aim

    def fit(self) -> None:
        """The whole gmina; without an outline everything that is known."""
        extent = self.picture.extent()
        camera = self.camera.sized(self.viewport().width(), self.viewport().height())
        if extent is not None:
            west, south, east, north = extent
            if max(east - west, north - south) < 1:
                west, south, east, north = west - NEAR, south - NEAR, east + NEAR, north + NEAR
            margin = min(camera.width, camera.height) * _AROUND
            camera = camera.showing((west, south, east, north), margin)
            # a long source line takes several rows in a narrow picture, and the border must not lie under them
            below = min(taken_below(self.picture, camera) + _CLEAR, camera.height / 3)
            camera = camera.showing((west, south, east, north), margin, below)
        self.go(camera)
        self._at_fit = True

    def zoom_in(self) -> None:
        """One step nearer, around the symbol in focus or the middle."""
        self._zoom(KEY_ZOOM)

    def zoom_out(self) -> None:
        """One step farther."""
        self._zoom(1 / KEY_ZOOM)

    def _zoom(self, factor: float) -> None:
        camera = self.camera
        focused = self.picture.focused
        around = camera.pixel(focused.x, focused.y) if focused else (camera.width / 2, camera.height / 2)
        self.go(camera.zoomed(factor, *around))

    def fly_to(self, x: float, y: float, metres_across: float = NEAR) -> None:
        """Have a place in the middle, and so many metres from the left to the right edge."""
        camera = self.camera
        wanted = camera.width / max(metres_across, 1.0)
        middle = Camera(x, y, camera.scale, camera.width, camera.height)
        self.go(middle.zoomed(wanted / camera.scale, camera.width / 2, camera.height / 2))

    def pan_by(self, across: float, down: float) -> None:
        """Shift the map by pixels, as a hand does."""
        self._at_fit = False
        self.look_closed()
        self._movement.shift(self._movement.camera.moved(across, down))

    def rest(self) -> None:
        """End a movement at once and draw all details."""
        self._movement.rest()

    def go(self, camera: Camera) -> None:
        """Have the camera somewhere else, as a short flight where that is wanted."""
        self._at_fit = False
        self.look_closed()
        self._movement.fly(camera)

    def _on_moved(self) -> None:
        camera = self._movement.camera
        self.picture.camera, self.picture.resting = camera, self._movement.resting
        # the scene follows, for those who ask Qt where something is
        self.setTransform(QTransform.fromScale(camera.scale, camera.scale))
        self.centerOn(camera.x, -camera.y)
        self.redraw()

    def _on_rested(self) -> None:
        self.picture.gather()
        self.picture.centre_ground()
        self.view_changed.emit()
        self.redraw()

    def redraw(self) -> None:
        """Paint anew soon."""
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fitted = self._at_fit
        self._movement.jump(self.camera.sized(self.viewport().width(), self.viewport().height()))
        if fitted:
            extent_known = self.picture.extent() is not None
            self._at_fit = True
            if extent_known:
                self._fit_at_once()

    def _fit_at_once(self) -> None:
        self.fit()
        self._movement.rest()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._dress()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._dress()
        return super().event(event)

    def _dress(self) -> None:
        if hasattr(self, "picture"):
            self.picture.dress(self.font(), self.palette(), self.devicePixelRatioF())
            self.redraw()

    # -- painting --------------------------------------------------------------------------------------------

    def drawForeground(self, painter: QPainter, _rect: QRectF | QRect) -> None:  # noqa: N802 - Qt's name
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw_deed(painter)
        painter.restore()
        draw_furniture(painter, self.picture, self.hint)
        if self.hasFocus() and self.picture.focused is None:
            painter.save()
            painter.resetTransform()
            painter.setPen(colour(self.picture.ground.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))
            painter.restore()
