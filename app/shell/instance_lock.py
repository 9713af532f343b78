"""One window on a database file at a time: a lock beside it that names who holds it.

SQLite is safe with several programs, and commands go on working beside the window. Two windows are not wanted for
another reason: a clerk who opens the program twice sees two states of a form and of its kept draft.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFileInfo, QLockFile

ENDING = ".okno"
"""The lock of ``urzad.db`` is ``urzad.db.okno``; one that a killed program left behind does not count."""


@dataclass(frozen=True)
class Holder:
    """Who has the database open in a window; blank where the system does not tell."""

    user: str
    computer: str
    process: int

    def sentence(self, path: Path) -> str:
        """What keeps the second window from opening, and what to do."""
        translate = QCoreApplication.translate
        who = translate("InstanceLock", "użytkownik {user}").format(user=self.user) if self.user else ""
        where = translate("InstanceLock", "komputer {computer}, proces {process}").format(
            computer=self.computer, process=self.process
        )
        return translate(
            "InstanceLock",
            "Baza „{path}” jest już otwarta w innym oknie programu ({who}). Przejdź do tamtego okna albo zamknij je "
            "i spróbuj ponownie. Polecenia w terminalu działają także przy otwartym oknie.",
        ).format(path=path, who=", ".join(part for part in (who, where) if part))


class InstanceLock:
    """The lock of one file."""

    def __init__(self, database: Path) -> None:
        self.path = lock_path(database)
        self._file = QLockFile(str(self.path))
        # a program that has been open for hours is not dead; a dead one is known by its process
        self._file.setStaleLockTime(0)

    def take(self) -> Holder | None:
        """Take it; the holder when another window has it.

        A folder that refuses the lock refuses the database, too, and that says better why: None.
        """
        if self._file.tryLock(0) or self._file.error() is not QLockFile.LockError.LockFailedError:
            return None
        process, computer, _program = self._file.getLockInfo()
        return Holder(QFileInfo(str(self.path)).owner(), computer, process)

    def release(self) -> None:
        """Free it; harmless when it is not held."""
        self._file.unlock()


class WindowLocks:
    """The lock of the window that is open and, while another database is being opened, of the next one."""

    def __init__(self) -> None:
        self._held: InstanceLock | None = None
        self._next: InstanceLock | None = None

    def claim(self, database: Path | None) -> Holder | None:
        """Take the lock of the next database (None: data on a server need none); the holder when that fails."""
        self.drop()
        if database is None:
            return None
        if self._held is not None and self._held.path == lock_path(database):
            self._next = self._held
            return None
        lock = InstanceLock(database)
        holder = lock.take()
        if holder is None:
            self._next = lock
        return holder

    def settle(self) -> None:
        """The next database is open, the one before is closed."""
        before, self._held, self._next = self._held, self._next, None
        if before is not None and before is not self._held:
            before.release()

    def drop(self) -> None:
        """The next database was not opened after all."""
        following, self._next = self._next, None
        if following is not None and following is not self._held:
            following.release()

    def release(self) -> None:
        """No database is open any more."""
        self.drop()
        self.settle()


def lock_path(database: Path) -> Path:
    """Where the lock of a database lies; one and the same for all names of the file."""
    resolved = database.resolve()
    return resolved.with_name(resolved.name + ENDING)
