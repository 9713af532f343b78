"""„Białe plamy”: the matrix; a chosen cell is told beside it as a list and on the map."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.core.polish import plural
from app.core.progress import Progress
from app.core.records import Change
from app.geo.shapes import BaseMap, Marker
from app.registers.ngos.gaps.domain import Cell, ColumnKind, GapMatrix, RowKind
from app.registers.ngos.gaps.usecases import GapMaterial
from app.registers.ngos.gaps.words import COLUMNS, FIRST, ROWS, TITLE, key_of
from app.registers.ngos.organisations.words import organisations
from app.registers.ngos.shared import NgoServices
from app.widgets.buttons import deed_button
from app.widgets.map.view import MapView
from app.widgets.output import Output
from app.widgets.style import PRIMARY
from app.widgets.tips import plain_tip
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, resize_to_text, scale_font, scaled

_CHARS, _LINES = 190, 46
_WATCHED = frozenset({"ngo", "ngo_map", "ngo_sphere_list"})
_ID = Qt.ItemDataRole.UserRole


class GapWindow(QDialog):
    """Reads again whenever organisations or the map change; other rows and columns, and cells, need no reading."""

    def __init__(self, workspace: Workspace, services: NgoServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gap_window")
        self.setWindowTitle(TITLE)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._services = workspace, services
        self._material: GapMaterial | None = None
        self._outdated = True
        self._matrix: GapMatrix | None = None
        self._markers: Sequence[Marker] = ()
        self._asked = 0
        self._build()
        resize_to_text(self, _CHARS, _LINES)
        workspace.bus.changed.connect(self._on_changed)
        if services.map_data.actor().may("ngo_map.read"):
            workspace.jobs.run(lambda _progress: services.map_data.base(), done=self._on_base, owner=self)
        self.read()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        title = QLabel(TITLE)
        scale_font(title, 1.3, QFont.Weight.DemiBold)
        self.rows, self.columns = QComboBox(), QComboBox()
        for combo, name, labels in ((self.rows, "rows", ROWS), (self.columns, "columns", COLUMNS)):
            combo.setObjectName(name)
            for kind, label in labels.items():
                combo.addItem(label, kind.value)
            combo.currentIndexChanged.connect(self._on_kinds)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        for text, combo in ((self.tr("&Wiersze:"), self.rows), (self.tr("&Kolumny:"), self.columns)):
            asked = QLabel(text)
            asked.setBuddy(combo)
            combo.setAccessibleName(text.replace("&", "").rstrip(":"))
            head.addWidget(asked)
            head.addWidget(combo)
        self.key = QLabel()
        self.key.setObjectName("key")
        self.key.setWordWrap(True)
        self.key.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.summary = QLabel()
        self.summary.setObjectName("summary")
        self.summary.setWordWrap(True)
        self.table = QTableWidget()
        self.table.setObjectName("gap_table")
        self.table.setAccessibleName(TITLE)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setCornerButtonEnabled(False)
        for corner in self.table.findChildren(QAbstractButton):
            corner.setAccessibleName(self.tr("Róg tabeli"))
        self.table.currentCellChanged.connect(self._on_cell)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self._beside())
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        split.setSizes([line(self, 40), line(self, 26)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 0.9),) * 4)
        layout.setSpacing(line(self, 0.5))
        layout.addLayout(head)
        layout.addWidget(self.summary)
        layout.addWidget(split, 1)
        layout.addWidget(self.key)
        layout.addLayout(self._foot())
        QShortcut(QKeySequence("F5"), self).activated.connect(self.read)

    def _beside(self) -> QWidget:
        self.cell_title = QLabel()
        self.cell_title.setObjectName("cell_title")
        self.cell_title.setTextFormat(Qt.TextFormat.PlainText)
        self.cell_title.setWordWrap(True)
        scale_font(self.cell_title, 1.1, QFont.Weight.DemiBold)
        self.list = QListWidget()
        self.list.setObjectName("organisations")
        self.list.setAccessibleName(self.tr("Organizacje w wybranym polu"))
        self.list.setWordWrap(True)
        # each organisation takes two lines and more
        self.list.setSpacing(round(line(self, 0.12)))
        self.list.itemActivated.connect(self._on_open)
        self.list.currentItemChanged.connect(self._on_organisation)
        self.map = MapView(self._services.organisations.groups())
        self.map.setAccessibleName(self.tr("Mapa wybranego pola"))
        self.map.marker_clicked.connect(self._choose)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(line(self, 0.4))
        column.addWidget(self.cell_title)
        column.addWidget(self.list, 2)
        column.addWidget(self.map, 3)
        return beside

    def _foot(self) -> QHBoxLayout:
        self.print_button = deed_button("print_gaps", self.tr("&Drukuj…"), self._on_print)
        self.print_button.setProperty(PRIMARY, True)
        self.workbook_button = deed_button("save_workbook", self.tr("Zapisz w arku&szu…"), self._on_workbook)
        self.open_button = deed_button("show_organisation", self.tr("Pokaż w &rejestrze"), self._on_open)
        close = deed_button("close", self.tr("&Zamknij"), self.reject)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addStretch(1)
        for button in (close, self.workbook_button, self.print_button):
            row.addWidget(button)
        return row

    # -- the matrix ------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[RowKind, ColumnKind]:
        """What rows and columns are."""
        return RowKind(self.rows.currentData()), ColumnKind(self.columns.currentData())

    @Slot()
    def read(self) -> None:
        """Read everything anew in the background; only the last reading asked for is shown."""
        # what is shown stays until the new reading is there
        self._outdated = True
        self._work_out()

    @Slot()
    def _on_kinds(self) -> None:
        self._work_out()

    def _work_out(self) -> None:
        self._asked += 1
        asked, kinds, gaps = self._asked, self.chosen, self._services.gap_matrix
        held = None if self._outdated else self._material

        def work(_progress: Progress) -> tuple[GapMaterial, GapMatrix]:
            material = held or gaps.material()
            return material, gaps.matrix_of(material, *kinds)

        def shown(found: tuple[GapMaterial, GapMatrix]) -> None:
            if asked == self._asked:
                self._material, self._outdated = found[0], False
                self._show(found[1])

        self._workspace.jobs.run(work, done=shown, title=TITLE, owner=self)

    def _show(self, matrix: GapMatrix) -> None:
        before = (self.table.currentRow(), self.table.currentColumn())
        self._matrix = matrix
        rows, _columns = self.chosen
        self.key.setText(key_of(rows))
        empty, twice = matrix.number_of_gaps, len(matrix.overlaps())
        self.summary.setText(
            self.tr("Puste pola: {empty} z {all}. To samo robi kilka organizacji w {twice} {fields}.").format(
                empty=empty,
                all=len(matrix.rows) * len(matrix.columns),
                twice=twice,
                fields=plural(twice, self.tr("polu"), self.tr("polach"), self.tr("polach")),
            )
        )
        table = self.table
        table.blockSignals(True)
        table.clear()
        table.setRowCount(len(matrix.all_rows))
        table.setColumnCount(len(matrix.columns))
        for number, row in enumerate(matrix.all_rows):
            table.setVerticalHeaderItem(number, QTableWidgetItem(row.label))
        for number, column in enumerate(matrix.columns):
            heading = QTableWidgetItem(column.short)
            heading.setToolTip(plain_tip(column.label))
            heading.setData(Qt.ItemDataRole.AccessibleTextRole, column.label)
            table.setHorizontalHeaderItem(number, heading)
        for r, row in enumerate(matrix.all_rows):
            for c, column in enumerate(matrix.columns):
                table.setItem(r, c, self._item(matrix.cell(row.key, column.key), row.label, column.label))
        table.blockSignals(False)
        table.verticalHeader().setAccessibleName(FIRST[rows])
        width = self.fontMetrics().averageCharWidth()
        usual = width * (6 if self.narrow else 14)
        table.horizontalHeader().setDefaultSectionSize(usual)
        # the heading of the current column is bold
        bold = QFontMetrics(scaled(self.font(), 1, QFont.Weight.Bold))
        for number, column in enumerate(matrix.columns):
            longest = max((bold.horizontalAdvance(word) for word in column.short.split()), default=0)
            table.setColumnWidth(number, max(usual, longest + 2 * width))
        table.horizontalHeader().setMinimumHeight(line(self, 1.8 if self.narrow else 4.2))
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        if matrix.columns:
            table.setCurrentCell(
                min(max(before[0], 0), len(matrix.all_rows) - 1), min(max(before[1], 0), len(matrix.columns) - 1)
            )
        self._on_cell()

    @property
    def narrow(self) -> bool:
        """Whether columns are codes."""
        return self.chosen[1] is ColumnKind.SPHERES

    def _item(self, cell: Cell, row: str, column: str) -> QTableWidgetItem:
        item = QTableWidgetItem(cell.text)
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        said = self._said(cell)
        item.setToolTip(plain_tip(f"{row} · {column}\n{said}"))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row}, {column}: {said}")
        accent = self.palette().color(QPalette.ColorRole.Accent)
        if cell.nobody:
            font = item.font()
            font.setItalic(True)
            item.setFont(font)
        if cell.gap:
            accent = self.palette().color(QPalette.ColorRole.WindowText)
            accent.setAlphaF(0.10)
            item.setBackground(QBrush(accent, Qt.BrushStyle.BDiagPattern))
        elif cell.overlap:
            accent.setAlphaF(0.28)
            item.setBackground(accent)
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        elif cell.here:
            accent.setAlphaF(0.12)
            item.setBackground(accent)
        return item

    def _said(self, cell: Cell) -> str:
        if cell.nobody:
            return self.tr("nikt")
        if not cell.here:
            return self.tr("nikt na miejscu; działających szerzej: {number}").format(number=len(cell.everywhere))
        return organisations(len(cell.here))

    # -- the chosen cell -------------------------------------------------------------------------------------

    @Slot()
    def _on_cell(self, *_place: int) -> None:
        matrix, r, c = self._matrix, self.table.currentRow(), self.table.currentColumn()
        if matrix is None or not (0 <= r < len(matrix.all_rows) and 0 <= c < len(matrix.columns)):
            return
        row, column = matrix.all_rows[r], matrix.columns[c]
        cell = matrix.cell(row.key, column.key)
        self.cell_title.setText(f"{row.label} · {column.label}: {self._said(cell)}")
        assert self._material is not None, "a matrix is made of what was read"
        found, self._markers = self._material.of_cell(cell.here or cell.everywhere)
        self.list.clear()
        for each in found:
            item = QListWidgetItem(each.name if each.seat is None else f"{each.name}\n{each.seat.line}")
            item.setData(_ID, each.id)
            self.list.addItem(item)
        self.map.show_markers(self._markers)
        self.open_button.setEnabled(bool(found))
        if found:
            self.list.setCurrentRow(0)

    @Slot(int)
    def _choose(self, marker_id: int) -> None:
        chosen = next((each.subject for each in self._markers if each.id == marker_id), None)
        for number in range(self.list.count()):
            if self.list.item(number).data(_ID) == chosen:
                self.list.setCurrentRow(number)

    def _on_organisation(self, item: QListWidgetItem | None) -> None:
        chosen = None if item is None else item.data(_ID)
        self.map.select(next((each.id for each in self._markers if each.subject == chosen), None))

    @Slot()
    def _on_open(self, *_item: object) -> None:
        item = self.list.currentItem()
        if item is not None and self._workspace.go_to_record("ngo", item.data(_ID)):
            self.accept()

    # -- files -----------------------------------------------------------------------------------------------

    def _on_base(self, base: BaseMap) -> None:
        self.map.show_base(base)
        self.map.fit()

    @Slot(Change)
    def _on_changed(self, change: Change) -> None:
        if change.entity in _WATCHED:
            self.read()

    def _on_print(self) -> None:
        kinds = self.chosen
        Output(self._workspace, self, writes=True).print(lambda _progress: self._services.gap_prints.pdf(*kinds), TITLE)

    def _on_workbook(self) -> None:
        kinds = self.chosen
        Output(self._workspace, self, writes=True).save_workbook(
            lambda path, _csv, progress: self._services.gap_prints.workbook(*kinds, path, progress),
            "biale-plamy.xlsx",
            title=self.tr("Zapisz białe plamy w arkuszu"),
            csv=False,
        )
