"""Real question windows: the harmless button is the default, the deed is named."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import EnvironmentProblem
from app.widgets import dialogs
from app.widgets.dialogs import QtDialogs


def _window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def _box(window: QWidget) -> QMessageBox:
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    return box


def _button(box: QMessageBox, text: str) -> QPushButton:
    (button,) = [each for each in box.findChildren(QPushButton) if each.text().replace("&", "") == text]
    return button


def test_enter_does_the_harmless_thing(qtbot: QtBot) -> None:
    window, done = _window(qtbot), []
    QtDialogs(window).confirm("Usunąć kartę?", "Zniknie z listy.", "Usuń kartę", lambda: done.append(True))
    box = _box(window)
    assert box.isModal()
    assert _button(box, "Anuluj").isDefault()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert done == []


def test_the_named_button_does_the_deed_once(qtbot: QtBot) -> None:
    window, done = _window(qtbot), []
    QtDialogs(window).confirm("Usunąć kartę?", "Zniknie z listy.", "Usuń kartę", lambda: done.append(True))
    _button(_box(window), "Usuń kartę").click()
    assert done == [True]


def test_a_failure_of_the_computer_is_said_as_plain_text_under_a_plain_title(qtbot: QtBot) -> None:
    window = _window(qtbot)
    QtDialogs(window).refuse(EnvironmentProblem("Na dysku <brakuje> miejsca."))
    box = _box(window)
    assert box.windowTitle() == "Nie udało się"
    assert box.text() == "Na dysku <brakuje> miejsca."
    assert box.textFormat() is Qt.TextFormat.PlainText
    _button(box, "Zamknij").click()


def test_saving_suggests_a_name_and_gives_back_a_path(qtbot: QtBot, tmp_path: Path) -> None:
    window = _window(qtbot)
    chosen: list[Path] = []
    QtDialogs(window).choose_save_file("Zapisz jako PDF", "SO-01.pdf", "PDF (*.pdf)", chosen.append)
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.defaultSuffix() == "pdf"
    dialog.fileSelected.emit(str(tmp_path / "żółw.pdf"))
    dialog.reject()
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is None)
    assert chosen == [tmp_path / "żółw.pdf"]


def _begins_in(window: QWidget) -> Path:
    """Where a new dialog of another window opens."""
    QtDialogs(window).choose_save_file("Zapisz", "SO-02.pdf", "PDF (*.pdf)", lambda _path: None)
    dialog = window.findChildren(QFileDialog)[-1]
    folder = Path(dialog.directory().absolutePath())
    dialog.reject()
    return folder


def test_the_first_choice_begins_in_documents_and_the_next_where_something_was_chosen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, stick = tmp_path / "Dokumenty", tmp_path / "nośnik"
    documents.mkdir()
    stick.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(documents))
    monkeypatch.setattr(dialogs, "_last_folder", [])
    assert _begins_in(_window(qtbot)) == documents
    window = _window(qtbot)
    QtDialogs(window).choose_save_file("Zapisz", "SO-01.pdf", "PDF (*.pdf)", lambda _path: None)
    (dialog,) = window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(stick / "SO-01.pdf"))
    dialog.reject()
    assert _begins_in(_window(qtbot)) == stick
    stick.rmdir()
    assert _begins_in(_window(qtbot)) == documents
