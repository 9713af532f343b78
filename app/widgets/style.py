"""Fusion with quieter frames, visible check boxes in the dark, clear focus rings and sizes that follow the font."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

_State = QStyle.StateFlag
_Element = QStyle.PrimitiveElement
_Metric = QStyle.PixelMetric
_Role = QPalette.ColorRole
PRIMARY = "primary"
"""Dynamic property of the one button of a screen that stands out."""
_ICON_RATIO = 2.0
"""Icons are drawn for screens of twice the density."""
_MARGINS = frozenset(
    (
        _Metric.PM_LayoutLeftMargin,
        _Metric.PM_LayoutTopMargin,
        _Metric.PM_LayoutRightMargin,
        _Metric.PM_LayoutBottomMargin,
    )
)
"""Around what a window holds: they follow the font like everything in it."""
# style options are Any below: PySide6's stubs leave out their fields
_Draw = Callable[[Any, QPainter, QWidget | None], None]


class OfficeStyle(QProxyStyle):
    """A proxy over Fusion; colours come from the option's palette only."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self.setObjectName("office")
        self._primitives: dict[QStyle.PrimitiveElement, _Draw] = {
            _Element.PE_IndicatorCheckBox: _draw_check_box,
            _Element.PE_IndicatorItemViewItemCheck: _draw_check_box,
            _Element.PE_IndicatorRadioButton: _draw_radio,
            _Element.PE_FrameFocusRect: _draw_focus,
            _Element.PE_PanelButtonCommand: _draw_button,
            _Element.PE_PanelButtonTool: _draw_tool_button,
            _Element.PE_FrameLineEdit: _draw_field_frame,
            _Element.PE_Frame: _draw_frame,
            _Element.PE_FrameTabBarBase: _draw_tab_base,
        }
        self._metrics: dict[QStyle.PixelMetric, int] = {}
        self._measured: QFont | None = None

    def drawPrimitive(  # noqa: N802 - Qt's name
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        /,
        widget: QWidget | None = None,
    ) -> None:
        draw = self._primitives.get(element)
        if draw is None:
            super().drawPrimitive(element, option, painter, widget)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(option, painter, widget)
        painter.restore()

    def drawControl(  # noqa: N802 - Qt's name
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        /,
        widget: QWidget | None = None,
    ) -> None:
        if element is QStyle.ControlElement.CE_TabBarTabShape:
            painter.save()
            _draw_tab(option, painter)
            painter.restore()
            return
        if element is QStyle.ControlElement.CE_HeaderSection:
            _draw_header(option, painter)
            return
        if element is QStyle.ControlElement.CE_PushButtonLabel and widget is not None and widget.property(PRIMARY):
            _letter_primary(option)
        if element is QStyle.ControlElement.CE_MenuItem:
            _lighten_menu_icon(option)
        super().drawControl(element, option, painter, widget)

    def pixelMetric(  # noqa: N802 - Qt's name
        self, metric: QStyle.PixelMetric, /, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if self._measured != QGuiApplication.font():
            self._measure()
        if metric in _MARGINS and widget is not None and widget.isWindow():
            return round(self._metrics[_Metric.PM_SmallIconSize] * 0.9)
        known = self._metrics.get(metric)
        return known if known is not None else super().pixelMetric(metric, option, widget)

    def sizeFromContents(  # noqa: N802 - Qt's name
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, /, widget: Any = None
    ) -> QSize:
        result = super().sizeFromContents(kind, option, size, widget)
        line = self._metrics.get(_Metric.PM_SmallIconSize, 16)
        if kind is QStyle.ContentsType.CT_TabBarTab:
            return result.expandedTo(QSize(result.width() + line // 2, line * 9 // 4))
        if kind is QStyle.ContentsType.CT_PushButton:
            return result.expandedTo(QSize(0, line * 15 // 8))
        return result

    def _measure(self) -> None:
        self._measured = QGuiApplication.font()
        line = QFontMetrics(self._measured).height()
        indicator = max(13, round(line * 0.95))
        self._metrics = {
            _Metric.PM_IndicatorWidth: indicator,
            _Metric.PM_IndicatorHeight: indicator,
            _Metric.PM_ExclusiveIndicatorWidth: indicator,
            _Metric.PM_ExclusiveIndicatorHeight: indicator,
            _Metric.PM_SmallIconSize: max(16, line),
            _Metric.PM_ButtonIconSize: max(16, line),
            _Metric.PM_TabBarIconSize: max(16, line),
            _Metric.PM_CheckBoxLabelSpacing: line // 2,
            _Metric.PM_RadioButtonLabelSpacing: line // 2,
        }


def _edge(option: Any, widget: QWidget | None = None) -> QColor:
    palette: QPalette = option.palette
    focused = bool(option.state & _State.State_HasFocus) and bool(option.state & _State.State_Enabled)
    if focused or (widget is not None and widget.hasFocus()):
        return focus_color(palette)
    if not option.state & _State.State_Enabled:
        return palette.color(_Role.Mid)
    return palette.color(_Role.Dark)


def focus_color(palette: QPalette) -> QColor:
    """The colour of focus rings: the link colour is light in the dark and strong in the light."""
    return palette.color(_Role.Link)


def _draw_check_box(option: Any, painter: QPainter, _widget: QWidget | None) -> None:
    rect = QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -0.75)
    on = bool(option.state & _State.State_On)
    partly = bool(option.state & _State.State_NoChange)
    _indicator_colors(option, painter, filled=on or partly)
    painter.drawRoundedRect(rect, 3, 3)
    if not (on or partly):
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(option.palette.color(_Role.HighlightedText), max(1.6, rect.width() / 7))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if partly:
        painter.drawLine(_at(rect, 0.28, 0.5), _at(rect, 0.72, 0.5))
        return
    tick = QPainterPath(_at(rect, 0.24, 0.52))
    tick.lineTo(_at(rect, 0.43, 0.71))
    tick.lineTo(_at(rect, 0.77, 0.3))
    painter.drawPath(tick)


def _draw_radio(option: Any, painter: QPainter, _widget: QWidget | None) -> None:
    rect = QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -0.75)
    on = bool(option.state & _State.State_On)
    _indicator_colors(option, painter, filled=on)
    painter.drawEllipse(rect)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.color(_Role.HighlightedText))
        painter.drawEllipse(rect.center(), rect.width() * 0.21, rect.width() * 0.21)


def _indicator_colors(option: Any, painter: QPainter, *, filled: bool) -> None:
    palette = option.palette
    enabled = bool(option.state & _State.State_Enabled)
    fill = palette.color(_Role.Highlight if filled and enabled else _Role.Base)
    if filled and not enabled:
        fill = palette.color(_Role.Dark)
    # in the dark the fill alone stands out too little from the panel, so the edge stays
    edge = palette.color(_Role.Dark if enabled else _Role.Mid)
    if filled and fill.lightness() < palette.color(_Role.Window).lightness():
        edge = fill
    if option.state & _State.State_MouseOver and enabled:
        edge = focus_color(palette)
    painter.setPen(QPen(edge, 1.3))
    painter.setBrush(fill)


def _at(rect: QRectF, across: float, down: float) -> QPointF:
    return QPointF(rect.left() + rect.width() * across, rect.top() + rect.height() * down)


def _draw_focus(option: Any, painter: QPainter, _widget: QWidget | None) -> None:
    painter.setPen(QPen(focus_color(option.palette), 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.8, 0.8, -0.8, -0.8), 4, 4)


def _draw_button(option: Any, painter: QPainter, widget: QWidget | None) -> None:
    palette = option.palette
    enabled = bool(option.state & _State.State_Enabled)
    down = bool(option.state & (_State.State_Sunken | _State.State_On))
    over = bool(option.state & _State.State_MouseOver) and enabled
    rect = QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -0.75)
    if widget is not None and widget.property(PRIMARY) and enabled:
        fill = palette.color(_Role.Highlight)
        fill = fill.darker(115) if down else fill.lighter(112) if over and fill.lightness() < 90 else fill
        edge = fill
    else:
        fill = palette.color(_Role.Midlight if down or over else _Role.Button)
        edge = palette.color(_Role.Mid if not over else _Role.Dark)
    painter.setPen(QPen(edge, 1.2))
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, 5, 5)
    if widget is not None and widget.hasFocus():
        painter.setPen(QPen(focus_color(palette), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 5, 5)
        if widget.property(PRIMARY):
            painter.setPen(QPen(palette.color(_Role.HighlightedText), 1.2))
            painter.drawRoundedRect(rect.adjusted(2.5, 2.5, -2.5, -2.5), 3, 3)


def _letter_primary(option: Any) -> None:
    """Light letters on the accent; a disabled button looks like all others."""
    if option.state & _State.State_Enabled:
        palette = QPalette(option.palette)
        palette.setColor(_Role.ButtonText, palette.color(_Role.HighlightedText))
        option.palette = palette


def _lighten_menu_icon(option: Any) -> None:
    """The icon of a highlighted menu item in the colour of its letters.

    Fusion asks for the mode Active there, which it also asks for on hovered and focused buttons, whose
    ground is light; so the drawing for the mode Selected takes the place of the normal one here alone.
    """
    if not (option.state & _State.State_Selected and option.state & _State.State_Enabled):
        return
    sizes = option.icon.availableSizes(QIcon.Mode.Selected)
    if not sizes:
        return
    chosen = QIcon()
    for size in sizes:
        chosen.addPixmap(option.icon.pixmap(size, _ICON_RATIO, QIcon.Mode.Selected))
    option.icon = chosen


def _draw_tool_button(option: Any, painter: QPainter, widget: QWidget | None) -> None:
    palette = option.palette
    state = option.state
    active = state & (_State.State_Sunken | _State.State_On)
    if active or (state & _State.State_MouseOver and state & _State.State_Enabled):
        painter.setPen(QPen(palette.color(_Role.Mid), 1.2))
        painter.setBrush(palette.color(_Role.Midlight))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -0.75), 5, 5)
    if widget is not None and widget.hasFocus():
        _draw_focus(option, painter, widget)


