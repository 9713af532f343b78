"""Long work away from the window: one writer at a time, others side by side, progress, cancel, no lost errors."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Lock, Thread
from threading import enumerate as threads
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.core.errors import Refusal
from app.core.progress import Cancelled, Progress
from app.widgets.dialogs import Dialogs

T = TypeVar("T")
THROTTLE_S = 0.1
CURSOR_MS = 300
DIALOG_MS = 600
_ALONE = "leaves-nothing"
"""The name of threads of work that leaves nothing behind."""


def left_working() -> bool:
    """Whether cancelled work is still in a step of a library that does not hear of it."""
    return any(thread.name == _ALONE for thread in threads())


@dataclass(eq=False)
class Job:
    """One piece of work on its way; ``cancel()`` asks it to stop at its next report."""

    work: Callable[[Progress], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Refusal], None] | None
    cancelled: Callable[[], None] | None
    owner: QObject | None
    title: str
    cancellable: bool
    result: Any = None
    error: BaseException | None = None
    finished: bool = False
    stop: Event = field(default_factory=Event)
    let_go: Callable[[], None] | None = None
    """Called once when work is cancelled that nobody has to wait for."""
    thread: Thread | None = None
    """Of its own, where nobody has to wait for the work: a pool waits for its threads whatever they do."""
    alone: bool = False
    _telling: Lock = field(default_factory=Lock)

    def cancel(self) -> None:
        """Ask the work to stop; what it wrote is rolled back by whoever wrote it."""
        self.stop.set()
        then, self.let_go = self.let_go, None
        if then is not None:
            then()

    def leave_alone(self) -> None:
        """From now on nothing is heard of the work: whoever would hear it may be gone."""
        with self._telling:
            self.alone = True

    def tell(self, emit: Callable[[Any], None], news: Any) -> None:
        """Called by the work's thread."""
        with self._telling:
            if not self.alone:
                emit(news)

    @property
    def wanted(self) -> bool:
        """Whether anybody still waits for the result."""
        return self.owner is None or isValid(self.owner)


@dataclass(frozen=True)
class _Step:
    job: Job
    done: int
    total: int
    text: str


class _Reporter:
    """Progress on the worker's side; the signal belongs to Jobs, which lives as long as the program."""

    def __init__(self, job: Job, emit: Callable[[_Step], None]) -> None:
        self._job, self._emit, self._last = job, emit, 0.0

    def report(self, done: int, total: int, text: str = "") -> None:
        """Throttled; raises Cancelled once the person has cancelled."""
        if self._job.stop.is_set():
            raise Cancelled
        now = monotonic()
        if now - self._last >= THROTTLE_S:
            self._last = now
            self._job.tell(self._emit, _Step(self._job, done, total, text))


class _Runner(QRunnable):
    def __init__(self, job: Job, reporter: _Reporter, finish: Callable[[Job], None]) -> None:
        super().__init__()
        self._job, self._reporter, self._finish = job, reporter, finish

    def run(self) -> None:
        """Do the work; whatever it raises travels to the main thread."""
        job = self._job
        try:
            if job.stop.is_set():
                raise Cancelled
            job.result = job.work(self._reporter)
        except BaseException as error:  # noqa: BLE001 - raised again on the main thread
            job.error = error
        job.tell(self._finish, job)


