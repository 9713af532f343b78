"""Which window a new one belongs to, so that closing it leads back to where it was opened."""

from PySide6.QtWidgets import QApplication, QWidget


def in_front(window: QWidget | None) -> QWidget | None:
    """The window of ``window`` that is being worked in, such as a list opened beside it; else ``window`` itself.

    A modal window is left out: it mostly closes as soon as it has led on to the next one.
    """
    active = QApplication.activeWindow()
    above = active
    while above is not None and above is not window:
        above = above.parentWidget()
    return window if active is None or above is None or active.isModal() else active
