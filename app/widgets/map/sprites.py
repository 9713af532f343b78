"""Symbols and names as small pictures, painted once and then only copied: that is what makes moving smooth."""

from collections import OrderedDict
from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from app.geo.clusters import Cluster
from app.geo.shapes import MarkerGroup
from app.geo.symbol_drawing import UNKNOWN, letter_colour
from app.widgets.map.look import Ground, Sizes, colour

_MOST = 3000
"""Pictures kept; the one not used for longest goes first."""
_RING = 0.46
"""Thickness of a ring in radii of a single marker."""
_RIM = 1.4
"""Pixels of the light rim that parts symbols from the ground."""
Shares = tuple[tuple[str, int], ...]


class Sprites:
    """Pictures for one look: scheme, font and density of the screen."""

    def __init__(self, groups: Sequence[MarkerGroup], ground: Ground, sizes: Sizes, ratio: float) -> None:
        self.ground, self.sizes, self.ratio = ground, sizes, ratio
        self._groups = {group.key: group for group in groups}
        self._order = tuple(self._groups)
        self._kept: OrderedDict[object, QPixmap] = OrderedDict()
        self._measured: dict[tuple[str, str], tuple[float, float]] = {}

    def group(self, key: str) -> MarkerGroup:
        """How a group looks; a grey question mark for one that nobody named."""
        return self._groups.get(key, UNKNOWN)

    def shares(self, cluster: Cluster) -> Shares:
        """Groups of a cluster in the order of the legend."""
        return cluster.shares(self._order)

    def symbol(self, cluster: Cluster) -> QPixmap:
        """A disc with a letter, or a ring of shares with a number."""
        first = cluster.markers[0]
        if len(cluster.markers) == 1:
            return self.disc(first.group, exact=first.exact)
        if cluster.count == 1:
            return self.disc(first.group, exact=any(marker.exact for marker in cluster.markers))
        return self.ring(self.shares(cluster))

    def disc(self, group: str, *, exact: bool = True) -> QPixmap:
        """One marker; hollow where its place is known roughly only."""
        key = ("disc", group, exact)
        return self._picture(key) or self._keep(key, self._disc(self.group(group), exact=exact))

    def ring(self, shares: Shares) -> QPixmap:
        """Several markers; each group has its part of the ring, from the top clockwise."""
        key = ("ring", shares)
        return self._picture(key) or self._keep(key, self._ring(shares))

    def text(self, text: str, font: QFont, ink: str) -> QPixmap:
        """Letters with a halo in the colour of the ground."""
        key = ("text", text, font.key(), ink)
        return self._picture(key) or self._keep(key, self._text(text, font, ink))

    def text_size(self, text: str, font: QFont) -> tuple[float, float]:
        """Width and height that :meth:`text` will have, without painting it."""
        key = (text, font.key())
        if key not in self._measured:
            self._measured[key] = self._measure(text, font)
        return self._measured[key]

    def _measure(self, text: str, font: QFont) -> tuple[float, float]:
        metrics = QFontMetricsF(font)
        halo = self._halo()
        shown = text.upper() if font.capitalization() is QFont.Capitalization.AllUppercase else text
        return ceil(metrics.horizontalAdvance(shown) + 2 * halo), ceil(metrics.height() * 0.92 + 2 * halo)

    def _picture(self, key: object) -> QPixmap | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def _keep(self, key: object, picture: QPixmap) -> QPixmap:
        self._kept[key] = picture
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return picture

    def _blank(self, width: float, height: float) -> QPixmap:
        picture = QPixmap(ceil(width * self.ratio), ceil(height * self.ratio))
        picture.setDevicePixelRatio(self.ratio)
        picture.fill(Qt.GlobalColor.transparent)
        return picture

    def _halo(self) -> float:
        return 1.8 * self.sizes.unit

    def _round(self, radius: float) -> tuple[QPixmap, QPainter, float]:
        """A picture with a soft shadow and a light disc of ``radius`` in its middle, and its painter."""
        middle = ceil(radius + 2.5)
        key = ("round", radius)
        picture = QPixmap(self._picture(key) or self._keep(key, self._plain_round(radius, middle)))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        return picture, painter, middle

    def _plain_round(self, radius: float, middle: float) -> QPixmap:
        picture = self._blank(2 * middle, 2 * middle)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shadow = QColor("#0b1620")
        for spread, alpha in ((1.8, 0.10), (0.9, 0.16)):
            shadow.setAlphaF(alpha)
            painter.setBrush(shadow)
            painter.drawEllipse(QPointF(middle, middle + 0.5), radius + spread, radius + spread)
        painter.setBrush(colour(self.ground.plate))
        painter.drawEllipse(QPointF(middle, middle), radius, radius)
        painter.end()
        return picture

    def _disc(self, group: MarkerGroup, *, exact: bool) -> QPixmap:
        radius = self.sizes.single
        picture, painter, middle = self._round(radius)
        centre = QPointF(middle, middle)
        if exact:
            painter.setBrush(colour(group.colour))
            painter.drawEllipse(centre, radius - _RIM, radius - _RIM)
        else:
            thick = radius * 0.24
            pen = QPen(colour(group.colour), thick)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen)
            painter.drawEllipse(centre, radius - _RIM - thick / 2, radius - _RIM - thick / 2)
        ink = letter_colour(group.colour) if exact else self.ground.ink
        self._letters(painter, centre, group.letter, radius * (1.18 if exact else 1.02), ink)
        painter.end()
        return picture

    def _ring(self, shares: Shares) -> QPixmap:
        count = sum(number for _, number in shares)
        radius = self.sizes.radius(count)
        picture, painter, middle = self._round(radius)
        thick = self.sizes.single * _RING
        across = radius - _RIM - thick / 2
        box = QRectF(middle - across, middle - across, 2 * across, 2 * across)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start = 90 * 16
        done = 0
        for group, number in shares:
            begin, done = done, done + number
            first, last = round(begin * 5760 / count), round(done * 5760 / count)
            pen = QPen(colour(self.group(group).colour), thick)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawArc(box, start - last, last - first)
        if len(shares) > 1:
            self._gaps(painter, middle, across, thick, shares)
        inner = radius - _RIM - thick
        # two digits fill the ring's inside comfortably, more of them need smaller ones
        size = min(inner * min(1.25, 2.6 / len(str(count))), self.sizes.line * 0.95)
        self._letters(painter, QPointF(middle, middle), str(count), size, self.ground.ink)
        painter.end()
        return picture

    def _gaps(self, painter: QPainter, middle: float, across: float, thick: float, shares: Shares) -> None:
        """Thin light lines between the parts, so that they are told apart in grey as well."""
        count = sum(number for _, number in shares)
        painter.save()
        painter.translate(middle, middle)
        painter.setPen(QPen(colour(self.ground.plate), 1.2))
        angle = 0.0
        for _, number in shares:
            painter.save()
            painter.rotate(angle)
            painter.drawLine(QPointF(0, -across - thick / 2), QPointF(0, -across + thick / 2))
            painter.restore()
            angle += 360 * number / count
        painter.restore()

    def _letters(self, painter: QPainter, centre: QPointF, text: str, pixels: float, ink: str) -> None:
        """A text whose capitals stand exactly in the middle."""
        font = QFont(self.sizes.font)
        font.setPixelSize(max(6, round(pixels)))
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(colour(ink))
        left = centre.x() - metrics.horizontalAdvance(text) / 2
        painter.drawText(QPointF(left, centre.y() + metrics.capHeight() / 2), text)

    def _text(self, text: str, font: QFont, ink: str) -> QPixmap:
        width, height = self.text_size(text, font)
        picture = self._blank(width, height)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(font)
        shown = text.upper() if font.capitalization() is QFont.Capitalization.AllUppercase else text
        path = QPainterPath()
        base = QPointF(self._halo(), (height + metrics.ascent() - metrics.descent()) / 2)
        path.addText(base, font, shown)
        halo = QColor(self.ground.halo)
        halo.setAlphaF(0.94)
        pen = QPen(halo, 2 * self._halo())
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
        painter.setFont(font)
        painter.setPen(colour(ink))
        painter.drawText(base, text)
        painter.end()
        return picture
