"""The last net: a bug becomes one calm window and an entry in the log, never a vanished program.

Exceptions arrive from three places: slots and timers (``sys.excepthook`` on the main thread), threads, and
Python's own clean-up. The hook only emits a signal, since it may run on any thread.
"""

import faulthandler
import logging
import os
import platform
import sys
import threading
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from app import __version__
from app.core.errors import Refusal
from app.core.logs import places
from app.widgets.dialogs import Dialogs

_log = logging.getLogger("urzad")
_FAULTS = "awaria.txt"
NO_DISPLAY = (
    "Nie można otworzyć okna: nie ma ekranu (zmienna DISPLAY jest pusta albo serwer nie odpowiada) lub brakuje "
    "biblioteki graficznej (na Debianie: libxcb-cursor0). Uruchom program w sesji graficznej; "
    "bez ekranu działają polecenia, które wymienia: urzad --help."
)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashNet(QObject):
    """Catches what nobody caught; shows each distinct fault once."""

    caught = Signal(str, str)
    refused = Signal(object)

    def __init__(self, log_folder: Path | None) -> None:
        super().__init__()
        self.setObjectName("crash_net")
        self._dialogs: Dialogs | None = None
        self._window: QWidget | None = None
        self._seen: set[str] = set()
        self._busy = threading.Lock()
        self._faults: IO[str] | None = None
        self.previous_fault = _read_fault(log_folder)
        """What a crash of the interpreter itself left behind at the previous run, blank when all went well."""
        if log_folder is not None:
            self._faults = (log_folder / _FAULTS).open("w", encoding="utf-8")
            faulthandler.enable(self._faults)
        self.caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)
        self.refused.connect(self._on_refused, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the interpreter's hooks and Qt's messages."""
        sys.excepthook = self._on_exception
        threading.excepthook = lambda args: self._on_exception(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )
        sys.unraisablehook = lambda fault: _log.error("ignored by Python: %s", fault.err_msg, exc_info=fault.exc_value)
        qInstallMessageHandler(_on_qt_message)

    def remove(self) -> None:
        """Give the hooks back; the run ended well, so nothing is left for the next start."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            Path(self._faults.name).unlink(missing_ok=True)
            self._faults = None

    def show_in(self, window: QWidget, dialogs: Dialogs) -> None:
        """From now on faults are shown over this window."""
        self._window, self._dialogs = window, dialogs

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, Refusal):
            # a refusal that reached no screen is still a sentence for the person, not a bug report
            _log.info("refused: %s", type(error).__name__)
            self.refused.emit(error)
            return
        if not self._busy.acquire(blocking=False):
            return
        try:
            _log.error("not caught", exc_info=(kind, error, trace))
            report = describe(error)
            self.caught.emit(sha256(report.encode()).hexdigest(), report)
        finally:
            self._busy.release()

    @Slot(object)
    def _on_refused(self, error: Refusal) -> None:
        if self._dialogs is not None:
            self._dialogs.refuse(error)

    @Slot(str, str)
    def _on_caught(self, digest: str, report: str) -> None:
        if digest in self._seen:
            return
        self._seen.add(digest)
        window = self._window if self._window is not None and isValid(self._window) else None
        CrashWindow(report, window).open()


class CrashWindow(QDialog):
    """Says that the program erred, that saved data are safe, and what to hand on."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_window")
        self.setWindowTitle(self.tr("Błąd programu"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._report = report
        text = QLabel(
            self.tr(
                "Program napotkał błąd, którego nie przewidziano. Wszystko, co zostało zapisane, jest bezpieczne, "
                "a niezapisane formularze mają kopię roboczą. Możesz pracować dalej; jeżeli coś wygląda dziwnie, "
                "zamknij i otwórz program.\n\nPoniższy opis nie zawiera danych osobowych. "
                "Skopiuj go i przekaż informatykowi."
            )
        )
        text.setWordWrap(True)
        details = QPlainTextEdit(report)
        details.setObjectName("report")
        details.setReadOnly(True)
        details.setAccessibleName(self.tr("Opis błędu"))
        details.setTabChangesFocus(True)
        buttons = QDialogButtonBox()
        self._copy = buttons.addButton(self.tr("Kopiuj opis"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(self.tr("Pracuj dalej"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(details, 1)
        layout.addWidget(buttons)
        width = self.fontMetrics().averageCharWidth()
        self.resize(width * 90, width * 60)
        self._copy.clicked.connect(self._on_copy)
        buttons.rejected.connect(self.reject)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)


def describe(error: BaseException) -> str:
    """The fault without its message, which might quote what a clerk typed: kinds, places and versions only."""
    system = f"Przejrzysty Urząd {__version__}, Python {platform.python_version()}, Qt {qVersion()}"
    return f"{places(error)}\n{system}, {platform.system()} {platform.release()}"


def _read_fault(log_folder: Path | None) -> str:
    if log_folder is None:
        return ""
    try:
        return (log_folder / _FAULTS).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", message)
    if kind is QtMsgType.QtFatalMsg and QGuiApplication.primaryScreen() is None:
        # Qt found no display (or a part of it is not installed) and would abort with a core dump now
        sys.stderr.write(NO_DISPLAY + "\n")
        sys.stderr.flush()
        logging.shutdown()
        os._exit(1)
