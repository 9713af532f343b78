"""The status line says the last deed and takes it back once, by mouse and by keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.widgets.status_line import StatusLine, StatusText


def _line(qtbot: QtBot) -> tuple[QWidget, StatusLine, QLineEdit]:
    window, line, field = QWidget(), StatusLine(), QLineEdit()
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(line)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    return window, line, field


def test_the_button_undoes_once_and_says_what(qtbot: QtBot) -> None:
    _window, line, _field = _line(qtbot)
    undone: list[bool] = []
    line.say("Usunięto kartę SO-01.", lambda: undone.append(True), "Przywróć kartę SO-01")
    button = line.findChild(QToolButton, "undo")
    assert isinstance(button, QToolButton)
    assert button.accessibleName() == "Cofnij: Przywróć kartę SO-01"
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert undone == [True]
    assert not button.isVisible()
    line.undo()
    assert undone == [True]


def test_ctrl_z_undoes_outside_text_fields_only(qtbot: QtBot) -> None:
    window, line, field = _line(qtbot)
    undone: list[bool] = []
    line.say("Zapisano.", lambda: undone.append(True))
    field.setFocus()
    field.insert("abc")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == []
    assert field.text() == ""
    button = line.findChild(QToolButton, "undo")
    assert isinstance(button, QToolButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    assert window.isVisible()


def test_a_message_without_undo_withdraws_the_offer(qtbot: QtBot) -> None:
    _window, line, _field = _line(qtbot)
    line.say("Usunięto.", lambda: None)
    line.say("Wydrukowano.")
    assert not line.can_undo
    assert line.message == "Wydrukowano."


def test_a_long_message_gives_way_to_who_is_signed_in(qtbot: QtBot) -> None:
    window, line, _field = _line(qtbot)
    who = StatusText("signed_in", "Zalogowano: Łucja Żak")
    line.add_permanent(who)
    window.resize(who.sizeHint().width() * 3, 80)
    line.say("Zanonimizowano osobę. " * 20, lambda: None)
    message = line.findChild(QLabel, "message")
    assert isinstance(message, QLabel)
    QApplication.processEvents()
    assert who.width() >= who.sizeHint().width()
    assert 0 < message.width() < message.maximumWidth()
    line.say("Zapisano.")
    QApplication.processEvents()
    assert message.width() == message.maximumWidth()
