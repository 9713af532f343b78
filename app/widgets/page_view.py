"""One page of a report: its sentences, its charts or the same figures as tables, and its tables."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.core.report_pages import Page, table_of
from app.widgets.chart_view import ChartView
from app.widgets.tips import plain_tip
from app.widgets.zoom import line, scale_font

_LEAST_CHARS, _WORD_CHARS = 24, 16
"""Characters that the column of names keeps, and every other column of texts, where a table has too little room."""
_ASIDE = 0.7
"""Free at the sides of a cell, in lines of text."""
_ROW = 1.55
"""Height of a row, in lines of text."""


class PageView(QScrollArea):
    """Scrolls over a page; shows another one when told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.charts: list[ChartView] = []
        self.tables: list[QTableWidget] = []

    def show_page(self, page: Page, *, as_tables: bool) -> None:
        """Show the page, from its top where it is another one."""
        content = QWidget()
        content.setObjectName("content")
        content.setBackgroundRole(QPalette.ColorRole.Base)
        content.setAutoFillBackground(True)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(*(line(self, 1),) * 4)
        layout.setSpacing(line(self, 0.5))
        for sentence in page.sentences:
            layout.addWidget(_sentence(sentence))
        self.charts, self.tables = [], []
        for chart in page.charts:
            layout.addSpacing(line(self, 0.6))
            if as_tables:
                layout.addWidget(_heading(chart.title))
                self._add_table(layout, chart.title, *table_of(chart))
            else:
                view = ChartView(chart)
                # the width it will have: laying out a chart for any other would only cost time
                view.resize(self.viewport().width() - 2 * line(self, 1), view.height())
                self.charts.append(view)
                layout.addWidget(view)
        for each in page.tables:
            layout.addSpacing(line(self, 0.6))
            if each.title:
                layout.addWidget(_heading(each.title))
            texts = tuple(column.numeric for column in each.columns)
            self._add_table(layout, each.title or page.title, each.headings, each.texts(), texts, each.totals)
        layout.addStretch(1)
        place = self.verticalScrollBar().value() if self.property("page") == page.key else 0
        self.setProperty("page", page.key)
        self.setWidget(content)
        self.verticalScrollBar().setValue(place)

    def _add_table(
        self,
        layout: QVBoxLayout,
        title: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        numeric: Sequence[bool] = (),
        totals: int = 0,
    ) -> None:
        table = _table(title, headings, rows, numeric or (False, *(True for _ in headings[1:])), totals)
        self.tables.append(table)
        layout.addWidget(table)


def _sentence(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _heading(text: str) -> QLabel:
    label = _sentence(text)
    scale_font(label, 1.0, QFont.Weight.DemiBold)
    return label


class _WholeTable(QTableWidget):
    """As high as its rows, since the page scrolls; texts wrap before anything is pushed out of sight.

    The ``flexible`` column takes the room that is left, ``worded`` ones hold texts, all others figures.
    """

    flexible = -1
    worded: frozenset[int] = frozenset()
    _whole: Sequence[int] = ()

    def measure(self) -> None:
        """After the rows are there, or the font has changed."""
        header = self.horizontalHeader()
        self._whole = [max(self.sizeHintForColumn(n), header.sectionSizeHint(n)) for n in range(self.columnCount())]
        self.fit()

    def fit(self) -> None:
        """Give every column its width and every row its height."""
        header, room = self.horizontalHeader(), self.viewport().width()
        if not self._whole:
            return
        widths = list(self._whole)
        if sum(widths) > room:
            char = self.fontMetrics().averageCharWidth()
            for column in self.worded:
                # a column of names squeezed to nothing says nothing: rather the table scrolls
                least = char * (_LEAST_CHARS if column == self.flexible else _WORD_CHARS)
                widths[column] = min(widths[column], least)
        if self.flexible >= 0:
            widths[self.flexible] += max(room - sum(widths), 0)
        for column, width in enumerate(widths):
            header.resizeSection(column, width)
        rows = 0
        for row in range(self.rowCount()):
            height = self._height(row, widths)
            self.setRowHeight(row, height)
            rows += height
        scroll = self.horizontalScrollBar().sizeHint().height() if sum(widths) > room else 0
        self.setFixedHeight(header.sizeHint().height() + rows + scroll + 2 * self.frameWidth())

    def _height(self, row: int, widths: Sequence[int]) -> int:
        """Of a row whose texts wrap at these widths."""
        usual, spare = line(self, _ROW), line(self, _ROW - 1)
        heights = [usual]
        for column in self.worded:
            if widths[column] < self._whole[column]:
                item, inner = self.item(row, column), widths[column] - line(self, _ASIDE)
                if item is not None:
                    box = QFontMetrics(item.font()).boundingRect(0, 0, inner, 1, Qt.TextFlag.TextWordWrap, item.text())
                    heights.append(box.height() + spare)
        return max(heights)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._whole:
            self.measure()


class _Roomy(QStyledItemDelegate):
    """Keeps columns of figures apart."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + line(self._table, _ASIDE), size.height())


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _table(
    title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool], totals: int
) -> QTableWidget:
    table = _WholeTable(len(rows), len(headings))
    table.setAccessibleName(title)
    table.setHorizontalHeaderLabels(list(headings))
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.setItemDelegate(_Roomy(table))
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    _fill(table, rows, numeric, totals)
    for column, right in enumerate(numeric):
        heading = table.horizontalHeaderItem(column)
        if heading is not None:
            heading.setTextAlignment(_RIGHT if right else _LEFT)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.flexible = _widest(rows, numeric)
    table.worded = frozenset(column for column, right in enumerate(numeric) if not right)
    table.measure()
    return table


def _widest(rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> int:
    """The column with the longest text, which takes the room that is left."""
    texts = [column for column, right in enumerate(numeric) if not right] or [0]
    return max(texts, key=lambda column: (max((len(row[column]) for row in rows), default=0), -column))


def _fill(table: QTableWidget, rows: Sequence[Sequence[str]], numeric: Sequence[bool], totals: int) -> None:
    bold = QFont(table.font())
    bold.setWeight(QFont.Weight.DemiBold)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setToolTip(plain_tip(text))
            if numeric[column]:
                item.setTextAlignment(_RIGHT)
            if row >= len(rows) - totals:
                item.setFont(bold)
            table.setItem(row, column, item)
