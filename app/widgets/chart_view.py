"""A chart on the screen: the drawing that paper gets, in the colours of the scheme and the size of the font."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.core.chart_layout import lay_out
from app.core.chart_shapes import Box, Circle, Drawing, Line, Polygon, Shape, Spot, Text, Tone
from app.core.charts import Chart
from app.widgets import zoom
from app.widgets.forms.field_row import announce
from app.widgets.theme import DARK, Colors, colors
from app.widgets.tips import plain_tip

_USUAL_WIDTH = 42.0
_LEAST_WIDTH = 24.0
"""In lines of text."""
_MARGIN = 0.5

_BOTH = {
    Tone.INK: "ink",
    Tone.MUTED: "muted",
    Tone.GRID: "line",
    Tone.AXIS: "outline",
    Tone.BASE: "base",
    Tone.FLAG: "warning",
    Tone.FIRST: "accent",
}
_LIGHT_ONLY = {
    Tone.SECOND: "#a04a12",
    Tone.THIRD: "#1f6b5a",
    Tone.FOURTH: "#6a4a8c",
    Tone.STEP_2: "#dbe7f3",
    Tone.STEP_3: "#a3c3e2",
    Tone.STEP_4: "#3f75a8",
    Tone.STEP_5: "#1f4e79",
    Tone.ON_STEP: "#ffffff",
}
_DARK_ONLY = {
    Tone.SECOND: "#f0a97a",
    Tone.THIRD: "#74cdb6",
    Tone.FOURTH: "#c9aeea",
    Tone.STEP_2: "#33475c",
    Tone.STEP_3: "#456485",
    Tone.STEP_4: "#7fabd6",
    Tone.STEP_5: "#c3ddf6",
    Tone.ON_STEP: "#16202a",
}


def chart_colors(scheme: Colors) -> dict[Tone, str]:
    """A colour for every tone in a scheme, as ``#rrggbb``."""
    return {tone: getattr(scheme, name) for tone, name in _BOTH.items()} | (
        _DARK_ONLY if scheme is DARK else _LIGHT_ONLY
    )


