"""What a person chooses for this computer: colours, zoom and the settings window; applied at once, remembered."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.core.errors import Refusal
from app.core.settings import Settings
from app.widgets.dialogs import Dialogs
from app.widgets.theme import Mode, Theme
from app.widgets.zoom import Zoom


class Preferences(QObject):
    """``say`` puts a sentence into the status line; ``applied`` comes after the settings window saved."""

    applied = Signal()

    def __init__(
        self,
        window: QWidget,
        settings: Settings,
        theme: Theme,
        zoom: Zoom,
        dialogs: Dialogs,
        say: Callable[[str], None],
        show_help: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self.setObjectName("preferences")
        self._window, self._settings, self._theme, self._zoom = window, settings, theme, zoom
        self._dialogs, self._say, self._show_help = dialogs, say, show_help
        zoom.changed.connect(self._on_zoomed)

    def set_theme(self, mode: Mode) -> None:
        """Switch colours and remember the choice."""
        self._theme.set_mode(mode)
        self._remember("theme", mode.value)

    def open(self) -> None:
        """The settings window."""
        # loaded when asked for: start-up does not need it
        from app.shell.settings_window import SettingsWindow

        window = SettingsWindow(self._settings, lambda sentence: self._dialogs.refuse(Refusal(sentence)), self._window)
        window.changed.connect(self.apply)
        QShortcut(QKeySequence("F1"), window).activated.connect(lambda: self._show_help("settings"))
        window.open()

    @Slot()
    def apply(self) -> None:
        """Do what the settings say."""
        self._theme.set_mode(Mode(self._settings.text("theme")))
        self._zoom.set_percent(self._settings.number("zoom"))
        logging.getLogger().setLevel(self._settings.text("log_level"))
        self.applied.emit()
        self._say(self.tr("Zapisano ustawienia."))

    @Slot(int)
    def _on_zoomed(self, percent: int) -> None:
        self._remember("zoom", percent)
        self._say(self.tr("Wielkość: {percent} %").format(percent=percent))

    def _remember(self, key: str, value: str | int) -> None:
        try:
            self._settings.change({key: value})
        except OSError:
            self._say(self.tr("Nie udało się zapamiętać ustawienia: folder ustawień odmawia zapisu."))
