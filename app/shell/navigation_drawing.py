"""How an entry of the navigation looks and how much room it takes; also for the first picture, before any list."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QWidget

from app.widgets import icons
from app.widgets.theme import colors
from app.widgets.zoom import line, scaled

ICON_LINES = 1.2
SIDE_LINES = 0.75
"""Room at both sides of an icon."""
BEST_ROW_LINES = 2.1
_TITLE_CHARS = 27


@dataclass(frozen=True)
class Entry:
    """One line of the list; ``group`` is its heading, blank where it stands by itself, ``keys`` its shortcut."""

    key: str
    title: str
    icon: str
    group: str = ""
    keys: str = ""


@dataclass(frozen=True, kw_only=True)
class Look:
    """With its title or the icon alone; what is in front, under the mouse, and where the keys are."""

    wide: bool
    in_front: bool = False
    hovered: bool = False
    ringed: bool = False


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Of a group: folded or open, whether the register in front is inside, under the mouse, and where the keys are."""

    title: str
    folded: bool
    wide: bool
    holds_front: bool = False
    hovered: bool = False
    ringed: bool = False


def width_of(widget: QWidget, *, wide: bool) -> int:
    """The width in logical pixels that titles or icons alone need in a widget's font."""
    icon = line(widget, ICON_LINES + 2 * SIDE_LINES)
    if not wide:
        return icon
    # always, though few windows are so low: the page would move when a group is opened
    bar = widget.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, widget)
    return icon + widget.fontMetrics().averageCharWidth() * _TITLE_CHARS + bar


def draw_entry(painter: QPainter, rect: QRect, view: QWidget, title: str, icon: str, look: Look) -> None:
    """Paint one entry in the font and palette of ``view``."""
    scheme, ground = colors(view.palette()), QRectF(rect).adjusted(4, 1, -4, -1)
    if look.in_front or look.hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scheme.color("selection" if look.in_front else "soft"))
        painter.drawRoundedRect(ground, 4, 4)
    if look.in_front:
        painter.setBrush(scheme.color("accent"))
        painter.drawRoundedRect(QRectF(ground.left(), ground.top() + 3, 3, ground.height() - 6), 1.5, 1.5)
    ink = scheme.accent if look.in_front else scheme.muted
    place = draw_icon(painter, rect, view, icon, ink, wide=look.wide)
    if look.wide:
        font = scaled(view.font(), 1, QFont.Weight.DemiBold) if look.in_front else view.font()
        draw_words(painter, place, title, font, scheme.color("ink"), Qt.AlignmentFlag.AlignVCenter)
    if look.ringed:
        draw_ring(painter, rect, view)


def draw_heading(painter: QPainter, rect: QRect, view: QWidget, heading: Heading) -> None:
    """Paint the heading of a group; beside icons alone an open one is a thin line, a folded one an arrow."""
    scheme, side = colors(view.palette()), line(view, SIDE_LINES)
    if not heading.wide and not heading.folded:
        painter.fillRect(side, rect.center().y(), rect.width() - 2 * side, 1, scheme.color("line"))
        return
    ground = QRectF(rect).adjusted(4, 1, -4, -1)
    marked = heading.folded and heading.holds_front
    if marked or heading.hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scheme.color("selection" if marked else "soft"))
        painter.drawRoundedRect(ground, 4, 4)
    if marked:
        painter.setBrush(scheme.color("accent"))
        painter.drawRoundedRect(QRectF(ground.left(), ground.top() + 3, 3, ground.height() - 6), 1.5, 1.5)
    arrow = "right" if heading.folded else "down"
    size = line(view, 0.8)
    left = rect.right() - side // 2 - size if heading.wide else rect.left() + (rect.width() - size) // 2
    picture = icons.pixmap(arrow, scheme.accent if marked else scheme.muted, size, view.devicePixelRatio())
    painter.drawPixmap(left, rect.top() + (rect.height() - size) // 2, picture)
    if heading.wide:
        font = scaled(view.font(), 0.92, QFont.Weight.DemiBold)
        place = rect.adjusted(side, 0, left - rect.right() - side // 2, 0)
        ink = scheme.color("ink" if marked else "muted")
        draw_words(painter, place, heading.title, font, ink, Qt.AlignmentFlag.AlignVCenter)
    if heading.ringed:
        draw_ring(painter, rect, view)


def draw_icon(painter: QPainter, rect: QRect, view: QWidget, icon: str, ink: str, *, wide: bool) -> QRect:
    """Paint the icon of a line; gives back the place for its words."""
    size, side = line(view, ICON_LINES), line(view, SIDE_LINES)
    # centred where icons stand alone: a scroll bar may take some of the width
    left = side if wide else (rect.width() - size) // 2
    picture = icons.pixmap(icon, ink, size, view.devicePixelRatio())
    painter.drawPixmap(rect.left() + left, rect.top() + (rect.height() - size) // 2, picture)
    return rect.adjusted(left + size + side * 2 // 3, 0, -side // 2, 0)


def draw_ring(painter: QPainter, rect: QRect, view: QWidget) -> None:
    """Paint the ring of what the keys would press."""
    painter.setPen(QPen(colors(view.palette()).color("focus"), 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(4, 1, -4, -1), 4, 4)


def draw_words(painter: QPainter, place: QRect, text: str, font: QFont, ink: QColor, side: Qt.AlignmentFlag) -> None:
    """Paint words at the left of a place, shortened if they must be."""
    painter.setFont(font)
    painter.setPen(ink)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | side, shown)