class ScreenMetrics:
    """Measures of a font, in logical pixels."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.bold = QFont(font)
        self.bold.setWeight(QFont.Weight.DemiBold)
        self._plain_metrics, self._bold_metrics = QFontMetricsF(font), QFontMetricsF(self.bold)
        self.line = self._plain_metrics.height()
        self.ascent = self._plain_metrics.ascent()

    def width(self, text: str, *, bold: bool = False) -> float:
        """Width in logical pixels."""
        return (self._bold_metrics if bold else self._plain_metrics).horizontalAdvance(text)


class ChartView(QWidget):
    """Shows one chart as high as it needs to be at its width, so it belongs into a layout or a scroll area.

    Pointing at a row, bar or year tells its values; with the keyboard focus, arrows walk through the same places.
    A screen reader gets the chart's title and its description. ``rows()`` and ``headings()`` of ``chart`` are the
    same data for a table.
    """

    def __init__(self, chart: Chart | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._chart: Chart | None = None
        self._metrics: ScreenMetrics | None = None
        self._drawings: dict[int, Drawing] = {}
        self._current: int | None = None
        self.set_chart(chart)

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        return self._chart

    def set_chart(self, chart: Chart | None) -> None:
        """Shows another chart, or nothing."""
        self._chart = chart
        self.setAccessibleName(chart.title if chart else "")
        self.setAccessibleDescription(chart.alt if chart else "")
        self._forget()

    def headings(self) -> tuple[str, ...]:
        """Headings of the table with the chart's data."""
        return self._chart.headings() if self._chart else ()

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The chart's data as a table, for „Pokaż jako tabelę”."""
        return self._chart.rows() if self._chart else ()

    # -- size ------------------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return round(self._drawing(width).height + 2 * self._margin() + 0.5)

    def sizeHint(self) -> QSize:
        width = zoom.line(self, _USUAL_WIDTH)
        # at the width it has, so that nothing is laid out for a size that is never shown
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def minimumSizeHint(self) -> QSize:
        width = zoom.line(self, _LEAST_WIDTH)
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._current = None
        # a container without height for width asks for the least size again
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._forget()
        elif event.type() == QEvent.Type.PaletteChange:
            self.update()

    def _forget(self) -> None:
        self._metrics = None
        self._drawings.clear()
        self._current = None
        self.updateGeometry()
        self.update()

    def _margin(self) -> float:
        return zoom.line(self, _MARGIN)

    def _measures(self) -> ScreenMetrics:
        if self._metrics is None:
            self._metrics = ScreenMetrics(self.font())
        return self._metrics

    def _drawing(self, width: int) -> Drawing:
        if self._chart is None:
            return Drawing(width, 0.0, (), ())
        if width not in self._drawings:
            if len(self._drawings) > 4:
                self._drawings.clear()
            inside = max(width, zoom.line(self, _LEAST_WIDTH)) - 2 * self._margin()
            self._drawings[width] = lay_out(self._chart, inside, self._measures())
        return self._drawings[width]

    # -- painting --------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        scheme = colors(self.palette())
        tones = {tone: QColor(color) for tone, color in chart_colors(scheme).items()}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), tones[Tone.BASE])
        painter.translate(self._margin(), self._margin())
        drawing = self._drawing(self.width())
        # a window shows a part of a long chart, and hatched bars have hundreds of lines
        seen = QRectF(event.rect()).translated(-self._margin(), -self._margin())
        self._paint_shapes(painter, drawing.shapes, tones, seen.top(), seen.bottom())
        if self._current is not None and self.hasFocus():
            spot = drawing.spots[self._current]
            painter.setPen(QPen(scheme.color("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(spot.x, spot.y, spot.width, spot.height).adjusted(-2, -1, 2, 1), 3, 3)
        painter.resetTransform()
        if self.hasFocus():
            painter.setPen(QPen(scheme.color("focus"), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.8, 0.8, -0.8, -0.8), 4, 4)
        painter.end()

    def _paint_shapes(
        self, painter: QPainter, shapes: Sequence[Shape], tones: dict[Tone, QColor], top: float, bottom: float
    ) -> None:
        """Those between two heights, in their order; lines of one look that follow each other all at once."""
        metrics = self._measures()
        top, bottom = top - metrics.line, bottom + metrics.line
        look: tuple[Tone, float, tuple[float, ...]] | None = None
        lines: list[QLineF] = []
        for shape in shapes:
            if isinstance(shape, Line) and len(shape.points) == 2:
                (x1, y1), (x2, y2) = shape.points
                if (y1 < top and y2 < top) or (y1 > bottom and y2 > bottom):
                    continue
                if look != (shape.tone, shape.thickness, shape.dash):
                    _paint_lines(painter, look, lines, tones)
                    look, lines = (shape.tone, shape.thickness, shape.dash), []
                lines.append(QLineF(x1, y1, x2, y2))
                continue
            if isinstance(shape, (Text, Box)) and (shape.y > bottom or shape.y + _height(shape, metrics) < top):
                continue
            _paint_lines(painter, look, lines, tones)
            look, lines = None, []
            _paint(painter, shape, tones, metrics)
        _paint_lines(painter, look, lines, tones)

    # -- values under the pointer and by keyboard ------------------------------------------------------------

    def spot_at(self, x: float, y: float) -> Spot | None:
        """What stands at a place of the widget; the smallest of those that lie over each other."""
        margin = self._margin()
        found = [spot for spot in self._drawing(self.width()).spots if spot.holds(x - margin, y - margin)]
        return min(found, key=lambda spot: spot.width * spot.height, default=None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self.spot_at(event.pos().x(), event.pos().y())
            if spot is None:
                QToolTip.hideText()
            else:
                self._tell(spot, event.globalPos())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Left: -1,
        }
        spots = self._drawing(self.width()).spots
        step = steps.get(Qt.Key(event.key()))
        if step is None or not spots or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        before = self._current
        start = 0 if step > 0 else len(spots) - 1
        self._current = start if before is None else min(max(before + step, 0), len(spots) - 1)
        spot = spots[self._current]
        corner = QPointF(spot.x, spot.y + spot.height) + QPointF(self._margin(), self._margin())
        self._tell(spot, self.mapToGlobal(corner.toPoint()))
        announce(self, spot.text)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._current = None
        QToolTip.hideText()
        self.update()

    def _tell(self, spot: Spot, where: QPoint) -> None:
        area = QRectF(spot.x, spot.y, spot.width, spot.height).translated(self._margin(), self._margin())
        QToolTip.showText(where, plain_tip(spot.text), self, area.toAlignedRect())


def _height(shape: Text | Box, metrics: ScreenMetrics) -> float:
    return shape.height if isinstance(shape, Box) else metrics.line


def _paint_lines(
    painter: QPainter,
    look: tuple[Tone, float, tuple[float, ...]] | None,
    lines: Sequence[QLineF],
    tones: dict[Tone, QColor],
) -> None:
    if look is not None and lines:
        painter.setPen(_pen(*look, tones))
        painter.drawLines(lines)


def _pen(tone: Tone, thickness: float, dash: Sequence[float], tones: dict[Tone, QColor]) -> QPen:
    pen = QPen(tones[tone], thickness)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash:
        # Qt counts dashes in widths of the pen
        pen.setDashPattern([part / thickness for part in dash])
    return pen


def _paint(painter: QPainter, shape: Shape, tones: dict[Tone, QColor], metrics: ScreenMetrics) -> None:
    if isinstance(shape, Text):
        painter.setFont(metrics.bold if shape.bold else metrics.font)
        painter.setPen(tones[shape.tone])
        painter.drawText(QPointF(shape.x, shape.y + metrics.ascent), shape.text)
        return
    if isinstance(shape, Line):
        painter.setPen(_pen(shape.tone, shape.thickness, shape.dash, tones))
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in shape.points]))
        return
    painter.setPen(QPen(tones[shape.edge], shape.thickness) if shape.edge else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QBrush(tones[shape.fill]) if shape.fill else QBrush(Qt.BrushStyle.NoBrush))
    if isinstance(shape, Box):
        painter.drawRect(QRectF(shape.x, shape.y, shape.width, shape.height))
    elif isinstance(shape, Polygon):
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in shape.points]))
    elif isinstance(shape, Circle):
        painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