class Jobs(QObject):
    """The two pools of the program. Create one, keep it, ``shutdown()`` before the database closes."""

    _job_finished = Signal(object)
    _job_stepped = Signal(object)
    idle = Signal()

    def __init__(self, dialogs: Dialogs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("jobs")
        self._dialogs = dialogs
        self._writers = QThreadPool(self)
        self._writers.setMaxThreadCount(1)
        self._free = QThreadPool(self)
        self._free.setMaxThreadCount(max(2, QThreadPool.globalInstance().maxThreadCount() - 1))
        self._running: dict[Job, _Patience] = {}
        self._closed = False
        queued = Qt.ConnectionType.QueuedConnection
        self._job_finished.connect(self._on_job_finished, queued)
        self._job_stepped.connect(self._on_job_stepped, queued)

    def run(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Refusal], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        writes: bool = False,
        title: str = "",
        cancellable: bool = True,
        leaves_nothing: bool = False,
        owner: QObject | None = None,
    ) -> Job:
        """Start work in a pool; callbacks come on the main thread.

        ``writes`` puts it in the queue of the one writer. A ``title`` makes it visible: busy cursor after
        0.3 s, a dialog with progress after 0.6 s, with a button to cancel when ``cancellable``. When
        ``owner`` has died meanwhile, the result is dropped. A Refusal goes to ``failed``, else to the
        dialogs; anything else raised is a bug and goes to ``sys.excepthook``. ``cancelled`` is called when the
        work ended without a result and without a Refusal: cancelled, or by a bug. Work that ``leaves_nothing``
        behind is not waited for when it is cancelled, not even by the end of the program: a long step of a library
        may keep it from hearing of that.
        After ``shutdown()`` nothing starts any more.
        """
        job = Job(work, done, failed, cancelled, owner, title, cancellable)
        if self._closed:
            job.finished = True
            return job
        self._running[job] = _Patience(job, self)
        runner = _Runner(job, _Reporter(job, self._job_stepped.emit), self._job_finished.emit)
        if leaves_nothing:
            job.let_go = partial(self._let_go, job)
            job.thread = Thread(target=runner.run, name=_ALONE, daemon=True)
            job.thread.start()
        else:
            (self._writers if writes else self._free).start(runner)
        return job

    def carry_out(
        self, deed: Callable[[], T], done: Callable[[T], None], owner: QObject | None, *, title: str = ""
    ) -> Job:
        """Do what saves: in turn with whoever saves, and never broken off half way. The rest as for ``run``."""
        return self.run(lambda _progress: deed(), done=done, writes=True, title=title, cancellable=False, owner=owner)

    @property
    def busy(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._running)

    def wait(self, timeout_ms: int = 30_000) -> bool:
        """Wait for everything, deliver the results, also of work they start; False when time ran out."""
        limit = monotonic() + timeout_ms / 1000
        while self._running:
            left = round((limit - monotonic()) * 1000)
            if left <= 0:
                return False
            self._writers.waitForDone(left)
            self._free.waitForDone(left)
            for job in self._running:
                if job.thread is not None:
                    job.thread.join(max(0.0, limit - monotonic()))
            QCoreApplication.sendPostedEvents(self)
        return True

    def let_go(self) -> None:
        """Cancel all work that leaves nothing behind; nobody waits for it any more."""
        for job in tuple(self._running):
            if job.let_go is not None:
                job.cancel()

    def shutdown(self, timeout_ms: int = 30_000) -> bool:
        """Cancel free work, let writes finish, deliver nothing more; False when something still runs."""
        self._closed = True
        for job in tuple(self._running):
            job.done = job.failed = job.cancelled = None
            if job.cancellable:
                job.cancel()
        return self.wait(timeout_ms)

    @Slot(object)
    def _on_job_stepped(self, step: _Step) -> None:
        patience = self._running.get(step.job)
        if patience is not None:
            patience.show_step(step)

    @Slot(object)
    def _on_job_finished(self, job: Job) -> None:
        patience = self._running.pop(job, None)
        if patience is None:
            # let go a moment before
            return
        patience.end()
        job.finished = True
        self._deliver(job)
        if not self._running:
            self.idle.emit()

    def _let_go(self, job: Job) -> None:
        """Tell at once that the work was cancelled; whatever comes of it is dropped."""
        job.leave_alone()
        patience = self._running.pop(job, None)
        if patience is None:
            return
        patience.end()
        job.finished = True
        if job.cancelled is not None and job.wanted:
            job.cancelled()
        if not self._running:
            self.idle.emit()

    def _deliver(self, job: Job) -> None:
        error = job.error
        if error is None:
            # also when Cancel came too late: what was committed must be shown
            if job.done is not None and job.wanted:
                job.done(job.result)
        elif isinstance(error, Cancelled):
            if job.cancelled is not None and job.wanted:
                job.cancelled()
        elif isinstance(error, Refusal):
            self._refuse(job, error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)
            if job.cancelled is not None and job.wanted:
                job.cancelled()

    def _refuse(self, job: Job, error: Refusal) -> None:
        if not job.wanted or self._closed:
            return
        if job.failed is not None:
            job.failed(error)
        else:
            self._dialogs.refuse(error)


class _Patience(QObject):
    """What the person sees while one titled job runs: a busy cursor, then a dialog."""

    def __init__(self, job: Job, parent: QObject) -> None:
        super().__init__(parent)
        self._job = job
        self._dialog: _ProgressDialog | None = None
        self._cursor_shown = False
        self._last: _Step | None = None
        self._timers: tuple[QTimer, ...] = ()
        if job.title:
            self._timers = (self._timer(CURSOR_MS, self._show_cursor), self._timer(DIALOG_MS, self._show_dialog))

    def _timer(self, delay_ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(then)
        timer.start(delay_ms)
        return timer

    @Slot()
    def _show_cursor(self) -> None:
        self._cursor_shown = True
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)

    @Slot()
    def _show_dialog(self) -> None:
        owner = self._job.owner
        window = owner.window() if isinstance(owner, QWidget) and isValid(owner) else None
        self._dialog = _ProgressDialog(self._job, window)
        self._dialog.show()
        if self._last is not None:
            self.show_step(self._last)

    def show_step(self, step: _Step) -> None:
        """Move the bar."""
        self._last = step
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.show_step(step)

    def end(self) -> None:
        """Take cursor and dialog away."""
        for timer in self._timers:
            timer.stop()
        if self._cursor_shown:
            QGuiApplication.restoreOverrideCursor()
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.hide()
            self._dialog.deleteLater()
        self.deleteLater()


class _ProgressDialog(QDialog):
    """Qt's own runs a nested event loop in ``setValue``; this one only draws."""

    def __init__(self, job: Job, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("progress")
        self.setWindowTitle(self.tr("Praca w toku"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._job = job
        self._label = QLabel(job.title)
        self._label.setWordWrap(True)
        self._label.setMinimumWidth(self.fontMetrics().averageCharWidth() * 56)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(job.title)
        layout = QVBoxLayout(self)
        layout.addWidget(self._label)
        layout.addWidget(self._bar)
        if job.cancellable:
            buttons = QDialogButtonBox()
            self._cancel = buttons.addButton(self.tr("Anuluj"), QDialogButtonBox.ButtonRole.RejectRole)
            buttons.rejected.connect(self.reject)
            layout.addWidget(buttons)

    def show_step(self, step: _Step) -> None:
        """Move the bar."""
        self._bar.setRange(0, step.total)
        self._bar.setValue(step.done)
        self._label.setText(step.text or self._job.title)

    def reject(self) -> None:
        """Esc or the button: ask the work to stop and wait for it, for its rollback takes a moment."""
        if self._job.cancellable and not self._job.stop.is_set():
            self._cancel.setEnabled(False)
            self._label.setText(self.tr("Przerywam…"))
            self._job.cancel()
