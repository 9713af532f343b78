"""Buttons of windows with several deeds."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QWidget

from app.widgets.zoom import line


class DeedButton(QPushButton):
    """A button that Enter presses where it is focused, and nowhere else: Qt knows only buttons that Enter presses
    from every field of a window, and those that it never does."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def deed_button(name: str, text: str, then: Callable[[], object]) -> QPushButton:
    """A button that calls ``then``; Enter presses it only where it is focused."""
    button = DeedButton(text)
    button.setObjectName(name)
    button.clicked.connect(lambda _checked=False: then())
    return button


def close_box(window: QDialog, text: str) -> QDialogButtonBox:
    """The one button of a window that saves nothing; Enter presses it only where it is focused."""
    box = QDialogButtonBox()
    box.addButton(DeedButton(text), QDialogButtonBox.ButtonRole.RejectRole)
    box.rejected.connect(window.reject)
    return box


def foot(window: QDialog, left: Sequence[QWidget], deeds: Sequence[QPushButton], close: str) -> QHBoxLayout:
    """The lower edge of a window that shows something: what is chosen at the left, deeds and closing at the right."""
    row = QHBoxLayout()
    row.setSpacing(line(window, 0.5))
    for widget in left:
        row.addWidget(widget)
    row.addStretch(1)
    for button in deeds:
        row.addWidget(button)
    row.addWidget(close_box(window, close))
    return row
