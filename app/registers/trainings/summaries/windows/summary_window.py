"""Costs against the plan, access to trainings and what came of them: pages with charts, and files made of them."""

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
from app.registers.trainings.shared import TrainingServices
from app.registers.trainings.summaries import words
from app.registers.trainings.summaries.prints import SummaryPrints
from app.registers.trainings.summaries.usecases import TrainingSummaries
from app.widgets.buttons import deed_button
from app.widgets.editing_tab import file_name
from app.widgets.page_view import PageView
from app.widgets.period_bar import PeriodBar
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, resize_to_text, scale_font

_CHARS, _LINES = 185, 48
_WATCHED = frozenset(
    {"training_participation", "training_course", "travel_order", "training_budget", "training_plan_item"}
)


class SummaryWindow(QDialog):
    """One page at a time, worked out in the background."""

    def __init__(
        self,
        workspace: Workspace,
        summaries: TrainingSummaries,
        prints: SummaryPrints,
        key: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("training_summary_window")
        self.setWindowTitle(self.tr("Koszty i efekty szkoleń"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._summaries, self._prints = workspace, summaries, prints
        self._shown: Page | None = None
        self._asked = 0
        self._build()
        self.tabs.setCurrentIndex([*words.PAGES].index(key))
        self.tabs.currentChanged.connect(self.read)
        resize_to_text(self, _CHARS, _LINES)
        workspace.bus.changed.connect(self._on_changed)
        workspace.jobs.run(
            lambda _progress: summaries.years(), done=self._on_years, failed=self._on_refused, owner=self
        )

    def _build(self) -> None:
        title = QLabel(self.windowTitle())
        title.setObjectName("title")
        scale_font(title, 1.3, QFont.Weight.DemiBold)
        self.period = PeriodBar()
        self.period.changed.connect(self.read)
        self.tabs = QTabBar()
        self.tabs.setObjectName("pages")
        self.tabs.setAccessibleName(self.tr("Strony zestawienia"))
        self.tabs.setExpanding(False)
        for key, name in words.PAGES.items():
            self.tabs.setTabData(self.tabs.addTab(name), key)
        self.view = PageView()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 0.9),) * 4)
        layout.setSpacing(line(self, 0.5))
        layout.addWidget(title)
        layout.addWidget(self.period)
        layout.addWidget(self.tabs)
        layout.addWidget(self.view, 1)
        layout.addLayout(self._foot())
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

    def _turn(self, step: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def _on_years(self, years: Sequence[int]) -> None:
        self.period.offer(years, self._summaries.clock.today().year)
        self.read()

    @Slot()
    def read(self) -> None:
        """Work the page out in the background; only the last one asked for is shown."""
        period, key = self.period.period, self.key
        if period is None or not key:
            return
        self._asked += 1
        asked = self._asked

        def shown(made: Page) -> None:
            if asked == self._asked:
                self._show(made)

        self._workspace.jobs.run(
            lambda _progress: self._prints.page(key, *period),
            done=shown,
            failed=self._on_refused,
            title=self.tr("Zestawiam szkolenia…"),
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
        if change.entity in _WATCHED:
            self.read()

    # -- files ---------------------------------------------------------------------------------------------------

    def _title(self) -> str:
        period = self.period.period
        return f"{words.REPORT_TITLE} za rok {period[1].year}" if period else words.REPORT_TITLE

    def _print(self) -> None:
        period, title = self.period.period, self._title()
        if period is not None:
            self._run(
                lambda _progress: self._prints.report_pdf(*period),
                lambda pdf: self._workspace.print_pdf(pdf, title, _nothing_to_note),
            )

    def _save_pdf(self) -> None:
        period = self.period.period
        if period is None:
            return

        def into(path: Path) -> None:
            def work(_progress: Progress) -> Path:
                from app.exchange.files import write_whole

                write_whole(path, self._prints.report_pdf(*period))
                return path

            self._run(work, self._on_saved)

        self._workspace.dialogs.choose_save_file(
            self.tr("Zapisz jako PDF"), file_name(self._title()), self.tr("Dokumenty PDF (*.pdf)"), into
        )

    def _save_workbook(self) -> None:
        period = self.period.period
        if period is None:
            return

        def into(path: Path) -> None:
            def work(progress: Progress) -> Path:
                made = [self._prints.page(key, *period) for key in words.PAGES]
                self._prints.pages_workbook(made, f"Okres: {words.period(*period)}", path, progress)
                return path

            self._run(work, self._on_saved)

        self._workspace.dialogs.choose_save_file(
            self.tr("Zapisz w arkuszu"),
            file_name(self._title()).replace(".pdf", ".xlsx"),
            self.tr("Arkusz Excel (*.xlsx)"),
            into,
        )

    def _run(self, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        self._workspace.jobs.run(
            work, done=done, title=self.tr("Przygotowuję sprawozdanie…"), cancellable=False, owner=self
        )

    def _on_saved(self, path: Path) -> None:
        self._workspace.say(self.tr("Zapisano plik {name}.").format(name=path.name))


def _nothing_to_note() -> None:
    """The print is logged when it is made."""


def open_summaries(workspace: Workspace, services: TrainingServices, key: str) -> None:
    """The window, one at a time."""
    for known in workspace.window.findChildren(SummaryWindow):
        known.close()
    SummaryWindow(workspace, services.training_summaries, services.summary_prints, key, workspace.window).show()
