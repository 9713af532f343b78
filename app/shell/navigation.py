"""The list of registers: groups with headings, an entry each, and which one is in front.

Arrows move a ring through the list and change nothing; Enter or a click shows the register. What is in front is
the selected entry for a screen reader; for the eye it has a bar, bold letters and a fill.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from app.shell.navigation_drawing import BEST_ROW_LINES, SIDE_LINES, Entry, Look, draw_entry, draw_words, width_of
from app.widgets.theme import Colors, colors
from app.widgets.tips import plain_tip
from app.widgets.zoom import line, scaled

_Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag
_NUMBER = Qt.ItemDataRole.UserRole + 1
"""The entry's place among the pages; None for the heading of a group."""
_ICON = Qt.ItemDataRole.UserRole + 2
_ROW_LINES = (1.4, BEST_ROW_LINES)
"""Least and best height of an entry: a long list draws closer together before it has to scroll."""
_HEADING_LINES = (1.4, 1.8)
_PARTING_LINES = (0.5, 0.7)
"""What is left of a heading where only icons are shown: a thin line."""
_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class NavigationList(QListWidget):
    """Entries by number, as the pages count; ``chosen`` asks for one."""

    chosen = Signal(int)
    entered = Signal()
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(self.tr("Rejestry"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self._entries: Sequence[Entry] = ()
        self._items: list[QListWidgetItem] = []
        self._delegate = _Lines(self)
        self.setItemDelegate(self._delegate)
        self.itemClicked.connect(self._on_item)
        # not itemActivated: with a mouse it comes after itemClicked, a second time

    @property
    def wide(self) -> bool:
        """Whether titles stand beside the icons."""
        return self._delegate.wide

    def set_wide(self, wide: bool) -> None:
        """Show titles, or icons alone."""
        if wide != self._delegate.wide:
            self._delegate.wide = wide
            self._fit()

    def fill(self, entries: Sequence[Entry]) -> None:
        """Replace the entries; those of one group stand together."""
        self.clear()
        self._entries, self._items = tuple(entries), []
        group = ""
        for number, entry in enumerate(entries):
            if entry.group != group:
                group = entry.group
                heading = QListWidgetItem(group, self)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
            item = QListWidgetItem(entry.title, self)
            item.setData(_NUMBER, number)
            item.setData(_ICON, entry.icon)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, entry.group)
            item.setToolTip(plain_tip(f"{entry.title} ({entry.keys})" if entry.keys else entry.title))
            self._items.append(item)
        self._fit()

    def mark(self, number: int) -> None:
        """Show which page is in front."""
        if not 0 <= number < len(self._items):
            return
        index = self.indexFromItem(self._items[number])
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def selectionCommand(  # noqa: N802 - Qt's name
        self, _index: _Index, /, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Keys and clicks move the ring; what is selected follows the page in front."""
        del event
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def _fit(self) -> None:
        """Heights of entries and headings for the room there is."""
        unit, entries = line(self), len(self._items)
        headings, room = self.count() - entries, self.viewport().height() - 2
        least, most = _HEADING_LINES if self.wide else _PARTING_LINES
        needed = entries * _ROW_LINES[1] * unit + headings * most * unit
        heading = round(unit * (most if needed <= room else least))
        best = (room - headings * heading) / max(1, entries)
        self._delegate.heading = heading
        self._delegate.row = int(min(max(best, unit * _ROW_LINES[0]), unit * _ROW_LINES[1]))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem | None) -> None:
        number = None if item is None else item.data(_NUMBER)
        if number is not None:
            self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_item(self.currentItem())
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Right):
            self.leave_requested.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_KEYBOARD:
            self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        chosen = self.selectedIndexes()
        if chosen and event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            # the next visit starts where the person is
            self.selectionModel().setCurrentIndex(chosen[0], QItemSelectionModel.SelectionFlag.NoUpdate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_delegate"):
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(width_of(self, wide=self.wide), line(self, 12))

    def minimumSizeHint(self) -> QSize:
        return QSize(width_of(self, wide=False), line(self, 6))


class _Lines(QStyledItemDelegate):
    """Paints headings and entries; sizes in logical pixels are set by the list."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.wide = True
        self.row = self.heading = 0

    def sizeHint(self, _option: Any, index: _Index) -> QSize:
        return QSize(0, self.heading if index.data(_NUMBER) is None else self.row)

    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        # PySide6's stubs leave out the fields of style options, hence Any
        scheme, rect = colors(option.palette), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(_NUMBER) is None:
            self._heading(painter, rect, option, index, scheme)
        else:
            draw_entry(
                painter,
                rect,
                self._view,
                index.data(),
                index.data(_ICON),
                Look(
                    wide=self.wide,
                    in_front=bool(option.state & _State.State_Selected),
                    hovered=bool(option.state & _State.State_MouseOver),
                    ringed=bool(option.state & _State.State_HasFocus) and self._view.hasFocus(),
                ),
            )
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, option: Any, index: _Index, scheme: Colors) -> None:
        side = line(self._view, SIDE_LINES)
        if not self.wide:
            middle = rect.center().y()
            painter.fillRect(side, middle, rect.width() - 2 * side, 1, scheme.color("line"))
            return
        font = scaled(option.font, 0.92, QFont.Weight.DemiBold)
        place = rect.adjusted(side, 0, -side // 2, -line(self._view, 0.2))
        draw_words(painter, place, index.data(), font, scheme.color("muted"), Qt.AlignmentFlag.AlignBottom)
