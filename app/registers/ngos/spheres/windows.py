"""„Wykaz sfer zadań publicznych”: the list in use, replaced from a file or put back to the shipped one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.core.dates import format_date
from app.core.progress import Progress
from app.core.records import Change, Outcome
from app.exchange.spreadsheets import Format
from app.registers.ngos.dictionary import group
from app.registers.ngos.shared import NgoServices
from app.registers.ngos.spheres.domain import OwnSphereList, SphereLine
from app.registers.ngos.spheres.transfer import ReadList, line_texts, told
from app.widgets.airy_rows import AiryRows
from app.widgets.buttons import deed_button
from app.widgets.import_window import ImportWindow, Preview
from app.widgets.output import Output
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, resize_to_text, scale_font

TITLE = "Wykaz sfer zadań publicznych"
_HEADINGS = ("Kod", "Nazwa", "Grupa na mapie", "Obowiązuje od", "Obowiązuje do")
_GROUP = 2


class SphereWindow(QDialog):
    """Shows the list again whenever it changes."""

    def __init__(self, workspace: Workspace, services: NgoServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sphere_window")
        self.setWindowTitle(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._services = workspace, services
        self._own: OwnSphereList | None = None
        title = QLabel(TITLE)
        scale_font(title, 1.3, QFont.Weight.DemiBold)
        self.source = QLabel()
        self.source.setObjectName("source")
        self.source.setWordWrap(True)
        self.source.setTextFormat(Qt.TextFormat.PlainText)
        self.source.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.table = QTableWidget()
        self.table.setObjectName("spheres")
        self.table.setAccessibleName(TITLE)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        AiryRows(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 0.9),) * 4)
        layout.setSpacing(line(self, 0.5))
        layout.addWidget(title)
        layout.addWidget(self.source)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._foot())
        resize_to_text(self, 140, 36)
        workspace.bus.changed.connect(self._on_changed)
        self.read()

    def _foot(self) -> QHBoxLayout:
        may = self._services.sphere_lists.actor().may("ngo_sphere_list.edit")
        self.replace_button = deed_button("replace_list", self.tr("&Zastąp wykazem z pliku…"), self._on_replace)
        self.back_button = deed_button("shipped_list", self.tr("&Wróć do wykazu z programu"), self._on_back)
        self.export_button = deed_button("export_list", self.tr("Zapisz w arku&szu…"), self._on_export)
        self.close_button = deed_button("close", self.tr("Za&mknij"), self.reject)
        row = QHBoxLayout()
        for button in (self.replace_button, self.back_button):
            button.setVisible(may)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.export_button)
        row.addWidget(self.close_button)
        return row

    def read(self) -> None:
        """Read the list in use."""
        lists = self._services.sphere_lists
        self._workspace.jobs.run(
            lambda _progress: (lists.own(), lists.lines(), lists.current().source), done=self._show, owner=self
        )

    def _show(self, found: tuple[OwnSphereList | None, tuple[SphereLine, ...], str]) -> None:
        self._own, lines, source = found
        self.back_button.setEnabled(self._own is not None)
        kind = self.tr("wykaz z programu") if self._own is None else self.tr("wykaz urzędu")
        self.source.setText(f"{kind}: {source}")
        self.table.clear()
        self.table.setColumnCount(len(_HEADINGS))
        self.table.setHorizontalHeaderLabels(_HEADINGS)
        self.table.setRowCount(len(lines))
        for number, each in enumerate(lines):
            days = tuple("–" if day is None else format_date(day) for day in (each.valid_from, each.valid_to))
            for column, text in enumerate((*line_texts(each), *days)):
                item = QTableWidgetItem(text)
                if column == _GROUP:
                    item.setIcon(self._swatch(each.group))
                self.table.setItem(number, column, item)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def _swatch(self, key: str) -> QIcon:
        """The colour of a group on the map."""
        picture = QPixmap(line(self), line(self))
        picture.fill(QColor(group(key).colour))
        return QIcon(picture)

    def _on_changed(self, change: Change) -> None:
        if change.entity == "ngo_sphere_list":
            self.read()

    # -- deeds -----------------------------------------------------------------------------------------------

    def _on_replace(self) -> None:
        self._workspace.dialogs.choose_open_file(
            self.tr("Wczytaj wykaz sfer"), self.tr("Arkusze (*.xlsx *.csv)"), self._read_file
        )

    def _read_file(self, path: Path) -> None:
        self._workspace.jobs.run(
            lambda progress: self._services.sphere_exchange.read(path, progress),
            done=self._ask,
            title=self.tr("Sprawdzam wykaz…"),
            owner=self,
        )

    def _ask(self, found: ReadList) -> None:
        preview = Preview(self.tr("Nowy wykaz sfer"), told(found), (), self.tr("Zastąp wykaz"), something=True)
        window = ImportWindow(preview, self)
        window.accepted_import.connect(partial(self._replace, found))
        window.open()

    def _replace(self, found: ReadList) -> None:
        self._write(lambda: self._services.sphere_exchange.replace(found))

    def _on_back(self) -> None:
        own = self._own
        if own is not None:
            self._write(lambda: self._services.sphere_lists.delete(own.id, own.version))

    def _write(self, deed: Callable[[], Outcome[OwnSphereList]]) -> None:
        self._workspace.jobs.carry_out(deed, self._workspace.report, self)

    def _on_export(self) -> None:
        def write(path: Path, csv: bool, progress: Progress) -> int:
            return self._services.sphere_exchange.export(path, Format.CSV if csv else Format.XLSX, progress)

        Output(self._workspace, self).save_workbook(
            write, "sfery-zadan-publicznych.xlsx", title=self.tr("Zapisz wykaz sfer w arkuszu")
        )
