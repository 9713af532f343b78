"""Buttons of windows with several deeds."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton


def deed_button(name: str, text: str, then: Callable[[], object]) -> QPushButton:
    """A button that calls ``then``; Enter presses it only where it is focused."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: then())
    return button
