"""Buttons of a register's top line, made of its actions, and deeds that slices above a register offer there."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton

from app.widgets import icons
from app.widgets.buttons import DeedButton
from app.widgets.style import PRIMARY


def _tr(text: str) -> str:
    """In the words of the register's tab."""
    return QCoreApplication.translate("RegisterTab", text)


class FurtherDeed(Protocol):
    """A deed that a slice above the register offers; ``workspace.RecordDeed`` is one."""

    @property
    def key(self) -> str: ...
    @property
    def icon(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def help(self) -> str: ...
    @property
    def run(self) -> Callable[[int], None]: ...


def deed_on_register(deed: FurtherDeed, owner: QObject) -> QAction:
    """The deed on the whole register as an action."""
    action = QAction(deed.text, owner)
    action.setObjectName(deed.key)
    action.setToolTip(deed.help)
    icons.dress(action, deed.icon)
    action.triggered.connect(partial(_run_on_register, deed))
    return action


def _run_on_register(deed: FurtherDeed, _checked: bool = False) -> None:
    deed.run(0)


def deed_button(action: QAction, *, primary: bool) -> QPushButton:
    """A button that does what the action does; the primary one has the accent colour."""
    button = DeedButton(action.text())
    button.setObjectName(action.objectName())
    button.setAccessibleName(action.text())
    button.setToolTip(action.toolTip())
    button.setIcon(action.icon())
    button.setProperty(PRIMARY, primary)
    if name := str(action.property("iconName") or ""):
        icons.dress(button, name, *([QPalette.ColorRole.HighlightedText] if primary else []))
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    button.setEnabled(action.isEnabled())
    return button


def more_button(menu: QMenu) -> QPushButton:
    """„Więcej”: opens the menu of rarer deeds."""
    button = DeedButton()
    button.setObjectName("more")
    button.setText(_tr("Więcej"))
    button.setAccessibleName(_tr("Więcej czynności"))
    button.setToolTip(_tr("Więcej czynności"))
    button.setMenu(menu)
    return button


def preview_button(action: QAction) -> QToolButton:
    """Shows or folds the preview of the print."""
    button = QToolButton()
    button.setObjectName("preview_button")
    button.setDefaultAction(action)
    button.setAutoRaise(True)
    button.setToolTip(_tr("Pokaż lub ukryj podgląd wydruku"))
    button.setAccessibleName(_tr("Podgląd wydruku"))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
