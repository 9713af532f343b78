"""The yearly report of cooperation: a year, its pages with charts, and files made of them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.core.progress import Progress
from app.core.report_pages import Page
from app.registers.ngos.shared import NgoServices
from app.registers.ngos.summaries import words
from app.registers.ngos.summaries.usecases import RIGHTS
from app.widgets.forms.choice_editors import Combo
from app.widgets.report_window import ReportWindow
from app.widgets.workspace import Workspace
from app.widgets.zoom import line

_YEAR = "&Rok sprawozdania"


class CooperationReportWindow(ReportWindow):
    """The report of one year."""

    def __init__(self, workspace: Workspace, services: NgoServices, parent: QWidget | None = None) -> None:
        self._prints = services.cooperation_prints
        super().__init__(workspace, words.WINDOW_TITLE, words.PAGES, self._chooser(), frozenset(RIGHTS), parent)
        self.setObjectName("cooperation_report_window")
        self.years.activated.connect(self.read)
        summaries = services.ngo_summaries

        def years(_progress: Progress) -> tuple[Sequence[int], int]:
            return summaries.years(), summaries.usual_year()

        workspace.jobs.run(years, done=self._on_years, failed=self.refuse, owner=self)

    def _chooser(self) -> QWidget:
        chooser = QWidget()
        self.years = Combo(chooser)
        self.years.setObjectName("years")
        self.years.setAccessibleName(_YEAR.replace("&", ""))
        label = QLabel(_YEAR, chooser)
        label.setBuddy(self.years)
        row = QHBoxLayout(chooser)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(line(chooser, 0.5))
        row.addWidget(label)
        row.addWidget(self.years)
        row.addStretch(1)
        return chooser

    def chosen(self) -> int | None:
        """The year that is chosen; None until they are read."""
        year: int | None = self.years.currentData()
        return year

    def page(self, key: str, chosen: int) -> Page:
        return self._prints.page(key, chosen)

    def report_pdf(self, chosen: int) -> bytes:
        return self._prints.report_pdf(chosen)

    def write_workbook(self, chosen: int, path: Path, progress: Progress) -> None:
        self._prints.workbook(chosen, path, progress)

    def report_title(self, chosen: int) -> str:
        return f"{words.REPORT_TITLE} za rok {chosen}"

    def _on_years(self, found: tuple[Sequence[int], int]) -> None:
        years, usual = found
        for year in sorted({*years, usual}, reverse=True):
            self.years.addItem(str(year), year)
        self.years.setCurrentIndex(max(0, self.years.findData(usual)))
        self.read()


def open_report(workspace: Workspace, services: NgoServices) -> None:
    """The window, one at a time."""
    for known in workspace.window.findChildren(CooperationReportWindow):
        known.close()
    CooperationReportWindow(workspace, services, workspace.window).show()