def _draw_field_frame(option: Any, painter: QPainter, widget: QWidget | None) -> None:
    edge = _edge(option, widget)
    focused = edge == focus_color(option.palette)
    painter.setPen(QPen(edge, 2 if focused else 1.1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = 1 if focused else 0.6
    painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), 4, 4)


def _draw_frame(option: Any, painter: QPainter, widget: QWidget | None) -> None:
    focused = widget is not None and widget.hasFocus()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(focus_color(option.palette) if focused else option.palette.color(_Role.Mid))
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))


def _draw_header(option: Any, painter: QPainter) -> None:
    """Flat, like the headers of registers: a soft ground with a line towards the cells and a thin one between."""
    palette, rect = option.palette, option.rect
    painter.fillRect(rect, palette.color(_Role.AlternateBase))
    line = palette.color(_Role.Mid)
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
    painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)


def _draw_tab_base(option: Any, painter: QPainter, _widget: QWidget | None) -> None:
    rect = option.rect
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, option.palette.color(_Role.Mid))


def _draw_tab(option: Any, painter: QPainter) -> None:
    palette = option.palette
    selected = bool(option.state & _State.State_Selected)
    if selected or option.state & _State.State_MouseOver:
        painter.fillRect(option.rect, palette.color(_Role.Base if selected else _Role.Midlight))
    bar = option.rect.adjusted(0, option.rect.height() - (3 if selected else 1), 0, 0)
    painter.fillRect(bar, focus_color(palette) if selected else palette.color(_Role.Mid))
