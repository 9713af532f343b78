"""Short lists with two lines an entry: an icon, a title, and muted facts below it."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.widgets import icons
from app.widgets.theme import colors

_SUBTITLE = Qt.ItemDataRole.UserRole + 1
_ICON = Qt.ItemDataRole.UserRole + 2


def two_line_item(title: str, subtitle: str, icon: str) -> QListWidgetItem:
    """An entry for a list with the ``TwoLines`` delegate; a screen reader hears both lines."""
    item = QListWidgetItem(title)
    item.setData(_SUBTITLE, subtitle)
    item.setData(_ICON, icon)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (title, subtitle))))
    return item


class TwoLines(QStyledItemDelegate):
    """Paints the entries; every size follows the font."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        # the fields of the C++ struct are missing from the stubs
        shown: Any = option
        scheme = colors(shown.palette)
        rect: QRect = shown.rect
        height = shown.fontMetrics.height()
        painter.save()
        if shown.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, scheme.color("selection"))
        elif shown.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, scheme.color("soft"))
        picture = icons.pixmap(index.data(_ICON), scheme.accent, height)
        painter.drawPixmap(rect.left() + height // 2, rect.top() + (rect.height() - height) // 2, picture)
        text = rect.adjusted(height * 2, height // 3, -height // 2, -(height // 3))
        bold = QFont(shown.font)
        bold.setWeight(QFont.Weight.DemiBold)
        self._line(painter, text, index.data(), bold, scheme.color("ink"), Qt.AlignmentFlag.AlignTop)
        self._line(
            painter, text, index.data(_SUBTITLE), shown.font, scheme.color("muted"), Qt.AlignmentFlag.AlignBottom
        )
        if index.row() + 1 < index.model().rowCount():
            painter.setPen(scheme.color("line"))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if shown.state & QStyle.StateFlag.State_Selected and shown.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(scheme.color("focus"))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, text: str, font: QFont, color: Any, side: Qt.AlignmentFlag) -> None:
        painter.setFont(font)
        painter.setPen(color)
        shortened = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignLeft, shortened)

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        shown: Any = option
        return QSize(0, round(shown.fontMetrics.height() * 2.9))
