"""A second window on the same file is told who has it; the command line is not kept out; a killed program frees it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app import cli
from app.shell.application import Application
from app.shell.instance_lock import InstanceLock, WindowLocks, lock_path

ROOT = Path(__file__).resolve().parents[2]
_HOLDING = (
    "import sys; from pathlib import Path; from app.shell.instance_lock import InstanceLock\n"
    "lock = InstanceLock(Path(sys.argv[1])); print(lock.take(), flush=True); sys.stdin.read(); lock.release()"
)


@contextmanager
def holding(database: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another program that has the lock."""
    command = [sys.executable, "-c", _HOLDING, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "None\n", "nobody had it before"
        yield other
        other.kill()


def test_holder_is_named_and_a_program_that_ends_frees_the_lock(database: Path) -> None:
    lock = InstanceLock(database)
    with holding(database) as other:
        holder = lock.take()
        assert holder is not None
        assert holder.process == other.pid
        assert holder.computer
        sentence = holder.sentence(database)
        assert str(other.pid) in sentence
        assert database.name in sentence
        assert other.stdin is not None
        other.stdin.close()
        other.wait(20)
    assert lock.take() is None
    lock.release()
    assert not lock_path(database).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_program_frees_the_lock(database: Path) -> None:
    lock = InstanceLock(database)
    with holding(database) as other:
        other.kill()
        other.wait(20)
        assert lock_path(database).exists(), "it could not tidy up"
        assert lock.take() is None
        lock.release()


def test_all_names_of_a_file_share_one_lock(database: Path, tmp_path: Path) -> None:
    link = tmp_path / "skrót.db"
    try:
        link.symlink_to(database)
    except OSError:
        pytest.skip("this user may not make links")
    assert lock_path(link) == lock_path(database)


def test_folder_that_refuses_the_lock_is_left_to_the_database(tmp_path: Path) -> None:
    assert InstanceLock(tmp_path / "nie ma" / "urzad.db").take() is None


def test_window_keeps_its_lock_until_the_next_database_is_open(tmp_path: Path) -> None:
    first, second = tmp_path / "a.db", tmp_path / "b.db"
    locks = WindowLocks()
    assert locks.claim(first) is None
    locks.settle()
    assert locks.claim(second) is None
    assert lock_path(first).exists()
    locks.drop()
    assert not lock_path(second).exists()
    assert locks.claim(first) is None, "its own"
    locks.settle()
    assert lock_path(first).exists()
    assert locks.claim(second) is None
    locks.settle()
    assert (lock_path(first).exists(), lock_path(second).exists()) == (False, True)
    assert locks.claim(None) is None
    locks.settle()
    assert not lock_path(second).exists()


def test_second_window_says_who_has_the_database(qapp: QApplication, demo_database: Path) -> None:
    application = Application(qapp)
    with holding(demo_database) as other:
        application.open(demo_database)
        start = application._start
        assert start is not None
        assert application.window is None
        label = start.findChild(QLabel, "text")
        assert label is not None
        assert f"proces {other.pid}" in label.text()
        assert cli.main(["--database", str(demo_database), "search", "service-cards", "dowód"]) == 0
    # the other window is closed
    application._on_open(demo_database)
    QTest.qWait(1)
    assert application.window is not None
    assert application._start is None
    assert application.window.jobs.wait(20_000)
    application.window.close()
    application.leave()
    assert not lock_path(demo_database).exists()
    application.window.deleteLater()
    for translator in application._translators:
        qapp.removeTranslator(translator)
    application.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
