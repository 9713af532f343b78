"""The way to the help pages: which page belongs to what is in front, in one window that stays."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.shell.help_window import HelpWindow
    from app.widgets.workspace import Register

_OWN_PAGES = {"service_card": "card_form"}
"""Forms with a page of their own, by kind of record."""


class Manual:
    """Opens pages over ``parent``; the window with them is made when it is first needed."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._window: HelpWindow | None = None

    def show(self, topic: str) -> None:
        """Open the page of a topic, in front of everything."""
        from app.shell.help_window import HelpWindow

        if self._window is None:
            self._window = HelpWindow(self._parent)
        self._window.show_topic(topic)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def close(self) -> None:
        """Close the window, if there is one."""
        if self._window is not None:
            self._window.close()


def topic_of_form(entity: str, registers: "Iterable[Register[Any]]") -> str:
    """The page of a form: its own, else its register's."""
    own = _OWN_PAGES.get(entity)
    return own or next((register.key for register in registers if register.entity == entity), entity)
