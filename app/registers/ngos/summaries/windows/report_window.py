"""The yearly report of cooperation: a year, its pages with charts, and files made of them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QTabBar, QVBoxLayout, QWidget

from app.core.errors import Refusal
from app.core.progress import Progress
from app.core.records import Change
from app.core.report_pages import Page
from app.registers.ngos.shared import NgoServices
from app.registers.ngos.summaries import words
from app.registers.ngos.summaries.usecases import RIGHTS
from app.widgets.buttons import deed_button
from app.widgets.editing_tab import file_name
from app.widgets.forms.choice_editors import Combo
from app.widgets.page_view import PageView
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, resize_to_text, scale_font

_CHARS, _LINES = 185, 48


class CooperationReportWindow(QDialog):
    """One page at a time, worked out in the background."""

    def __init__(self, workspace: Workspace, services: NgoServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cooperation_report_window")
        self.setWindowTitle(words.WINDOW_TITLE)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._prints = workspace, services.cooperation_prints
        self._shown: Page | None = None
        self._asked = 0
        self._build()
        resize_to_text(self, _CHARS, _LINES)
        workspace.bus.changed.connect(self._on_changed)
        summaries = services.ngo_summaries

        def years(_progress: Progress) -> tuple[Sequence[int], int]:
            return summaries.years(), summaries.usual_year()

        workspace.jobs.run(years, done=self._on_years, failed=self._on_refused, owner=self)

    def _build(self) -> None:
        title = QLabel(self.windowTitle())
        title.setObjectName("title")
        scale_font(title, 1.3, QFont.Weight.DemiBold)
        self.years = Combo(self)
        self.years.setObjectName("years")
        self.years.setAccessibleName(self.tr("Rok sprawozdania"))
        label = QLabel(self.tr("&Rok sprawozdania"), self)
        label.setBuddy(self.years)
        self.tabs = QTabBar()
        self.tabs.setObjectName("pages")
        self.tabs.setAccessibleName(self.tr("Strony sprawozdania"))
        self.tabs.setExpanding(False)
        for key, name in words.PAGES.items():
            self.tabs.setTabData(self.tabs.addTab(name), key)
        self.view = PageView()
        head = QHBoxLayout()
        head.setSpacing(line(self, 0.5))
        head.addWidget(label)
        head.addWidget(self.years)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 0.9),) * 4)
        layout.setSpacing(line(self, 0.5))
        layout.addWidget(title)
        layout.addLayout(head)
        layout.addWidget(self.tabs)
        layout.addWidget(self.view, 1)
        layout.addLayout(self._foot())
        self.tabs.currentChanged.connect(self.read)
        self.years.activated.connect(self.read)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.read)
        QShortcut(QKeySequence("Ctrl+Tab"), self).activated.connect(lambda: self._turn(1))
        QShortcut(QKeySequence("Ctrl+Shift+Tab"), self).activated.connect(lambda: self._turn(-1))

    def _foot(self) -> QHBoxLayout:
        self.as_tables = QCheckBox(self.tr("Pokaż wykresy jako &tabele"))
        self.as_tables.setObjectName("as_tables")
        self.as_tables.toggled.connect(self._on_as_tables)
        self.print_button = deed_button("print_report", self.tr("&Drukuj sprawozdanie…"), self._print)
        self.pdf_button = deed_button("save_pdf", self.tr("Zapisz jako &PDF…"), self._save_pdf)
        self.workbook_button = deed_button("save_workbook", self.tr("Zapisz w arku&szu…"), self._save_workbook)
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("&Zamknij"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(line(self, 0.5))
        foot.addWidget(self.as_tables)
        foot.addStretch(1)
        for button in (self.print_button, self.pdf_button, self.workbook_button):
            button.setEnabled(False)
            foot.addWidget(button)
        foot.addWidget(buttons)
        return foot

    @property
    def key(self) -> str:
        """The page that is shown."""
        return str(self.tabs.tabData(self.tabs.currentIndex()) or "")

    @property
    def year(self) -> int | None:
        """The year that is chosen; None until they are read."""
        year: int | None = self.years.currentData()
        return year

    def _turn(self, step: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def _on_years(self, found: tuple[Sequence[int], int]) -> None:
        years, usual = found
        for year in sorted({*years, usual}, reverse=True):
            self.years.addItem(str(year), year)
        self.years.setCurrentIndex(max(0, self.years.findData(usual)))
        self.read()

    @Slot()
    def read(self) -> None:
        """Work the page out in the background; only the last one asked for is shown."""
        year, key = self.year, self.key
        if year is None or not key:
            return
        self._asked += 1
        asked = self._asked

        def shown(made: Page) -> None:
            if asked == self._asked:
                self._show(made)

        self._workspace.jobs.run(
            lambda _progress: self._prints.page(key, year),
            done=shown,
            failed=self._on_refused,
            title=self.tr("Zestawiam współpracę…"),
            cancellable=False,
            owner=self,
        )

    def _on_refused(self, refusal: Refusal) -> None:
        self._workspace.dialogs.refuse(refusal)
        self.reject()

    def _show(self, made: Page) -> None:
        self._shown = made
        self.view.show_page(made, as_tables=self.as_tables.isChecked())
        for button in (self.print_button, self.pdf_button, self.workbook_button):
            button.setEnabled(True)

    @Slot()
    def _on_as_tables(self) -> None:
        if self._shown is not None:
            self.view.show_page(self._shown, as_tables=self.as_tables.isChecked())

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.entity in RIGHTS:
            self.read()

    # -- files ---------------------------------------------------------------------------------------------------

    def _title(self, year: int) -> str:
        return f"{words.REPORT_TITLE} za rok {year}"

    def _print(self) -> None:
        year = self.year
        if year is not None:
            self._run(
                lambda _progress: self._prints.report_pdf(year),
                lambda pdf: self._workspace.print_pdf(pdf, self._title(year), _nothing_to_note),
            )

    def _save_pdf(self) -> None:
        year = self.year
        if year is None:
            return

        def into(path: Path) -> None:
            def work(_progress: Progress) -> Path:
                from app.exchange.files import write_whole

                write_whole(path, self._prints.report_pdf(year))
                return path

            self._run(work, self._on_saved)

        self._workspace.dialogs.choose_save_file(
            self.tr("Zapisz jako PDF"), file_name(self._title(year)), self.tr("Dokumenty PDF (*.pdf)"), into
        )

    def _save_workbook(self) -> None:
        year = self.year
        if year is None:
            return

        def into(path: Path) -> None:
            def work(progress: Progress) -> Path:
                self._prints.workbook(year, path, progress)
                return path

            self._run(work, self._on_saved)

        self._workspace.dialogs.choose_save_file(
            self.tr("Zapisz w arkuszu"),
            file_name(self._title(year)).replace(".pdf", ".xlsx"),
            self.tr("Arkusz Excel (*.xlsx)"),
            into,
        )

    def _run(self, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        self._workspace.jobs.run(
            work, done=done, title=self.tr("Przygotowuję sprawozdanie…"), writes=True, cancellable=False, owner=self
        )

    def _on_saved(self, path: Path) -> None:
        self._workspace.say(self.tr("Zapisano plik {name}.").format(name=path.name))


def _nothing_to_note() -> None:
    """The print is logged when it is made."""


def open_report(workspace: Workspace, services: NgoServices) -> None:
    """The window, one at a time."""
    for known in workspace.window.findChildren(CooperationReportWindow):
        known.close()
    CooperationReportWindow(workspace, services, workspace.window).show()
