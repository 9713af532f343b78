"""Starts the window: crash net first, then Qt, then the main window, then the database or the log-in window."""

import logging
import os
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
from app.shell.instance_lock import WindowLocks
from app.shell.main_window import MainWindow
from app.shell.opening_page import OpeningPage
from app.shell.start_window import StartWindow
from app.shell.window_state import WindowState
from app.widgets import icons
from app.widgets.jobs import left_working
from app.widgets.theme import Mode, Theme
from app.widgets.zoom import Zoom

if TYPE_CHECKING:
    from app.access.location import Location
    from app.bootstrap import Services
    from app.shell.entrance import Entrance
    from app.shell.steps import StepsWindow

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
        self._locks = WindowLocks()
        self._start: StartWindow | None = None
        self._entrance: Entrance | None = None
        self._served: Location | None = None
        """The address of the server in use, with all that its store leaves out of ``location``."""

    def open(self, place: "Path | str | Location | None") -> None:
        """Open data (None: the usual ones) in the main window, or say why not and what else to do."""
        usual = self.settings.text("database")
        if place is None and "://" not in usual:
            path = machine.default_database()
            if not path.exists():
                self._show_start(path)
                return
            place = path
        try:
            location = _location(usual if place is None else place)
        except Refusal as refusal:
            self._show_start(machine.default_database(), str(refusal))
            return
        self._begin(location)

    def _begin(self, location: "Location", notice: str = "", *, good: bool = False) -> None:
        """Paint a window; open the data in it, or ask who wants to."""
        if not self._claim(_file_of(location)):
            return
        self._locks.settle()
        window = self._make_window(None)
        if window.first_start:
            # the table beside the print wants room; later the window opens as the person left it
            window.showMaximized()
        else:
            window.show()

        def work(_progress: Progress) -> "Services | None":
            return None if _has_accounts(location) else _opened(location)

        def done(services: "Services | None") -> None:
            if services is None:
                self._ask_who(window, location, notice, good=good)
            else:
                window.attach(services)
                if notice:
                    window.history.say(notice)

        def failed(refusal: Refusal) -> None:
            _log.warning("cannot open the database: %s", type(refusal).__name__)
            self._locks.release()
            self.window = None
            self._show_start(_suggested(location), str(refusal))
            # only now: without any window in between, Qt would end the program
            window.close()
            window.deleteLater()

        window.jobs.run(work, done=done, failed=failed, owner=window)

    def _ask_who(self, window: MainWindow, location: "Location", notice: str, *, good: bool) -> None:
        from app.shell.entrance import Entrance

        self._served = location
        desk = window.tabs.widget(0)
        if isinstance(desk, OpeningPage):
            desk.say_locked()
        state = WindowState(paths.config_folder())
        self._entrance = entrance = Entrance(window, location, window.jobs, self.settings, state)
        entrance.entered.connect(window.attach)
        entrance.other_database.connect(lambda: self._show_start(_suggested(location)))
        entrance.left.connect(window.close)
        entrance.begin(notice, good=good)

    def show_window(self, services: "Services") -> MainWindow:
        """Show the main window over an open database."""
        window = self._make_window(services)
        window.show()
        return window

    def _claim(self, file: Path | None) -> bool:
        """Lock a database file for this window; when another window has it, the start window says whose."""
        holder = self._locks.claim(file)
        if holder is None or file is None:
            return True
        _log.warning("the database is open in another window")
        self._show_start(file, holder.sentence(file))
        return False

    def leave(self) -> None:
        """Close what is open; the program ends."""
        if self.window is not None and self.window.attached:
            self.window.services.close()
        self._locks.release()

    def _make_window(self, services: "Services | None") -> MainWindow:
        state = WindowState(paths.config_folder())
        self.window = window = MainWindow(services, self.settings, state, self.theme, self.zoom, self._log_file)
        window.other_database.connect(self._on_other_database)
        window.signed_out.connect(self._on_signed_out)
        window.restored.connect(self._on_restored)
        window.left.connect(self._on_left)
        if self._crash_net is not None:
            self._crash_net.show_in(window, window.dialogs)
        for notice in self.settings.notices:
            window.history.say(notice)
        return window

    def _open(self, path: Path, make: "Callable[[], Services]") -> bool:
        """Open and show; on a refusal the start window says why and whatever was open stays open."""
        return self._claim(path) and self._open_claimed(path, make)

    def _open_claimed(self, path: Path, make: "Callable[[], Services]") -> bool:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        try:
            services = make()
        except Refusal as refusal:
            _log.warning("cannot open the database: %s", type(refusal).__name__)
            self._locks.drop()
            self._show_start(path, str(refusal))
            return False
        finally:
            QGuiApplication.restoreOverrideCursor()
        before = self.window
        if before is not None and not before.close():
            # a form with unsaved work wants an answer first
            services.close()
            self._locks.drop()
            self._leave_start()
            return False
        self._locks.settle()
        self.show_window(services)
        # only now: without any window in between, Qt would end the program
        self._leave_start()
        if before is not None:
            if before.attached:
                before.services.close()
            before.deleteLater()
        return True

    @Slot(str)
    def _on_signed_out(self, notice: str) -> None:
        self._begin_again(notice)

    @Slot(str)
    def _on_restored(self, notice: str) -> None:
        self._begin_again(notice, good=True)

    def _begin_again(self, notice: str, *, good: bool = False) -> None:
        """Close all that the person sees and ask who is next; ``good`` when the notice tells of a success."""
        if (window := self.window) is None:
            return
        file = window.services.file
        location = self._served if file is None else _location(file)
        if location is None:
            return
        # for a moment there is no window at all
        self._app.setQuitOnLastWindowClosed(False)
        self._close_for_good(window)
        self._begin(location, notice, good=good)
        self._app.setQuitOnLastWindowClosed(True)

    @Slot()
    def _on_left(self) -> None:
        if self.window is not None:
            self._close_for_good(self.window)
        self._app.quit()

    def _close_for_good(self, window: MainWindow) -> None:
        window.leave_work()
        window.services.close()
        window.deleteLater()
        self.window = None

    def _show_start(self, suggested: Path, problem: str = "") -> None:
        if self._start is not None:
            self._start.say(problem)
            return
        leave = ""
        if self.window is not None:
            leave = self.tr("&Wróć do otwartej bazy") if self.window.attached else self.tr("&Wróć do logowania")
        self._start = start = StartWindow(suggested, problem, leave=leave, parent=self.window)
        start.demonstration.connect(self._on_demonstration)
        start.new_database.connect(self._on_new)
        start.open_database.connect(self._on_open)
        start.server.connect(self._on_server)
        start.rejected.connect(self._on_start_left)
        if self._crash_net is not None and self.window is None:
            self._crash_net.show_in(start, start.dialogs)
        start.open()

    @Slot()
    def _on_start_left(self) -> None:
        self._leave_start()
        if self._entrance is not None and self.window is not None and not self.window.attached:
            self._entrance.begin()

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
                return _opened(_location(path))
            from app.demo.install import create_demonstration

            return create_demonstration(path)

        self._open(path, make)

    @Slot(object)
    def _on_new(self, suggested: Path) -> None:
        """The wizard; nothing is made before its end."""
        from app.shell.entrance import remember_login
        from app.shell.first_start import making
        from app.shell.first_start.window import FirstStartWindow

        wizard = FirstStartWindow(suggested, making.make, making.sheet, self.settings, parent=self._start)

        def made(services: "Services") -> None:
            path, login = wizard.plan.path, services.session.login
            if not self._claim(path):
                services.close()
            elif self._open_claimed(path, lambda: services):
                self._remember(str(path))
                remember_login(_location(path), login, self.settings, WindowState(paths.config_folder()))

        wizard.made.connect(made)
        self._show_wizard(wizard)

    @Slot()
    def _on_server(self) -> None:
        from app.shell.server_wizard import ServerWizard

        wizard = ServerWizard(self.settings.text("database"), parent=self._start)
        wizard.chosen.connect(self._on_server_chosen)
        self._show_wizard(wizard)

    def _show_wizard(self, wizard: "StepsWindow") -> None:
        wizard.finished.connect(wizard.deleteLater)
        wizard.open()

    @Slot(object)
    def _on_server_chosen(self, location: "Location") -> None:
        self._remember(location.text)
        self._change_to(location)

    @Slot(object)
    def _on_open(self, path: Path) -> None:
        if _has_accounts(_location(path)):
            if self._change_to(_location(path)):
                self._remember(str(path))
        elif self._open(path, lambda: _opened(_location(path))):
            self._remember(str(path))

    def _change_to(self, location: "Location") -> bool:
        """Leave what is open and ask who wants to work on other data; False when a form wants an answer first."""
        if not self._claim(_file_of(location)):
            return False
        before = self.window
        if before is not None and not before.close():
            self._locks.drop()
            self._leave_start()
            return False
        if before is not None:
            if before.attached:
                before.services.close()
            before.deleteLater()
        self._begin(location)
        # only now: without any window in between, Qt would end the program
        self._leave_start()
        return True

    def _remember(self, place: str) -> None:
        try:
            self.settings.change({"database": place})
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


