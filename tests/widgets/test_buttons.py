"""Buttons of windows: what the keyboard does to them."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from app.core.records import Change, Outcome
from app.shell.panels import DeedLine
from app.widgets.buttons import DeedButton, close_box, deed_button
from app.widgets.forms.deed import Deed, Values
from app.widgets.forms.deed_window import DeedWindow
from app.widgets.jobs import Jobs
from tests.keyboard import press
from tests.widgets.form_fixtures import FakeDialogs


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


def test_enter_presses_a_line_of_the_desk(qtbot: QtBot) -> None:
    done = list[str]()
    line = DeedLine("office", "Uzupełnij dane urzędu", partial(done.append, "office"))
    qtbot.addWidget(line)
    line.show()
    press(line, Qt.Key.Key_Return)
    assert done == ["office"]


def test_enter_on_a_button_of_leaving_does_not_do_the_deed_that_enter_stands_for(qtbot: QtBot) -> None:
    window, done = QDialog(), list[str]()
    layout = QVBoxLayout(window)
    leave, save = DeedButton("Anuluj"), QPushButton("Zapisz")
    save.setDefault(True)
    for name, button in (("leave", leave), ("save", save)):
        button.clicked.connect(partial(done.append, name))
        layout.addWidget(button)
    box = close_box(window, "Zamknij okno")
    layout.addWidget(box)
    qtbot.addWidget(window)
    window.show()
    press(leave, Qt.Key.Key_Return)
    press(box.buttons()[0], Qt.Key.Key_Return)
    assert done == ["leave"]
    assert window.isHidden()


def test_the_small_window_of_a_deed_is_left_by_enter_on_its_button(qapp: QApplication) -> None:
    done: list[Values] = []

    def call(values: Values) -> Outcome[Values]:
        done.append(values)
        return Outcome(values, Change("ngo", frozenset()), "")

    jobs = Jobs(FakeDialogs())
    deed = Deed(key="pay", title="Płatność", about="D/1", text="&Zapłać", call=call, start={}, words={})
    window = DeedWindow(deed, jobs, lambda _parent: FakeDialogs())
    left: list[str] = []
    window.rejected.connect(partial(left.append, "left"))
    window.show()
    press(window.cancel, Qt.Key.Key_Return)
    assert jobs.shutdown(5000)
    assert left == ["left"]
    assert done == []
