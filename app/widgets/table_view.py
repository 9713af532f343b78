"""The table of a register: readable rows, columns to choose, a layout that is remembered, a place that is kept."""

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app.widgets.columns import Column
from app.widgets.layout_store import LayoutStore, NoLayoutStore
from app.widgets.row_delegate import Measures, RowDelegate
from app.widgets.table_model import RecordTableModel
from app.widgets.theme import colors
from app.widgets.zoom import scaled

_FITTED_ROWS = 400
"""Rows around the view whose heights are worked out at once."""


class TableHeader(QHeaderView):
    """A flat header as comfortable as its rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("header")
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sortable: Callable[[int], bool] = lambda _section: True

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), round(self.fontMetrics().height() * 2))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int, /) -> None:  # noqa: N802, N803 - Qt's names
        scheme = colors(self.palette())
        painter.save()
        painter.fillRect(rect, scheme.color("soft"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, scheme.color("line"))
        model = self.model()
        title = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        font = scaled(self.font(), 1, QFont.Weight.DemiBold)
        painter.setFont(font)
        side = Measures.of(self.font()).side
        inner = rect.adjusted(side, 0, -side, 0)
        sorted_by_this = self.sortIndicatorSection() == logicalIndex
        painter.setPen(scheme.color("accent" if sorted_by_this else "muted"))
        if sorted_by_this:
            up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            title = f"{title} {'▲' if up else '▼'}"
        align = model.headerData(logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        shown = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, align or Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class RecordTable(QTableView):
    """Shows a :class:`RecordTableModel`; ``open_requested`` carries the record."""

    open_requested = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()
    typed = Signal(str)
    sort_changed = Signal(object)

    def __init__(
        self,
        model: RecordTableModel[Any],
        *,
        name: str,
        key: str,
        layouts: LayoutStore | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("table")
        self.setAccessibleName(name)
        self._records = model
        self._key = f"table/{key}"
        self._layouts: LayoutStore = layouts if layouts is not None else NoLayoutStore()
        self._widths: dict[str, float] = {}
        self._chosen: dict[str, bool] = {}
        self._resizing = False
        self.sort: tuple[str, bool] | None = None
        """Sort key and whether descending; None for the source's own order. Remembered like the columns."""
        self._kept: tuple[frozenset[int], int | None, int] = (frozenset(), None, 0)
        self._delegate = RowDelegate(model, self)
        header = TableHeader(self)
        header.setAccessibleName(self.tr("Nagłówki kolumn"))
        self.setHorizontalHeader(header)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self._restore_layout()
        self._connect()
        self._apply_sizes()

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._fit_timer = QTimer(self)
        self._fit_timer.setSingleShot(True)
        self._fit_timer.setInterval(0)

    def _connect(self) -> None:
        header = self.horizontalHeader()
        header.sortIndicatorChanged.connect(self._on_sort_indicator_changed)
        header.customContextMenuRequested.connect(self._on_header_menu_requested)
        header.sectionResized.connect(self._on_section_resized)
        header.sectionMoved.connect(self._on_section_moved)
        self._fit_timer.timeout.connect(self._fit_rows)
        self.verticalScrollBar().valueChanged.connect(self._fit_timer.start)
        self._records.modelAboutToBeReset.connect(self._on_about_to_reset)
        self._records.modelReset.connect(self._on_reset)
        self.doubleClicked.connect(self._on_activated)
        # a reset makes no new selection model, so these connections stay
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    # -- records ---------------------------------------------------------------------------------------------

    def current_record(self) -> Any:
        """The record under the cursor, or None."""
        index = self.currentIndex()
        return self._records.record(index.row()) if index.isValid() else None

    def selected_records(self) -> tuple[Any, ...]:
        """The chosen records in the order shown; the current one when none is chosen."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        records = tuple(record for row in rows if (record := self._records.record(row)) is not None)
        if records:
            return records
        current = self.current_record()
        return () if current is None else (current,)

    def select_record(self, record_id: int) -> bool:
        """Move to a record; False when it is not in the table."""
        row = self._records.row_of(record_id)
        if row is None:
            return False
        self.select_row(row)
        return True

    def select_row(self, row: int) -> None:
        """Move to a row and choose it alone."""
        # not setCurrentIndex, which with Ctrl still held (Ctrl+Enter) moves without choosing
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._records.index(row, self._first_shown_column()), flags)
        self._show_current()
        # again once the rows have their heights: a table that was just filled or shown has not laid them out yet
        QTimer.singleShot(0, self, self._show_current)

    @Slot()
    def _show_current(self) -> None:
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _first_shown_column(self) -> int:
        header = self.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(header.count()))
        return next((section for section in order if not header.isSectionHidden(section)), 0)

    # -- keeping the place over a refresh --------------------------------------------------------------------

    @Slot()
    def _on_about_to_reset(self) -> None:
        current = self.current_record()
        ids = frozenset(record.id for record in self.selected_records())
        self._kept = (ids, None if current is None else current.id, self.verticalScrollBar().value())

    def keep_place(self) -> None:
        """After a reload of the same rows: choose the same records, scroll to where it was."""
        ids, current_id, scroll = self._kept
        row = None if current_id is None else self._records.row_of(current_id)
        if row is None:
            if self._records.rowCount():
                self.select_row(0)
            return
        index = self._records.index(row, self._first_shown_column())
        chosen = QItemSelection()
        for record_id in ids:
            other = self._records.row_of(record_id)
            if other is not None:
                left = self._records.index(other, 0)
                chosen.select(left, self._records.index(other, self._records.columnCount() - 1))
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.NoUpdate)
        self.selectionModel().select(chosen, flag.ClearAndSelect)
        self._fit_rows()
        self.verticalScrollBar().setValue(scroll)
        self.scrollTo(index)

    @Slot()
    def _on_reset(self) -> None:
        self._fit_rows()

    @Slot()
    def _on_current_row_changed(self) -> None:
        self._delegate.current_row = self.currentIndex().row()
        self.viewport().update()
        self.current_changed.emit(self.current_record())

    @Slot()
    def _on_selection_changed(self) -> None:
        self.selection_changed.emit()

    @Slot()
    def _on_activated(self) -> None:
        record = self.current_record()
        if record is not None:
            self.open_requested.emit(record)

    # -- columns ---------------------------------------------------------------------------------------------

    def column_menu(self, parent: QWidget) -> QMenu:
        """A menu to choose columns; opened from the header or by keyboard from the tab's menu."""
        menu = QMenu(self.tr("Kolumny"), parent)
        menu.setObjectName("columns")
        menu.aboutToShow.connect(self._on_column_menu_shown)
        for column in self._records.columns:
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setData(column.key)
            # the flexible one holds the record's name; a table without it would say nothing
            action.setEnabled(not column.flexible)
            action.toggled.connect(self._on_column_toggled)
            menu.addAction(action)
        menu.addSeparator()
        reset = menu.addAction(self.tr("Przywróć układ początkowy"))
        reset.triggered.connect(self.reset_layout)
        self._sync_menu(menu)
        return menu

    @Slot()
    def _on_column_menu_shown(self) -> None:
        menu = self.sender()
        if isinstance(menu, QMenu):
            self._sync_menu(menu)

    def _sync_menu(self, menu: QMenu) -> None:
        for action in menu.actions():
            if action.data() is not None:
                action.blockSignals(True)
                action.setChecked(not self.isColumnHidden(self._section(action.data())))
                action.blockSignals(False)

    @Slot(bool)
    def _on_column_toggled(self, shown: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._chosen[action.data()] = shown
            self.setColumnHidden(self._section(action.data()), not shown)
            self._apply_sizes()
            self._save_layout()

    @Slot(QPoint)
    def _on_header_menu_requested(self, place: QPoint) -> None:
        menu = self.column_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    @Slot()
    def reset_layout(self) -> None:
        """Columns, their order and widths, and the order of rows as delivered."""
        header = self.horizontalHeader()
        self._widths.clear()
        self._chosen.clear()
        for section, column in enumerate(self._records.columns):
            header.moveSection(header.visualIndex(section), section)
            self.setColumnHidden(section, column.optional)
        self._apply_sizes()
        self._save_layout()
        self.clear_sort()

    def _section(self, key: str) -> int:
        return next(number for number, column in enumerate(self._records.columns) if column.key == key)

    @Slot(int, Qt.SortOrder)
    def _on_sort_indicator_changed(self, section: int, order: Qt.SortOrder) -> None:
        header = self.horizontalHeader()
        key = self._records.columns[section].sort if 0 <= section < len(self._records.columns) else None
        if key is None and section >= 0:
            header.blockSignals(True)
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            header.blockSignals(False)
        header.viewport().update()
        self.sort = None if key is None else (key, order is Qt.SortOrder.DescendingOrder)
        self._save_layout()
        self.sort_changed.emit(self.sort)

    def clear_sort(self) -> None:
        """Back to the source's own order."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    # -- layout ----------------------------------------------------------------------------------------------

    def _restore_layout(self) -> None:
        header = self.horizontalHeader()
        keys = {column.key for column in self._records.columns}
        order: list[str] = []
        sort: Any = None
        try:
            saved = json.loads(self._layouts.load(self._key) or "{}")
            self._widths = {str(key): float(width) for key, width in saved.get("widths", {}).items()}
            self._chosen = {key: bool(on) for key, on in saved.get("shown", {}).items() if key in keys}
            order = [key for key in saved.get("order", ()) if key in keys]
            sort = saved.get("sort")
        except (ValueError, AttributeError, TypeError):
            self._widths, self._chosen = {}, {}
        for section, column in enumerate(self._records.columns):
            self.setColumnHidden(section, not self._chosen.get(column.key, not column.optional) and not column.flexible)
        for place, key in enumerate(order):
            header.moveSection(header.visualIndex(self._section(key)), place)
        self._restore_sort(sort)

    def _restore_sort(self, saved: Any) -> None:
        """The order of rows of the last time; nothing when its column is gone or no longer sorts."""
        for section, column in enumerate(self._records.columns):
            if column.sort is not None and saved in ([column.sort, False], [column.sort, True]):
                self.sort = (column.sort, saved[1])
                order = Qt.SortOrder.DescendingOrder if saved[1] else Qt.SortOrder.AscendingOrder
                self.horizontalHeader().setSortIndicator(section, order)
                return

    def _save_layout(self) -> None:
        header = self.horizontalHeader()
        columns = self._records.columns
        layout = {
            "widths": self._widths,
            "shown": self._chosen,
            "order": [columns[header.logicalIndex(place)].key for place in range(header.count())],
            "sort": self.sort,
        }
        self._layouts.save(self._key, json.dumps(layout))

    @Slot(int, int, int)
    def _on_section_resized(self, section: int, _old: int, new: int) -> None:
        if self._resizing or self.isColumnHidden(section):
            return
        column = self._records.columns[section]
        # in characters, so that a remembered layout follows the zoom
        self._widths[column.key] = round(new / self._char(), 1)
        self._apply_sizes()
        self._save_layout()

    @Slot()
    def _on_section_moved(self) -> None:
        self._save_layout()

    def _char(self) -> int:
        # Qt's average counts thin letters that Polish words seldom have
        return max(1, self.fontMetrics().horizontalAdvance("0"))

    def _apply_sizes(self) -> None:
        """Widths in characters, the flexible column fills what is left; rows get their heights."""
        header = self.horizontalHeader()
        self._resizing = True
        char, used, flexible = self._char(), 0, -1
        header.setMinimumSectionSize(char * 5)
        widths = self._fold(char)
        for section, column in enumerate(self._records.columns):
            if self.isColumnHidden(section):
                continue
            if column.flexible:
                flexible = section
                continue
            self.setColumnWidth(section, widths[column.key])
            used += self.columnWidth(section)
        if flexible >= 0:
            least = widths[self._records.columns[flexible].key]
            self.setColumnWidth(flexible, max(least, self.viewport().width() - used))
        self._resizing = False
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(Measures.of(self.font()).height(2))
        self._fit_rows()

    def _width(self, column: Column[Any], char: int, measures: Measures) -> int:
        """The person's width of a column, else its own, or its title's where that is wider; in pixels.

        The flexible one has its own at least.
        """
        if column.flexible:
            return column.width * char
        if column.key in self._widths:
            return round(self._widths[column.key] * char)
        title = f"{column.title} ▼" if column.sort is not None else column.title
        headed = QFontMetrics(measures.bold).horizontalAdvance(title) + 2 * measures.side
        return max(column.width * char, headed)

    def _fold(self, char: int) -> dict[str, int]:
        """Show the columns that have room, and return the width of each by its key, in pixels.

        Fold columns meant for wide windows while the flexible one would get less than half as much again.
        Where even so the table would have to be scrolled sideways, others fold as well: the last ones first, states
        never, nor what the person chose.
        """
        columns, room = self._records.columns, self.viewport().width()
        shown = [column for column in columns if self._chosen.get(column.key, not column.optional) or column.flexible]
        measures = Measures.of(self.font())
        least = {column.key: self._width(column, char, measures) for column in shown}
        needed = sum(wide * (1.5 if column.flexible else 1) for column, wide in zip(shown, least.values(), strict=True))
        folded = {column.key for column in shown if column.when_wide and needed > room} - self._chosen.keys()
        for column in reversed(shown):
            if sum(wide for key, wide in least.items() if key not in folded) <= room:
                break
            if not (column.flexible or column.tone or column.key in self._chosen):
                folded.add(column.key)
        for section, column in enumerate(columns):
            self.setColumnHidden(section, column.key not in least or column.key in folded)
        return least

    @Slot()
    def _fit_rows(self) -> None:
        """Give rows with long names the lines they need; only those in view, for there may be 100,000."""
        flexible = next((n for n, column in enumerate(self._records.columns) if column.flexible), None)
        total = self._records.rowCount()
        if flexible is None or not total:
            return
        column, width = self._records.columns[flexible], self.columnWidth(flexible)
        measures, font = Measures.of(self.font()), self.font()
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height())
        last = min(total, first + _FITTED_ROWS) if last < 0 else last + 1
        for row in range(first, last):
            record = self._records.record(row)
            if record is None:
                continue
            lines = self._delegate.name_lines(column.text(record), font, width)
            if column.second is not None and column.second(record):
                lines += 1
            height = measures.height(max(2, lines))
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)

    # -- events ----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply_sizes()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_fit_timer"):
            self._apply_sizes()

    def focusInEvent(self, event: Any) -> None:
        self._delegate.focused = True
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        self._delegate.focused = False
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._on_activated()
            event.accept()
            return
        text = event.text()
        command = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier)
        # AltGr arrives as Control with Alt on Windows and writes Polish letters
        written = not command or bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if text and text.isprintable() and not text.isspace() and written:
            self.typed.emit(text)
            event.accept()
            return
        super().keyPressEvent(event)

    def viewportSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._char() * 60, self.fontMetrics().height() * 12)
