"""Buttons of windows with several deeds."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QWidget

from app.widgets.zoom import line


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
