"""Starts the window: crash net first, then Qt, then the database, then the main window."""

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Slot
from PySide6.QtWidgets import QApplication

from app import __version__, bootstrap
from app.core import logs, paths
from app.core.errors import Refusal
from app.core.settings import Settings
from app.shell.crash import CrashNet
from app.shell.main_window import MainWindow
from app.shell.start_window import StartWindow
from app.shell.window_state import WindowState
from app.widgets import icons
from app.widgets.theme import Mode, Theme
from app.widgets.zoom import Zoom

_log = logging.getLogger("urzad")


class Application(QObject):
    """Owns what lives as long as the program: theme, zoom, settings, the window in front."""

    def __init__(self, app: QApplication, crash_net: CrashNet | None = None, log_file: Path | None = None) -> None:
        super().__init__(app)
        self.setObjectName("application")
        self._app, self._crash_net, self._log_file = app, crash_net, log_file
        self.settings: Settings = bootstrap.settings()
        self._translate()
        self.theme = Theme(app, Mode(self.settings.text("theme")))
        self.zoom = Zoom(app, self.settings.number("zoom"))
        self.window: MainWindow | None = None
        self._start: StartWindow | None = None

    def open(self, database: Path | None) -> None:
        """Open a database (None: the usual one) in the main window, or say why not and what else to do."""
        path = database or bootstrap.default_database()
        if database is None and not path.exists():
            self._show_start(path)
            return
        try:
            services = bootstrap.open_services(path)
        except Refusal as refusal:
            _log.warning("cannot open the database: %s", type(refusal).__name__)
            self._show_start(path, str(refusal))
            return
        self.show_window(services)

    def show_window(self, services: bootstrap.Services) -> MainWindow:
        """Show the main window over an open database."""
        state = WindowState(paths.config_folder())
        self.window = window = MainWindow(services, self.settings, state, self.theme, self.zoom, self._log_file)
        window.other_database.connect(self._on_other_database)
        if self._crash_net is not None:
            self._crash_net.show_in(window, window.dialogs)
        window.show()
        for notice in self.settings.notices:
            window.history.say(notice)
        return window

    def _translate(self) -> None:
        """Polish texts of Qt itself (buttons, file dialogs) and the plurals of the program."""
        QLocale.setDefault(QLocale(QLocale.Language.Polish, QLocale.Country.Poland))
        folders = (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), str(paths.resources() / "i18n"))
        for name, folder in zip(("qtbase_pl", "urzad_pl"), folders, strict=True):
            translator = QTranslator(self)
            if translator.load(name, folder):
                self._app.installTranslator(translator)

    def _show_start(self, suggested: Path, problem: str = "") -> None:
        self._start = start = StartWindow(suggested, problem)
        start.demonstration.connect(self._on_demonstration)
        start.new_database.connect(self._on_new)
        start.open_database.connect(self._on_open)
        start.show()

    def _leave_start(self) -> None:
        if self._start is not None:
            self._start.close()
            self._start.deleteLater()
            self._start = None

    @Slot()
    def _on_demonstration(self) -> None:
        from app.demo.install import create_demonstration

        path = bootstrap.demonstration_database()
        try:
            if not path.exists():
                create_demonstration(path).close()
        except Refusal as refusal:
            self._leave_start()
            self._show_start(path, str(refusal))
            return
        self._leave_start()
        self.open(path)

    @Slot(object)
    def _on_new(self, path: Path) -> None:
        self._leave_start()
        try:
            services = bootstrap.create_services(path)
        except Refusal as refusal:
            self._show_start(path, str(refusal))
            return
        self.settings.change({"database": str(path)})
        self.show_window(services)

    @Slot(object)
    def _on_open(self, path: Path) -> None:
        self._leave_start()
        self.settings.change({"database": str(path)})
        self.open(path)

    @Slot()
    def _on_other_database(self) -> None:
        window = self.window
        if window is None or not window.close():
            return
        services, self.window = window.services, None
        window.deleteLater()
        services.close()
        self._show_start(services.store.path)


def run(database: Path | None) -> int:
    """Open the window and stay until it is closed; the exit status."""
    settings = bootstrap.settings()
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
    try:
        return app.exec()
    finally:
        if application.window is not None:
            application.window.services.close()
        net.remove()