def _opened(location: "Location") -> "Services":
    """Open data without accounts; loads the database libraries, which takes longer than painting the window."""
    from app.bootstrap import open_services
    from app.core.handover import closed_unless_handed_over

    services = open_services(location)
    with closed_unless_handed_over(services.store):
        # the first question maps all tables, which takes a moment: better here than while the window waits
        services.office()
    return services


def _location(place: "Path | str | Location") -> "Location":
    """Where something named by a setting, an argument or a file dialog is; Refusal for an address that is none."""
    from app.access.location import FileLocation, parse

    if isinstance(place, str):
        return parse(place)
    return FileLocation(place) if isinstance(place, Path) else place


def _has_accounts(location: "Location") -> bool:
    """Whether somebody has to sign in; light, for it is asked before the database libraries are loaded."""
    from app.access import key_file
    from app.access.location import FileLocation

    return not isinstance(location, FileLocation) or key_file.beside(location.path).exists()


def _file_of(location: "Location") -> Path | None:
    """The database file; None where the data are on a server."""
    from app.access.location import FileLocation

    return location.path if isinstance(location, FileLocation) else None


def _suggested(location: "Location") -> Path:
    """The file that a new database is offered."""
    return _file_of(location) or machine.default_database()


def install_polish(app: QApplication) -> list[QTranslator]:
    """Polish texts of Qt itself (buttons, file dialogs), names of keys as the manual writes them, and the plurals of
    the program; keep what is returned.
    """
    QLocale.setDefault(QLocale(QLocale.Language.Polish, QLocale.Country.Poland))
    own = str(paths.resources() / "i18n")
    folders = (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), own, own)
    translators = []
    for name, folder in zip(("qtbase_pl", "keys_pl", "urzad_pl"), folders, strict=True):
        translator = QTranslator()
        if translator.load(name, folder):
            app.installTranslator(translator)
            translators.append(translator)
    return translators


def run(place: "Path | str | Location | None", first: Callable[[], object] = lambda: None) -> int:
    """Open the window and stay until it is closed; the exit status.

    ``first`` is done once it is known that there is a display, before the database is opened.
    """
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
    first()
    application = Application(app, net, log_file)
    application.open(place)
    collector = Collector(app)
    try:
        status = app.exec()
    finally:
        application.leave()
        collector.stop()
        net.remove()
    if left_working():
        # what a library does there would crash while Python takes itself down under it
        logging.shutdown()
        os._exit(status)
    return status
