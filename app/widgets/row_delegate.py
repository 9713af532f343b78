"""Draws rows of two lines: name and the residents' words, found words marked, states as shape and word."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPolygonF, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from app.widgets.columns import Align, Column, Tone
from app.widgets.table_model import RecordTableModel
from app.widgets.theme import Colors, colors
from app.widgets.zoom import scaled

MOST_NAME_LINES = 4
NOTHING = "–"
"""What an empty cell shows, so that it is not taken for one that was not read."""
_Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag


@dataclass(frozen=True)
class Measures:
    """Sizes of a row in logical pixels, from the font."""

    line: int
    side: int
    above: int
    plain: QFont
    bold: QFont
    metrics: QFontMetrics

    @classmethod
    def of(cls, font: QFont) -> "Measures":
        """Measures for a font."""
        metrics = QFontMetrics(font)
        height = metrics.height()
        bold = scaled(font, 1, QFont.Weight.DemiBold)
        return cls(height, round(height * 0.6), round(height * 0.45), QFont(font), bold, metrics)

    def height(self, lines: int) -> int:
        """Height of a row with so many lines of text."""
        return self.line * lines + 2 * self.above + 1


class RowDelegate(QStyledItemDelegate):
    """Paints records straight from the model's columns."""

    def __init__(self, model: RecordTableModel[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.focused = False
        self.current_row = -1
        self._measures: Measures | None = None

    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        record = self._model.record(index.row())
        scheme = colors(option.palette)
        selected = bool(option.state & _State.State_Selected)
        painter.save()
        painter.fillRect(option.rect, scheme.color("selection" if selected else "base"))
        self._draw_edges(painter, option, index, scheme)
        if record is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_cell(painter, option, record, self._model.columns[index.column()], scheme)
        painter.restore()

    def sizeHint(self, option: Any, index: _Index) -> QSize:
        column = self._model.columns[index.column()]
        width = QFontMetrics(option.font).averageCharWidth() * column.width
        return QSize(width, self.measures(option.font).height(2))

    def measures(self, font: QFont) -> Measures:
        """Measures for a font, worked out once per font: every cell on the screen asks."""
        if self._measures is None or self._measures.plain != font:
            self._measures = Measures.of(font)
        return self._measures

    def name_lines(self, text: str, font: QFont, width: int) -> int:
        """How many lines a name takes in a cell of ``width`` pixels, at most four."""
        measures = self.measures(font)
        bold, inner = measures.bold, width - 2 * measures.side
        if QFontMetrics(bold).horizontalAdvance(text) <= inner:
            return 1
        return min(_laid_out(text, bold, inner, ()).lineCount(), MOST_NAME_LINES)

    def _draw_edges(self, painter: QPainter, option: Any, index: _Index, scheme: Colors) -> None:
        rect = option.rect
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, scheme.color("line"))
        if index.row() == self.current_row and self.focused:
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, scheme.color("focus"))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, scheme.color("focus"))
        if option.state & _State.State_Selected and rect.left() <= 0:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), scheme.color("accent"))

    def _draw_cell(self, painter: QPainter, option: Any, record: Any, column: Column[Any], scheme: Colors) -> None:
        measures = self.measures(option.font)
        box = option.rect.adjusted(measures.side, measures.above, -measures.side, -measures.above - 1)
        text = column.text(record)
        tone = column.tone(record) if column.tone is not None else None
        if tone is not None:
            box = self._draw_tone(painter, box, measures, tone, scheme)
        words = self._model.matched(record) if column.marked else frozenset()
        second = column.second(record) if column.second is not None else ""
        if not text and not second:
            painter.setPen(scheme.color("muted"))
            _draw_lines(painter, box, NOTHING, measures.plain, (), column.align, measures)
            return
        if column.second is not None:
            self._draw_two(painter, box, (column, measures), (text, second), words, scheme)
            return
        font = measures.bold if column.strong else measures.plain
        ink = scheme.color(tone.value if tone in (Tone.WARNING, Tone.DANGER) else "ink")
        painter.setPen(ink if tone is not Tone.QUIET else scheme.color("muted"))
        _draw_lines(painter, box, text, font, self._formats(text, words, scheme), column.align, measures)

    def _draw_two(
        self,
        painter: QPainter,
        box: QRect,
        shown_as: tuple[Column[Any], Measures],
        texts: tuple[str, str],
        words: frozenset[str],
        scheme: Colors,
    ) -> None:
        name, second = texts
        column, measures = shown_as
        name_font = measures.bold if column.strong else measures.plain
        font, height = measures.plain, measures.line
        layout = _laid_out(name, name_font, box.width(), self._formats(name, words, scheme))
        room = box.height() // height
        lines = min(layout.lineCount(), MOST_NAME_LINES, max(1, room - bool(second)))
        heights = height * lines
        painter.setPen(scheme.color("ink"))
        total = heights + (height if second else 0)
        top = box.top() + (box.height() - total) // 2
        at_right = column.align is Align.RIGHT
        spare = box.width() - layout.lineAt(0).naturalTextWidth() if at_right and lines == 1 else 0.0
        _draw_layout(painter, layout, QPointF(box.left() + max(spare, 0.0), top), lines, box.width())
        if second:
            painter.setPen(scheme.color("muted"))
            below = QRect(box.left(), top + heights, box.width(), height)
            shown = measures.metrics.elidedText(second, Qt.TextElideMode.ElideRight, below.width())
            if at_right:
                below.setLeft(max(below.left(), below.right() + 1 - measures.metrics.horizontalAdvance(shown)))
            _draw_one_line(painter, below, shown, font, self._formats(shown, words, scheme))

    def _draw_tone(self, painter: QPainter, box: QRect, measures: Measures, tone: Tone, scheme: Colors) -> QRect:
        size = measures.line * 0.55
        shape = QRectF(box.left(), box.center().y() - size / 2 + 0.5, size, size)
        color = scheme.color("muted" if tone is Tone.QUIET else tone.value)
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush if tone is Tone.QUIET else color)
        if tone is Tone.WARNING:
            corners = (QPointF(shape.center().x(), shape.top()), shape.bottomRight(), shape.bottomLeft())
            painter.drawPolygon(QPolygonF(list(corners)))
        elif tone is Tone.DANGER:
            painter.drawRect(shape.adjusted(1, 1, -1, -1))
        else:
            painter.drawEllipse(shape.adjusted(1, 1, -1, -1))
        return box.adjusted(round(size) + measures.side, 0, 0, 0)

    def _formats(self, text: str, words: frozenset[str], scheme: Colors) -> Sequence[QTextLayout.FormatRange]:
        found = []
        for start, end in self._model.spans(text, words):
            # PySide6's stubs leave out the fields of this struct and of style options
            piece: Any = QTextLayout.FormatRange()
            piece.start, piece.length = start, end - start
            marked = QTextCharFormat()
            marked.setBackground(scheme.color("mark"))
            marked.setForeground(scheme.color("on_mark"))
            marked.setFontUnderline(True)
            piece.format = marked
            found.append(piece)
        return found


