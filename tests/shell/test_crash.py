"""The last net: a bug is shown once and told discreetly, a refusal nobody handled is a plain dialog."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core import logs
from app.core.errors import EnvironmentProblem
from app.shell.crash import NO_DISPLAY, CrashNet, CrashWindow
from app.shell.left_work import LeftWorkFinder
from tests.widgets.fakes import FakeDialogs

SECRET = "Łucja Żak, PESEL 44051401359"


@pytest.fixture
def dialogs() -> FakeDialogs:
    return FakeDialogs()


@pytest.fixture
def net(qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs) -> Iterator[CrashNet]:
    """A net over a window; the interpreter's hook is called by hand, for pytest-qt has its own."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    caught = CrashNet(tmp_path)
    caught.show_in(window, dialogs)
    yield caught
    caught.remove()
    for left in windows():
        left.close()


def windows() -> list[CrashWindow]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, CrashWindow) and w.isVisible()]


def fail(net: CrashNet, text: str = SECRET) -> None:
    """Raise where it is always the same place, and hand over as the interpreter does."""
    try:
        try:
            raise KeyError(text)
        except KeyError as first:
            raise ValueError(text) from first
    except ValueError:
        net._on_exception(*sys.exc_info())
    QTest.qWait(1)


def test_fault_is_shown_once_and_again_only_when_it_is_another(net: CrashNet, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        fail(net)
    assert len(windows()) == 1
    try:
        raise RuntimeError
    except RuntimeError:
        net._on_exception(*sys.exc_info())
    QTest.qWait(1)
    assert len(windows()) == 2
    assert len([r for r in caplog.records if r.message == "not caught"]) == 4, "the log counts them all"


def test_report_names_places_and_causes_but_nothing_that_was_typed(
    net: CrashNet, caplog: pytest.LogCaptureFixture
) -> None:
    fail(net)
    (window,) = windows()
    report = window.findChild(QPlainTextEdit, "report")
    assert report is not None
    text = report.toPlainText()
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "test_crash.py" in text
    assert "Łucja" not in text
    assert "44051401359" not in text
    assert caplog.records


def test_copy_puts_the_report_on_the_clipboard_and_work_goes_on(
    net: CrashNet, caplog: pytest.LogCaptureFixture
) -> None:
    fail(net)
    (window,) = windows()
    buttons = {b.text(): b for b in window.findChildren(QPushButton)}
    buttons["Kopiuj opis"].click()
    assert "builtins.ValueError" in QApplication.clipboard().text()
    buttons["Pracuj dalej"].click()
    assert windows() == []
    ticks: list[int] = []
    QTimer.singleShot(0, lambda: ticks.append(1))
    QTest.qWait(5)
    assert ticks == [1]
    assert caplog.records


def test_refusal_that_nobody_handled_is_a_plain_dialog(net: CrashNet, dialogs: FakeDialogs) -> None:
    error = EnvironmentProblem("Na dysku nie ma miejsca.")
    net._on_exception(type(error), error, None)
    QTest.qWait(1)
    assert dialogs.refused == [error]
    assert windows() == []


def test_log_file_holds_places_but_no_messages_of_faults(tmp_path: Path) -> None:
    root, level = logging.getLogger(), logging.getLogger().level
    before = list(root.handlers)
    path = logs.start(tmp_path, "INFO")
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("urzad").warning("not caught", exc_info=True)
    finally:
        for handler in [h for h in root.handlers if h not in before]:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)
    written = path.read_text(encoding="utf-8")
    assert "builtins.ValueError" in written
    assert "test_crash.py" in written
    assert "Łucja" not in written


def test_crash_of_the_interpreter_is_remembered_at_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "awaria.txt").write_text("Fatal Python error: Segmentation fault\n", encoding="utf-8")
    net = CrashNet(tmp_path)
    assert "Segmentation fault" in net.previous_fault
    net.remove()
    assert not (tmp_path / "awaria.txt").exists(), "a run that ended well leaves nothing behind"


def test_left_work_ignores_files_that_are_not_drafts() -> None:
    class Drafts:
        def left_behind(self) -> tuple[str, ...]:
            return ("service_card-new-1", "unknown-7", "zzz")

    finder = LeftWorkFinder(Drafts(), (), None, lambda *_: None, lambda: None)  # type: ignore[arg-type]
    assert finder() == ()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
@pytest.mark.parametrize("command", [[], ["demo"]])
@pytest.mark.parametrize("display", [{}, {"DISPLAY": ":987"}, {"QT_QPA_PLATFORM": "nosuchplatform"}])
def test_without_a_display_the_program_says_so(tmp_path: Path, command: list[str], display: dict[str, str]) -> None:
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    ended = subprocess.run(
        [sys.executable, "-m", "app", *command],
        env={**kept, **homes, **display},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == NO_DISPLAY + "\n"
