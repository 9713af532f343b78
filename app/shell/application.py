"""Starts the window: crash net first, then Qt, then the database, then the main window."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app import __version__
from app.core import logs, machine, paths
from app.core.errors import Refusal
from app.core.progress import Progress
from app.core.settings import Settings
from app.shell.collector import Collector
from app.shell.crash import CrashNet
from app.shell.main_window import MainWindow
from app.shell.start_window import StartWindow
from app.shell.window_state import WindowState
from app.widgets import icons
from app.widgets.theme import Mode, Theme
from app.widgets.zoom import Zoom

if TYPE_CHECKING:
    from app.bootstrap import Services

_log = logging.getLogger("urzad")


class Application(QObject):
    """Owns what lives as long as the program: theme, zoom, settings, the window in front."""

    def __init__(self, app: QApplication, crash_net: CrashNet | None = None, log_file: Path | None = None) -> None:
        super().__init__(app)
        self.setObjectName("application")
        self._app, self._crash_net, self._log_file = app, crash_net, log_file
        self.settings: Settings = machine.settings()
        self._translators = install_polish(app)
        self.theme = Theme(app, Mode(self.settings.text("theme")))
        self.zoom = Zoom(app, self.settings.number("zoom"))
        self.window: MainWindow | None = None
        self._start: StartWindow | None = None

    def open(self, database: Path | None) -> None:
        """Open a database (None: the usual one) in the main window, or say why not and what else to do."""
        path = database or machine.default_database()
        if database is None and not path.exists():
            self._show_start(path)
            return
        window = self._make_window(None)
        if window.first_start:
            # the table beside the print wants room; later the window opens as the person left it
            window.showMaximized()
        else:
            window.show()

        def work(_progress: Progress) -> "Services":
            return _opened(path)

        def failed(refusal: Refusal) -> None:
            _log.warning("cannot open the database: %s", type(refusal).__name__)
            self.window = None
            self._show_start(path, str(refusal))
            # only now: without any window in between, Qt would end the program
            window.close()
            window.deleteLater()

        window.jobs.run(work, done=window.attach, failed=failed, owner=window)

    def show_window(self, services: "Services") -> MainWindow:
        """Show the main window over an open database."""
        window = self._make_window(services)
        window.show()
        return window

    def _make_window(self, services: "Services | None") -> MainWindow:
        state = WindowState(paths.config_folder())
        self.window = window = MainWindow(services, self.settings, state, self.theme, self.zoom, self._log_file)
        window.other_database.connect(self._on_other_database)
        if self._crash_net is not None:
            self._crash_net.show_in(window, window.dialogs)
        for notice in self.settings.notices:
            window.history.say(notice)
        return window

    def _open(self, path: Path, make: "Callable[[], Services]") -> bool:
        """Open and show; on a refusal the start window says why and whatever was open stays open."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        try:
            services = make()
        except Refusal as refusal:
            _log.warning("cannot open the database: %s", type(refusal).__name__)
            self._show_start(path, str(refusal))
            return False
        finally:
            QGuiApplication.restoreOverrideCursor()
        before = self.window
        if before is not None and not before.close():
            # a form with unsaved work wants an answer first
            services.close()
            self._leave_start()
            return False
        self.show_window(services)
        # only now: without any window in between, Qt would end the program
        self._leave_start()
        if before is not None:
            if before.attached:
                before.services.close()
            before.deleteLater()
        return True

    def _show_start(self, suggested: Path, problem: str = "") -> None:
        if self._start is not None:
            self._start.say(problem)
            return
        leave = "" if self.window is None else self.tr("&Wróć do otwartej bazy")
        self._start = start = StartWindow(suggested, problem, leave=leave, parent=self.window)
        start.demonstration.connect(self._on_demonstration)
        start.new_database.connect(self._on_new)
        start.open_database.connect(self._on_open)
        start.rejected.connect(self._leave_start)
        if self._crash_net is not None and self.window is None:
            self._crash_net.show_in(start, start.dialogs)
        start.open()

    @Slot()
    def _leave_start(self) -> None:
        start, self._start = self._start, None
        if start is not None:
            start.close()
            start.deleteLater()

    @Slot()
    def _on_demonstration(self) -> None:
        path = machine.demonstration_database()

        def make() -> "Services":
            if path.exists():
                return _opened(path)
            from app.demo.install import create_demonstration

            return create_demonstration(path)

        self._open(path, make)

    @Slot(object)
    def _on_new(self, path: Path) -> None:
        from app.bootstrap import create_services

        if self._open(path, lambda: create_services(path)):
            self._remember(path)

    @Slot(object)
    def _on_open(self, path: Path) -> None:
        if self._open(path, lambda: _opened(path)):
            self._remember(path)

    def _remember(self, path: Path) -> None:
        try:
            self.settings.change({"database": str(path)})
        except OSError:
            if self.window is not None:
                self.window.history.say(
                    self.tr(
                        "Nie udało się zapamiętać pliku bazy: folder ustawień odmawia zapisu. Wskaż go następnym razem."
                    )
                )

    @Slot()
    def _on_other_database(self) -> None:
        if self.window is not None and self.window.attached:
            self._show_start(self.window.services.file or machine.default_database())


def _opened(path: Path) -> "Services":
    """Open a database; loads the database libraries, which takes longer than painting the window."""
    from app.bootstrap import open_services

    return open_services(path)


def install_polish(app: QApplication) -> list[QTranslator]:
    """Polish texts of Qt itself (buttons, file dialogs) and the plurals of the program; keep what is returned."""
    QLocale.setDefault(QLocale(QLocale.Language.Polish, QLocale.Country.Poland))
    folders = (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), str(paths.resources() / "i18n"))
    translators = []
    for name, folder in zip(("qtbase_pl", "urzad_pl"), folders, strict=True):
        translator = QTranslator()
        if translator.load(name, folder):
            app.installTranslator(translator)
            translators.append(translator)
    return translators


def run(database: Path | None) -> int:
    """Open the window and stay until it is closed; the exit status."""
    settings = machine.settings()
    log_file = None
    try:
        folder = paths.log_folder()
        log_file = logs.start(folder, settings.text("log_level"))
        net = CrashNet(folder)
    except OSError:
        # a folder that refuses must not keep the program from starting
        net = CrashNet(None)
    net.install()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("przejrzysty-urzad")
    app.setApplicationDisplayName("Przejrzysty Urząd")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("przejrzysty-urzad")
    app.setWindowIcon(icons.icon("office"))
    if net.previous_fault:
        _log.error("the previous run crashed: %s", net.previous_fault[:2000])
    application = Application(app, net, log_file)
    application.open(database)
    collector = Collector(app)
    try:
        return app.exec()
    finally:
        if application.window is not None and application.window.attached:
            application.window.services.close()
        collector.stop()
        net.remove()
