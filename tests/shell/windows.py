"""The real main window over a database, with dialogs that answer by themselves."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app import bootstrap
from app.access.roles import matrix
from app.administration.accounts.domain import AccountDraft
from app.administration.accounts.session import SignedIn
from app.bootstrap import Services
from app.core import machine, paths
from app.core.errors import Refusal
from app.core.settings import Settings
from app.registers.service_cards.tab import ServiceCardsTab
from app.shell.application import install_polish
from app.shell.main_window import MainWindow
from app.shell.window_state import WindowState
from app.widgets.forms.record_form import RecordForm
from app.widgets.theme import Mode, Theme
from app.widgets.zoom import Zoom
from tests.widgets.fakes import FakeDialogs

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Desk:
    """A window with everything a test touches; ``restart`` opens it anew over the same files."""

    window: MainWindow
    dialogs: FakeDialogs
    services: Services
    settings: Settings
    theme: Theme
    zoom: Zoom
    closed: bool = field(default=False)

    def settle(self) -> None:
        """Let jobs, timers that are due and posted events run out."""
        for _ in range(3):
            assert self.window.jobs.wait(60_000)
            QTest.qWait(1)

    def until(self, condition: Callable[[], object], timeout_ms: int = 5000) -> None:
        """Wait for a condition; AssertionError when it does not come."""
        deadline = time.monotonic() + timeout_ms / 1000
        while not condition():
            assert time.monotonic() < deadline, condition
            QTest.qWait(10)

    def answered(self) -> None:
        """Wait until the desk has asked every register what it counts and what needs attention, and shows that."""
        self.until(lambda: not self.window.dashboard.asking)
        self.settle()

    def to_front(self) -> None:
        """Make the main window the active one."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def shortcut(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = CONTROL, on: QWidget | None = None) -> None:
        """Press a key as the window system would, so that shortcuts see it."""
        target = on or QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifiers)

    def cards(self) -> ServiceCardsTab:
        """The tab of service cards, in front."""
        tab = self.window.go_to("service_cards")
        assert isinstance(tab, ServiceCardsTab)
        self.settle()
        return tab

    def symbols(self) -> list[str]:
        """Symbols of the cards shown, in their order."""
        model = self.cards().model
        return [card.symbol for row in range(model.rowCount()) if (card := model.record(row)) is not None]

    def form(self) -> RecordForm:
        """The one form that is open."""
        self.settle()
        (form,) = self.window.forms
        assert isinstance(form, RecordForm)
        return form

    def dialog(self, kind: type[QDialog]) -> Any:
        """The open dialog of a kind."""
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
        assert len(found) == 1, found
        return found[0]

    @property
    def said(self) -> str:
        """What the status line says."""
        return self.window.status.message

    def close(self) -> None:
        """Drop unsaved work and close."""
        if self.closed:
            return
        self.closed = True
        self.settle()
        for form in self.window.forms:
            form._drop_changes()
        assert self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.zoom.reset()


@contextmanager
def desk(app: QApplication, services: Services) -> Iterator[Desk]:
    """The main window, shown, active and settled."""
    translators: list[QTranslator] = install_polish(app)
    settings = machine.settings()
    # a copy at the end of each test would only cost time
    settings.change({"backup_automatic": False})
    theme, zoom = Theme(app, Mode(settings.text("theme"))), Zoom(app, settings.number("zoom"))
    dialogs = FakeDialogs()
    state = WindowState(paths.config_folder())
    window = MainWindow(services, settings, state, theme, zoom, None, dialogs)
    window.show()
    window.activateWindow()
    opened = Desk(window, dialogs, services, settings, theme, zoom)
    opened.until(window.isActiveWindow)
    opened.settle()
    try:
        yield opened
    finally:
        opened.close()
        for translator in translators:
            app.removeTranslator(translator)


def signed_in(services: Services) -> Services:
    """The same open database for somebody who signed in and has every role but the head's."""
    roles = tuple(role.key for role in matrix().roles if role.key != "unit_head")
    account = services.accounts.create(AccountDraft(login="jan", name="Jan Żak", roles=roles)).record
    services.accounts.mark_own_password(account.id)
    return bootstrap.build(services.store, services.clock, SignedIn(services.store, "jan"))


def second_program(path: Path) -> Services:
    """Another process's view of the file: use cases of its own over connections of its own."""
    return bootstrap.open_services(path)


def refused_sentences(refused: list[Refusal]) -> str:
    """Everything the dialogs refused, in one text."""
    return "\n".join(str(error) for error in refused)
