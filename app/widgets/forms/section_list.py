"""The list of sections beside a long form: where one is, what is missing, what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from app.core.polish import plural
from app.widgets.icons import pixmap
from app.widgets.theme import colors
from app.widgets.zoom import scaled

_TITLE = int(Qt.ItemDataRole.UserRole) + 1
_STATE = int(Qt.ItemDataRole.UserRole) + 2


@dataclass(frozen=True)
class SectionState:
    """How many required places are blank and how many are wrong; ``filled`` when anything is entered."""

    missing: int = 0
    faulty: int = 0
    filled: bool = False

    def told(self) -> str:
        """The state in words."""
        parts = []
        if self.faulty:
            parts.append(f"{self.faulty} {plural(self.faulty, 'błąd', 'błędy', 'błędów')}")
        if self.missing:
            parts.append(f"brakuje {self.missing} {plural(self.missing, 'pola', 'pól', 'pól')}")
        return ", ".join(parts)


class SectionList(QListWidget):
    """Titles of sections with their states; choosing one scrolls there."""

    section_requested = Signal(int)

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sections")
        self.setAccessibleName(self.tr("Części formularza"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_SectionDelegate(self))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setViewportMargins(0, QFontMetrics(self.font()).height() // 2, 0, 0)
        for title in titles:
            item = QListWidgetItem(title, self)
            item.setData(_TITLE, title)
        self.set_states([SectionState()] * len(titles))
        # the chosen one is bold
        bold = QFontMetrics(scaled(self.font(), 1, QFont.Weight.DemiBold))
        widest = max((bold.horizontalAdvance(title) for title in titles), default=0)
        self.setFixedWidth(widest + QFontMetrics(self.font()).height() * 4)
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)

    def set_states(self, states: Sequence[SectionState]) -> None:
        """New states, one for each section."""
        for row, state in enumerate(states):
            item = self.item(row)
            if item.data(_STATE) == state:
                continue
            item.setData(_STATE, state)
            told = state.told()
            spoken = f"{item.data(_TITLE)}: {told}" if told else str(item.data(_TITLE))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(told)

    def set_present(self, index: int) -> None:
        """Mark the section in view without scrolling anything."""
        self.setCurrentRow(index)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.section_requested.emit(self.row(item))


class _SectionDelegate(QStyledItemDelegate):
    # the stubs of PySide leave out what an option holds, hence Any

    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = QFontMetrics(option.font).height()
        return QSize(line * 8, round(line * 2.4))

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        scheme = colors(option.palette)
        line = QFontMetrics(option.font).height()
        state: SectionState = index.data(_STATE)
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, scheme.color("selection"))
            painter.fillRect(rect.adjusted(0, 0, line // 5 - rect.width(), 0), scheme.color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, scheme.color("soft"))
        drawing, color = _drawing(state)
        size = line
        left = rect.left() + line
        if drawing:
            painter.drawPixmap(left, rect.center().y() - size // 2, pixmap(drawing, scheme.color(color), size))
        text = QRect(left + size + line // 2, rect.top(), rect.right() - left - size - line // 2, rect.height())
        told = state.told()
        painter.setPen(scheme.color("ink"))
        font = option.font
        if option.state & QStyle.StateFlag.State_Selected:
            font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        upper = text.adjusted(0, line // 5, 0, -text.height() // 2) if told else text
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, align, str(index.data(_TITLE)))
        if told:
            font.setWeight(font.Weight.Normal)
            font.setPointSizeF(font.pointSizeF() * 0.9)
            painter.setFont(font)
            painter.setPen(scheme.color(color))
            painter.drawText(text.adjusted(0, text.height() // 2, 0, -line // 5), align, told)
        painter.restore()


def _drawing(state: SectionState) -> tuple[str, str]:
    if state.faulty:
        return "error", "danger"
    if state.missing:
        return "warning", "warning"
    return ("ok", "ok") if state.filled else ("", "muted")
