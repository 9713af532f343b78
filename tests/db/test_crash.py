"""What was acknowledged survives kill -9; two programs write in turn without an error."""

import os
import random
import select as select_ready
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db import check
from db.file_store import FileStore
from tests.db.conftest import ROOT
from tests.db.models import LineRow, NoteRow

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
KILLS = 15


class Writers:
    """The process of ``writers.py`` with its lines."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._input, self._output = process.stdin, process.stdout

    def start(self, line: str) -> None:
        self._input.write(f"{line}\n".encode())
        self._input.flush()

    def line(self) -> tuple[str, int]:
        ready, _, _ = select_ready.select([self._output], [], [], 30)
        assert ready, "the writer fell silent"
        word, _, number = self._output.readline().decode().partition(" ")
        return word, int(number or 0)


@contextmanager
def _running(path: Path, versions: Path) -> Iterator[Writers]:
    command = [sys.executable, "-m", "tests.db.writers", str(path), str(versions)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, cwd=ROOT) as process:
        writers = Writers(process)
        assert writers.line() == ("ready\n", 0)
        yield writers
        process.communicate()


@pytest.fixture
def writers(store: FileStore, versions: Path) -> Iterator[Writers]:
    with store.writing() as session:
        session.add(NoteRow(symbol="counter"))
    with _running(store.path, versions) as running:
        yield running


def test_two_processes_write_in_turn(store: FileStore, writers: Writers) -> None:
    writers.start("count 100")
    writers.start("count 100")
    lines = [writers.line() for _ in range(4)]
    assert [number for word, number in lines if word == "dead"] == [0, 0]
    with store.reading() as session:
        row = session.scalars(select(NoteRow)).one()
        assert (row.amount, row.version) == (200, 201)
    assert store.revision("note") == 201


def test_kill_loses_nothing_acknowledged(store: FileStore, versions: Path, writers: Writers) -> None:
    path = store.path
    store.close()
    chance = random.Random(2)
    acknowledged = lost = 0
    for _ in range(KILLS):
        writers.start("acknowledge")
        word, pid = writers.line()
        assert word == "pid"
        # wait for the first save, so that the kill falls among saves and not into the opening
        last = writers.line()
        assert last[0] == "saved"
        time.sleep(chance.uniform(0.01, 0.15))
        os.kill(pid, signal.SIGKILL)
        while (line := writers.line())[0] == "saved":
            last = line
        assert line == ("dead", signal.SIGKILL)
        report = check.check(path)
        assert report.ok, report
        with FileStore.open(path, versions=versions) as opened, opened.reading() as session:
            saved = session.scalars(select(NoteRow.amount)).one()
            assert session.scalar(select(func.count()).select_from(LineRow)) == saved
            assert opened.revision("note") == saved + 1
        lost += saved < last[1]
        acknowledged = last[1]
    assert lost == 0
    assert acknowledged > KILLS
