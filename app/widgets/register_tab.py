"""The shape of every register: a question, filters, a table, the record as it will be printed, one main deed."""

import json
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import Refusal
from app.core.records import Change, Outcome, Query
from app.widgets import icons
from app.widgets.changes import NEW_DAY
from app.widgets.deed_buttons import FurtherDeed, deed_button, deed_on_register, more_button, preview_button
from app.widgets.empty_state import EmptyState
from app.widgets.filter_panel import FilterPanel
from app.widgets.preview import PagePreview
from app.widgets.register_view import Kit, Place, RegisterView
from app.widgets.result_line import ResultLine
from app.widgets.search_field import SearchField
from app.widgets.table_model import RecordTableModel
from app.widgets.table_view import RecordTable
from app.widgets.widths import PREVIEW_CHARS, TABLE_CHARS, digits
from app.widgets.zoom import line

COUNT_MS = 30


class RegisterTab(QWidget):
    """Subclasses add deeds with :meth:`place_action` and say what ``open_record`` does."""

    current_changed = Signal(object)

    def __init__(self, view: RegisterView[Any], kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(view.key)
        self.setAccessibleName(view.words.title)
        self.view = view
        self.kit = kit
        self._stale = True
        self._sized = False
        self._own_sizes = False
        self._line = line(self)
        self._preview_wanted: bool | None = None
        self.model: RecordTableModel[Any] = RecordTableModel(
            view.source, view.columns, view.matched, view.spans, parent=self
        )
        self.table = RecordTable(self.model, name=view.words.title, key=view.key, layouts=kit.layouts)
        self._sort = self.table.sort
        self.search = SearchField(view.words.search, view.words.placeholder)
        self.filters = FilterPanel(view.filters)
        self.preview = PagePreview(kit.jobs, view.renderer) if view.renderer is not None else None
        self.side = self._make_side()
        self._preview_timer = QTimer(self)
        self._preview_timer.setSingleShot(True)
        self._preview_timer.setInterval(0)
        # counting comes after the answer is on the screen
        self._count_timer = QTimer(self)
        self._count_timer.setSingleShot(True)
        self._count_timer.setInterval(COUNT_MS)
        self._build()
        self._restore_layout()
        self._connect()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        unit = line(self)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(round(unit * 0.4))
        top = QHBoxLayout()
        top.setSpacing(round(unit * 0.5))
        top.addWidget(self.search, 1)
        top.addLayout(self._buttons)
        self.more_menu = QMenu(self.tr("Więcej"), self)
        self.more_menu.setObjectName("more_menu")
        self._more = more_button(self.more_menu)
        top.addWidget(self._more)
        self.preview_action = self._build_preview_action()
        if self.preview is not None:
            top.addWidget(preview_button(self.preview_action))

        self._no_records = EmptyState("no_records", self.view.icon)
        self._no_records.say(self.view.words.empty_title, self.view.words.empty_hint)
        self._nothing_found = EmptyState("nothing_found", "search")
        self._clear_all = QAction(self.tr("Wyczyść wyszukiwanie i filtry"), self)
        self._clear_all.setObjectName("clear_all")
        self._nothing_found.offer(self._clear_all)
        self._stack = QStackedWidget()
        for widget in (self.table, self._no_records, self._nothing_found):
            self._stack.addWidget(widget)
        self._hint = ResultLine()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(unit * 0.4))
        column.addWidget(self._stack, 1)
        column.addWidget(self._hint)

        self._inner = self._splitter("inner", (self.filters, middle))
        left = QWidget()
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(round(unit * 0.7))
        rows.addLayout(top)
        rows.addWidget(self._inner, 1)
        self._outer = self._splitter("outer", (left,))
        if self.side is not None:
            self._outer.addWidget(self.side)
            self._outer.setCollapsible(1, True)
        self._outer.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(round(unit * 0.8), round(unit * 0.8), round(unit * 0.8), round(unit * 0.3))
        layout.addWidget(self._outer)

    def _build_preview_action(self) -> QAction:
        action = QAction(self.tr("Podgląd wydruku"), self)
        action.setObjectName("toggle_preview")
        action.setCheckable(True)
        action.setChecked(True)
        icons.dress(action, "preview")
        return action

    def _splitter(self, name: str, widgets: Sequence[QWidget]) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName(name)
        splitter.setHandleWidth(round(line(self) * 0.6))
        for number, widget in enumerate(widgets):
            splitter.addWidget(widget)
            splitter.setCollapsible(number, False)
        splitter.setStretchFactor(len(widgets) - 1, 1)
        return splitter

    def finish_menu(self, further: Sequence[FurtherDeed] = ()) -> None:
        """Append what every register offers; the subclass calls it after its own deeds.

        ``further`` are deeds on the whole register that slices above it offer.
        """
        self.more_menu.addSeparator()
        for deed in further:
            self.place_action(deed_on_register(deed, self), Place.MENU)
        if further:
            self.more_menu.addSeparator()
        if self.preview is not None:
            self.more_menu.addAction(self.preview_action)
        columns = self.more_menu.addMenu(self.table.column_menu(self.more_menu))
        icons.dress(columns, "columns")

    def place_action(self, action: QAction, where: Place) -> None:
        """Offer a deed; its shortcut works anywhere in the tab."""
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        if where is Place.MENU:
            self.more_menu.addAction(action)
            return
        button = deed_button(action, primary=where is Place.PRIMARY)
        before = self._buttons.itemAt(self._buttons.count() - 1)
        self._buttons.addWidget(button)
        # Tab goes as one reads: from the search over the buttons to „Więcej”
        self.setTabOrder(before.widget() if before is not None else self.search, button)

    def offer_when_empty(self, actions: Sequence[QAction]) -> None:
        """Deeds shown as buttons while the register has no records."""
        for action in actions:
            self._no_records.offer(action)

    def _connect(self) -> None:
        self.search.words_changed.connect(self._on_words_changed)
        self.search.leave_requested.connect(self._on_leave_requested)
        self.search.open_requested.connect(self._on_open_from_search)
        self.filters.changed.connect(self._on_filters_changed)
        self.table.open_requested.connect(self.open_record)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.sort_changed.connect(self._on_sort_changed)
        self.table.typed.connect(self.search.add_typed)
        self.model.failed.connect(self._on_failed)
        self.preview_action.toggled.connect(self._on_preview_toggled)
        self._clear_all.triggered.connect(self.clear)
        self._outer.splitterMoved.connect(self._on_splitter_moved)
        self._inner.splitterMoved.connect(self._on_splitter_moved)
        self._preview_timer.timeout.connect(self._show_preview)
        self._count_timer.timeout.connect(self._show_counts)
        self.kit.bus.changed.connect(self._on_change_announced)

    @property
    def empty(self) -> bool:
        """Whether the register has no record at all."""
        return self._stack.currentWidget() is self._no_records

    # -- what subclasses say ---------------------------------------------------------------------------------

    def _side_of_empty(self) -> bool:
        """Whether what stands beside the table tells something while the register has no records."""
        return False

    def _make_side(self) -> QWidget | None:
        """What stands to the right of the table: the preview, or something that holds it beside other things."""
        return self.preview

    def open_record(self, record: Any) -> None:
        """Open the form of a record."""

    def selection_changed(self, records: tuple[Any, ...]) -> None:
        """Enable what can be done with the chosen records."""

    # -- showing ---------------------------------------------------------------------------------------------

    @property
    def query(self) -> Query:
        """The question as it stands."""
        sort, descending = self._sort if self._sort is not None else (None, False)
        return Query(self.search.words, self.filters.values(), sort, descending)

    @property
    def counting(self) -> bool:
        """Whether the numbers of the filters are still to come."""
        return self._count_timer.isActive()

    def selected(self) -> tuple[Any, ...]:
        """The chosen records."""
        return self.table.selected_records()

    def listed(self) -> tuple[Any, ...]:
        """All that the question finds, in the order of the list; may be called in the background."""
        source, query = self.view.source, self.query
        return tuple(source.page(query, 0, source.count(query)))

    def carry_out(self, deed: Callable[[], Outcome[Any]]) -> None:
        """Do it in the background, in turn with whoever saves, and report the outcome."""
        self.kit.jobs.carry_out(deed, self.kit.report, self)

    def show_query(self, words: str = "", filters: Mapping[str, frozenset[str]] | None = None) -> None:
        """Ask from outside: the desk, the search over everything."""
        self.search.setText(words)
        self.search.flush()
        if filters is not None:
            self.filters.choose(filters)
        self.focus_search()

    def select_record(self, record_id: int) -> bool:
        """Choose a record; when the question hides it, the question is cleared first."""
        self.ensure_loaded()
        if not self.table.select_record(record_id):
            self.clear()
        return self.table.select_record(record_id)

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def clear(self) -> None:
        """Ask for everything again."""
        self.search.clear()
        self.search.flush()
        self.filters.clear()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def ensure_loaded(self) -> None:
        """Read the records now, if that has not been done since the last change."""
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read again, keeping chosen records and scroll position."""
        had_place = self.table.current_record() is not None
        self._stale = False
        self._load()
        if had_place:
            self.table.keep_place()
        self._schedule_preview()

    def _ask(self) -> None:
        """Show the answer to a new question; the best answer is chosen so that Enter and Ctrl+P mean it, unless
        it lacks words that were asked for."""
        self._stale = False
        self._load()
        self.table.verticalScrollBar().setValue(0)
        query = self.model.query
        if self.model.rowCount() and (query.words or query.filters) and self._complete(query):
            self.table.select_row(0)
        self._schedule_preview()

    def _complete(self, query: Query) -> bool:
        try:
            return not query.words.strip() or self.view.complete(query)
        except Refusal:
            return True  # reading the rows has told of it already

    def _load(self) -> None:
        query, started = self.query, perf_counter()
        self.model.load(query)
        if query.words:
            self.search.adapt((perf_counter() - started) * 1000)
        self._count_timer.start()
        self._show_state(query)
        self._on_selection_changed()

    @Slot()
    def _show_counts(self) -> None:
        try:
            self.filters.show_counts(self.view.source.facets(self.model.query))
        except Refusal as error:
            self._on_failed(error)

    def _show_state(self, query: Query) -> None:
        total = self.model.rowCount()
        if total:
            self._stack.setCurrentWidget(self.table)
        elif query.words or query.filters:
            self._nothing_found.say(*self.view.words.nothing(searched=query.words, filtered=bool(query.filters)))
            self._stack.setCurrentWidget(self._nothing_found)
        else:
            self._stack.setCurrentWidget(self._no_records)
        has_records = not self.empty
        self.filters.setVisible(has_records and bool(self.view.filters))
        self._hint.setVisible(has_records)
        self._arrange()
        self._hint.say(*self._found_words(query, total))

    def _found_words(self, query: Query, total: int) -> tuple[str, str]:
        """What was found, and the keys that do something with it."""
        if total and not self._complete(query):
            return self.view.words.nearest(total, query.words), ""
        keys = self.tr(" · Enter otwiera") if total else ""
        if keys and self.preview is not None:
            keys += self.tr(" · Ctrl+P drukuje")
        return self.view.words.matching(total, query.words), keys

    # -- preview ---------------------------------------------------------------------------------------------

    def _schedule_preview(self) -> None:
        self._preview_timer.start()

    @Slot()
    def _show_preview(self) -> None:
        if self.preview is None or self.view.sheet is None or not self.preview.isVisible():
            return
        record = self.table.current_record() if self._stack.currentWidget() is self.table else None
        self.preview.show_sheet(None if record is None else self.view.sheet(record))
        if self._stack.currentWidget() is not self.table:
            self.preview.say("")

    @Slot(bool)
    def _on_preview_toggled(self, on: bool) -> None:
        self._preview_wanted = on
        self._arrange()
        self._save_layout()

    def _arrange(self) -> None:
        """Show or fold the preview; a narrow window folds it until the person asks for it."""
        if self.side is None:
            return
        # beside no table there is room in a narrow window, too
        narrow = not self.empty and self.width() < digits(self, PREVIEW_CHARS)
        shown = self._preview_wanted if self._preview_wanted is not None else not narrow
        shown = shown and (not self.empty or self._side_of_empty())
        if shown != (not self.side.isHidden()) or not self._sized:
            self.side.setVisible(shown)
            self.preview_action.blockSignals(True)
            self.preview_action.setChecked(shown)
            self.preview_action.blockSignals(False)
            self._schedule_preview()

    def _set_sizes(self) -> None:
        """First sizes: the page uses the height it has, the table gets at least as much as the preview."""
        self._sized = True
        layout = self.layout()
        if layout is not None:
            layout.activate()
        width = self._outer.width()
        if self.preview is not None:
            left = width - digits(self, TABLE_CHARS)
            ideal = min(self.preview.ideal_width(self._outer.height()), max(left, width // 4))
            self._outer.setSizes([width - ideal, ideal])
        left = self.filters.sizeHint().width()
        self._inner.setSizes([left, max(1, self._inner.width() - left)])

    # -- layout ----------------------------------------------------------------------------------------------

    @property
    def _layout_key(self) -> str:
        return f"tab/{self.view.key}"

    def _restore_layout(self) -> None:
        try:
            saved = json.loads(self.kit.layouts.load(self._layout_key) or "{}")
            outer, inner = saved["outer"], saved["inner"]
            self._outer.setSizes([int(size) for size in outer])
            self._inner.setSizes([int(size) for size in inner])
            wanted = saved.get("preview")
            self._preview_wanted = wanted if isinstance(wanted, bool) else None
            self._sized = self._own_sizes = True
        except (ValueError, KeyError, TypeError, AttributeError):
            self._sized = False

    def _save_layout(self) -> None:
        layout = {"outer": self._outer.sizes(), "inner": self._inner.sizes(), "preview": self._preview_wanted}
        self.kit.layouts.save(self._layout_key, json.dumps(layout))

    @Slot()
    def _on_splitter_moved(self) -> None:
        self._own_sizes = True
        self._save_layout()

    # -- slots -----------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_words_changed(self, _words: str) -> None:
        self._ask()

    @Slot(object)
    def _on_filters_changed(self, _values: object) -> None:
        self._ask()

    @Slot(object)
    def _on_sort_changed(self, sort: tuple[str, bool] | None) -> None:
        self._sort = sort
        self.refresh()

    @Slot(object)
    def _on_leave_requested(self, key: Qt.Key) -> None:
        total = self.model.rowCount()
        if not total:
            return
        row = self.table.currentIndex().row()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}[key]
        self.table.select_row(min(max(row + step, 0), total - 1))

    @Slot()
    def _on_open_from_search(self) -> None:
        record = self.table.current_record()
        if record is None and self.model.rowCount():
            self.table.select_row(0)
            record = self.table.current_record()
        if record is not None:
            self.open_record(record)

    @Slot(object)
    def _on_current_changed(self, record: object) -> None:
        self._schedule_preview()
        self.current_changed.emit(record)

    @Slot()
    def _on_selection_changed(self) -> None:
        self.selection_changed(self.selected() if self._stack.currentWidget() is self.table else ())

    @Slot(object)
    def _on_change_announced(self, change: Change) -> None:
        if change.entity not in self.view.entities and change != NEW_DAY:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    @Slot(object)
    def _on_failed(self, error: Refusal) -> None:
        self.kit.dialogs.refuse(error)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._sized:
            self._set_sizes()
        self.ensure_loaded()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_outer"):
            self._follow_zoom()

    def _follow_zoom(self) -> None:
        """Panels grow with their text; sizes that the person chose grow in proportion."""
        before, self._line = self._line, line(self)
        if before == self._line or not self._sized:
            return
        self._arrange()
        if not self._own_sizes:
            self._set_sizes()
            return
        left, middle = self._inner.sizes()
        wanted = round(left * self._line / before)
        self._inner.setSizes([wanted, left + middle - wanted])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if not self._own_sizes and self.isVisible():
            self._set_sizes()
