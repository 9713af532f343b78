"""What the person may not do is not shown: tabs, buttons, menu entries. The use cases refuse it in any case."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from app.widgets.workspace import Register

May = Callable[[str], bool]

_DEEDS = {
    "add": "edit",
    "edit": "edit",
    "copy": "edit",
    "import": "edit",
    "archive": "edit",
    "restore": "edit",
    "delete": "delete",
}
"""Which right of the register a deed needs, by the beginning of its object name."""

_OF_ACCOUNTS = frozenset({"account"})


def shown_registers(registers: Iterable[Register[Any]], may: May, *, accounts: bool) -> tuple[Register[Any], ...]:
    """The tabs a person sees, without the deed „new” where it is not allowed.

    The register of accounts has nothing to tell in a database without accounts.
    """
    found = []
    for register in registers:
        if not may(register.right) or (register.entity in _OF_ACCOUNTS and not accounts):
            continue
        found.append(register if may(f"{register.entity}.edit") else replace(register, begin_text=""))
    return tuple(found)


def hide_forbidden(tab: QWidget, entity: str, may: May) -> None:
    """Take deeds and their buttons out of a register's tab."""
    for action in tab.findChildren(QAction):
        name = action.objectName()
        deed = _DEEDS.get(name.partition("_")[0])
        if deed is None or may(f"{entity}.{deed}"):
            continue
        action.setVisible(False)
        for button in tab.findChildren(QPushButton, name):
            button.hide()
