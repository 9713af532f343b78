"""A report of several pages in a window: what it is about, a page at a time with charts, and files made of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QTabBar, QVBoxLayout, QWidget

from app.core.errors import Refusal
from app.core.progress import Progress
from app.core.records import Change
from app.core.report_pages import Page
from app.widgets.buttons import deed_button, foot
from app.widgets.output import Output, file_name
from app.widgets.page_view import PageView
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, resize_to_text, scale_font

_CHARS, _LINES = 185, 48


class ReportWindow(QDialog):
    """One page at a time, worked out in the background; reads again when something it rests on changes.

    A subclass gives the ``chooser`` of what the report is about (a year, a period), calls :meth:`read` when that was
    chosen, and says the rest in the methods below. ``pages`` are titles of pages by key, ``watched`` kinds of record.
    """

    def __init__(
        self,
        workspace: Workspace,
        title: str,
        pages: Mapping[str, str],
        chooser: QWidget,
        watched: frozenset[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._watched = workspace, watched
        self._shown: Page | None = None
        self._asked = 0
        self._build(pages, chooser)
        resize_to_text(self, _CHARS, _LINES)
        workspace.bus.changed.connect(self._on_changed)

    # -- what subclasses say -------------------------------------------------------------------------------------

    def chosen(self) -> Any | None:
        """What the report is about; None until that is known."""
        raise NotImplementedError

    def page(self, key: str, chosen: Any) -> Page:
        """One page; called in the background."""
        raise NotImplementedError

    def report_pdf(self, chosen: Any) -> bytes:
        """The whole report, logged as printed; called in the background."""
        raise NotImplementedError

    def write_workbook(self, chosen: Any, path: Path, progress: Progress) -> None:
        """All pages as a workbook, logged as exported; called in the background."""
        raise NotImplementedError

    def report_title(self, chosen: Any) -> str:
        """What the print and the files are called."""
        raise NotImplementedError

    # -- building ------------------------------------------------------------------------------------------------

    def _build(self, pages: Mapping[str, str], chooser: QWidget) -> None:
        title = QLabel(self.windowTitle())
        title.setObjectName("title")
        scale_font(title, 1.3, QFont.Weight.DemiBold)
        self.tabs = QTabBar()
        self.tabs.setObjectName("pages")
        self.tabs.setAccessibleName(self.tr("Strony sprawozdania"))
        self.tabs.setExpanding(False)
        for key, name in pages.items():
            self.tabs.setTabData(self.tabs.addTab(name), key)
        self.view = PageView()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 0.9),) * 4)
        layout.setSpacing(line(self, 0.5))
        layout.addWidget(title)
        layout.addWidget(chooser)
        layout.addWidget(self.tabs)
        layout.addWidget(self.view, 1)
        layout.addLayout(self._foot())
        self.tabs.currentChanged.connect(self.read)
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
        deeds = (self.print_button, self.pdf_button, self.workbook_button)
        for button in deeds:
            button.setEnabled(False)
        return foot(self, (self.as_tables,), deeds, self.tr("&Zamknij"))

    # -- pages ---------------------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """The page that is shown."""
        return str(self.tabs.tabData(self.tabs.currentIndex()) or "")

    def _turn(self, step: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    @Slot()
    def read(self) -> None:
        """Work the page out in the background; only the last one asked for is shown."""
        chosen, key = self.chosen(), self.key
        if chosen is None or not key:
            return
        self._asked += 1
        asked = self._asked

        def shown(made: Page) -> None:
            if asked == self._asked:
                self._show(made)

        self._workspace.jobs.run(
            lambda _progress: self.page(key, chosen),
            done=shown,
            failed=self.refuse,
            title=self.tr("Przygotowuję zestawienie…"),
            cancellable=False,
            owner=self,
        )

    def refuse(self, refusal: Refusal) -> None:
        """Say why nothing can be shown, and close."""
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
        if change.entity in self._watched:
            self.read()

    # -- files ---------------------------------------------------------------------------------------------------

    @property
    def _output(self) -> Output:
        # prints and exports are logged, so they take their turn with whoever saves
        return Output(self._workspace, self, self.tr("Przygotowuję sprawozdanie…"), writes=True, cancellable=False)

    def _print(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._output.print(lambda _progress: self.report_pdf(chosen), self.report_title(chosen))

    def _save_pdf(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._output.save_pdf(lambda _progress: self.report_pdf(chosen), self.report_title(chosen))

    def _save_workbook(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._output.save_workbook(
                lambda path, _csv, progress: self.write_workbook(chosen, path, progress),
                file_name(self.report_title(chosen), "xlsx"),
                csv=False,
            )
