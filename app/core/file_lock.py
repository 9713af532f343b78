"""A lock between programs of this computer, freed by the system itself when its holder is killed."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.errors import EnvironmentProblem

_PAUSE = 0.02
"""Seconds between two tries."""

if sys.platform == "win32":
    import msvcrt

    def taken(descriptor: int) -> bool:
        """Take the lock of an open file at once, until it is closed; False where another program has it."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def taken(descriptor: int) -> bool:
        """Take the lock of an open file at once, until it is closed; False where another program has it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


@contextmanager
def held(path: Path, busy: str, wait: float = 5.0) -> Iterator[None]:
    """Hold the lock file at ``path``; EnvironmentProblem, which says ``busy``, when another program keeps it for
    ``wait`` seconds.

    The file stays: removing it would let two programs lock two files of the same name. OSError when the folder
    refuses.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o660)
    try:
        deadline = time.monotonic() + wait
        while not taken(descriptor):
            if time.monotonic() > deadline:
                raise EnvironmentProblem(busy)
            time.sleep(_PAUSE)
        yield
    finally:
        # closing frees the lock
        os.close(descriptor)
