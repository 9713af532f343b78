"""Work in the pools: results, refusals, bugs, cancelling, dead owners."""

import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.core.errors import Refusal
from app.core.progress import Progress
from app.widgets.jobs import Job, Jobs, left_working
from tests.widgets.fakes import FakeDialogs


def test_work_runs_elsewhere_and_the_result_comes_to_the_main_thread(jobs: Jobs) -> None:
    seen: list[tuple[int, int]] = []
    jobs.run(lambda _progress: threading.get_ident(), done=lambda there: seen.append((there, threading.get_ident())))
    assert jobs.wait(5000)
    ((there, here),) = seen
    assert here == threading.get_ident()
    assert there != here


def test_writers_never_run_side_by_side(jobs: Jobs) -> None:
    inside, most = [0], [0]

    def work(_progress: Progress) -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        threading.Event().wait(0.02)
        inside[0] -= 1

    for _number in range(5):
        jobs.run(work, writes=True)
    assert jobs.wait(5000)
    assert most == [1]


def test_a_refusal_goes_to_failed_or_else_to_the_dialogs(jobs: Jobs, dialogs: FakeDialogs) -> None:
    def refuse(_progress: Progress) -> None:
        raise Refusal("Nie można.")

    failed: list[Refusal] = []
    jobs.run(refuse, failed=failed.append)
    assert jobs.wait(5000)
    assert [str(error) for error in failed] == ["Nie można."]
    assert dialogs.refused == []
    jobs.run(refuse)
    assert jobs.wait(5000)
    assert [str(error) for error in dialogs.refused] == ["Nie można."]


def test_a_bug_reaches_the_excepthook_on_the_main_thread(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    caught: list[tuple[type[BaseException], int]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: caught.append((kind, threading.get_ident())))
    given_up: list[bool] = []
    jobs.run(lambda _progress: 1 / 0, cancelled=lambda: given_up.append(True))
    assert jobs.wait(5000)
    assert caught == [(ZeroDivisionError, threading.get_ident())]
    assert given_up == [True]


def test_cancelling_stops_at_the_next_report(jobs: Jobs) -> None:
    started, ended = threading.Event(), []

    def work(progress: Progress) -> str:
        started.set()
        for number in range(100_000):
            progress.report(number, 100_000)
            threading.Event().wait(0.001)
        return "za długo"

    job = jobs.run(work, done=ended.append, cancelled=lambda: ended.append("przerwano"))
    assert started.wait(5)
    job.cancel()
    assert jobs.wait(5000)
    assert ended == ["przerwano"]


def test_a_result_that_was_committed_arrives_although_cancel_came_late(jobs: Jobs) -> None:
    ready, go = threading.Event(), threading.Event()
    ended: list[Any] = []

    def work(_progress: Progress) -> str:
        ready.set()
        go.wait(5)
        return "zapisano"

    job = jobs.run(work, done=ended.append, writes=True)
    assert ready.wait(5)
    job.cancel()
    go.set()
    assert jobs.wait(5000)
    assert ended == ["zapisano"]


def test_the_result_for_a_dead_owner_is_dropped(jobs: Jobs) -> None:
    owner = QObject()
    seen: list[bool] = []
    go = threading.Event()
    jobs.run(lambda _progress: go.wait(5), done=seen.append, owner=owner)
    delete(owner)
    go.set()
    assert jobs.wait(5000)
    assert seen == []


def test_nothing_is_delivered_after_shutdown(qtbot: QtBot, dialogs: FakeDialogs) -> None:
    jobs = Jobs(dialogs)
    seen: list[int] = []
    jobs.run(lambda _progress: 1, done=seen.append)
    assert jobs.shutdown(5000)
    jobs.run(lambda _progress: 2, done=seen.append)
    assert seen == []
    assert not jobs.busy


def test_long_work_shows_a_dialog_whose_button_cancels(jobs: Jobs, qtbot: QtBot) -> None:
    window, ended = QWidget(), []
    qtbot.addWidget(window)
    window.show()

    def work(progress: Progress) -> None:
        for number in range(100_000):
            progress.report(number, 100_000, f"Karta {number}")
            threading.Event().wait(0.002)

    jobs.run(work, title="Drukuję karty…", cancelled=lambda: ended.append(True), owner=window)
    qtbot.waitUntil(lambda: window.findChild(QDialog, "progress") is not None, timeout=5000)
    dialog = window.findChild(QDialog, "progress")
    assert isinstance(dialog, QDialog)
    (button,) = dialog.findChildren(QPushButton)
    assert button.text() == "Anuluj"
    button.click()
    qtbot.waitUntil(lambda: bool(ended), timeout=5000)
    qtbot.waitUntil(lambda: window.findChild(QDialog, "progress") is None, timeout=5000)
    assert QApplication.overrideCursor() is None


@pytest.mark.parametrize("leave", [lambda job, _jobs: job.cancel(), lambda _job, jobs: jobs.let_go()])
def test_work_that_leaves_nothing_is_not_waited_for_when_it_is_cancelled(
    leave: Callable[[Job, Jobs], None], jobs: Jobs, dialogs: FakeDialogs
) -> None:
    may_end, told = threading.Event(), []

    def long_step(_progress: Progress) -> None:
        may_end.wait(10)
        raise Refusal("Za późno.")

    job = jobs.run(long_step, cancelled=lambda: told.append("cancelled"), title="Czytam…", leaves_nothing=True)
    leave(job, jobs)
    job.cancel()
    assert told == ["cancelled"]
    assert not jobs.busy
    may_end.set()
    assert job.thread is not None
    job.thread.join(10)
    QApplication.processEvents()
    assert told == ["cancelled"]
    assert dialogs.refused == []


def test_the_end_waits_for_writing_and_not_for_work_that_leaves_nothing(dialogs: FakeDialogs) -> None:
    jobs, may_end, saved = Jobs(dialogs), threading.Event(), []

    def long_step(_progress: Progress) -> None:
        may_end.wait(10)

    reading = jobs.run(long_step, leaves_nothing=True)
    jobs.run(lambda _progress: saved.append("saved"), writes=True, cancellable=False)
    assert jobs.shutdown(5000)
    # nothing of Qt waits for the thread, and the thread asks nothing of what is gone
    delete(jobs)
    assert reading.thread is not None
    assert left_working()
    may_end.set()
    reading.thread.join(10)
    assert not left_working()
    assert saved == ["saved"]
