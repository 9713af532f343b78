"""Buttons of windows: what the keyboard does to them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from app.widgets.buttons import deed_button
from tests.keyboard import press


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_deed_is_done_by_the_key_on_its_button_and_by_none_in_a_field(qtbot: QtBot, key: Qt.Key) -> None:
    window, field, done = QDialog(), QLineEdit(), list[str]()
    button = deed_button("save", "Wczytaj", lambda: done.append("save"))
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(button)
    qtbot.addWidget(window)
    window.show()
    press(field, key)
    assert done == []
    press(button, key)
    assert done == ["save"]
