"""The list of registers: groups with headings, an entry each, and which one is in front.

Arrows move a ring through the list and change nothing; Enter or a click shows the register. What is in front is
the selected entry for a screen reader; for the eye it has a bar, bold letters and a fill.

A group can be folded: a press on its heading or Left folds it, a press, Right or Enter on the folded heading opens it.
The ring passes over headings of open groups. The group of the register in front is open without being asked, for as
long as it is in front; what the person folded is told by ``folded_changed`` and comes back with ``fill``.
"""

from collections.abc import Iterable, Sequence
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
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
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

from app.core.polish import plural
from app.shell.navigation_drawing import (
    BEST_ROW_LINES,
    Entry,
    Heading,
    Look,
    draw_entry,
    draw_heading,
    width_of,
)
from app.widgets.tips import plain_tip
from app.widgets.zoom import line

_Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag
_NUMBER = Qt.ItemDataRole.UserRole + 1
"""The entry's place among the pages; None for the heading of a group."""
_ICON = Qt.ItemDataRole.UserRole + 2
_FOLDED = Qt.ItemDataRole.UserRole + 3
"""Of a heading: whether its entries are hidden."""
_HOLDS_FRONT = Qt.ItemDataRole.UserRole + 4
"""Of a heading: whether the register in front is one of its entries."""
_ROW_LINES = (1.4, BEST_ROW_LINES)
"""Least and best height of an entry: a long list draws closer together before it has to scroll."""
_HEADING_LINES = (1.4, 1.8)
_PARTING_LINES = (0.5, 0.7)
"""What is left of a heading beside icons alone: a thin line; that of a folded group keeps room to be pressed."""
_Action = QAbstractItemView.CursorAction
_STEPS = {
    _Action.MoveUp: -1,
    _Action.MovePrevious: -1,
    _Action.MoveLeft: -1,
    _Action.MovePageUp: -1,
    _Action.MoveDown: 1,
    _Action.MoveNext: 1,
    _Action.MoveRight: 1,
    _Action.MovePageDown: 1,
}
_PRESSED = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class NavigationList(QListWidget):
    """Entries by number, as the pages count; ``chosen`` asks for one, ``folded_changed`` carries titles of groups."""

    chosen = Signal(int)
    folded_changed = Signal(object)
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
        self._headings: dict[str, QListWidgetItem] = {}
        self._folded: set[str] = set()
        self._held = ""
        """The group that is open because the register in front is in it."""
        self._in_front = 0
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

    def fill(self, entries: Sequence[Entry], folded: Iterable[str] = ()) -> None:
        """Replace the entries; those of one group stand together. ``folded`` are titles of groups."""
        self.clear()
        self._entries, self._items, self._headings = tuple(entries), [], {}
        self._folded = set(folded)
        for number, entry in enumerate(entries):
            if entry.group and entry.group not in self._headings:
                self._headings[entry.group] = QListWidgetItem(entry.group, self)
            item = QListWidgetItem(entry.title, self)
            item.setData(_NUMBER, number)
            item.setData(_ICON, entry.icon)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, entry.group)
            item.setToolTip(plain_tip(f"{entry.title} ({entry.keys})" if entry.keys else entry.title))
            self._items.append(item)
        self._arrange()

    def mark(self, number: int) -> None:
        """Show which page is in front, and open its group."""
        if not 0 <= number < len(self._items):
            return
        self._in_front, self._held = number, self._entries[number].group
        self._arrange()
        index = self.indexFromItem(self._items[number])
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    # -- folding ---------------------------------------------------------------------------------------------

    def is_folded(self, group: str) -> bool:
        """Whether the entries of a group are hidden."""
        return group in self._folded and group != self._held

    def fold(self, group: str, *, folded: bool) -> None:
        """Hide or show the entries of a group, as the person wishes."""
        if group not in self._headings or folded == self.is_folded(group):
            return
        if folded:
            self._folded.add(group)
            self._held = "" if group == self._held else self._held
        else:
            self._folded.discard(group)
        self._arrange()
        self.folded_changed.emit(frozenset(self._folded))

    def _arrange(self) -> None:
        """Hide what is folded, say so, and share out the room."""
        front = self._entries[self._in_front].group if self._in_front < len(self._entries) else ""
        for group, heading in self._headings.items():
            folded = self.is_folded(group)
            inside = [item for item, entry in zip(self._items, self._entries, strict=True) if entry.group == group]
            for item in inside:
                item.setHidden(folded)
            # what is open is reached by its entries, which name the group: its heading would be one more step
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled if folded else Qt.ItemFlag.NoItemFlags)
            heading.setData(_FOLDED, folded)
            heading.setData(_HOLDS_FRONT, group == front)
            state = self._folded_state(len(inside)) if folded else self.tr("grupa rozwinięta")
            heading.setData(Qt.ItemDataRole.AccessibleDescriptionRole, state)
            heading.setToolTip(plain_tip(self.tr("{group} – rozwiń").format(group=group)) if folded else "")
        current = self.currentRow()
        if current >= 0 and self.isRowHidden(current):
            self._ring(self._headings[self._group_of(current)])
        self._fit()

    def _folded_state(self, number: int) -> str:
        counted = f"{number} {plural(number, 'rejestr', 'rejestry', 'rejestrów')}"
        return self.tr("grupa zwinięta, {counted}").format(counted=counted)

    def _group_of(self, row: int) -> str:
        """The group of an entry or a heading; blank for an entry that stands by itself."""
        item = self.item(row)
        number = item.data(_NUMBER)
        return item.text() if number is None else self._entries[number].group

    def _ring(self, item: QListWidgetItem) -> None:
        """Put the ring on a line; what is selected stays."""
        index = self.indexFromItem(item)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)

    def _unfold(self, group: str) -> None:
        """Open a group and put the ring on its first entry."""
        self.fold(group, folded=False)
        first = next(number for number, entry in enumerate(self._entries) if entry.group == group)
        self._ring(self._items[first])

    def _heading_at(self, event: QMouseEvent) -> QListWidgetItem | None:
        """The heading under the mouse; a thin line between icons is none."""
        item = self.itemAt(event.position().toPoint())
        if item is None or item.data(_NUMBER) is not None or event.button() is not Qt.MouseButton.LeftButton:
            return None
        return item if self.wide or item.data(_FOLDED) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        heading = self._heading_at(event)
        if heading is None:
            super().mousePressEvent(event)
        else:
            # not to the list, which would put the ring there
            self.fold(heading.text(), folded=not heading.data(_FOLDED))
            event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._heading_at(event) is None:
            super().mouseDoubleClickEvent(event)
        else:
            # two quick presses, not a deed of their own
            self.mousePressEvent(event)

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier, /
    ) -> QModelIndex:
        """Where an arrow leads: over entries and headings of folded groups, not over what is hidden."""
        rows = [row for row in range(self.count()) if self._is_stop(row)]
        if not rows:
            return QModelIndex()
        if action in (_Action.MoveHome, _Action.MoveEnd):
            return self._index_of(rows[0 if action is _Action.MoveHome else -1])
        step, current = _STEPS[action], self.currentRow()
        if action in (_Action.MovePageUp, _Action.MovePageDown):
            found = super().moveCursor(action, modifiers)
            wanted = found.row() if found.isValid() else current
            return self._index_of(min(rows, key=lambda row: abs(row - wanted)))
        ahead = [row for row in rows if (row - current) * step > 0]
        return self._index_of(min(ahead, key=lambda row: abs(row - current)) if ahead else current)

    def _is_stop(self, row: int) -> bool:
        item = self.item(row)
        return bool(item.data(_FOLDED)) if item.data(_NUMBER) is None else not item.isHidden()

    def _index_of(self, row: int) -> QModelIndex:
        return self.model().index(row, 0)

    # -- what is chosen --------------------------------------------------------------------------------------

    def selectionCommand(  # noqa: N802 - Qt's name
        self, _index: _Index, /, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Keys and clicks move the ring; what is selected follows the page in front."""
        del event
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def _fit(self) -> None:
        """Heights of entries and headings for the room there is."""
        unit, room = line(self), self.viewport().height() - 2
        entries = sum(not item.isHidden() for item in self._items)
        folded = sum(bool(heading.data(_FOLDED)) for heading in self._headings.values())
        open_ones, lines = len(self._headings) - folded, _HEADING_LINES if self.wide else _PARTING_LINES
        least = open_ones * lines[0] + folded * _HEADING_LINES[0]
        most = open_ones * lines[1] + folded * _HEADING_LINES[1]
        wide_enough = (entries * _ROW_LINES[1] + most) * unit <= room
        best = (room - (most if wide_enough else least) * unit) / max(1, entries)
        self._delegate.heading = round(unit * lines[wide_enough])
        self._delegate.folded = round(unit * _HEADING_LINES[wide_enough])
        self._delegate.row = int(min(max(best, unit * _ROW_LINES[0]), unit * _ROW_LINES[1]))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem | None) -> None:
        number = None if item is None else item.data(_NUMBER)
        if number is not None:
            self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentItem()
        folded = current is not None and bool(current.data(_FOLDED))
        if folded and event.key() in (*_PRESSED, Qt.Key.Key_Right):
            self._unfold(current.text())
        elif event.key() in _PRESSED:
            self._on_item(current)
        elif event.key() == Qt.Key.Key_Left:
            if current is not None:
                self.fold(self._group_of(self.currentRow()), folded=True)
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
            row = chosen[0].row()
            self._ring(self._headings[self._group_of(row)] if self.isRowHidden(row) else self.item(row))

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
        self.row = self.heading = self.folded = 0

    def sizeHint(self, _option: Any, index: _Index) -> QSize:
        if index.data(_NUMBER) is not None:
            return QSize(0, self.row)
        return QSize(0, self.folded if index.data(_FOLDED) else self.heading)

    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        # PySide6's stubs leave out the fields of style options, hence Any
        rect = QRect(option.rect)
        hovered = bool(option.state & _State.State_MouseOver)
        ringed = bool(option.state & _State.State_HasFocus) and self._view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(_NUMBER) is None:
            heading = Heading(
                title=index.data(),
                folded=bool(index.data(_FOLDED)),
                wide=self.wide,
                holds_front=bool(index.data(_HOLDS_FRONT)),
                hovered=hovered,
                ringed=ringed,
            )
            draw_heading(painter, rect, self._view, heading)
        else:
            selected = bool(option.state & _State.State_Selected)
            look = Look(wide=self.wide, in_front=selected, hovered=hovered, ringed=ringed)
            draw_entry(painter, rect, self._view, index.data(), index.data(_ICON), look)
        painter.restore()
