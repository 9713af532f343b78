"""Locking the screen: after idle minutes or by hand, everything but one small window disappears.

Windows are hidden, not closed: forms keep what was typed, and the same person finds all as it was. What opens by
itself meanwhile (a finished job's question) stays hidden until then.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.shell.labelled import heading, paragraph
from app.shell.sign_in import Door, SignInPanel
from app.widgets import icons
from app.widgets.buttons import DeedButton
from app.widgets.jobs import Jobs
from app.widgets.theme import colors
from app.widgets.zoom import line

_LOOK_MS = 5000
"""How often the clock is looked at; the lock comes at most that late."""

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
    }
)


def seconds_awake_or_asleep() -> tuple[float, float]:
    """The steady clock and the wall clock in seconds: the steady one stands still while the computer sleeps."""
    return time.monotonic(), time.time()


class IdleWatch(QObject):
    """``idle`` comes once when nobody has touched keyboard or mouse for ``minutes``; 0 minutes switch it off.

    It listens to native windows that had the focus, not to every event of the program, which would cost each
    painting a call into Python.
    """

    idle = Signal()

    def __init__(
        self, parent: QObject, minutes: int, clock: Callable[[], tuple[float, float]] = seconds_awake_or_asleep
    ) -> None:
        super().__init__(parent)
        self.setObjectName("idle_watch")
        self._clock, self._minutes = clock, minutes
        self._touched = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._on_window)
        self._on_window(QGuiApplication.focusWindow())

    def set_minutes(self, minutes: int) -> None:
        """Another limit, counted from now."""
        self._minutes = minutes
        self.start()

    def start(self) -> None:
        """Count from now."""
        self._touched = self._clock()
        if self._minutes:
            self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Look at the clock now."""
        passed = max(now - then for now, then in zip(self._clock(), self._touched, strict=True))
        if self._timer.isActive() and passed >= self._minutes * 60:
            self._timer.stop()
            self.idle.emit()

    @Slot(QWindow)
    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            # installing it again only moves it to the front
            window.installEventFilter(self)
            self._touched = self._clock()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._touched = self._clock()
        return False


class Curtain(QObject):
    """Hides every window but those of ``stage`` and what belongs to it; ``lift`` shows them again as they were."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("curtain")
        self._stage: QWidget | None = None
        self._hidden: list[QWidget] = []
        self._closed: set[int] = set()

    @property
    def down(self) -> bool:
        """Whether windows are hidden."""
        return self._stage is not None

    def drop(self, stage: QWidget) -> None:
        """Hide all; ``stage`` must be visible already, or the program would have no window left."""
        self._stage = stage
        self._hidden, self._closed = [], set()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        # dialogs before what they lie over, so that none is left without its owner
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and not self._belongs(w)]
        for window in sorted(shown, key=_depth):
            self._remember(window)
        for window in reversed(self._hidden):
            window.hide()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def forget(self) -> None:
        """Stop hiding and show nothing: the windows are about to be closed."""
        self._stage = None
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self._hidden, self._closed = [], set()

    def lift(self) -> None:
        """Show what was hidden and has not been closed since."""
        self._stage = None
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        back = [window for window in self._hidden if isValid(window) and id(window) not in self._closed]
        self._hidden, self._closed = [], set()
        for window in back:
            window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
            window.show()
        if back:
            back[-1].activateWindow()

    def _belongs(self, window: QWidget) -> bool:
        around: QObject | None = window
        while around is not None:
            if around is self._stage:
                return True
            around = around.parent()
        return False

    def _remember(self, window: QWidget) -> None:
        self._hidden.append(window)
        if isinstance(window, QDialog):
            known = id(window)
            window.finished.connect(lambda _result: self._closed.add(known))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            if not self._belongs(watched):
                self._keep_off(watched)
        elif event.type() is QEvent.Type.Close and watched in self._hidden:
            self._closed.add(id(watched))
        return False

    def _keep_off(self, window: QWidget) -> None:
        """A window that opens now: it is never painted, and joins the hidden ones."""
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        if window not in self._hidden and not _passing(window):
            self._remember(window)
        QTimer.singleShot(0, window, window.hide)


def _depth(window: QWidget) -> int:
    around, depth = window.parent(), 0
    while around is not None:
        around, depth = around.parent(), depth + 1
    return depth


def _passing(window: QWidget) -> bool:
    return window.windowType() in (Qt.WindowType.ToolTip, Qt.WindowType.Popup, Qt.WindowType.SplashScreen)


class LockWindow(QWidget):
    """The one window of a locked program: it says nothing of what is open, not even of which office.

    ``unlocked`` when the same person is back, ``sign_out_requested`` when somebody else wants to work,
    ``leave_requested`` when the window is closed.
    """

    unlocked = Signal()
    sign_out_requested = Signal()
    leave_requested = Signal()

    def __init__(self, name: str, login: str, door: Door, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("lock_window")
        self.setWindowTitle(self.tr("Zablokowano – Przejrzysty Urząd"))
        self._open = True
        self.panel = SignInPanel(door, jobs, self.tr("&Odblokuj"), only=login)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("lock", colors(self.palette()).accent, line(self, 2)))
        head = QHBoxLayout()
        head.setSpacing(line(self, 0.8))
        head.addWidget(picture)
        head.addWidget(heading(self.tr("Program jest zablokowany")), 1)
        who = paragraph(self.tr("Zalogowana osoba: {name}").format(name=name))
        who.setObjectName("who")
        kept = paragraph(
            self.tr("Otwarte okna i niezapisane zmiany czekają. Inna osoba może się zalogować po wylogowaniu tej."),
            muted=True,
        )
        out = DeedButton(self.tr("&Wyloguj"))
        out.setObjectName("sign_out")
        out.clicked.connect(self._on_sign_out)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(out)
        layout = QVBoxLayout(self)
        layout.setSpacing(line(self))
        layout.setContentsMargins(*(line(self, 1.6),) * 4)
        layout.addLayout(head)
        for widget in (who, kept, self.panel):
            layout.addWidget(widget)
        layout.addLayout(below)
        self.panel.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        self.setAccessibleName(self.tr("Program jest zablokowany"))
        self.panel.opened.connect(self._on_opened)

    def show_over(self, window: QWidget) -> None:
        """Show it in the middle of where a window is."""
        self.adjustSize()
        middle = window.frameGeometry().center()
        self.move(middle - QPoint(self.width() // 2, self.height() // 2))
        self.show()
        self.raise_()
        self.activateWindow()

    def done(self) -> None:
        """Close it without asking for anything."""
        self._open = False
        self.close()
        self.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.panel.begin()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._open:
            event.accept()
            return
        event.ignore()
        if not self.panel.busy:
            self.leave_requested.emit()

    @Slot(object)
    def _on_opened(self, _found: object) -> None:
        self.unlocked.emit()

    @Slot()
    def _on_sign_out(self) -> None:
        if not self.panel.busy:
            self.sign_out_requested.emit()
