"""Costs against the plan, access to trainings and what came of them: pages with charts, and files made of them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.core.progress import Progress
from app.core.report_pages import Page
from app.registers.trainings.shared import TrainingServices
from app.registers.trainings.summaries import words
from app.registers.trainings.summaries.prints import SummaryPrints
from app.registers.trainings.summaries.usecases import TrainingSummaries
from app.widgets.period_bar import PeriodBar
from app.widgets.report_window import ReportWindow
from app.widgets.workspace import Workspace

_WATCHED = frozenset(
    {"training_participation", "training_course", "travel_order", "training_budget", "training_plan_item"}
)
Period = tuple[date, date]


class SummaryWindow(ReportWindow):
    """The summaries of a year or of any period."""

    def __init__(
        self,
        workspace: Workspace,
        summaries: TrainingSummaries,
        prints: SummaryPrints,
        key: str,
        parent: QWidget | None = None,
    ) -> None:
        self._summaries, self._prints = summaries, prints
        self.period = PeriodBar()
        title = QCoreApplication.translate("SummaryWindow", "Koszty i efekty szkoleń")
        super().__init__(workspace, title, words.PAGES, self.period, _WATCHED, parent)
        self.setObjectName("training_summary_window")
        self.tabs.setCurrentIndex([*words.PAGES].index(key))
        self.period.changed.connect(self.read)
        workspace.jobs.run(lambda _progress: summaries.years(), done=self._on_years, failed=self.refuse, owner=self)

    def chosen(self) -> Period | None:
        """The first and the last day; None while they are not known."""
        return self.period.period

    def page(self, key: str, chosen: Period) -> Page:
        return self._prints.page(key, *chosen)

    def report_pdf(self, chosen: Period) -> bytes:
        return self._prints.report_pdf(*chosen)

    def write_workbook(self, chosen: Period, path: Path, progress: Progress) -> None:
        made = [self.page(key, chosen) for key in words.PAGES]
        self._prints.pages_workbook(made, f"Okres: {words.period(*chosen)}", path, progress)

    def report_title(self, chosen: Period) -> str:
        return f"{words.REPORT_TITLE} za rok {chosen[1].year}"

    def _on_years(self, years: Sequence[int]) -> None:
        self.period.offer(years, self._summaries.clock.today().year)
        self.read()


def open_summaries(workspace: Workspace, services: TrainingServices, key: str) -> None:
    """The window at one of its pages, one at a time."""
    for known in workspace.window.findChildren(SummaryWindow):
        known.close()
    SummaryWindow(workspace, services.training_summaries, services.summary_prints, key, workspace.window).show()