def _laid_out(
    text: str, font: QFont, width: int, formats: Sequence[QTextLayout.FormatRange], *, wrap: bool = True
) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    mode = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if wrap else QTextOption.WrapMode.NoWrap
    option.setWrapMode(mode)
    layout.setTextOption(option)
    layout.setFormats(list(formats))
    layout.beginLayout()
    down = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, down))
        down += line.height()
    layout.endLayout()
    return layout


def _draw_layout(painter: QPainter, layout: QTextLayout, at: QPointF, lines: int, width: int) -> None:
    """Draw the first lines; the last one ends with an ellipsis when more follow."""
    if layout.lineCount() <= lines:
        layout.draw(painter, at)
        return
    last = layout.lineAt(lines - 1)
    for number in range(lines - 1):
        layout.lineAt(number).draw(painter, at)
    rest = QFontMetrics(layout.font()).elidedText(layout.text()[last.textStart() :], Qt.TextElideMode.ElideRight, width)
    short = _laid_out(rest, layout.font(), width, (), wrap=False)
    short.draw(painter, QPointF(at.x(), at.y() + last.y()))


def _draw_one_line(
    painter: QPainter, box: QRect, text: str, font: QFont, formats: Sequence[QTextLayout.FormatRange]
) -> None:
    if not formats:
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        return
    layout = _laid_out(text, font, box.width(), formats, wrap=False)
    layout.draw(painter, QPointF(box.left(), box.top()))


def _draw_lines(
    painter: QPainter,
    box: QRect,
    text: str,
    font: QFont,
    formats: Sequence[QTextLayout.FormatRange],
    align: Align,
    measures: Measures,
) -> None:
    """Draw as many wrapped lines as the row holds, centred in its height."""
    metrics = QFontMetrics(font)
    advance = metrics.horizontalAdvance(text)
    if advance <= box.width() and not formats:
        side = Qt.AlignmentFlag.AlignRight if align is Align.RIGHT else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, text)
        return
    layout = _laid_out(text, font, box.width(), formats)
    lines = min(layout.lineCount(), max(1, box.height() // measures.line))
    top = box.top() + (box.height() - metrics.height() * lines) / 2
    _draw_layout(painter, layout, QPointF(box.left(), top), lines, box.width())
