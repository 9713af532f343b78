"""The program as a real process: its own home, its window, and an end by its own number."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def wait_for(condition: Callable[[], object], what: str, seconds: float = 20) -> None:
    """Look again and again until it is so; AssertionError with ``what`` when the time is over."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"in vain waited for {what}"
        time.sleep(0.05)


@dataclass
class Program:
    """A running process."""

    process: subprocess.Popen[bytes]

    @property
    def pid(self) -> int:
        return self.process.pid

    def kill(self) -> None:
        """As when the power goes."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)


@contextmanager
def started(
    command: list[str], environment: dict[str, str] | None = None, log: Path | None = None
) -> Iterator[Program]:
    """Start a command; it is ended with the block if it still runs."""
    output = subprocess.DEVNULL if log is None else log.open("wb")
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **(environment or {})}, stdout=output, stderr=output
    )
    try:
        yield Program(process)
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)
        if not isinstance(output, int):
            output.close()


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of ours."""
    return [sys.executable, "-m", module, *arguments]
