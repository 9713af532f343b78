"""The three layers of the scene: ground, symbols, names. Each paints for the camera, not for the whole country."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.widgets.map.crowd import Symbol
from app.widgets.map.look import colour
from app.widgets.map.picture import Picture

COUNTRY = QRectF(-500_000, -1_500_000, 2_000_000, 2_000_000)
"""The scene in metres, y turned round: Poland with room around it, so that the view can always move."""


class _Layer(QGraphicsItem):
    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self.picture = picture

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return COUNTRY

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.save()
        painter.resetTransform()
        self.draw(painter)
        painter.restore()

    def draw(self, painter: QPainter) -> None:
        """Paint in pixels of the camera."""


class GroundLayer(_Layer):
    """The base map as one picture."""

    def draw(self, painter: QPainter) -> None:
        self.picture.draw_ground(painter)


class SymbolLayer(_Layer):
    """Markers and rings, always as large as letters, whatever the zoom."""

    def draw(self, painter: QPainter) -> None:
        picture, camera = self.picture, self.picture.camera
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._dots(painter)
        ratio, sprites, scale = picture.sprites.ratio, picture.sprites, camera.scale
        zero_x, zero_y = camera.pixel(0, 0)
        reach = 60 * picture.sizes.unit
        right, bottom = camera.width + reach, camera.height + reach
        # the smallest last, so that single markers lie on top where the map is being stretched
        for symbol in picture.symbols:
            across, down = zero_x + symbol.x * scale, zero_y - symbol.y * scale
            if -reach < across < right and -reach < down < bottom:
                sprite = sprites.symbol(symbol.cluster)
                half = sprite.width() / ratio / 2
                at = QPointF(round((across - half) * ratio) / ratio, round((down - half) * ratio) / ratio)
                painter.drawPixmap(at, sprite)
        self._marks(painter)
        self._carried(painter)

    def _dots(self, painter: QPainter) -> None:
        picture = self.picture
        painter.setPen(QPen(colour(picture.ground.halo), 1.2))
        painter.setBrush(colour(picture.ground.ink))
        for dot in picture.dots:
            painter.drawEllipse(QPointF(*picture.camera.pixel(dot.x, dot.y)), dot.radius, dot.radius)

    def _marks(self, painter: QPainter) -> None:
        picture = self.picture
        chosen = picture.chosen_symbol
        if chosen is not None:
            self._around(painter, chosen, picture.ground.chosen, 2.6, 3.0)
        if picture.pointed is not None and picture.pointed is not chosen:
            self._around(painter, picture.pointed, picture.ground.muted, 1.4, 2.0)
        if picture.focused is not None:
            self._around(painter, picture.focused, picture.ground.focus, 2.6, 7.0)

    def _around(self, painter: QPainter, symbol: Symbol, ink: str, width: float, apart: float) -> None:
        """A ring with a light edge on both sides, so that it is seen on any ground."""
        picture = self.picture
        across, down = picture.camera.pixel(symbol.x, symbol.y)
        radius = symbol.radius + apart * picture.sizes.unit
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for edge, thick in ((picture.ground.halo, width + 2.4), (ink, width)):
            painter.setPen(QPen(colour(edge), thick * picture.sizes.unit))
            painter.drawEllipse(QPointF(across, down), radius, radius)

    def _carried(self, painter: QPainter) -> None:
        picture = self.picture
        if picture.carried is None:
            return
        number, x, y = picture.carried
        marker = picture.crowd.markers.get(number)
        sprite = picture.sprites.disc(marker.group if marker else "", exact=True)
        across, down = picture.camera.pixel(x, y)
        half = sprite.width() / picture.sprites.ratio / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(picture.ground.focus), 2 * picture.sizes.unit, Qt.PenStyle.DashLine))
        painter.drawEllipse(QPointF(across, down), half + 4, half + 4)
        painter.drawPixmap(QPointF(across - half, down - half), sprite)


class NameLayer(_Layer):
    """Names where they found room when the map last rested."""

    def draw(self, painter: QPainter) -> None:
        picture, camera = self.picture, self.picture.camera
        ratio = picture.sprites.ratio
        for written in picture.written:
            name = written.name
            across, down = camera.pixel(name.x, name.y)
            sprite = picture.sprites.text(name.wish.text, name.font, name.ink)
            if name.turn:
                painter.save()
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.translate(across, down)
                painter.rotate(name.turn)
                painter.drawPixmap(QPointF(-sprite.width() / ratio / 2, -sprite.height() / ratio / 2), sprite)
                painter.restore()
                continue
            left, top = across + written.across, down + written.down
            painter.drawPixmap(QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio), sprite)
