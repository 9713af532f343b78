"""„Sprawdź bazę danych”: the integrity check, and what its answer means for the person."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.core.errors import Refusal
from app.core.progress import Progress
from app.records.environment import explained
from app.widgets.dialogs import Dialogs
from app.widgets.jobs import Jobs
from db.check import CheckReport, check


class DatabaseCheck(QObject):
    """Runs away from the window and says the result."""

    def __init__(self, window: QWidget, jobs: Jobs, dialogs: Dialogs, path: Path) -> None:
        super().__init__(window)
        self.setObjectName("database_check")
        self._window, self._jobs, self._dialogs, self._path = window, jobs, dialogs, path

    def run(self) -> None:
        """Start it."""

        def work(_progress: Progress) -> CheckReport:
            with explained():
                return check(self._path)

        self._jobs.run(work, done=self._say, title=self.tr("Sprawdzam bazę danych…"), owner=self._window)

    def _say(self, report: CheckReport) -> None:
        if report.ok:
            self._dialogs.inform(
                self.tr("Baza danych jest cała"), self.tr("Sprawdzono cały plik i wszystkie powiązania.")
            )
            return
        self._dialogs.refuse(
            Refusal(
                self.tr(
                    "Baza danych jest uszkodzona. Nie zapisuj niczego więcej, zrób kopię pliku i odtwórz "
                    "ostatnią kopię zapasową."
                )
            )
        )
