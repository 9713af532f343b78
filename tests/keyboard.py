"""Typing as a person types: key events with text, since ``qtbot.keyClicks`` cannot type Polish letters."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, text: str = "") -> None:
    """One key down and up."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def type_text(widget: QWidget, text: str) -> None:
    """Each letter as a key of its own; a line break is Enter."""
    for char in text:
        if char == "\n":
            press(widget, Qt.Key.Key_Return, text="\r")
        else:
            code = ord(char.upper())
            press(widget, Qt.Key(code) if code < 128 else Qt.Key.Key_unknown, text=char)


def replace_text(widget: QWidget, text: str) -> None:
    """Select everything and type over it."""
    press(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if text:
        type_text(widget, text)
    else:
        press(widget, Qt.Key.Key_Delete)
