"""Buttons of windows with several deeds."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton


def deed_button(name: str, text: str, then: Callable[[], object]) -> QPushButton:
    """A button that calls ``then``; Enter presses it only where it is focused."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: then())
    return button


def close_box(window: QDialog, text: str) -> QDialogButtonBox:
    """The one button of a window that saves nothing; Enter does not press it by itself."""
    box = QDialogButtonBox()
    box.addButton(text, QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
    box.rejected.connect(window.reject)
    return box
