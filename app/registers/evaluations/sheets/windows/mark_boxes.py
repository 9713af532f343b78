"""The marks of one criterion as boxes in a row, with the earlier mark and the gap to the self-assessment drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.widgets.theme import Colors, colors
from app.widgets.tips import plain_tip

NOT_APPLICABLE = "nd."
_BOX = 1.75
"""Width and height of a box in lines of text; the strip below for the gap takes ``_STRIP``."""
_GAP = 0.25
_STRIP = 0.5


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the boxes show: the chosen mark, „nie dotyczy”, the earlier mark and the other person's mark."""

    mark: int | None = None
    not_applicable: bool = False
    earlier: int | None = None
    other: int | None = None


class MarkBoxes(QWidget):
    """Clicking a box chooses it; keys are the row's business. ``names`` are the marks' names for tips."""

    chosen = Signal(int)
    not_applicable_chosen = Signal()

    def __init__(
        self, values: Sequence[int], names: Sequence[str], *, may_not_apply: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._values, self._names, self._may_not_apply = tuple(values), tuple(names), may_not_apply
        self._shown = Shown()
        self._active = True
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_marks(self, shown: Shown) -> None:
        """Draw another state."""
        self._shown = shown
        self.update()

    def set_active(self, on: bool) -> None:
        """Whether a click changes anything."""
        self._active = on
        self.setCursor(Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor)
        self.update()

    def _line(self) -> int:
        return QFontMetrics(self.font()).height()

    def sizeHint(self) -> QSize:
        unit = self._line()
        boxes = len(self._values)
        width = boxes * (_BOX + _GAP) + ((_BOX * 1.3 + _GAP * 3) if self._may_not_apply else 0)
        return QSize(round(width * unit), round((_BOX + _STRIP) * unit))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def box(self, value: int) -> QRectF:
        """Where the box of a mark is drawn; ValueError for a mark that the scale does not have."""
        return self._place(self._values.index(value))

    def _place(self, index: int) -> QRectF:
        unit = self._line()
        return QRectF(index * (_BOX + _GAP) * unit + 1, 1, _BOX * unit - 2, _BOX * unit - 2)

    def not_applicable_box(self) -> QRectF:
        """Where „nie dotyczy” is drawn."""
        unit = self._line()
        left = (len(self._values) * (_BOX + _GAP) + _GAP * 2) * unit
        return QRectF(left, 1, _BOX * 1.3 * unit - 2, _BOX * unit - 2)

    # -- painting --------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = colors(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for value in self._values:
            chosen = value == self._shown.mark and not self._shown.not_applicable
            self._paint_box(painter, scheme, self.box(value), str(value), chosen=chosen)
            if value == self._shown.earlier and not chosen:
                self._paint_earlier(painter, scheme, self.box(value))
        if self._may_not_apply:
            place = self.not_applicable_box()
            self._paint_box(painter, scheme, place, NOT_APPLICABLE, chosen=self._shown.not_applicable)
        self._paint_gap(painter, scheme)
        painter.end()

    def _paint_box(self, painter: QPainter, scheme: Colors, place: QRectF, text: str, *, chosen: bool) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        edge = "accent_fill" if chosen else "outline" if self._active else "line"
        painter.setPen(QPen(scheme.color(edge), 2.0 if chosen else 1.1))
        painter.setBrush(scheme.color("accent_fill" if chosen else "base"))
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(scheme.color("on_accent" if chosen else "ink" if self._active else "muted"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_earlier(self, painter: QPainter, scheme: Colors, place: QRectF) -> None:
        """A faint dashed frame inside the box: the mark of the evaluation before."""
        pen = QPen(scheme.color("muted"), 1.2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(3.5, 3.5, -3.5, -3.5), 3, 3)

    def _paint_gap(self, painter: QPainter, scheme: Colors) -> None:
        """A ring under the other person's mark and a line to the own one."""
        if self._shown.other not in self._values:
            return
        unit = self._line()
        height = (_BOX + _STRIP * 0.5) * unit
        radius = unit * 0.17
        other = QPointF(self.box(self._shown.other).center().x(), height)
        if self._shown.mark in self._values and not self._shown.not_applicable:
            own = QPointF(self.box(self._shown.mark).center().x(), height)
            painter.setPen(QPen(scheme.color("accent"), 2.0))
            painter.drawLine(other, own)
            painter.setBrush(scheme.color("accent"))
            painter.drawEllipse(own, radius, radius)
        painter.setPen(QPen(scheme.color("accent"), 1.6))
        painter.setBrush(scheme.color("base"))
        painter.drawEllipse(other, radius, radius)

    # -- the mouse -------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if event.button() is not Qt.MouseButton.LeftButton or not self._active:
            super().mousePressEvent(event)
            return
        for value in self._values:
            if self.box(value).contains(place):
                self.chosen.emit(value)
                return
        if self._may_not_apply and self.not_applicable_box().contains(place):
            self.not_applicable_chosen.emit()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        tip = ""
        for value, name in zip(self._values, self._names, strict=True):
            if self.box(value).contains(place):
                tip = f"{value} – {name}"
        if self._may_not_apply and self.not_applicable_box().contains(place):
            tip = self.tr("nie dotyczy")
        if tip:
            QToolTip.showText(event.globalPosition().toPoint(), plain_tip(tip), self)
        else:
            QToolTip.hideText()
