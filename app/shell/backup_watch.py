"""Copies that make themselves while the window is open, and „Ostatnia kopia” in the status line."""

import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from app.administration.backups import words
from app.administration.backups.domain import Status
from app.administration.backups.usecases import Safeguard, unlocked
from app.administration.backups.windows.overview import BackupsWindow, BackupTools
from app.bootstrap import Services, waiting_for
from app.core.errors import Refusal
from app.core.progress import Progress
from app.widgets import icons
from app.widgets.buttons import DeedButton
from app.widgets.status_line import StatusLine
from app.widgets.theme import colors

_LOOK_MS = 60_000
"""How often is asked whether a copy is due; also how long the age in the status line may be out of date."""

_log = logging.getLogger("urzad")


class BackupLine(DeedButton):
    """Age of the last copy in the status line, red with another picture and other words when something is wrong."""

    def __init__(self, then: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("last_backup")
        self.setFlat(True)
        self._well = True
        self._dressing = False
        self.clicked.connect(lambda _checked=False: then())
        self.hide()

    def say(self, text: str, details: str, *, well: bool) -> None:
        """Show a state."""
        self._well = well
        self.setText(text)
        self.setToolTip(details)
        self.setAccessibleName(text)
        self.setAccessibleDescription(details)
        self._dress()
        self.show()

    @property
    def is_red(self) -> bool:
        """Whether it warns."""
        return not self._well

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and not self._dressing:
            self._dress()

    def _dress(self) -> None:
        # own colours change the palette, which would come back here
        self._dressing = True
        self.setPalette(QPalette())
        scheme = colors(self.palette())
        ink = scheme.muted if self._well else scheme.danger
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.ButtonText, ink)
        self.setPalette(palette)
        self.setIcon(icons.pixmap("clock" if self._well else "error", ink, self.fontMetrics().height()))
        self._dressing = False


class BackupWatch(QObject):
    """Asks the program's safeguard now and then; one for each open database."""

    restored = Signal(str)

    def __init__(self, window: QWidget, tools: BackupTools, status: StatusLine) -> None:
        super().__init__(window)
        self.setObjectName("backup_watch")
        self._window, self._tools = window, tools
        self.line = BackupLine(self.open_window)
        status.add_permanent(self.line)
        self._running = False
        self._ended = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Show the age now, and look for what is due from time to time."""
        if not self._timer.isActive():
            self._timer.start()
            self.refresh()

    @Slot()
    def look(self) -> None:
        """Make a copy when one is due; a failure is told by the status line, not by a message each time."""
        guard = self._tools.safeguard
        if self._running or self._ended:
            return
        self._running = True

        def work(progress: Progress) -> Status:
            try:
                guard.make_if_due(progress)
            except Refusal as refusal:
                _log.warning("no backup could be made: %s", type(refusal.__cause__ or refusal).__name__)
            return guard.status()

        self._tools.jobs.run(
            work, done=self._show, failed=self._on_failed, cancelled=self._on_cancelled, cancellable=False, owner=self
        )

    @Slot()
    def refresh(self) -> None:
        """Show the present state without making a copy."""
        guard = self._tools.safeguard
        self._tools.jobs.run(
            lambda _progress: guard.status(), done=self._show, failed=lambda _refusal: None, owner=self
        )

    def open_window(self) -> None:
        """„Kopie zapasowe”."""
        window = BackupsWindow(self._tools, self._window)
        window.restored.connect(self._on_restored)
        window.changed.connect(self.refresh)
        window.open()

    def end(self) -> None:
        """The window closes: make a last copy when there are changes that no copy holds; the window is hidden then.

        The copy is one of the jobs that the program waits for at its end.
        """
        self._timer.stop()
        if self._ended:
            return
        self._ended = True
        guard = self._tools.safeguard
        with suppress(Refusal):
            if guard.is_due_at_end():
                self._window.hide()
                self._tools.jobs.run(lambda progress: _last(guard, progress), writes=True, cancellable=False)

    @Slot(str)
    def _on_restored(self, sentence: str) -> None:
        # what is open here belongs to the file that was replaced
        self._ended = True
        self._timer.stop()
        # not inside the job that did it: everything is closed now
        QTimer.singleShot(0, self, lambda: self.restored.emit(sentence))

    def _show(self, status: Status) -> None:
        self._running = False
        now = self._tools.clock.now()
        todo = () if status.is_well else (words.what_to_do(status),)
        details = "\n".join((*words.status_details(status, now), *todo))
        self.line.say(words.status(status, now), details, well=status.is_well)

    def _on_failed(self, _refusal: Refusal) -> None:
        self._running = False

    def _on_cancelled(self) -> None:
        self._running = False


def _last(guard: Safeguard, progress: Progress) -> None:
    try:
        guard.make_at_end(progress)
    except Refusal as refusal:
        _log.warning("no backup could be made at the end: %s", type(refusal.__cause__ or refusal).__name__)


def unlock(services: Services, path: Path, login: str, password: str) -> bytes:
    """The key of a copy from its own key file; slowed down like signing in to the database."""
    if services.file is None:
        raise Refusal(words.ON_SERVER)
    return unlocked(path, login, password, waiting_for(services.file, services.clock))
