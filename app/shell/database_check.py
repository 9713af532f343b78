"""Is the database sound? A quiet look after every opening, and „Sprawdź bazę danych” with a report.

The quiet look reads every page once in the background: measured 0.13 s for 80 MB, 1.1 s encrypted, so that it need
not be rationed. It says nothing when all is well; damage becomes a line at the bottom that stays, and a message.
"""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.errors import EnvironmentProblem, Refusal
from app.core.progress import Cancelled, Progress
from app.records.environment import explained
from app.shell.check_report import CheckWindow
from app.shell.panels import DeedLine
from app.widgets.columns import Tone
from app.widgets.dialogs import Dialogs
from app.widgets.jobs import Jobs
from app.widgets.status_line import StatusLine
from app.widgets.zoom import scale_font
from db.check import CheckReport, check, quick_check
from db.errors import DatabaseProblem, ProblemKind

_DAMAGE = frozenset({ProblemKind.CORRUPT, ProblemKind.NOT_A_DATABASE})
"""What a file that was opened a moment ago may turn into only by damage, at its first page."""


class DatabaseCheck(QObject):
    """Runs away from the window; one for as long as the window shows this file."""

    def __init__(
        self, window: QWidget, jobs: Jobs, dialogs: Dialogs, status: StatusLine, path: Path, key: bytes | None
    ) -> None:
        super().__init__(window)
        self.setObjectName("database_check")
        self._window, self._jobs, self._dialogs, self._status = window, jobs, dialogs, status
        self._path, self._key = path, key
        self.line: DeedLine | None = None
        """What stays at the bottom of a window over a damaged file."""

    @Slot()
    def look(self) -> None:
        """Look quietly; a file that cannot be read just now is told by the next deed."""

        def work(progress: Progress) -> bool:
            return _is_sound(self._path, self._key, progress)

        self._jobs.run(work, done=self._on_looked, failed=lambda _refusal: None, owner=self)

    @Slot()
    def run(self) -> None:
        """Check everything and show the report."""

        def work(_progress: Progress) -> CheckReport:
            with explained():
                return check(self._path, key=self._key)

        self._jobs.run(
            work,
            done=self._show,
            failed=self._on_refused,
            title=self.tr("Sprawdzam bazę danych…"),
            cancellable=False,
            owner=self,
        )

    def _on_looked(self, sound: bool) -> None:
        if not sound:
            self._warn()
            self._dialogs.refuse(EnvironmentProblem(self._advice()))

    def _on_refused(self, refusal: Refusal) -> None:
        if isinstance(problem := refusal.__cause__, DatabaseProblem) and problem.kind in _DAMAGE:
            self._warn()
            refusal = EnvironmentProblem(self._advice())
        self._dialogs.refuse(refusal)

    def _show(self, report: CheckReport) -> None:
        if not report.ok:
            self._warn()
        CheckWindow(report, datetime.now().astimezone(), self._dialogs, self._window).open()

    def _warn(self) -> None:
        if self.line is not None:
            return
        text = self.tr("Baza danych jest uszkodzona")
        self.line = DeedLine("error", text, self.run, tone=Tone.DANGER, loud=True)
        scale_font(self.line, 1.0, QFont.Weight.DemiBold)
        self.line.setObjectName("database_damaged")
        self.line.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.line.setToolTip(self.tr("Pokaż, co jest uszkodzone"))
        self._status.add_permanent(self.line)

    def _advice(self) -> str:
        return self.tr(
            "Baza danych „{path}” jest uszkodzona. Nie zapisuj niczego więcej, zrób kopię pliku i odtwórz "
            "ostatnią kopię zapasową. Jeżeli to się powtórzy, poproś informatyka o sprawdzenie dysku."
        ).format(path=self._path)


def _is_sound(path: Path, key: bytes | None, progress: Progress) -> bool:
    def cancelled() -> bool:
        try:
            progress.report(0, 0)
        except Cancelled:
            return True
        return False

    try:
        faults = quick_check(path, key=key, cancelled=cancelled)
    except DatabaseProblem as problem:
        return problem.kind not in _DAMAGE
    return not faults
