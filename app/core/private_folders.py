"""Folders for copies that a viewer or a reader needs for a while: shut for others, and gone even after a power cut.

Each holds a file that its program keeps locked. The system takes the lock from a program that was killed, so the next
start tells folders left behind from those of another running copy, without trusting the numbers of processes.
"""

import errno
import os
import shutil
import stat
import sys
import tempfile
import time
import weakref
from contextlib import suppress
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import BinaryIO, Self

from app.core import file_lock

PREFIX = "przejrzysty-urzad-"
LOCK = ".lock"
UNLOCKED_AFTER = 24 * 3600
"""Seconds; a folder without a lock file that old was left by an earlier edition of the program."""
_TRIES = 3


class PrivateFolder:
    """A folder below the system's temporary one, made when it is first asked for; safe from any thread."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._made: tuple[Path, BinaryIO] | None = None
        self._at_end: weakref.finalize[[Path, BinaryIO], PrivateFolder] | None = None

    def path(self) -> Path:
        """The folder, made anew where the system has tidied it away; OSError."""
        with self._guard:
            if self._made is None or not self._made[0].is_dir():
                self._forget()
                self._made = made = _make()
                self._at_end = weakref.finalize(self, _removed, *made)
            return self._made[0]

    def remove(self) -> bool:
        """Remove it with all that is in it; False while a viewer holds a file there, as on Windows. Ask again then."""
        with self._guard:
            if self._made is not None and not _removed(*self._made):
                return False
            self._forget()
            return True

    def _forget(self) -> None:
        if self._made is not None and self._at_end is not None:
            self._at_end.detach()
            self._made[1].close()
        self._made = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.remove()


def remove_abandoned() -> None:
    """Remove the folders of this person's programs that ended without doing it; what refuses waits for the next time.

    Folders of other persons, links, and folders of programs that still run are let be.
    """
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as found:
        left = [Path(entry.path) for entry in found if entry.name.startswith(PREFIX)]
        for folder in left:
            with suppress(OSError):
                if _is_own_folder(folder.lstat()):
                    _remove_if_abandoned(folder)


def _make() -> tuple[Path, BinaryIO]:
    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        lock = (folder / LOCK).open("xb")
        # another program may have come by between these two lines and taken the folder for an abandoned one
        if file_lock.taken(lock.fileno()) and (folder / LOCK).exists():
            return folder, lock
        lock.close()
        shutil.rmtree(folder, ignore_errors=True)
    raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK), tempfile.gettempdir())


def _removed(folder: Path, lock: BinaryIO) -> bool:
    """Remove a folder whose lock this program holds; the lock goes last, so that what stays can be known again."""
    for entry in _entries(folder):
        if entry.name != LOCK:
            _remove(entry)
    if any(entry.name != LOCK for entry in _entries(folder)):
        return False
    if sys.platform == "win32":
        # an open file cannot be removed there
        lock.close()
    with suppress(OSError):
        (folder / LOCK).unlink(missing_ok=True)
        folder.rmdir()
    lock.close()
    return True


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _remove(entry: Path) -> None:
    if sys.platform == "win32":
        # a read-only file cannot be removed there
        for parent, _folders, files in os.walk(entry):
            for name in files:
                with suppress(OSError):
                    Path(parent, name).chmod(stat.S_IREAD | stat.S_IWRITE)
    with suppress(OSError):
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink()


def _remove_if_abandoned(folder: Path) -> None:
    try:
        # without following a link
        descriptor = os.open(folder / LOCK, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        if abs(time.time() - folder.stat().st_mtime) > UNLOCKED_AFTER:
            _remove(folder)
        return
    with os.fdopen(descriptor, "r+b") as lock:
        if file_lock.taken(lock.fileno()):
            _removed(folder, lock)


def _is_own_folder(found: os.stat_result) -> bool:
    if sys.platform == "win32":
        # a junction is a folder that leads elsewhere
        return stat.S_ISDIR(found.st_mode) and not found.st_file_attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
